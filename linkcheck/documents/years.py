"""The year that a document is about, as far as it names one: four digits are a year where nothing speaks against it.

"2037 tonnes", "ISO 14001:2015" and "¥2024" name no year, and a plan for 2050 is not about 2050.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from linkcheck.documents.mentions import Mention, passage

_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)")
_AROUND = 16
"""Characters beside four digits that are looked at."""

_DATE_BEFORE = re.compile(r"\d\d?[./-]\d\d?[./-]$")
_SIGNS_BEFORE = (
    re.compile(r"\d[.,'’]$"),
    re.compile(r"(?<!\d)(?!(?:19|20)\d\d\D)\d{3,6}(?:\.\d+)?\s?[:：—–-]\s?$"),  # ISO 14001:2015, GB/T 24001-2016
    re.compile(r"(?:[$€£¥￥#№]|\b(?:RMB|CNY|USD|EUR|GBP|No|Nos|Nr|Room|Tel|Fax)\b[.:]?)\s*$", re.IGNORECASE),
    re.compile(r"(?:编号|证号|邮编|电话|人民币)[:：]?\s*$"),
)
_UNITS = (
    r"(?:metric\s)?(?:tonnes?|tons?|t|kt|mt|kg|mg|g|kwh|mwh|gwh|tj|gj|mj|kw|mw|m[²³23]|km|mm|l|ml|ppm|tco2e?|co2e?)\b"
    r"|(?:employees|workers|people|persons|staff|hours|days|pages|pieces|units|households|dollars|euros|yuan)\b"
    r"|[%‰℃°€]|[万亿千百]?(?:吨|千克|公斤|人|名|元|千瓦|立方|平方|小时|页|台|套|家|次|个|户|件|项|天|米)|[万亿]"
)
_DATE_GOES_ON = re.compile(r"\.(?:0[1-9]|1[0-2])(?!\d)|\.\d\d?\.\d\d?(?!\d)|,(?:19|20)\d\d(?!\d)")
_SIGN_AFTER = re.compile(rf"[.,]\d|\s?(?:{_UNITS})", re.IGNORECASE)
_IN_A_TIME = re.compile(r"\b(?:in|since|during|until|year|fy)\s*$", re.IGNORECASE)


def find_year(pages: Sequence[str], title: str | None = None, latest: int = 2099) -> Mention | None:
    """The year that a document names: in its title, else the most frequent on its first page, else in all of it.

    A year after `latest` is a target, and not what the document is about.
    """
    if title and (years := [year for year, _ in _years(title, latest)]):
        return Mention(years[-1], 1, title)
    for part in (pages[:1], pages):
        places: dict[str, tuple[int, int]] = {}
        counts: Counter[str] = Counter()
        for number, page in enumerate(part, 1):
            for year, at in _years(page, latest):
                counts[year] += 1
                places.setdefault(year, (number, at))
        if counts:
            year = counts.most_common(1)[0][0]
            number, at = places[year]
            return Mention(year, number, passage(part[number - 1], at, at + len(year)))
    return None


def _years(text: str, latest: int) -> Iterator[tuple[str, int]]:
    """Each year and where it stands."""
    for found in _FOUR_DIGITS.finditer(text):
        start, end = found.span()
        if int(found[0]) <= latest and _is_year(text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]):
            yield found[0], start


def _is_year(before: str, after: str) -> bool:
    if not _DATE_BEFORE.search(before) and any(sign.search(before) for sign in _SIGNS_BEFORE):
        return False
    if _DATE_GOES_ON.match(after) or not _SIGN_AFTER.match(after):
        return True
    return bool(_IN_A_TIME.search(before))
