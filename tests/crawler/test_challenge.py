"""Walls against robots are told from refusals, and from pages."""

from __future__ import annotations

import pytest

from crawler.challenge import Head, wall

RELOAD = b'<html><script>document.cookie="a=1";location.reload()</script></html>'
HTML = {"content-type": "text/html"}
ARTICLE = b"<p>" + b"Aluminium is melted in electric furnaces. " * 20 + b"</p>"


def head(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> Head:
    return Head(status, "", headers or HTML, len(body), lambda n: body[:n])


WALLS = [
    head(403, headers={"cf-mitigated": "challenge"}),
    head(200, headers={"cf-mitigated": "challenge"}),
    head(202, headers={"x-amzn-waf-action": "challenge"}),
    head(405, headers={"x-amzn-waf-action": "captcha"}),
    head(503, b'<script src="/cdn-cgi/challenge-platform/x"></script>'),
    head(403, b'<iframe src="/_Incapsula_Resource?x"></iframe>'),
    head(403, b'<script src="https://ct.captcha-delivery.com/c.js"></script>'),
    head(429, b'<script src="https://www.google.com/recaptcha/api.js"></script>'),
    head(412, b"<script>$_ts=window['$_ts'];</script>"),
    head(412, RELOAD),
    head(202, RELOAD),
    head(503, b"<script>document.cookie='x=y';window.location.href='/';</script>"),
    head(200, RELOAD),
    head(200, b"<script>document.cookie='x=y'</script><meta http-equiv=refresh content=0>"),
]

NO_WALLS = [
    head(403, b"<h1>Forbidden</h1>"),
    head(403, b"<h1>Sorry, you have been blocked</h1>"),
    head(404, RELOAD),
    head(412, b"Precondition failed"),
    head(202, b"Your request is being worked on"),
    head(503, b"Maintenance until noon"),
    head(200, b"%PDF-1.7", {"content-type": "application/pdf"}),
    head(200, b"<script>document.cookie='consent=no'</script><p>Our policy</p>"),
    head(200, b"<script>location.href='/en/'</script>"),
    head(200, b"<script>document.cookie='a=1';if(location.href=='x'){}</script>" + ARTICLE),
    head(200, b"<script>document.cookie='a=1';location.href='/en/'</script>" + ARTICLE),
    head(200, RELOAD, {"content-type": "application/javascript"}),
    head(200, ARTICLE, {"content-type": "text/html", "x-datadome": "protected"}),
    head(200, ARTICLE + b'<script src="https://www.google.com/recaptcha/api.js"></script>'),
]


@pytest.mark.parametrize("answer", WALLS, ids=range(len(WALLS)))
def test_a_wall_is_recognised_and_named(answer: Head) -> None:
    assert wall(answer)


@pytest.mark.parametrize("answer", NO_WALLS, ids=range(len(NO_WALLS)))
def test_what_is_no_wall_is_not_called_one(answer: Head) -> None:
    assert wall(answer) == ""
