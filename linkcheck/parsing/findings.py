"""From the table's rows to findings: number, title, rating, and the comment as a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final

from linkcheck.parsing.characters import squash
from linkcheck.parsing.fieldwords import is_rating_label
from linkcheck.parsing.mentions import Passage
from linkcheck.parsing.pages import Line, Row
from linkcheck.parsing.passages import read_passage
from linkcheck.parsing.spelling import Known
from linkcheck.parsing.wording import (
    NOT_APPLICABLE,
    RATING,
    RATING_NAMES,
    bare_title,
    criterion,
    digits,
    order,
    rating,
    several,
)
from linkcheck.report import Finding

_HALF: Final = re.compile(r"(?:^|\s)(?P<kind>Minor|Major)\s{1,3}Non[\s-]{0,2}$", re.IGNORECASE)
"""A rating's first half at a line's end, of which the rest stands apart: on the next page, or below words between."""

_BESIDE: Final = 3
"""Lines of a comment beside which a rating may stand."""


@dataclass(frozen=True, slots=True)
class Read:
    """A finding with its comment's passage, in which its URLs stand.

    `shared`: its rating is that of the part above; `whose`: what a column says for which facility the row is, and
    `owners` the facilities that this names.
    """

    finding: Finding
    passage: Passage
    shared: bool = False
    whose: str = ""
    owners: tuple[str, ...] = ()

    @property
    def waived(self) -> tuple[str, ...] | None:
        """The facilities for which the criterion is not applicable: () for all of them, None for none."""
        if self.finding.ratings:
            apart = tuple(each.facility for each in self.finding.ratings if each.rating == NOT_APPLICABLE)
            return apart or None
        return () if self.finding.rating == NOT_APPLICABLE else None

    @property
    def is_applicable(self) -> bool:
        """Does any of its ratings, the entity's or a facility's, say more than that the criterion is not applicable?"""
        ratings = (self.finding.rating, *(each.rating for each in self.finding.ratings))
        return any(rating != NOT_APPLICABLE for rating in ratings)


def read_findings(rows: Sequence[Row], known: Known, summary: Mapping[tuple[int, ...], str]) -> list[Read]:
    """Read each row that begins with a criterion's number. One without a rating has that of the `summary`."""
    read: list[Read] = []
    follows = False
    for row in rows:
        for found in _read(row, known):
            if read and _is_heading(read[-1].finding, found.finding, follows):
                read.pop()
            given = _with_given_rating(found, summary)
            read.append(_with_shared_rating(given, read[-1].finding if read else None))
        follows = row.follows
    return read


def _is_heading(above: Finding, finding: Finding, follows: bool) -> bool:
    """Is a criterion without rating and comment nothing but the heading of its own parts ("5.3" above "5.3a")?

    `follows`: its rating is only the one of the row above.
    """
    empty = (above.rating is None or follows) and not above.comment
    parts = order(above.criterion)[-1] == 0 < order(finding.criterion)[-1]
    return empty and parts and digits(above.criterion) == digits(finding.criterion)


def _with_given_rating(read: Read, summary: Mapping[tuple[int, ...], str]) -> Read:
    given = summary.get(order(read.finding.criterion)) if read.finding.rating is None else None
    return replace(read, finding=read.finding.model_copy(update={"rating": given})) if given else read


def _with_shared_rating(read: Read, before: Finding | None) -> Read:
    """A criterion's later part without a rating of its own shares the cell of the part above ("2.3a", "2.3b-e")."""
    if read.finding.rating is None and before and order(before.criterion)[:-1] == order(read.finding.criterion)[:-1]:
        shared = read.finding.model_copy(update={"rating": before.rating})
        return replace(read, finding=shared, shared=before.rating is not None)
    return read


