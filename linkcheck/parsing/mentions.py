"""URLs in a comment's text: where each stands, what a crawler requests for it, and why it may be wrong."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.pages import Box
from linkcheck.vocabulary import CitationSource

REJOINED: Final = "A hyphen may be missing, which the text extraction dropped where a line ended"

MAY_GO_ON: Final = "Its line is full: it may go on in the next one, or have begun in the one before"

UNSPACED: Final = "A blank within it was taken out"


@dataclass(frozen=True, slots=True)
class Mention:
    """A URL in a passage, at `start` to `end` of its text; it begins at `place` of the passage's line `line`.

    `cited_as` is what the text shows, `url` what a crawler requests (None: no URL can be made of it). `target` is the
    link's own target where it says something else than the text, `behind_words` that the text shows no URL at all,
    `doubt` why the URL may be wrong or none.
    """

    start: int
    end: int
    cited_as: str
    url: str | None
    source: CitationSource
    page: int | None = None
    boxes: tuple[tuple[int, Box], ...] = ()
    target: str | None = None
    behind_words: bool = False
    doubt: str | None = None
    line: int = 0
    place: int = 0


_start: Final = attrgetter("start")


@dataclass(slots=True)
class Passage:
    """A comment's text, its URLs in order, and on which page each part stands."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)

    def page_at(self, place: int) -> int | None:
        """The page on which the character at `place` stands."""
        n = bisect_right(self.pages, (place, 1 << 30))
        return self.pages[n - 1][1] if n else None

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The URLs that begin between two places of the text."""
        first, last = (bisect_left(self.mentions, place, key=_start) for place in (start, end))
        return self.mentions[first:last]


def settled(cited: str, target: str | None, own: str | None) -> tuple[str | None, str | None]:
    """The URL to request, and the link's target where it says something else than the text."""
    text_url = urls.requested(cited)
    if target is None:
        return text_url, None
    if own and urls.key(cited) != urls.key(own) and urls.key(cited).startswith(urls.key(own)) and text_url:
        return text_url, own
    link_url = urls.requested(target) or target
    same = urls.same(cited, target)
    return link_url, None if same else target


def doubt(cited: str, url: str | None) -> str | None:
    """Why a printed URL may be wrong, or is none."""
    if len(cited) > urls.LONGEST:
        return f"Longer than {urls.LONGEST} characters"
    if url is None:
        return "Begins like a URL and is none"
    if "\ufffd" in cited:
        return "A character of it can't be read"
    if "…" in cited or "..." in cited:
        return "Cut short by the report"
    if cited.endswith("-"):
        return "Ends with a hyphen"
    return None
