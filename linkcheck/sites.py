"""Whose server a URL leads to: the registrable domain, which politeness and crawl jobs are counted by."""

from __future__ import annotations

from functools import cache, lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import idna

if TYPE_CHECKING:
    from tldextract import TLDExtract

LONGEST_HOST = 253
"""Characters of a host name (RFC 1035, 2.3.4, without the root's dot)."""


_SET_ASIDE = frozenset({"example", "test", "invalid", "localhost"})


def registrable_domain(url: str) -> str:
    """The registrable domain of an absolute URL by the Public Suffix List: "example.co.uk" for every host below it.

    A suffix that isn't on the list is its last label, as the list's own algorithm says. Without a registrable domain
    (an IP address, "localhost", a bare suffix) the host itself; "" where the URL has no host, or one that no name
    server could know. Lower case; names in A-label form (RFC 5890); IPv6 without brackets.
    Only the list's ICANN part counts: the pages of a hoster's customers are one server to be polite to.
    """
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return _domain_of_host(host) if len(host) <= LONGEST_HOST + 1 else ""


def has_known_suffix(host: str) -> bool:
    """Does a host's name end as names do that anybody can own, or that are set aside for documents (RFC 2606)?"""
    return host.rpartition(".")[2] in _SET_ASIDE or bool(_extractor()(_a_label_form(host)).suffix)


@lru_cache(maxsize=4096)
def _domain_of_host(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        name = _a_label_form(host.rstrip("."))
    if len(name) > LONGEST_HOST:
        return ""
    found = _extractor()(name)
    if not found.suffix:
        return ".".join(name.split(".")[-2:])
    return found.top_domain_under_public_suffix or name


def _a_label_form(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError:  # an underscore, an empty label …: such hosts answer all the same
        return host.lower()


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract  # takes 0.1 s, which commands that need no domain shouldn't wait for

    # The list that comes with the package: no suffix_list_urls and no cache mean that it never goes to the network.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
