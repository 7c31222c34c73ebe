"""Which document is cited: its title, out of a label or a sentence; and when two titles name the same document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import Final

from linkcheck.parsing.characters import word_list

KINDS: Final = {
    "report": ("report", "reports", "reporting", "bericht", "rapport", "raport", "informe", "relatório", "rapporto"),
    "plan": ("plan", "plans"),
    "policy": ("policy", "policies", "politik", "politique", "política", "politica", "politikk", "richtlinie"),
    "procedure": ("procedure", "procedures", "process"),
    "statement": ("statement", "statements", "declaration", "declarations"),
    "code": ("code", "codes", "kodex", "código", "codice"),
    "letter": ("letter", "letters"),
    "notice": ("notice", "notices", "announcement", "announcements", "notification"),
    "inventory": ("inventory", "inventories", "list", "lists", "index", "register", "registers", "registry", "log"),
    "assessment": (
        "assessment",
        "assessments",
        "analysis",
        "review",
        "evaluation",
        "study",
        "studies",
        "survey",
        "surveys",
    ),
    "certificate": ("certificate", "certificates"),
    "programme": ("programme", "program", "programmes", "programs", "strategy", "roadmap", "pathway", "targets"),
    "commitment": ("commitment", "commitments", "charter", "pledge"),
    "guideline": ("guideline", "guidelines", "handbook", "manual", "regulations", "rules", "mechanism", "standard"),
    "summary": ("summary", "results", "minutes", "record", "records", "data", "information", "disclosure", "factsheet"),
    "permit": ("permit", "permits", "licence", "license"),
    "brochure": ("brochure", "leaflet", "presentation", "newsletter", "book", "booklet"),
}
"""Words that make a phrase the title of a document, by the kind of document."""

_KIND_OF: Final = {word: kind for kind, words in KINDS.items() for word in words}
_SMALL: Final = word_list("a an and or of on for to in the with against by at from its their as per")
_EMPTY: Final = _SMALL | word_list(
    "this that these those it is are was were has have had been be also latest most recent version current annual new"
    " entity entitys facility facilitys facilities each every all other site sites company companys group public"
    " publicly please refer see available following which our his her respective including own only such website web"
    " page link below above here evidence disclosure source url address reference"
)
_SPOKEN_OF: Final = word_list("data information results summary targets lists")
"""Words of kinds that may be what a document speaks of, or what it does."""

_DEMONSTRATIVE: Final = word_list("this that these those same its their")
_LINK_WORDS: Final = word_list("click more read details english chinese german french spanish pdf download online open")
_SAME: Final = {
    "sustainability": "esg",
    "csr": "esg",
    "environmental-social-governance": "esg",
    "greenhouse": "ghg",
    "gas": "ghg",
    "carbon": "ghg",
    "ohs": "ohs",
    "oh&s": "ohs",
    "responsible-procurement": "responsible-sourcing",
}
_VAGUE: Final = frozenset({"management", "annual", "company", "corporate"})

_WORD: Final = r"(?:[“\"‘']?[A-Z0-9][\w&/’'.()-]{0,60})"
_LINKING: Final = r"(?:and|or|of|on|for|to|in|the|with|by|against|&|–|-|/)"
_PHRASE: Final = re.compile(rf"(?<![\w&/’'.()-]){_WORD},?(?:\s(?:{_LINKING}\s){{0,3}}{_WORD},?){{0,24}}")
_KIND: Final = "|".join(sorted(_KIND_OF, key=len, reverse=True))
_PLAIN: Final = re.compile(
    rf"(?<![\w&’'-])(?:[\w&’'-]{{1,40}}\s){{0,5}}(?:{_KIND})(?:\s(?:of|on|for)(?:\s[\w&’'-]{{1,40}}){{1,4}})?",
    re.IGNORECASE,
)
_OF_WHOM: Final = re.compile(
    r"[’'”\"]?\s(?:of|for|by)\s(?:the|each|every|all)?\s?(?:Entity|Facilit(?:y|ies)|Group|Company|Member|sites?)$",
    re.IGNORECASE,
)
_SMALL_AT_END: Final = re.compile(r"\s(?:a|an|the|and|or|of|in|on|at|for|to)$", re.IGNORECASE)
_LONGEST_SMALL: Final = 4
"""Characters of such a word and the blank before it."""

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TRIMMED: Final = " \t\n,;:：.，。-–—•()[]“”\"‘’'*"
_PAIRS: Final = {")": "(", "]": "[", "”": "“", "’": "‘"}
_LEAD: Final = re.compile(
    r"^(?:(?:a|an|the|its|their|our|and|or|in|of|see\salso|see|refer\sto)\s|(?:public\s)?(?:evidence|disclosure)s?:\s)+",
    re.IGNORECASE,
)
"""What stands before a title and is no part of it."""

_HOLE: Final = re.compile(r"[ \t]{2,}|\(\s*\)")
"""Where a facility or a place in a document was taken out of a label."""

_OPENED: Final = str.maketrans({"(": "  ", "[": "  "})
"""Brackets that end behind the URL are such places, too."""

_SAID_OF: Final = re.compile(
    r"\s(?:covers?|includes?|contains?|describes?|explains?|shows?|states?|sets\sout|applies|apply|is|are|was|were)(?:\s.*)?$"
)
"""What a sentence says of a document, behind its title."""


def in_sentence(sentence: str) -> str | None:
    """The title of the document that a sentence speaks of: the last run of capitalised words that names a kind.

    "Each Facility has disclosed a 2023 ESG Report, available at:" gives "2023 ESG Report". None where there is none.
    """
    text = sentence[-600:]
    phrases = [trimmed(m.group()) for m in _PHRASE.finditer(text)]
    named = [p for p in phrases if kinds_of(p) and len(_meaning(p)) > 0]
    if named:
        return _subject_of(_without_subject(named[-1]))
    plain = [_head_cut(m.group()) for m in _PLAIN.finditer(text)]
    useful = [p for p in plain if p and _meaning(p)]
    return useful[-1] if useful else None


def in_label(label: str) -> str | None:
    """The title in what is left of a label without its facility and locators; None where that is no title."""
    closed = max(label.rfind(mark) for mark in ")]") + 1
    label = label[:closed] + label[closed:].translate(_OPENED)
    parts = [part for hole in _HOLE.split(label) if (part := _subject_of(trimmed(hole)))]
    named = [part for part in parts if is_title(part)] or [part for part in parts if kinds_of(part)]
    text = named[-1] if named else " ".join(parts)
    if not text or len(text) > 240 or re.match(r"(?:for|in|at|of|on|as|and|is|are)\s", text):
        return None
    known = kinds_of(text) or _meaning(text)
    titled = is_title(text) or (known and text[0].isupper() and len(text.split()) <= 12)
    return text if titled or re.search(r"[⺀-鿿]", text) else None


def _subject_of(text: str) -> str:
    """The title before what a sentence says of its document."""
    said = _SAID_OF.search(text)
    return trimmed(text[: said.start()]) if said and kinds_of(text[: said.start()]) else text


def in_link(text: str) -> str | None:
    """The title that a link's words are; None for words that say no more than that there is a link ("Read more")."""
    title = in_label(text)
    return title if title and _meaning(title) - _LINK_WORDS else None


