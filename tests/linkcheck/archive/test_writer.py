from __future__ import annotations

import base64
import errno
import gzip
import hashlib
import io
import os
import random
import resource
import stat
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from warcio.cli import main as warcio

from linkcheck.archive.exchange import SavedFile, Truncation
from linkcheck.archive.reader import open_record, read_body
from linkcheck.archive.writer import WarcArchive
from linkcheck.errors import ArchiveTrouble
from linkcheck.evidence.scanning import scan
from linkcheck.fetch import Capture
from tests.linkcheck.archive.examples import REQUEST, RESPONSE, STARTED, URL, Record, exchange, records, warcs

INFO = {"operator": "Northwind\r\nEvil: yes", "robots": "obeyed"}


def kinds(path: Path) -> list[str | None]:
    return [record["WARC-Type"] for record in records(path)]


def one_of_a_kind(path: Path, kind: str) -> Record:
    (found,) = [record for record in records(path) if record["WARC-Type"] == kind]
    return found


def passes_check(folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        warcio(["check", *map(str, warcs(folder))])
    assert ended.value.code == 0


def test_an_exchange_makes_request_response_and_metadata_after_one_warcinfo(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 12, INFO) as archive:
        capture = archive.write(exchange())
        archive.write(exchange(b"another"))
    (path,) = warcs(tmp_path)
    assert kinds(path) == ["warcinfo", *["request", "response", "metadata"] * 2]
    assert path.name.startswith("run-12-20")
    assert f"-{os.getpid()}-" in path.name
    response = records(path)[2]
    assert (capture.file, capture.offset, capture.record_id) == (path.name, response.offset, response["WARC-Record-ID"])
    passes_check(tmp_path)


def test_heads_stand_as_they_went_over_the_wire(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange(b"body"))
    (path,) = warcs(tmp_path)
    assert one_of_a_kind(path, "request").block == REQUEST
    assert one_of_a_kind(path, "response").block == RESPONSE + b"body"


def test_records_say_what_belongs_together_and_where_it_came_from(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange(), notes={"tls-version": "TLSv1.3", "x": "a\nb"})
    (path,) = warcs(tmp_path)
    warcinfo, request, response, metadata = records(path)
    body = b"%PDF-1.7 a body"
    assert response["WARC-Payload-Digest"] == "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()
    assert response["Linkcheck-Payload-SHA256"] == hashlib.sha256(body).hexdigest()
    for record in (request, response, metadata):
        assert record["WARC-Target-URI"] == URL
        assert record["WARC-Date"] == STARTED.strftime("%Y-%m-%dT%H:%M:%S.%fZ") == "2026-11-24T08:00:00.123456Z"
        assert record["WARC-Warcinfo-ID"] == warcinfo["WARC-Record-ID"]
    assert request["WARC-Concurrent-To"] == metadata["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert request["WARC-IP-Address"] == response["WARC-IP-Address"] == "192.0.2.7"
    assert len({record["WARC-Record-ID"] for record in records(path)}) == 4
    assert b"sha256: " + hashlib.sha256(body).hexdigest().encode() in metadata.block
    assert b"tls-version: TLSv1.3\r\nx: a b\r\n" in metadata.block


def test_warcinfo_names_the_file_and_keeps_to_its_lines(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange())
    (path,) = warcs(tmp_path)
    warcinfo = one_of_a_kind(path, "warcinfo")
    assert warcinfo["WARC-Filename"] == path.name
    lines = warcinfo.block.decode().split("\r\n")
    assert "operator: Northwind Evil: yes" in lines
    assert [line for line in lines if line.startswith("software: disclosure-linkcheck ")]


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("https://example.com/a b\r\nWARC-Type: evil", "https://example.com/a%20b%0D%0AWARC-Type:%20evil"),
        ("https://example.com/山\ud800", "https://example.com/%E5%B1%B1?"),
        ("https://example.com/%E5?a=[1]#x", "https://example.com/%E5?a=[1]#x"),
    ],
)
def test_no_url_breaks_out_of_its_field(tmp_path: Path, url: str, field: str) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange(url=url))
    assert one_of_a_kind(warcs(tmp_path)[0], "response")["WARC-Target-URI"] == field
    passes_check(tmp_path)


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange(address=""))
    assert one_of_a_kind(warcs(tmp_path)[0], "response")["WARC-IP-Address"] is None


