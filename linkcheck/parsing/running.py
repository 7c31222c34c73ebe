"""Findings in running text, without columns: a plain text extraction, or a report that has no table.

A criterion's number begins a finding, its rating follows within a few lines, the rest up to the next number is the
comment. Numbers count upwards; a line like "4.2 Product Design" in the middle of criterion 9 is part of a comment.
An extraction may put a rating, and the beginning of its comment, before the number that they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.badges import behind_titles
from linkcheck.parsing.contents import without_listed
from linkcheck.parsing.findings import join
from linkcheck.parsing.headings import with_numbers_first
from linkcheck.parsing.heads import with_what_came_before, without_heads
from linkcheck.parsing.labelled import without_labels
from linkcheck.parsing.openings import (
    Ratings,
    begins,
    comment_before,
    comment_in_title,
    goes_on_with_heading,
    has_title,
    headed,
    heading_at,
    late,
    no_title,
    number_at,
    stands_alone,
    usual_width,
)
from linkcheck.parsing.overleaf import goes_over, surely_goes_over
from linkcheck.parsing.pages import Layout, Line, Row
from linkcheck.parsing.prefixes import without_prefixed_lines
from linkcheck.parsing.ratings import LONGEST_TITLE, parted, rating_block, side_by_side, with_brackets
from linkcheck.parsing.restarts import behind_list
from linkcheck.parsing.roman import with_figures_in
from linkcheck.parsing.slices import cut, squashed
from linkcheck.parsing.stacks import numbered
from linkcheck.parsing.unfolding import CELLS_APART
from linkcheck.parsing.waiting import Pending, lowest, take_rating_beside
from linkcheck.parsing.widths import column, width
from linkcheck.parsing.wording import END, HEADING, RATING, criterion

FULL: Final = 0.97
"""Of the comments' width: a line that would be wider with the next word goes on over a page's end."""


def read_running(lines: Sequence[Line], *, pages: int = 0) -> Layout:
    """Take running text apart. The layout has no rows where no criterion with a rating is found."""
    bare = with_numbers_first(without_listed(with_figures_in(lines)))
    plain = behind_titles(without_prefixed_lines(without_labels(bare)))
    kept, broken, last = without_heads(numbered(plain))
    layout = Layout(pages=pages)
    ratings = Ratings(kept, last=last)
    start = next((n for n in range(len(kept)) if begins(kept, n, ()) and ratings.rated(n)), None)
    if start is None:
        layout.prologue = list(kept)
        return layout
    start = behind_list(kept, start, ratings)
    while start and HEADING.match(kept[start - 1].text.strip()):
        start -= 1
    start = with_what_came_before(kept, start, broken)
    layout.prologue = list(kept[:start])
    _Reader(kept, broken, layout, ratings_last=last).read(start)
    layout.rows.sort(key=lambda row: number_at(row.criterion[0]))
    return layout


class _Reader:
    """Reads on from line to line.

    `pending`: ratings that came before their criteria, in order; `taking`: some of them have found theirs already;
    `over`: the last row whose title goes over a page. `late`: the last row, where its number came behind its rating;
    `lowest`: the row that goes on behind headings that came late.
    """

    def __init__(self, lines: Sequence[Line], broken: set[int], layout: Layout, *, ratings_last: bool) -> None:
        self.printed = lines
        self.lines = [squashed(line) for line in lines]
        self.broken = broken
        self.layout = layout
        self.ratings_last = ratings_last
        self.ratings = Ratings(self.lines, last=ratings_last)
        self.principle: str | None = None
        self.principles: dict[str, str] = {}
        self.number: tuple[int, ...] = ()
        self.numbers: set[tuple[int, ...]] = set()
        self.begun_principles: set[str] = set()
        self.pending: list[Pending] = []
        self.taking = False
        self.begun: dict[int, int] = {}
        self.lead: list[Line] = []
        self.width = usual_width(lines)
        self.column = 0.0
        self.over: Row | None = None
        self.late: Row | None = None
        self.lowest: Row | None = None

    def read(self, start: int) -> None:
        self.column = column([line.text for line in self.lines[start:] if not urls.START.search(line.text)])
        n = start
        while n < len(self.lines):
            line = self.lines[n]
            text = line.text.strip()
            if n in self.broken:
                self._keep_pending()
            if (
                END.match(self.printed[n].text.strip().partition(CELLS_APART)[0])
                and line.gap
                and self.ratings.latest[n] <= self.number
            ):
                self.layout.epilogue += self.lines[n:]
                break
            if heading := self._heading_at(n):
                n = self._heading(n, heading)
            elif self._begins(n):
                n = self._finding(n)
            else:
                n = self._more(n, text)
            if self.ratings_last and self.layout.rows:
                take_rating_beside(self.layout.rows[-1])
        self._keep_pending()

    def _begins(self, n: int) -> bool:
        """Does a finding begin at line `n`?

        On a page whose headings come last, also one with a lower number; a number may also stand apart from its title.
        """
        if begins(self.lines, n, self.number):
            return bool(self.pending) or self.ratings.rated(n)
        if headed(self.lines, n) or late(self.lines, n):
            return number_at(self.lines[n]) not in self.numbers
        alone = stands_alone(self.lines, n, self.number)
        following = n + 1 < len(self.lines) and begins(self.lines, n + 1, self.number)
        return alone and bool(self.pending or following)

    def _heading(self, n: int, number: str) -> int:
        """Read a principle's heading at line `n`, which may stand behind the numbers of its criteria."""
        late = number.isdigit() and bool(self.number) and int(number) <= self.number[0]
        end = n + 1
        while not late and end < len(self.lines) and goes_on_with_heading(self.lines, end):
            end += 1
        heading = " ".join(line.text.strip() for line in self.lines[n:end])
        self.principles[number] = heading
        if late:
            for row in self.layout.rows:
                if number_at(row.criterion[0])[0] == int(number):
                    row.principle = heading
            self.lowest = lowest(self.layout.rows)
        else:
            self.principle = heading
        return end

    def _finding(self, n: int) -> int:
        """Begin a finding at line `n`; the place of the first line that is not read yet."""
        self.lowest = self.late = None
        found = criterion(self.lines[n].text.strip())
        number = number_at(self.lines[n])
        apart = number < self.number
        principle = self.principles.get(str(number[0]), self.principle) if apart else self.principle
        row = Row(principle=principle, apart=apart)
        self.number = max(self.number, number)
        self.numbers.add(number)
        self.begun_principles.add(str(number[0]))
        self.layout.rows.append(row)
        self.begun[id(row)] = n
        end = n + 1
        if found and not found[1] and end < len(self.lines) and has_title(self.lines, n):
            end += 1
        while end < len(self.lines) and end - n < LONGEST_TITLE and not self._ends_title(end):
            end += 1
        head = self.lines[n:end]
        beside = side_by_side(self.printed, n, end)
        whole = join(head)
        rated = next((m for m in RATING.finditer(whole, len(found[0]) if found else 0) if m.group()[0].isupper()), None)
        inside = parted(whole)
        if rated and not beside and (told := comment_before(head, rated.start())):
            row.criterion, before, _ = cut(head, told, rated.start())
            _, row.rating, behind = cut(head, rated.start(), rated.end())
            row.comment = [*before, *behind]
            return end
        said = None if inside or beside or rated else comment_in_title(head)
        if said is not None:
            first = self._take()
            row.criterion, _, comment = cut(head, said, said)
            row.rating, row.comment, row.apart = first.rating, [*first.comment, *comment], True
            return end
        if self.pending and (inside or beside or rated or (end not in self.broken and rating_block(self.lines, end))):
            self.taking = True
        elif self.pending:
            first = self._take()
            row.criterion, row.rating, row.comment, row.late = list(head), first.rating, first.comment, True
            self.late = row
            self.taking = bool(self.pending)
            return end
        if inside:
            page = self.lines[n].page
            row.criterion, row.rating = [Line(inside.title, page)], [Line(inside.rating, page)]
            row.height = len(head)
        elif beside:
            row.criterion, row.rating, end = beside
        elif rated:
            row.criterion, row.rating, row.comment = cut(head, *with_brackets(whole, rated))
        else:
            row.criterion = list(head)
            return end if self.ratings_last else self._rating(row, end)
        return end

    def _take(self) -> Pending:
        """The first of what waits for a number."""
        first = self.pending.pop(0) if self.pending else Pending()
        if first.behind:
            first.behind.late = True
        return first

    def _keep_pending(self) -> None:
        """What waited for a number to the end of its page, or of all, is put to what it came behind."""
        for pending in self.pending:
            lines = (*pending.rating, *pending.comment)
            (pending.behind.comment if pending.behind else self.layout.prologue).extend(lines)
            if pending.behind:
                pending.behind.apart = True
        self.pending.clear()
        self.taking = False

    def _ends_title(self, n: int) -> bool:
        line = self.lines[n]
        return (
            line.gap
            or (n in self.broken and not self._title_goes_on(n))
            or begins(self.lines, n, self.number)
            or bool(HEADING.match(line.text.strip()) and line.text.isupper())
        )

    def _rating(self, row: Row, n: int) -> int:
        """Find the rating after a title that it does not share a block with."""
        for place in range(n, len(self.lines)):
            if begins(self.lines, place, self.number):
                break
            if block := rating_block(self.lines, place):
                row.criterion += self.lines[n:place]
                row.rating = list(self.lines[place : place + block])
                return place + block
            both = self.lines[place : place + 2]
            found = RATING.match(join(both))
            if not found and (place >= n + LONGEST_TITLE or no_title(both[0].text, self.width)):
                break
            if found and found.group()[0].isupper():
                row.criterion += self.lines[n:place]
                _, row.rating, row.comment = cut(both, 0, found.end())
                taken = 2 if found.end() > len(both[0].text.strip()) or len(both) == 1 else 1
                if taken == 1:
                    row.comment = cut(both[:1], 0, found.end())[2]
                return min(place + taken, len(self.lines))
        return n

    def _more(self, n: int, text: str) -> int:
        """Line `n` goes on with something: a comment, or a title over a page; or it is a rating before its number."""
        row = self._open_row(n)
        taken = rating_block(self.lines, n)
        if taken and (waiting := self._waiting(n)):
            waiting.rating = list(self.lines[n : n + taken])
            if waiting is not row or self._hand_back(row):
                waiting.apart = self.layout.rows[-1].apart = True
            return n + taken
        if taken and (row is None or row.rating):
            self.pending.append(Pending(row, list(self.lines[n : n + taken]), self.lead))
            self.lead = []
            self.taking = False
            return n + taken
        if self.pending and not self.taking and not self._title_goes_on(n):
            self.pending[-1].comment.append(self.lines[n])
            return n + 1
        if row is None:
            (self.lead if self.ratings_last else self.layout.prologue).append(self.lines[n])
            return n + 1
        title = self._title_goes_on(n)
        if title:
            row.criterion += self.lines[n : n + title]
            self.over = row
            return n + title
        if n in self.broken and row.comment:  # what came between was no part of the comment
            before, line = row.comment[-1], self.lines[n]
            line.gap = not (self._is_full(before, line) or goes_over(before, line))
        row.comment.append(self.lines[n])
        row.apart = row.apart or bool(RATING.fullmatch(text))
        if len(self.layout.rows) > 1 and (self.lowest or self.late):
            self.layout.rows[-1].apart = lowest(self.layout.rows[:-1]).apart = True
        return n + 1

    def _open_row(self, n: int) -> Row | None:
        """The row that goes on at line `n`: the last one; behind late headings and over a page the lowest one."""
        if self.late and n in self.broken:
            self.lowest = lowest(self.layout.rows)
        return self.lowest or (self.layout.rows[-1] if self.layout.rows else None)

    def _hand_back(self, row: Row) -> bool:
        """Give what came before a row's rating to the row before, whose title goes on above it on the page."""
        if self.ratings_last or self.over is None or self.layout.rows[-2:-1] != [self.over]:
            return False
        self.over.comment += row.comment
        row.comment, self.over.apart, self.over = [], True, None
        return True

    def _is_full(self, line: Line, follows: Line) -> bool:
        """Would the next line's first word not have fitted on a line, which is no sentence's end?"""
        first = follows.text.split(maxsplit=1)[0]
        return width(f"{line.text} {first}") >= FULL * self.column and (line.text[-1].isalnum() or line.text[-1] == ",")

    def _waiting(self, n: int) -> Row | None:
        """The row that a rating at line `n` belongs to, behind the beginning of its comment or of the next row's.

        Where a page begins in between the rating is that of a criterion below it.
        """
        *_, before, row = (None, None, *self.layout.rows[-2:])
        if row is None:
            return None
        if row.rating:
            begun = before if not self.ratings_last else None
        else:
            begun = before if before and not before.rating and not row.comment else row
        if begun is None or begun.rating:
            return None
        turned = any(self.begun[id(begun)] < page <= n for page in self.broken)
        return begun if self.ratings_last or not turned else None

    def _title_goes_on(self, n: int) -> int:
        """How many short lines at the top of a page, right before a criterion or heading, finish a title."""
        if n not in self.broken and not (self.pending and self.lines[n].gap):
            return 0
        comment = self.layout.rows[-1].comment if self.layout.rows else []
        if comment and surely_goes_over(comment[-1], self.lines[n]):
            return 0
        end = n
        while end < len(self.lines) and end - n < LONGEST_TITLE:
            text = self.lines[end].text.strip()
            if end > n and (begins(self.lines, end, self.number) or self._heading_at(end)):
                return end - n
            if RATING.match(text) or (HEADING.match(text) and text.isupper()) or no_title(text, self.width):
                return 0
            end += 1
        return 0

    def _heading_at(self, n: int) -> str | None:
        awaited = self.begun_principles - self.principles.keys()
        return heading_at(self.lines, n, self.number, awaited)
