"""First of four: what came back goes into the evidence archive, every hop of it, before anything is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.answer import Answer
from crawler.items import Seen
from crawler.job import Job, job_of
from linkcheck.fetch import Capture
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ArchivePipeline:
    """Sets the fetch's `capture`: that of the answer that ended it, or of a second look."""

    def __init__(self, job: Job) -> None:
        self._job = job

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        return cls(job_of(crawler))

    async def process_item(self, item: Seen) -> Seen:
        """Raises ArchiveTrouble where it can't be kept."""
        if item.last is None:
            return item
        return item.with_fetch(capture=await self._job.keeper.write(lambda: self._write(item)))

    def _write(self, item: Seen) -> Capture:
        archive, captures = self._job.archive, []
        for number, answer in enumerate(item.all_answers, 1):
            unchanged = item.previous.sha256 if item.previous and answer.outcome is Outcome.NOT_MODIFIED else None
            notes = _notes(item, answer, number)
            captures.append(archive.write(answer.exchange(), unchanged=unchanged, notes=notes, sync=False))
        return captures[-1]


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
