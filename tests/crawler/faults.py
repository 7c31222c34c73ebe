"""The table of faults: what the local web does, and what the crawler and the verdicts have to say about it.

Each fault has a host of its own, so that none is left out for what another one did. Paths are of `tests.web.routes`,
`http` and `https` name the listeners behind ports 80 and 443, `robots` the behaviour of the host's robots.txt.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck.vocabulary import EvidenceState, Outcome
from tests.web.redirects import to

LIVE, DOUBTFUL = EvidenceState.LIVE, EvidenceState.DOUBTFUL
UNDETERMINED, DEAD = EvidenceState.UNDETERMINED, EvidenceState.DEAD


class Fault(NamedTuple):
    """What is asked for, and the outcome, state and number of hops that it must have."""

    target: str
    outcome: Outcome
    state: EvidenceState
    hops: int = 1
    scheme: str = "http"
    http: str = "http"
    https: str = "verified"
    robots: str | None = None

    @property
    def host(self) -> str:
        """ "drop-inside-body.test" for /drop/inside-body: one per fault."""
        words = [self.target, self.robots or "", "" if self.http == "http" else self.http]
        words += [self.scheme, self.https] if self.scheme == "https" else []
        return re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")[-60:].strip("-") + ".test"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


def _statuses(*codes: int, outcome: Outcome, state: EvidenceState) -> list[Fault]:
    return [Fault(f"/status/{code}", outcome, state) for code in codes]


STATUSES = [
    Fault("/report.pdf", Outcome.OK, LIVE),
    Fault("/news.html", Outcome.OK, LIVE),
    *_statuses(200, 201, 203, outcome=Outcome.OK, state=LIVE),
    *_statuses(204, outcome=Outcome.OK, state=DOUBTFUL),
    *_statuses(404, 410, outcome=Outcome.GONE, state=DEAD),
    *_statuses(401, outcome=Outcome.UNAUTHORIZED, state=UNDETERMINED),
    *_statuses(403, outcome=Outcome.FORBIDDEN, state=UNDETERMINED),
    *_statuses(429, outcome=Outcome.RATE_LIMITED, state=UNDETERMINED),
    *_statuses(400, 402, 405, 406, 407, 408, 409, outcome=Outcome.CLIENT_ERROR, state=UNDETERMINED),
    *_statuses(411, 412, 413, 414, 415, 416, 417, 418, outcome=Outcome.CLIENT_ERROR, state=UNDETERMINED),
    *_statuses(421, 422, 423, 425, 426, 428, 431, 451, 499, outcome=Outcome.CLIENT_ERROR, state=UNDETERMINED),
    *_statuses(500, 501, 502, 503, 504, 505, 507, 508, outcome=Outcome.SERVER_ERROR, state=UNDETERMINED),
    *_statuses(510, 511, 520, 522, 525, 530, 599, outcome=Outcome.SERVER_ERROR, state=UNDETERMINED),
    *_statuses(304, 300, 305, 306, 600, 999, outcome=Outcome.PROTOCOL_ERROR, state=UNDETERMINED),
    Fault("/unasked/part", Outcome.TRUNCATED, DOUBTFUL),
    Fault("/unasked/not-modified", Outcome.PROTOCOL_ERROR, UNDETERMINED),
    Fault("/unasked/no-content", Outcome.OK, DOUBTFUL),
    Fault("/unasked/reset-content", Outcome.OK, DOUBTFUL),
    Fault("/interim/continue", Outcome.OK, LIVE),
    Fault("/interim/early-hints", Outcome.OK, LIVE),
    Fault("/interim/many", Outcome.OK, LIVE),
    Fault("/interim/upgrade", Outcome.PROTOCOL_ERROR, UNDETERMINED),
]

DROPS = [
    *(Fault(f"/{end}/before-head", Outcome.RESET, UNDETERMINED) for end in ("drop", "reset")),
    *(Fault(f"/{end}/inside-status", Outcome.RESET, UNDETERMINED) for end in ("drop", "reset")),
    *(Fault(f"/{end}/inside-head", Outcome.RESET, UNDETERMINED) for end in ("drop", "reset")),
    *(Fault(f"/{end}/after-head", Outcome.TRUNCATED, DOUBTFUL) for end in ("drop", "reset")),
    *(Fault(f"/{end}/inside-body", Outcome.TRUNCATED, DOUBTFUL) for end in ("drop", "reset")),
    *(Fault(f"/{end}/last-byte", Outcome.TRUNCATED, DOUBTFUL) for end in ("drop", "reset")),
    Fault("/report.pdf", Outcome.REFUSED, UNDETERMINED, http="refusing"),
    # what never answers a request does not answer that for robots.txt: who knows what it allows (RFC 9309, 2.3.1.4)
    Fault("/report.pdf", Outcome.ROBOTS_UNAVAILABLE, UNDETERMINED, hops=0, http="resetting"),
    Fault("/report.pdf", Outcome.ROBOTS_UNAVAILABLE, UNDETERMINED, hops=0, http="closing"),
    Fault("/report.pdf", Outcome.ROBOTS_UNAVAILABLE, UNDETERMINED, hops=0, http="other-protocol"),
    Fault("/report.pdf", Outcome.OK, LIVE, http="http6"),
]

SLOW = [
    *(Fault(f"/silence/{stage}", Outcome.TIMEOUT, UNDETERMINED) for stage in ("before-head", "inside-status")),
    *(Fault(f"/silence/{stage}", Outcome.TIMEOUT, UNDETERMINED) for stage in ("inside-head", "after-head")),
    *(Fault(f"/silence/{stage}", Outcome.TIMEOUT, UNDETERMINED) for stage in ("inside-body", "last-byte")),
    *(
        Fault(f"/drip/{what}", Outcome.TIMEOUT, UNDETERMINED)
        for what in ("head", "letters", "body", "chunks", "interim")
    ),
    Fault("/interim/only", Outcome.TIMEOUT, UNDETERMINED),
    Fault("/report.pdf", Outcome.TIMEOUT, UNDETERMINED, http="unanswered"),
    Fault("/report.pdf", Outcome.ROBOTS_UNAVAILABLE, UNDETERMINED, hops=0, http="mute"),
    Fault("/report.pdf", Outcome.TIMEOUT, UNDETERMINED, scheme="https", https="mute"),
    Fault("/redirect/dripping-body", Outcome.OK, LIVE, hops=2),
    Fault(to("/silence/before-head"), Outcome.TIMEOUT, UNDETERMINED, hops=2),
    Fault("/report.pdf", Outcome.ROBOTS_UNAVAILABLE, UNDETERMINED, hops=0, robots="/silence/before-head"),
    Fault("/report.pdf", Outcome.ROBOTS_UNAVAILABLE, UNDETERMINED, hops=0, robots="/drip/body"),
]

_NOT_HTTP = ("ssh", "noise", "http-0.9", "http-2", "html-first")
_BAD_STATUS_LINE = ("status-word", "status-two-digits", "status-four-digits", "status-negative", "version-9")
_BAD_FIELDS = ("no-colon", "space-before-colon", "no-name", "nul")
_TOO_MUCH = ("flood", "one-huge", "endless", "endless-fields", "endless-interim")
_CARELESS = ("http-1.0", "no-reason", "long-reason", "no-headers", "lower-case", "non-ascii", "latin-1", "folded")
_LABELLED = ("type-none", "type-wrong", "type-nonsense", "type-twice")

HEADS = [
    *(
        Fault(f"/head/{name}", Outcome.PROTOCOL_ERROR, UNDETERMINED)
        for name in (*_NOT_HTTP, *_BAD_STATUS_LINE, *_BAD_FIELDS, *_TOO_MUCH)
    ),
    *(Fault(f"/head/{name}", Outcome.OK, LIVE) for name in (*_CARELESS, "large-cookies", "bare-lf")),
    *(Fault(f"/head/{name}.pdf", Outcome.OK, LIVE) for name in _LABELLED),
]

BODIES = [
    Fault("/body/empty", Outcome.OK, DOUBTFUL),
    Fault("/body/empty-page", Outcome.OK, DOUBTFUL),
    Fault("/body/text", Outcome.OK, LIVE),
    Fault("/body/page-for-pdf.pdf", Outcome.OK, DOUBTFUL),
    Fault("/body/junk-before.pdf", Outcome.OK, LIVE),
    Fault("/body/cut.pdf", Outcome.OK, DOUBTFUL),
    Fault("/body/zeros?bytes=1048576", Outcome.OK, DOUBTFUL),
    *(
        Fault(f"/body/zeros?bytes=1048577&framing={framing}", Outcome.TOO_LARGE, UNDETERMINED)
        for framing in ("length", "chunked", "close")
    ),
    *(Fault(f"/length/{name}", Outcome.OK, LIVE) for name in ("long", "none")),
    *(Fault(f"/length/{name}", Outcome.TRUNCATED, DOUBTFUL) for name in ("short", "none-reset")),
    *(
        Fault(f"/length/{name}", Outcome.PROTOCOL_ERROR, UNDETERMINED)
        for name in ("twice-different", "negative", "word", "plus", "overflow", "and-chunked")
    ),
    Fault("/length/long-cut", Outcome.OK, DOUBTFUL),
    *(Fault(f"/length/{name}", Outcome.TOO_LARGE, UNDETERMINED) for name in ("huge", "endless")),
    *(Fault(f"/chunked/{name}", Outcome.OK, LIVE) for name in ("sound", "extensions", "trailers", "upper-case")),
    *(
        Fault(f"/chunked/{name}", Outcome.PROTOCOL_ERROR, UNDETERMINED)
        for name in ("bad-size", "bad-first-size", "negative-size", "huge-size", "longer-than-said")
    ),
    *(Fault(f"/chunked/{name}", Outcome.TRUNCATED, DOUBTFUL) for name in ("cut-in-size", "cut-in-data", "no-end")),
    Fault("/chunked/endless", Outcome.TOO_LARGE, UNDETERMINED),
    Fault("/coded/gzip.pdf", Outcome.OK, LIVE),
    Fault("/coded/bomb.pdf", Outcome.OK, DOUBTFUL),
    Fault("/coded/cut.pdf", Outcome.OK, DOUBTFUL),
]

REDIRECTS = [
    *(Fault(f"/redirect/{status}", Outcome.OK, LIVE, hops=2) for status in (301, 302, 303, 307, 308)),
    *(Fault(f"/redirect/{status}", Outcome.PROTOCOL_ERROR, UNDETERMINED) for status in (300, 305)),
    Fault("/redirect/chain/9", Outcome.OK, LIVE, hops=10),
    Fault("/redirect/chain/10", Outcome.OK, LIVE, hops=11),
    Fault("/redirect/chain/11", Outcome.REDIRECT_LOOP, UNDETERMINED, hops=11),
    Fault("/redirect/growing/x", Outcome.REDIRECT_LOOP, UNDETERMINED, hops=11),
    Fault("/redirect/self", Outcome.REDIRECT_LOOP, UNDETERMINED, hops=1),
    Fault("/redirect/loop", Outcome.REDIRECT_LOOP, UNDETERMINED, hops=2),
    Fault("/redirect/cookie-wall", Outcome.REDIRECT_LOOP, UNDETERMINED, hops=1),
    Fault("/redirect/front-door", Outcome.OK, DOUBTFUL, hops=2),
    Fault("/redirect/gone", Outcome.GONE, DEAD, hops=2),
    Fault("/redirect/drop", Outcome.RESET, UNDETERMINED, hops=2),
    *(
        Fault(f"/redirect/{name}", Outcome.PROTOCOL_ERROR, UNDETERMINED)
        for name in ("no-location", "empty-location", "broken", "port-99999")
    ),
    *(
        Fault(f"/redirect/{name}", Outcome.UNSUPPORTED_SCHEME, UNDETERMINED)
        for name in ("file", "ftp", "data", "javascript", "mailto")
    ),
    *(
        Fault(f"/redirect/{name}", Outcome.OK, LIVE, hops=2)
        for name in ("relative", "dots", "query", "fragment", "spaces", "upper-case-scheme")
    ),
    *(
        Fault(f"/redirect/{name}", Outcome.OK, LIVE, hops=2)
        for name in ("utf-8", "latin-1", "percent", "bad-percent", "with-body", "endless-body", "cut-body")
    ),
    Fault(to("http://nowhere.invalid/report.pdf"), Outcome.DNS_FAILURE, DEAD, hops=2),
    Fault(to("http://www..northwind-faults.test/"), Outcome.PROTOCOL_ERROR, UNDETERMINED, hops=2),
    Fault(to("http://256.0.0.1/"), Outcome.PROTOCOL_ERROR, UNDETERMINED),
    Fault(to("http://192.168.1.1/"), Outcome.ADDRESS_FORBIDDEN, UNDETERMINED, hops=2),
]

WALLS = [
    *(
        Fault(f"/wall/{name}", Outcome.CHALLENGE, UNDETERMINED)
        for name in ("cloudflare-403", "cloudflare-503", "cloudflare-no-header", "script-412", "script-202", "waf-202")
    ),
    Fault("/wall/script-200.pdf", Outcome.CHALLENGE, UNDETERMINED),
    Fault("/wall/cloudflare-block", Outcome.FORBIDDEN, UNDETERMINED),
    Fault("/wall/datadome-passed.pdf", Outcome.OK, LIVE),
    Fault("/wall/datadome-403", Outcome.CHALLENGE, UNDETERMINED),
    Fault("/wall/geo", Outcome.CLIENT_ERROR, UNDETERMINED),
    Fault("/wall/login.pdf", Outcome.OK, DOUBTFUL),
    Fault("/wall/to-login.pdf", Outcome.OK, DOUBTFUL, hops=2),
    Fault("/wall/meta-refresh.pdf", Outcome.OK, DOUBTFUL),
    Fault("/wall/script-redirect.pdf", Outcome.OK, DOUBTFUL),
    Fault("/wall/soft-404.pdf", Outcome.OK, DOUBTFUL),
]


def _tls(kind: str, outcome: Outcome, state: EvidenceState, target: str = "/report.pdf") -> Fault:
    return Fault(target, outcome, state, scheme="https", https=kind)


TLS = [
    _tls("verified", Outcome.OK, LIVE),
    _tls("complete-chain", Outcome.OK, LIVE),
    _tls("verified", Outcome.GONE, DEAD, "/status/404"),
    _tls("expired", Outcome.TLS_EXPIRED, DOUBTFUL),
    _tls("not-yet-valid", Outcome.TLS_UNTRUSTED, DOUBTFUL),
    _tls("wrong-host", Outcome.TLS_WRONG_HOST, DOUBTFUL),
    _tls("self-signed", Outcome.TLS_UNTRUSTED, DOUBTFUL),
    _tls("untrusted", Outcome.TLS_UNTRUSTED, DOUBTFUL),
    _tls("untrusted-root-sent", Outcome.TLS_UNTRUSTED, DOUBTFUL),
    _tls("incomplete-chain", Outcome.TLS_UNTRUSTED, DOUBTFUL),
    _tls("expired", Outcome.TLS_EXPIRED, UNDETERMINED, "/status/404"),
    _tls("expired", Outcome.TLS_EXPIRED, UNDETERMINED, "/drop/before-head"),
    _tls("client-certificate", Outcome.TLS_FAILURE, UNDETERMINED),
    *(
        _tls(kind, Outcome.TLS_FAILURE, UNDETERMINED)
        for kind in ("no-common-cipher", "unknown-name", "plain-http", "other-protocol")
    ),
    _tls("old-version", Outcome.TLS_FAILURE, DOUBTFUL),
    *(_tls(kind, Outcome.RESET, UNDETERMINED) for kind in ("closing", "resetting")),
    _tls("refusing", Outcome.REFUSED, UNDETERMINED),
    _tls("verified", Outcome.TRUNCATED, DOUBTFUL, "/drop/inside-body"),
    _tls("verified", Outcome.TRUNCATED, DOUBTFUL, "/reset/inside-body"),
    _tls("verified", Outcome.RESET, UNDETERMINED, "/drop/before-head"),
]


def _robots(robots: str, target: str = "/report.pdf") -> Fault:
    return Fault(target, Outcome.OK, LIVE, robots=robots)


def _denied(robots: str, target: str = "/report.pdf") -> Fault:
    return Fault(target, Outcome.ROBOTS_DISALLOWED, UNDETERMINED, hops=0, robots=robots)


def _unavailable(robots: str, outcome: Outcome = Outcome.ROBOTS_UNAVAILABLE) -> Fault:
    return Fault("/report.pdf", outcome, UNDETERMINED, hops=0, robots=robots)


ROBOTS = [
    *(_robots(f"/robots/{name}") for name in ("allow", "empty", "deny-private", "deny-but", "deny-others", "allow-us")),
    *(_robots(f"/robots/{name}") for name in ("html", "html-as-text", "one-long-line", "many-rules")),
    *(_robots(f"/robots/{name}") for name in ("delay-word", "delay-negative")),
    *(_robots(f"/status/{status}") for status in (400, 401, 403, 404, 410, 451)),
    *(
        _denied(f"/robots/{name}")
        for name in ("deny", "deny-us", "bom", "utf-16", "wrong-charset", "cr", "crlf", "nul")
    ),
    *(_denied(f"/robots/{name}") for name in ("no-type", "deny-then-huge", "deny-within-limit")),
    _denied("/robots/deny-private", "/private/report.pdf"),
    _denied("/robots/deny-private", "/figures.xls"),
    _denied("/robots/deny-but", "/news.html"),
    *(_unavailable(f"/status/{status}") for status in (429, 500, 503)),
    *(
        _unavailable(f"/{fault}")
        for fault in ("drop/before-head", "reset/before-head", "head/noise", "drop/inside-body")
    ),
    *(_robots(f"/redirect/{name}") for name in ("gone", "loop", "chain/3")),
    Fault("/report.pdf", Outcome.ROBOTS_DISALLOWED, UNDETERMINED, hops=0, robots=to("/robots/deny")),
    # where its robots.txt leads says nothing of the site itself
    _unavailable(to("http://nowhere.invalid/robots.txt")),
    _unavailable(to("http://256.0.0.1/robots.txt")),
    _unavailable(to("http://192.168.1.1/robots.txt")),
]

TABLES = {
    "statuses": STATUSES,
    "drops": DROPS,
    "heads": HEADS,
    "bodies": BODIES,
    "redirects": REDIRECTS,
    "walls": WALLS,
    "tls": TLS,
    "robots": ROBOTS,
}
