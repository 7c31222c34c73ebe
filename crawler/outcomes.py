"""Every way a request can end, and what maps to it: the one table, for first requests, redirects and robots.txt alike.

    RESPONSES   a status (and what came with it) -> outcome
    FAILURES    what aiohttp or the system raised -> outcome
    TLS         the verdict on a certificate      -> outcome
    BODIES      what cut a body short             -> outcome

What an outcome means for what comes next stands beside them: `MAY_PASS`, `OF_THE_SITE`.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass

import aiohttp

from crawler.challenge import Head, wall
from linkcheck.archive.exchange import Truncation
from linkcheck.fetch import Hop, TlsVerdict
from linkcheck.vocabulary import Outcome

FOLLOWED = frozenset({301, 302, 303, 307, 308})
"""Statuses whose Location is followed."""

RESPONSES: dict[int, Outcome] = {
    206: Outcome.TRUNCATED,  # a part, and no part was asked for
    304: Outcome.PROTOCOL_ERROR,  # where nothing was asked on a condition; else `not_modified`
    401: Outcome.UNAUTHORIZED,
    403: Outcome.FORBIDDEN,
    404: Outcome.GONE,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
}

CLASSES: dict[int, Outcome] = {
    1: Outcome.PROTOCOL_ERROR,  # 101, a switch nobody asked for; others never get here
    2: Outcome.OK,
    3: Outcome.PROTOCOL_ERROR,  # one that leads nowhere
    4: Outcome.CLIENT_ERROR,
    5: Outcome.SERVER_ERROR,
}
"""By a status's first digit, where `RESPONSES` has no row."""

TLS: dict[TlsVerdict, Outcome] = {
    TlsVerdict.EXPIRED: Outcome.TLS_EXPIRED,
    TlsVerdict.NOT_YET_VALID: Outcome.TLS_UNTRUSTED,
    TlsVerdict.WRONG_HOST: Outcome.TLS_WRONG_HOST,
    TlsVerdict.SELF_SIGNED: Outcome.TLS_UNTRUSTED,
    TlsVerdict.INCOMPLETE_CHAIN: Outcome.TLS_UNTRUSTED,
    TlsVerdict.UNTRUSTED: Outcome.TLS_UNTRUSTED,
    TlsVerdict.HANDSHAKE_FAILED: Outcome.TLS_FAILURE,
}

TLS_OUTCOMES = frozenset(TLS.values())


@dataclass(frozen=True, slots=True)
class Failure:
    """A row of `FAILURES`: an error of this type (and number, where given) is this outcome, in words for a person."""

    error: type[BaseException]
    outcome: Outcome
    words: str = ""
    numbers: frozenset[int] = frozenset()


_NAME_UNKNOWN = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_NO_WAY_THERE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL})

_OURS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
"""What this machine lacked says nothing of the server."""

FAILURES: tuple[Failure, ...] = (
    Failure(socket.gaierror, Outcome.DNS_FAILURE, "the host name does not exist", _NAME_UNKNOWN),
    Failure(socket.gaierror, Outcome.DNS_TROUBLE, "no name server could tell the host's address"),
    Failure(UnicodeError, Outcome.INVALID_URL, "the host is no name that could exist"),
    Failure(ssl.SSLError, Outcome.TLS_FAILURE, "no TLS connection came about"),
    Failure(aiohttp.ConnectionTimeoutError, Outcome.TIMEOUT, "no connection came about in time"),
    Failure(aiohttp.SocketTimeoutError, Outcome.TIMEOUT, "the server fell silent before it answered"),
    Failure(TimeoutError, Outcome.TIMEOUT, "no answer came in time"),
    Failure(ConnectionRefusedError, Outcome.REFUSED, "the server refused the connection"),
    Failure(ConnectionError, Outcome.RESET, "the server broke the connection off"),
    Failure(OSError, Outcome.REFUSED, "there is no way to the server's address from here", _NO_WAY_THERE),
    Failure(aiohttp.ServerDisconnectedError, Outcome.RESET, "the server closed the connection without an answer"),
    Failure(aiohttp.InvalidURL, Outcome.INVALID_URL, "the address is malformed"),
    Failure(aiohttp.ClientResponseError, Outcome.PROTOCOL_ERROR, "the answer is not sound HTTP"),
    Failure(aiohttp.ClientPayloadError, Outcome.PROTOCOL_ERROR, "the answer is not sound HTTP"),
    Failure(aiohttp.ClientConnectorError, Outcome.REFUSED, "no connection could be made"),
    Failure(aiohttp.ClientOSError, Outcome.RESET, "the connection broke off"),
    Failure(aiohttp.ClientError, Outcome.PROTOCOL_ERROR, "the exchange failed"),
)
"""The first row that fits the error or one of its causes."""


class Malformed(aiohttp.ClientError):
    """The body's framing is not what HTTP allows: aiohttp has no error of its own for it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A row of `BODIES`: how a body that stopped early is recorded, and as what it is archived."""

    error: type[BaseException]
    outcome: Outcome
    truncation: Truncation
    words: str


