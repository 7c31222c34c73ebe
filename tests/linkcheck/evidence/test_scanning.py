from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from linkcheck.archive.exchange import Truncation
from linkcheck.archive.writer import WarcArchive
from linkcheck.errors import ArchiveTrouble
from linkcheck.evidence.scanning import scan
from tests.linkcheck.archive.examples import exchange, records, warcs


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with WarcArchive(folder, 1, {}) as archive:
        archive.write(exchange(b"once" * 50_000))
        archive.write(exchange(b"once" * 50_000))
        archive.write(exchange(b"half", truncated=Truncation.TIME))
    return warcs(folder)[0]


def test_records_are_where_warcio_finds_them(file: Path) -> None:
    scanned = list(scan(file))
    assert [(s.offset, s.record_id) for s in scanned] == [(r.offset, r["WARC-Record-ID"]) for r in records(file)]
    assert [s.faults for s in scanned] == [()] * len(scanned)


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (b"onceonce", b"onceoNce", ("block", "payload", "Linkcheck-Payload-SHA256")),
        (b"X-Twice: 1", b"X-Twice: 3", ("block",)),
        (b"WARC-Payload-Digest: sha1:", b"WARC-Payload-Digest: sha1:A", ("payload",)),
    ],
)
def test_wrong_digests_are_named(file: Path, tmp_path: Path, old: bytes, new: bytes, faults: tuple[str, ...]) -> None:
    changed = tmp_path / "changed.warc.gz"
    response = next(record for record in scan(file) if record.kind == "response")
    end = next(record.offset for record in scan(file) if record.offset > response.offset)
    data = gzip.decompress(file.read_bytes()[response.offset : end])
    changed.write_bytes(gzip.compress(data.replace(old, new, 1)))
    (record,) = scan(changed)
    assert len(record.faults) == len(faults)
    assert all(fault in said for fault, said in zip(faults, record.faults, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip",
        gzip.compress(b"WARC/1.1\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nContent-Length: 5\r\n\r\nabc\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nContent-Length: 1\r\n\r\nabc\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n")[:-1],
        gzip.compress(b"a" * 3_000_000),
    ],
    ids=["not gzip", "no length", "cut body", "longer body", "cut gzip", "no record"],
)
def test_what_is_no_record_is_said_with_its_place(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveTrouble, match="the record at 0 can't be read"):
        list(scan(path))
