"""Home pages, by their URLs alone."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_INDEX_PAGE = re.compile(r"(index|default|home|homepage|main)(\.(html?|php|aspx?|jsp|do))?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}([-_][a-z]{2,4})?", re.IGNORECASE)


def leads_home(cited: str, final: str) -> bool:
    """Does a URL that lies deeper end at a home page? Of whichever host: a domain that was sold leads home too."""
    try:
        start, end = urlsplit(cited), urlsplit(final)
    except ValueError:  # what can't be read as a URL is nobody's home page
        return False
    return not _is_front_door(start) and _is_front_door(end) and _depth(end) < max(_depth(start), 1)


def _segments(url: SplitResult) -> list[str]:
    return [part for part in url.path.split("/") if part]


def _depth(url: SplitResult) -> int:
    """How deep a URL's page lies; a home page's own file name ("/en/index.html") does not count, a query does."""
    segments = _segments(url)
    if segments and _INDEX_PAGE.fullmatch(segments[-1]):
        segments = segments[:-1]
    return len(segments) + bool(url.query)


def _is_front_door(url: SplitResult) -> bool:
    """`/`, `/index.html`, `/en/`, `/en/home` and the like, without a query."""
    segments = _segments(url)
    if url.query:
        return False
    if segments and _INDEX_PAGE.fullmatch(segments[-1]):
        return True
    return not segments or (len(segments) == 1 and bool(_LANGUAGE.fullmatch(segments[0])))
