"""One way to write a JSON value, so that its hash means something: RFC 8785 (JSON Canonicalization Scheme)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import rfc8785
from pydantic import BaseModel


def canonical(value: object) -> bytes:
    """The value as RFC 8785 has it: keys sorted by UTF-16, no space, numbers as ECMAScript writes them, UTF-8.

    Raises `rfc8785.CanonicalizationError` (a ValueError) for what it has no form for: NaN, whole numbers past 2**53.
    """
    plain = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    return rfc8785.dumps(plain)  # type: ignore[arg-type]  # JSON values; what is none it refuses


def digest(value: object) -> str:
    """SHA-256, in hex, of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def moment(at: datetime | None) -> str | None:
    """A time as manifests write it: UTC, with microseconds, always in the same form."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
