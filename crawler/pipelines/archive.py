"""First of three: what came back goes into the evidence archive, every hop of it, before anything is recorded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from crawler.answer import Answer
from crawler.items import Seen
from crawler.job import Job, job_of
from linkcheck.archive.writer import WarcArchive
from linkcheck.fetch import Capture
from linkcheck.store.kept import kept_body
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ArchivePipeline:
    """Sets the fetch's `capture`: that of the answer that ended it, or of a second look."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._archive: WarcArchive | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        return cls(job_of(crawler))

    async def process_item(self, item: Seen) -> Seen:
        """Raises ArchiveTrouble where it can't be kept."""
        if item.last is None:
            return item
        capture = await asyncio.get_running_loop().run_in_executor(self._job.keeper, self._write, item)
        return item.with_fetch(capture=capture)

    async def close_spider(self) -> None:
        """End the archive's file."""
        if self._archive is not None:
            await asyncio.get_running_loop().run_in_executor(self._job.keeper, self._archive.close)

    def _write(self, item: Seen) -> Capture:
        if self._archive is None:
            self._archive = WarcArchive(
                self._job.settings.archive, self._job.run_id, _info(self._job), kept=self._kept_before
            )
        captures = []
        for number, answer in enumerate(item.all_answers, 1):
            unchanged = item.unchanged if answer.outcome is Outcome.NOT_MODIFIED else None
            notes = _notes(item, answer, number)
            captures.append(self._archive.write(answer.exchange(), unchanged=unchanged, notes=notes))
        return captures[-1]

    def _kept_before(self, sha256: str) -> Capture | None:
        with Session(self._job.engine) as session:
            return kept_body(session, sha256)


def _info(job: Job) -> dict[str, str]:
    """What the archive's files say of how they were made."""
    settings = job.settings
    info = {
        "operator": settings.operator or settings.contact,
        "http-header-user-agent": settings.agent(),
        "robots": "obeyed (RFC 9309)" if settings.obey_robots else "not asked",
    }
    return {name: value for name, value in info.items() if value}


def _notes(item: Seen, answer: Answer, number: int) -> dict[str, str]:
    """What is known of an exchange beside its bytes."""
    second_look = answer is item.second_look
    notes = {
        "cited-url": item.fetch.url,
        "hop": "second look, without verification" if second_look else str(number),
        "outcome": item.fetch.outcome.value,
        "robots": item.fetch.robots,
    }
    tls = answer.hop.tls
    if tls is not None:
        notes["tls"] = f"{tls.version} {tls.cipher} {tls.verdict}"
        if tls.certificate is not None:
            notes["certificate-sha256"] = tls.certificate.sha256
            notes["certificate-subject"] = tls.certificate.subject
            notes["certificate-issuer"] = tls.certificate.issuer
    return notes
