"""Runs without a network whose exchanges are really in an archive, and whose outcomes are really in a store."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.archive.exchange import Exchange, SavedFile, Truncation
from linkcheck.archive.writer import WarcArchive
from linkcheck.documents import sniff
from linkcheck.evidence.chain import Stamp, Written
from linkcheck.evidence.finding import Finding
from linkcheck.evidence.sealing import seal
from linkcheck.evidence.verifying import Trust, verify
from linkcheck.fetch import Document, Fetch, Hop
from linkcheck.report import AuditReport, Citation, Source
from linkcheck.store import reports, runs
from linkcheck.store.attestations import attest
from linkcheck.store.engine import open_store
from linkcheck.store.kept import kept_bodies
from linkcheck.vocabulary import Attribution, EvidenceState, Outcome
from tests.linkcheck.store.conftest import create_from_models

POLICY = "https://www.northwind.example/policy.pdf"
GHG = "https://www.northwind.example/ghg.pdf"
OLD = "http://northwind.example/old"
LOST = "https://www.northwind.example/lost.pdf"
WATER = "https://water.example.org/map"
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 12 + b"%%EOF\n"
PAGE = b"<!doctype html><title>Water map</title><p>Water in the north."
MOVED = b"moved"
SAVED = b"%PDF-1.7 what a person saved"


@dataclass(frozen=True)
class Answer:
    """What a site answers. `location` makes it a redirect, followed to that URL."""

    body: bytes = PDF
    status: int = 200
    media_type: str = "application/pdf"
    location: str | None = None
    unchanged: bool = False
    truncated: bool = False
    coding: str | None = None

    @property
    def head(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} So", f"content-TYPE: {self.media_type}", f"Content-Length: {len(self.body)}"]
        if self.location:
            lines.append(f"Location: {self.location}")
        if self.coding:
            lines.append(f"Content-Encoding: {self.coding}")
        return "\r\n".join([*lines, "", ""]).encode()

    @property
    def outcome(self) -> Outcome:
        if self.truncated:
            return Outcome.TRUNCATED
        return {200: Outcome.OK, 304: Outcome.NOT_MODIFIED}.get(self.status, Outcome.GONE)


SITE: Mapping[str, Answer] = {
    POLICY: Answer(),
    GHG: Answer(PDF + b"ghg"),
    OLD: Answer(MOVED, 302, "text/plain", location=POLICY),
    LOST: Answer(b"<h1>Not found</h1>", 404, "text/html"),
    WATER: Answer(PAGE, media_type="text/html"),
}


def citation(
    url: str, criterion: str = "5.1a-b", facility: str | None = None, document: str | None = "Statement"
) -> Citation:
    attribution = Attribution.EXPLICIT if facility else Attribution.ENTITY
    return Citation(
        criterion=criterion, facility=facility, attribution=attribution, url=url, cited_as=url, document=document
    )


def report(citations: Sequence[Citation]) -> AuditReport:
    digest = hashlib.sha256(repr(citations).encode()).hexdigest()
    source = Source(path="report.pdf", sha256=digest, media_type="application/pdf", pages=3)
    return AuditReport(source=source, entity="Northwind Aluminium Group", citations=tuple(citations))


@dataclass(frozen=True)
class Office:
    """A store, an archive and a key in a folder of their own."""

    folder: Path

    @property
    def archive(self) -> Path:
        return self.folder / "evidence"

    @cached_property
    def engine(self) -> Engine:
        url = f"sqlite:///{self.folder / 'linkcheck.db'}"
        create_from_models(url)
        return open_store(url)

    @cached_property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(b"\7" * 32)

    def run(
        self, site: Mapping[str, Answer] = SITE, day: int = 0, citations: Sequence[Citation] = (), finish: bool = True
    ) -> int:
        """A whole run over what the site has; with `finish` it is finished, sealed it is not."""
        with Session(self.engine) as session:
            cited = citations or [citation(url) for url in site]
            report_id = reports.add_report(session, report(cited))
            urls = [c.url for c in cited]
            run_id = runs.start_run(
                session, [report_id], user_agent="test", settings={"delay": 1.0, "operator": "Southwind"}, urls=urls
            )
            session.commit()
            info = {"operator": "Southwind"}
            with WarcArchive(self.archive, run_id, info) as archive:
                for pending in runs.pending(session, run_id):
                    previous = pending.previous.sha256 if pending.previous else None
                    fetch = _fetched(session, archive, site, pending.url, START + timedelta(days=day), previous)
                    assert runs.record(session, pending.fetch_id, fetch)
            if finish:
                runs.finish_run(session, run_id)
            session.commit()
        return run_id

    def attest(self, name: str = "seen.pdf", note: str = "seen in a browser") -> None:
        """A person's word on what the machine saw gone, with what they saved of it."""
        sha256, sha1 = hashlib.sha256(SAVED).hexdigest(), hashlib.sha1(SAVED).hexdigest()
        at, live = START + timedelta(days=1), EvidenceState.LIVE
        with Session(self.engine) as session, WarcArchive(self.archive, None, {}) as archive:
            saved = SavedFile(LOST, name, "application/pdf", at, io.BytesIO(SAVED), len(SAVED), sha256, sha1)
            capture = archive.write_file(saved)
            attest(session, LOST, live, "A. Auditor", note, file=name, file_sha256=sha256, capture=capture, at=at)
            session.commit()

    def seal(self, *, key: Ed25519PrivateKey | str | None = "own", stamp: Stamp | None = None) -> list[Written]:
        used = self.key if isinstance(key, str) else key
        return list(seal(self.engine, self.archive, key=used, operator="Southwind", stamp=stamp))

    def findings(self, run_id: int | None = None, trust: Trust | None = None) -> list[Finding]:
        trusted = trust or Trust((self.key.public_key(),))
        with Session(self.engine) as session:
            return list(verify(session, self.archive, trusted, run_id))

    def failures(self, run_id: int | None = None, trust: Trust | None = None) -> list[str]:
        return [finding.text for finding in self.findings(run_id, trust) if finding.failed]


