"""Retry-After in all its forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.middlewares.retry_after import seconds

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 24 Nov 2026 12:01:30 GMT", 90.0),
        ("Tue, 24 Nov 2026 13:01:30 +0100", 90.0),
        ("Tuesday, 24-Nov-26 12:01:30 GMT", 90.0),
        ("Tue Nov 24 12:01:30 2026", 90.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 400, None),
        ("Tue, 99 Nov 2026 12:00:00 GMT", None),
        ("Tue, 24 Nov 99999999 12:00:00 GMT", None),
        ("Tue, 24 Nov 9999999999999999999 12:00:00 GMT", None),
        ("Tue, 24 Nov 2026 12:00:00 +9999999999999", None),
    ],
)
def test_seconds_and_dates_are_understood_and_nothing_else(value: str | None, expected: float | None) -> None:
    assert seconds(value, NOW) == expected