def trimmed(text: str) -> str:
    """A title without the punctuation, articles and small words around it."""
    text = _LEAD.sub("", _stripped(text))
    text = _OF_WHOM.sub("", text).rstrip()
    while small := _SMALL_AT_END.search(text, max(0, len(text) - _LONGEST_SMALL)):
        text = text[: small.start()]
    return _stripped(text)


def _stripped(text: str) -> str:
    """Without the punctuation around it, but for what closes a bracket or a quotation within: "Plan (summary)"."""
    bare = text.strip(_TRIMMED)
    behind = text[text.index(bare) + len(bare) :] if bare else ""
    for mark in behind:
        if mark not in _PAIRS or bare.count(_PAIRS[mark]) <= bare.count(mark):
            break
        bare += mark
    return bare


def _without_subject(title: str) -> str:
    """Cut off a sentence's own first word and its subject ("The Entity's Scrap Recycling Plan")."""
    return (
        trimmed(
            re.sub(
                r"^(?:(?:The|Each|All|Its|Their|This|However|Entity[’']s|Entity|Facility[’']s|Facility|Facilities)\b,?\s?)+",
                "",
                title,
            )
        )
        or title
    )


def _head_cut(phrase: str) -> str:
    """From a phrase in lower case the words after the last one that can't be part of a title."""
    words = phrase.split()
    for n in range(len(words) - 1, -1, -1):
        bare = words[n].lower().strip(_TRIMMED)
        if (bare in _EMPTY and bare not in _SMALL) or (re.fullmatch(r"\w+(?:ed|es)", bare) and bare not in _KIND_OF):
            return trimmed(" ".join(words[n + 1 :]))
    return trimmed(phrase)


