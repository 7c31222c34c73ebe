"""One line of a verification."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not hold (`failed`), or what a person should know."""

    text: str
    failed: bool

    def __str__(self) -> str:
        return self.text


def fails(text: str) -> Finding:
    return Finding(text, failed=True)


def note(text: str) -> Finding:
    return Finding(text, failed=False)
