"""Breaking paragraphs into lines as writer programs do, URLs at the places that `Break` names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.linkcheck.parsing.corpus.spec import Annotations, Break, Paragraph

Width = Callable[[str], float]  # of a text, in points

_MARKS = "/?&=_.%-"
_URL_ATOMS = {
    Break.HYPHEN: re.compile(r"[^-]*-|[^-]+"),
    Break.AFTER_MARK: re.compile(rf"[^{re.escape(_MARKS)}]*[{re.escape(_MARKS)}]+|[^{re.escape(_MARKS)}]+"),
    Break.BEFORE_MARK: re.compile(rf"[{re.escape(_MARKS)}]+[^{re.escape(_MARKS)}]*|[^{re.escape(_MARKS)}]+"),
    Break.ANYWHERE: re.compile(r"."),
}
_IDEOGRAPHS = "\u3000-\u9fff\uff00-\uffef"
_WORD_ATOMS = re.compile(rf"\n|[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}-]*-|[^\s{_IDEOGRAPHS}-]+| ")


@dataclass(frozen=True)
class Piece:
    """A stretch of one line. `run`: the number of the run in its paragraph; `link`: what it links to."""

    text: str
    link: str | None = None
    run: int = 0


Line = tuple[Piece, ...]


def wrap(paragraph: Paragraph, room: float, width: Width, breaks: Break) -> list[Line]:
    """The paragraph's lines, none wider than `room`; a word or URL part that is wider by itself is broken anywhere."""
    lines: list[list[Piece]] = [[]]
    used = 0.0
    for atom in _fitting(_atoms(paragraph, breaks), room, width):
        if atom.text == "\n":
            lines.append([])
            used = 0.0
            continue
        if used + width(atom.text.rstrip(" ")) > room and lines[-1]:
            lines.append([])
            used = 0.0
        if atom.text == " " and not lines[-1]:
            continue
        _append(lines[-1], atom)
        used += width(atom.text)
    return [tuple(line) for line in lines if line]


def annotated(lines: list[Line], paragraph: Paragraph, annotations: Annotations) -> list[Line]:
    """The lines with the links that the writer program makes of them; a host that is cut makes none."""
    if annotations is not Annotations.CUT:
        return lines
    seen: set[int] = set()
    cut: list[Line] = []
    for line in lines:
        pieces = []
        for piece in line:
            run = paragraph.runs[piece.run]
            link = piece.link
            if run.url and link is not None and link.endswith(run.text):
                _, _, rest = run.text.rpartition("://")
                host = run.text[: len(run.text) - len(rest)] + rest.partition("/")[0]
                first = piece.run not in seen and len(piece.text) > len(host)
                link = link[: len(link) - len(run.text)] + piece.text if first else None
                seen.add(piece.run)
            pieces.append(Piece(piece.text, link, piece.run))
        cut.append(tuple(pieces))
    return cut


def _atoms(paragraph: Paragraph, breaks: Break) -> Iterator[Piece]:
    for number, run in enumerate(paragraph.runs):
        pattern = _URL_ATOMS[breaks] if run.url else _WORD_ATOMS
        for match in pattern.finditer(run.text):
            yield Piece(match[0], run.link, number)


def _fitting(atoms: Iterator[Piece], room: float, width: Width) -> Iterator[Piece]:
    for atom in atoms:
        if width(atom.text) <= room:
            yield atom
            continue
        for letter in atom.text:
            yield Piece(letter, atom.link, atom.run)


def _append(line: list[Piece], atom: Piece) -> None:
    if line and (line[-1].link, line[-1].run) == (atom.link, atom.run):
        line[-1] = Piece(line[-1].text + atom.text, atom.link, atom.run)
    else:
        line.append(atom)
