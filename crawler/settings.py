"""The Scrapy settings: each that differs from Scrapy's default, with the reason beside it.

What a person can set is in `linkcheck.settings`; the spider's job carries it.
"""

from __future__ import annotations

from typing import Any

# The project's name, as Scrapy's log has it, and where its spider is.
BOT_NAME = "disclosure-linkcheck"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# -- The network ------------------------------------------------------------------------------------------------------

# Bodies are streamed to disk and hashed, addresses guarded, certificates verified and told apart: Scrapy's own handlers
# hold bodies in memory and verify nothing. The other schemes would let `file:` and `data:` URLs answer 200.
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "crawler.handlers.streaming.StreamingDownloadHandler",
    "https": "crawler.handlers.streaming.StreamingDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# Should another handler ever take a request, it must verify too (the default is False).
DOWNLOAD_VERIFY_CERTIFICATES = True

# The handler has its own limits of time and size; these are for another one, too.
DOWNLOAD_TIMEOUT = 300
DOWNLOAD_MAXSIZE = 100 * 2**20

# asyncio alone: then many crawls can be done in one process, one after the other.
TWISTED_REACTOR_ENABLED = False

# -- When requests leave ----------------------------------------------------------------------------------------------

# The feed (`crawler.feed`) decides how many resources are under way, and hands out one per site; the politeness gate
# (`crawler.politeness`) in the handler decides when a request leaves. Scrapy's own slots count a delay from when a
# request leaves their queue, know no Retry-After, forget a Crawl-delay after a quiet minute, and would keep a stopping
# crawl waiting for what is queued in them.
DOWNLOADER = "crawler.downloader.PassingDownloader"
CONCURRENT_REQUESTS = 0

# -- Between engine and handler ---------------------------------------------------------------------------------------

# Ours in place of Scrapy's: see each module. Of Scrapy's own none is left. Cookies would tie fetches together (and make
# tldextract go to the network); compression would change hashes; proxies would connect behind the address guard's back;
# HTTP authentication has nothing to send; a cache would answer in the server's place; meta refresh is for the reader of
# the page; offsite, default headers, user agent and timeout are the handler's business.
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.redirects.RedirectMiddleware": 200,
    "crawler.middlewares.second_look.SecondLookMiddleware": 300,
    "crawler.middlewares.retries.RetryMiddleware": 400,
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 500,
    "crawler.middlewares.conditional.ConditionalMiddleware": 600,
}
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}

# The same, for code that asks for these settings rather than for the middlewares.
ROBOTSTXT_OBEY = True
COOKIES_ENABLED = False
COMPRESSION_ENABLED = False
HTTPPROXY_ENABLED = False
METAREFRESH_ENABLED = False
REDIRECT_ENABLED = False
RETRY_ENABLED = False
REFERER_ENABLED = False
DOWNLOADER_STATS = False

# -- From the spider to the store -------------------------------------------------------------------------------------

# The spider (`DisclosuresSpider.start`) leads each resource through downloader and pipelines itself: spider middlewares
# have nothing to do, and every status is an outcome.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}

# What is kept is kept last, and in one go: first its bodies, then its outcome.
ITEM_PIPELINES = {
    "crawler.pipelines.documents.DocumentPipeline": 100,
    "crawler.pipelines.probes.ProbePipeline": 200,
    "crawler.pipelines.keeping.KeepPipeline": 300,
}

# -- Beside the crawl -------------------------------------------------------------------------------------------------

# None of Scrapy's extensions: they export feeds, watch memory, open consoles, or count what the store knows better.
EXTENSIONS_BASE: dict[str, int] = {}

# Both would let anyone on this machine run code in the crawl. They are out with the extensions, and stay off.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# -- Logging ----------------------------------------------------------------------------------------------------------

# What a crawl came to is in the store; the log is for what went wrong.
LOG_LEVEL = "WARNING"
STATS_DUMP = False


def scrapy_settings() -> dict[str, Any]:
    """All of the above, for a crawl that is not started by Scrapy's own command."""
    return {name: value for name, value in globals().items() if name.isupper()}
