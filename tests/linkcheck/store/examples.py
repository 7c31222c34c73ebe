"""A fictional report and fetches of what it cites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from linkcheck.fetch import Capture, Certificate, Document, Fetch, Hop, Tls, TlsVerdict
from linkcheck.report import AuditReport, Citation, Facility, FacilityRating, Finding, Locators, Observation, Source
from linkcheck.vocabulary import Attribution, CitationKind, CitationSource, ObservationCode, Outcome

POLICY = "https://www.northwind.example/policy.pdf"
GHG = "https://www.northwind.example/ghg-2025.pdf"
WATER = "https://water.example.org/map"
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def citation(url: str, facility: str | None = None, criterion: str = "2.5a-g") -> Citation:
    attribution = Attribution.EXPLICIT if facility else Attribution.ENTITY
    return Citation(criterion=criterion, facility=facility, attribution=attribution, url=url, cited_as=url)


def report(urls: Sequence[str] = (), sha256: str = "a" * 64) -> AuditReport:
    """A report with every field filled, or one that cites just `urls`."""
    if urls:
        source = Source(path="table.csv", sha256=sha256, media_type="text/csv")
        return AuditReport(source=source, citations=tuple(map(citation, urls)))
    return AuditReport(
        source=Source(path="reports/northwind.pdf", sha256=sha256, media_type="application/pdf", pages=12),
        member="Northwind Holding",
        entity="Northwind Aluminium Group",
        certificate="417",
        standard="Performance Standard",
        standard_version="V3.1",
        audit_type="Certification Audit",
        audit_firm="Southwind Assurance",
        audit_dates=(date(2026, 3, 2), date(2026, 3, 4)),
        report_submitted=date(2026, 4, 1),
        certification_period=(date(2026, 5, 1), date(2029, 4, 30)),
        next_audit_type="Surveillance Audit",
        next_audit_date=date(2027, 10, 31),
        supply_chain_activities=("Casthouses", "Semi-Fabrication"),
        facilities=(Facility(name="Northwind Casthouse", aliases=("The Casthouse", "北风铸造")), Facility(name="Mill")),
        findings=(
            Finding(criterion="2.5a-g", title="Policy", principle="2", rating="Minor", comment="See", pages=(3, 4)),
            Finding(
                criterion="5.3b-e",
                title="GHG",
                comment="",
                ratings=(FacilityRating(facility="North", rating="Not Applicable"),),
            ),
        ),
        citations=(
            citation(POLICY),
            citation(POLICY, "Mill"),
            Citation(
                criterion="5.3b-e",
                facility="Northwind Casthouse",
                attribution=Attribution.CARRIED,
                kind=CitationKind.REFERENCE,
                url=GHG,
                cited_as="www.northwind.example/ghg-2025.pdf",
                document="GHG statement",
                locators=Locators(pages=("33", "26-27"), sections=("6.9.3",)),
                report_page=7,
                source=CitationSource.BOTH,
                unresolved=True,
            ),
            citation(WATER, criterion="7.1"),
        ),
        observations=(
            Observation(code=ObservationCode.HOST_VARIANT, text="two hosts", urls=(POLICY, GHG), report_page=3),
            Observation(code=ObservationCode.FACILITY_GAP, criterion="5.3b-e", facility="Mill", text="not cited"),
        ),
    )


def fetch(url: str, outcome: Outcome = Outcome.OK, day: int = 0, **fields: Any) -> Fetch:
    """A fetch on the `day`th day that saw a body when its outcome is `ok`."""
    started = START + timedelta(days=day)
    values: dict[str, object] = {"url": url, "outcome": outcome, "started_at": started}
    values["finished_at"] = started + timedelta(seconds=2)
    values["hops"] = (Hop(url=url, started_at=started, seconds=1.5, status=200, headers=(("ETag", '"1"'),)),)
    if outcome is Outcome.OK:
        values |= {"status": 200, "bytes": 1000, "sha256": "1" * 64, "sha1": "2" * 40, "etag": '"1"'}
        values |= {"content_type": "application/pdf", "capture": capture(), "document": document()}
    return Fetch.model_validate(values | fields)


def full_fetch(url: str) -> Fetch:
    """A fetch with every field filled."""
    certificate = Certificate(
        subject="CN=northwind.example", issuer="CN=CA", not_before=START, not_after=START, sha256="c" * 64
    )
    tls = Tls(verdict=TlsVerdict.EXPIRED, detail="since May", version="TLSv1.3", cipher="X", certificate=certificate)
    hop = Hop(
        url=url,
        started_at=START,
        seconds=0.25,
        status=200,
        reason="OK",
        location="/x",
        headers=(("Content-Type", "application/pdf"), ("X-Latin", "é")),
        address="192.0.2.1",
        port=443,
        tls=tls,
        bytes=10,
        sha256="d" * 64,
        sha1="e" * 40,
        error="none",
    )
    body = Capture(file="0.warc.gz", offset=0, record_id="<urn:uuid:0>")
    return fetch(
        url,
        detail="all well",
        final_url=url + "/x",
        hops=(hop, hop),
        last_modified="Tue, 24 Nov 2026 08:00:00 GMT",
        attempts=3,
        robots="allowed",
        complete=False,
        second_look=hop,
        capture=Capture(file="1.warc.gz", offset=2**40, record_id="<urn:uuid:1>", body=body),
    )


def capture(number: int = 1) -> Capture:
    return Capture(file=f"{number}.warc.gz", offset=number * 1000, record_id=f"<urn:uuid:{number}>")


def document(sha256: str = "1" * 64, **facts: Any) -> Document:
    return Document(sha256=sha256, bytes=1000, media_type="application/pdf", facts={"pages": 12, **facts})
