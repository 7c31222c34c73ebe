"""From a URL to what is asked for: where, and by which spelling."""

from __future__ import annotations

import re
import socket
from collections.abc import Collection
from urllib.parse import unquote

from yarl import URL

from crawler.outcomes import Ended
from linkcheck.vocabulary import Outcome

_ENDS_IN_A_NUMBER = re.compile(r"([^:]*\.)?([0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE | re.ASCII)

_FORBIDDEN = re.compile(r"[\x00-\x20#/<>?@\[\\\]^|%\x7f]")
"""What no host name may hold (WHATWG URL, 3.2)."""


def target(url: str, ports: Collection[int]) -> URL:
    """The URL to ask for, its path and query spelled as given; credentials in it are not sent.

    Hosts in one of IPv4's old spellings ("2130706433", "0x7f.1") become the address that browsers read in them (WHATWG
    URL, 3.5), so that the address guard sees it. Raises Ended for what can't or mustn't be asked for.
    """
    try:
        parsed = URL(url, encoded=True)
        host, port = unquote(parsed.raw_host or ""), parsed.port
    except ValueError as error:
        raise _refusal(Outcome.INVALID_URL, f"the address is malformed: {error}") from error
    if parsed.scheme not in ("http", "https"):
        raise _refusal(Outcome.UNSUPPORTED_SCHEME, f"{parsed.scheme or 'no scheme'}: only http and https are asked for")
    if not host.strip("."):
        raise _refusal(Outcome.INVALID_URL, "the address names no host")
    if ":" not in host and _FORBIDDEN.search(host):
        raise _refusal(Outcome.INVALID_URL, "the host has a character that no host can have")
    if port not in ports:
        raise _refusal(Outcome.ADDRESS_FORBIDDEN, f"port {port} may not be contacted")
    if parsed.raw_user is not None or parsed.raw_password is not None:
        parsed = parsed.with_user(None)
    host = _address(host) if _ENDS_IN_A_NUMBER.fullmatch(host) else host
    return parsed if host == parsed.raw_host else parsed.with_host(host)


def _address(host: str) -> str:
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except OSError:
        raise _refusal(Outcome.INVALID_URL, f"{host} is neither a name nor an address") from None


def _refusal(outcome: Outcome, detail: str) -> Ended:
    return Ended(outcome, detail, reached=False)
