"""Numbers of pages: those printed on them, and places in the file in words.

A printed number need not be a page's place in the file: a cover and contents come before page 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLAIN = re.compile(
    r"(?:page|p\.|seite|第)?\s*[-–—·|]?\s*(\d{1,4})\s*[-–—·|]?\s*(?:页|頁)?\s*(?:(?:/|of|von|共)\s*\d{1,4}\s*(?:页|頁)?)?",
    re.IGNORECASE,
)
_MOST_RUNS = 10
_EDGE_LINES = 2
"""A page number stands in one of the first or last so many lines."""


def printed_numbers(pages: Sequence[str]) -> tuple[int | None, ...]:
    """The number printed on each page, or None; () where no page has one.

    A number alone in a line at a page's edge is taken for its page number only where a neighbour page counts on.
    """
    candidates = [_candidates(page) for page in pages]
    printed = tuple(_counting_on(candidates, index) for index in range(len(pages)))
    return printed if any(number is not None for number in printed) else ()


def spans(numbers: Sequence[int]) -> str:
    """Rising numbers with runs of three and more shortened: 1, 4 to 9, 12, 13."""
    runs = _runs(numbers)
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def page_words(numbers: Sequence[int]) -> str:
    """Rising page numbers for a sentence, no more than ten runs of them: page 3; pages 1, 4 to 9, 12."""
    runs = _runs(numbers)
    shown = [number for run in runs[:_MOST_RUNS] for number in run]
    more = f" and {len(numbers) - len(shown)} more" if len(shown) < len(numbers) else ""
    return f"page{'s' if len(numbers) > 1 else ''} {spans(shown)}{more}"


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _candidates(page: str) -> frozenset[int]:
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    edges = lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]
    return frozenset(int(found[1]) for line in edges if len(line) < 30 and (found := _PLAIN.fullmatch(line)))


def _counting_on(candidates: Sequence[frozenset[int]], index: int) -> int | None:
    before = candidates[index - 1] if index else frozenset()
    after = candidates[index + 1] if index + 1 < len(candidates) else frozenset()
    return next((n for n in sorted(candidates[index]) if n - 1 in before or n + 1 in after), None)
