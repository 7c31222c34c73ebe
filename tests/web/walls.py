"""Pages that stand in front of the document: anti-robot checks, log-ins, consent, soft errors."""

from __future__ import annotations

from tests.web.documents import HTML, PDF, html, pdf
from tests.web.wire import Behaviour, Visit, page

COOKIE_AND_RELOAD = html(
    "Please wait",
    extra_head='<script>document.cookie="__tst_status=1234;path=/";location.reload();</script>',
)
JUST_A_MOMENT = html(
    "Just a moment...",
    "Enable JavaScript and cookies to continue",
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8a"></script>',
)
CAPTCHA = html("example-metals.test", extra_head='<script src="https://ct.captcha-delivery.com/c.js"></script>')
LOGIN = (
    b"<!doctype html><html><head><title>Members</title></head><body><h1>Sign in</h1>"
    b'<form method="post" action="/session"><input name="user"><input type="password" name="password">'
    b"<button>Sign in</button></form></body></html>"
)


async def _cookie_once(visit: Visit) -> None:
    """412 with a script until the cookie that the script sets is there."""
    if visit.request.header("Cookie"):
        await visit.reply(200, pdf(), PDF)
    else:
        await visit.reply(412, COOKIE_AND_RELOAD, HTML)


ROUTES: dict[str, Behaviour] = {
    "/wall/cloudflare-403": page(403, JUST_A_MOMENT, [*HTML, ("Server", "cloudflare"), ("cf-mitigated", "challenge")]),
    "/wall/cloudflare-503": page(503, JUST_A_MOMENT, [*HTML, ("Server", "cloudflare"), ("cf-mitigated", "challenge")]),
    "/wall/cloudflare-no-header": page(403, JUST_A_MOMENT, [*HTML, ("Server", "cloudflare"), ("CF-RAY", "8a-FRA")]),
    "/wall/cloudflare-block": page(403, html("Sorry, you have been blocked"), [*HTML, ("Server", "cloudflare")]),
    "/wall/datadome-403": page(403, CAPTCHA, [*HTML, ("X-DataDome", "protected")]),
    "/wall/datadome-passed.pdf": page(
        200, pdf(), [*PDF, ("X-DataDome", "protected")]
    ),  # who is let through gets it too
    "/wall/script-412": _cookie_once,
    "/wall/script-202": page(202, COOKIE_AND_RELOAD, HTML),
    "/wall/script-200.pdf": page(200, COOKIE_AND_RELOAD, HTML),
    "/wall/waf-202": page(202, b"", [*HTML, ("x-amzn-waf-action", "challenge")]),
    "/wall/accepted": page(202, html("Accepted", "Your request is being worked on."), HTML),
    "/wall/login.pdf": page(200, LOGIN, HTML),
    "/wall/to-login.pdf": page(302, b"", [("Location", "/wall/login.pdf?next=/report.pdf")]),
    "/wall/meta-refresh.pdf": page(
        200, html("Moved", extra_head='<meta http-equiv="refresh" content="0; url=/report.pdf">'), HTML
    ),
    "/wall/script-redirect.pdf": page(
        200, html("Moved", extra_head='<script>location.href="/report.pdf"</script>'), HTML
    ),
    "/wall/soft-404.pdf": page(200, html("Page not found", "The page that you asked for does not exist."), HTML),
    "/wall/geo": page(451, html("Unavailable for legal reasons"), HTML),
}
