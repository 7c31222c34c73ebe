"""From a host's name to addresses."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from crawler.handlers.names import ADDRESSES, Resolver
from linkcheck.settings import Resolve


def resolved(host: str, port: int = 80, *overrides: str) -> list[tuple[str, int]]:
    async def ask() -> list[tuple[str, int]]:
        resolver = Resolver(map(Resolve.parse, overrides))
        try:
            return [(found["host"], found["port"]) for found in await resolver.resolve(host, port)]
        finally:
            await resolver.close()

    return asyncio.run(ask())


OVERRIDES = (
    "www.example-metals.test:80:192.0.2.1",
    "www.example-metals.test:443:192.0.2.2:8443",
    "*:8080:[2001:db8::1]:81",
)


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("www.example-metals.test", 80, [("192.0.2.1", 80)]),
        ("WWW.Example-Metals.test.", 80, [("192.0.2.1", 80)]),
        ("www.example-metals.test", 443, [("192.0.2.2", 8443)]),
        ("anything.test", 8080, [("2001:db8::1", 81)]),
    ],
)
def test_what_a_person_gave_is_used_instead_of_name_servers(
    host: str, port: int, expected: list[tuple[str, int]]
) -> None:
    assert resolved(host, port, *OVERRIDES) == expected


def test_several_addresses_for_one_host_are_all_tried() -> None:
    given = ("www.example-metals.test:80:192.0.2.1", "www.example-metals.test:80:192.0.2.2")
    assert resolved("www.example-metals.test", 80, *given) == [("192.0.2.1", 80), ("192.0.2.2", 80)]


@pytest.mark.parametrize("host", ["invalid", "www.example-metals.invalid", "WWW.EXAMPLE.INVALID."])
def test_invalid_names_are_known_not_to_exist_without_asking(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args: pytest.fail("a name server was asked"))
    with pytest.raises(socket.gaierror) as error:
        resolved(host)
    assert error.value.errno == socket.EAI_NONAME


def test_of_very_many_addresses_only_some_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"192.0.2.{n}", 80)) for n in range(200)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args: many)
    assert len(resolved("www.example-metals.test")) == ADDRESSES


def test_the_scope_of_a_link_local_address_stays_visible_to_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 80, 0, 3))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args: found)
    assert resolved("www.example-metals.test") == [("fe80::1%3", 80)]
