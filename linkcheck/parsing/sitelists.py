"""Texts that list facilities, written as lists with bullets: however the items are marked, or are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise, takewhile
from typing import Final

from linkcheck.parsing.characters import BULLET_MARKS, squash
from linkcheck.parsing.names import COMPANY
from linkcheck.parsing.sites import is_address, says_kind
from linkcheck.parsing.wording import ANOTHER_PART

ACTIVITIES: Final = frozenset(
    {"bauxite mining", "alumina refining", "aluminium smelting", "aluminium re-melting/refining", "casthouses"}
    | {"semi-fabrication", "material conversion"}
)
"""ASI's supply chain activities: as an item of a list each is known wherever an extraction puts it."""

BULLETS: Final = re.compile(rf"(?:^|\s)[{BULLET_MARKS}]\s*")
PROSE: Final = re.compile(
    r"(?:^|\n)\s*(?:(?:The|This|These|They|Every|All|Each|In|It|For|No|During|How|Both|Findings|Statements)\s(?=[a-z])"
    r"|In\sthe\s(?:text|findings|report)\b|[“\"]|\w{1,10}\s=\s"
    rf"|{ANOTHER_PART.pattern}(?=\n|$))"
)
"""Where running text, a legend or another part of the report begins behind a list."""

_CODED_LINE: Final = re.compile(r"\s*(?P<code>[A-Z]{1,4}\d{1,2}|[A-Z]{2,4})\s+(?P<name>[^\W\d_a-z]\w.*)")
"""A site with its code before it: "S1 Alder Mill"."""

_NUMBERED: Final = re.compile(r"\n\s*\(?(\d{1,2}[.)]|(?:[a-z]|[ivx]{2,4})\)|[–*-])\s+(?=\S)")
_PARTED: Final = re.compile(r"\s*;\s*|\s[/|]\s(?=[^\W\d_a-z])")
PAIR: Final = 2
"""A mark and its item: one alone makes no list."""

_PLACED_LINE: Final = re.compile(
    r"\s*[^\W\d_](?:[^–—,;]{2,80}\s[–—-]\s\S|[^–—;]{2,120}\s[–—-]\s(?:[^,;–—]{1,80}(?:,\s(?=[a-z])|$)){1,8}$)"
)
"""A site with its place, or with what it does: "Hamburg Rolling Mill – Hamburg, Germany", "Alder Mill, Alder – rolling,
slitting"."""

SENTENCE: Final = 8
"""Words at least of a paragraph that ends with a full stop and is no list's item."""

_ONE_SITE: Final = re.compile(r"\b(?:one|single)[ -](?:site|facility|plant|location)\b", re.IGNORECASE)
_OPEN: Final = re.compile(r"(?:[,:;–—&/-]|\b(?:and|of|in|at|the|de|do|da|du|und|y|e))\s*$")
"""The end of a line that goes on with the next."""

_ONE_PLACE: Final = re.compile(r"\s*[^\W_a-z][^\s,]*(?: [^\s,]+)+, [^\W_a-z][^,]{2,40}")
_NAME_LINE: Final = re.compile(r"\s*[^\W_a-z]\S*(?:\s\S+){0,11}(?<![.:])")
_WITHIN_BRACKETS: Final = re.compile(r"([(（][^()（）\n]{0,80})\n(?=[^()（）\n]{0,80}[)）])")
"""The end of a line whose bracket is closed on the next."""

_GAPS: Final = re.compile(r"\s{2,}")
_DESCRIBED: Final = re.compile(r"(?<=\w)\s(?:[–—-]\s|\()")
"""What parts a site's name from what the site is: "Alder Mill – rolling of strip"."""

_BETWEEN_NAMES: Final = re.compile(r",\s(?:and\s)?|\sand\s")
_BRACKETED: Final = re.compile(
    r"(?P<name>[^\W\d_a-z][^,;()]{1,80}\([^()]{1,60}\))(?:,\s(?:and\s)?|\s(?:and|&|[–—-])\s|\.?$)"
)
"""One of several names, each with a bracket behind: "Alder Mill (AM), ", "Alder Mill (Norway) – "."""

_OF_A_KIND: Final = re.compile(
    r"[^\W\d_a-z][^\s,]*(?:\s[^\s,]+){0,5}\s(?i:plant|works|mill|smelter|casthouse|foundry|refinery|mine|factory|cent(?:er|re))"
)
"""A name that says what kind of site it is of."""

