"""Bullets that a plain extraction prints apart from what they stand before, all of a list first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from linkcheck.parsing.characters import BULLET_MARKS
from linkcheck.parsing.fields import label_at

_ALONE: Final = re.compile(rf"\s*[{BULLET_MARKS}]\s*$")


def put_back(lines: Sequence[str]) -> Iterator[str]:
    """The lines with each bullet before its item, where a list has as many lines as bullets; else without them.

    A field's label is no item: the list stands elsewhere.
    """
    n = 0
    while n < len(lines):
        if not _ALONE.match(lines[n]):
            yield lines[n]
            n += 1
            continue
        begin = next((m for m in range(n, len(lines)) if lines[m].strip() and not _ALONE.match(lines[m])), len(lines))
        bullets = [lines[m].strip() for m in range(n, begin) if lines[m].strip()]
        items = list(takewhile(str.strip, lines[begin : begin + len(bullets) + 1]))
        if len(items) != len(bullets):
            items = items[: len(bullets) == 1]
        items = [] if items and label_at([items[0].strip()], 0) else items
        yield from (f"{bullet} {item.strip()}" for bullet, item in zip(bullets, items, strict=False))
        n = begin + len(items)
