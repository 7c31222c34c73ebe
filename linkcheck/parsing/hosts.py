"""Hosts in running text that neither a scheme nor `www.` shows to be URLs, and no ending that all know.

They are URLs where others of the report's are below the same domain: "complaints.firm.example" beside
"https://www.firm.example/code.pdf". A domain by itself may as well be a firm's name, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Final

from linkcheck.parsing import urls
from linkcheck.sites import has_known_suffix, registrable_domain

_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_BARE: Final = re.compile(
    rf"(?<![\w@/.:=&?%-])(?P<host>(?:{_LABEL}\.){{1,6}}[^\W\d_]{{2,24}})(?![\w@-]|\.\w)(?P<path>/(?=\w))?"
)
"""A host's name, which is no part of a mail's address or of another URL, and whether a path begins behind it."""


def domains_in(texts: Iterable[str]) -> frozenset[str]:
    """The domains of the URLs that show with a scheme, or with `www.`, that they are URLs."""
    shown = (found.group() for text in texts if "www." in text or "://" in text for found in urls.SHOWN.finditer(text))
    return frozenset(filter(None, (registrable_domain(urls.absolute(url)) for url in shown)))


def start_of(text: str, at: int, end: int, domains: Set[str]) -> int | None:
    """Where the first bare host between two places begins that is below one of some domains, or has a path there."""
    found = _BARE.finditer(text, at, end) if domains else ()
    return next((host.start() for host in found if _is_url(host, domains)), None)


def is_bare(text: str) -> bool:
    """Is a text a host alone, perhaps with a path, whose name ends as names of hosts do?"""
    found = _BARE.match(text)
    return bool(found and (found["path"] or found.end() == len(text)) and has_known_suffix(found["host"]))


def _is_url(found: re.Match[str], domains: Set[str]) -> bool:
    host = found["host"].lower()
    domain = registrable_domain(f"http://{host}")
    return domain in domains and (domain != host or found["path"] is not None)