def _read(row: Row, known: Known) -> Iterator[Read]:
    """The row's finding; one for each criterion where it has several."""
    named = several(join(row.criterion))
    if not named:
        return
    number, title = named[-1]
    title, rated, comment = _rating_of(row, title)
    title = bare_title(number, title)
    passage = read_passage(comment, known)
    pages = sorted(
        {line.page for cell in (row.criterion, row.rating, row.comment) for line in cell if line.page is not None}
    )
    finding = Finding(
        criterion=number,
        title=title,
        principle=row.principle,
        rating=rated,
        comment=passage.text.strip(),
        pages=tuple(pages),
    )
    whose = join(row.facility)
    for other, its_title in named[:-1]:
        yield Read(
            finding.model_copy(update={"criterion": other, "title": bare_title(other, its_title) or title}),
            passage,
            whose=whose,
        )
    yield Read(finding, passage, whose=whose)


def _rating_of(row: Row, title: str) -> tuple[str, str | None, list[Line]]:
    """A row's rating, which may stand in the cells of the others; the title and the comment without it."""
    rated = rating(join(row.rating))
    comment = list(row.comment)
    if rated is None:
        title, rated = _rating_in_title(title)
    if rated is None and comment:
        rated, comment = _rating_in_comment(comment)
    if rated == rating("Conformance") and (half := _HALF.search(title)):
        title, rated = title[: half.start()], rating(f"{half['kind']} Non-Conformance")
    elif rated == rating("Conformance") and (half := _half_in(row, comment)):
        rated = rating(f"{half['kind']} Non-Conformance")
    return title.rstrip(" –—|:-"), rated, comment


def _half_in(row: Row, comment: Sequence[Line]) -> re.Match[str] | None:
    """A rating's first half at the end of a title's or comment's line that does not go on with the rest in the next."""
    for lines in (row.criterion, comment):
        for line, after in islice(pairwise([*lines[: _BESIDE + 1], Line("")]), _BESIDE):
            half = _HALF.search(line.text.strip())
            if half and not re.match(r"conform", after.text.strip(), re.IGNORECASE):
                return half
    return None


def rated(rows: Sequence[Row]) -> Iterator[str]:
    """The criteria of some rows whose rating is one that is known, in order."""
    for row in rows:
        for number, title in several(join(row.criterion)):
            if _rating_of(row, title)[1] in RATING_NAMES:
                yield number


def join(lines: Sequence[Line]) -> str:
    """A cell's lines as one; a word parted at its own hyphen is closed up."""
    text = ""
    for line in lines:
        part = squash(line.text)
        closed = re.search(r"[^\W\d]-$", text) and part[:1].isalpha()
        text = text + part if closed or not text else f"{text} {part}"
    return text


def number_of(row: Row) -> str | None:
    """The number of a row's criterion."""
    found = criterion(join(row.criterion))
    return found[0] if found else None


def _rating_in_title(title: str) -> tuple[str, str | None]:
    """A rating that stands on the criterion's own line."""
    found = next(reversed(list(RATING.finditer(title))), None)
    if found and not title[found.end() :].strip(" ()[]-–:"):
        return _unlabelled(title[: found.start()]).strip(" ()[]-–:|"), rating(found.group())
    return title, None


def _unlabelled(title: str) -> str:
    """A title without the label of the rating behind it ("Dross Rating:")."""
    rest, _, last = title.rstrip().rpartition(" ")
    return rest if last.endswith(":") and is_rating_label(last) else title


def _rating_in_comment(comment: list[Line]) -> tuple[str | None, list[Line]]:
    """A rating that stands at the comment's beginning, or alone at its end, in a cell that both share."""
    first, last = comment[0], comment[-1].text.strip()
    found = RATING.match(first.text)
    if not found and last[:1].isupper() and RATING.fullmatch(last):
        return rating(last), comment[:-1]
    if not found or not re.match(r"\s*(?:$|[-–:.]|\s[A-Z“])", first.text[found.end() :]):
        return None, comment
    rest = first.text[found.end() :].lstrip(" -–:.")
    if rest and first.links:
        return rating(found.group()), comment
    kept = [Line(rest, first.page, first.box, (), first.room, first.gap)] if rest else []
    return rating(found.group()), [*kept, *comment[1:]]
