"""What a report says of a criterion for one of its facilities."""

from __future__ import annotations

import pytest

from linkcheck.report import AuditReport, FacilityRating, Finding, Source

ROW = "2.5"
NORTH, EAST = "Northwind", "Eastwind"


def row(rating: str, **apart: str) -> Finding:
    ratings = tuple(FacilityRating(facility=name, rating=said) for name, said in apart.items())
    return Finding(criterion=ROW, title="Impact assessments", rating=rating, ratings=ratings)


@pytest.mark.parametrize(
    ("rows", "north", "east", "entity"),
    [
        ([row("Minor")], "Minor", "Minor", "Minor"),
        ([row("Minor", Northwind="Conformance", Southwind="Minor")], "Conformance", None, "Minor"),
        ([row("Conformance", Northwind="Conformance"), row("Minor", Southwind="Minor")], "Conformance", None, "Minor"),
        ([row("Conformance"), row("Minor", Northwind="Minor")], "Minor", "Conformance", "Minor"),
        ([row("Minor"), row("Conformance")], "Conformance", "Conformance", "Conformance"),
        ([], None, None, None),
    ],
)
def test_a_facility_has_no_rating_of_others(
    rows: list[Finding], north: str | None, east: str | None, entity: str | None
) -> None:
    source = Source(path="report.pdf", sha256="0" * 64, media_type="application/pdf")
    report = AuditReport(source=source, findings=tuple(rows))
    assert [report.rating(ROW, who) for who in (NORTH, EAST, None)] == [north, east, entity]
