"""A hop as it is kept: of a request that was answered, and of one that was not."""

from __future__ import annotations

import ssl
from datetime import datetime

import aiohttp
from scrapy import Request

from crawler.handlers import heads, tls
from crawler.handlers.connection import Connection, Dropped
from crawler.outcomes import TLS, Ended, causes, of_failure
from linkcheck.fetch import Hop, Tls, TlsVerdict
from linkcheck.vocabulary import Outcome


def answered(request: Request, response: aiohttp.ClientResponse, seen: Connection, started_at: datetime) -> Hop:
    """The hop of an answer, its body not yet read."""
    verdict = TlsVerdict.UNTRUSTED if request.meta.get("unverified") else TlsVerdict.VERIFIED
    words = "not verified" if request.meta.get("unverified") else ""
    return Hop(
        url=request.url,
        started_at=started_at,
        seconds=0,
        status=response.status,
        reason=heads.reason(response),
        location=heads.location(response),
        headers=heads.fields(response),
        address=seen.peer[0] if seen.peer else None,
        port=seen.peer[1] if seen.peer else None,
        tls=seen.session.describe(verdict, words) if seen.session else None,
    )


def _handshake_error(error: BaseException) -> ssl.SSLError | None:
    """OpenSSL's own error: aiohttp's are of that type too, and know less."""
    return next((c for c in reversed(causes(error)) if isinstance(c, ssl.SSLError)), None)


def unanswered(request: Request, error: Exception, seen: Connection, started_at: datetime, seconds: float) -> Ended:
    """What a request that got no answer came to, told from what was raised. Raises what says nothing of the server."""
    if seen.lacked is not None:
        raise seen.lacked
    tls_seen: Tls | None = None
    if seen.forbidden and not seen.permitted:
        outcome = Outcome.ADDRESS_FORBIDDEN
        detail = f"the host is at {', '.join(dict.fromkeys(a for a, _ in seen.forbidden))}, which may not be contacted"
    elif handshake := _handshake_error(error):
        tls_seen = tls.failure(handshake)
        outcome, detail = TLS[tls_seen.verdict], tls_seen.detail
    else:
        outcome, detail = of_failure(error)
    address, port = seen.peer or next(reversed(seen.permitted or seen.forbidden), (None, None))
    hop = Hop(
        url=request.url,
        started_at=started_at,
        seconds=round(seconds, 4),
        address=address,
        port=port,
        tls=tls_seen,
        error=detail,
    )
    stale = isinstance(error, Dropped) and seen.reused
    return Ended(outcome, detail, hop, reached=seen.peer is not None, stale=stale)
