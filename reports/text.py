"""Words for people out of hostile strings, times and sizes: what every view shows a value with.

`coverage.json` alone carries strings exactly as they are; all other views show them through `visible`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

LONGEST = 2000
"""Characters of one value that a page shows. The whole stands in coverage.json."""

LONGEST_LINK = 2000
"""Characters of the longest URL that becomes a link; browsers agree on about that much."""

# Not strftime's: those follow the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Controls but for line breaks and tabs, direction marks, what has no width, tags, lone surrogates, and what is no
# character. The joiners U+200C and U+200D stay: some scripts need them to be read right.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_WEB = re.compile("https?:", re.IGNORECASE)
_URL_BREAKERS = re.compile(r"[\s<>\"\\^`{|}\u00ad\u200c\u200d]")


def visible(value: str) -> str:
    """`value` with control, direction and invisible characters spelled out as ⟨U+202E⟩; line breaks and tabs stay."""
    if value.isprintable():  # nearly always, and ten times as fast
        return value
    return _UNSHOWN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value.replace("\r\n", "\n"))


def one_line(value: str) -> str:
    """`visible`, with runs of white space as one space."""
    return " ".join(visible(value).split())


def shortened(value: str, limit: int = LONGEST) -> str:
    """The start of a long value and how long it is; a shorter one unchanged."""
    if len(value) <= limit:
        return value
    return f"{value[:limit]}… ({len(value):,} characters)"


@lru_cache(maxsize=2**14)
def link_target(url: str) -> str | None:
    """The URL where it may become a link: http or https, a host, nothing hidden in it, not too long. Else None."""
    if not _WEB.match(url) or len(url) > LONGEST_LINK or _URL_BREAKERS.search(url) or visible(url) != url:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # reading it is what checks it
    except ValueError:
        return None
    return url if parts.hostname else None


def moment(at: datetime) -> str:
    """A UTC time to the second: 2026-11-24 09:14:03 UTC."""
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")


def day(at: date) -> str:
    """A date as written in a letter: 24 November 2026."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def days(dates: tuple[date, ...]) -> str:
    """The span of some dates: 9 January 2026 to 21 January 2026. Empty where there are none."""
    first_last = dict.fromkeys((min(dates), max(dates))) if dates else {}
    return " to ".join(day(at) for at in first_last)


def period(start: datetime, end: datetime | None) -> str:
    """When something went on: 24 November 2026, 08:30 to 08:49 UTC."""
    began = f"{day(start)}, {start:%H:%M}"
    if end is None:
        return f"{began} UTC, not ended"
    if end.date() != start.date():
        return f"{began} to {day(end)}, {end:%H:%M} UTC"
    return f"{began} UTC" if f"{end:%H:%M}" == f"{start:%H:%M}" else f"{began} to {end:%H:%M} UTC"


def size(count: int) -> str:
    """Bytes for a person, in binary units: 1.4 MiB."""
    if count < 1024:
        return f"{count} bytes" if count != 1 else "1 byte"
    amount = float(count)
    for unit in ("KiB", "MiB", "GiB"):
        amount /= 1024
        if amount < 1024 or unit == "GiB":
            break
    return f"{amount:.1f} {unit}"


def counted(count: int, one: str, many: str = "") -> str:
    """1 citation, 2 citations, 1,000 criteria."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
