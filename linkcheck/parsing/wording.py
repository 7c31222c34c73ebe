"""The words that reports use for their own parts: table heads, ratings, criteria, section headings. Tables of cases.

Patterns are written so that each takes time linear in the text: no nested repetition, bounded counts.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from linkcheck import catalogue

HEADS: Final[dict[str, frozenset[str]]] = {
    "criterion": frozenset(
        {"criterion", "criteria", "clause", "requirement", "requirements", "indicator", "provision", "standard"}
        | {"#", "no.", "nr", "nr.", "ref", "ref.", "crit."}
    ),
    "rating": frozenset(
        {
            "rating",
            "ratings",
            "conformance",
            "conformity",
            "result",
            "results",
            "status",
            "compliance",
            "grade",
            "level",
            "score",
            "outcome",
            "conclusion",
            "evaluation",
            "verdict",
        }
    ),
    "comment": frozenset(
        {"comment", "comments", "finding", "findings", "observation", "observations", "evidence", "remark", "remarks"}
        | {"description", "rationale", "justification", "explanation", "notes", "summary", "details", "narrative"}
    ),
}
"""The first or last word of a column's head, by the column's role."""

FACILITY_HEADS: Final = frozenset(
    {"facility", "facilities", "site", "sites", "plant", "plants", "location", "unit", "establishment", "installation"}
)
"""The same of a column that says for which facility a row is."""

RATINGS: Final[dict[str, str]] = {
    "conformance": "Conformance",
    "conformant": "Conformance",
    "conforms": "Conformance",
    "conform": "Conformance",
    "minornonconform": "Minor Non-Conformance",
    "majornonconform": "Major Non-Conformance",
    "conformity": "Conformance",
    "fullconformance": "Conformance",
    "minornonconformance": "Minor Non-Conformance",
    "minornonconformity": "Minor Non-Conformance",
    "nonconformanceminor": "Minor Non-Conformance",
    "minornc": "Minor Non-Conformance",
    "majornonconformance": "Major Non-Conformance",
    "majornonconformity": "Major Non-Conformance",
    "nonconformancemajor": "Major Non-Conformance",
    "majornc": "Major Non-Conformance",
    "criticalbreach": "Critical Breach",
    "notapplicable": "Not Applicable",
    "nonapplicable": "Not Applicable",
    "na": "Not Applicable",
    "unabletorate": "Unable to Rate",
    "notrated": "Unable to Rate",
    "unrated": "Unable to Rate",
    "utr": "Unable to Rate",
}
"""What is printed, in lower case without anything else than letters, and the rating's name."""

RATING_NAMES: Final = frozenset(RATINGS.values())

NOT_APPLICABLE: Final = "Not Applicable"

GRAVEST: Final = (
    "Critical Breach", "Major Non-Conformance", "Minor Non-Conformance", "Unable to Rate", "Conformance",
    NOT_APPLICABLE,
)  # fmt: skip
"""Ratings, the gravest first."""

SHORT_RATINGS: Final = {
    "C": "Conformance", "mNC": "Minor Non-Conformance", "MNC": "Major Non-Conformance",
}  # fmt: skip
"""What a whole cell may say, capitals as they are printed."""

_LONG: Final = sorted((known for known in RATINGS if len(known) > 9), key=len, reverse=True)

_RATING_WORDS: Final = (
    r"(?:minor|major)[\s\-‐-―]{1,4}non[\s\-‐-―]{0,4}conform(?:ance|ity)"
    r"|(?:minor|major)\s{1,3}NC"
    r"|non[\s\-‐-―]{0,4}conform(?:ance|ity)[\s\-‐-―(:,]{1,4}(?:minor|major)\)?"
    r"|(?:full\s{1,3})?conform(?:ance|ant|ity|s)"
    r"|critical\s{1,3}breach"
    r"|no[nt][\s\-]{1,3}applicable"
    r"|N\s?/\s?A"
    r"|unable\s{1,3}to\s{1,3}rate"
    r"|not\s{1,3}rated|unrated"
)
RATING: Final = re.compile(rf"(?<![\w\-])(?:{_RATING_WORDS})(?![\w\-])", re.IGNORECASE)
"""A rating as it is printed, also over a line's end."""

RATING_START: Final = re.compile(
    r"(?:minor|major|confo[a-z]{1,8}-?|not|non(?:-?c(?:on?)?-?|-?conf\w*-?|-?applicable|-)?|n/a|unable|unrated|critical|full)$",
    re.IGNORECASE,
)
"""The first word of a rating, also one that a narrow column broke ("Conforman" | "ce"), and none of a title
("Non-Discrimination")."""

