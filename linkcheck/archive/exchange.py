"""One request and what came back, as it went over the wire: what the crawler hands to the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO


class Truncation(StrEnum):
    """Why a body is not whole: the values of WARC-Truncated (WARC 1.1, 5.13)."""

    LENGTH = "length"
    TIME = "time"
    DISCONNECT = "disconnect"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class SavedFile:
    """What a person saved of a URL: read from its start, `bytes` long, with `sha256` and `sha1` in hex."""

    url: str
    name: str
    media_type: str
    saved_at: datetime
    body: BinaryIO
    bytes: int
    sha256: str
    sha1: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """`request_head` and `response_head` are raw bytes from the first line to the empty line, both included.

    `body` is read from its start, `bytes` long, with `sha256` and `sha1` in hex.
    """

    url: str
    started_at: datetime
    address: str
    request_head: bytes
    response_head: bytes
    body: BinaryIO
    bytes: int
    sha256: str
    sha1: str
    truncated: Truncation | None = None
