"""How the demo's web answers: one function per manner of `linkcheck.demo.web.Manner`, and what each host says
besides."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from html import escape

from aiohttp import web

from linkcheck.demo.documents import pdf
from linkcheck.demo.web import OWNERS, PLACES, Manner, Place, hosts

Answer = Callable[[web.Request, Place], Awaitable[web.StreamResponse]]

MOVED_TO = "/moved"
"""The folder that the documents which moved are in now."""
CHUNKS, PAUSE = 6, 0.3
"""A slow document comes in so many pieces, with so many seconds between them."""

POLITE_ERROR_HOSTS = hosts(Manner.SOFT_404)
"""They say 200 to whatever they don't know."""
DENYING_HOSTS = hosts(Manner.DENIED)
_BY_ADDRESS = {(place.host, place.path): place for place in PLACES}
_MOVED = {(place.host, MOVED_TO + place.path): place for place in PLACES if place.manner is Manner.MOVED}


async def answer(request: web.Request) -> web.StreamResponse:
    """The one handler: what is at this host and path, in its manner."""
    address = (request.url.host or "", request.path)
    if moved := _MOVED.get(address):
        return await _document(request, moved)
    if place := _BY_ADDRESS.get(address):
        return await ANSWERS[place.manner](request, place)
    return _besides(*address)


def _besides(host: str, path: str) -> web.Response:
    """Robots.txt, the home page, and what a host says to a path that it doesn't know."""
    if path == "/":
        return _page(f"Welcome to {host}", "Rolled and cast since 1961.")
    if path == "/robots.txt":
        rules = "User-agent: *\nDisallow: /\n" if host in DENYING_HOSTS else "User-agent: *\nDisallow:\n"
        return web.Response(text=rules)
    return _not_found(200 if host in POLITE_ERROR_HOSTS else 404)


def _page(title: str, text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    body = f"<!doctype html><html lang=en><title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(text)}</p>"
    return web.Response(text=body, status=status, content_type="text/html", headers=headers)


def _not_found(status: int) -> web.Response:
    return _page("Page not found", "We are sorry: what you look for is not here any more.", status)


def _pdf_of(place: Place) -> bytes:
    return pdf(place.title, OWNERS.get(place.host, place.host), place.pages)


async def _document(request: web.Request, place: Place) -> web.StreamResponse:
    body = _pdf_of(place)
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    return web.Response(body=body, content_type="application/pdf", headers={"ETag": etag})


async def _moved(request: web.Request, place: Place) -> web.StreamResponse:
    return web.Response(status=301, headers={"Location": MOVED_TO + place.path})


async def _slow(request: web.Request, place: Place) -> web.StreamResponse:
    body = _pdf_of(place)
    response = web.StreamResponse(headers={"Content-Type": "application/pdf", "Content-Length": str(len(body))})
    await response.prepare(request)
    size = -(-len(body) // CHUNKS)
    for start in range(0, len(body), size):
        await asyncio.sleep(PAUSE)
        await response.write(body[start : start + size])
    return response


async def _web_page(request: web.Request, place: Place) -> web.StreamResponse:
    return _page(place.title, "Please choose a language to read this document.")


async def _soft_404(request: web.Request, place: Place) -> web.StreamResponse:
    return _not_found(200)


async def _to_home(request: web.Request, place: Place) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/"})


async def _truncated(request: web.Request, place: Place) -> web.StreamResponse:
    body = _pdf_of(place)
    response = web.StreamResponse(headers={"Content-Type": "application/pdf", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response


async def _missing(request: web.Request, place: Place) -> web.StreamResponse:
    return _not_found(404)


async def _removed(request: web.Request, place: Place) -> web.StreamResponse:
    return _page("Gone", "This document was withdrawn.", 410)


async def _login(request: web.Request, place: Place) -> web.StreamResponse:
    return _page("Sign in", "For suppliers only.", 401, {"WWW-Authenticate": 'Basic realm="suppliers"'})


async def _wall(request: web.Request, place: Place) -> web.StreamResponse:
    return _page("Just a moment...", "We check that you are human.", 403, {"cf-mitigated": "challenge"})


async def _fault(request: web.Request, place: Place) -> web.StreamResponse:
    return _page("Internal Server Error", "Something went wrong.", 500)


async def _silent(request: web.Request, place: Place) -> web.StreamResponse:
    await asyncio.sleep(3600)
    return web.Response()


async def _reset(request: web.Request, place: Place) -> web.StreamResponse:
    transport = request.transport
    if transport:
        lingering: socket.socket = transport.get_extra_info("socket")
        lingering.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


ANSWERS: Mapping[Manner, Answer] = {
    Manner.DOCUMENT: _document,
    Manner.EXPIRED: _document,
    Manner.DENIED: _document,
    Manner.MOVED: _moved,
    Manner.SLOW: _slow,
    Manner.PAGE: _web_page,
    Manner.WEB_PAGE: _web_page,
    Manner.SOFT_404: _soft_404,
    Manner.TO_HOME: _to_home,
    Manner.TRUNCATED: _truncated,
    Manner.MISSING: _missing,
    Manner.REMOVED: _removed,
    Manner.LOGIN: _login,
    Manner.WALL: _wall,
    Manner.FAULT: _fault,
    Manner.SILENT: _silent,
    Manner.RESET: _reset,
}
"""All manners but UNNAMED, which no server answers."""
