"""The local web does what it says, so that a failing crawler test is the crawler's."""

from __future__ import annotations

import asyncio
import http.client
import socket
import ssl
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest

from tests.web import certificates, sockets
from tests.web.documents import pdf
from tests.web.routes import ROUTES
from tests.web.server import Web
from tests.web.wire import Visit

HOST = "www.example-metals.test"
ARGUMENTS = {
    "/status/": "418",
    "/numbered/": "7.pdf",
    "/kept/": "7.pdf",
    "/redirect/chain/": "3",
    "/redirect/growing/": "x",
    "/redirect/absolute/": "https/www.example-metals.test",
    "/busy/": "429/date",
    "/soft/": "echoing/gone.pdf",
    "/editions/": "edited.pdf",
    "/flaky/": "1/drop/before-head",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(web: Web, path: str, host: str = HOST, headers: dict[str, str] | None = None, listener: str = "http") -> Answer:
    address = "::1" if listener == "http6" else "127.0.0.1"
    connection = http.client.HTTPConnection(address, web.port(listener), timeout=10)
    with closing(connection):
        connection.request("GET", path, headers={"Host": host, **(headers or {})})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def raw(web: Web, path: str) -> bytes:
    """All that comes back until the connection ends."""
    with socket.create_connection(("127.0.0.1", web.port("http")), timeout=10) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        parts = []
        while part := client.recv(65536):
            parts.append(part)
        return b"".join(parts)


async def _first_bytes(port: int, path: str) -> bytes:
    """What a path answers first; nothing after a moment where it keeps silent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    try:
        async with asyncio.timeout(0.5 if path.startswith("/silence/") else 30):
            return await reader.read(65536)
    except (TimeoutError, ConnectionError):
        return b""
    finally:
        writer.transport.abort()


def test_every_route_of_the_table_answers_or_fails_as_it_should(web: Web) -> None:
    paths = [route + ARGUMENTS.get(route, "") for route in ROUTES]
    paths = [path + "?bytes=100" if path in ("/body/zeros", "/body/noise") else path for path in paths]
    paths = [path + "?location=/report.pdf" if path == "/redirect/to" else path for path in paths]

    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(_first_bytes(web.port("http"), path) for path in paths))

    answers = dict(zip(paths, asyncio.run(all_of_them()), strict=True))
    silent = {path for path, answer in answers.items() if not answer}
    assert silent == {f"/{end}/before-head" for end in ("drop", "reset", "silence")} | {"/flaky/1/drop/before-head"}
    assert web.log.errors == []
    assert len(web.log.requests) == len(paths)


def test_a_request_is_logged_with_host_headers_and_times() -> None:
    with Web() as web:
        get(web, "/report.pdf?x=1", headers={"User-Agent": "tester"})
    (request,) = web.log.of(HOST)
    assert (request.path, request.target, request.header("user-agent")) == ("/report.pdf", "/report.pdf?x=1", "tester")
    assert request.ended is not None
    assert request.at <= request.ended
    assert web.log.of("other.test") == []


def test_bytes_and_connections_are_counted(web: Web) -> None:
    assert len(get(web, "/body/zeros?bytes=100000").body) == 100_000
    assert web.log.sent > 100_000
    assert web.log.requests[0].sent == web.log.sent
    assert web.log.connections == {"http": 1}


def test_requests_at_once_are_counted(web: Web) -> None:
    with ExitStack() as clients:
        for _ in range(3):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", web.port("http")), timeout=10))
            client.sendall(f"GET /silence/after-head HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            assert client.recv(100).startswith(b"HTTP/1.1 200")
    assert web.log.most_at_once(HOST) == 3


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_body_of_zeros_is_as_long_as_asked(web: Web, framing: str) -> None:
    assert get(web, f"/body/zeros?bytes=200001&framing={framing}").body == bytes(200_001)


def test_a_drop_ends_in_order_and_a_reset_does_not(web: Web) -> None:
    assert raw(web, "/drop/inside-body").endswith(pdf()[: len(pdf()) // 2])
    with pytest.raises(ConnectionResetError):
        raw(web, "/reset/inside-body")


def test_robots_are_the_behaviour_of_any_path(web: Web) -> None:
    web.robots["closed.test"] = "/robots/deny"
    web.robots["broken.test"] = "/status/503"
    assert get(web, "/robots.txt", "closed.test").body == b"User-agent: *\nDisallow: /\n"
    assert get(web, "/robots.txt", "broken.test").status == 503
    assert get(web, "/robots.txt", HOST).status == 404


def test_a_flaky_path_recovers(web: Web) -> None:
    path = "/flaky/2/status/503"
    assert [get(web, path).status for _ in range(4)] == [503, 503, 200, 200]
    assert get(web, path, "other.test").status == 503


def test_a_busy_path_says_when_to_come_back(web: Web) -> None:
    seconds = get(web, "/busy/503/seconds?seconds=3")
    date = get(web, "/busy/429/date?seconds=3")
    assert (seconds.status, seconds.headers["Retry-After"]) == (503, "3")
    assert date.headers["Retry-After"].endswith("GMT")
    assert get(web, "/busy/429/date?seconds=3").status == 200


def test_a_validator_is_answered_with_304(web: Web) -> None:
    tag = get(web, "/kept/5.pdf").headers["ETag"]
    again = get(web, "/kept/5.pdf", headers={"If-None-Match": tag})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.skipif(not sockets.ipv6(), reason="this machine has no ::1")
def test_ipv6_is_served(web: Web) -> None:
    assert get(web, "/report.pdf", listener="http6").body == pdf()


def test_a_refusing_port_refuses(web: Web) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", web.port("refusing")), timeout=10)


def test_an_unanswered_port_leaves_a_connection_pending(web: Web) -> None:
    with pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", web.port("unanswered")), timeout=0.2)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("verified", 0),
        ("complete-chain", 0),
        ("expired", 10),
        ("not-yet-valid", 9),
        ("self-signed", 18),
        ("untrusted-root-sent", 19),
        ("untrusted", 20),
        ("incomplete-chain", 20),
        ("wrong-host", 62),
    ],
)
def test_certificates_fail_as_openssl_names_it(web: Web, kind: str, code: int) -> None:
    trust = ssl.create_default_context(cafile=str(web.ca_file))
    with socket.create_connection(("127.0.0.1", web.port(kind)), timeout=10) as plain:
        try:
            with trust.wrap_socket(plain, server_hostname=HOST):
                seen = 0
        except ssl.SSLCertVerificationError as error:
            seen = error.verify_code
    assert seen == code


@pytest.mark.parametrize(
    ("listener", "alert"),
    [
        ("old-version", "PROTOCOL_VERSION|legacy sigalg disallowed"),
        ("no-common-cipher", "HANDSHAKE_FAILURE"),
        ("unknown-name", "UNRECOGNIZED_NAME"),
        ("other-protocol", "WRONG_VERSION_NUMBER"),
        ("plain-http", "WRONG_VERSION_NUMBER"),
        ("closing", "EOF"),
    ],
)
def test_a_handshake_fails_as_openssl_names_it(web: Web, listener: str, alert: str) -> None:
    trust = ssl.create_default_context(cafile=str(web.ca_file))
    with (
        socket.create_connection(("127.0.0.1", web.port(listener)), timeout=10) as plain,
        pytest.raises(ssl.SSLError, match=alert),
    ):
        trust.wrap_socket(plain, server_hostname=HOST)


def test_an_old_tls_version_is_spoken_with_who_still_speaks_it(web: Web) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    old.set_ciphers("ALL:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", web.port("old-version")), timeout=10) as plain,
        old.wrap_socket(plain, server_hostname=HOST) as secure,
    ):
        secure.sendall(f"GET /report.pdf HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert secure.recv(12) == b"HTTP/1.1 200"
        assert secure.version() == "TLSv1.1"


def test_every_kind_of_certificate_and_greeting_has_a_listener(web: Web) -> None:
    named = web.at("a.test", "b.test", http="refusing", https="expired")
    assert [(r.host, r.port) for r in named] == [("a.test", 80), ("a.test", 443), ("b.test", 80), ("b.test", 443)]
    ports = {web.port(name) for name in (*certificates.KINDS, *sockets.GREETINGS, "http", "refusing", "unanswered")}
    assert len(ports) == len(certificates.KINDS) + len(sockets.GREETINGS) + 3


def test_an_error_in_a_behaviour_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(visit: Visit) -> None:
        raise ValueError("a fault that nobody wanted")

    monkeypatch.setitem(ROUTES, "/broken", broken)
    with pytest.raises(ExceptionGroup, match="behaviour"), Web() as web:
        assert raw(web, "/broken") == b""
