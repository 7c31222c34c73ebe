"""Links' boxes that lie beside their words: where a URL goes on over a page's end, Chromium draws the box of its second
half over the lines above or below it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

from linkcheck.parsing.pages import Link, Page, Word

NEAR: Final = 2.0
"""Points between the left edges of a URL's second half and of its box."""

HIGHEST: Final = 4
"""Heights of a box within which the words are that it belongs to."""

_CLOSING: Final = ".,;:)/"
SHORTEST: Final = 6
"""Characters of a URL's second half."""


MOST_WORDS: Final = 200
"""Words about a box: so many lines hold fewer."""

_middle: Final = attrgetter("middle")


def without_displaced(pages: Sequence[Page]) -> list[Page]:
    """The pages without boxes over other words of URLs that began on the page before."""
    kept = [*pages[:1]]
    for before, page in pairwise(pages):
        begun = {link.target for link in before.links}
        words = sorted(page.words, key=_middle) if any(link.target in begun for link in page.links) else []
        links = tuple(link for link in page.links if link.target not in begun or not _is_displaced(words, link))
        kept.append(page if len(links) == len(page.links) else replace(page, links=links))
    return kept


def _is_displaced(words: Sequence[Word], link: Link) -> bool:
    """Do the words below a box not belong to its target, while the target's end stands close to it?

    `words` are the page's, from top to bottom.
    """
    box, target = link.box, link.target.rstrip("/")
    height = HIGHEST * (box.bottom - box.top)
    first = bisect_left(words, box.middle - height, key=_middle)
    near = [word for word in words[first : first + MOST_WORDS] if word.middle < box.middle + height]
    covered = "".join(w.text for w in near if box.top < w.middle < box.bottom and box.x0 < w.x1 and w.x0 < box.x1)
    ends = (word.text.rstrip(_CLOSING) for word in near if abs(word.x0 - box.x0) < NEAR)
    return covered.rstrip(_CLOSING) not in target and any(len(e) >= SHORTEST and target.endswith(e) for e in ends)
