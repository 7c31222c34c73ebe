from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from linkcheck.archive.reader import open_record, read_body
from linkcheck.archive.writer import WarcArchive
from linkcheck.errors import ArchiveTrouble
from linkcheck.fetch import Capture
from tests.linkcheck.archive.examples import RESPONSE, URL, exchange, warcs


@pytest.fixture
def capture(tmp_path: Path) -> Capture:
    with WarcArchive(tmp_path, 1, {}) as archive:
        archive.write(exchange(b"before"))
        capture = archive.write(exchange(b"a body " * 50_000))
        archive.write(exchange(b"after"))
    return capture


def test_a_body_comes_back_in_pieces(tmp_path: Path, capture: Capture) -> None:
    pieces = list(read_body(tmp_path, capture))
    assert b"".join(pieces) == b"a body " * 50_000
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 64 * 1024


def test_a_record_comes_back_with_its_fields_and_head(tmp_path: Path, capture: Capture) -> None:
    with open_record(tmp_path, capture) as record:
        assert record.fields["warc-target-uri"] == URL
        assert record.fields["warc-type"] == "response"
        assert record.head == RESPONSE
        assert next(record.body).startswith(b"a body ")


def test_a_body_longer_than_allowed_is_refused(tmp_path: Path, capture: Capture) -> None:
    assert sum(map(len, read_body(tmp_path, capture, most=350_000))) == 350_000
    with pytest.raises(ArchiveTrouble, match="has more than 349999 bytes"):
        list(read_body(tmp_path, capture, most=349_999))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"file": "gone.warc.gz"}, "can't be opened: No such file"),
        ({"file": "../x.warc.gz"}, "is no file of the archive"),
        ({"file": "/etc/passwd"}, "is no file of the archive"),
        ({"file": ".."}, "can't be opened: Is a directory"),
        ({"offset": 7}, "can't be read at 7: it is damaged"),
        ({"offset": 0}, "has no record"),
        ({"offset": 10**9}, "can't be read at 1000000000: the record is cut"),
        ({"record_id": "<urn:uuid:other>"}, "has no record <urn:uuid:other>"),
    ],
    ids=str,
)
def test_a_wrong_place_is_one_line(tmp_path: Path, capture: Capture, change: dict[str, object], says: str) -> None:
    with pytest.raises(ArchiveTrouble, match=says):
        list(read_body(tmp_path, capture.model_copy(update=change)))


def test_a_record_without_a_body_says_so(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, {}) as archive:
        archive.write(exchange())
        revisit = archive.write(exchange())
    with pytest.raises(ArchiveTrouble, match="holds no body"):
        list(read_body(tmp_path, revisit.model_copy(update={"body": None})))


def member(fields: bytes, rest: bytes) -> bytes:
    return gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <x>\r\n" + fields + b"\r\n" + rest)


HTTP = b"Content-Type: application/http; msgtype=response\r\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (member(b"Content-Length: 5\r\n", b"wrong"), "was changed"),
        (member(b"Content-Length: 50\r\n", b"short"), "the record is cut"),
        (member(b"Content-Length: -5\r\n", b""), "has no record <x>"),
        (member(b"Content-Length: x\r\n", b""), "has no record <x>"),
        (member(b"", b""), "has no record <x>"),
        (member(b"X: " + b"x" * 2_000_000, b""), "a head without an end"),
        (member(HTTP + b"Content-Length: 9000000\r\n", b"x" * 9_000_000), "a head without an end"),
        (b"not gzip", "it is damaged"),
        (b"", "the record is cut"),
        (gzip.compress(b"x" * 50)[:20], "the record is cut"),
    ],
    ids=range(10),
)
def test_a_damaged_archive_is_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "x.warc.gz").write_bytes(content)
    with pytest.raises(ArchiveTrouble, match=says):
        list(read_body(tmp_path, Capture(file="x.warc.gz", offset=0, record_id="<x>")))


@pytest.mark.parametrize(
    "content",
    [
        lambda: member(b"X: " + b"x" * 50_000_000, b""),
        lambda: member(b"Content-Length: 50000000\r\n", b"x" * 50_000_000),
    ],
    ids=["a head of 50 MB", "a body of 50 MB"],
)
def test_memory_stays_small_whatever_the_archive_inflates_to(tmp_path: Path, content: Callable[[], bytes]) -> None:
    (tmp_path / "x.warc.gz").write_bytes(content())
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveTrouble):
            for _ in read_body(tmp_path, Capture(file="x.warc.gz", offset=0, record_id="<x>")):
                pass
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_any_changed_byte_of_a_body_is_found(tmp_path: Path, capture: Capture) -> None:
    (path,) = warcs(tmp_path)
    path.chmod(0o644)
    whole = bytearray(path.read_bytes())
    for position in range(capture.offset, capture.offset + 1200, 7):
        flipped = bytearray(whole)
        flipped[position] ^= 0x10
        path.write_bytes(flipped)
        try:
            body = b"".join(read_body(tmp_path, capture))
        except ArchiveTrouble:
            continue
        assert body == b"a body " * 50_000
