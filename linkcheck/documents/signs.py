"""Login forms, anti-robot pages and parked domains: pages that come with 200 and are no disclosure.

The phrases are what such pages say in English and Chinese and what the programs behind them leave in their source. One
phrase alone is weak: each sign needs the page to be short as well, or a form or script that fits.
"""

from __future__ import annotations

import re
from typing import Final

import lxml.html

from linkcheck.documents.facts import Sign

_SHORT: Final = 1_500
"""Characters of visible text: a page with more has something to say of its own."""

_BARE: Final = 600
"""Characters: a page with fewer is not much more than its form."""

_LOGIN_TITLE = re.compile(
    r"\b(log[ -]?in|sign[ -]?in|log[ -]?on|single sign-on|authenticat(?:e|ion))\b|登\s*[录錄陆入]", re.IGNORECASE
)
_CHALLENGE_SOURCE = re.compile(
    r"/cdn-cgi/challenge-platform/\S{0,200}orchestrate|cf-browser-verification|_cf_chl_opt|_Incapsula_Resource|__jsl_clearance|acw_sc__v2"
    r"|ddos-guard|/_sec/cp_challenge|px-captcha|aliyun_waf|captcha-delivery\.com|awswaf\.com/|_guard/auto\.js",
    re.IGNORECASE,
)
_CHALLENGE_WORDS = re.compile(
    r"just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot"
    r"|enable javascript and cookies to continue|unusual traffic from your"
    r"|安全验证|人机验证|滑动验证|正在检查您的浏览器|请完成验证",
    re.IGNORECASE,
)
_PARKED_SOURCE = re.compile(
    r"sedoparking\.com|parkingcrew\.net|bodis\.com|hugedomains\.com|afternic\.com|dan\.com/buy-domain|parklogic\.com"
    r"|above\.com/marketplace|domainmarket\.com|sav\.com/domain|uniregistry\.com/buy",
    re.IGNORECASE,
)
_PARKED_WORDS = re.compile(
    r"(?:this )?domain(?: name)? (?:is|may be|might be) for sale|buy this domain|this domain is parked|parked free"
    r"|domain (?:has )?expired|inquire about this domain|域名(?:正在)?(?:出售|转让)|该域名可(?:出售|转让)|域名已过期",
    re.IGNORECASE,
)


def read_signs(root: lxml.html.HtmlElement, title: str, text: str, markup: str) -> dict[Sign, str]:
    """The signs found on a page, each with the words that gave it away."""
    found = {
        Sign.LOGIN: _login(root, title, text),
        Sign.CHALLENGE: _phrase(_CHALLENGE_WORDS, _CHALLENGE_SOURCE, title, text, markup),
        Sign.PARKED: _phrase(_PARKED_WORDS, _PARKED_SOURCE, title, text, markup),
    }
    return {sign: words for sign, words in found.items() if words}


def _phrase(words: re.Pattern[str], source: re.Pattern[str], title: str, text: str, markup: str) -> str | None:
    """Words that a short page says, or what stands in the source of a bare one: walls watch ordinary pages too."""
    length = _length(text)
    hit = words.search(f"{title}\n{text}") if length <= _SHORT else None
    hit = hit or (source.search(markup) if length <= _BARE else None)
    return hit[0] if hit else None


def _login(root: lxml.html.HtmlElement, title: str, text: str) -> str | None:
    """A password is asked for, and the page is about that: by its title, or because it says little else."""
    if not any((field.get("type") or "").lower() == "password" for field in root.iter("input")):
        return None
    titled = _LOGIN_TITLE.search(title)
    if titled:
        return titled[0]
    return "a field for a password" if _length(text) <= _BARE else None


def _length(text: str) -> int:
    return len("".join(text.split()))
