"""A finding's comment as one text with its URLs whole: lines joined, wrapped URLs made one, links behind words found.

How a wrapped URL is joined: a link target that the following lines spell out decides, first the annotation over the
URL, then any target known from elsewhere in the report. Without one, the break itself is weighed: what the line ends
with, what the next begins with, and whether that would have fitted on the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.pages import Box, Line, LinkSpan
from linkcheck.vocabulary import CitationSource

MOST_LINES: Final = 400
"""Lines that one URL may go over."""

FULL: Final = 3.5
"""Characters: with less room than this a line is full, and a word may have been broken."""

_BULLET: Final = re.compile(r"[•●▪■◦‣∙·○\uf0b7\uf0a7*–-]\s|\(?[a-z0-9ivx]{1,4}[.)]\s")
_URLISH: Final = re.compile(
    r"[/_=&%?#]|\.[a-z]{2,5}[.,;)]*$|^(?=\S*\d)(?=\S*[a-z])[\w.~-]{8,}$|^[a-z0-9]+(?:-[a-z0-9]+){2,}", re.IGNORECASE
)
_EXTENSION: Final = re.compile(
    r"(?:pdf|html?|docx?|xlsx?|pptx?|aspx?|php|com|org|net|cn|[a-z]{2})(?:[/?#.,;)]|$)", re.IGNORECASE
)
_SKIPPED: Final = ("mailto:", "tel:", "javascript:", "data:", "about:", "#")


@dataclass(frozen=True, slots=True)
class Mention:
    """A URL in a passage, at `start` to `end` of its text.

    `cited_as` is what the text shows, `url` what a crawler requests (None: no URL can be made of it). `target` is the
    link's own target where it says something else than the text, `behind_words` that the text shows no URL at all,
    `doubt` why the URL may be wrong or none.
    """

    start: int
    end: int
    cited_as: str
    url: str | None
    source: CitationSource
    page: int | None = None
    boxes: tuple[tuple[int, Box], ...] = ()
    target: str | None = None
    behind_words: bool = False
    doubt: str | None = None


@dataclass(slots=True)
class Passage:
    """A comment's text, its URLs in order, and on which page each part stands."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)

    def page_at(self, place: int) -> int | None:
        """The page on which the character at `place` stands."""
        n = bisect_right(self.pages, (place, 1 << 30))
        return self.pages[n - 1][1] if n else None


class Known:
    """Link targets and whole URLs of a report, to be recognised where the text spells them out over several lines."""

    def __init__(self, targets: Iterable[str] = ()) -> None:
        self._by_key: dict[str, str] = {}
        for target in targets:
            for key in urls.keys(target):
                if len(key) > MIN_KEY:
                    self._by_key.setdefault(key, target)
        self._lengths = sorted({len(key) for key in self._by_key}, reverse=True)

    @property
    def longest(self) -> int:
        """Characters of the longest target."""
        return self._lengths[0] if self._lengths else 0

    def spelled(self, ahead: str, least: int) -> Iterator[tuple[int, str]]:
        """Targets of at least `least` characters that `ahead` begins with, longest first, with their length in it."""
        for length in self._lengths:
            if length < least:
                return
            if length <= len(ahead) and (target := self._by_key.get(ahead[:length])):
                yield length, target

    def goes_on(self, start: str) -> bool:
        """Does some target begin with `start` and go on?"""
        return any(len(key) > len(start) and key.startswith(start) for key in self._by_key)


MIN_KEY: Final = 4


def read_passage(lines: Sequence[Line], known: Known) -> Passage:
    """Join lines into a passage. `known` are targets that confirm how a wrapped URL goes on."""
    return _Reader(lines, known).read()


