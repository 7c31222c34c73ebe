"""No report, redirect, robots.txt or name server can lead the crawler to an address that is not public."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from linkcheck.vocabulary import Outcome
from tests.crawler.crawls import Office
from tests.web.redirects import to
from tests.web.server import Web

HOSTS = (
    # 127.0.0.2 in all spellings; 127.0.0.1 is where the local web is, and allowed
    "127.0.0.2",
    "127.2",
    "2130706434",
    "0x7f000002",
    "0x7F.0x0.0x0.0x2",
    "0177.0.0.2",
    "017700000002",
    "127.0.0.2.",
    "１２７.０.０.２",
    "①②⑦.⓪.⓪.②",
    "127。0。0。2",
    "%31%32%37.0.0.2",
    "office:secret@127.0.0.2",
    "0",
    "0.0.0.0",
    # inside IPv6
    "[::1]",
    "[::]",
    "[::127.0.0.2]",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "[::ffff:0:127.0.0.2]",
    "[64:ff9b::127.0.0.2]",
    "[64:ff9b:1::7f00:2]",
    "[2002:7f00:2::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffd]",
    "[2a00:1450::5efe:7f00:2]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fec0::1]",
    "[ff02::1]",
    # not public, or of a machine's own making
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    # names; every one leads to 127.0.0.2 here
    "localhost",
    "localhost.",
    "intranet",
    "metadata.google.internal",
    "www.example-metals.test",
)


class Trap:
    """A port that every address of this machine answers on. Nobody accepts: whoever came is still in the queue."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._listening.setblocking(False)
        self.port: int = listening.getsockname()[1]

    def visitors(self) -> list[str]:
        """The addresses from which connections came."""
        found = []
        try:
            while True:
                visitor, address = self._listening.accept()
                visitor.close()
                found.append(str(address))
        except BlockingIOError:
            return found


@contextmanager
def trap(address: str = "", port: int = 0) -> Iterator[Trap]:
    """A trap on one address, or on all of them."""
    everywhere = {"family": socket.AF_INET6, "dualstack_ipv6": True} if not address and socket.has_ipv6 else {}
    with socket.create_server((address, port), backlog=256, **everywhere) as listening:  # type: ignore[arg-type]  # mixed
        yield Trap(listening)


