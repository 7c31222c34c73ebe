"""Bodies of all lengths, framings and codings: right, wrong and malicious."""

from __future__ import annotations

import gzip
import random
import zlib

from tests.linkcheck.documents.making import slow_pdf
from tests.web.documents import HTML, PDF, TEXT, html, pdf
from tests.web.wire import Behaviour, Forever, Mark, Visit, head, page, script

BODY = pdf()
CHUNKED = ("Transfer-Encoding", "chunked")
CHUNKED_HEAD = head(200, [*PDF, CHUNKED])
BLOCK = b"\0" * 2**16
PIECES = [BODY[at : at + 700] for at in range(0, len(BODY), 700)]


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _says(*lengths: str, body: bytes = BODY, end: Mark = Mark.CLOSE) -> Behaviour:
    return script(head(200, [*PDF, *(("Content-Length", length) for length in lengths)]) + body, end)


def _coded(coding: str, body: bytes) -> Behaviour:
    return page(200, body, [*PDF, ("Content-Encoding", coding)])


def _so_many(block: bytes) -> Behaviour:
    """`?bytes=N` bytes, the block over and over, with their length; `&framing=chunked` or `&framing=close` without."""

    async def behave(visit: Visit) -> None:
        left = int(visit.query("bytes"))
        framing = visit.query("framing", "length")
        length = ("Content-Length", str(left))
        await visit.send(head(200, [*PDF, *{"length": [length], "chunked": [CHUNKED], "close": []}[framing]]))
        while left > 0:
            part = block[:left]
            await visit.send(_chunk(part) if framing == "chunked" else part)
            left -= len(part)
        if framing == "chunked":
            await visit.send(b"0\r\n\r\n")
        if framing == "close":
            await visit.send(Mark.CLOSE)

    return behave


ODD_NAMES = frozenset(
    {"with%20space", "%E5%8C%97%E9%A3%8E", "%E5%8C%97%E9%A3%8E-2025", "G%FCtersloh", "G%C3%BCtersloh", "100%", "100%25"}
)


async def _numbered(visit: Visit) -> None:
    """`/numbered/N.pdf`: a PDF that says N, so that many URLs have many bodies; besides, some odd names.

    Of two pages: where there is one alone, the crawl asks for a sibling as well (`linkcheck.documents.soft404`).
    """
    name = visit.rest.removesuffix(".pdf")
    if name.isdecimal() or name in ODD_NAMES:
        await visit.reply(200, pdf(f"Disclosure {name}", pages=2), PDF)
    else:
        await visit.reply(404, html("No such disclosure"), HTML)


