"""Redirects: to somewhere, to nowhere, for ever, and to where nobody should go."""

from __future__ import annotations

from urllib.parse import quote

from tests.web.documents import PDF, pdf
from tests.web.wire import Behaviour, Forever, Mark, Visit, head, page, script

ONWARD = "/report.pdf"


def _to(location: str, status: int = 302) -> Behaviour:
    return page(status, b"", [("Location", location)])


def _raw(location: bytes) -> Behaviour:
    return script(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")


def to(location: str, status: int = 302) -> str:
    """The path that redirects to `location`."""
    return f"/redirect/to?status={status}&location={quote(location, safe='')}"


async def _anywhere(visit: Visit) -> None:
    await visit.reply(int(visit.query("status", "302")), b"", [("Location", visit.query("location"))])


async def _chain(visit: Visit) -> None:
    """`/redirect/chain/N`: N redirects, then the document."""
    left = int(visit.rest) if visit.rest.isdecimal() else 1
    await visit.reply(301 + left % 2, b"", [("Location", f"/redirect/chain/{left - 1}" if left > 1 else ONWARD)])


async def _growing(visit: Visit) -> None:
    await visit.reply(302, b"", [("Location", f"/redirect/growing/{visit.rest}x")])


async def _cookie_wall(visit: Visit) -> None:
    """Sends on to itself until the client brings the cookie that it was given."""
    if visit.request.header("Cookie"):
        await visit.reply(200, pdf(), PDF)
    else:
        await visit.reply(302, b"", [("Location", visit.request.target), ("Set-Cookie", "seen=yes; Path=/")])


async def _query(visit: Visit) -> None:
    """To itself with a query, which then is the document."""
    if visit.query("went"):
        await visit.reply(200, pdf(), PDF)
    else:
        await visit.reply(302, b"", [("Location", "?went=on")])


async def _absolute(visit: Visit) -> None:
    """`/redirect/absolute/SCHEME/HOST`: to the document on another host or by another scheme."""
    scheme, _, host = visit.rest.partition("/")
    await visit.reply(301, b"", [("Location", f"{scheme}://{host}{ONWARD}")])


ROUTES: dict[str, Behaviour] = {
    "/redirect/to": _anywhere,
    "/redirect/chain/": _chain,
    "/redirect/growing/": _growing,
    "/redirect/absolute/": _absolute,
    "/redirect/cookie-wall": _cookie_wall,
    "/redirect/self": _to("/redirect/self"),
    "/redirect/loop": _to("/redirect/loop-back"),
    "/redirect/loop-back": _to("/redirect/loop"),
    "/redirect/front-door": _to("/", 301),
    "/redirect/gone": _to("/status/404", 301),
    "/redirect/drop": _to("/drop/before-head", 301),
    **{f"/redirect/{status}": _to(ONWARD, status) for status in (300, 301, 302, 303, 305, 307, 308)},
    # Locations that are none, or that go elsewhere than to a page.
    "/redirect/no-location": page(302, b"nowhere"),
    "/redirect/empty-location": _raw(b""),
    "/redirect/two-locations": page(302, b"", [("Location", ONWARD), ("Location", "/status/404")]),
    "/redirect/broken": _to("http://[::1"),
    "/redirect/port-99999": _to("http://www.northwind-faults.test:99999/"),
    "/redirect/file": _to("file:///etc/passwd"),
    "/redirect/ftp": _to("ftp://ftp.northwind-faults.test/report.pdf"),
    "/redirect/data": _to("data:application/pdf,%25PDF-"),
    "/redirect/javascript": _to("javascript:alert(1)"),
    "/redirect/mailto": _to("mailto:office@northwind-faults.test"),
    # Odd ones that a browser follows.
    "/redirect/relative": _to("../report.pdf"),
    "/redirect/dots": _to("/a/./b/../../report.pdf"),
    "/redirect/query": _query,
    "/redirect/fragment": _to(f"{ONWARD}#page=2"),
    "/redirect/spaces": _to("  /numbered/with space.pdf  "),
    "/redirect/upper-case-scheme": page(302, b"", [("location", ONWARD)]),
    "/redirect/utf-8": _raw("/numbered/北风-2025.pdf".encode()),
    "/redirect/latin-1": _raw(b"/numbered/G\xfctersloh.pdf"),
    "/redirect/percent": _to("/numbered/%E5%8C%97%E9%A3%8E.pdf"),
    "/redirect/bad-percent": _to("/numbered/100%.pdf"),
    # Redirects with a body of their own.
    "/redirect/with-body": page(301, b"moved " * 2000, [("Location", ONWARD)]),
    "/redirect/dripping-body": script(
        head(302, [("Location", ONWARD), ("Content-Length", "100000")]), Forever(b"x", every=0.05)
    ),
    "/redirect/endless-body": script(head(302, [("Location", ONWARD)]), Forever(b"x" * 2**16)),
    "/redirect/cut-body": script(head(302, [("Location", ONWARD), ("Content-Length", "100")]) + b"moved", Mark.CLOSE),
}
