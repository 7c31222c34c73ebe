"""Dates in header fields, as servers write them (RFC 9110, 5.6.7), and as they shouldn't."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def http_date(value: str) -> datetime | None:
    """The moment that a field's value names; without a zone it is UTC. None where it names none."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # a year beyond all numbers is the second
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