def _bomb() -> bytes:
    """A gzip stream of 512 MiB of zero bytes, half a MiB long: a deflate block that depends on no other, 512 times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(7) + block * 512


async def _slow(visit: Visit) -> None:
    """Here at once, and long to examine."""
    await visit.reply(200, slow_pdf(), PDF)


ROUTES: dict[str, Behaviour] = {
    "/body/zeros": _so_many(BLOCK),
    "/body/noise": _so_many(random.Random(482).randbytes(len(BLOCK))),  # nothing makes it smaller
    "/numbered/": _numbered,
    "/body/empty": page(200, b"", PDF),
    "/body/empty-page": page(200, b"", HTML),
    "/body/text": page(200, b"Northwind Aluminium Group\n" * 40, TEXT),
    "/body/page-for-pdf.pdf": page(200, html("Disclosures", "We have moved our documents. " * 20), HTML),
    "/body/junk-before.pdf": page(200, b"\r\n\r\n   " + BODY, PDF),
    "/body/slow.pdf": _slow,
    "/body/cut.pdf": page(200, BODY[: len(BODY) // 2], PDF),
    # Content-Length against what comes.
    "/length/short": _says("100000"),
    "/length/long": _says(str(len(BODY)), body=BODY + b"and more than was said"),
    "/length/long-cut": _says(str(len(BODY) // 2)),
    "/length/none": _says(),
    "/length/none-reset": _says(body=BODY[: len(BODY) // 2], end=Mark.RESET),
    "/length/twice-same": _says(str(len(BODY)), str(len(BODY))),
    "/length/twice-different": _says(str(len(BODY)), "7"),
    "/length/listed": _says(f"{len(BODY)}, {len(BODY)}"),
    "/length/negative": _says("-1"),
    "/length/word": _says("plenty"),
    "/length/plus": _says(f"+{len(BODY)}"),
    "/length/huge": _says(str(10**12), end=Mark.SILENCE),
    "/length/overflow": _says(str(2**64 + len(BODY)), end=Mark.SILENCE),
    "/length/endless": script(head(200, PDF), Forever(BLOCK)),
    "/length/and-chunked": script(
        head(200, [*PDF, CHUNKED, ("Content-Length", "3")]) + _chunk(BODY) + b"0\r\n\r\n", Mark.CLOSE
    ),
    # Chunked.
    "/chunked/sound": script(
        CHUNKED_HEAD, *(_chunk(BODY[at : at + 700]) for at in range(0, len(BODY), 700)), b"0\r\n\r\n"
    ),
    "/chunked/extensions": script(CHUNKED_HEAD + b"%x;name=value\r\n%b\r\n0;last\r\n\r\n" % (len(BODY), BODY)),
    "/chunked/trailers": script(CHUNKED_HEAD + _chunk(BODY) + b"0\r\nX-Checksum: 1234\r\n\r\n"),
    "/chunked/upper-case": script(head(200, [*PDF, ("Transfer-Encoding", "Chunked")]) + _chunk(BODY) + b"0\r\n\r\n"),
    "/chunked/bad-size": script(CHUNKED_HEAD + _chunk(BODY[:500]) + b"five\r\nhello\r\n", Mark.CLOSE),
    "/chunked/bad-first-size": script(CHUNKED_HEAD + b"<html>\r\n", Mark.CLOSE),
    "/chunked/negative-size": script(CHUNKED_HEAD + _chunk(BODY[:500]) + b"-5\r\nhello\r\n", Mark.CLOSE),
    "/chunked/huge-size": script(CHUNKED_HEAD + b"fffffffffffffffff\r\nhello\r\n", Mark.CLOSE),
    "/chunked/longer-than-said": script(CHUNKED_HEAD + b"5\r\nhello, and more\r\n0\r\n\r\n", Mark.CLOSE),
    "/chunked/cut-in-size": script(CHUNKED_HEAD + _chunk(BODY[:500]) + b"1", Mark.CLOSE),
    "/chunked/cut-in-data": script(CHUNKED_HEAD + _chunk(BODY)[:500], Mark.CLOSE),
    "/chunked/no-end": script(CHUNKED_HEAD + _chunk(BODY), Mark.CLOSE),
    "/chunked/endless": script(CHUNKED_HEAD, Forever(_chunk(BLOCK))),
    "/chunked/endless-extension": script(CHUNKED_HEAD + b"5;", Forever(b"x" * 2**16)),
    "/chunked/endless-trailers": script(CHUNKED_HEAD + _chunk(BODY) + b"0\r\n", Forever(b"X-More: y\r\n" * 4096)),
    # Codings that nobody asked for.
    "/coded/gzip.pdf": _coded("gzip", gzip.compress(BODY, mtime=0)),
    "/coded/bomb.pdf": _coded("gzip", _bomb()),
    "/coded/cut.pdf": _coded("gzip", gzip.compress(BODY, mtime=0)[:300]),
    "/coded/lie.pdf": _coded("gzip", BODY),
    "/coded/unknown.pdf": _coded("zebra", BODY),
    "/coded/transfer-gzip.pdf": script(
        head(200, [*PDF, ("Transfer-Encoding", "gzip, chunked")]) + _chunk(gzip.compress(BODY, mtime=0)) + b"0\r\n\r\n"
    ),
}
