"""Labels and heads in two languages: "Entity / Entité", "Locaties / Sites", "实体名称 ENTITY NAME"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from linkcheck.parsing.characters import word_list

_WORD: Final = r"[^\W\d_][^\s\d:：/|()（）]{0,24}"
_FOREIGN: Final = r"[^\W\d_A-Za-zª-ɏ]{2,24}"
"""A word in another script than the Latin one."""

_WORDS: Final = rf"{_WORD}(?:[ ]{_WORD}){{0,4}}"
_SET_APART: Final = r"(?=[ ]?[:：]|[ ]{2})"
_BEHIND: Final = (
    re.compile(rf"[ ]{{0,2}}/[ ]{{0,2}}{_WORDS}(?:[ ]?/[ ]?{_WORDS})?{_SET_APART}"),
    re.compile(rf"[ ]{{0,2}}/[ ]{{0,2}}(?=[^a-z]){_WORDS}(?:[ ]?/[ ]?{_WORDS})?$"),
    re.compile(rf"[ ]?{_FOREIGN}(?:[ ]{_FOREIGN}){{0,3}}{_SET_APART}"),
)
"""The other language's words behind a label, before its value or the line's end."""

_DASHED: Final = re.compile(rf"[ ][–—-][ ]{_WORD}(?:[ ]{_WORD}){{0,2}}{_SET_APART}")
"""The same behind a dash, as a value may stand itself."""

_BEFORE: Final = re.compile(rf"{_WORDS}(?:[ ]?/[ ]?{_WORDS})?[ ]?/[ ]?(?=[^\W\d_])")
_DASHED_BEFORE: Final = re.compile(rf"{_WORD}(?:[ ]{_WORD}){{0,3}}[ ][–—-][ ](?=[^\W\d_])")
_FOREIGN_BEFORE: Final = re.compile(rf"(?:{_FOREIGN}[ ]?){{1,4}}[/–-]?[ ]?(?=[A-Z])")
_BRACKETED: Final = re.compile(rf"(?:{_WORDS}|{_FOREIGN})[ ]?[(（](?P<label>{_WORDS})[)）]{_SET_APART}")

_PARTED: Final = re.compile(r"\s?/\s?|\s[–—-]\s|\s?[(（]|[)）]|\s?\|\s?")
_SCRIPTS: Final = re.compile(r"(?<=[⺀-鿿豈-﫿])\s?(?=[A-Za-z])|(?<=[A-Za-z])\s?(?=[⺀-鿿豈-﫿])")

LONGEST: Final = 100
"""Characters of a head in two languages."""

LISTED: Final = frozenset({"", "facilities", "activities", "scope", "audit_scope", "about", "outcome", "declaration"})
"""Fields whose values are words too, of which one may stand before a label as the same in another language would."""


def behind(rest: str, field: str) -> str:
    """What stands behind an English label, without the same in another language: "  Skerry AB" for "/ Entité  Skerry
    AB". `field`: which one the label is of."""
    patterns = _BEHIND if field in LISTED else (*_BEHIND, _DASHED)
    found = next((match for pattern in patterns if (match := pattern.match(rest))), None)
    return rest[found.end() :] if found else rest


def before(text: str) -> Iterator[tuple[str, bool]]:
    """A line from its English label on, where another language's may stand before it; and whether another script is."""
    if found := _FOREIGN_BEFORE.match(text):
        yield text[found.end() :], True
    if found := _BRACKETED.match(text):
        yield f"{found['label']}{text[found.end() :]}", False
    for pattern in (_BEFORE, _DASHED_BEFORE):
        if found := pattern.match(text):
            yield text[found.end() :], False


def english(text: str, known: frozenset[str]) -> str:
    """The half of a head whose words are all known, where the head as a whole is none of such words."""
    parts = _PARTED.split(text) if len(text) <= LONGEST else [text]
    parts = [part for half in parts for part in _SCRIPTS.split(half) if part.strip()]
    if len(parts) < 2 or _knows(text, known):
        return text
    return next((part for part in parts if _knows(part, known)), text)


def _knows(text: str, known: frozenset[str]) -> bool:
    words = word_list(re.sub(r"\W+", " ", text.lower()))
    return bool(words) and words <= known