RATING_WORD: Final = re.compile(
    r"(?:minor|major|non-?|-?confo\w*|[anc]{0,3}ce|non-?conform\w*|not|applicable|n/a|unable|to|rate[d]?|critical|breach)[-–]?$",
    re.IGNORECASE,
)
"""Any word of a rating, also one parted at its hyphen."""

CRITERION: Final = re.compile(
    r"""
    (?P<id>
        \d{1,2}\.\d{1,2}
        (?: \.\d{1,2}(?!\d) )?
        (?: \s? \(?[a-z]\)? (?: \s?[-–,/&]\s?\(?[a-z]\)? ){0,8} \)? (?![\w'’.]) )?
    )
    (?<! \d\s[l-z] )
    (?= [\s:–·•|—-] | $ )
    (?! \s{1,12} (?i:principle) \s{1,3} \d )
    """,
    re.VERBOSE,
)
"""A criterion's number at the start of a line: "1.1", "2.5a-g", "10.4", "5.1 a", "9.3 (a-d)", "5.3 (a)-(c)"; neither a
figure with its unit ("10.2 t CO2e") nor a section for a principle ("4.1 Principle 1 – Business Integrity")."""

_ONE: Final = r"\d{1,2}\.\d{1,2}[a-z]?"
_FIRST_OF_SEVERAL: Final = re.compile(
    rf"(?P<id>{_ONE})(?=(?:\s?[,;/&+]\s?{_ONE}(?![\w.])){{1,8}}(?:\s[A-Z]|\s?[&+]\s?$|$))"
)
"""The first of several in one cell, the title behind the last or on the next line: "2.1a, 2.1b & 2.1c Policy"."""

_BEHIND_TITLE: Final = re.compile(
    rf"\s\((?P<letters>[a-z](?:\)?\s?(?:[-–,/&]|and|to)\s?\(?[a-z]){{0,8}})\)(?=[\s:|–—-]{{0,5}}(?:(?i:{RATING.pattern}))?\s?$)"
)
"""A criterion's letters in brackets at the end of its title, a rating behind it perhaps: "2.1 Policy (a)"."""

_AMONG_LETTERS: Final = re.compile(r"(?P<first>[a-z])\)?\s?(?P<between>[-–,/&]|and|to)\s?\(?(?=(?P<last>[a-z]))")

MOST_IN_CELL: Final = 20
"""Criteria in one cell, or in a range: one that goes on beyond is none that anybody wrote."""

_AND_NEXT: Final = re.compile(rf"\s?(?:[,;/&+]|and\b|und\b)\s?(?={_ONE}\b)")
_TO_NEXT: Final = re.compile(rf"\s?(?:[-–]|to\b)\s?(?P<last>{_ONE})(?!\w|\.\d)")
_NEXT_TITLED: Final = re.compile(rf"\s?(?:[,;/&+]|\sand|\sund)\s(?={_ONE}\s[A-Z])")

HEADING: Final = re.compile(
    r"(?!\d{1,2}\.(?:pdf|docx?|xlsx?|html?|aspx?|php)$)"
    r"(?:(?:\d{1,2}\.\d{1,2}\.?\s{1,12})?principle\s{1,3})?(?P<number>\d{1,2}|[A-K])\s{0,2}"
    r"(?:[.):–·•|-]\s{0,3}|\s{1,4})(?P<title>[^\W\d](?:(?!\s\s)[^.:;?!]){2,90})$",
    re.IGNORECASE,
)
"""A principle above its criteria: "1. BUSINESS INTEGRITY", "Principle 2 – Policy and Management", also as a section of
the report ("4.2 Principle 2 – …"); not the end of a file's name ("22.PDF"), and no row of a table ("A  Alder Mill").
"""

_NAME: Final = (
    r"(?:business\sintegrity|policy\s(?:and|&)\smanagement|transparency|material\sstewardship"
    r"|greenhouse\sgas(?:es|\semissions)|emissions,?\seffluents,?\s(?:and|&)\swaste|water(?:\sstewardship)?"
    r"|biodiversity(?:\s(?:and|&)\secosystem\sservices)?|human\srights|labou?r\srights"
    r"|occupational\shealth\s(?:and|&)\ssafety|governance|environment|social)"
)
PRINCIPLE: Final = re.compile(rf"{_NAME}(?:(?:\s(?:and|&)|,)\s{_NAME}){{0,2}}", re.IGNORECASE)
"""The name of a principle, or of several, without its number."""

