"""`datapackage.json`: what each column of `citations.csv` is, as a Frictionless Data Package (v1)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reports.citations_csv import COLUMNS
from reports.model import Coverage


def beside_citations(coverage: Coverage) -> Iterator[tuple[str, bytes]]:
    """The file that goes along with `citations.csv`. It describes columns, so it hardly depends on the coverage."""
    package = {
        "profile": "tabular-data-package",
        "name": "linkcheck-citations",
        "title": "Citations of audit reports, each with its evidence state",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "citations",
                "path": "citations.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                "rows": coverage.summary.citations,
                "schema": {
                    "fields": [{"name": c.name, "type": c.type, "description": c.about} for c in COLUMNS],
                    "missingValues": [""],
                },
            }
        ],
    }
    yield "datapackage.json", json.dumps(package, indent=2, ensure_ascii=False).encode() + b"\n"
