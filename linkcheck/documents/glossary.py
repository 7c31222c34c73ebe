"""Terms of the criteria in English and Chinese: `glossary.csv`, one row per criterion, terms separated by "; "."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import Final

STANDARD: Final = "performance standard"
"""The words of the standard whose criteria the glossary numbers."""

_SEPARATOR = re.compile(r"\s*;\s*")
_CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2})+")


def terms(criterion: str, standard: str | None) -> tuple[str, ...]:
    """The terms of a criterion as a report prints it ("5.3b-e"); () for another standard or an unknown criterion."""
    clause = _CLAUSE.match(criterion.strip())
    if clause is None or (standard and STANDARD not in " ".join(standard.lower().split())):
        return ()
    return _glossary().get(clause[0], ())


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    text = (resources.files(__package__) / "glossary.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["criterion"]: (*_SEPARATOR.split(row["english"]), *_SEPARATOR.split(row["chinese"])) for row in rows}
