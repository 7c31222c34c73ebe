"""Hosts in running text that neither a scheme nor `www.` shows to be URLs, and no ending that all know.

They are URLs where others of the report's are below the same domain: "complaints.firm.example" beside
"https://www.firm.example/code.pdf". A domain by itself may as well be a firm's name, and is none, unless something is
published or available there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Final

from linkcheck.parsing import urls
from linkcheck.sites import LONGEST_HOST, has_known_suffix, registrable_domain

_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_BARE: Final = re.compile(
    rf"(?<![\w@/.:=&?%-])(?P<host>(?:{_LABEL}\.){{1,6}}[^\W\d_]{{2,24}})(?![\w@-]|\.\w)(?P<path>/(?=\w))?"
)
"""A host's name, which is no part of a mail's address or of another URL, and whether a path begins behind it."""

_PUBLISHED: Final = re.compile(
    r"\b(?:published|available|accessible|disclosed|posted|found)\s(?:\w{1,12}\s){0,2}(?:on|at|under)\s$", re.IGNORECASE
)
"""What stands before the address where something can be read."""

_MAILBOX: Final = re.compile(
    r"[\w.+-]\s?(?:@|[(\[{<]\s?(?:at|@)\s?[)\]}>])\s?$"
    r"|(?<![\w.+/-])(?:info|mail|office|postmaster|webmaster"
    r"|[a-z]{1,20}(?:[._][a-z]{1,20}){0,2}[._](?!(?:pdf|docx?|xlsx?|pptx?|html?)\b)[a-z]{1,20})\sat\s$",
    re.IGNORECASE,
)
"""What stands before the host of a mail's address that is spelled apart: "line [at]", "ana.berg at"; no file's name."""

_FIGURES: Final = re.compile(r"(?:v?\d{1,4}\.)+", re.IGNORECASE)
"""What stands before a domain that is no host's name, but a version or a section: "v1.2.firm.example"."""

LONGEST: Final = 80
"""Characters of the words before a host that are looked at."""


def domains_in(lines: Iterable[str]) -> frozenset[str]:
    """The domains of the URLs that show with a scheme, or with `www.`, that they are URLs."""
    return frozenset(filter(None, (registrable_domain(urls.absolute(url)) for url in _shown(lines))))


def _shown(lines: Iterable[str]) -> Iterator[str]:
    """Such URLs, a host that ends behind its own hyphen with what begins the next line: "www.alder-" | "mill.com/a"."""
    begun = ""
    for line in lines:
        text, begun = f"{begun}{line.lstrip() if begun else line}", ""
        for found in urls.SHOWN.finditer(text) if "www." in text or "://" in text else ():
            parted = found.end() == len(text) and text[-1] == "-" and len(found.group()) < LONGEST_HOST
            if parted and "/" not in urls.unschemed(found.group()):
                begun = found.group()
            else:
                yield found.group()


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
    if domain not in domains or found["path"]:
        return domain in domains
    before = found.string[max(0, found.start() - LONGEST) : found.start()]
    if _MAILBOX.search(before) or _FIGURES.fullmatch(host.removesuffix(domain)):
        return False
    return domain != host or _PUBLISHED.search(before) is not None
