"""Walls against robots: a page that a browser's script gets past, in place of what was asked for. Never got round."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

LOOKED_AT = 64 * 1024
"""How many of a body's first bytes are looked at."""

SUSPECT = frozenset({202, 401, 403, 405, 406, 412, 429, 503, 521})
"""Statuses that walls answer with; on any other only a header of the wall's own counts, and a script on empty pages."""

SMALL_PAGE = 16 * 1024
"""Bytes: a page that does nothing but set a cookie and load again is small …"""

FEW_WORDS = 200
"""… and shows no more than these characters."""


@dataclass(frozen=True, slots=True)
class Head:
    """What of a response is looked at. Header names are in lower case; `size` is the body's, in bytes; `first`
    gives its first ones."""

    status: int
    reason: str
    headers: dict[str, str]
    size: int
    first: Callable[[int], bytes]


HEADERS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (name, re.compile(value, re.IGNORECASE), words)
    for name, value, words in (
        ("cf-mitigated", r"challenge", "Cloudflare's challenge"),
        ("x-amzn-waf-action", r"challenge|captcha", "AWS WAF's challenge"),
        ("x-sucuri-block", r".", "Sucuri's block page"),
    )
)
"""Headers that only a wall sends, whatever the status."""

SCRIPTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (rb"/cdn-cgi/challenge-platform/", "Cloudflare's challenge"),
        (rb"_Incapsula_Resource", "Imperva's challenge"),
        (rb"captcha-delivery\.com", "DataDome's challenge"),
        (rb"/_sec/cp_challenge/|sec-if-cpt-container", "Akamai's challenge"),
        (rb"\bawswaf|AwsWafIntegration", "AWS WAF's challenge"),
        (rb"px-captcha|_pxAppId", "HUMAN's challenge"),
        (rb"sgcaptcha|/\.well-known/sgcaptcha", "SiteGround's challenge"),
        (rb"acw_sc__v[23]", "Aliyun's challenge"),
        (rb"\$_ts\s*=\s*window\[|\$_ts\.cd\s*=", "a scripted challenge (Ruishu)"),
        (rb"(hcaptcha\.com/1/api\.js|recaptcha/api\.js|challenges\.cloudflare\.com/turnstile)", "a captcha"),
    )
)
"""What the pages of known walls contain, on a suspect status."""

_SETS_COOKIE = re.compile(rb"document\.cookie\s*=", re.IGNORECASE)
_LOADS_AGAIN = re.compile(
    rb"location\.reload\s*\(|location(\.href)?\s*=(?!=)|location\.replace\s*\(|http-equiv=[\"']?refresh",
    re.IGNORECASE,
)
_UNSEEN = re.compile(rb"<(script|style|title)\b.*?(</\1|\Z)|<[^<>]*>|\s+", re.IGNORECASE | re.DOTALL)
_COOKIE_AND_RELOAD = "a page whose script sets a cookie and loads again"


def wall(head: Head) -> str:
    """The wall that answered, in words; "" where it was none."""
    for name, value, words in HEADERS:
        if value.search(head.headers.get(name, "")):
            return words
    if head.status in SUSPECT:
        return _on_suspect_page(head.first(LOOKED_AT))
    if head.status == 200 and 0 < head.size <= SMALL_PAGE and _is_page(head):
        page = head.first(SMALL_PAGE)
        return _COOKIE_AND_RELOAD if _sets_cookie_and_loads_again(page) and _says_little(page) else ""
    return ""


def _on_suspect_page(first: bytes) -> str:
    for pattern, words in SCRIPTS:
        if pattern.search(first):
            return words
    return _COOKIE_AND_RELOAD if _sets_cookie_and_loads_again(first) else ""


def _is_page(head: Head) -> bool:
    return "html" in head.headers.get("content-type", "html").lower()


def _sets_cookie_and_loads_again(first: bytes) -> bool:
    return bool(_SETS_COOKIE.search(first) and _LOADS_AGAIN.search(first))


def _says_little(page: bytes) -> bool:
    return len(_UNSEEN.sub(b"", page)) <= FEW_WORDS
