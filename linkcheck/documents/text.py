"""Text made comparable, and its fingerprints.

PDF text comes with spaces inside of Chinese words and with compatibility ideographs (U+2F2D for U+5C71), so it is
compared after NFKC normalisation (UAX #15) and without spaces. Fingerprints are of that form; what people read is kept
as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b, sha256

from pydantic import BaseModel, ConfigDict

_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd-\uffff]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰",
    "民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙",
)
"""Radicals that fonts give for the characters they look like, and that NFKC leaves (EquivalentUnifiedIdeograph.txt)."""

_RADICAL = re.compile("[" + "".join(map(chr, _RADICALS)) + "]")
_DIGITS = re.compile(r"\d+")
_CLAUSE_END = re.compile(r"[.,;:!?。、・]+")
_SHORTEST_CLAUSE = 4

SKETCH_SIZE = 128
"""How many clauses a sketch holds: likeness is told to about ± 0.04."""


class TextFacts(BaseModel):
    """A text's fingerprints.

    `characters` counts without spaces; `han_share` is that of Chinese characters among letters, 0 to 1; `sha256` is of
    the whole normalised text, `pages` holds 32 hex digits per page of the same; `sketch` is what `sketch` returns.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    characters: int
    han_share: float
    sha256: str
    pages: tuple[str, ...]
    sketch: tuple[str, ...]


def normalise(text: str) -> str:
    """The form that is compared: `composed`, without spaces and what can't be seen."""
    return _INVISIBLE.sub("", composed(text))


def composed(text: str) -> str:
    """NFKC, and radicals as the characters that they look like."""
    plain = unicodedata.normalize("NFKC", text)
    return plain.translate(_RADICALS) if _RADICAL.search(plain) else plain  # seldom, and slower than all the rest


def respelled(page: str, spell: Callable[[str], str]) -> tuple[str, tuple[int, ...]]:
    """A page with each of its characters spelled anew, and of each character then its place in the page."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(page):
        spelled = spell(character)
        characters.append(spelled)
        places += [place] * len(spelled)
    return "".join(characters), tuple(places)


def fingerprint(pages: Sequence[str], pictures: Sequence[str] = ()) -> TextFacts | None:
    """Fingerprints of a document's pages; None where nothing is on them.

    `pictures` may give, page by page, a hash of what a page without text shows instead, or "".
    """
    plain = [normalise(page) for page in pages]
    shown = [text or (pictures[i] if i < len(pictures) else "") for i, text in enumerate(plain)]
    if not any(shown):
        return None
    whole = "".join(plain)
    return TextFacts(
        characters=len(whole),
        han_share=han_share(whole),
        sha256=sha256("\f".join(shown).encode() if not whole else whole.encode()).hexdigest(),
        pages=tuple(sha256(page.encode()).hexdigest()[:32] for page in shown),
        sketch=sketch(plain),
    )


def han_share(text: str) -> float:
    """Chinese characters among the letters, 0 to 1, to three places."""
    letters = len(_LETTER.findall(text))
    return round(len(_HAN.findall(text)) / letters, 3) if letters else 0.0


def sketch(pages: Iterable[str]) -> tuple[str, ...]:
    """The lowest hashes of a text's clauses, numbers masked: two sketches tell how alike their texts are.

    A bottom-k sketch (Cohen and Kaplan, 2007). It can't see one changed number; the pages' hashes do.
    """
    clauses = {
        clause
        for page in pages
        for clause in _CLAUSE_END.split(_DIGITS.sub("0", page))
        if len(clause) >= _SHORTEST_CLAUSE
    }
    hashes = sorted(blake2b(clause.encode(), digest_size=4).hexdigest() for clause in clauses)
    return tuple(hashes[:SKETCH_SIZE])


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two sketched texts are: the estimated share of common clauses, 0 to 1."""
    if not one or not other:
        return 0.0
    union = sorted({*one, *other})[:SKETCH_SIZE]
    common = {*one} & {*other}
    return sum(1 for entry in union if entry in common) / len(union)
