"""`coverage.sarif`: what needs a person, as SARIF 2.1.0, for code-scanning tools.

The place is the report's file and, since a page is no line, its page and criterion as logical locations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from linkcheck import __version__
from reports import attested
from reports.model import Attention, AttentionKind, CheckedReport, Coverage
from reports.text import one_line, shortened
from reports.wording import ATTENTION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LEVELS = {
    AttentionKind.DEAD: "error",
    AttentionKind.DOUBTFUL: "warning",
    AttentionKind.UNCITED: "warning",
    AttentionKind.CLAIMED: "warning",
    AttentionKind.REQUIRED: "warning",
    AttentionKind.UNDETERMINED: "note",
    AttentionKind.OBSERVATION: "note",
}


def render(coverage: Coverage) -> bytes:
    """One run with a result for each matter; its rules are the codes that occur."""
    matters = [(report, matter) for report in coverage.reports for matter in report.to_look_at]
    codes = sorted({matter.code for _, matter in matters})
    first = {matter.code: matter for _, matter in reversed(matters)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "linkcheck",
                        "version": __version__,
                        "rules": [_rule(first[code]) for code in codes],
                    }
                },
                "results": [_result(report, matter, codes.index(matter.code)) for report, matter in matters],
            }
        ],
    }
    return json.dumps(log, indent=1, ensure_ascii=False).encode() + b"\n"


def _rule(matter: Attention) -> dict[str, object]:
    return {
        "id": matter.code,
        "shortDescription": {"text": ATTENTION[matter.kind]},
        "help": {"text": matter.advice},
        "defaultConfiguration": {"level": LEVELS[matter.kind]},
    }


def _result(report: CheckedReport, matter: Attention, rule: int) -> dict[str, object]:
    pages = sorted(set(_pages(report, matter)))
    word = attested.of_matter(report, matter)
    words = [matter.subject, matter.url or "", matter.text, attested.words(word) if word else ""]
    return {
        "ruleId": matter.code,
        "ruleIndex": rule,
        "level": LEVELS[matter.kind],
        "message": {"text": "\n".join(shortened(one_line(word), 1000) for word in words if word)},
        "locations": [_location(report, matter, pages)],
        "partialFingerprints": {"matter/v1": _fingerprint(report, matter)},
        "properties": {"kind": matter.kind.value, "reportPages": pages},
    }


def _pages(report: CheckedReport, matter: Attention) -> Iterable[int]:
    found = [report.citations[index].report_page for index in matter.citations]
    found += [report.observations[index].report_page for index in matter.observations]
    return (page for page in found if page)


def _location(report: CheckedReport, matter: Attention, pages: Sequence[int]) -> dict[str, object]:
    names = [one_line(f"{place.criterion} / {place.facility or 'whole entity'}") for place in matter.places]
    names += [f"page {page}" for page in pages]
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(report.source.path.replace("\\", "/"), safe="/")}}
    }
    if names:
        location["logicalLocations"] = [{"fullyQualifiedName": shortened(name, 300)} for name in names]
    return location


def _fingerprint(report: CheckedReport, matter: Attention) -> str:
    """The same matter in the next run, whatever else has changed."""
    places = "\n".join(f"{place.criterion}\t{place.facility}" for place in matter.places)
    return hashlib.sha256("\n".join((report.source.sha256, matter.code, matter.url or "", places)).encode()).hexdigest()
