"""`coverage.json`: the model, word for word. The one view whose strings are exactly those of the report and the web.

Its JSON Schema is published as `docs/coverage.schema.json` (`make docs` writes it).
"""

from __future__ import annotations

import json

from reports.model import Coverage

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render(coverage: Coverage) -> bytes:
    """UTF-8, indented by one space, `"schema": "linkcheck/coverage@1"` first."""
    return coverage.model_dump_json(by_alias=True, indent=1).encode() + b"\n"


def schema() -> bytes:
    """The JSON Schema (2020-12) of what `render` gives."""
    described = Coverage.model_json_schema(by_alias=True, mode="serialization")
    head = {"$schema": DIALECT, "$id": "linkcheck/coverage@1", "title": "linkcheck/coverage@1"}
    return json.dumps(head | {k: v for k, v in described.items() if k != "title"}, indent=2).encode() + b"\n"
