"""robots.txt by RFC 9309, and so that it really denies: every request of a host waits for one and the same answer.

Scrapy's own middleware lets requests through that come while robots.txt is still being fetched.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.answer import Answer
from crawler.downloader import answer_to
from crawler.job import job_of
from crawler.keeper import Entry
from crawler.outcomes import TLS_OUTCOMES, Ended
from linkcheck.fetch import Hop
from linkcheck.sites import registrable_domain
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PARSED = 512 * 1024
"""Bytes of a robots.txt that are read; at least 500 KiB must be (RFC 9309, 2.5)."""

_TOKEN = re.compile(r"[A-Za-z_-]+")
_AGENT_LINE = re.compile(r"^(\s*user[- ]?agent\s*:)\s*([^#]*)", re.IGNORECASE)
_COMPATIBLE = re.compile(r"\(compatible; *([A-Za-z_-]+)")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt said. `words` are kept with each fetch; `ended` is why there is no answer."""

    words: str
    parsed: Protego | None = None
    ended: Ended | None = None


class RobotsMiddleware:
    """Asks each host once, and has the answer archived: it is what a denial is told from.

    Of meta it reads `is_robots` and `unverified`; it sets `robots`, the decision in words.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._job = job_of(crawler)
        self._token = product_token(self._job.settings.agent())
        self._hosts: dict[tuple[str, bool], asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Ended where robots.txt denies, or where nobody could tell what it says."""
        if request.meta.get("is_robots") or not self._job.settings.obey_robots:
            request.meta.setdefault("robots", "not asked")
            return
        rules = await self._rules(request)
        request.meta["robots"] = rules.words
        if rules.ended is not None:
            raise _own(rules.ended, request)
        if rules.parsed is None:
            return
        if not rules.parsed.can_fetch(request.url.partition("#")[0], self._token):
            request.meta["robots"] = f"denied: {rules.words}"
            raise Ended(Outcome.ROBOTS_DISALLOWED, f"{rules.words} denies it", final=True)
        self._keep_delay(request, rules.parsed)

    def _keep_delay(self, request: Request, parsed: Protego) -> None:
        wanted = parsed.crawl_delay(self._token)
        if wanted is None or wanted <= 0:
            return
        kept = min(float(wanted), self._job.settings.max_crawl_delay)
        self._job.politeness.slow_down(request.meta["download_slot"], kept)
        capped = f", {kept:g} s kept" if kept < wanted else ""
        request.meta["robots"] += f" (Crawl-delay {wanted:g} s{capped})"

    async def _rules(self, request: Request) -> Rules:
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        key = host, bool(request.meta.get("unverified"))
        if key not in self._hosts:
            self._hosts[key] = asyncio.ensure_future(self._ask(f"{host}/robots.txt", unverified=key[1]))
        return await asyncio.shield(self._hosts[key])

    async def _ask(self, url: str, *, unverified: bool) -> Rules:
        request = Request(
            url,
            callback=NO_CALLBACK,
            dont_filter=True,
            meta={
                "is_robots": True,
                "unverified": unverified,
                "download_slot": registrable_domain(url),
                "at_most": PARSED,
            },
        )
        try:
            answer = await answer_to(self._crawler, request)
        except Ended as ended:
            if ended.outcome is Outcome.REDIRECT_LOOP:  # RFC 9309, 2.3.1.2
                return Rules(f"{url}: {ended.detail}, so all is allowed")
            return Rules(f"{url}: {ended.detail}", ended=ended)
        try:
            await self._job.keeper.archive(Entry(answer.exchange(), {"robots": self._token}))
            return _read(url, answer, self._token)
        finally:
            answer.close()


def product_token(agent: str) -> str:
    """The name in a User-Agent that robots.txt may call it by (RFC 9309, 2.2.1)."""
    found = _COMPATIBLE.search(agent)
    if found:
        return found[1]
    found = _TOKEN.match(agent)
    return found[0] if found else agent


def _read(url: str, answer: Answer, token: str) -> Rules:
    """RFC 9309, 2.3.1: 2xx is obeyed, 4xx but 429 allows everything, all else leaves it open."""
    if answer.outcome in (Outcome.OK, Outcome.TOO_LARGE):
        return Rules(url, parsed=parse(answer.content.read(PARSED), token))
    status = answer.hop.status or 0
    if 400 <= status < 500 and status != 429:
        return Rules(f"{url}: HTTP {status}, so all is allowed")
    return Rules(f"{url}: {answer.detail}", ended=Ended(answer.outcome, answer.detail, answer.hop))


def parse(raw: bytes, token: str) -> Protego:
    """Read a robots.txt for one product token.

    Groups for others are folded into one: else thousands of agents with thousands of rules would fill the memory.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    else:
        text = raw.decode("utf-8-sig", "replace")
    text = text.replace("\0", "")
    return Protego.parse("\n".join(_for_us(line, token) for line in text.splitlines()))


def _for_us(line: str, token: str) -> str:
    agent = _AGENT_LINE.match(line)
    if agent is None:
        return line
    name = agent[2].strip()
    if name == "*":
        return f"{agent[1]} *"
    named = _TOKEN.match(name)
    return f"{agent[1]} {token if named and named[0].lower() == token.lower() else 'another'}"


def _own(ended: Ended, request: Request) -> Ended:
    """What the cited URL's outcome is where robots.txt got no answer.

    Where no connection came about, or a wall answered, it would have been the same for the URL itself, unless a
    redirect led there: that the other host does not exist says nothing of this one. Anything else leaves open what the
    site allows (RFC 9309, 2.3.1.4).
    """
    wall = ended.outcome in TLS_OUTCOMES | {Outcome.CHALLENGE}
    if not wall and (ended.reached or ended.redirected):
        return Ended(Outcome.ROBOTS_UNAVAILABLE, f"robots.txt could not be had: {ended.detail}", final=True)
    hop: Hop | None = ended.hop and ended.hop.model_copy(update={"url": request.url, "error": ended.detail})
    return Ended(ended.outcome, ended.detail, hop, reached=ended.reached, final=True)
