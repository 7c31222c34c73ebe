"""What is kept of a fetch: every hop, the connection, the certificate, the bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from warcio.archiveiterator import ArchiveIterator

from linkcheck import __version__
from linkcheck.archive.reader import open_record, read_body
from linkcheck.evidence.covered import run_fields
from linkcheck.fetch import Fetch, TlsVerdict
from linkcheck.store import reports, runs
from linkcheck.vocabulary import Outcome
from tests.crawler.crawls import Office, report
from tests.web.documents import pdf
from tests.web.redirects import to
from tests.web.server import Web

HOST = "www.example-metals.test"


def fetch(web: Web, folder: Path, url: str, https: str = "verified", robots: str | None = None) -> tuple[Office, Fetch]:
    """One fetch, in an office of its own."""
    office = Office(folder)
    settings = office.settings(web).model_copy(update={"resolve": web.at(HOST, https=https)})
    if robots:
        web.robots[HOST] = robots
    return office, office.fetch([url], settings)[url]


def records(folder: Path) -> list[tuple[str, str]]:
    """Type and target of every record of the archive, in their order."""
    found = []
    for file in sorted((folder / "evidence").glob("*.warc.gz")):
        with file.open("rb") as stream:
            found += [
                (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
                for record in ArchiveIterator(stream)
            ]
    return found


def test_a_hop_tells_where_the_answer_came_from_and_when(web: Web, tmp_path: Path) -> None:
    before = datetime.now(UTC)
    _, seen = fetch(web, tmp_path, f"http://{HOST}/report.pdf")
    (hop,) = seen.hops
    assert (hop.address, hop.port, hop.status, hop.reason) == ("127.0.0.1", web.port("http"), 200, "OK")
    assert hop.tls is None
    assert before <= seen.started_at <= hop.started_at <= seen.finished_at <= datetime.now(UTC)
    assert 0 < hop.seconds < 60
    assert hop.bytes == seen.bytes == len(pdf())
    assert hop.sha256 == seen.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert hop.sha1 == seen.sha1 == hashlib.sha1(pdf()).hexdigest()
    assert ("Content-Type", "application/pdf") in hop.headers


def test_over_tls_the_session_and_the_certificate_are_kept(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"https://{HOST}/report.pdf")
    tls = seen.hops[0].tls
    assert tls is not None
    assert tls.certificate is not None
    assert (tls.verdict, tls.version) == (TlsVerdict.VERIFIED, "TLSv1.3")
    assert tls.cipher
    assert tls.cipher.startswith("TLS_")
    assert len(tls.certificate.sha256) == 64
    assert "Example Trust Services" in tls.certificate.issuer
    assert tls.certificate.not_before < datetime.now(UTC) < tls.certificate.not_after


def test_each_hop_of_a_chain_is_kept_with_its_location(web: Web, tmp_path: Path) -> None:
    url = f"http://{HOST}{to(f'https://{HOST}/redirect/301')}"
    office, seen = fetch(web, tmp_path, url)
    assert [hop.status for hop in seen.hops] == [302, 301, 200]
    assert [hop.location for hop in seen.hops] == [f"https://{HOST}/redirect/301", "/report.pdf", None]
    assert [hop.tls is not None for hop in seen.hops] == [False, True, True]
    assert (seen.status, seen.final_url) == (200, f"https://{HOST}/report.pdf")
    archived = [target for kind, target in records(tmp_path) if kind in ("response", "revisit")]
    assert [target for target in archived if not target.endswith("/robots.txt")] == [hop.url for hop in seen.hops]
    assert office.verdicts(1)[url].state == "live"


def test_heads_are_archived_byte_by_byte(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"http://{HOST}/head/non-ascii")
    assert seen.capture is not None
    with open_record(tmp_path / "evidence", seen.capture) as record:
        head = record.head
    assert head.startswith(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n")
    assert head.endswith("X-Company: 北风铝业\r\n\r\n".encode())
    requests = []
    for file in (tmp_path / "evidence").glob("*.warc.gz"):
        with file.open("rb") as stream:
            requests += [
                record.http_headers.to_str() for record in ArchiveIterator(stream) if record.rec_type == "request"
            ]
    sent = web.log.of(HOST)[-1]
    lines = [f"GET {sent.target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.headers)]
    assert requests[-1] == "\r\n".join(lines) + "\r\n"


def test_each_file_says_who_wrote_it_with_what_and_how_it_was_set(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, HOST, operator="Northwind Assurance", contact="desk@example.org")
    with Session(office.engine) as session:
        report_id = reports.add_report(session, report([f"http://{HOST}/report.pdf"]))
        kept = settings.model_dump(mode="json")
        run_id = runs.start_run(session, [report_id], user_agent=settings.agent(), settings=kept)
        session.commit()
    office.crawl(run_id, settings)
    (file,) = (tmp_path / "evidence").glob("*.warc.gz")
    with file.open("rb") as stream:
        lines = next(iter(ArchiveIterator(stream))).content_stream().read().decode().splitlines()
    info = dict(line.split(": ", 1) for line in lines)
    assert info["software"] == f"disclosure-linkcheck {__version__}"
    assert info["operator"] == "Northwind Assurance"
    assert info["http-header-user-agent"] == settings.agent()
    assert info["robots"] == "obeyed (RFC 9309)"
    assert {"python", "openssl", "disclosure-linkcheck", "scrapy", "aiohttp"} <= {
        one.split()[0] for one in info["versions"].split("; ")
    }
    with Session(office.engine) as session:
        sealed = run_fields(session, run_id)
    assert sealed is not None
    assert info["settings-sha256"] == sealed.settings_sha256


def test_the_body_can_be_read_back_from_the_archive(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"http://{HOST}/body/zeros?bytes=700000&framing=chunked")
    assert seen.capture is not None
    assert b"".join(read_body(tmp_path / "evidence", seen.capture)) == bytes(700000)


def test_an_answer_that_was_cut_short_keeps_what_came_of_it(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"http://{HOST}/drop/inside-body")
    half = pdf()[: len(pdf()) // 2]
    assert (seen.outcome, seen.complete, seen.bytes) == (Outcome.TRUNCATED, False, len(half))
    assert seen.sha256 == hashlib.sha256(half).hexdigest()
    assert seen.capture is not None
    with open_record(tmp_path / "evidence", seen.capture) as record:
        assert record.fields["warc-truncated"] == "disconnect"


def test_a_body_that_is_too_large_is_not_kept_in_part(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"http://{HOST}/body/zeros?bytes=3000000&framing=chunked")
    assert (seen.outcome, seen.bytes, seen.sha256, seen.complete) == (Outcome.TOO_LARGE, None, None, False)
    assert sum(file.stat().st_size for file in (tmp_path / "evidence").iterdir()) < 10_000


@pytest.mark.parametrize(
    ("kind", "outcome", "verdict"),
    [
        ("expired", Outcome.TLS_EXPIRED, TlsVerdict.EXPIRED),
        ("not-yet-valid", Outcome.TLS_UNTRUSTED, TlsVerdict.NOT_YET_VALID),
        ("wrong-host", Outcome.TLS_WRONG_HOST, TlsVerdict.WRONG_HOST),
        ("self-signed", Outcome.TLS_UNTRUSTED, TlsVerdict.SELF_SIGNED),
        ("untrusted", Outcome.TLS_UNTRUSTED, TlsVerdict.UNTRUSTED),
        ("untrusted-root-sent", Outcome.TLS_UNTRUSTED, TlsVerdict.UNTRUSTED),
        ("incomplete-chain", Outcome.TLS_UNTRUSTED, TlsVerdict.INCOMPLETE_CHAIN),
    ],
)
def test_after_a_refused_certificate_a_second_look_shows_what_is_there(
    web: Web, tmp_path: Path, kind: str, outcome: Outcome, verdict: TlsVerdict
) -> None:
    office, seen = fetch(web, tmp_path, f"https://{HOST}/report.pdf", https=kind)
    assert (seen.outcome, seen.status, seen.sha256) == (outcome, None, None)
    (hop,) = seen.hops
    assert hop.tls is not None
    assert (hop.tls.verdict, hop.status, hop.error) == (verdict, None, seen.detail)
    look = seen.second_look
    assert look is not None
    assert look.tls is not None
    assert (look.status, look.sha256) == (200, hashlib.sha256(pdf()).hexdigest())
    assert (look.tls.verdict, look.tls.detail) == (verdict, "not verified")
    assert look.tls.certificate is not None
    assert seen.document is not None
    assert (seen.document.media_type, seen.document.sha256) == ("application/pdf", look.sha256)
    assert seen.capture is not None
    assert b"".join(read_body(tmp_path / "evidence", seen.capture)) == pdf()
    assert office.verdicts(1)[f"https://{HOST}/report.pdf"].state == "doubtful"


def test_a_second_look_goes_only_where_robots_txt_allows(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"https://{HOST}/report.pdf", https="expired", robots="/robots/deny")
    assert (seen.outcome, seen.second_look) == (Outcome.TLS_EXPIRED, None)
    assert web.log.targets(HOST) == []


def test_a_second_look_follows_nothing(web: Web, tmp_path: Path) -> None:
    office, seen = fetch(web, tmp_path, f"https://{HOST}/redirect/301", https="expired")
    assert seen.second_look is not None
    assert (seen.second_look.status, seen.second_look.location) == (301, "/report.pdf")
    assert web.log.targets(HOST) == ["/redirect/301"]
    assert office.verdicts(1)[f"https://{HOST}/redirect/301"].state == "undetermined"


def test_what_robots_txt_said_is_archived_and_told(web: Web, tmp_path: Path) -> None:
    _, seen = fetch(web, tmp_path, f"http://{HOST}/report.pdf", robots="/robots/deny")
    assert (seen.outcome, seen.attempts, seen.hops) == (Outcome.ROBOTS_DISALLOWED, 0, ())
    assert seen.robots == f"denied: http://{HOST}/robots.txt"
    assert ("response", f"http://{HOST}/robots.txt") in records(tmp_path)


def test_a_304_stands_for_the_body_that_is_kept(web: Web, tmp_path: Path) -> None:
    url = f"http://{HOST}/kept/etag.pdf"
    office, first = fetch(web, tmp_path, url)
    second = office.fetch([url], office.settings(web, HOST))[url]
    assert second.outcome is Outcome.NOT_MODIFIED
    assert (second.status, second.hops[0].bytes) == (304, 0)
    assert (second.sha256, second.bytes, second.document) == (first.sha256, first.bytes, first.document)
    assert second.capture is not None
    assert second.capture.body == first.capture
    assert b"".join(read_body(tmp_path / "evidence", second.capture)) == pdf()


def test_a_soft_404_is_told_by_a_sibling_that_cannot_exist(web: Web, tmp_path: Path) -> None:
    url = f"http://{HOST}/news.html"
    office, seen = fetch(web, tmp_path, url)
    assert seen.probe is not None
    assert seen.probe.outcome is Outcome.GONE
    assert seen.probe.url.startswith(f"http://{HOST}/")
    assert seen.probe.url.endswith(".html")
    assert office.verdicts(1)[url].state == "live"
    assert seen.probe.url in [target for kind, target in records(tmp_path) if kind in ("response", "revisit")]


def test_the_time_of_a_fetch_is_that_of_the_fetch(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    urls = [f"http://{HOST}/numbered/{number}.pdf" for number in range(3)]
    fetches = office.fetch(urls, office.settings(web, HOST, delay=0.3))
    starts = sorted(fetch.hops[0].started_at for fetch in fetches.values())
    assert starts[-1] - starts[0] >= timedelta(seconds=0.55)


def test_all_is_fetched_again_where_a_person_wants_it(web: Web, tmp_path: Path) -> None:
    url = f"http://{HOST}/kept/etag.pdf"
    office, _ = fetch(web, tmp_path, url)
    again = office.fetch([url], office.settings(web, HOST, full=True))[url]
    assert again.outcome is Outcome.OK


@pytest.mark.parametrize("path", ["/redirect/cut-body", "/redirect/endless-body"])
def test_the_body_of_a_redirect_is_neither_waited_for_nor_asked_for_again(web: Web, tmp_path: Path, path: str) -> None:
    office = Office(tmp_path)
    url = f"http://{HOST}{path}"
    seen = office.fetch([url], office.settings(web, HOST, retries=2, max_bytes=50 * 2**20))[url]
    assert (seen.outcome, seen.attempts, len(seen.hops)) == (Outcome.OK, 1, 2)
    assert web.log.targets(HOST).count(path) == 1
    assert web.log.sent < 10 * 2**20
