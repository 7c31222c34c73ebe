"""What the spider hands to the pipelines: a resource's fetch and the answers that it is told from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.answer import Answer
from crawler.feed import Place
from linkcheck.fetch import Fetch


@dataclass(frozen=True, slots=True)
class Seen:
    """One resource's outcome, to be examined, compared and kept, in this order.

    `place` is what the resource holds of the crawl; `answers` are those of the chain, the last one last; `second_look`
    what an unverified connection showed; `text` that of a web page.
    """

    place: Place
    fetch: Fetch
    answers: tuple[Answer, ...] = ()
    second_look: Answer | None = None
    text: str = ""

    @property
    def previous(self) -> Fetch | None:
        """The resource's last good fetch."""
        return self.place.resource.previous

    def with_fetch(self, **changes: object) -> Seen:
        """The same with other facts in the fetch."""
        return replace(self, fetch=self.fetch.model_copy(update=changes))

    def with_text(self, text: str) -> Seen:
        """The same with a web page's text."""
        return replace(self, text=text)

    @property
    def all_answers(self) -> tuple[Answer, ...]:
        """Those of the chain, and that of the second look."""
        return (*self.answers, self.second_look) if self.second_look else self.answers

    @property
    def last(self) -> Answer | None:
        """The answer that the fetch's document and capture are of."""
        return self.all_answers[-1] if self.all_answers else None

    def close(self) -> None:
        """Let go of all bodies."""
        for answer in self.all_answers:
            answer.close()
