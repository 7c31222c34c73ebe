"""Notices, to a real mail server and a real webhook on this machine."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from linkcheck.notices.sending import send

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise imports it
TITLE = "Disclosures: 1 change in 1 report"
BODY = "## Northwind\n\n- **5.1**: <https://www.northwind.example/a.pdf> It is dead."


class Post:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], Message]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.got.append((envelope.rcpt_tos, message_from_bytes(envelope.content or b"")))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[int, Post]]:
    post = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield port, post
    controller.stop()


@pytest.fixture
def webhook() -> Iterator[tuple[int, list[dict[str, str]]]]:
    got: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if "fails" in self.path else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_address[1], got
    server.shutdown()
    thread.join()
    server.server_close()


def test_by_mail(mail: tuple[int, Post], monkeypatch: pytest.MonkeyPatch) -> None:
    port, post = mail
    monkeypatch.setenv("OFFICE_MAIL", f"mailto://127.0.0.1:{port}?from=linkcheck@example.com&to=office@example.com")
    assert list(send(["OFFICE_MAIL"], TITLE, BODY)) == []
    ((to, message),) = post.got
    assert to == ["office@example.com"]
    assert message["Subject"] == TITLE
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    assert any(b"https://www.northwind.example/a.pdf" in part for part in parts if isinstance(part, bytes))


def test_by_webhook(webhook: tuple[int, list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch) -> None:
    port, got = webhook
    monkeypatch.setenv("HOOK", f"json://127.0.0.1:{port}/changes")
    assert list(send(["HOOK"], TITLE, BODY)) == []
    assert got[0]["title"] == TITLE
    assert "It is dead." in got[0]["message"]


def test_what_is_not_delivered_is_told_without_its_secret(
    webhook: tuple[int, list[dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    port, _ = webhook
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("FAILS", f"json://user:topsecret@127.0.0.1:{port}/fails")
    monkeypatch.setenv("AWAY", "json://user:topsecret@127.0.0.1:1/")
    monkeypatch.setenv("STRANGE", "topsecret+nothing://topsecret")
    said = list(send(["FAILS", "AWAY", "STRANGE", "UNSET"], TITLE, BODY))
    assert said == [
        "a notice by JSON was not delivered: check what FAILS holds, and that its server answers",
        "a notice by JSON was not delivered: check what AWAY holds, and that its server answers",
        "no notice was sent: what STRANGE holds is no URL that apprise knows",
        "no notice was sent: the environment has no UNSET",
    ]
    printed = capsys.readouterr()
    assert "topsecret" not in caplog.text + printed.out + printed.err + "".join(said)


def test_one_that_fails_leaves_the_others(
    webhook: tuple[int, list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, got = webhook
    monkeypatch.setenv("BOTH", f"json://127.0.0.1:1/ json://127.0.0.1:{port}/changes")
    assert len(list(send(["BOTH"], TITLE, BODY))) == 1
    assert len(got) == 1
