"""Response heads that are not HTTP, not quite HTTP, or too much of it."""

from __future__ import annotations

from tests.web.documents import HTML, PDF, pdf
from tests.web.wire import Behaviour, Forever, Headers, Mark, head, script, whole

BODY = pdf()
LENGTH = ("Content-Length", str(len(BODY)))
SOUND = [*PDF, LENGTH]


def _with(*headers: tuple[str, str]) -> Behaviour:
    return script(whole(200, BODY, [*PDF, *headers]))


def _first_line(line: bytes, headers: Headers = SOUND) -> Behaviour:
    return script(line + b"\r\n" + head(200, headers).partition(b"\r\n")[2] + BODY)


def _extra_line(line: bytes) -> Behaviour:
    return script(head(200, SOUND)[:-2] + line + b"\r\n\r\n" + BODY)


ROUTES: dict[str, Behaviour] = {
    # Not HTTP at all.
    "/head/ssh": script(b"SSH-2.0-OpenSSH_9.2p1\r\n" * 3, Mark.CLOSE),
    "/head/noise": script(bytes(range(256)) * 4, Mark.CLOSE),
    "/head/http-0.9": script(b"<html><body>Northwind Aluminium Group</body></html>", Mark.CLOSE),
    "/head/http-2": script(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18), Mark.CLOSE),
    "/head/html-first": script(b"\r\n\r\n<html>", head(200, SOUND), BODY, Mark.CLOSE),
    # A status line that is none.
    "/head/status-word": _first_line(b"HTTP/1.1 OK 200"),
    "/head/status-two-digits": _first_line(b"HTTP/1.1 20 OK"),
    "/head/status-four-digits": _first_line(b"HTTP/1.1 2000 OK"),
    "/head/status-negative": _first_line(b"HTTP/1.1 -200 OK"),
    "/head/version-9": _first_line(b"HTTP/9.9 200 OK"),
    # Old or careless, and well understood all the same.
    "/head/http-1.0": script(b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + BODY, Mark.CLOSE),
    "/head/no-reason": _first_line(b"HTTP/1.1 200"),
    "/head/long-reason": _first_line(b"HTTP/1.1 200 " + b"Fine " * 100),
    "/head/no-headers": script(b"HTTP/1.1 200 OK\r\n\r\n" + BODY, Mark.CLOSE),
    "/head/lower-case": script(head(200, SOUND).lower().replace(b"http/1.1 200 ok", b"HTTP/1.1 200 OK") + BODY),
    "/head/non-ascii": _extra_line("X-Company: 北风铝业".encode()),
    "/head/latin-1": _extra_line(b"X-Company: Nordwind Aluminium G\xfctersloh"),
    # Lines that are no header fields.
    "/head/no-colon": _extra_line(b"this line has no colon"),
    "/head/space-before-colon": _extra_line(b"X-Company : Northwind"),
    "/head/no-name": _extra_line(b": Northwind"),
    "/head/nul": _extra_line(b"X-Company: North\x00wind"),
    "/head/folded": _extra_line(b"X-Company: Northwind\r\n Aluminium\r\n Group"),
    "/head/bare-lf": script(head(200, SOUND).replace(b"\r\n", b"\n") + BODY, Mark.CLOSE),
    # Too much.
    "/head/flood": script(head(200, [*((f"X-{n}", "y" * 100) for n in range(10_000)), *SOUND]) + BODY),
    "/head/one-huge": _with(("X-Huge", "y" * 2**20)),
    "/head/large-cookies": _with(*(("Set-Cookie", f"c{n}={'y' * 3000}") for n in range(4))),
    "/head/endless": script(b"HTTP/1.1 200 OK\r\nX-Endless: ", Forever(b"y" * 2**16)),
    "/head/endless-fields": script(b"HTTP/1.1 200 OK\r\n", Forever(b"X-More: y\r\n" * 4096)),
    "/head/endless-interim": script(Forever(head(100) * 1000)),
    # What the content is said to be.
    "/head/type-none.pdf": script(head(200, [LENGTH]) + BODY),
    "/head/type-wrong.pdf": script(whole(200, BODY, HTML)),
    "/head/type-nonsense.pdf": script(whole(200, BODY, [("Content-Type", '*/;;charset="')])),
    "/head/type-twice.pdf": script(head(200, [*HTML, *SOUND]) + BODY),
}
