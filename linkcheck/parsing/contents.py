"""Tables of contents before the findings, which name criteria with their titles and pages: they are left out.

    Contents
    1.1 Legal Compliance ............ 4
    1.2 Anti-Corruption ............. 4

Only where the pages never count downwards and each of these criteria is named once more behind the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.pages import Line, Page
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.wording import RATING, criterion

FEWEST: Final = 3

BETWEEN: Final = 3
"""Lines between two entries: a long title's first ones, a heading, a page's foot and head."""

_HEADING: Final = re.compile(r"(?:table\s{1,3}of\s{1,3})?contents\b:?$", re.IGNORECASE)
_PAGE: Final = re.compile(r"[^\W\d][)\"”’'.]?[\s._…·]{1,200}(?P<page>\d{1,3})$")
"""What an entry ends with: a title's last letter, perhaps dots, and the page."""

_NUMBER: Final = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.])")


def without_contents(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages without their tables of contents."""
    rows = [(n, row) for n, page in enumerate(pages) for row in page.rows]
    gone = _listed([text for page in pages for text in page.texts])
    return [
        page.without({word for place in gone if rows[place][0] == n for word in rows[place][1]})
        for n, page in enumerate(pages)
    ]


def without_listed(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines of running text without the tables of contents among them."""
    gone = _listed([line.text.strip() for line in lines])
    return [line for n, line in enumerate(lines) if n not in gone] if gone else lines


def _listed(texts: Sequence[str]) -> set[int]:
    """The places of all lines of tables of contents, with the headings above."""
    last = {number: n for n, text in enumerate(texts) for number in _NUMBER.findall(text)}
    gone: set[int] = set()
    for first, end in _runs(texts):
        named = [found for text in texts[first:end] if (found := criterion(bare(text)))]
        titled = [number for number, title in named if title[:1].isupper()]
        if len(titled) >= FEWEST and all(last.get(number, 0) >= end for number in titled):
            above = range(max(0, first - BETWEEN), first)
            heading = next((n for n in above if _HEADING.fullmatch(texts[n])), first)
            gone |= {*range(heading, end)}
    return gone


def _runs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of lines from one that ends with a page to the last of those near it that do."""
    begun, last, before = 0, -1, 0
    for n, text in enumerate(texts):
        found = _PAGE.search(text[-260:])
        if not found or urls.START.search(text) or RATING.search(text):
            continue
        page = int(found["page"])
        if last >= 0 and (n - last - 1 > BETWEEN or page < before):
            yield begun, last + 1
            last = -1
        begun = n if last < 0 else begun
        last, before = n, page
    if last >= 0:
        yield begun, last + 1
