"""A finding's comment as one text with its URLs whole: lines joined, wrapped URLs made one, links behind words found.

How a wrapped URL is joined: a link target that the following lines spell out decides, first the annotation over the
URL, then any target known from elsewhere in the report. Without one, the break itself is weighed: what the line ends
with, what the next begins with, and whether that would have fitted on the line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from operator import attrgetter
from typing import Final, NamedTuple

from linkcheck.parsing import hosts, urls
from linkcheck.parsing.blanks import closed_up
from linkcheck.parsing.breaks import (
    breaks_inside,
    closes,
    joint,
    may_begin_before,
    may_go_on,
    parts_word,
    scheme_parted,
)
from linkcheck.parsing.mentions import MAY_GO_ON, REJOINED, UNSPACED, Mention, Passage, doubt, settled
from linkcheck.parsing.pages import Box, Line, LinkSpan
from linkcheck.parsing.spelling import MOST_LINES, Known, Spelling
from linkcheck.vocabulary import CitationSource

_SKIPPED: Final = ("mailto:", "tel:", "javascript:", "data:", "about:", "#")


def read_passage(lines: Sequence[Line], known: Known) -> Passage:
    """Join lines into a passage. `known` are targets that confirm how a wrapped URL goes on."""
    return _Reader([closed_up(line) for line in lines], known).read()


_end: Final = attrgetter("end")


class _Near(NamedTuple):
    """What stands on some lines: their text without blanks, and where the links over their URLs lead (`urls.key`)."""

    text: str
    linked: frozenset[str]


def _near(lines: Sequence[Line]) -> _Near:
    over_urls = (s for line in lines for s in line.links if urls.START.search(line.text, s.start, s.end))
    text = urls.ascii_lower("".join(re.sub(r"\s+", "", line.text) for line in lines))
    return _Near(text, frozenset(urls.key(span.target) for span in over_urls))


class _Reader:
    """`found`: the line whose next URL was looked for last, and its place; `shown`: the same for one that a scheme or
    `www.` shows; `around`: a line, and what is near it."""

    def __init__(self, lines: Sequence[Line], known: Known) -> None:
        self.lines = lines
        self.known = known
        self.passage = Passage()
        self.parts: list[str] = []
        self.length = 0
        self.found: tuple[int, int | None] = (-1, None)
        self.shown: tuple[int, int | None] = (-1, None)
        self.around: tuple[int, _Near] = (-1, _Near("", frozenset()))

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
            self._put(joint(self.lines[n - 1], line, self.parts[-1]))
        if line.page is not None and (not self.passage.pages or self.passage.pages[-1][1] != line.page):
            self.passage.pages.append((self.length, line.page))

    def _line(self, n: int, at: int) -> tuple[int, int]:
        """Read line `n` from `at` up to and with its next URL; give the place to go on from."""
        text = self.lines[n].text
        start = self._start(n, at)
        links = self.lines[n].links
        unread = islice(links, bisect_right(links, at, key=_end), None)
        ahead = takewhile(lambda s: start is None or s.start < start, unread)
        worded = next((s for s in ahead if self._shows_words(s, n, at, start)), None)
        if worded and worded.start >= at and self._spelled_from(n, worded):
            return self._url_at(n, at, worded.start)
        if worded and not self._repeats(worded, n):
            return self._behind_words(worded, n, at)
        if start is None:
            self._put(text[at:])
            return n + 1, 0
        return self._url_at(n, at, start)

    def _shows_words(self, span: LinkSpan, n: int, at: int, start: int | None) -> bool:
        """Is the link, as far as it is not read yet, over something else than the next URL?"""
        if span.end <= at or (start is not None and span.end > start):
            return False
        text = self.lines[n].text[max(at, span.start) : span.end]
        return any(c.isalnum() for c in text) and (span.start >= at or not self._just_cited(span.target))

    def _just_cited(self, target: str) -> bool:
        return bool(self.passage.mentions) and self.passage.mentions[-1].url in (target, urls.requested(target))

    def _start(self, n: int, at: int) -> int | None:
        """Where the line's next URL begins, also when only a part of its scheme stands on the line."""
        line, start = self.found
        if line != n or (start is not None and start < at):
            self.found = n, self._next(n, at)
        return self.found[1]

    def _next(self, n: int, at: int) -> int | None:
        shown = self._shown_from(n, at)
        parted = scheme_parted(self.lines[n], self.lines[n + 1]) if n + 1 < len(self.lines) else None
        places = (shown, parted, self._bare_from(n, at, shown))
        return min((place for place in places if place is not None and place >= at), default=None)

    def _shown_from(self, n: int, at: int) -> int | None:
        """Where a line's next URL begins that a scheme or `www.` shows; looked for anew only behind the last one."""
        line, start = self.shown
        if line != n or (start is not None and start < at):
            found = urls.START.search(self.lines[n].text, at)
            self.shown = n, found.start() if found else None
        return self.shown[1]

    def _bare_from(self, n: int, at: int, end: int | None) -> int | None:
        """Where a line's next bare host begins, also one that goes on behind its own hyphen on the next line, where no
        URL begins: "Alder-" | "www.alder.example"."""
        text, domains = self.lines[n].text, self.known.domains
        below = self.lines[n + 1].text if end is None and text.endswith("-") and n + 1 < len(self.lines) else ""
        if urls.START.match(below) or hosts.start_of(below, 0, len(below), domains) == 0:
            below = ""
        start = hosts.start_of(text + below, at, len(text + below) if end is None else end, domains)
        return start if start is not None and start < len(text) else None

    def _spelled_from(self, n: int, span: LinkSpan) -> bool:
        """Does the text from a link's first word on spell out its target?"""
        ahead = Spelling(self.lines, n, span.start).ahead(len(span.target) + 1)
        return any(len(key) > span.end - span.start and ahead.startswith(key) for key in urls.keys(span.target))

    def _url_at(self, n: int, at: int, start: int) -> tuple[int, int]:
        self._put(self.lines[n].text[at:start])
        return self._url(n, start)

    def _repeats(self, span: LinkSpan, n: int) -> bool:
        """A link's box may reach over the words beside its URL: then the URL itself is near."""
        if span.target.lower().startswith(_SKIPPED) or (n and span.start == 0 and self._just_cited(span.target)):
            return True
        if self.around[0] != n:
            self.around = n, _near(self.lines[max(0, n - 2) : n + 3])
        near = self.around[1]
        return urls.key(span.target) in near.linked or any(key in near.text for key in urls.keys(span.target))

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

    def _endless(self, n: int, at: int, end: int) -> tuple[int, int]:
        """What begins like a URL and never ends is noted, not compared with anything."""
        text = self.lines[n].text[at:end]
        start = self.length
        self._put(text)
        doubt = f"Longer than {urls.LONGEST} characters"
        shown = urls.clip(text)
        self.passage.mentions.append(
            Mention(start, self.length, shown, None, CitationSource.TEXT, self.lines[n].page, doubt=doubt)
        )
        return n, end

    def _url(self, n: int, at: int) -> tuple[int, int]:
        """Read the URL that begins at `at` of line `n`."""
        end = urls.run_at(self.lines[n].text, at)
        if end - at > urls.LONGEST:
            return self._endless(n, at, end)
        own = next((s.target for s in self.lines[n].links if s.start <= at < s.end), None)
        whole = Spelling(self.lines, n, at)
        match = self._confirmed(whole, own)
        target = match[1] if match else own
        raw, last, end = whole.upto(match[0]) if match else self._weighed(n, at)
        cut = urls.trimmed(raw)
        back = len(raw) - len(cut)
        if back and back <= end and self.lines[last].text[end - back : end] == raw[len(cut) :]:
            end -= back
        elif back:
            cut = raw
        full = target is None and not back and self._may_be_longer(cut, (n, at), (last, end))
        self._mention(cut, target, own, (n, at), last, short=raw[len(cut) :].startswith(("…", "...")), full=full)
        return (last, end) if end < len(self.lines[last].text) else (last + 1, 0)

    def _may_be_longer(self, cited: str, begin: tuple[int, int], last: tuple[int, int]) -> bool:
        """May a URL go on in the next line, or have begun in the one before, although nothing says so?"""
        (n, at), (m, end) = begin, last
        if n and not at and may_begin_before(self.lines[n - 1], self.lines[n]):
            return True
        ends = m + 1 < len(self.lines) and end >= len(self.lines[m].text.rstrip())
        return ends and may_go_on(cited, self.lines[m], self.lines[m + 1])

    def _confirmed(self, whole: Spelling, own: str | None) -> tuple[int, str] | None:
        """The target that the text spells out, and how many of its characters (without blanks) that takes."""
        ahead = whole.ahead(max(self.known.longest, len(own or "")) + 1)
        if own:
            for key in sorted(urls.keys(own), key=len, reverse=True):
                if ahead.startswith(key) and not whole.runs_on(len(key), strict=True) and not whole.cut(len(key)):
                    return len(key), own
        for length, target in self.known.spelled(ahead, min(len(urls.key(whole.first)), len(ahead))):
            if own and not urls.key(target).startswith(urls.key(own)):
                continue
            if not whole.runs_on(length, strict=False) and not (own and whole.cut(length)):
                return length, target
        return None

    def _weighed(self, n: int, at: int) -> tuple[str, int, int]:
        """Join line by line as long as the break looks like one inside a URL."""
        line = self.lines[n]
        end = urls.run_at(line.text, at)
        parts, last = [line.text[at:end]], n
        opened = line.text[max(0, at - 1) : at] == "("
        while end >= len(self.lines[last].text.rstrip()) and last + 1 < len(self.lines) and last - n < MOST_LINES:
            follows = self.lines[last + 1]
            begin = len(follows.text) - len(follows.text.lstrip())
            more = urls.run_at(follows.text, begin)
            so_far = "".join(parts[-6:])[-400:] if len(parts) > 6 else "".join(parts)
            closed = opened and ")" not in so_far and closes(self.lines[last], follows.text[begin:more])
            if more == begin or not (closed or self._joins(so_far, self.lines[last], follows)):
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
        return breaks_inside(so_far, line, follows, sure=False) or parts_word(so_far, line, follows, self.known.words)

    def _mention(
        self,
        cited: str,
        target: str | None,
        own: str | None,
        begin: tuple[int, int],
        last: int,
        *,
        short: bool,
        full: bool,
    ) -> None:
        """Note a URL. `short`: dots stand behind it, for what is left out; its link may tell the whole.

        `full`: it may be longer."""
        start, (n, at) = self.length, begin
        for place in range(n + 1, last + 1):
            page = self.lines[place].page
            if page is not None and self.passage.pages and self.passage.pages[-1][1] != page:
                self.passage.pages.append((start + len(cited), page))
        self._put(cited)
        if cited.lower().startswith(_SKIPPED):
            return
        url, differs = settled(cited, target, own)
        if short and target and urls.key(target).startswith(urls.key(cited)):
            short, differs = False, None
        source = CitationSource.BOTH if target else CitationSource.TEXT
        lines = self.lines[n : last + 1]
        why = REJOINED if any(line.rejoined for line in lines) else MAY_GO_ON if full else None
        places = self.lines[n].unspaced
        taken = bisect_left(places, at) < bisect_left(places, at + len(cited))
        unspaced = taken or any(line.unspaced for line in lines[1:])
        why = UNSPACED if unspaced and source is CitationSource.TEXT else why
        page = self.lines[n].page
        self.passage.mentions.append(
            Mention(
                start,
                self.length,
                urls.clip(cited, urls.LONGEST),
                url if len(cited) <= urls.LONGEST else None,
                source,
                page,
                self._boxes(range(n, last + 1)),
                target=differs,
                doubt=doubt(f"{cited}…" if short else cited, url) or why,
                line=n,
                place=at,
            )
        )
