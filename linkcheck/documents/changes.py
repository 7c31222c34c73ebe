"""What has become of a document since another time: pure functions on facts.

Bytes change when nothing else does (a PDF saved again), so the texts' hashes decide, page by page. Sketches only tell
how much two texts have in common: they can't see one changed number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from linkcheck.documents.facts import Facts, read_facts
from linkcheck.documents.text import TextFacts, likeness
from linkcheck.documents.types import HTML, OOXML, WEB_PAGES
from linkcheck.fetch import Document

LITTLE: Final = 0.5
"""Documents with less in common than this, of their pages and of their clauses, are different documents."""


class ChangeKind(StrEnum):
    """How a body differs from an earlier one. `changed`: its bytes do, and what they say can't be compared."""

    UNCHANGED = "unchanged"
    RESAVED = "resaved"
    EDITED = "edited"
    REPLACED = "replaced"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """`pages` of the later document are new or differ; `removed` ones of the earlier are gone. Both count from 1."""

    kind: ChangeKind
    pages: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A document that is no longer at one URL and is now at others."""

    sha256: str
    was_at: str
    now_at: tuple[str, ...]


def compare(before: Document, after: Document) -> Change:
    """Compare a document with an earlier one."""
    if before.sha256 == after.sha256:
        return Change(ChangeKind.UNCHANGED)
    if _kind(before.media_type) != _kind(after.media_type):
        return Change(ChangeKind.REPLACED)
    earlier, later = read_facts(before), read_facts(after)
    if earlier is None or later is None or earlier.text is None or later.text is None:
        return Change(ChangeKind.CHANGED)
    if earlier.text.sha256 == later.text.sha256:
        return Change(ChangeKind.RESAVED)
    if _reader(earlier) != _reader(later):
        return Change(ChangeKind.CHANGED)  # another version may read the same page another way
    return _edited(earlier.text, later.text)


def _kind(media_type: str) -> str:
    """What is told apart: not the two kinds of web page, nor an Office file from one whose kind was not found yet."""
    if media_type in WEB_PAGES:
        return HTML
    return OOXML if media_type.startswith(OOXML) else media_type


def _reader(facts: Facts) -> str:
    """Which program, in which version, read the text: the first that `extractor` names."""
    return facts.extractor.partition(",")[0]


def _edited(before: TextFacts, after: TextFacts) -> Change:
    new: list[int] = []
    removed: list[int] = []
    kept = 0
    for kind, i, j, m, n in SequenceMatcher(None, before.pages, after.pages, autojunk=False).get_opcodes():
        if kind == "equal":
            kept += n - m
        else:
            new += range(m + 1, n + 1)
            removed += range(i + 1 + (n - m), j + 1)
    common = max(kept / max(len(before.pages), len(after.pages)), likeness(before.sketch, after.sketch))
    if common < LITTLE:
        return Change(ChangeKind.REPLACED)
    return Change(ChangeKind.EDITED, tuple(new), tuple(removed))


def moves(before: Mapping[str, Document], after: Mapping[str, Document]) -> tuple[Move, ...]:
    """Documents whose URL gives something else or nothing now, and that are found at another URL, by their bytes."""
    places = _places(after)
    found = []
    for url, document in before.items():
        here = after.get(url)
        if here is not None and here.sha256 == document.sha256:
            continue
        known = {place for place, earlier in before.items() if earlier.sha256 == document.sha256}
        elsewhere = tuple(place for place in places.get(document.sha256, ()) if place not in known)
        if elsewhere:
            found.append(Move(document.sha256, url, elsewhere))
    return tuple(found)


def behind_several(documents: Mapping[str, Document]) -> tuple[tuple[str, ...], ...]:
    """Groups of URLs with one and the same document behind them."""
    return tuple(urls for urls in _places(documents).values() if len(urls) > 1)


def _places(documents: Mapping[str, Document]) -> dict[str, tuple[str, ...]]:
    places: dict[str, list[str]] = defaultdict(list)
    for url, document in documents.items():
        places[document.sha256].append(url)
    return {sha256: tuple(urls) for sha256, urls in places.items()}
