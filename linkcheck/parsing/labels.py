"""What stands before and behind URLs: whom a label names, and which document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from linkcheck.parsing import locators, titles
from linkcheck.parsing.facilities import Named, Roster, every
from linkcheck.parsing.mentions import Passage
from linkcheck.parsing.names import HAN
from linkcheck.parsing.sentences import segments, unbulleted

LABEL_WORDS: Final = 14
"""A heading that names facilities for the URLs below it has no more words beside their names."""

VERB: Final = re.compile(
    r"\b(?:disclosed|discloses|disclose|published|publishes|available|accessible|posted|uploaded|refer|see|found|is|are|was|were|has|have|had|can|be|provided|listed|detailed)\b",
    re.IGNORECASE,
)
LONGEST_ANOTHER: Final = 120
"""Characters before a URL in which a second document of the sentence is looked for."""

EVERYBODY: Final = re.compile(r"all\b|each\b|every\b|both\b|全体|各|所有", re.IGNORECASE)
_HAN_CLAIM: Final = re.compile(r"^[^。；：]{0,30}?(?:已|均|都)?(?:公开|披露|发布|公布)了?(?=[⺀-鿿《])")
TOGETHER: Final = re.compile(
    r"[\s,;/&+、和及]*(?:(?:and|or|as\s+well\s+as|both|und|of|for|at|in|from|that|those|the|its|facility|plant|site)[\s,;/&+]+){0,4}(?:facility|plant|site)?[\s,]*$",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"\s*(?P<words>[^:：\n]{3,200})(?:(?P<colon>[:：])\s+|\n\s*(?=[A-Z•\uf0b7]))(?:[^.!?。]|[.!?](?!\s)){20,1000}?(?:[.!?]\s|。)"
)
"""What may be names, and a whole sentence behind them."""

_STOPPED: Final = re.compile(r"(?:^|[.:;。；][\s)]*|\n\s*\n\s*)$")
_JOINING: Final = re.compile(r"\b(?:and|the|facility|plant|site)\b|[\s,;&/()]+", re.IGNORECASE)
_AFTER_BRACKET: Final = re.compile(r"[^\S\n]{0,3}[(（\[](?P<words>[^()（）\[\]\n]{2,160})[)）\]]")
_AFTER_FOR: Final = re.compile(
    r"[)\]）]?[^\S\n]{0,3},?[^\S\n]?(?:for|of|by|(?:produced|made|manufactured|cast|rolled|extruded)\s(?:at|in|by))"
    r"\s(?:the\s)?(?P<words>[^\n.;:]{2,160})"
)
"""In small letters: "For Hamburg" begins the next URL's label."""

_ALONE_BEFORE: Final = re.compile(
    r"\b(?<!not\s)(?:only|solely|exclusively|(?:applicable|applies|appl[iy]|relevant|limited|confined|relates)\s(?:only\s)?(?:to|for|at))"
    r"\s(?:(?:the|to|for|at)\s){0,2}$",
    re.IGNORECASE,
)
_ALONE_AFTER: Final = re.compile(r"\s?(?:only\b|alone\b|is\sthe\sonly\b)", re.IGNORECASE)
LONGEST_BEFORE: Final = 30
"""Characters before a name in which words say that it alone is meant."""

PAIR: Final = 2
LONGEST_BOTH: Final = 400
"""Characters before "both plants" in which the two are named."""

_BOTH: Final = re.compile(r"both\b", re.IGNORECASE)
_PLACES: Final = re.compile(r"\s?[(（\[][^()（）\[\]\n]{2,40}[)）\]]")
_AFTER_COMMA: Final = re.compile(r"[^\S\n]?,[^\S\n](?P<words>[^\n,;:.()]{2,80})(?=[;.)]|\n|$|\shttps?:|\swww\.)")
"""Nothing but names, up to where what the URL stands in ends."""

_LAST_COLON: Final = re.compile(r"(?:[:：;]\s+|\s[(（])(?=[^:：;(（]+$)")
LONGEST_TAIL: Final = 120
"""Characters of a label behind a sentence's colon, or its last opening bracket."""

_BRACKETED: Final = re.compile(r"[(（](?P<words>[^()（）]{2,60})[)）]")
_AFTER_FOR_BOTH: Final = re.compile(
    r"[)\]）]?[^\S\n]{0,3},?[^\S\n]?(?:for|of|at)\s(?:the\s)?both\s\w{2,20}", re.IGNORECASE
)
_FOR_ONE_BEFORE: Final = re.compile(
    r"(?P<before>[)\]]?[^\S\n]{0,3},?[^\S\n]?(?:for|of|as\sfar\sas|concerning|regarding)\s(?:the\s)?"
    r"(?P<words>[^\n.;:]{2,80}?)(?:\s(?:is|are)\sconcerned)?),?\s(?:and|und|et|y|e|og|och)\s(?:(?:in|at|on|under)\s)?\s*",
    re.IGNORECASE,
)
"""What stands between two URLs, each with its site behind it: "https://… for Alder and https://… for Lume"."""

