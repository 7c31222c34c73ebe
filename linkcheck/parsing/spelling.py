"""URLs that the text spells out over several lines: compared with link targets, blanks and line ends aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.breaks import breaks_inside
from linkcheck.parsing.pages import Line

MOST_LINES: Final = 400
"""Lines that one URL may go over."""

SHORTEST_KEY: Final = 5
"""Characters: what is shorter confirms nothing."""


class Known:
    """Link targets of a report, to be recognised where the text spells them out, and the words that it has.

    `words`: those in small letters, in which a URL may be broken (`breaks.WORDS`); `domains`: those of its URLs.
    """

    def __init__(
        self, targets: Iterable[str] = (), words: Set[str] = frozenset(), domains: Set[str] = frozenset()
    ) -> None:
        self.words = words
        self.domains = domains
        self._by_key: dict[str, str] = {}
        for target in targets:
            for key in urls.keys(target):
                if len(key) >= SHORTEST_KEY:
                    self._by_key.setdefault(key, target)
        self._lengths = sorted({len(key) for key in self._by_key}, reverse=True)

    @property
    def longest(self) -> int:
        """Characters of the longest target."""
        return self._lengths[0] if self._lengths else 0

    def spelled(self, ahead: str, least: int) -> Iterator[tuple[int, str]]:
        """Targets of at least `least` characters that `ahead` begins with, longest first, with their length in it."""
        for length in self._lengths:
            if length < least:
                return
            if length <= len(ahead) and (target := self._by_key.get(ahead[:length])):
                yield length, target


class Spelling:
    """The text from a URL's beginning (`at` of line `n`) on, over the lines' ends, without blanks."""

    def __init__(self, lines: Sequence[Line], n: int, at: int) -> None:
        self.lines, self.n, self.at = lines, n, at
        self.first = lines[n].text[at : urls.run_at(lines[n].text, at)]
        start = self._raw(16)
        self.scheme = len(start) - len(urls.unschemed(start))

    def _raw(self, most: int) -> str:
        parts, length = [], 0
        for place in range(self.n, min(len(self.lines), self.n + MOST_LINES)):
            text = self.lines[place].text[self.at if place == self.n else 0 :]
            part = re.sub(r"\s+", "", text[: 4 * most + 64])
            parts.append(part)
            length += len(part)
            if length >= most:
                break
        return "".join(parts)[:most]

    def ahead(self, most: int) -> str:
        """Up to `most` characters after the scheme, ASCII letters in lower case."""
        return urls.ascii_lower(self._raw(most + self.scheme)[self.scheme :])

    def upto(self, length: int) -> tuple[str, int, int]:
        """The first `length` characters after the scheme as printed, their last line and the place in it.

        A slash that follows directly belongs to them.
        """
        wanted = length + self.scheme
        parts: list[str] = []
        place, at = self.n, self.at
        while place < len(self.lines):
            text = self.lines[place].text
            for run in re.finditer(r"\S+", text[at:]):
                if len(run.group()) >= wanted:
                    end = at + run.start() + wanted
                    if text[end : end + 1] == "/":
                        end += 1
                    parts.append(text[at + run.start() : end])
                    return "".join(parts), place, end
                parts.append(run.group())
                wanted -= len(run.group())
            place, at = place + 1, 0
        return "".join(parts), len(self.lines) - 1, len(self.lines[-1].text)

    def runs_on(self, length: int, *, strict: bool) -> bool:
        """Does the printed URL go on after `length` characters on the same line?

        `strict` False: a line's end where the URL must go on counts too.
        """
        raw, last, end = self.upto(length)
        text = self.lines[last].text
        rest = text[end : urls.run_at(text, end)]
        if urls.trimmed(f"{raw[-1:]}{rest}")[1:].strip():
            return True
        if strict or end < len(text.rstrip()) or last + 1 >= len(self.lines):
            return False
        return breaks_inside(raw, self.lines[last], self.lines[last + 1], sure=True)

    def cut(self, length: int) -> bool:
        """Is a link that covers `length` characters cut at the line's end, where the URL clearly goes on?

        Some writer programs give each line of a wrapped URL a link to what stands on the first line only.
        """
        raw, last, end = self.upto(length)
        if end < len(self.lines[last].text.rstrip()) or last + 1 >= len(self.lines):
            return False
        follows = self.lines[last + 1]
        key = urls.key(raw)
        below = next((urls.key(s.target) for s in follows.links if s.start == 0), None)
        if below is not None and not below.startswith(key):
            return False
        if below == key and not urls.START.match(follows.text):
            return True
        if breaks_inside(raw, self.lines[last], follows, sure=True):
            return True
        a_word = raw[-1].isalnum() and follows.text.split()[0].isalpha()
        return not a_word and breaks_inside(raw, self.lines[last], follows, sure=False)
