"""The local web that crawls are measured on: nginx over plain HTTP and TLS, on loopback addresses that stand for hosts.

`/doc/N` is a document, `/gone/N` answers 404, `/moved/N` redirects to a document, `/slow/N` takes two seconds and
`/reset/N` resets the connection. nginx counts what it was asked and what it sent: nobody is compared on work not done.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import trustme

SIZES = ((10_000, 60), (50_000, 30), (400_000, 10))
"""Bytes of a document, and how many of a hundred are of that size: 61 KB in the mean."""

SLOW = 2.0
"""Seconds until what is slow begins to answer."""

HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 21))

_CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
{user}
events {{ worker_connections 4096; }}
http {{
    log_format counted '$status $bytes_sent $connection_requests $msec $server_addr $request_uri';
    access_log {folder}/access.log counted buffer=64k flush=1s;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    sendfile on; tcp_nopush on; keepalive_requests 1000000; reset_timedout_connection on;
    default_type application/pdf; types {{ text/html html; }}
    ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key; ssl_session_cache off;
    ssl_session_tickets off;
    server {{
        listen {port} backlog=4096; root {folder};
        location /moved/ {{ rewrite ^/moved/(.*)$ /doc/$1 permanent; }}
        location /slow/ {{ proxy_pass http://127.0.0.1:{slow_port}; }}
        location /reset/ {{ return 444; }}
    }}
    server {{ listen {tls_port} ssl backlog=4096; root {folder}; keepalive_timeout 0; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What the server saw since it was last asked: requests by status, bytes sent."""

    statuses: Counter[int]
    bytes: int

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())


class Web:
    """A running nginx with `documents` documents, each of its own bytes. `ca` is the file of its TLS authority."""

    def __init__(self, folder: Path, documents: int) -> None:
        self.folder = folder
        self.ca = folder / "ca.pem"
        self.port, self.tls_port, self._slow_port = _free_port(), _free_port(), _free_port()
        self._read = 0
        self._documents(documents)
        self._certificate()
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        (folder / "nginx.conf").write_text(
            _CONFIGURATION.format(
                folder=folder,
                port=self.port,
                tls_port=self.tls_port,
                slow_port=self._slow_port,
                user="user root;" if os.geteuid() == 0 else "",
            )
        )
        self._server = subprocess.Popen(  # noqa: S603  # our own configuration
            [program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL
        )
        self._slow = subprocess.Popen([sys.executable, "-m", "benchmarks.web", str(self._slow_port)])  # noqa: S603  # this very module
        _wait_for(self.port)
        _wait_for(self._slow_port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._server, self._slow):
            process.terminate()
            process.wait()

    def mixed(self, count: int, host: str = HOSTS[0]) -> list[str]:
        """So many URLs: 5 % gone, 2 % moved, 1 % slow, 1 % reset, in an order that is the same each time."""
        kinds = {"gone": count * 5 // 100, "moved": count * 2 // 100, "slow": count // 100, "reset": count // 100}
        kinds["doc"] = count - sum(kinds.values())
        paths = [f"/{kind}/{number}" for kind, number_of in kinds.items() for number in range(number_of)]
        random.Random(1).shuffle(paths)  # noqa: S311  # not for secrets
        return [f"http://{host}:{self.port}{path}.pdf" for path in paths]

    def documents(self, per_host: int, hosts: int) -> list[str]:
        """URLs of documents alone, hosts by turns."""
        return [
            f"http://{host}:{self.port}/doc/{number * hosts + place}.pdf"
            for number in range(per_host)
            for place, host in enumerate(HOSTS[:hosts])
        ]

    def over_tls(self, count: int) -> list[str]:
        """URLs whose server closes after each: a new handshake every time."""
        return [f"https://localhost:{self.tls_port}/doc/{number}.pdf" for number in range(count)]

    def served(self) -> Served:
        """What was asked for and sent since the last call."""
        time.sleep(1.2)  # its log is written once a second
        with (self.folder / "access.log").open(encoding="utf-8") as log:
            log.seek(self._read)
            lines = [line.split() for line in log]
            self._read = log.tell()
        asked = [line for line in lines if not line[-1].endswith("/ready")]
        return Served(Counter(int(line[0]) for line in asked), sum(int(line[1]) for line in asked))

    def _documents(self, count: int) -> None:
        sizes = [size for size, share in SIZES for _ in range(share)]
        random.Random(2).shuffle(sizes)  # noqa: S311  # not for secrets
        (self.folder / "doc").mkdir()
        for number in range(count):
            path = self.folder / "doc" / f"{number}.pdf"
            path.write_bytes(b"%PDF-1.7\n" + os.urandom(sizes[number % len(sizes)]))

    def _certificate(self) -> None:
        authority = trustme.CA()
        certificate = authority.issue_cert("localhost", "127.0.0.1")
        authority.cert_pem.write_to_path(self.ca)
        certificate.private_key_pem.write_to_path(self.folder / "server.key")
        for number, part in enumerate(certificate.cert_chain_pems):
            part.write_to_path(self.folder / "server.pem", append=number > 0)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"GET /ready HTTP/1.0\r\n\r\n")
                connection.recv(1)
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("nginx does not answer")


async def _answer_slowly(port: int) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
        if path != b"/ready":
            await asyncio.sleep(SLOW)
        writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n" + path * 1000)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_answer_slowly(int(sys.argv[1])))