_AFTER_DASH: Final = re.compile(r"[^\S\n]{1,3}[-–—][^\S\n]?(?P<words>[^\n:]{2,160})(?=\n|$)")


_ANOTHER: Final = re.compile(
    r",?\sand\s(?:the|its|their|an?)\s(?P<title>[^,;.:]{3,80}?)\s?(?:\s(?:in|at|on|under|via)\s?)?[:：]?\s*$",
    re.IGNORECASE,
)


def another(own: str) -> int:
    """Where in a sentence before a URL that URL's document begins, when pages of one named before it come first:
    "results are in the report, page 6, and the action plan in …"."""
    found = _ANOTHER.search(own[-LONGEST_ANOTHER:])
    start = max(0, len(own) - LONGEST_ANOTHER) + found.start("title") if found else 0
    return start if found and titles.is_title(found["title"]) and locators.find(own[:start]).spans else 0


def of(passage: Passage) -> list[str]:
    """What stands directly before each URL of a passage, and headings above: where facilities' names are looked for."""
    found = []
    end = 0
    for mention in passage.mentions:
        parts = list(segments(passage.text, end, mention.start))
        for part in parts[:-1]:
            line = passage.text[part.start : part.end].strip()
            if line.endswith((":", "：")) and len(line.split()) <= LABEL_WORDS and not VERB.search(line):
                found.append(line)
        if parts:
            found.append(passage.text[parts[-1].start : mention.start])
        end = mention.end
    return found


