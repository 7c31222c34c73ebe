"""Sections of laws and standards, which are no places in the cited document: "section 54 of the Modern Slavery Act"."""

from __future__ import annotations

import re
from typing import Final

from linkcheck.parsing import titles

_LAW: Final = (
    r"(?:Acts?|Laws?|Regulations?|Directives?|Ordinance|Decree|Statute|Constitution|Convention|Treaty"
    r"|\w*[Gg]esetz\w*|\w*[Vv]erordnung|Loi|Ley|Lei|Legge|Real\sDecreto|Decreto|Code\sdu\s\w+|Lov|Lag"
    r"|(?:Labou?r|Civil|Penal|Criminal|Mining|Tax|Commercial|Environment(?:al)?)\sCode"
    r"|(?:Performance|Custody)\sStandard|(?:ISO(?:/IEC|/TS)?|EN|IFC|GRI|SA)\s?\d{1,5}(?:[:-]\d{1,4})?)\b"
)
_BEHIND: Final = re.compile(
    r"(?:\s?\([\w.]{1,4}\)){0,2}(?:\s(?:Abs|Satz|Nr|S)\.?\s?\d{1,3}){0,3},?\s"
    rf"(?P<words>(?:[^\s,;.()]{{1,40}}\s){{0,8}}?){_LAW}"
)
_BEFORE: Final = re.compile(
    rf"{_LAW}(?:\s(?:n[°ºo]\.?|no\.|nr\.?|number)?\s?\d[\d./-]{{2,12}}\d)?(?:\s(?:of\s)?\d{{4}})?(?:\s?\([^()]{{1,12}}\))?[,:]?\s?[(]?(?:in\s|under\s)?$"
)
_OBEYED: Final = re.compile(
    r"(?:pursuant\sto|required\s(?:by|under)|(?:accordance|compliance|line)\swith|gem(?:äß|\.)|conformément\sà|conforme\sa)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"\s(?:of|in)\s(?:the|its|their|that|this)\s(?!(?:act|law|regulation|directive|ordinance|decree|statute)s?\b)"
)
_GERMAN: Final = re.compile(
    r"[a-z]?(?:\s(?:Abs|Satz|Nr|S)\.?\s?\d{1,3}){0,3}\s(?!ESG|GHG)[A-ZÄÖÜ]\w{0,12}(?:G|GB|V|VO)\b"
)

LONGEST: Final = 160
"""Characters before or behind a section in which a law is looked for."""


def is_of_law(text: str, start: int, end: int, *, section: bool) -> bool:
    """Are the pages, or sections, at `start` to `end` of a text those of a law or standard?"""
    behind = text[end : end + LONGEST]
    found = _BEHIND.match(behind)
    if found and not titles.names_kind(found["words"]):
        return True
    before = text[max(0, start - LONGEST) : start]
    section = section or text[start : start + 2] == "s."
    if (section and _BEFORE.search(before)) or (text[start] == "§" and _GERMAN.match(behind)):
        return True
    return section and _OBEYED.search(before) is not None and not _OWN.match(behind)