_OPENS: Final = re.compile(
    r"\b(?:facilit|site|plant|location|smelter|casthouse|mill)\w*\b[^:]{0,60}:\s*$", re.IGNORECASE
)

LONG_LINE: Final = 60
"""Letters: no line of a name is as long as one of running text."""

MOST_JOINING: Final = 3
"""Letters of words that may be small in a name, such as "and"."""


def as_list(field: str) -> str:
    """A field that lists names, as a list with bullets: by its bullets or numbers, lines that begin with companies,
    semicolons, lines with places behind dashes, commas, or lines. Prose behind the list is none of it."""
    text = _WITHIN_BRACKETS.sub(r"\1 ", _before_prose(_listed(field)))
    lines = text.split("\n")
    if _ONE_SITE.search(text) or (len(lines) == 1 and is_address(text)):
        return ""
    if rows := _rows(lines):
        return "\n".join(rows)
    before, *numbered = _NUMBERED.split(f"\n{text}")
    if len(numbered) > PAIR:
        marks = (mark if mark[:-1].isdigit() else "•" for mark in numbered[::PAIR])
        items = (squash(item).strip(" ,;") for item in numbered[1::PAIR])
        return "\n".join((before.strip(), *(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))))
    if BULLETS.search(text):
        return _bulleted(BULLETS.split(text))
    if coded := _coded(lines):
        return _bulleted(coded)
    if companies := _companies(lines):
        return _bulleted(companies)
    if _PARTED.search(text):
        return _bulleted(part.removeprefix("and ") for part in _PARTED.split(text))
    if _are_names(lines):
        return _bulleted(lines)
    if names := _each_of_a_kind(squash(text)) or _each_bracketed(squash(text)):
        return _bulleted(names)
    placed = len(lines) > 1 and (all(map(_PLACED_LINE.match, lines)) or not _runs_on(lines))
    if not placed and re.search(r"[,;]\s(?!Ltd|Limited|Inc|LLC|KG)|\sand\s*\n", text):
        return f"the sites {squash(text)}"
    if len(lines) == 1 and " and " in text:
        return f"the sites {squash(text)}"
    return _bulleted(lines)


def _before_prose(text: str) -> str:
    """A list of names on lines of their own, without the running text below it and that one's heading of one word."""
    lines = text.split("\n")
    names = [*takewhile(lambda line: _is_name(line.lstrip(f"{BULLET_MARKS} ")), lines)]
    if not 1 < len(names) < len(lines) or len(lines[len(names)]) < LONG_LINE:
        return text
    heads = len(names) > 2 and " " not in names[-1].strip() and all(" " in name.strip() for name in names[:-1])
    return "\n".join(names[: len(names) - heads])


def _are_names(lines: Sequence[str]) -> bool:
    """Is each of several lines a name that says what the site is?"""
    return len(lines) > 1 and all(_is_name(line) and says_kind(line) and ", " not in line for line in lines)


def with_lists(field: str) -> str:
    """A text, in which lines below a colon, each of them a name, are a list with bullets of facilities.

    Blank lines may stand between them. Lines with bullets are one where half of them say that they are sites; so is a
    text of nothing but such names.
    """
    lines = _WITHIN_BRACKETS.sub(r"\1 ", field).split("\n")
    if _are_names(lines):
        return f"Facilities:\n{_bulleted(lines)}"
    found: list[str] = []
    n = 0
    while n < len(lines):
        found.append(lines[n])
        n += 1
        if not lines[n - 1].rstrip().endswith(":"):
            continue
        names = [*takewhile(_is_name, filter(str.strip, islice(lines, n, None)))]
        listed = len(names) > 1 and not any(";" in name or _OPEN.search(name) for name in names)
        if (listed or _are_sites(lines, n)) and not _OPENS.search("\n".join(lines[max(0, n - 2) : n])):
            found.append("Facilities:")
        if listed:
            found += [f"• {name}" for name in names]
            n = _behind(lines, n, len(names))
    return "\n".join(found)


def _are_sites(lines: Sequence[str], n: int) -> bool:
    """Are the lines with bullets from one on names, half of which at least say that they are of sites or companies?"""
    below = takewhile(lambda line: line.strip() and not line.rstrip().endswith(":"), islice(lines, n, None))
    marked = [BULLETS.sub("", line, count=1).strip() for line in below if BULLETS.match(line)]
    sites = [item for item in marked if COMPANY.match(item) or says_kind(item)]
    return len(marked) > 1 and all(map(_is_name, marked)) and 2 * len(sites) >= len(marked)


