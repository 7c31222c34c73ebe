"""Places where several of the facilities are: "the Port Lume plan" is that of both of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from linkcheck.parsing.names import Token
from linkcheck.parsing.sitekinds import KINDS_OF_SITES

_OF_THAT: Final = re.compile(r"\s?[,(]\s?|,?\s(?:in|at|near)\s|\s[–—-]\s")
"""What stands between a name and the place where that one is: "Alder Mill, Port Lume"."""

LONGEST_JOINT: Final = 8
"""Characters of it."""


@dataclass(slots=True)
class Shared:
    """The facilities at each place, by the words of its name."""

    there: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _firsts: dict[str, int] = field(default_factory=dict)

    def add(self, words: tuple[str, ...], facilities: tuple[str, ...]) -> None:
        if words:
            self.there.setdefault(words, facilities)
            self._firsts[words[0]] = max(self._firsts.get(words[0], 0), len(words))

    def named(
        self, text: str, tokens: Sequence[Token], kinds: Mapping[str, Set[str]], told: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Where a text names places, and the facilities meant; none that say where one is which is `told` beside it.

        Of "the Port Lume smelter" it is the one of that kind, by `kinds`.
        """
        ends, starts = {end for _, end in told}, {start for start, _ in told}
        for n, token in enumerate(tokens):
            words = self._longest(tokens, n) if text[token.start].isupper() else ()
            if not words:
                continue
            last = n + len(words) - 1
            following = tokens[last + 1] if last + 1 < len(tokens) else None
            beside = any(
                token.start - end in ends and _OF_THAT.fullmatch(text, token.start - end, token.start)
                for end in range(1, LONGEST_JOINT)
            )
            if beside or (following and following.start in starts and following.start == tokens[last].end + 1):
                continue
            there, end = self.there[words], tokens[last].end
            if following and following.word in KINDS_OF_SITES:
                of_kind = tuple(one for one in there if following.word in kinds.get(one, ()))
                there, end = of_kind if len(of_kind) == 1 else (), following.end
            if there:
                yield token.start, end, there

    def _longest(self, tokens: Sequence[Token], n: int) -> tuple[str, ...]:
        """The words of the place that is named from a token on; none where none is."""
        for count in range(min(self._firsts.get(tokens[n].word, 0), len(tokens) - n), 0, -1):
            words = tuple(token.word for token in tokens[n : n + count])
            if words in self.there:
                return words
        return ()