class _Reader:
    def __init__(self, lines: Sequence[Line], known: Known) -> None:
        self.lines = lines
        self.known = known
        self.passage = Passage()
        self.parts: list[str] = []
        self.length = 0

    def read(self) -> Passage:
        n, at = 0, 0
        while n < len(self.lines):
            line = self.lines[n]
            if at == 0:
                self._break(n)
            n, at = self._line(n, at) if at < len(line.text) else (n + 1, 0)
        self.passage.text = "".join(self.parts)
        return self.passage

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _break(self, n: int) -> None:
        """Put what parts this line from the one before, and note the page."""
        line = self.lines[n]
        if n and self.length:
            self._put(_joint(self.lines[n - 1], line, self.parts[-1]))
        if line.page is not None and (not self.passage.pages or self.passage.pages[-1][1] != line.page):
            self.passage.pages.append((self.length, line.page))

    def _line(self, n: int, at: int) -> tuple[int, int]:
        """Read line `n` from `at` up to and with its next URL; give the place to go on from."""
        text = self.lines[n].text
        found = urls.START.search(text, at)
        spans = [span for span in self.lines[n].links if span.end > at]
        worded = next((s for s in spans if not found or s.end <= found.start()), None)
        if worded and not self._repeats(worded, n):
            return self._behind_words(worded, n, at)
        if not found:
            self._put(text[at:])
            return n + 1, 0
        self._put(text[at : found.start()])
        return self._url(n, found.start())

    def _repeats(self, span: LinkSpan, n: int) -> bool:
        """A link's box may reach over the words beside its URL: then the URL itself is near."""
        if span.target.lower().startswith(_SKIPPED):
            return True
        key = urls.key(span.target)
        near = self.lines[max(0, n - 2) : n + 3]
        squashed = urls.ascii_lower("".join(re.sub(r"\s+", "", line.text) for line in near))
        if any(k in squashed for k in urls.keys(span.target)):
            return True
        return any(
            urls.START.search(line.text, s.start, s.end) and urls.key(s.target) == key
            for line in near
            for s in line.links
        )

    def _behind_words(self, span: LinkSpan, n: int, at: int) -> tuple[int, int]:
        """A link whose text shows no URL; it may go on over the next lines."""
        first = max(at, span.start)
        self._put(self.lines[n].text[at:first])
        start, page, boxes = self.length, self.lines[n].page, []
        last = n
        self._put(self.lines[n].text[first : span.end])
        boxes.append(last)
        end = span.end
        while last + 1 < len(self.lines) and end >= len(self.lines[last].text.rstrip()):
            nxt = self.lines[last + 1]
            more = next((s for s in nxt.links if s.start == 0 and s.target == span.target), None)
            if more is None or urls.START.match(nxt.text):
                break
            self._break(last + 1)
            last, end = last + 1, more.end
            self._put(nxt.text[:end])
            boxes.append(last)
        words = "".join(self.parts)[start:] if last > n else self.parts[-1]
        url = urls.requested(span.target) if "://" in span.target else None
        self.passage.mentions.append(
            Mention(
                start,
                self.length,
                urls.clip(words),
                url or span.target,
                CitationSource.LINK,
                page,
                self._boxes(boxes),
                behind_words=True,
            )
        )
        return (last, end) if end < len(self.lines[last].text) else (last + 1, 0)

    def _boxes(self, places: Iterable[int]) -> tuple[tuple[int, Box], ...]:
        lines = [self.lines[n] for n in places]
        return tuple((line.page, line.box) for line in lines if line.page is not None and line.box is not None)

    def _url(self, n: int, at: int) -> tuple[int, int]:
        """Read the URL that begins at `at` of line `n`."""
        own = next((s.target for s in self.lines[n].links if s.start <= at < s.end), None)
        whole = _Spelling(self.lines, n, at)
        match = self._confirmed(whole, own)
        target = match[1] if match else own
        raw, last, end = whole.upto(match[0]) if match else self._weighed(n, at)
        cut = urls.trimmed(raw)
        back = len(raw) - len(cut)
        if back and back <= end and self.lines[last].text[end - back : end] == raw[len(cut) :]:
            end -= back
        elif back:
            cut = raw
        self._mention(cut, target, own, n, last)
        return (last, end) if end < len(self.lines[last].text) else (last + 1, 0)

    def _confirmed(self, whole: _Spelling, own: str | None) -> tuple[int, str] | None:
        """The target that the text spells out, and how many of its characters (without blanks) that takes."""
        ahead = whole.ahead(max(self.known.longest, len(own or "")) + 1)
        least = len(urls.key(whole.first))
        if own:
            for key in sorted(urls.keys(own), key=len, reverse=True):
                if (
                    ahead.startswith(key)
                    and not whole.runs_on(len(key), strict=True)
                    and not self._cut(whole, len(key))
                ):
                    return len(key), own
        for length, target in self.known.spelled(ahead, min(least, len(ahead))):
            if own and not urls.key(target).startswith(urls.key(own)):
                continue
            if not whole.runs_on(length, strict=False):
                return length, target
        return None

    def _cut(self, whole: _Spelling, length: int) -> bool:
        """Did the writer program cut the annotation at the line's end, where the URL clearly goes on?"""
        raw, last, end = whole.upto(length)
        if end < len(self.lines[last].text.rstrip()) or last + 1 >= len(self.lines):
            return False
        follows = self.lines[last + 1]
        return breaks_inside(raw, self.lines[last], follows, sure=True) and not any(
            s.start == 0 and urls.key(s.target) != urls.key(raw) and not urls.key(s.target).startswith(urls.key(raw))
            for s in follows.links
        )

    def _weighed(self, n: int, at: int) -> tuple[str, int, int]:
        """Join line by line as long as the break looks like one inside a URL."""
        line = self.lines[n]
        end = urls.run_at(line.text, at)
        parts, last = [line.text[at:end]], n
        while end >= len(self.lines[last].text.rstrip()) and last + 1 < len(self.lines) and last - n < MOST_LINES:
            follows = self.lines[last + 1]
            begin = len(follows.text) - len(follows.text.lstrip())
            more = urls.run_at(follows.text, begin)
            so_far = parts[-1] if len(parts[-1]) > 80 else "".join(parts[-4:])
            if more == begin or not self._joins(so_far, self.lines[last], follows):
                break
            parts.append(follows.text[begin:more])
            last, end = last + 1, more
        return "".join(parts), last, end

    def _joins(self, so_far: str, line: Line, follows: Line) -> bool:
        mine = next((s.target for s in line.links if s.end >= len(line.text.rstrip())), None)
        theirs = next((s.target for s in follows.links if s.start == 0), None)
        if mine and theirs and mine != theirs and not urls.key(theirs).startswith(urls.key(so_far)):
            return False
        if mine and mine == theirs and not urls.START.match(follows.text):
            return True
        return breaks_inside(so_far, line, follows, sure=False)

    def _mention(self, cited: str, target: str | None, own: str | None, n: int, last: int) -> None:
        start = self.length
        for place in range(n + 1, last + 1):
            page = self.lines[place].page
            if page is not None and self.passage.pages and self.passage.pages[-1][1] != page:
                self.passage.pages.append((start + len(cited), page))
        self._put(cited)
        if cited.lower().startswith(_SKIPPED):
            return
        url, differs = _settled(cited, target, own)
        source = CitationSource.BOTH if target else CitationSource.TEXT
        page = self.lines[n].page
        self.passage.mentions.append(
            Mention(start, self.length, cited, url, source, page, self._boxes(range(n, last + 1)), target=differs)
        )


