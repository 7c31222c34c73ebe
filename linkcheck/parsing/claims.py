"""Sentences that say something is disclosed and give no URL.

A claim is settled by a URL in its own sentence, or by one that the next sentences lead to without a claim of their own
("… have disclosed their lists. Please refer to:"). "Disclosed in the ESG Report" is settled where that report is cited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from linkcheck.parsing import titles
from linkcheck.parsing.mentions import Passage
from linkcheck.parsing.sentences import Segment, segments, unbulleted

_DISCLOSED: Final = r"(?:disclosed|published|publici[sz]ed|made\s(?:publicly\s)?(?:available|public|accessible))"
_ADVERBS: Final = (
    r"(?:\s(?:also|been|being|now|all|both|each|separately|publicly|openly|regularly|annually|already|fully|either"
    r"|further|individually)){0,4}"
)
_WEB: Final = r"(?:websites?|web\s?pages?|internet)"
_CLAIM: Final = re.compile(
    rf"""
      \b(?:has|have|had|is|are|was|were){_ADVERBS}\s{_DISCLOSED}\b
    | \b(?:publicly|annually|regularly|openly)\s(?:discloses?|publish(?:es)?|reports?)\b
    | \b(?:entity|member|company|group|facility|facilities|it|they|and|which|that)\s(?:also\s)?
      (?:discloses?|publishes)\b
    | \b(?:is|are|was|were){_ADVERBS}\s(?:publicly\s(?:available|accessible)
        | available\s(?:to\s(?:the\s)?public|online|here|on\s(?:the|its|their|our)\s[^.]{{0,60}}?{_WEB}))\b
    | \b(?:is|are|was|were){_ADVERBS}\savailable\s(?:at|via|under|through|from)\b
      (?=\s?(?:[:.]|the\sfollowing|this|$))
    | \b(?:can\sbe|is|are)\s(?:found|viewed|accessed|downloaded)\s(?:at|on|here|via|under)\b
    | \bavailable\s(?:here|online)\b | \bclick\s(?:here|on\s(?:the|this)\slink)\b
    | \bdisclosure\s[^.]{{0,80}}\bis\sprovided\b
    | [已均都](?:公开|披露|发布|公布)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DENIED: Final = re.compile(
    rf"""
      \b(?:not|never|no|neither|nor|without|cannot|lack(?:s|ed)?|fail(?:s|ed)?|yet\sto
        |will|shall|should|must|would|could|may|might|if|whether|when|once
        |requires?|required|ensures?|intends?|plans?\sto)\b
      [^.;]{{0,60}}\b(?:disclos|publish|publici|publicly|available|found|accessible|click)
    | (?:not|never)\s(?:been\s)?(?:publicly\s)?{_DISCLOSED}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What is denied, required or intended is no claim."""

_ELSEWHERE: Final = re.compile(
    r"\b(?:in|within|through|via|as\spart\sof)\s(?:the|its|their|each|a|an)\b", re.IGNORECASE
)
_SOME: Final = r"(?:employees|workers|staff|customers?|clients?|suppliers?|authorit(?:y|ies)|government|auditors?)"
_TO_SOME: Final = re.compile(
    rf"\b(?:internally|(?:on|upon)\srequest|to\s(?:the\s)?{_SOME}|(?:bulletin|notice)\s?boards?|intranet)\b",
    re.IGNORECASE,
)
"""What is told to some people only is not public."""


_REFERS: Final = re.compile(
    r"\b(?:refer|see|details?|links?|below|following|follows|found|viewed|accessed|downloaded|it|they|this|these|such)\b",
    re.IGNORECASE,
)
"""Words of a sentence that leads from a claim to its URL."""


class Claim(NamedTuple):
    """A sentence, its place in the passage, and whether a URL settles it."""

    start: int
    text: str
    settled: bool


def find(passage: Passage, cited_elsewhere: Callable[[str], bool]) -> Iterator[Claim]:
    """The claims of a passage, in order. `cited_elsewhere` says whether a document's title is cited somewhere."""
    text = passage.text
    parts = list(_sentences(passage))
    for n, part in enumerate(parts):
        sentence = text[part.start : part.end]
        if not is_claim(sentence):
            continue
        settled = (
            bool(passage.between(part.start, part.end))
            or _leads_on(passage, parts, n)
            or _named(sentence, cited_elsewhere)
        )
        yield Claim(part.start, unbulleted(" ".join(sentence.split())), settled)


def is_claim(sentence: str) -> bool:
    """Does the sentence say that something is publicly disclosed?"""
    found = _CLAIM.search(sentence)
    return found is not None and not _DENIED.search(sentence) and not _TO_SOME.search(sentence)


def _sentences(passage: Passage) -> Iterator[Segment]:
    """Sentences that go over a line's end are one here: only a full stop or a new paragraph ends a claim."""
    begin: int | None = None
    pieces = list(segments(passage.text, 0, len(passage.text)))
    for n, part in enumerate(pieces):
        begin = part.start if begin is None else begin
        following = pieces[n + 1] if n + 1 < len(pieces) else None
        between = passage.text[part.end - 2 : following.start + 1] if following else "\n\n"
        if (
            part.closed
            or "\n\n" in between
            or following is None
            or _ends_with_url(passage, part, passage.text[following.start : following.end])
            or passage.text[part.start : part.end].rstrip()[-1:] in ":："
        ):
            yield Segment(begin, part.end, part.closed)
            begin = None


def _ends_with_url(passage: Passage, part: Segment, following: str) -> bool:
    """Does a URL end the line, and the next one begin a sentence?"""
    cited = passage.between(part.start, part.end)
    if not cited or any(c.isalnum() for c in passage.text[cited[-1].end : part.end]):
        return False
    return following[:1].isupper() and not re.match(r"(?:And|Or)\b", following)


def _leads_on(passage: Passage, parts: Sequence[Segment], n: int) -> bool:
    """Is there a URL further on, with no claim of its own and no denial between?"""
    text = passage.text
    opened, apart = text[parts[n].start : parts[n].end].rstrip()[-1:] in ":：,-–", False
    for part in parts[n + 1 : n + 12]:
        sentence = text[part.start : part.end]
        cited = passage.between(part.start, part.end)
        if cited:
            first = cited[0].start
            if apart and not _REFERS.search(text[parts[n].end : first]):
                return False
            return opened or not is_claim(text[part.start : first]) or not _own_subject(text[part.start : first])
        if is_claim(sentence) and not opened:
            return False
        apart = apart or (part.closed and not opened)
        opened = (opened and not part.closed) or sentence.rstrip()[-1:] in ":："
        if "\n\n" in text[parts[n].end : part.start] and not opened and part.closed:
            return False
    return False


def _own_subject(sentence: str) -> bool:
    """Does a claim speak of a document of its own, not of "it", "details" or "the following"?"""
    return not re.match(
        r"\W*(?:it|they|this|these|details?|more|further|please|see|the\s(?:link|information|details|full))\b",
        sentence,
        re.IGNORECASE,
    )


def _named(sentence: str, cited_elsewhere: Callable[[str], bool]) -> bool:
    """Does the sentence say in which document, and is that cited?"""
    found = _CLAIM.search(sentence)
    behind = sentence[found.end() :] if found else ""
    place = _ELSEWHERE.search(behind)
    title = titles.in_sentence(behind[place.start() :]) if place else None
    return title is not None and cited_elsewhere(title)
