"""Answers that nobody thought of: put together at random, then damaged, the same ones for the same number."""

from __future__ import annotations

import random

from tests.web.wire import Behaviour, Mark, Visit

STATUSES = (
    b"200 OK",
    b"404 Not Found",
    b"302 Found",
    b"429 Busy",
    b"503 Busy",
    b"304 Same",
    b"206 Part",
    b"200",
    b"099 ?",
)
BODIES = (
    b"",
    b"Northwind Aluminium Group",
    b"<html><title>Northwind</title><meta charset=punycode><p>\xff",
    b"<meta http-equiv=refresh content='0;url=http://[::1'><form><input type=password>",
    b"%PDF-1.7\n%%EOF",
    b"5;x\r\nhello\r\n0\r\nWARC-Type: response\r\n\r\n",
    b"\x1f\x8b\x08\0\0\0\0\0",
    b"PK\x03\x04",
)
FIELDS = (
    b"Content-Type: application/pdf",
    b"Content-Type: text/html; charset=idna",
    b"Content-Length: 5",
    b"Transfer-Encoding: chunked",
    b"Content-Encoding: gzip",
    b"Location: /report.pdf",
    b"Location: http://[::1",
    b"Location: http://a..b/",
    b"Location: http://xn--zzzzzzzz-/",
    b"Location: //",
    b"Location: http://\xff/",
    b"Retry-After: Mon, 01 Jan 9999999999999999999 00:00:00 GMT",
    b"Retry-After: 0",
    b'ETag: "\xff"',
    b"Last-Modified: Mon, 01 Jan 9999999999999999999 00:00:00 GMT",
    b"Set-Cookie: \xff=\x01; Max-Age=1e9",
    b"Upgrade: h2c",
    b"WARC-Type: warcinfo",
)
DAMAGE = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b":",
    b"WARC/1.1\r\n",
    b"\r\n\r\n",
    b"9" * 400,
    b"-1",
    b"\xed\xa0\x80",
    b"[::1",
)


def answer(number: str) -> bytes:
    chance = random.Random(number)
    body = chance.choice(BODIES)
    fields = chance.sample(FIELDS, chance.randint(0, 4))
    if chance.random() < 0.5:
        fields.append(b"Content-Length: %d" % len(body))
    raw = b"\r\n".join((b"HTTP/1.1 " + chance.choice(STATUSES), *fields, b"", body))
    for _ in range(chance.choice((0, 0, 1, 2, 4))):
        at = chance.randrange(len(raw))
        raw = (
            raw[:at]
            + chance.choice((chance.choice(DAMAGE), bytes([chance.randrange(256)])))
            + raw[at + chance.randint(0, 1) :]
        )
    return raw


async def _by_chance(visit: Visit) -> None:
    """`/chance/NUMBER`."""
    await visit.send(answer(visit.rest), Mark.CLOSE)


ROUTES: dict[str, Behaviour] = {"/chance/": _by_chance}