class _Spelling:
    """The text from a URL's beginning on, over the lines' ends, without blanks."""

    def __init__(self, lines: Sequence[Line], n: int, at: int) -> None:
        self.lines, self.n, self.at = lines, n, at
        self.first = lines[n].text[at : urls.run_at(lines[n].text, at)]
        self.scheme = len(self.first) - len(urls.unschemed(self.first))

    def ahead(self, most: int) -> str:
        """Up to `most` characters after the scheme, ASCII letters in lower case."""
        parts, length = [], -self.scheme
        for place in range(self.n, min(len(self.lines), self.n + MOST_LINES)):
            text = self.lines[place].text[self.at if place == self.n else 0 :]
            part = re.sub(r"\s+", "", text)
            parts.append(part)
            length += len(part)
            if length >= most:
                break
        return urls.ascii_lower("".join(parts)[self.scheme :][:most])

    def upto(self, length: int) -> tuple[str, int, int]:
        """The first `length` characters after the scheme as printed, their last line and the place in it.

        A slash that follows directly belongs to them.
        """
        wanted = length + self.scheme
        parts: list[str] = []
        place, at = self.n, self.at
        while place < len(self.lines):
            text = self.lines[place].text
            for run in re.finditer(r"\S+", text[at:]):
                if len(run.group()) >= wanted:
                    end = at + run.start() + wanted
                    if text[end : end + 1] == "/":
                        end += 1
                    parts.append(text[at + run.start() : end])
                    return "".join(parts), place, end
                parts.append(run.group())
                wanted -= len(run.group())
            place, at = place + 1, 0
        return "".join(parts), len(self.lines) - 1, len(self.lines[-1].text)

    def runs_on(self, length: int, *, strict: bool) -> bool:
        """Does the printed URL go on after `length` characters on the same line?

        `strict` False: a line's end where the URL must go on counts too.
        """
        raw, last, end = self.upto(length)
        text = self.lines[last].text
        rest = text[end : urls.run_at(text, end)]
        if urls.trimmed(f"{raw[-1:]}{rest}")[1:].strip():
            return True
        if strict or end < len(text.rstrip()) or last + 1 >= len(self.lines):
            return False
        return breaks_inside(raw, self.lines[last], self.lines[last + 1], sure=True)