BODIES: tuple[Cut, ...] = (
    Cut(aiohttp.SocketTimeoutError, Outcome.TIMEOUT, Truncation.TIME, "the server fell silent within the body"),
    Cut(TimeoutError, Outcome.TIMEOUT, Truncation.TIME, "the body took too long"),
    Cut(Malformed, Outcome.PROTOCOL_ERROR, Truncation.UNSPECIFIED, "the body is not sound HTTP"),
    Cut(aiohttp.ClientError, Outcome.TRUNCATED, Truncation.DISCONNECT, "the connection ended within the body"),
    Cut(OSError, Outcome.TRUNCATED, Truncation.DISCONNECT, "the connection ended within the body"),
)

MAY_PASS = frozenset(
    {
        Outcome.SERVER_ERROR,
        Outcome.RATE_LIMITED,
        Outcome.TIMEOUT,
        Outcome.RESET,
        Outcome.TRUNCATED,
        Outcome.DNS_TROUBLE,
    }
)
"""Worth another attempt after a pause. Nothing else is: asking again would change nothing."""

OF_THE_SITE = MAY_PASS - {Outcome.TRUNCATED} | {Outcome.REFUSED, Outcome.ROBOTS_UNAVAILABLE, Outcome.TLS_FAILURE}
"""Outcomes that speak of a site as a whole: after a row of them the rest of its resources is left in peace.

Without `dns_failure`, which costs the site nothing and must never be taken over from one name to another."""


class Ended(Exception):
    """A request that ended without an answer. `hop` is None where nothing was sent.

    `reached`: a connection came about. `final`: trying again is pointless, or was done already. `stale`: a connection
    kept open had gone away meanwhile, which says nothing of the site. `redirected`: it is not what was asked for that
    ended so, but where a redirect led.
    """

    def __init__(
        self,
        outcome: Outcome,
        detail: str = "",
        hop: Hop | None = None,
        *,
        reached: bool = True,
        final: bool = False,
        stale: bool = False,
        redirected: bool = False,
    ) -> None:
        super().__init__(f"{outcome}: {detail}")
        self.outcome = outcome
        self.detail = detail
        self.hop = hop
        self.reached = reached
        self.final = final
        self.stale = stale
        self.redirected = redirected


class Interrupted(Exception):
    """The crawl is being stopped: the fetch stays pending and the next start goes on with it."""


def leads_on(status: int | None, location: str | None) -> bool:
    """Whether a response is a redirect that is followed, whatever its body is."""
    return status in FOLLOWED and bool(location)


def of_response(head: Head, *, conditional: bool) -> tuple[Outcome, str]:
    """Outcome and detail of a response whose body came whole; `conditional`: it was asked what changed."""
    if head.status == 304 and conditional:
        return Outcome.NOT_MODIFIED, ""
    if name := wall(head):
        return Outcome.CHALLENGE, f"HTTP {head.status}; {name}"
    outcome = RESPONSES.get(head.status) or CLASSES.get(head.status // 100, Outcome.PROTOCOL_ERROR)
    return outcome, "" if outcome is Outcome.OK else f"HTTP {head.status} {head.reason}".rstrip()


def of_failure(error: BaseException) -> tuple[Outcome, str]:
    """Outcome and detail of what was raised before a response came.

    Raises it again where no row fits, or where it is for what this machine lacked.
    """
    chain = causes(error)
    if is_ours(chain):
        raise error
    for row in FAILURES:
        for cause in chain:
            if isinstance(cause, row.error) and (not row.numbers or _number(cause) in row.numbers):
                return row.outcome, _with_reason(row.words, cause)
    raise error


def of_cut(error: BaseException) -> tuple[Outcome, Truncation, str]:
    """Outcome, truncation and detail of what stopped a body. Raises it again where no row fits."""
    chain = causes(error)
    for row in BODIES:
        if any(isinstance(cause, row.error) for cause in chain):
            return row.outcome, row.truncation, row.words
    raise error


def is_ours(chain: Iterable[BaseException]) -> bool:
    """Whether one of the errors is for something that this machine lacked."""
    return any(_number(error) in _OURS for error in chain)


def causes(error: BaseException) -> list[BaseException]:
    """The error, and what caused it."""
    chain = [error]
    while len(chain) < 8 and (cause := _cause(chain[-1])) is not None:
        chain.append(cause)
    return chain


def _cause(error: BaseException) -> BaseException | None:
    if isinstance(error, aiohttp.ClientConnectorError):
        return error.os_error
    return error.__cause__


_QUOTED = re.compile(r":?\s*b['\"]")
"""Where aiohttp's message begins to quote the server's bytes."""


def _number(error: BaseException) -> int:
    return error.errno or 0 if isinstance(error, OSError) else 0


def _with_reason(words: str, error: BaseException) -> str:
    """The words, and what the error says beyond them, on one line."""
    if isinstance(error, aiohttp.ClientResponseError):
        said = _QUOTED.split(error.message)[0]
    elif isinstance(error, ssl.SSLError):
        said = str(getattr(error, "reason", None) or "").replace("_", " ").lower()
    elif isinstance(error, OSError) and not isinstance(error, (TimeoutError, socket.gaierror)):
        said = os.strerror(error.errno) if error.errno else error.strerror or ""  # asyncio's own has the address in it
    else:
        said = ""
    said = " ".join(said.split())[:200].rstrip(":. ")
    return f"{words} ({said})" if said else words