ANOTHER_TABLE: Final = "Another table by criterion stands behind the findings: no finding cites its URLs."

_NCS: Final = r"(?:(?:minor|major|open)\s{1,3})?(?:non[\s-]?conformances|non[\s-]?conformities|NCs)"
_ACTIONS: Final = r"corrective\s{1,3}actions?(?:\s{1,3}(?:plans?|requests?|register))?"
END: Final = re.compile(
    r"(?:ASI\s{1,3}|(?:part\s{1,3}|section\s{1,3})?(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?:[.):]|\s[–-])?\s{1,3})?(?:"
    r"limitations?\s{1,3}of\s{1,3}liability|disclaimer\b|document\s{1,3}control\b|annex(?:es)?\b|appendi(?:x|ces)\b"
    rf"|{_ACTIONS}(?:\s\([^()]{{1,30}}\))?\s{{0,3}}$|end\s{{1,3}}of\s{{1,3}}(?:the\s{{1,3}})?report"
    rf"|(?:(?:summary|list|overview|register|details|description)\s{{1,3}}of\s{{1,3}}(?:(?:the|all)\s{{1,3}})?)?{_NCS}"
    rf"(?:\s{{1,3}}(?:and|&)\s{{1,3}}(?:{_ACTIONS}|observations)|\s{{1,3}}(?:raised|summary|register|details))?\s{{0,3}}:?$"
    r"|non[\s-]?conform(?:ance|ity)\s{1,3}(?:summary|register|details|reports?|overview)\s{0,3}$"
    r"|(?:audit\s{1,3})?(?:conclusions?|recommendations?)(?:\s{1,3}(?:and|&)\s{1,3}recommendations?)?\s{0,3}$"
    r"|follow[\s-]?up(?:\s{1,3}(?:audits?|activit(?:y|ies)|actions?))?\s{0,3}$|next\s{1,3}(?:steps|audit)\s{0,3}$"
    r"|contacts?(?:\s{1,3}(?:details|us))?\s{0,3}$"
    r"|for\s{1,3}(?:any\s{1,3}|further\s{1,3})?(?:questions?|queries|enquiries)\s{1,3}(?:about|on|concerning|regarding)\s{1,3}"
    r"(?:this|the)\s{1,3}(?:audit\s{1,3}|summary\s{1,3}|public\s{1,3})?report\b"
    r"|(?:certification|audit)\s{1,3}(?:decision|recommendation)\s{0,3}$|sign[\s-]?off\s{0,3}$|signatures?\s{0,3}$"
    r"|(?:declaration|statement)\s{1,3}(?:of|by)\s{1,3}(?:the\s{1,3})?(?:lead\s{1,3})?audit(?:ors?|\s{1,3}(?:firm|team))\s{0,3}$"
    r"|(?:list|register|index|table)\s{1,3}of\s{1,3}(?:(?:the|all|public|cited|reviewed)\s{1,3}){0,2}"
    r"(?:documents?|references|evidence|sources|links|disclosures)\b[^.:;]{0,40}$"
    r"|(?:public|cited|reviewed)\s{1,3}documents\s{0,3}$|documents\s{1,3}(?:cited|referred\s{1,3}to|reviewed)\b[^.:;]{0,30}$"
    r"|(?:evidence|document|reference|source)s?\s{1,3}(?:register|list|index)\s{0,3}$"
    r"|(?:glossary|abbreviations|definitions)\b[^.:;]{0,40}$)",
    re.IGNORECASE,
)
"""What follows the findings."""

ANOTHER_PART: Final = re.compile(
    r"(?:\d{1,2}\.?[ ])?(?:(?-i:[A-Z])[\w-]{0,20}[ ](?:[\w-]{1,20}[ ]){0,3})?"
    r"(?i:ratings?|summary|synthesis|findings|results?|non-?conformances|non-?conformities|matrix|register|overview"
    r"|procedure|methodology)\b[^,;\n]{0,40}"
)
"""A heading before the findings, as stands behind a list of facilities: "Matrix of ratings per Facility"."""

ONE_NC: Final = re.compile(r"non[\s-]?conform(?:ance|ity):?", re.IGNORECASE)
"""The heading over the only non-conformance, where space above says that it is no rating's second line."""

ACTIONS: Final = re.compile(
    r"(?:\d{1,2}\.?\s{1,3})?corrective\s{1,3}actions?(?:\s{1,3}(?:plans?|requests?|register))?\s{0,3}$", re.IGNORECASE
)
"""The heading over a table of corrective actions."""

