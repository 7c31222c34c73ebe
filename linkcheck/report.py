"""An audit report as it was read: the border between parsing and everything after it.

`AuditReport.model_dump(mode="json", by_alias=True)` is what `linkcheck parse --format json` prints
(`"schema": "linkcheck/report@1"`). Dates are ISO 8601.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from linkcheck.vocabulary import Attribution, CitationKind, CitationSource, ObservationCode


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(_Model):
    """The file that was read. `pages` is 0 where the format has none."""

    path: str
    sha256: str
    media_type: str
    pages: int = 0


class Facility(_Model):
    """One site or company of the entity, with the names that the report uses for it (the full name not repeated)."""

    name: str
    aliases: tuple[str, ...] = ()


class FacilityRating(_Model):
    """What a criterion was rated for one facility."""

    facility: str
    rating: str


class Finding(_Model):
    """A row of the findings table. `criterion` as printed ("2.5a-g"); `pages` are the report's own, from 1.

    `ratings`: one for each facility where the report rates them apart. `rating` is then the gravest of them, unless the
    report gives one for the whole entity.
    """

    criterion: str
    title: str
    principle: str | None = None
    rating: str | None = None
    ratings: tuple[FacilityRating, ...] = ()
    comment: str = ""
    pages: tuple[int, ...] = ()


class Locators(_Model):
    """Where in the cited document, as the report says it: pages ("33", "26-27") and sections ("6.9.3", "8")."""

    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


class Citation(_Model):
    """One mention of a URL in a finding, for one facility or (facility null) for the whole entity.

    `url` is what a crawler requests, `cited_as` what the report's text shows. `unresolved`: the text does not tell for
    certain how the URL reads.
    """

    criterion: str
    facility: str | None = None
    attribution: Attribution
    kind: CitationKind = CitationKind.DISCLOSURE
    url: str
    cited_as: str
    document: str | None = None
    locators: Locators = Locators()
    report_page: int | None = None
    source: CitationSource = CitationSource.TEXT
    unresolved: bool = False


class Observation(_Model):
    """Something to look at before any link is fetched. `text` is the sentence it rests on, or says what is missing."""

    code: ObservationCode
    criterion: str | None = None
    facility: str | None = None
    text: str
    urls: tuple[str, ...] = ()
    report_page: int | None = None


class AuditReport(_Model):
    """One audit report, or a table of citations. Lists are in the report's own order."""

    schema_: Literal["linkcheck/report@1"] = Field(default="linkcheck/report@1", alias="schema")
    source: Source
    member: str | None = None
    entity: str | None = None
    certificate: str | None = None
    standard: str | None = None
    standard_version: str | None = None
    audit_type: str | None = None
    audit_firm: str | None = None
    audit_dates: tuple[date, ...] = ()
    report_submitted: date | None = None
    certification_period: tuple[date, date] | None = None
    next_audit_type: str | None = None
    next_audit_date: date | None = None
    supply_chain_activities: tuple[str, ...] = ()
    facilities: tuple[Facility, ...] = ()
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()
    observations: tuple[Observation, ...] = ()

    def rating(self, criterion: str, facility: str | None) -> str | None:
        """What a criterion was rated for a facility or (None) for the whole entity; None where it has no rating.

        Of several rows for one criterion the last one tells: a list of non-conformances may stand before the findings.
        """
        ratings = ratings_for(facility, (finding for finding in self.findings if finding.criterion == criterion))
        return ratings[-1] if ratings else None


def ratings_for(facility: str | None, findings: Iterable[Finding]) -> list[str | None]:
    """What a criterion's findings rate a facility or (None) the whole entity: its own ratings, or those of all rows.

    A row that rates other facilities apart tells nothing of this one.
    """
    rows = list(findings)
    own = [each.rating for finding in rows for each in finding.ratings if each.facility == facility]
    return list(own) or [finding.rating for finding in rows if facility is None or not finding.ratings]
