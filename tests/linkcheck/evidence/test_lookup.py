"""Looking for archived copies: what is asked, how fast, what is made of any answer; and against a real archive."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.orm import Session

from crawler.asking import CouldNotAsk, ask
from linkcheck.archived import ArchivedCopy
from linkcheck.evidence.lookup import Pace, look_up, queries
from linkcheck.settings import load
from linkcheck.store.archived import kept_sha1, record_archived
from linkcheck.store.snapshot import load_snapshot
from linkcheck.verdicts import judge
from tests.linkcheck.evidence import pywb, tools
from tests.linkcheck.evidence.kept import GHG, LOST, PDF, POLICY, SITE, Answer, Office, citation

CDX = "https://archive.example/cdx"
DIGEST = base64.b32encode(hashlib.sha1(PDF).digest()).decode()


def at_once() -> Pace:
    return Pace(sleep=lambda _: None)


def line(day: str, digest: str = DIGEST, status: str = "200") -> str:
    return f"example,northwind)/policy.pdf {day}120000 {POLICY} application/pdf {status} {digest} 1234"


def answered(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_both_schemes_are_asked_for_and_only_what_answered_200() -> None:
    asked = [parse_qs(urlsplit(query).query) for query in queries("https://www.northwind.example/a b?x=1&y=ü#p", CDX)]
    assert [query["url"] for query in asked] == [
        ["http://www.northwind.example/a b?x=1&y=ü"],
        ["https://www.northwind.example/a b?x=1&y=ü"],
    ]
    assert all(query["filter"] == ["statuscode:200"] for query in asked)


def test_24_requests_a_minute_and_no_more() -> None:
    now, pauses = [0.0], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    pace = Pace(clock=lambda: now[0], sleep=sleep)
    for _ in range(25):
        pace.wait()
    assert now[0] == pytest.approx(60)
    assert pauses == pytest.approx([2.5] * 24)
    now[0] += 100
    pace.wait()
    assert len(pauses) == 24


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        ((), None, None),
        (("20260301",), "2026-03-01", None),
        (("20260304", "20260305"), "2026-03-04", "2026-03-05"),
        (("20200101", "20260101", "20260601", "20270101"), "2026-01-01", "2026-06-01"),
        (("20270101",), None, "2027-01-01"),
    ],
)
def test_the_nearest_before_and_after_the_audit_are_told(
    lines: tuple[str, ...], before: str | None, after: str | None
) -> None:
    copies = look_up(POLICY, date(2026, 3, 4), CDX, lambda _: answered(*map(line, lines)), at_once())
    assert (_day(copies.before), _day(copies.after)) == (before, after)


def _day(copy: ArchivedCopy | None) -> str | None:
    return None if copy is None else str(copy.at.date())


@pytest.mark.parametrize(
    ("kept", "identical"),
    [((), None), ((hashlib.sha1(PDF).hexdigest(),), True), ((hashlib.sha1(b"x").hexdigest(),), False)],
)
def test_a_copy_is_compared_with_what_is_kept(kept: tuple[str, ...], identical: bool | None) -> None:
    copies = look_up(POLICY, date(2026, 3, 4), CDX, lambda _: answered(line("20260301")), at_once(), kept)
    assert copies.before is not None
    assert copies.before.identical is identical


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>Too many requests</html>",
        b"\xff\xfe\0",
        answered("x 20269999999999 http://x/ y 200 " + DIGEST),
        answered("x 20260301120000 {" + "[" * 7000 + "}"),
        answered('x 20260301120000 {"url": 1, "status": "200", "digest": []}'),
        answered(f'x 20260301120000 {{"url": "http://x/", "status": "404", "digest": "{DIGEST}"}}'),
        answered(line("20260301", status="404")),
        answered(line("20260301", digest="-")),
    ],
)
def test_an_answer_of_another_kind_is_no_copy(answer: bytes) -> None:
    copies = look_up(POLICY, None, CDX, lambda _: answer, at_once())
    assert (copies.before, copies.after) == (None, None)


def test_a_copy_is_its_own_fact_and_never_changes_the_state(office: Office) -> None:
    office.run({LOST: SITE[LOST]})
    copies = look_up(LOST, None, CDX, lambda _: answered(line("20260301")), at_once())
    with Session(office.engine) as session:
        record_archived(session, LOST, copies)
        session.commit()
        (known,) = load_snapshot(session).reports
    assert known.archived == {LOST: copies}
    assert judge(citation(LOST), known.fetches[LOST], known.history[LOST]).state == "dead"


def test_the_last_look_up_counts_and_later_ones_are_not_known_to_an_earlier_run(office: Office) -> None:
    office.run({LOST: SITE[LOST]})
    early = look_up(LOST, None, CDX, lambda _: b"", at_once())
    with Session(office.engine) as session:
        record_archived(session, LOST, early)
        session.commit()
    office.run({LOST: SITE[LOST]}, day=1)
    late = look_up(LOST, None, CDX, lambda _: answered(line("20260301")), at_once())
    with Session(office.engine) as session:
        record_archived(session, LOST, late)
        session.commit()
        assert load_snapshot(session).reports[0].archived == {LOST: late}
        assert load_snapshot(session, run_id=1).reports[0].archived == {LOST: early}


def test_what_is_kept_of_a_url_is_its_whole_documents(office: Office) -> None:
    office.run({POLICY: Answer(), GHG: Answer(b"%PDF-half", truncated=True), LOST: SITE[LOST]})
    with Session(office.engine) as session:
        assert kept_sha1(session, POLICY) == {hashlib.sha1(PDF).hexdigest()}
        assert kept_sha1(session, GHG) == set()
        assert kept_sha1(session, LOST) == set()


@pytest.fixture
def archive(office: Office) -> Iterator[str]:
    """A public archive with two captures of one document, the second another, and one of a page that is lost."""
    office.run({POLICY: Answer(), LOST: SITE[LOST]})
    office.run({POLICY: Answer(PDF + b"new")}, day=9)
    files = sorted(office.archive.glob("*.warc.gz"))
    with pywb.running(tools.installed("pywb"), office.folder / "pywb", *files) as address:
        yield address


@pytest.mark.timeout(1500)
def test_a_real_archive_is_understood(archive: str) -> None:
    port = urlsplit(archive).port
    settings = load(allow_networks=("127.0.0.0/8",), allow_ports=(port,))
    kept = (hashlib.sha1(PDF).hexdigest(),)

    def asked(url: str, day: date) -> tuple[ArchivedCopy | None, ArchivedCopy | None]:
        copies = look_up(url, day, f"{archive}/cdx", lambda query: ask(query, settings), at_once(), kept)
        return copies.before, copies.after

    before, after = asked(POLICY, date(2026, 11, 28))
    assert before == ArchivedCopy(url=POLICY, at=datetime(2026, 11, 24, 8, tzinfo=UTC), digest=DIGEST, identical=True)
    assert after is not None
    assert (after.at, after.identical) == (datetime(2026, 12, 3, 8, tzinfo=UTC), False)
    assert asked(POLICY.replace("https:", "http:"), date(2026, 11, 28))[0] == before
    assert asked(LOST, date(2026, 11, 28)) == (None, None)
    assert asked("https://nowhere.example/", date(2026, 11, 28)) == (None, None)


def test_an_archive_at_an_address_that_may_not_be_contacted_is_not_asked(tmp_path: Path) -> None:
    settings = load(allow_ports=(8080,))
    with pytest.raises(CouldNotAsk, match="may not be contacted"):
        look_up(POLICY, None, "http://127.0.0.1:8080/cdx", lambda query: ask(query, settings), at_once())
