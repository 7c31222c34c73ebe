"""How wide a text is printed where nothing but its letters is known: in ems, by the letters of Helvetica.

Other proportional fonts are wider or narrower as a whole; the widths of whole lines relative to each other differ from
these by two hundredths.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

_THOUSANDTHS: Final = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r“”•",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
"""Adobe's metrics of Helvetica: letters by their width."""

_WIDTHS: Final = {letter: width / 1_000 for width, letters in _THOUSANDTHS.items() for letter in letters}
_OTHER: Final = 0.556
_IDEOGRAPH: Final = 1.0
_FULL: Final = 0.93
"""Of the column: what is left of a full line's width where the next word did not fit."""


def width(text: str) -> float:
    """The width of a text in ems."""
    return sum(map(_width, text))


def widths(text: str) -> list[float]:
    """The widths of all beginnings of a text, from none of it to all of it, in ems."""
    return list(accumulate(map(_width, text), initial=0.0))


def _width(letter: str) -> float:
    known = _WIDTHS.get(letter)
    return known if known is not None else _IDEOGRAPH if "\u2e80" <= letter <= "\uffef" else _OTHER


def column(lines: Sequence[str]) -> float:
    """The width of the column in which lines were set: where most of them end. 0 where there are no lines."""
    found = sorted(map(width, lines))
    best, most, low = 0.0, 0, 0
    for high, wide in enumerate(found):
        while found[low] < _FULL * wide:
            low += 1
        if high - low + 1 >= most:
            best, most = wide, high - low + 1
    return best
