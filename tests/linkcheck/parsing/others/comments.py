"""Comments of other authors, each read as a criterion of a report of its entity."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from tests.linkcheck.parsing.others.compare import Difference, citations, cited_in, cited_of

COMMENTS: Final = Path(__file__).with_name("comments.json")


def entities() -> list[dict[str, Any]]:
    """All entities: "entity", "facilities_text", "facilities" and "comments" with "text" and "citations"."""
    found: list[dict[str, Any]] = json.loads(COMMENTS.read_text(encoding="utf-8"))
    return found


def read(entity: dict[str, Any], folder: Path) -> AuditReport:
    """The report with all comments of an entity, five criteria to a principle."""
    lines = ["ASI PERFORMANCE STANDARD V3.1", f"ENTITY NAME  {entity['entity']}", "", entity["facilities_text"], ""]
    for n, comment in enumerate(entity["comments"]):
        lines += ["", f"{number(n)} Some Title", "Conformance", "", comment["text"], ""]
    path = folder / "report.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_report(path)


def number(place: int) -> str:
    """The criterion of the comment at a place."""
    return f"{1 + place // 5}.{1 + place % 5}"


def differences(entity: dict[str, Any], folder: Path) -> Iterator[tuple[str, list[Difference]]]:
    """Each comment that is read otherwise, with its differences."""
    report = read(entity, folder)
    for n, comment in enumerate(entity["comments"]):
        wanted = [cited_in(number(n), citation) for citation in comment["citations"]]
        found = [cited_of(citation) for citation in report.citations if citation.criterion == number(n)]
        if differ := list(citations(wanted, found, report)):
            yield comment["text"], differ
