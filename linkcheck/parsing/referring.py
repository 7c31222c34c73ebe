"""Sentences that speak of what the one before them introduced: "The mill was fined. The ruling is at https://…".

The sentence before names one site, anywhere in it, and the URL's own refers back to it: by a pronoun, by a noun that
the sentence before has, or by nothing but that a URL follows. A document of the whole entity is named in its own words,
or the words of others stand beside it: then the site was only mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import labels, titles, urls
from linkcheck.parsing.characters import word_list
from linkcheck.parsing.facilities import Named, Roster, every
from linkcheck.parsing.sentences import last_sentence, unbulleted
from linkcheck.parsing.sitekinds import KIND_NOUNS

LONGEST: Final = 500
"""Characters before a URL's own words in which the sentence before is looked for."""

_BEHIND_URL: Final = re.compile(
    rf"{urls.SHOWN.pattern}\s(?P<words>[A-Z]\w*\s(?:(?!https?:|www\.)\S+\s+){{2,80}}\S+)\s*$"
)
"""A sentence that a URL without a full stop stands before."""

_ORGANISATION: Final = (
    r"(?:groups?|company|corporate|entity|parent|head\s?office|headquarters|holding|suppliers?|vendors?|customers?"
    r"|contractors?|third[\s-]part(?:y|ies)|operators?|landlords?)(?:[’']s?)?"
)
OTHERS: Final = re.compile(rf"\b(?:{_ORGANISATION}|all|each|every)\b", re.IGNORECASE)
"""Whose else a document may be."""

_CLAUSE: Final = re.compile(
    rf"(?:;|,\s(?:and|but|while|whereas))\s(?:the|its|this|that)\s(?:\w+\s)?{_ORGANISATION}\s[^;]*$", re.IGNORECASE
)
"""The end of a sentence that speaks of another's document: "…; the group report https://… covers it"."""

_NONE: Final = re.compile(
    r"\b(?:no|none|neither|except(?:ing)?|excluding|(?:other|rather)\sthan|apart\sfrom|unlike|with\sthe\sexception\sof)\b",
    re.IGNORECASE,
)
"""Words of a sentence that names a site, and does not speak of it."""

_PRONOUN: Final = re.compile(
    r"\W*(?:it|they|its|their)\s"
    r"|.*\b(?:of|about|around|for|on|to|\w{2,12}ed)\s(?:it|them)[\s:,(–-]*$"
    r"|.*\b(?:in|on|at|via|from|under)\s(?:its|their)\s(?:own\s)?(?:web\s?)?(?:sites?|pages?|homepages?|portals?)\b",
    re.IGNORECASE | re.DOTALL,
)
_POINTER: Final = re.compile(
    r"\W*(?:(?:please\s)?(?:see|refer\sto|cf|vgl|siehe|voir)|(?:(?:the|its|public|direct|web)\s?){0,2}"
    r"(?:links?|urls?|address(?:es)?|web\s?(?:site|page)s?|sources?|references?|evidences?|confirmation|proof|copy|text"
    r"|(?:more\s|further\s)?(?:details?|information))|(?:publicly\s|also\s)?(?:available|disclosed|published|accessible|online|download))"
    r"(?:\s(?:is|are|can|may|be|also|possible|found|available|given|read|seen|here|at|on|in|under|online|via|below)){0,5}[\s.:(<–-]*",
    re.IGNORECASE,
)
"""Nothing but that a URL follows, of what the sentence before named."""

_NOUN: Final = re.compile(
    r"(?:(?P<back>\b(?:this|that|these|those|such|the\s(?:same|said))\s)"
    r"|(?:^\W*|\b(?:of|for|from|to|on|about|against|under|by|and)\s|[;,]\s)the\s)"
    r"(?=(?P<words>[\w-]{3,30}(?:[^\S\n][\w-]{2,30}){0,4})(?![\w’'-]))",
    re.IGNORECASE,
)
_PHRASE_ENDS: Final = word_list(
    "is are was were be been has have had can could may will shall of on in at by for from to with under and or which"
    " that as itself both also still publishes published shows"
)
_NO_NOUN: Final = word_list(
    "entity company group site sites plant plants facility facilities unit works year years public website page link"
    " area time same following latter former annual other"
)
_WHOLE: Final = frozenset({"report", "policy", "code", "commitment", "statement", "programme", "guideline", "brochure"})
"""Kinds of documents that are the entity's, unless they are said to be a site's."""

