"""Every status, sound in all but what it says."""

from __future__ import annotations

from tests.web.documents import HTML, NEWS, PDF, html, pdf
from tests.web.wire import Behaviour, Headers, Mark, Visit, head, page, script, whole


async def _any(visit: Visit) -> None:
    status = int(visit.rest) if visit.rest.isdecimal() else 404
    headers: Headers = {
        401: [("WWW-Authenticate", 'Basic realm="members"')],
        405: [("Allow", "HEAD, POST")],
        407: [("Proxy-Authenticate", "Basic")],
        416: [("Content-Range", "bytes */0")],
        426: [("Upgrade", "HTTP/2.0")],
    }.get(status, [])
    await visit.reply(status, html(f"This is a {status}"), [*HTML, *headers])


ROUTES: dict[str, Behaviour] = {
    "/": page(200, html("Northwind Aluminium Group", "Aluminium for a careful world."), HTML),
    "/report.pdf": page(200, pdf(), PDF),
    "/news.html": page(200, NEWS, HTML),
    "/status/": _any,
    # Content that was not asked for in this form.
    "/unasked/part": page(206, pdf()[:500], [*PDF, ("Content-Range", f"bytes 0-499/{len(pdf())}")]),
    "/unasked/not-modified": script(whole(304, b"", [("ETag", '"never-given"')])),
    "/unasked/no-content": script(whole(204)),
    "/unasked/reset-content": page(205),
    # Interim replies, asked for or not.
    "/interim/continue": script(head(100), whole(200, pdf(), PDF)),
    "/interim/early-hints": script(head(103, [("Link", "</style.css>; rel=preload")]), whole(200, pdf(), PDF)),
    "/interim/many": script(head(102) * 20, whole(200, pdf(), PDF)),
    "/interim/only": script(head(102), Mark.SILENCE),
    "/interim/upgrade": script(head(101, [("Upgrade", "websocket"), ("Connection", "Upgrade")]), Mark.SILENCE),
}