@pytest.mark.parametrize("truncated", list(Truncation))
def test_a_body_that_is_not_whole_is_marked_and_never_revisited(tmp_path: Path, truncated: Truncation) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        for marked in (truncated, truncated, None):
            assert archive.write(exchange(truncated=marked)).body is None
    marks = [r["WARC-Truncated"] for r in records(warcs(tmp_path)[0]) if r["WARC-Type"] == "response"]
    assert marks == [truncated.value, truncated.value, None]
    passes_check(tmp_path)


def test_the_same_body_again_is_a_revisit_of_the_first(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nETag: 2\r\n\r\n"
    with WarcArchive(tmp_path, 1, INFO) as archive:
        first = archive.write(exchange())
        second = archive.write(exchange(url=URL + "?2", response_head=head))
        third = archive.write(exchange())
    (path,) = warcs(tmp_path)
    assert kinds(path)[-6:] == ["request", "revisit", "metadata"] * 2
    assert (second.body, third.body) == (first, first)
    revisit = next(record for record in records(path) if record["WARC-Type"] == "revisit")
    assert revisit.block == head
    assert revisit["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert revisit["WARC-Refers-To"] == first.record_id
    assert revisit["WARC-Refers-To-Target-URI"] == URL
    assert revisit["WARC-Refers-To-Date"] == "2026-11-24T08:00:00.123456Z"
    assert b"".join(read_body(tmp_path, second)) == b"%PDF-1.7 a body"
    passes_check(tmp_path)


def test_a_body_of_an_earlier_run_is_revisited_where_the_store_finds_it(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        first = archive.write(exchange())
    with WarcArchive(tmp_path, 2, INFO) as archive:
        archive.look_up({exchange().sha256: first})
        assert archive.write(exchange()).body == first
    revisit = one_of_a_kind(tmp_path / warcs(tmp_path)[1].name, "revisit")
    assert revisit["WARC-Refers-To"] == first.record_id
    passes_check(tmp_path)


@pytest.mark.parametrize("fault", [False, True])
def test_what_was_looked_up_is_known_however_much_is_written_or_taken_back_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: bool
) -> None:
    bodies = [b"kept %d" % number for number in range(8)]
    with WarcArchive(tmp_path, 1, INFO) as archive:
        kept = {exchange(body).sha256: archive.write(exchange(body)) for body in bodies}
    monkeypatch.setattr("linkcheck.archive.writer.REMEMBERED", 4)
    with WarcArchive(tmp_path, 2, INFO) as archive:
        archive.look_up(kept)
        for body in bodies:
            archive.write(exchange(b"new, before " + body))
            if fault:
                with monkeypatch.context() as patch:
                    patch.setattr("linkcheck.archive.records.write_metadata", None)  # a fault of our own
                    with pytest.raises(TypeError):
                        archive.write(exchange(b"never"))
            assert archive.write(exchange(body)).body == kept[exchange(body).sha256]
    passes_check(tmp_path)


@pytest.mark.parametrize("lost", ["file", "other body", "other record"])
def test_a_body_that_the_archive_lost_is_written_again(tmp_path: Path, lost: str) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        first = archive.write(exchange())
        other = archive.write(exchange(b"other"))
    if lost == "file":
        warcs(tmp_path)[0].unlink()
    found = {"file": first, "other body": other, "other record": other.model_copy(update={"offset": first.offset})}
    with WarcArchive(tmp_path, 2, INFO) as archive:
        archive.look_up({exchange().sha256: found[lost]})
        capture = archive.write(exchange())
    assert capture.body is None
    assert b"".join(read_body(tmp_path, capture)) == b"%PDF-1.7 a body"


@pytest.mark.parametrize("end", [b"\r\n\r\n", b"\n\n", b"\r\n\n", b"\n\r\n"])
def test_a_head_may_end_as_its_server_likes(tmp_path: Path, end: bytes) -> None:
    head = b"HTTP/1.1 200 OK\nContent-Type: text/html" + end
    body = b"one\n\ntwo\r\n\r\nthree"
    with WarcArchive(tmp_path, 1, INFO) as archive:
        capture = archive.write(exchange(body, response_head=head))
    with open_record(tmp_path, capture) as record:
        assert record.head == head
    assert b"".join(read_body(tmp_path, capture)) == body
    (response,) = [record for record in scan(tmp_path / capture.file) if record.kind == "response"]
    assert (response.faults, response.status, response.media_type) == ((), "200", "text/html")
    passes_check(tmp_path)


def test_a_304_is_a_revisit_of_the_body_that_it_stands_for(tmp_path: Path) -> None:
    head = b"HTTP/1.1 304 Not Modified\r\nETag: 1\r\n\r\n"
    with WarcArchive(tmp_path, 1, INFO) as archive:
        first = archive.write(exchange())
        capture = archive.write(exchange(b"", response_head=head), unchanged=exchange().sha256)
        unknown = archive.write(exchange(b"", response_head=head), unchanged="0" * 64)
    revisit = one_of_a_kind(warcs(tmp_path)[0], "revisit")
    assert revisit["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert revisit.block == head
    assert (capture.body, unknown.body) == (first, None)
    passes_check(tmp_path)


def test_empty_bodies_are_not_revisited(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        captures = [archive.write(exchange(b"")) for _ in range(2)]
    assert [capture.body for capture in captures] == [None, None]
    assert b"".join(read_body(tmp_path, captures[1])) == b""
    passes_check(tmp_path)


def test_bodies_that_are_compressed_already_are_stored(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(300_000)
    prose = b"The entity discloses its policy. " * 10_000
    with WarcArchive(tmp_path, 1, INFO) as archive:
        for body in (noise, prose):
            archive.write(exchange(body))
    path = warcs(tmp_path)[0]
    stored, deflated = [r for r in records(path) if r["WARC-Type"] == "response"]
    raw = path.read_bytes()
    assert noise[:30_000] in raw[stored.offset : deflated.offset]
    assert path.stat().st_size - deflated.offset < 10_000
    assert gzip.decompress(raw).count(b"WARC/1.1\r\n") == 7
    passes_check(tmp_path)


def test_a_body_is_read_as_far_as_it_goes_and_not_further(tmp_path: Path) -> None:
    given = exchange(b"whole")
    longer = io.BytesIO(b"whole and more")
    longer.read(3)
    with WarcArchive(tmp_path, 1, INFO) as archive:
        capture = archive.write(replace(given, body=longer))
    assert b"".join(read_body(tmp_path, capture)) == b"whole"


@pytest.mark.parametrize("changed", [{"sha256": "0" * 64}, {"sha1": "0" * 40}, {"bytes": 3}, {"bytes": 999}], ids=str)
def test_a_body_that_is_not_what_it_is_said_to_be_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        with pytest.raises(ArchiveTrouble, match="no longer what it was when it was read"):
            archive.write(replace(exchange(), **changed))
        archive.write(exchange())
    assert kinds(warcs(tmp_path)[0]) == ["warcinfo", "request", "response", "metadata"]
    passes_check(tmp_path)


def test_a_new_file_begins_when_one_is_full_and_closed_ones_are_read_only(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, INFO, largest_file=5_000) as archive:
        captures = [archive.write(exchange(random.Random(n).randbytes(6_000))) for n in range(2)]
        captures.append(archive.write(exchange(b"short")))
        modes = [stat.S_IMODE(path.stat().st_mode) for path in warcs(tmp_path)]
        assert sorted(modes) == [0o444, 0o444, 0o644]
    assert len({capture.file for capture in captures}) == 3
    assert [stat.S_IMODE(path.stat().st_mode) for path in warcs(tmp_path)] == [0o444] * 3
    passes_check(tmp_path)


def test_without_an_exchange_there_is_no_file(tmp_path: Path) -> None:
    with WarcArchive(tmp_path / "a" / "b", 1, INFO):
        pass
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, 1, INFO)
    archive.write(exchange())
    archive.close()
    archive.close()


def test_what_is_written_is_on_the_disk_when_write_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange())
        assert synced[-1] == warcs(tmp_path)[0].stat().st_size


def full(*_: object) -> None:
    """What a system call on a full disk ends with."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["fsync", "write"])
def test_a_full_disk_leaves_whole_records_and_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    archive = WarcArchive(tmp_path, 1, INFO)
    first = archive.write(exchange(b"before"))
    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr("os.fsync", full)
        else:
            patch.setattr("linkcheck.archive.records.write_metadata", full)
        with pytest.raises(ArchiveTrouble, match="can't be written: No space left on device") as caught:
            archive.write(exchange())
    assert "Make room" in caught.value.hint
    last = archive.write(exchange())
    archive.close()
    assert last.body is None
    assert b"".join(read_body(tmp_path, first)) == b"before"
    assert kinds(warcs(tmp_path)[0]) == ["warcinfo", *["request", "response", "metadata"] * 2]
    passes_check(tmp_path)


@pytest.fixture
def limited() -> Iterator[Callable[[int | None], None]]:
    """Lets no file grow beyond so many bytes, until it is given None or the test ends."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (before[0] if size is None else size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [100, 2_000, 3_000, 30_000, 200_000])
def test_a_write_that_fails_midway_leaves_whole_records(
    tmp_path: Path, limited: Callable[[int | None], None], room: int
) -> None:
    noise = random.Random(1).randbytes(300_000)
    with WarcArchive(tmp_path, 1, INFO) as archive:
        first = archive.write(exchange(b"before"))
        limited(warcs(tmp_path)[0].stat().st_size + room)
        with pytest.raises(ArchiveTrouble, match="can't be written: File too large"):
            archive.write(exchange(noise))
        limited(None)
        last = archive.write(exchange(noise))
    assert kinds(warcs(tmp_path)[0]) == ["warcinfo", *["request", "response", "metadata"] * 2]
    for capture, body in ((first, b"before"), (last, noise)):
        assert b"".join(read_body(tmp_path, capture)) == body
    passes_check(tmp_path)


@pytest.mark.parametrize("step", ["before", "after"])
def test_an_interrupt_while_the_disk_is_at_work_leaves_whole_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def stopped(descriptor: int, pieces: list[bytes]) -> int:
        if step == "after":  # what came back of the call is lost
            writev(descriptor, pieces)
        raise KeyboardInterrupt

    noise = random.Random(1).randbytes(2_000_000)
    writev = os.writev
    with WarcArchive(tmp_path, 1, INFO) as archive:
        archive.write(exchange(b"before"))
        with monkeypatch.context() as patch:
            patch.setattr("os.writev", stopped)
            with pytest.raises(KeyboardInterrupt):
                archive.write(exchange(noise))
        capture = archive.write(exchange(noise))
    assert kinds(warcs(tmp_path)[0]) == ["warcinfo", *["request", "response", "metadata"] * 2]
    assert b"".join(read_body(tmp_path, capture)) == noise
    passes_check(tmp_path)


@pytest.mark.parametrize("call", ["os.writev", "os.fsync"])
def test_where_a_full_file_can_t_be_ended_nothing_stays_that_is_not_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with WarcArchive(tmp_path, 1, INFO, largest_file=8_000) as archive:
        archive.write(exchange(b"on the disk"))
        archive.write(exchange(b"of the same go"), sync=False)
        with monkeypatch.context() as patch:
            patch.setattr(call, full)
            with pytest.raises(ArchiveTrouble, match="No space left"):
                archive.write(exchange(random.Random(1).randbytes(10_000)), sync=False)
        again = archive.write(exchange(b"of the same go"))
    assert again.body is None, "it would be a revisit of what isn't there"
    assert [kinds(path).count("response") for path in warcs(tmp_path)] == [2]
    assert b"".join(read_body(tmp_path, again)) == b"of the same go"
    passes_check(tmp_path)


def test_a_fault_while_a_full_file_is_ended_takes_nothing_of_others_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise MemoryError

    with WarcArchive(tmp_path, 1, INFO, largest_file=8_000) as archive:
        first = archive.write(exchange(b"of the same go"), sync=False)
        with monkeypatch.context() as patch:
            patch.setattr("os.writev", faulty)
            with pytest.raises(MemoryError):
                archive.write(exchange(random.Random(1).randbytes(10_000)), sync=False)
        archive.sync()
        assert b"".join(read_body(tmp_path, first)) == b"of the same go"
    passes_check(tmp_path)


def test_a_file_that_can_t_be_begun_leaves_nothing(tmp_path: Path, limited: Callable[[int | None], None]) -> None:
    with WarcArchive(tmp_path, 1, INFO) as archive:
        limited(100)
        with pytest.raises(ArchiveTrouble, match="File too large"):
            archive.write(exchange())
        limited(None)
        assert warcs(tmp_path) == []
        archive.write(exchange())
    passes_check(tmp_path)


@pytest.mark.parametrize("place", ["/proc/linkcheck", "/dev/null/x"])
def test_a_folder_that_can_t_be_written_is_one_line(place: str) -> None:
    with pytest.raises(ArchiveTrouble, match=f"the evidence archive {place} can't be written") as caught:
        WarcArchive(Path(place), 1, INFO)
    assert caught.value.hint


def test_threads_may_share_an_archive(tmp_path: Path) -> None:
    captures: list[tuple[bytes, Capture]] = []
    with WarcArchive(tmp_path, 1, INFO) as archive:

        def write(body: bytes) -> None:
            captures.append((body, archive.write(exchange(body))))

        threads = [threading.Thread(target=write, args=(bytes([n]) * 1000,)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for body, capture in captures:
        assert b"".join(read_body(tmp_path, capture)) == body
    passes_check(tmp_path)


def test_a_chunked_answer_keeps_its_head_and_says_that_it_was_undone(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with WarcArchive(tmp_path, 1, INFO) as archive:
        capture = archive.write(exchange(b"whole", response_head=head))
    with open_record(tmp_path, capture) as record:
        assert (record.head, b"".join(record.body)) == (head, b"whole")
    assert b"transfer-encoding: undone" in one_of_a_kind(warcs(tmp_path)[0], "metadata").block
    passes_check(tmp_path)


def test_what_a_person_saved_is_kept_as_such(tmp_path: Path) -> None:
    body = b"%PDF-1.7 saved by hand"
    saved = SavedFile(
        url=URL,
        name="saved\r\nX: y.pdf",
        media_type="application/pdf\r\nX: y",
        saved_at=STARTED,
        body=io.BytesIO(body),
        bytes=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        sha1=hashlib.sha1(body).hexdigest(),
    )
    with WarcArchive(tmp_path, None, INFO) as archive:
        capture = archive.write_file(saved)
    (path,) = warcs(tmp_path)
    assert path.name.startswith("attested-")
    resource = one_of_a_kind(path, "resource")
    assert resource["WARC-Target-URI"] == f"urn:sha256:{saved.sha256}"
    assert resource["Content-Type"] == "application/pdf X: y"
    assert f"saved-from: {URL}\r\nfile-name: saved X: y.pdf\r\n".encode() == one_of_a_kind(path, "metadata").block
    assert b"".join(read_body(tmp_path, capture)) == body
    passes_check(tmp_path)


def test_a_large_body_is_never_in_memory(tmp_path: Path) -> None:
    piece = random.Random(1).randbytes(2**20)
    sha256, sha1 = hashlib.sha256(), hashlib.sha1()
    with (tmp_path / "body").open("w+b") as body:
        for _ in range(30):
            body.write(piece)
            sha256.update(piece)
            sha1.update(piece)
        large = replace(exchange(), body=body, bytes=30 * len(piece), sha256=sha256.hexdigest(), sha1=sha1.hexdigest())
        tracemalloc.start()
        try:
            with WarcArchive(tmp_path, 1, INFO) as archive:
                archive.write(large)
            assert tracemalloc.get_traced_memory()[1] < 3 * 2**20
        finally:
            tracemalloc.stop()
