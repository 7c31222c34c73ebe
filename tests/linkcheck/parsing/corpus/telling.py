"""What of a report was misread without a word, and what was told to be doubtful although it was read right.

What is misread of a criterion is told where a `partial-reading` names the criterion; a URL also where it, or what was
read in its place, is `unresolved-url`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.corpus.score import Difference, Share, differences, same

READ_AS = frozenset({"missing", "made up"})
"""A URL that is read as another one is both."""

_NUMBER = re.compile(r"(?<![\w.])\d{1,2}\.\d{1,2}(?:[a-z](?:-[a-z])?)?(?![\w-])")


@dataclass(frozen=True)
class Telling:
    """`told` of `wrong`, by kind; the shares of citations at a named criterion, and of right ones that are doubted."""

    wrong: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    named: Share = field(default_factory=Share)
    doubted: Share = field(default_factory=Share)

    def __add__(self, other: Telling) -> Telling:
        wrong, told = self.wrong + other.wrong, self.told + other.told
        return Telling(wrong, told, self.named + other.named, self.doubted + other.doubted)

    def lines(self) -> Iterator[str]:
        for kind, count in self.wrong.items():
            yield f"{kind:13} {self.told[kind]} of {count} are told"
        yield f"{'named':13} {float(self.named):.4f}   {self.named.right:g} of {self.named.all:g} citations"
        yield f"{'doubted':13} {float(self.doubted):.4f}   {self.doubted.right:g} of {self.doubted.all:g} right ones"


def tell(truth: AuditReport, read: AuditReport) -> tuple[Telling, list[Difference]]:
    """How much of what differs between truth and reading is told, and the differences that are not."""
    found = [d for d in differences(truth, read) if d.criterion is not None]
    named = _named(read)
    wrong = {(d.criterion, d.url) for d in found if d.kind == "made up"}
    right = [c for c in read.citations if (c.criterion, same(c.url)) not in wrong]
    doubted = {same(url) for o in read.observations if o.code is ObservationCode.UNRESOLVED_URL for url in o.urls}
    misread = {o.criterion for o in read.observations if o.code is ObservationCode.UNRESOLVED_URL and not o.urls}
    misread |= {criterion for criterion, url in wrong if url in doubted}

    def is_told(d: Difference) -> bool:
        return d.criterion in named or (d.url in doubted if d.kind == "made up" else d.criterion in misread)

    untold = [d for d in found if not (is_told(d) if d.kind in READ_AS else d.criterion in named)]
    wrong_ones, untold_ones = (Counter(d.kind for d in some) for some in (found, untold))
    return Telling(
        wrong_ones,
        wrong_ones - untold_ones,
        Share(sum(c.criterion in named for c in read.citations), len(read.citations)),
        Share(sum(same(c.url) in doubted for c in right), len(right)),
    ), untold


def _named(read: AuditReport) -> set[str]:
    """The criteria that a `partial-reading` names."""
    texts = [o.text for o in read.observations if o.code is ObservationCode.PARTIAL_READING]
    return {number for text in texts for number in _NUMBER.findall(text)}