def _behind(lines: Sequence[str], n: int, count: int) -> int:
    """The line behind so many that are not blank, from one on."""
    filled = (place for place in range(n, len(lines)) if lines[place].strip())
    return next(islice(filled, count - 1, None)) + 1


def is_marked(paragraph: str) -> bool:
    """Does a paragraph begin with a bullet or number?"""
    return bool(BULLETS.match(paragraph) or _NUMBERED.match(f"\n{paragraph}"))


def _bulleted(items: Iterable[str]) -> str:
    return "\n".join(f"• {bare}" for item in items if (bare := squash(item).strip(" :;,")))


def _rows(lines: Sequence[str]) -> list[str]:
    """The items of a table without a head, a line for each row with wide gaps between its cells, which may be counted;
    else none."""
    rows = [_GAPS.split(line.strip()) for line in lines if line.strip()]
    marks = ["•"] * len(rows)
    if [row[0].rstrip(".)") for row in rows] == [str(n + 1) for n in range(len(rows))]:
        marks, rows = [f"{n + 1}." for n in range(len(rows))], [row[1:] for row in rows]
    alike = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    alike = alike and all(row[0][0].isalpha() for row in rows)
    items = (" – ".join(cell for cell in row if cell != "–").strip(" :;,") for row in rows)
    return [f"{mark} {item}" for mark, item in zip(marks, items, strict=True)] if alike else []


def _each_of_a_kind(text: str) -> list[str]:
    """The names on one line, each of which says that it is a site: "Alder Mill, Lume Smelter and Sund Works"."""
    names = _BETWEEN_NAMES.split(text)
    return names if len(names) > 1 and all(map(_OF_A_KIND.fullmatch, names)) else []


def _each_bracketed(text: str) -> list[str]:
    """The names in prose, each of which has a bracket behind: "Alder Mill (AM), Lume (Norway) and Sund (SW)"."""
    names = [found["name"] for found in _BRACKETED.finditer(text)]
    return names if len(names) > 1 and not _BRACKETED.sub("", text) else []


def _coded(lines: Sequence[str]) -> list[str]:
    """The items of a list each of which begins with a code of its own; none where two have the same."""
    below = lines[1:] if lines[0].rstrip().endswith(":") else lines
    items = [found for found in map(_CODED_LINE.fullmatch, below) if found]
    distinct = len({found["code"] for found in items}) == len(items) == len([line for line in below if line.strip()])
    return [f"{found['code']}: {found['name']}" for found in items] if distinct and len(items) > 1 else []


def _companies(lines: Sequence[str]) -> list[str]:
    """The items of a list without marks, in which each begins on a line of its own with a company; else none."""
    items: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        begins = COMPANY.match(line) is not None and not (items and _OPEN.search(items[-1]))
        if not begins and not items:
            return []
        items[len(items) - (not begins) :] = [line if begins else f"{items[-1]} {line}"]
    return items if len(items) > 1 else []


def _listed(text: str) -> str:
    """A list's paragraphs, up to running text behind it."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        prose = next((found for found in PROSE.finditer(paragraph) if found.start()), PROSE.match(paragraph))
        marked = is_marked(paragraph)
        if kept and not marked and (prose or is_marked(kept[-1]) or _is_sentence(paragraph)):
            break
        kept.append(paragraph[: prose.start()] if prose and prose.start() else paragraph)
    return "\n\n".join(kept)


def _runs_on(lines: Sequence[str]) -> bool:
    """May some lines be one text: each as long as they are, but for the next word? Not one place behind each name."""
    width = max(map(len, lines))
    full = all(len(line) + 1 + len(below.split(maxsplit=1)[0]) > width for line, below in pairwise(filter(None, lines)))
    return full and not all(map(_ONE_PLACE.fullmatch, lines))


def _is_sentence(paragraph: str) -> bool:
    return paragraph.rstrip().endswith(".") and len(paragraph.split()) >= SENTENCE


def _is_name(line: str) -> bool:
    """May a line be a site's name: most of its words in capitals, and no full stop behind?"""
    words = [
        word for word in _DESCRIBED.split(line, maxsplit=1)[0].split() if word[0].isalpha() and len(word) > MOST_JOINING
    ]
    capital = sum(not word[0].islower() for word in words)
    return (
        not is_marked(line)
        and bool(_NAME_LINE.fullmatch(line))
        and 2 * capital > len(words)
        and squash(line).lower() not in ACTIVITIES
    )