def _joint(before: Line, line: Line, written: str) -> str:
    """What stands between two lines of a passage: nothing after a hyphenated word, a new line after a paragraph."""
    text, first = before.text.rstrip(), line.text.split(maxsplit=1)[:1]
    if line.gap:
        return "\n\n"
    if not first or not text or written.endswith(("\n", " ")):
        return ""
    if re.search(r"[^\W\d]-$", text) and first[0][0].isalpha() and not _early(before, first[0]):
        return ""
    if _BULLET.match(line.text) or _early(before, first[0]):
        return "\n"
    return " "


def _early(line: Line, word: str) -> bool:
    """Did the line end although the next word would have fitted?"""
    return line.room is not None and line.room > len(word) + 3


def breaks_inside(so_far: str, line: Line, follows: Line, *, sure: bool) -> bool:
    """Is the break between two lines one inside the URL that ends with `so_far`?

    With `sure`, only where hardly anything else is possible.
    """
    token = follows.text.split(maxsplit=1)[0] if follows.text.strip() else ""
    alone = token == follows.text.strip()
    last, bare = so_far[-1:], token.rstrip(".,;:)")
    if not token or urls.START.match(token) or _BULLET.match(follows.text):
        return bool(re.search(r"=https?$|=$", so_far)) and bool(token)
    if follows.gap and last.isalnum():
        return False
    urlish = bool(_URLISH.search(bare))
    if last == "-":
        return token[0].isalnum()
    if last in "=_&%?#" or re.search(r"https?:/{0,2}$|%[0-9a-f]?$", so_far, re.IGNORECASE):
        return token[0].isalnum() or token[0] in "%/_-."
    if urls.FILE.search(so_far):
        return token[0] in "?#" and len(token) > 1
    if last == "/":
        return urlish or (
            not sure and alone and bare.isascii() and (bare.islower() or bare.isdigit()) and not _early(line, token)
        )
    if last == ".":
        return bool(_EXTENSION.match(token)) and (urlish or alone or not sure) and token.islower()
    if token[0] in "/?&=_#%." or (token[0] == "-" and len(token) > 1):
        return len(token) > 1
    if sure or _early(line, bare) or (line.room is not None and line.room > FULL and line.box is not None):
        return False
    return urlish or (alone and bare.isalnum() and bare.islower())


def _settled(cited: str, target: str | None, own: str | None) -> tuple[str | None, str | None]:
    """The URL to request, and the link's target where it says something else than the text."""
    text_url = urls.requested(cited)
    if target is None:
        return text_url, None
    if own and urls.key(cited) != urls.key(own) and urls.key(cited).startswith(urls.key(own)) and text_url:
        return text_url, own
    link_url = urls.requested(target) or target
    same = urls.same(cited, target)
    return link_url, None if same else target