PAGE_NUMBER: Final = re.compile(
    r"[-–|\s]*(?:page\s{0,3})?(?P<number>\d{1,4})(?:\s{0,3}(?:of|/|\|)\s{0,3}\d{1,4})?[-–|\s]*$", re.IGNORECASE
)
"""A line that only counts the page."""


EMPTY: Final = frozenset("☐□○◯❏❑") | {"[ ]", "[]", "( )", "()"}
BOXES: Final = EMPTY | frozenset("☒☑■●⬤") | {"[x]", "[X]", "(x)", "(X)", "[✓]", "[✔]"}
"""What stands before each of several ratings: empty, or marked for the one that was given."""

_BOX: Final = re.compile(rf"({'|'.join(map(re.escape, sorted(BOXES)))})")

REMEMBERED: Final = 80
"""Characters of a cell whose rating is remembered."""


def is_of_rating(text: str) -> bool:
    """Are all words of a text a rating's, or of a part of one that goes on elsewhere ("Minor Non-")?"""
    return all(map(RATING_WORD.match, text.split()))


def rating(text: str) -> str | None:
    """The rating's name for a cell's text, None for an empty cell.

    The text itself where the rating is not known, or where it names several, as for one facility each.
    """
    text = " ".join(text.split())
    return _remembered(text) if len(text) <= REMEMBERED else _rating(text)


def _rating(text: str) -> str | None:
    if not _letters(text):
        return None
    if text in SHORT_RATINGS:
        return SHORT_RATINGS[text]
    text = _marked(text)
    named = {RATINGS.get(_letters(found.group())) for found in RATING.finditer(text)}
    letters = _letters(text)
    if len(named) > 1 and letters not in RATINGS:
        return text
    found = RATING.search(text)
    return RATINGS.get(letters) or (RATINGS.get(_letters(found.group())) if found else None) or _broken(letters) or text


_remembered = lru_cache(maxsize=4_096)(_rating)
"""A report says the same few ratings again and again, and each reader asks anew."""


def _marked(text: str) -> str:
    """The one of several ratings with a box each whose box is marked; the text as it is where none or several are."""
    parts = _BOX.split(text)[1:]
    marked = [said for box, said in zip(parts[::2], parts[1::2], strict=True) if box not in EMPTY and _letters(said)]
    empty = any(box in EMPTY for box in parts[::2])
    return marked[0] if len(marked) == 1 and empty else text


def _broken(letters: str) -> str | None:
    """A rating that a narrow column broke, with something behind it: "Conforman ce (see below)"."""
    return next((RATINGS[known] for known in _LONG if letters.startswith(known)), None)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).lower()


def criterion(text: str) -> tuple[str, str] | None:
    """Split a line into a criterion's number as printed and what follows, None where none begins the line."""
    begun = _numbered(text)
    return _lettered(*begun) if begun else None


def _numbered(text: str) -> tuple[str, str] | None:
    """The number that a text begins with, and all that is behind it."""
    found = (CRITERION.match(text) or _FIRST_OF_SEVERAL.match(text)) if text[:1].isdigit() else None
    if found is None:
        return None
    number = re.sub(r"\s+", "", found["id"]).replace("–", "-")
    return number if "(" in number else number.rstrip(")"), text[found.end() :]


def several(text: str, most: int = MOST_IN_CELL) -> list[tuple[str, str]]:
    """The criteria that a cell names, each with its title: "1.2 Anti-Corruption & 1.3 Code of Conduct", "9.1–9.3 …".

    One without a title of its own has that of the next; none where the text begins with no criterion's number. What is
    behind the first `most` is the last one's title.
    """
    begun = _numbered(text)
    if begun is None:
        return []
    number, rest = begun
    if most == 1:
        return [_lettered(number, rest)]
    if following := _AND_NEXT.match(rest):
        others = several(rest[following.end() :], most - 1)
        return [(number, others[0][1]), *others] if others else []
    if last := _TO_NEXT.match(rest):
        title = _titled(rest[last.end() :])
        return [(each, title) for each in _between(number, last["last"])]
    parted = _NEXT_TITLED.search(rest)
    if parted:
        return [(number, _titled(rest[: parted.start()])), *several(rest[parted.end() :], most - 1)]
    return [_lettered(number, rest)]