def names_lead_to(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], list[str]]) -> list[str]:
    """Stand in for the name servers; literal addresses go to the system. Returns the names asked, as they come."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return real(host, port, *args, **kwargs | {"flags": socket.AI_NUMERICHOST})
        except socket.gaierror:
            asked.append(str(host))
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0)) for address in answer(str(host))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_the_list_is_long_enough() -> None:
    assert len(set(HOSTS)) == len(HOSTS) >= 40


def test_hostile_targets_are_refused_and_never_reached(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_to(monkeypatch, lambda name: ["127.0.0.2"])
    with trap() as here:
        office = Office(tmp_path)
        settings = office.settings(web, allow_networks=["127.0.0.1/32"], allow_ports=[80, 443, here.port])
        urls = [f"http://{host}:{here.port}/{number}" for number, host in enumerate(HOSTS)]
        fetches = office.fetch(urls, settings)
        assert here.visitors() == []
    assert {url: fetch.outcome for url, fetch in fetches.items()} == dict.fromkeys(urls, Outcome.ADDRESS_FORBIDDEN)


def test_redirects_to_hostile_targets_are_refused_and_never_followed(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_to(monkeypatch, lambda name: ["127.0.0.2"])
    with trap() as here:
        office = Office(tmp_path)
        names = [f"sends-on-{number}.test" for number in range(len(HOSTS))]
        settings = office.settings(web, *names, allow_networks=["127.0.0.1/32"], allow_ports=[80, 443, here.port])
        targets = [f"http://{host}:{here.port}/" for host in HOSTS]
        urls = [f"http://{name}{to(target)}" for name, target in zip(names, targets, strict=True)]
        fetches = office.fetch(urls, settings)
        assert here.visitors() == []
    assert {url: fetch.outcome for url, fetch in fetches.items()} == dict.fromkeys(urls, Outcome.ADDRESS_FORBIDDEN)
    assert all(fetch.hops[0].status == 302 for fetch in fetches.values())


def test_robots_txt_cannot_send_the_crawler_inside(web: Web, tmp_path: Path) -> None:
    with trap() as here:
        web.robots["www.example-metals.test"] = to(f"http://127.0.0.2:{here.port}/robots.txt")
        office = Office(tmp_path)
        settings = office.settings(
            web, "www.example-metals.test", allow_networks=["127.0.0.1/32"], allow_ports=[80, here.port]
        )
        url = "http://www.example-metals.test/report.pdf"
        office.fetch([url], settings)
        assert here.visitors() == []


def test_resolve_opens_nothing_that_is_not_allowed(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, "www.example-metals.test", allow_networks=[])
    urls = ["http://www.example-metals.test/report.pdf", "https://www.example-metals.test/report.pdf"]
    fetches = office.fetch(urls, settings)
    assert {fetch.outcome for fetch in fetches.values()} == {Outcome.ADDRESS_FORBIDDEN}
    assert web.log.connections == {}


def test_a_proxy_of_the_environment_is_not_used(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with trap() as here:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{here.port}")
        office = Office(tmp_path)
        urls = ["http://www.example-metals.test/report.pdf", "https://www.example-metals.test/report.pdf"]
        fetches = office.fetch(urls, office.settings(web, "www.example-metals.test"))
        assert here.visitors() == []
    assert {fetch.outcome for fetch in fetches.values()} == {Outcome.OK}


def test_only_allowed_ports_are_contacted(web: Web, tmp_path: Path) -> None:
    with trap() as here:
        office = Office(tmp_path)
        settings = office.settings(web, "www.example-metals.test", "sends-on.test")
        urls = [
            f"http://127.0.0.1:{here.port}/",
            f"https://127.0.0.1:{here.port}/",
            f"http://www.example-metals.test:{here.port}/",
            f"http://sends-on.test{to(f'http://127.0.0.1:{here.port}/')}",
            "http://127.0.0.1:22/",
            "http://127.0.0.1:6379/",
            "http://127.0.0.1:0/",
        ]
        fetches = office.fetch(urls, settings)
        assert here.visitors() == []
    assert {url: fetch.outcome for url, fetch in fetches.items()} == dict.fromkeys(urls, Outcome.ADDRESS_FORBIDDEN)


@pytest.mark.parametrize("listener", ["http", "expired"])
def test_a_name_that_changes_its_address_in_mid_crawl_leads_nowhere(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listener: str
) -> None:
    port = web.port(listener)
    with trap("127.0.0.2", port) as here:
        asked = names_lead_to(monkeypatch, lambda name: ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"])
        office = Office(tmp_path)
        settings = office.settings(web, allow_networks=["127.0.0.1/32"], allow_ports=[port])
        scheme = "http" if listener == "http" else "https"
        urls = [f"{scheme}://rebinding.test:{port}/{path}" for path in ("report.pdf", "drop/before-head", "status/404")]
        office.fetch(urls, settings)
        assert here.visitors() == []
    assert asked[0] == "rebinding.test"


@pytest.mark.parametrize("addresses", [["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"]])
def test_of_mixed_answers_only_the_public_address_is_contacted(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    port = web.port("http")
    with trap("127.0.0.2", port) as here:
        names_lead_to(monkeypatch, lambda name: addresses)
        office = Office(tmp_path)
        settings = office.settings(web, allow_networks=["127.0.0.1/32"], allow_ports=[port])
        fetches = office.fetch([f"http://mixed.test:{port}/report.pdf"], settings)
        assert here.visitors() == []
    assert {fetch.outcome for fetch in fetches.values()} <= {Outcome.OK, Outcome.ADDRESS_FORBIDDEN}
