"""Request and response heads as they went over the wire, for the archive."""

from __future__ import annotations

from http import HTTPStatus

import aiohttp

MOST_HEADERS = 256
LONGEST_LINE = 32 * 1024
"""Bytes of one header field, and of the status line."""

LONGEST_HEAD = 128 * 1024
"""Bytes of a response's head, interim ones before it included."""


def request_head(response: aiohttp.ClientResponse) -> bytes:
    """The head of the request that this answers: aiohttp's own serialisation of what it sent."""
    sent = response.request_info
    lines = [f"{sent.method} {sent.url.raw_path_qs} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in sent.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def fields(response: aiohttp.ClientResponse) -> tuple[tuple[str, str], ...]:
    """The response's header fields, decoded as Latin-1."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.raw_headers)


def reason(response: aiohttp.ClientResponse) -> str:
    """The reason phrase that came, else the one that the status has."""
    if response.reason:
        return response.reason.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return HTTPStatus(response.status).phrase
    except ValueError:
        return ""


def location(response: aiohttp.ClientResponse) -> str | None:
    """Where the response leads; None where it doesn't say. Browsers read UTF-8 in it, else it is Latin-1."""
    value = next((value for name, value in response.raw_headers if name.lower() == b"location"), None)
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
