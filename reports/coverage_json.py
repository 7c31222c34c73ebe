"""`coverage.json`: the model, word for word. The one view whose strings are exactly those of the report and the web."""

from __future__ import annotations

from reports.model import Coverage


def render(coverage: Coverage) -> bytes:
    """UTF-8, indented by one space, `"schema": "linkcheck/coverage@1"` first."""
    return coverage.model_dump_json(by_alias=True, indent=1).encode() + b"\n"
