"""Addresses as reports have them: those that lead nowhere are told apart, those that are only odd are asked for."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from linkcheck.vocabulary import EvidenceState, Outcome
from tests.crawler.crawls import Office
from tests.web.server import Web

HOST = "www.example-metals.test"
IDN = "www.münchner-aluminium.test"
IDN_ASCII = "www.xn--mnchner-aluminium-22b.test"

LEADING_NOWHERE = {
    # nobody can open these as they are cited
    "http://": Outcome.INVALID_URL,
    "http:///report.pdf": Outcome.INVALID_URL,
    "http://[::1/report.pdf": Outcome.INVALID_URL,
    "http://www.example-metals.test:99999/report.pdf": Outcome.INVALID_URL,
    "http://www.example-metals.test:port/report.pdf": Outcome.INVALID_URL,
    "http://www..example-metals.test/report.pdf": Outcome.INVALID_URL,
    "http://exa mple-metals.test/report.pdf": Outcome.INVALID_URL,
    f"http://{'a' * 64}.test/report.pdf": Outcome.INVALID_URL,
    "http://256.256.256.256/report.pdf": Outcome.INVALID_URL,
    # these are opened by something other than a crawler
    "ftp://www.example-metals.test/report.pdf": Outcome.UNSUPPORTED_SCHEME,
    "file:///etc/passwd": Outcome.UNSUPPORTED_SCHEME,
    "data:application/pdf,%25PDF-": Outcome.UNSUPPORTED_SCHEME,
    "javascript:alert(1)": Outcome.UNSUPPORTED_SCHEME,
    "mailto:office@example-metals.test": Outcome.UNSUPPORTED_SCHEME,
    "s3://example-metals/report.pdf": Outcome.UNSUPPORTED_SCHEME,
    # the name servers know nothing of them, or don't answer
    "http://nowhere.invalid/report.pdf": Outcome.DNS_FAILURE,
    "http://unknown.example-names.test/report.pdf": Outcome.DNS_FAILURE,
    "https://unknown.example-names.test/report.pdf": Outcome.DNS_FAILURE,
    "http://no-address.example-names.test/report.pdf": Outcome.DNS_FAILURE,
    "http://silent.example-names.test/report.pdf": Outcome.DNS_TROUBLE,
    "http://broken.example-names.test/report.pdf": Outcome.DNS_TROUBLE,
}

ODD = {
    f"http://{HOST}/numbered/1.pdf#page=3": "/numbered/1.pdf",
    f"http://{HOST.upper()}/numbered/2.pdf": "/numbered/2.pdf",
    f"HTTP://{HOST}/numbered/3.pdf": "/numbered/3.pdf",
    f"http://{HOST}:80/numbered/4.pdf": "/numbered/4.pdf",
    f"http://{HOST}./numbered/5.pdf": "/numbered/5.pdf",
    f"http://reader:secret@{HOST}/numbered/6.pdf": "/numbered/6.pdf",
    f"http://{HOST}/numbered/with space.pdf": "/numbered/with%20space.pdf",
    f"http://{HOST}/numbered/北风.pdf": "/numbered/%E5%8C%97%E9%A3%8E.pdf",
    f"http://{HOST}/numbered/%E5%8C%97%E9%A3%8E-2025.pdf": "/numbered/%E5%8C%97%E9%A3%8E-2025.pdf",
    f"http://{HOST}/numbered/G%FCtersloh.pdf": "/numbered/G%FCtersloh.pdf",
    f"http://{HOST}/numbered/7.pdf?name=a+b&x=%2F%26&empty=": "/numbered/7.pdf?name=a+b&x=%2F%26&empty=",
    f"http://{HOST}/numbered/8.pdf?{'x' * 8000}": f"/numbered/8.pdf?{'x' * 8000}",
    f"http://{HOST}?a=b": "/?a=b",
    f"http://{IDN}/numbered/9.pdf": "/numbered/9.pdf",
    f"http://{IDN_ASCII}/numbered/10.pdf": "/numbered/10.pdf",
}
"""What is asked for, for each: nothing that means something to the server is changed."""


@pytest.fixture
def _name_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name servers that know nothing, have no address, don't answer, or fail."""
    said = {"no-address": socket.EAI_NODATA, "silent": socket.EAI_AGAIN, "broken": socket.EAI_FAIL}

    def getaddrinfo(host: str, *_: Any, **__: Any) -> Any:
        host.encode("idna")  # as the system's does first
        raise socket.gaierror(said.get(host.partition(".")[0], socket.EAI_NONAME), "said so")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.usefixtures("_name_servers")
def test_addresses_that_lead_nowhere_are_told_apart(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, HOST)
    run_id = office.start(LEADING_NOWHERE, settings)
    office.crawl(run_id, settings)
    assert {url: fetch.outcome for url, fetch in office.fetches(run_id).items()} == LEADING_NOWHERE
    dead = {url for url, verdict in office.verdicts(run_id).items() if verdict.state is EvidenceState.DEAD}
    assert dead == {url for url, o in LEADING_NOWHERE.items() if o in (Outcome.INVALID_URL, Outcome.DNS_FAILURE)}
    assert web.log.requests == []


def test_odd_addresses_are_asked_for_as_they_are_meant(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    fetches = office.fetch(ODD, office.settings(web, HOST, IDN_ASCII))
    assert {url: fetch.outcome for url, fetch in fetches.items()} == dict.fromkeys(ODD, Outcome.OK)
    assert sorted(target for target in web.log.targets() if target in ODD.values()) == sorted(ODD.values())
    assert {request.host.removesuffix(".") for request in web.log.of()} == {HOST, IDN_ASCII}
    assert not any(request.header("Authorization") for request in web.log.of())
