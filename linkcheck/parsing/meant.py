"""Which facilities a sentence means by what was named before it: "this plant", "these two mills", "its", "the mill"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import addressed, countries, labels, urls
from linkcheck.parsing.facilities import Named, Roster, every
from linkcheck.parsing.names import HAN
from linkcheck.parsing.sentences import last_sentence, unbulleted
from linkcheck.parsing.sitekinds import ONE, kinds_in

LONGEST: Final = 800
"""Characters before a sentence in which names are looked for."""

_ONE: Final = "facility|site|plant|unit|location|works|company|subsidiary|factory|operation"
_SEVERAL: Final = "facilities|sites|plants|units|locations|works|companies|subsidiaries|factories|operations"
_KIND: Final = "|".join(ONE.values())
_KINDS: Final = "|".join(ONE)
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_THIS: Final = re.compile(
    rf"\b(?:this\s(?:\w{{4,12}}\s)?|that\s|the\ssame\s(?:\w{{4,12}}\s)?)(?:{_ONE}|{_KIND})\b", re.IGNORECASE
)
_THESE: Final = re.compile(
    rf"\b(?:these|those)\s(?:(?P<number>{'|'.join(_NUMBERS)})\s)?(?:\w{{4,12}}\s)?(?:{_SEVERAL}|{_KINDS})\b",
    re.IGNORECASE,
)
_THE: Final = re.compile(
    rf"\b(?:of|for|by|at|from)\sthe\s(?:[a-z]{{4,12}}\s)?(?P<what>(?i:facility|site|plant|factory|{_KIND}))"
    r"(?![\w’'-]|\s(?:in|at|of|[A-Z]))"
)
_FORMER: Final = re.compile(
    r"\bthe\s(?P<which>former|latter)(?=[’']s|\s*(?:[,:;.)(–-]|$)"
    r"|\s(?:is|are|was|has|had|can|at|in|on|see|and|under|publishes|holds|site|plant|mill|works|unit|one)\b)",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    rf"\b(?:the\s(?:(?P<first>{'|'.join(_NUMBERS)})\s)?other|(?:the\s|all\s)?remaining)"
    rf"\s(?:(?P<number>{'|'.join(_NUMBERS)})\s)?(?:\w{{4,12}}\s)?(?:{_SEVERAL}|{_ONE})\b",
    re.IGNORECASE,
)
"""Those that the comment has not named yet: "the two other sites", "remaining plants"."""

_PRONOUN: Final = re.compile(r"\s*(?:its?|they|their)\s", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"(?:(?:only|also|even)\s)?(?:the\s|at\s|in\s)?(?:the\s)?", re.IGNORECASE)
"""A sentence's words before its subject."""

_NOT_THERE: Final = re.compile(r"\bnot\s(?:applicable|relevant|applied)\s(?:to|for|at|in)\b", re.IGNORECASE)
SENTENCE: Final = 5
"""Words of a sentence, and of no label."""


def this(before: str, own: str, roster: Roster) -> tuple[str, ...]:
    """The facility that was named last before "this plant"; those before "these two plants", unless they are all."""
    if _THIS.search(own):
        last = next(reversed(_mentioned(before, roster)), None)
        return (last.facility,) if last and last.facility and not last.more else ()
    these = _THESE.search(own)
    if these is None:
        return ()
    number = _NUMBERS.get((these["number"] or "").lower())
    for text in (before, last_sentence(before[-LONGEST:])):
        group = every(_mentioned(text, roster))
        if 1 < len(group) < len(roster.names) and len(group) == (number or len(group)):
            return group
    return ()


def rest(before: str, own: str, roster: Roster) -> tuple[tuple[str, ...], str | None]:
    """The facilities that a comment has not named before "the two other sites", if it has named some, and the number
    is right; and these words."""
    last = next(reversed([*_REST.finditer(own)]), None)
    if last is None:
        return (), None
    named = {*every(roster.named(f"{before}{own[: last.start()]}", label=True))}
    left = tuple(name for name in roster.names if name not in named)
    number = _NUMBERS.get((last["first"] or last["number"] or "").lower(), len(left))
    return (left if named and len(left) == number else ()), f"“{last.group()}”"


def former(before: str, own: str, roster: Roster) -> tuple[str, ...]:
    """Of two that were named together before the one that "the former", or "the latter", means."""
    said = {found["which"].lower() for found in _FORMER.finditer(own)}
    pair = labels.nearest(*_without_urls(before, roster)) if len(said) == 1 else ()
    return (pair[0 if "former" in said else 1],) if len(pair) == labels.PAIR else ()


def the_only(before: str, own: str, roster: Roster) -> tuple[str, ...]:
    """The facility that "the plan of the mill" means where all that was named before is one, and that no other kind."""
    group = every(_mentioned(before, roster))
    said = _THE.search(own)
    if said is None or len(group) != 1:
        return ()
    kind = {words[-1] for words in kinds_in((said["what"].lower(),))}
    kinds = roster.kinds.get(group[0])
    return group if not (kind and kinds) or kind & kinds else ()


def subject(before: str, own: str, roster: Roster) -> tuple[str, ...]:
    """The facilities that the sentence before begins with, where the next one says "its" or "they"."""
    if not _PRONOUN.match(own):
        return ()
    text = unbulleted(before)
    named = [hit for hit in roster.named(text) if hit.facility]
    if not named or not _SUBJECT.fullmatch(text, 0, named[0].start):
        return ()
    return labels.nearest(text, named) if len(named) == 1 or len(every(named)) == 1 else ()


def at_address(url: str, roster: Roster, before: str = "") -> tuple[str, ...]:
    """The facilities that a URL's own words name; short names count only beside others, or where the sentences `before`
    name that site, too."""
    found = addressed.named(url, roster.addressed)
    words = re.sub(r"[\W_]+", " ", url.partition("//")[2]) if found or before else ""
    short = every(hit for hit in roster.named(words, label=True) if roster.is_telling(words, hit)) if words else ()
    if not found and not (len(short) == 1 and short[0] in every(_mentioned(before, roster))):
        return ()
    return tuple(sorted({*found, *short}))


def beside(before: str, own: str, roster: Roster) -> str | None:
    """What tells that a URL may not be the entity's: sites of a country that are not known, or the one facility that
    the sentence before speaks of, and not of the entity."""
    if abroad := next(countries.sites_in(own), None):
        return f"“{own[abroad.start : abroad.end]}”"
    if _NOT_THERE.search(before) or (HAN.search(before) and not HAN.search(own) and len(own.split()) >= SENTENCE):
        return None  # it speaks of the others, or says in Chinese what the URL's own sentence says again
    named = roster.named(before)
    group = every(_mentioned(before, roster)) if all(hit.facility for hit in named) else ()
    return group[0] if len(group) == 1 else None


def _mentioned(text: str, roster: Roster) -> Sequence[Named]:
    return _without_urls(text, roster)[1]


def _without_urls(text: str, roster: Roster) -> tuple[str, Sequence[Named]]:
    """A text's end without URLs, and where it mentions facilities."""
    bare = urls.SHOWN.sub("", text[-LONGEST:])
    return bare, roster.mentioned(bare)
