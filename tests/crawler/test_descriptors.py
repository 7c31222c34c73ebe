"""A machine that lacks file descriptors: no site is called dead, or anything else, for that."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler import descriptors
from crawler.handlers import streaming
from crawler.handlers.names import Resolver
from crawler.run import CrawlResult
from linkcheck.documents import processes
from linkcheck.documents.processes import Pool, Process
from linkcheck.settings import Resolve
from tests.crawler.crawls import Office
from tests.web.server import Web

HOST = "www.example-metals.test"
URL = f"http://{HOST}/report.pdf"


@pytest.fixture
def few() -> Iterator[None]:
    """A limit such as a shell may have, for this test."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def too_many(*_: object, **__: object) -> Any:
    raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


@pytest.mark.usefixtures("few")
def test_a_crawl_may_open_as_many_as_the_system_lets_it(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.fetch([URL], office.settings(web, HOST))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft == (descriptors.ENOUGH if hard == resource.RLIM_INFINITY else min(descriptors.ENOUGH, hard))


@pytest.mark.usefixtures("few")
def test_a_name_is_not_said_to_be_unknown_where_nothing_could_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own words are that there is no such name."""
    getaddrinfo = socket.getaddrinfo

    def with_none_left(*asked: Any) -> Any:
        held = []
        try:
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            return getaddrinfo(*asked)
        finally:
            for descriptor in held[1:]:
                os.close(descriptor)
            monkeypatch.setattr(descriptors, "SPARE", len(held))  # as if none had been given back since
            left.append(held[0])

    async def resolve() -> None:
        resolver = Resolver(())
        try:
            await resolver.resolve("localhost", 80)
        finally:
            await resolver.close()

    left: list[int] = []
    monkeypatch.setattr(socket, "getaddrinfo", with_none_left)
    with pytest.raises(OSError, match="Too many open files") as raised:
        asyncio.run(resolve())
    os.close(left[0])
    assert raised.value.errno == errno.EMFILE


@pytest.mark.parametrize("lacking", ["name", "socket", "one of two sockets", "process that examines it"])
def test_what_could_not_be_asked_for_want_of_them_stays_pending(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    def second_lacks(family: int, *how: int) -> Any:
        return socket.socket(family, *how) if family == socket.AF_INET else too_many()

    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    if lacking == "one of two sockets":
        both = (*web.at(HOST, http="refusing"), Resolve(HOST, 80, "::1", web.port("refusing")))
        configured = configured.model_copy(update={"resolve": both})
    run_id = office.start([URL], configured)
    with monkeypatch.context() as patch:
        if lacking == "name":
            patch.setattr(Resolver, "resolve", too_many)
        elif lacking == "process that examines it":
            patch.setattr(Pool, "take", lambda pool: Process(pool.limits.memory))
            patch.setattr(processes, "subprocess", SimpleNamespace(Popen=too_many, DEVNULL=subprocess.DEVNULL))
        else:
            make = too_many if lacking == "socket" else second_lacks
            patch.setattr(streaming, "socket", SimpleNamespace(socket=make))
        result = office.crawl(run_id, configured)
    assert (result.done, result.pending) == (0, 1)
    assert all("Too many open files" in fault for fault in result.faults)
    assert office.crawl(run_id, office.settings(web, HOST)) == CrawlResult(done=1, pending=0)
