"""A database server that goes away in the middle of a crawl and comes back."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from crawler.run import crawl
from linkcheck.fetch import Fetch
from linkcheck.store.checks import check
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
from tests.crawler.crawls import Office
from tests.linkcheck.store.conftest import engine, store_url
from tests.linkcheck.store.proxy import Proxy, proxied
from tests.web.server import Web

__all__ = ["engine", "store_url"]  # fixtures
HOSTS = ("www.northwind-metals.test", "www.rivermouth-rolling.test")
URLS = [f"http://{host}/ok?{number}" for number in range(8) for host in HOSTS]
AWAY = 1.5


@dataclass
class CutsAfter:
    """Cuts the way to the server after some outcomes, for a while."""

    proxy: Proxy
    outcomes: int
    urls: list[str] = field(default_factory=list)

    def started(self, done: int, total: int) -> None:
        pass

    def fetched(self, fetch: Fetch) -> None:
        self.urls.append(fetch.url)
        if len(self.urls) == self.outcomes:
            self.proxy.cut()
            threading.Timer(AWAY, self.proxy.mend).start()


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_nothing_is_lost_and_what_goes_on_is_said(
    web: Web, store_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with proxied(store_url) as (url, proxy):
        office = Office(tmp_path, url)
        settings = office.settings(web, *HOSTS, delay=0.05)
        run_id = office.start(URLS, settings)
        progress = CutsAfter(proxy, 5)
        with run_lock(office.engine) as lock:
            result = crawl(office.engine, run_id, settings, progress, assure=lock.assure)
        office.engine.dispose()

    assert (result.done, result.pending, result.faults) == (16, 0, ())
    assert sorted(web.log.targets()) == sorted(url.partition(".test")[2] for url in URLS)
    assert sorted(progress.urls) == sorted(URLS)
    assert any("Waiting for it" in record.message for record in caplog.records)
    direct = open_store(store_url)
    with Session(direct) as session:
        assert check(session) == []
    direct.dispose()