def headings(passage: Passage, roster: Roster) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Facilities' names over prose, with their places: what follows is theirs, until the next such heading.

    "Hamburg: The plan was reviewed." is one, "Hamburg: https://…" is a URL's label.
    """
    text = passage.text
    begin = 0
    for mention in passage.mentions:
        for part in segments(text, begin, mention.start):
            found = _HEADING.match(text, part.start, mention.start)
            words = unbulleted(found["words"]) if found else ""
            named = roster.named(words, label=True)
            if found and not (found["colon"] or _STOPPED.search(text[max(0, part.start - 9) : part.start])):
                continue
            if found and (group := nearest(words, named)) and not _without(words, named):
                yield part.start, group
        begin = mention.end


def heading(words: str, roster: Roster) -> tuple[str, ...]:
    """The facilities of a heading that is nothing but their names."""
    named = roster.named(words, label=True) if 0 < len(words) <= LONGEST_TAIL else []
    return nearest(words, named) if named and not _without(words, named) else ()


def _without(words: str, named: Sequence[Named]) -> str:
    """What is left of a heading without names and what joins them."""
    for hit in reversed(named):
        words = f"{words[: hit.start]} {words[hit.end :]}"
    return _JOINING.sub("", words).strip()


def nearest(text: str, named: Sequence[Named]) -> tuple[str, ...]:
    """The facility named last, and those named together with it."""
    hits = [hit for hit in named if hit.facility]
    if not hits:
        return ()
    group = [hits[-1]]
    for hit in reversed(hits[:-1]):
        between = _placeless(text[hit.end : group[0].start])
        if len(between) > 60 or not TOGETHER.fullmatch(between):
            break
        group.insert(0, hit)
    return every(group)


def _placeless(between: str) -> str:
    """What stands between two names without the pages of the first: "Hamburg (page 3) and Bergen (page 6)"."""
    found = _PLACES.match(between)
    return between[found.end() :] if found and locators.find(found.group()).spans else between


def behind(after: str, roster: Roster, places: int = 0, *, sure: bool = False) -> tuple[tuple[str, ...], int]:
    """Facilities named right behind the URL, or behind its `places` ("(Hamburg)", "for Hamburg", ", page 3 – Hamburg"
    at the line's end), and how many characters that takes. `sure`: what is behind "for" is a label."""
    for pattern, at in product((_AFTER_BRACKET, _AFTER_DASH, _AFTER_COMMA, _AFTER_FOR), dict.fromkeys((0, places))):
        found = pattern.match(after, at)
        if found and not (
            pattern is _AFTER_COMMA and _without(found["words"], roster.named(found["words"], label=True))
        ):
            named = roster.named(found["words"], label=sure or pattern is not _AFTER_FOR)
            group = every(named)
            if group and named[0].start < 24:
                return group, found.start("words") + named[-1].end
    return (), 0


def behind_colon(own: str, roster: Roster) -> list[Named]:
    """Facilities that a few words behind a sentence's colon name, as a label does: "Reports are public: smelter "."""
    text = own.rstrip(" :：-–\n")
    found = _LAST_COLON.search(text, max(0, len(text) - LONGEST_TAIL))
    tail = text[found.end() :] if found else ""
    named = roster.named(tail, label=True) if tail and not VERB.search(tail) else []
    if not found or _without(tail, named):
        return []
    return [hit._replace(start=hit.start + found.end(), end=hit.end + found.end()) for hit in named]


def words_beside(line: str, named: Sequence[Named]) -> int:
    """How many words of a line are of no facility's name; two ideographs are one."""
    names = [line[hit.start : hit.end] for hit in named]
    ideographs = len(HAN.findall(line)) - sum(len(HAN.findall(name)) for name in names)
    return max(len(line.split()) - sum(len(name.split()) for name in names), ideographs // 2)


def in_brackets(own: str, roster: Roster) -> list[Named]:
    """Facilities that a sentence names by a bracket of nothing but names, in the clause before a URL: "The LCA of
    flat products (Alder) is …"."""
    found: list[Named] = []
    for bracket in _BRACKETED.finditer(own, own.rfind("; ") + 1):
        named = roster.named(bracket["words"], label=True)
        if named and not _without(bracket["words"], named):
            at = bracket.start("words")
            found += [hit._replace(start=hit.start + at, end=hit.end + at) for hit in named]
    return found


def for_one_before(gap: str) -> str | None:
    """The words behind a URL that are that one's, where the next follows behind "and", or None."""
    found = _FOR_ONE_BEFORE.fullmatch(gap) if len(gap) <= LONGEST_ANOTHER else None
    return found["words"] if found else None


def is_for(after: str, places: int = 0) -> bool:
    """Do words behind a URL, or its places, say for whom it is?"""
    return _AFTER_FOR.match(after) is not None or _AFTER_FOR.match(after, places) is not None


def both_behind(text: str, place: int, places: int, roster: Roster) -> tuple[str, ...]:
    """The two facilities that "for both plants" means behind a URL, or its places, of a text."""
    found = _AFTER_FOR_BOTH.match(text, place) or _AFTER_FOR_BOTH.match(text, places)
    return both(text, found.end(), roster) if found else ()


def both(text: str, place: int, roster: Roster) -> tuple[str, ...]:
    """The two facilities that "both plants" means before a place of a text, which names two of several there."""
    text = text[max(0, place - LONGEST_BOTH) : place]
    named = roster.named(text)
    said = next((hit for hit in reversed(named) if hit.facility is None), None)
    pair = every(named)
    meant = said is not None and _BOTH.match(text, said.start)
    return pair if meant and len(pair) == PAIR < len(roster.names) else ()


def alone(text: str, roster: Roster) -> tuple[str, ...]:
    """The facility that a comment is about alone: "Only the Hamburg mill discharges …", "Applicable to Hamburg"."""
    named = roster.named(text)
    facilities = every(named)
    if len(facilities) != 1 or any(hit.facility is None for hit in named):
        return ()
    said = any(
        _ALONE_BEFORE.search(text, max(0, hit.start - LONGEST_BEFORE), hit.start) or _ALONE_AFTER.match(text, hit.end)
        for hit in named
    )
    return facilities if said else ()


def title(sentence: str, roster: Roster) -> str | None:
    """A sentence's title, the facilities' names apart."""
    kept = sentence
    for hit in reversed(roster.named(sentence)):
        if hit.facility:
            kept = f"{kept[: hit.start]} ; {kept[hit.end :]}"
    for start, end in reversed(locators.find(kept).spans):
        kept = f"{kept[:start]} ; {kept[end:]}"
    return titles.in_sentence(kept)


def bare(label: str, roster: Roster) -> str:
    """A label without facilities, locators and separators."""
    kept = unbulleted(label)
    for hit in reversed(roster.named(kept, label=True)):
        if hit.facility or EVERYBODY.match(kept, hit.start):
            kept = f"{kept[: hit.start]} {kept[hit.end :]}"
    for start, end in reversed(locators.find(kept).spans):
        kept = f"{kept[:start]} {kept[end:]}"
    kept = re.sub(r"\b(?:facility|plant|site)\b\s*(?=[-–:,.]|$)", " ", kept, flags=re.IGNORECASE)
    kept = re.sub(r"^\s*(?:for|at|in|from)\b\s*(?=[-–—:,]|$)", " ", kept, flags=re.IGNORECASE)
    kept = _HAN_CLAIM.sub("", kept)
    return re.sub(r"(?:^|\s)(?:and|&)(?=\s|$)", " ", kept) if not titles.trimmed(kept).count(" and ") else kept