def _fetched(
    session: Session,
    archive: WarcArchive,
    site: Mapping[str, Answer],
    cited: str,
    at: datetime,
    previous: str | None,
) -> Fetch:
    hops: list[Hop] = []
    url = cited
    while True:
        answer = site[url]
        exchange = _exchange(url, answer, at)
        notes = {"cited-url": cited, "hop": str(len(hops) + 1), "outcome": answer.outcome}
        unchanged = previous if answer.status == 304 else None
        archive.look_up(kept_bodies(session, [unchanged or exchange.sha256]))
        capture = archive.write(exchange, unchanged=unchanged, notes=notes)
        hops.append(_hop(url, answer, exchange))
        if answer.location is None:
            break
        url = answer.location
    seen = answer.outcome is not Outcome.NOT_MODIFIED
    document = Document(sha256=exchange.sha256, bytes=exchange.bytes, media_type=sniff(answer.body[:1024]))
    return Fetch(
        url=cited,
        outcome=answer.outcome,
        started_at=at,
        finished_at=at + timedelta(seconds=1),
        status=answer.status,
        final_url=url,
        hops=tuple(hops),
        content_type=answer.media_type,
        bytes=exchange.bytes if seen else None,
        sha256=exchange.sha256 if seen else None,
        sha1=exchange.sha1 if seen else None,
        complete=not answer.truncated,
        robots="allowed",
        capture=capture,
        document=document if answer.outcome is Outcome.OK else None,
    )


def _exchange(url: str, answer: Answer, at: datetime) -> Exchange:
    host, _, path = url.partition("://")[2].partition("/")
    return Exchange(
        url=url,
        started_at=at,
        address="192.0.2.7",
        request_head=f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(),
        response_head=answer.head,
        body=io.BytesIO(answer.body),
        bytes=len(answer.body),
        sha256=hashlib.sha256(answer.body).hexdigest(),
        sha1=hashlib.sha1(answer.body).hexdigest(),
        truncated=Truncation.DISCONNECT if answer.truncated else None,
    )


def _hop(url: str, answer: Answer, exchange: Exchange) -> Hop:
    return Hop(
        url=url,
        started_at=exchange.started_at,
        seconds=0.25,
        status=answer.status,
        location=answer.location,
        headers=(("content-TYPE", answer.media_type),),
        address="192.0.2.7",
        port=443,
        bytes=exchange.bytes,
        sha256=exchange.sha256,
        sha1=exchange.sha1,
    )
