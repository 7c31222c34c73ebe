"""One resource per distinct URL: which spellings are the same URL, and their rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, urlsplit

import idna
from sqlalchemy import select
from sqlalchemy.orm import Session

from linkcheck.sites import registrable_domain
from linkcheck.store.cleaning import clean_text
from linkcheck.store.inserting import in_parts, insert_missing
from linkcheck.store.models import ResourceRow

_DEFAULT_PORTS = {"http": 80, "https": 443}
_ALLOWED = "!#$&'()*+,/:;=?@[]~%-._"
"""What stands in a URL unescaped (RFC 3986, 2.2 and 2.3), and the escape sign."""

_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def same_spelling(url: str) -> str:
    """One spelling for all that RFC 3986 (6.2.2, 6.2.3) calls equivalent, without the fragment.

    Case of scheme, host and escapes; escaped letters that need no escape; dot segments; the scheme's own port; the
    empty path. Letters beyond ASCII are escaped, as they are when requested (RFC 3987, 3.1). `www.`, http and https,
    a trailing slash and the query's order make different URLs. What is no http(s) URL is returned as it is.
    """
    url = without_fragment(url).strip()
    try:
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            return url
        authority = _authority(parts)
    except ValueError:
        return url
    path = _without_dot_segments(_escaped(parts.path)) or "/"
    query = "?" + _escaped(parts.query) if "?" in url else ""
    return f"{parts.scheme}://{authority}{path}{query}"


def without_fragment(url: str) -> str:
    """What is requested of a URL (RFC 3986, 3.5)."""
    return url.partition("#")[0]


def key(url: str) -> str:
    """The identity of a URL's resource: SHA-256, in hex, of its one spelling."""
    return hashlib.sha256(same_spelling(clean_text(url)).encode()).hexdigest()


def resource_ids(session: Session, urls: Iterable[str]) -> dict[str, int]:
    """The id of each URL's resource, by the URL as given; resources that are new are inserted."""
    keys = {url: key(url) for url in urls}
    first_spelling: dict[str, str] = {}
    for url, its_key in keys.items():
        first_spelling.setdefault(its_key, without_fragment(url))
    new = [{"key": k, "url": url, "site": registrable_domain(url)} for k, url in first_spelling.items()]
    insert_missing(session, ResourceRow, new)
    ids: dict[str, int] = {}
    for some in in_parts(list(first_spelling)):
        found = session.execute(select(ResourceRow.key, ResourceRow.id).where(ResourceRow.key.in_(some)))
        ids.update(found.all())
    return {url: ids[its_key] for url, its_key in keys.items()}


def _authority(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            host = _escaped(host)
    user, at, _ = parts.netloc.rpartition("@")
    port = parts.port
    return f"{user}{at}{host}" + (f":{port}" if port is not None and port != _DEFAULT_PORTS[parts.scheme] else "")


def _escaped(text: str) -> str:
    return _ESCAPE.sub(_one_escape, quote(text, safe=_ALLOWED))


def _one_escape(match: re.Match[str]) -> str:
    letter = chr(int(match.group()[1:], 16))
    return letter if _UNRESERVED.fullmatch(letter) else match.group().upper()


def _without_dot_segments(path: str) -> str:
    """RFC 3986, 5.2.4, for a path that begins with a slash or is empty."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
