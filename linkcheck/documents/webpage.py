"""What a web page says, and what it turns out to be instead of a document. Runs in the examiner's own processes."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

import lxml.etree
import lxml.html
from w3lib.encoding import html_to_unicode

from linkcheck.documents.facts import Problem, WebPageFacts
from linkcheck.documents.signs import read_signs
from linkcheck.documents.text import fingerprint

EXTRACTOR: Final = "lxml " + ".".join(map(str, lxml.etree.LXML_VERSION))

MOST_BYTES: Final = 8 * 2**20
"""Of a page's source; what comes after is not read."""

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_SEEN = ("img", "svg", "picture", "video", "audio", "object", "embed", "iframe", "frame")
_BLOCK = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main"
    r"|nav|ol|option|p|pre|section|table|td|th|tr|ul"
)
_NOISE = re.compile(r"^\s*<\?xml[^>]*\?>|</(?:body|html)\s*>", re.IGNORECASE)
"""What the parser takes amiss: it refuses a declared encoding in text, and stops where browsers read on."""

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_NODES = 500_000
_REFRESH = re.compile(r"^\s*(?P<seconds>\d+(?:\.\d+)?)\s*[;,]\s*url\s*=\s*[\"']?(?P<url>[^\"'>]+)", re.IGNORECASE)
_LONGEST_REFRESH = 30
"""Seconds: a page that reloads after more is meant to be read first."""


def examine_web_page(source: bytes, content_type: str | None = None) -> tuple[WebPageFacts, tuple[str, ...]]:
    """Facts and the visible text, as one page. The encoding is read as browsers do: a mark, the header, the page."""
    _, markup = html_to_unicode(content_type, source[:MOST_BYTES], default_encoding="utf-8")
    markup = _NOISE.sub("", markup.replace("\0", ""))
    try:
        root = lxml.html.document_fromstring(markup)
    except lxml.etree.ParserError:
        return WebPageFacts(extractor=EXTRACTOR, problem=Problem.EMPTY, detail="there is nothing in it"), ()
    text = visible_text(root)
    title = " ".join((root.findtext(".//title") or "").split())[:500] or None
    signs = read_signs(root, title or "", text, markup)
    refresh = _refresh(root)
    nothing = None if text or signs or _shows_something(root) else _nothing(refresh)
    facts = WebPageFacts(
        extractor=EXTRACTOR,
        problem=Problem.EMPTY if nothing else None,
        detail=nothing or "",
        title=title,
        text=fingerprint((text,)),
        signs=signs,
        refresh=refresh,
    )
    return facts, (text,) if text else ()


def _shows_something(root: lxml.html.HtmlElement) -> bool:
    """Is there anything to see that is no text?"""
    return next(root.iter(*_SEEN), None) is not None


def _nothing(refresh: str | None) -> str:
    return f"it only sends its reader on, to {refresh[:200]}" if refresh else "it shows nothing without its scripts"


def visible_text(root: lxml.html.HtmlElement) -> str:
    """What a reader sees, a line per block."""
    parts: list[str] = []
    walk = lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in islice(walk, _MOST_NODES):
        comment = event in ("comment", "pi")
        edge = "\n" if not comment and _BLOCK.fullmatch(node.tag) else ""
        if event == "start" and (node.tag in _UNSEEN or _is_hidden(node)):
            walk.skip_subtree()
        elif event == "start":
            parts += (edge, node.text or "")
        else:
            parts += (edge, node.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).splitlines())
    return "\n".join(line for line in lines if line)


def _is_hidden(node: lxml.html.HtmlElement) -> bool:
    """By its own attributes; what style sheets hide can't be told here."""
    return node.get("hidden") is not None or bool(_HIDING.search(node.get("style") or ""))


def _refresh(root: lxml.html.HtmlElement) -> str | None:
    """Where `<meta http-equiv=refresh>` sends the reader on to soon (HTML, 4.2.5.3)."""
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() != "refresh":
            continue
        found = _REFRESH.match(meta.get("content") or "")
        if found and float(found["seconds"]) <= _LONGEST_REFRESH:
            return found["url"].strip()
    return None
