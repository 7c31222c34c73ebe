"""Names of companies in running text: where one begins and ends, and which a text has.

Chinese has no spaces between words, so where a name begins can't be read off the text: what is found here is for a
person to review, and never counts as a name by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from linkcheck.documents.text import normalise, respelled

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_FORM = r"(?:股份有限公司|有限责任公司|有限公司|集团公司)"
_CHINESE = re.compile(rf"{_HAN}(?:{_HAN}|\({_HAN}{{1,8}}\)){{1,23}}?{_FORM}")
_LATIN = re.compile(
    r"(?<![\w&-])(?=[A-Z])(?:(?:[A-Z][\w&'’-]{0,30},?|\([A-Z]\w{1,30}\))\s{1,3}){1,8}?"
    r"(?:Co\.?,?\s{0,3}Ltd|Company\s{1,3}Limited|Limited|Ltd|Inc|LLC|GmbH|AG|S\.p\.A|B\.V|ASA|AS)(?!\w)\.?"
)
_PLACE = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州"
    r"|云南|陕西|甘肃|青海|台湾|内蒙古|内蒙|广西|西藏|宁夏|新疆|香港|澳门|[省市县区州])$"
)
_GOES_ON = re.compile(rf"(?!股份|集团|有限|责任|[和与及或]){_HAN}{{1,8}}?{_FORM}")
_WHOLE = re.compile(r"(?:公司|集团|厂)$")
_SHORTEST = 4
"""Characters of a name's own: a line that has fewer before the legal form is the end of a name, not a name."""
_SHORTEST_LATIN = 3
"""Words, the legal form among them."""

AROUND: Final = 16
"""Characters before and after a Chinese name that tell whether it is a part of a longer one."""


class Company(NamedTuple):
    """A company's name (Chinese without spaces), and where it stands: from and up to which character of the page."""

    name: str
    start: int
    end: int


def companies(page: str) -> Iterator[Company]:
    """The companies that a page names with their legal form, Chinese ones first.

    Chinese is read without spaces and over lines' ends, since PDFs have both within names.
    """
    yield from _chinese(page)
    for match in _LATIN.finditer(page):
        line = page.rfind("\n", match.start(), match.end()) + 1
        start = line if line and _is_whole(page[line : match.end()].strip()) else match.start()
        yield Company(" ".join(page[start : match.end()].split()).strip(","), start, match.end())


def _is_whole(last: str) -> bool:
    """Is what stands in its last line a name by itself, and the line before it a heading?"""
    return len(last.split()) >= _SHORTEST_LATIN and _LATIN.fullmatch(last) is not None


def _chinese(page: str) -> Iterator[Company]:
    text, places = respelled(page, _normal)
    for match in _CHINESE.finditer(text):
        start, end = places[match.start()], places[match.end() - 1] + 1
        line = page.rfind("\n", start, end) + 1
        last = normalise(page[line:end]) if line > start else ""
        if len(re.sub(_FORM, "", last)) >= _SHORTEST and _CHINESE.fullmatch(last):
            yield Company(last, line, end)  # the line before was a heading
        else:
            yield Company(match[0], start, end)


@lru_cache(maxsize=2**16)
def _normal(character: str) -> str:
    return normalise(character)


def is_part(name: str, before: str, after: str) -> bool:
    """Is a Chinese name, where it stands, a part of a longer company name?

    `before` and `after` are the characters beside it. 山东 before a name, or 科技有限公司 after it, make it another
    company's.
    """
    if _PLACE.search(before):
        return True
    return not _WHOLE.search(name) and bool(_GOES_ON.match(after))
