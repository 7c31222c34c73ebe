"""Replies that depend on what came before: validators, busy servers, things that pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.web.documents import PDF, pdf
from tests.web.wire import Behaviour, Headers, Visit, whole

ETAG = '"northwind-1"'
MODIFIED = "Mon, 02 Nov 2026 08:00:00 GMT"


async def _not_modified_or(visit: Visit, same: bool, headers: Headers) -> None:
    if same:
        await visit.send(whole(304, b"", headers))
    else:
        await visit.reply(200, pdf(), [*PDF, *headers])


async def _etag(visit: Visit) -> None:
    await _not_modified_or(visit, visit.request.header("If-None-Match") == ETAG, [("ETag", ETAG)])


async def _weak_etag(visit: Visit) -> None:
    tag = f"W/{ETAG}"
    await _not_modified_or(visit, visit.request.header("If-None-Match") == tag, [("ETag", tag)])


async def _modified(visit: Visit) -> None:
    same = visit.request.header("If-Modified-Since") == MODIFIED
    await _not_modified_or(visit, same, [("Last-Modified", MODIFIED)])


async def _both(visit: Visit) -> None:
    same = visit.request.header("If-None-Match") == ETAG and visit.request.header("If-Modified-Since") == MODIFIED
    await _not_modified_or(visit, same, [("ETag", ETAG), ("Last-Modified", MODIFIED)])


async def _ignoring(visit: Visit) -> None:
    await visit.reply(200, pdf(), [*PDF, ("ETag", ETAG), ("Last-Modified", MODIFIED)])


async def _changing(visit: Visit) -> None:
    headers = [*PDF, ("ETag", f'"visit-{visit.nth}"')]
    await visit.reply(200, pdf(f"Edition {visit.nth}"), headers)


async def _numbered(visit: Visit) -> None:
    """`/kept/N.pdf`: a large PDF that says N, with an ETag."""
    name = visit.rest.removesuffix(".pdf")
    tag = f'"kept-{name}"'
    if not name.isdecimal():
        await visit.reply(404, b"no such disclosure")
    elif visit.request.header("If-None-Match") == tag:
        await visit.send(whole(304, b"", [("ETag", tag)]))
    else:
        await visit.reply(200, pdf(f"Disclosure {name}", pages=20, compressed=False), [*PDF, ("ETag", tag)])


async def _odd_etag(visit: Visit) -> None:
    """An ETag that could break a request's head, given back or not."""
    await visit.reply(200, pdf(), [*PDF, ("ETag", "no quotes, \xe9 and \x01")])


def _http_date(seconds: float) -> str:
    """The first whole second at least `seconds` from now: HTTP dates have no fractions."""
    when = datetime.now(UTC) + timedelta(seconds=seconds + 1)
    return format_datetime(when.replace(microsecond=0), usegmt=True)


async def _busy(visit: Visit) -> None:
    """`/busy/STATUS/FORM?seconds=S&times=N`: asks to come back later N times (once), then has the document.

    FORM is `seconds`, `date`, `word` (no time at all) or `none` (no header).
    """
    status, _, form = visit.rest.partition("/")
    if visit.nth > int(visit.query("times", "1")):
        await visit.reply(200, pdf(), PDF)
        return
    seconds = visit.query("seconds", "1")
    value = {"seconds": seconds, "date": _http_date(float(seconds)), "word": "soon", "none": ""}[form]
    await visit.reply(int(status), b"busy", [("Retry-After", value)] if value else [])


ROUTES: dict[str, Behaviour] = {
    "/kept/": _numbered,
    "/kept/etag.pdf": _etag,
    "/kept/weak-etag.pdf": _weak_etag,
    "/kept/modified.pdf": _modified,
    "/kept/both.pdf": _both,
    "/kept/ignoring.pdf": _ignoring,
    "/kept/changing.pdf": _changing,
    "/kept/odd-etag.pdf": _odd_etag,
    "/busy/": _busy,
}
