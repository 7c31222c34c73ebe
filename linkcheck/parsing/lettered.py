"""Parts of a criterion that have nothing but their letter: "a) …" and "b) …" below "5.3" are 5.3a and 5.3b."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing.columns import Fit
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Word
from linkcheck.parsing.tablehead import TITLE, Rows
from linkcheck.parsing.wording import criterion, digits

_LETTER: Final = re.compile(r"\(?(?P<letters>[a-z](?:\s?[-–]\s?[a-z])?)[).:]?(?=\s|$)")


class Parts:
    """Remembers the last criterion that has no rating of its own: what follows with letters are its parts."""

    def __init__(self) -> None:
        self._whole = ""

    def number(self, text: str, *, rated: bool) -> str:
        """A row's first cell with the criterion's number before its letter; as it is where it is no part."""
        found = criterion(text)
        if found:
            self._whole = "" if rated or found[0] != digits(found[0]) else found[0]
            return text
        letter = _LETTER.match(text) if self._whole and rated else None
        if letter is None:
            return text
        return f"{self._whole}{''.join(letter['letters'].split())}{text[letter.end() :]}"

    def numbered(self, rows: Rows, fitted: Fit) -> Rows:
        """The lines between two rules, with the number where they are a criterion's part."""
        own = [word for row in rows for word in row if fitted.role(word) in ("criterion", TITLE)]
        rated = any(fitted.role(word) == "rating" for row in rows for word in row)
        own.sort(key=lambda word: (round(word.top), word.x0))
        text = text_of(own) if own else ""
        numbered = self.number(text, rated=rated) if text else text
        if numbered == text:
            return rows
        return [_with(row, own[0], numbered.split(" ", 1)[0]) for row in rows]


def _with(row: Sequence[Word], letter: Word, number: str) -> list[Word]:
    return [word._replace(text=number) if word is letter else word for word in row]
