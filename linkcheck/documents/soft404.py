"""Soft 404: a site that answers 200 for what it does not have. Told by asking for something that can't exist.

The crawler asks once per `probe_key` and run, through the same politeness and guard, for `sibling(url, nonce)`; where
that is answered nearly alike, the answer to the cited URL says nothing. This is the pure part: what to ask, and how to
compare.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from linkcheck.documents.facts import PdfFacts, read_facts
from linkcheck.documents.text import composed
from linkcheck.documents.types import TEXT, WEB_PAGES, XML
from linkcheck.fetch import Document

ALIKE: Final = 0.9
"""Two pages that share more of their words than this are the same page."""

_WORDS = WEB_PAGES | {TEXT, XML}
_MOST_CHARACTERS = 100_000
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\d_]+|0", re.UNICODE)
_ECHO = "\u241a"


def may_be_regret(document: Document) -> bool:
    """Can it be what a site says in place of a document? A web page or other text, or a PDF of one page."""
    facts = read_facts(document)
    return document.media_type in _WORDS or (isinstance(facts, PdfFacts) and facts.pages == 1)


def needs_probe(url: str, document: Document) -> bool:
    """Is a second question worth it? A site's front door has no sibling."""
    return may_be_regret(document) and sibling(url, "x") is not None


def probe_key(url: str) -> tuple[str, str]:
    """What one probe speaks for: a host, and an extension there (or, with a query, the script that answers it)."""
    parts = urlsplit(url)
    if parts.query:
        return parts.netloc.lower(), f"{parts.path}?"
    return parts.netloc.lower(), _extension(parts.path).lower()


def sibling(url: str, nonce: str) -> str | None:
    """A URL beside the given one that can't exist: in the same folder, or of the same script, with the same extension.

    `nonce` is a random word of letters and digits. None for a site's front door.
    """
    parts = urlsplit(url)
    if parts.query:
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        if "=" not in parts.query or not pairs:
            return parts._replace(query=nonce, fragment="").geturl()
        name, value = pairs[-1]
        changed = [*pairs[:-1], (name, nonce + _extension(value))]
        return parts._replace(query=urlencode(changed), fragment="").geturl()
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    if not name:
        return None
    slash = "/" if parts.path.endswith("/") else ""
    path = f"{folder}/{quote(nonce)}{_extension(name)}{slash}"
    return parts._replace(path=path, fragment="").geturl()


def _extension(name: str) -> str:
    found = _EXTENSION.search(name)
    return found[0] if found else ""


def likeness(text: str, url: str, other_text: str, other_url: str) -> float:
    """How alike two pages' visible texts are, 0 to 1, each with its own URL's echo and all numbers masked.

    Twice the common words over all words (Dice), Chinese counted by the character.
    """
    words, other_words = Counter(_words(text, url)), Counter(_words(other_text, other_url))
    total = words.total() + other_words.total()
    if not total:
        return 1.0
    return round(2 * (words & other_words).total() / total, 3)


def _words(text: str, url: str) -> list[str]:
    masked = text[:_MOST_CHARACTERS]
    for echo in _echoes(url):
        masked = re.sub(re.escape(echo), _ECHO, masked, flags=re.IGNORECASE)
    return _WORD.findall(composed(re.sub(r"\d+", "0", masked)).casefold())


def _echoes(url: str) -> list[str]:
    """The ways in which a page repeats what it was asked for, the longest first."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    name = parts.path.rstrip("/").rpartition("/")[2]
    values = [value for _, value in parse_qsl(parts.query)]
    found = {url, target, parts.path, name, _EXTENSION.sub("", name), *values}
    found |= {unquote(echo) for echo in found}
    return sorted((echo for echo in found if len(echo) > 2), key=len, reverse=True)