@lru_cache(maxsize=4_096)
def _words(title: str) -> tuple[str, ...]:
    return tuple(w for w in re.findall(r"[\w&]+", title.lower().replace("’", "").replace("'", "")) if w)


def several(text: str) -> bool:
    """Does a text name documents of several kinds: "the Policy and the Plan"?"""
    return len(kinds_of(text)) > 1


def names_kind(text: str) -> bool:
    """Does a text name a kind of document, more than "data" or "results"?"""
    return bool(_documents(text))


def kinds_at(text: str) -> list[int]:
    """Where the words of a text stand that name kinds of documents."""
    words = re.finditer(r"[\w&]+", text.lower())
    return [word.start() for word in words if word.group() in _KIND_OF and word.group() not in _SPOKEN_OF]


def words_in(text: str, spoken: str) -> bool:
    """Are all words of weight in a text `spoken` of?"""
    return {word for word in _words(text) if word not in _SMALL} <= set(_words(spoken))


def alike(text: str, spoken: str) -> bool:
    """Does a text name kinds of documents that are all `spoken` of?"""
    return bool(kinds_of(text)) and kinds_of(text) <= kinds_of(spoken)


def names_another(text: str, spoken: str) -> bool:
    """Does a text name a document ("the Annual Report", "a permit", not "the report") that are not `spoken` of?"""
    other = _documents(text) - kinds_of(spoken) if kinds_of(spoken) else None
    return bool(other) or any(_others(text, set(_words(spoken))))


def _others(text: str, known: Set[str]) -> Iterator[str]:
    """The titles in a text that say more than a kind and the `known` words."""
    for pattern in (_PHRASE, _PLAIN):
        for found in pattern.finditer(text):
            phrase = _without_subject(trimmed(found.group())) if pattern is _PHRASE else _head_cut(found.group())
            words = [word for word in _words(phrase) if word not in _SMALL and word not in _DEMONSTRATIVE]
            if _documents(phrase) and len(words) > 1 and not set(words) <= known:
                yield phrase


@lru_cache(maxsize=4_096)
def kinds_of(title: str) -> frozenset[str]:
    """The kinds of documents that a title names."""
    return frozenset(_KIND_OF[w] for w in _words(title) if w in _KIND_OF)


def _documents(text: str) -> frozenset[str]:
    return frozenset(_KIND_OF[w] for w in _words(text) if w in _KIND_OF and w not in _SPOKEN_OF)


@lru_cache(maxsize=4_096)
def _meaning(title: str) -> frozenset[str]:
    """What tells a title from others: no small words, no kinds, no years, synonyms made one."""
    words = [w for w in _words(title) if w not in _EMPTY and w not in _KIND_OF and not _YEAR.fullmatch(w)]
    return frozenset(_SAME.get(w, w) for w in words)


def years(title: str) -> frozenset[str]:
    """The years that a title names."""
    return frozenset(_YEAR.findall(title))


def subject(title: str) -> frozenset[str]:
    """The words that two titles of one document share: those of weight."""
    return _meaning(title) - _VAGUE


def same_document(a: str, b: str) -> bool:
    """Do two titles name one document? The same words, "ESG" being "Sustainability", the same kind, no other year."""
    if not _meaning(a) or subject(a) != subject(b) or not kinds_of(a) & kinds_of(b):
        return False
    return not (years(a) and years(b)) or bool(years(a) & years(b))


def unlike(a: str, b: str) -> bool:
    """Can two titles hardly name one document? They share no word of weight."""
    left, right = _meaning(a), _meaning(b)
    return bool(left and right) and not left & right


def differing(a: str, b: str) -> bool:
    """Does each of two titles say something that the other does not?"""
    left, right = _meaning(a), _meaning(b)
    return bool(left - right and right - left)


def is_title(text: str) -> bool:
    """Could a text be a document's title: does it name a kind of document, and say which?"""
    return bool(kinds_of(text) and _meaning(text))