_KIND: Final = re.compile(rf"\bthe\s(?:{KIND_NOUNS})\b")
_ITS_REPORT: Final = re.compile(
    r"\bthe\s(?:(?:annual|sustainability|integrated|esg|csr|non-financial)\s){0,2}report\b", re.IGNORECASE
)

_OPENING: Final = re.compile(r"(?:[\w ]{2,30}:\s|(?:only|also|for|at|in|on)\s){0,2}(?:the\s)?", re.IGNORECASE)
"""A sentence's words before its subject."""

LABEL_WORDS: Final = 4


def back(before: str, own: str, roster: Roster, last: tuple[str, ...]) -> tuple[str, ...]:
    """The facilities that the sentence before names, if a URL's own words speak of what it says; `last`: whose the URL
    before is, of which a sentence without a name is said."""
    if OTHERS.search(own):
        return ()
    sentence = _last_sentence(before[-LONGEST:])
    words = urls.SHOWN.sub("", sentence)
    named = roster.mentioned(words) if words == sentence else []
    group = every(named) if words == sentence else last
    if not group or _NONE.search(words) or (named and labels.nearest(words, named) != group):
        return ()
    first = named[0].start if named else 0
    if OTHERS.search(words, 0, first) or any(hit.facility is None for hit in roster.named(words[:first])):
        return ()
    return group if _refers(own, words, first) else ()


def of_another(own: str, named: Sequence[Named]) -> bool:
    """Does the clause before a URL speak of another's document, and name no site?"""
    clause = _CLAUSE.search(own[-LONGEST:])
    start = len(own[:-LONGEST]) + clause.start() if clause else 0
    return clause is not None and all(hit.end <= start for hit in named if hit.facility)


def may_go_on(sentence: str, own: str, *, apart: bool) -> bool:
    """May a URL's own text be said of the site that the sentence before names, though it does not refer to it?

    Not as an item of its own, or `apart` from it, or of the entity's documents, of others or of another kind of site.
    """
    whole = titles.kinds_of(own) & _WHOLE - {"report"} or _ITS_REPORT.search(own) or _KIND.search(own)
    item = bool(own.strip()) and (apart or unbulleted(own) != own.strip())
    return not (whole or item or _NONE.search(sentence) or OTHERS.search(sentence))


def _last_sentence(text: str) -> str:
    """The last sentence, also where a URL alone stands before it."""
    sentence = unbulleted(last_sentence(text))
    behind = _BEHIND_URL.search(sentence)
    return behind["words"] if behind else sentence


def _refers(own: str, sentence: str, first: int) -> bool:
    """Does a URL's own text speak of what a sentence says, which names its site at `first`?"""
    opens = _OPENING.fullmatch(sentence, 0, first) is not None
    if _PRONOUN.match(own) or _POINTER.fullmatch(own):
        return opens or not _whole(sentence[:first])
    known = {_one(word) for word in re.findall(r"[\w-]+", sentence)}
    nouns = [noun for found in _NOUN.finditer(own) if (noun := _head(found["words"]))]
    if opens and not labels.VERB.search(own) and len(own.split()) <= LABEL_WORDS:
        nouns += [noun for found in [re.findall(r"[\w-]+", own)] if found and (noun := _head(found[-1]))]
    return any(_one(noun) in known and not _of_all(noun, sentence) for noun in nouns)


def _head(words: str) -> str:
    """The noun of a phrase that goes on with a verb or more: "court ruling can be read"."""
    phrase = []
    for word in words.split():
        if word.lower() in _PHRASE_ENDS:
            break
        phrase.append(word)
    noun = phrase[-1] if phrase else ""
    telling = len(noun) > 3 or (noun.isupper() and len(noun) > 2)
    return noun if telling and noun.lower() not in _NO_NOUN else ""


def _one(word: str) -> str:
    """A noun as it is compared: "Rulings" is "ruling", "policies" is "policy"."""
    small = word.lower()
    return re.sub(r"ies$", "y", small) if small.endswith("ies") else small.removesuffix("s")


def _whole(text: str) -> bool:
    """Is a document of the whole entity spoken of?"""
    return bool(titles.kinds_of(text) & _WHOLE)


def _of_all(noun: str, sentence: str) -> bool:
    """Is a noun a document of the whole entity, which a sentence does not introduce: "described in the report"?"""
    known = re.search(rf"\b(?:the|this|that)\s(?:[\w-]+\s){{0,4}}{re.escape(_one(noun))}", sentence, re.IGNORECASE)
    return _whole(noun) and known is not None
