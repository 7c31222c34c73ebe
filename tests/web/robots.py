"""robots.txt in all shapes. Others are simply other paths: `/status/503`, `/silence/before-head`, `/redirect/loop`."""

from __future__ import annotations

import asyncio

from tests.web.documents import HTML, TEXT, html
from tests.web.wire import Behaviour, Visit, page

DENY_ALL = b"User-agent: *\nDisallow: /\n"
COMMENT = b"# Northwind Aluminium Group's robots.txt is a long read.\n"
LIMIT = 500 * 1024
"""RFC 9309, 2.5: a crawler must read at least this many bytes."""


def _text(body: bytes) -> Behaviour:
    return page(200, body, TEXT)


async def _deny_late(visit: Visit) -> None:
    """Denies all, after a moment in which impatient requests get past."""
    await asyncio.sleep(0.3)
    await visit.reply(200, DENY_ALL, TEXT)


ROUTES: dict[str, Behaviour] = {
    "/robots/allow": _text(b"User-agent: *\nDisallow:\n"),
    "/robots/empty": _text(b""),
    "/robots/deny": _text(DENY_ALL),
    "/robots/deny-late": _deny_late,
    "/robots/deny-private": _text(b"User-agent: *\nDisallow: /private/\nDisallow: /*.xls$\n"),
    "/robots/deny-but": _text(b"User-agent: *\nDisallow: /\nAllow: /report.pdf\n"),
    "/robots/deny-but-esg": _text(b"User-agent: *\nDisallow: /\nAllow: /soft/same-page/esg.html\n"),
    "/robots/deny-others": _text(b"User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
    "/robots/deny-us": _text(b"User-agent: disclosure-linkcheck\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
    "/robots/allow-us": _text(b"User-agent: *\nDisallow: /\n\nUser-agent: Disclosure-LinkCheck\nAllow: /\n"),
    "/robots/delay": _text(b"User-agent: *\nCrawl-delay: 0.6\nDisallow: /private/\n"),
    "/robots/delay-huge": _text(b"User-agent: *\nCrawl-delay: 86400\n"),
    "/robots/delay-word": _text(b"User-agent: *\nCrawl-delay: often\n"),
    "/robots/delay-negative": _text(b"User-agent: *\nCrawl-delay: -5\n"),
    "/robots/html": page(200, html("Northwind", "Disallow: / is what this page does not mean."), HTML),
    "/robots/html-as-text": _text(html("Northwind", "A home page in its place.")),
    "/robots/bom": _text(b"\xef\xbb\xbf" + DENY_ALL),
    "/robots/utf-16": page(200, DENY_ALL.decode().encode("utf-16"), [("Content-Type", "text/plain; charset=utf-16")]),
    "/robots/wrong-charset": page(200, b"# G\xfctersloh\n" + DENY_ALL, TEXT),
    "/robots/cr": _text(DENY_ALL.replace(b"\n", b"\r")),
    "/robots/crlf": _text(DENY_ALL.replace(b"\n", b"\r\n")),
    "/robots/nul": _text(b"\0\0\0" + DENY_ALL),
    "/robots/no-type": page(200, DENY_ALL, [("Content-Type", "application/octet-stream")]),
    "/robots/deny-then-huge": _text(DENY_ALL + COMMENT * 100_000),
    "/robots/deny-within-limit": _text(COMMENT * (LIMIT // len(COMMENT) - 2) + DENY_ALL),
    "/robots/one-long-line": _text(b"Disallow: /" + b"x" * 2**21),
    "/robots/many-rules": _text(b"User-agent: *\n" + b"".join(b"Disallow: /p%d*q*r*$\n" % n for n in range(5_000))),
}
