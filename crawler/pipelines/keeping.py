"""Last of three: what came back goes into the evidence archive, every hop of it; then the outcome is recorded.

What is not recorded is still pending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.answer import Answer
from crawler.items import Seen
from crawler.job import Job, job_of
from crawler.keeper import Entry
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class KeepPipeline:
    """Keeps each fetch, its capture that of the answer that ended it, or of a second look.

    One that has its outcome already keeps it.
    """

    def __init__(self, job: Job) -> None:
        self._job = job

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepPipeline:
        return cls(job_of(crawler))

    async def process_item(self, item: Seen) -> Seen:
        """Raises ArchiveTrouble or DatabaseTrouble where it can't be kept."""
        entries = [_entry(item, answer, number) for number, answer in enumerate(item.all_answers, 1)]
        with item.place.kept():
            await self._job.keeper.keep(item.place.resource.fetch_id, item.fetch, entries)
        self._job.tell(item.fetch)
        return item


def _entry(item: Seen, answer: Answer, number: int) -> Entry:
    unchanged = item.previous.sha256 if item.previous and answer.outcome is Outcome.NOT_MODIFIED else None
    return Entry(answer.exchange(), _notes(item, answer, number), unchanged)


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
