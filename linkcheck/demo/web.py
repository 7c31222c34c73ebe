"""What the fictional group's web holds: every address of the demo and how it answers.

The one table. `linkcheck.demo.site` plays it, `linkcheck.demo.findings` cites it, and a test compares a run
with what each manner should end as. All names end in `.example` or `.invalid`, which nobody can register (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from linkcheck.demo.group import CASTING, ENTITY, LIGHT_ROLLING, PRECISION, ROLLING
from linkcheck.vocabulary import EvidenceState, Outcome


class Manner(Enum):
    """How an address answers, the outcome of fetching it, and the state of a citation that names no page in it."""

    DOCUMENT = "the PDF", Outcome.OK, EvidenceState.LIVE
    MOVED = "301 to where the PDF is now", Outcome.OK, EvidenceState.LIVE
    SLOW = "the PDF, a little at a time", Outcome.OK, EvidenceState.LIVE
    PAGE = "a web page, cited as one", Outcome.OK, EvidenceState.LIVE
    WEB_PAGE = "a web page in place of the PDF", Outcome.OK, EvidenceState.DOUBTFUL
    SOFT_404 = "200 with a page that says: not found", Outcome.OK, EvidenceState.DOUBTFUL
    TO_HOME = "302 to the home page", Outcome.OK, EvidenceState.DOUBTFUL
    TRUNCATED = "half of the PDF, then the end", Outcome.TRUNCATED, EvidenceState.DOUBTFUL
    EXPIRED = "the PDF, behind a certificate that ran out", Outcome.TLS_EXPIRED, EvidenceState.DOUBTFUL
    MISSING = "404", Outcome.GONE, EvidenceState.DEAD
    REMOVED = "410", Outcome.GONE, EvidenceState.DEAD
    UNNAMED = "the host name does not exist", Outcome.DNS_FAILURE, EvidenceState.DEAD
    DENIED = "the PDF, but robots.txt denies it", Outcome.ROBOTS_DISALLOWED, EvidenceState.UNDETERMINED
    LOGIN = "401", Outcome.UNAUTHORIZED, EvidenceState.UNDETERMINED
    WALL = "403 from a wall against robots", Outcome.CHALLENGE, EvidenceState.UNDETERMINED
    FAULT = "500", Outcome.SERVER_ERROR, EvidenceState.UNDETERMINED
    SILENT = "nothing at all", Outcome.TIMEOUT, EvidenceState.UNDETERMINED
    RESET = "the connection is cut", Outcome.RESET, EvidenceState.UNDETERMINED

    def __init__(self, answer: str, outcome: Outcome, state: EvidenceState) -> None:
        self.answer = answer
        self.outcome = outcome
        self.state = state


@dataclass(frozen=True, slots=True)
class Place:
    """An address, how it answers, and the document that belongs there: its title and its number of pages."""

    url: str
    manner: Manner
    title: str
    pages: int = 1

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


GROUP = "https://northwind-aluminium.example"
GROUP_WWW = "https://www.northwind-aluminium.example"
HARBOUR = "https://harbour.northwind-aluminium.example"
LIGHT = "https://fjord-light-rolling.example"
FJORD = "https://fjord-rolling.example"
VALLEY = "https://valley-casting.example"
OLD = "https://old.northwind-aluminium.example"
PEOPLE = "https://people.northwind-aluminium.example"
SUPPLIERS = "https://suppliers.northwind-aluminium.example"
SAFETY = "https://safety-notices.example"
CREDIT = "http://www.credit-notices.example"
NOWHERE = "https://water.northwind-aluminium.invalid"

OWNERS = {
    urlsplit(site).hostname: owner
    for site, owner in (
        (GROUP, ENTITY),
        (GROUP_WWW, ENTITY),
        (HARBOUR, PRECISION),
        (LIGHT, LIGHT_ROLLING),
        (OLD, LIGHT_ROLLING),
        (FJORD, ROLLING),
        (VALLEY, CASTING),
    )
}
"""Whose documents lie at a host: they name their company on every page."""

PLACES = (
    Place(f"{GROUP}/d/2026/01-12/code-of-conduct.pdf", Manner.DOCUMENT, "Code of Conduct", 12),
    Place(f"{GROUP}/policies/esg-policy-2025.pdf", Manner.TO_HOME, "ESG Policy", 6),
    Place(f"{GROUP}/d/2026/02-18/sourcing-policy.pdf", Manner.DOCUMENT, "Responsible Sourcing Policy", 9),
    Place(f"{GROUP_WWW}/d/2026/02-18/sourcing-policy.pdf", Manner.DOCUMENT, "Responsible Sourcing Policy", 9),
    Place(f"{GROUP}/d/2026/02-18/complaints-procedure.pdf", Manner.DOCUMENT, "Complaints Procedure", 8),
    Place(f"{GROUP}/d/2026/01-30/3f9ac06be1d2478c95a7be10.pdf", Manner.REMOVED, "GHG Reduction Plan", 14),
    Place(f"{GROUP}/d/2026/05-11/9b1de87704c35fa26e8c0d41.pdf", Manner.DOCUMENT, "Human Rights Statement", 11),
    Place(f"{HARBOUR}/d/2025/12-04/esg-report-2025.pdf", Manner.DOCUMENT, "ESG Report 2025", 40),
    Place(f"{HARBOUR}/d/2026/02-18/51c0e7aa93d84b06b2f71d8e.pdf", Manner.DOCUMENT, "Impact Assessment", 22),
    Place(f"{HARBOUR}/d/2026/02-18/emergency-response-plan.pdf", Manner.DOCUMENT, "Emergency Response Plan", 16),
    Place(f"{HARBOUR}/d/2026/02-18/ghg-statement-2025.pdf", Manner.DOCUMENT, "GHG Verification Statement 2025", 5),
    Place(f"{HARBOUR}/d/2026/02-18/ghg-progress-2025.pdf", Manner.DOCUMENT, "GHG Progress 2025", 7),
    Place(f"{HARBOUR}/d/2026/02-18/c2a14f7bd07e4d7aa2503b66.pdf", Manner.TRUNCATED, "Water Discharge Inventory", 34),
    Place(f"{HARBOUR}/d/2026/02-18/spill-management-plan.pdf", Manner.DOCUMENT, "Spill Management Plan", 13),
    Place(f"{LIGHT}/files/esg-report-2025.pdf", Manner.DOCUMENT, "ESG Report 2025", 44),
    Place(f"{LIGHT}/files/impact-assessment.pdf", Manner.WEB_PAGE, "Impact Assessment", 20),
    Place(f"{LIGHT}/files/emergency-response-plan.pdf", Manner.DOCUMENT, "Emergency Response Plan", 15),
    Place(f"{LIGHT}/files/ghg-progress-2025.pdf", Manner.DOCUMENT, "GHG Progress 2025", 7),
    Place(f"{LIGHT}/files/spill-management-plan.pdf", Manner.DOCUMENT, "Spill Management Plan", 12),
    Place(f"{LIGHT}/files/spill-management-plan-hall-2.pdf", Manner.RESET, "Spill Management Plan", 12),
    Place(f"{OLD}/fjord-light/ghg-statement-2025.pdf", Manner.EXPIRED, "GHG Verification Statement 2025", 5),
    Place(f"{FJORD}/files/esg-report-2025.pdf", Manner.DOCUMENT, "ESG Report 2025", 48),
    Place(f"{FJORD}/files/impact-assessment.pdf", Manner.DOCUMENT, "Impact Assessment", 24),
    Place(f"{FJORD}/files/emergency-response-plan-fire.pdf", Manner.DOCUMENT, "Emergency Response Plan, Fire", 9),
    Place(f"{FJORD}/files/emergency-response-plan-spills.pdf", Manner.MISSING, "Emergency Response Plan, Spills", 9),
    Place(f"{FJORD}/files/ghg-statement-2025.pdf", Manner.DOCUMENT, "GHG Verification Statement 2025", 5),
    Place(f"{FJORD}/files/discharge-inventory.pdf", Manner.DOCUMENT, "Water Discharge Inventory", 8),
    Place(f"{VALLEY}/library/esg-report-2025.pdf", Manner.MOVED, "ESG Report 2025", 36),
    Place(f"{VALLEY}/library/impact-assessment.pdf", Manner.SLOW, "Impact Assessment", 18),
    Place(f"{VALLEY}/library/emergency-response-plan.pdf", Manner.SOFT_404, "Emergency Response Plan", 14),
    Place(f"{VALLEY}/library/ghg-statement-2025.pdf", Manner.FAULT, "GHG Verification Statement 2025", 5),
    Place(f"{VALLEY}/library/ghg-progress-2025.pdf", Manner.DOCUMENT, "GHG Progress 2025", 7),
    Place(f"{VALLEY}/library/discharge-permit.pdf", Manner.DOCUMENT, "Water Discharge Permit", 6),
    Place(f"{VALLEY}/library/spill-management-plan.pdf", Manner.SILENT, "Spill Management Plan", 11),
    Place(f"{SUPPLIERS}/waste/transfers-2025.pdf", Manner.LOGIN, "Waste Transfers 2025", 4),
    Place(f"{PEOPLE}/disclosures/due-diligence.pdf", Manner.DENIED, "Due Diligence Procedure", 9),
    Place(f"{SAFETY}/northwind/ohs-performance-2025.pdf", Manner.WALL, "OH&S Performance 2025", 8),
    Place(f"{CREDIT}/", Manner.PAGE, "Credit Notices"),
    Place(f"{NOWHERE}/disclosures/water-assessment-2025.pdf", Manner.UNNAMED, "Water Assessment 2025", 8),
)


def hosts(*manners: Manner) -> tuple[str, ...]:
    """The hosts of all addresses that answer in one of these manners, sorted."""
    return tuple(sorted({place.host for place in PLACES if place.manner in manners}))