def _lettered(number: str, rest: str) -> tuple[str, str]:
    """A criterion's number, with the letters that stand in brackets behind its title, and the title."""
    found = _BEHIND_TITLE.search(rest) if ")" in rest and number[-1:].isdigit() else None
    return (number if found is None or _NEXT_TITLED.search(rest) else number + _letters_of(found)), _titled(rest)


def bare_title(number: str, title: str) -> str:
    """A criterion's title without its letters behind it, which are part of the number."""
    found = _BEHIND_TITLE.search(title) if ")" in title else None
    return title[: found.start()] if found and number == digits(number) + _letters_of(found) else title


def _letters_of(found: re.Match[str]) -> str:
    return _AMONG_LETTERS.sub(_joined, found["letters"])


def _joined(found: re.Match[str]) -> str:
    """One of a criterion's letters with what joins it to the next: "a-" of "a) to (c" and of "a) and (b"."""
    follows = ord(found["last"]) - ord(found["first"]) == 1
    return f"{found['first']}{'-' if follows or found['between'] in ('-', '–', 'to') else ','}"


def _titled(text: str) -> str:
    return text.lstrip(" :–—·•|-.").strip()


def _between(first: str, last: str) -> list[str]:
    """All criteria of a range: "9.1" to "9.3", "5.1a" to "5.1c"; its ends alone where none can be told."""
    begin, end = order(first), order(last)
    each: list[str] = []
    if len(begin) == len(end) == 3 and begin[:2] == end[:2] and 0 < begin[2] < end[2]:
        each = [f"{digits(first)}{chr(ord('a') + n - 1)}" for n in range(begin[2], end[2] + 1)]
    elif len(begin) == len(end) == 3 and begin[0] == end[0] and begin[2] == end[2] == 0 and begin[1] < end[1]:
        each = [f"{begin[0]}.{n}" for n in range(begin[1], end[1] + 1)]
    return each if 0 < len(each) <= MOST_IN_CELL else [first, last]


def order(number: str) -> tuple[int, ...]:
    """For comparing criteria: "2.10a-b" comes after "2.9"; letters count from 1."""
    counts = [int(d) for d in re.findall(r"\d+", number)]
    letter = re.search(r"[a-z]", number)
    return (*counts, ord(letter.group()) - ord("a") + 1 if letter else 0)


def digits(number: str) -> str:
    """A criterion's number without letters: "2.10" of "2.10a-b"; empty where it has none."""
    found = re.match(r"[\d.]*\d", number)
    return found.group() if found else ""


@cache
def _titles() -> dict[str, frozenset[str]]:
    """The first words of the standards' own titles, by the criterion's number without letters."""
    found: dict[str, set[str]] = {}
    for standard, version in catalogue.EDITIONS:
        for number, requirement in catalogue.load(standard, version).requirements.items():
            found.setdefault(number, set()).add(_first_words(requirement.title))
    return {number: frozenset(words) for number, words in found.items()}


def _first_words(title: str) -> str:
    return "".join(_words(title)[:2])


def known_title(number: str, title: str) -> bool:
    """Does a criterion's title begin like that of a standard's criterion with this number, broken words closed up?"""
    letters = "".join(_words(title))
    return any(letters.startswith(known) for known in _titles().get(digits(number), ()))


@cache
def _whole_titles() -> dict[str, frozenset[tuple[str, ...]]]:
    """The words of the standards' own titles, by the criterion's number without letters."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for standard, version in catalogue.EDITIONS:
        for number, requirement in catalogue.load(standard, version).requirements.items():
            found.setdefault(number, set()).add(_words(requirement.title))
    return {number: frozenset(titles) for number, titles in found.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower()))


def titled(text: str) -> frozenset[str]:
    """The numbers of the criteria whose whole title in a standard a text is."""
    words = _words(text)
    return frozenset(number for number, titles in _whole_titles().items() if words in titles)


def title_end(number: str, text: str) -> int | None:
    """Where the whole title ends that a standard gives a criterion and that a text begins with; None without one."""
    words = list(re.finditer(r"\w+", text))
    spelled = _words(text)
    titles = _whole_titles().get(digits(number), ())
    lengths = [len(title) for title in titles if title and spelled[: len(title)] == title]
    return words[max(lengths) - 1].end() if lengths else None


def title_goes_on(number: str, begun: str, rest: str) -> bool:
    """Do a criterion's first words and some others together begin with the whole title that the standard gives it?"""
    first, both = _words(begun), _words(f"{begun} {rest}")
    titles = _whole_titles().get(digits(number), ())
    return any(len(first) < len(title) and both[: len(title)] == title for title in titles)
