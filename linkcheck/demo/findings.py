"""The findings of the fictional report, as data: what `make_report.py` prints and what a parser must read out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linkcheck.demo.group import CASTING, LIGHT_ROLLING, PRECISION, ROLLING
from linkcheck.demo.web import (
    CREDIT,
    FJORD,
    GROUP,
    GROUP_WWW,
    HARBOUR,
    LIGHT,
    NOWHERE,
    OLD,
    PEOPLE,
    SAFETY,
    SUPPLIERS,
    VALLEY,
)
from linkcheck.vocabulary import Attribution, CitationKind, ObservationCode


@dataclass(frozen=True, slots=True)
class Cited:
    """A label and the URL under it (`inline`: in the middle of a sentence, with `after` behind it).

    `facilities` is empty for the whole entity; several give one citation each. `shown` is the text where it differs
    from the URL, `pages` and `sections` are the locators that the label names.
    """

    label: str
    url: str
    facilities: tuple[str, ...] = ()
    attribution: Attribution = Attribution.EXPLICIT
    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    kind: CitationKind = CitationKind.DISCLOSURE
    shown: str = ""
    inline: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the findings table. Its comment is paragraphs and citations in the order of the page."""

    criterion: str
    title: str
    rating: str
    comment: tuple[str | Cited, ...]


def _for(facility: str, label: str, url: str, *, page: str = "", section: str = "") -> Cited:
    pages, sections = (page,) if page else (), (section,) if section else ()
    return Cited(label, url, (facility,), Attribution.EXPLICIT, pages, sections)


def _each(end: str, urls: Mapping[str, str], *, full: bool = False) -> tuple[Cited, ...]:
    """One citation per facility, under its name (short of its legal form, unless `full`) and `end`."""
    return tuple(_for(name, (name if full else name.removesuffix(" Ltd.")) + end, url) for name, url in urls.items())


def _whole(label: str, url: str) -> Cited:
    return Cited(label, url, (), Attribution.ENTITY)


CONFORMANCE, MINOR, NOT_APPLICABLE = "Conformance", "Minor Non-Conformance", "Not Applicable"
OUT_OF_SCOPE = ("Nothing in the Certification Scope falls under this Criterion.",)

PRINCIPLES = {
    "1": "BUSINESS INTEGRITY",
    "2": "POLICY AND MANAGEMENT",
    "3": "TRANSPARENCY",
    "4": "MATERIAL STEWARDSHIP",
    "5": "GREENHOUSE GAS EMISSIONS",
    "6": "EMISSIONS, EFFLUENTS AND WASTE",
    "7": "WATER STEWARDSHIP",
    "9": "HUMAN RIGHTS",
    "10": "LABOUR RIGHTS",
    "11": "OCCUPATIONAL HEALTH AND SAFETY",
}

ROWS: tuple[Row, ...] = (
    Row(
        "1.1",
        "Legal Compliance",
        CONFORMANCE,
        (
            "A register of permits and laws is kept for each company and gone through every quarter. The auditors "
            "drew twelve entries and found the proof for each.",
        ),
    ),
    Row(
        "1.2",
        "Anti-Corruption",
        CONFORMANCE,
        (
            "Buyers and sales staff sign the rules on gifts every January. What was reported in the year, and what "
            "came of it, is told in the reports of the four companies:",
            _for(
                PRECISION,
                f"{PRECISION} - ESG Report, page 11:",
                f"{HARBOUR}/d/2025/12-04/esg-report-2025.pdf",
                page="11",
            ),
            _for(
                LIGHT_ROLLING,
                f"{LIGHT_ROLLING} - ESG Report, page 16:",
                f"{LIGHT}/files/esg-report-2025.pdf",
                page="16",
            ),
            _for(ROLLING, f"{ROLLING}: - ESG Report, page 15:", f"{FJORD}/files/esg-report-2025.pdf", page="15"),
            _for(CASTING, f"{CASTING}- - ESG Report, page 9:", f"{VALLEY}/library/esg-report-2025.pdf", page="9"),
            _whole("How to complain is disclosed at:", f"{GROUP}/d/2026/02-18/complaints-procedure.pdf"),
        ),
    ),
    Row(
        "1.3a-e",
        "Code of Conduct",
        CONFORMANCE,
        (
            _whole(
                "The board approved the Entity’s Code of Conduct in January. It covers environmental, social and "
                "governance matters and is available at:",
                f"{GROUP}/d/2026/01-12/code-of-conduct.pdf",
            ),
            "New staff meet it in their first week.",
        ),
    ),
    Row(
        "2.1a-f",
        "Environmental, Social, and Governance Policy",
        MINOR,
        (
            _whole("The Entity’s ESG Policy is disclosed on its website:", f"{GROUP}/policies/esg-policy-2025.pdf"),
            "However, two shift leaders in the casthouse had not seen it.",
        ),
    ),
    Row(
        "2.3a",
        "Environmental and Social Management Systems – Environmental",
        CONFORMANCE,
        ("All four companies hold an ISO 14001 certificate, last renewed in 2025.",),
    ),
    Row(
        "2.4a-e",
        "Responsible Sourcing",
        CONFORMANCE,
        (
            _whole(
                "Suppliers of metal are rated once a year. The Responsible Sourcing Policy is disclosed at:",
                f"{GROUP_WWW}/d/2026/02-18/sourcing-policy.pdf",
            ),
        ),
    ),
    Row(
        "2.5a-g",
        "Environmental and Social Impact Assessments",
        CONFORMANCE,
        (
            "Each building project of the last five years was assessed before it began. The assessments are available "
            "at the following:",
            *_each(
                " -",
                {
                    PRECISION: f"{HARBOUR}/d/2026/02-18/51c0e7aa93d84b06b2f71d8e.pdf",
                    LIGHT_ROLLING: f"{LIGHT}/files/impact-assessment.pdf",
                    ROLLING: f"{FJORD}/files/impact-assessment.pdf",
                    CASTING: f"{VALLEY}/library/impact-assessment.pdf",
                },
            ),
        ),
    ),
    Row(
        "2.7a-f",
        "Emergency Response Plan",
        CONFORMANCE,
        (
            "Plans are drilled twice a year, once with the town’s fire brigade. Their latest versions are available "
            "at:",
            *_each(
                " –",
                {
                    PRECISION: f"{HARBOUR}/d/2026/02-18/emergency-response-plan.pdf",
                    LIGHT_ROLLING: f"{LIGHT}/files/emergency-response-plan.pdf",
                },
            ),
            *_each(", for fires and for spills:", {ROLLING: f"{FJORD}/files/emergency-response-plan-fire.pdf"}),
            Cited("", f"{FJORD}/files/emergency-response-plan-spills.pdf", (ROLLING,), Attribution.CARRIED),
            *_each(" –", {CASTING: f"{VALLEY}/library/emergency-response-plan.pdf"}),
        ),
    ),
    Row(
        "3.1a-b",
        "Sustainability Reporting",
        CONFORMANCE,
        (
            "Each Facility has disclosed an ESG Report for 2025:",
            *_each(
                ":",
                {
                    PRECISION: f"{HARBOUR}/d/2025/12-04/esg-report-2025.pdf",
                    LIGHT_ROLLING: f"{LIGHT}/files/esg-report-2025.pdf",
                    ROLLING: f"{FJORD}/files/esg-report-2025.pdf",
                    CASTING: f"{VALLEY}/library/esg-report-2025.pdf",
                },
                full=True,
            ),
        ),
    ),
    Row(
        "3.2",
        "Non-compliance and Liabilities",
        CONFORMANCE,
        (
            Cited(
                "A search in",
                f"{CREDIT}/",
                attribution=Attribution.ENTITY,
                kind=CitationKind.REFERENCE,
                shown="www.credit-notices.example",
                inline=True,
                after="found neither fines nor judgments against any of the four companies.",
            ),
        ),
    ),
    Row("3.3a-c", "Payments to Governments", NOT_APPLICABLE, OUT_OF_SCOPE),
    Row(
        "3.4a-f",
        "Stakeholder Complaints, Grievances and Requests for Information",
        MINOR,
        (
            _whole(
                "Neighbours and staff can complain by telephone, by letter and at the gate. The procedure is "
                "disclosed at:",
                f"{GROUP}/d/2026/02-18/complaints-procedure.pdf",
            ),
            "However, nobody answered the telephone when the auditors tried it.",
        ),
    ),
    Row("4.4a-c", "Collection and Recycling of Products at End of Life", NOT_APPLICABLE, OUT_OF_SCOPE),
    Row(
        "5.1a-b",
        "Disclosure of GHG Emissions and Energy Use",
        MINOR,
        (
            "Emissions and energy use of 2025 were verified by a third party. Each Facility has disclosed its "
            "statement at the following:",
            *_each(
                " -",
                {
                    PRECISION: f"{HARBOUR}/d/2026/02-18/ghg-statement-2025.pdf",
                    LIGHT_ROLLING: f"{OLD}/fjord-light/ghg-statement-2025.pdf",
                    ROLLING: f"{FJORD}/files/ghg-statement-2025.pdf",
                    CASTING: f"{VALLEY}/library/ghg-statement-2025.pdf",
                },
            ),
            "However, the energy use of the shared jetty was counted twice.",
        ),
    ),
    Row(
        "5.3b-e",
        "GHG Emissions Reduction Plans – Targets, review and disclosure",
        CONFORMANCE,
        (
            _whole(
                "The Entity has publicly disclosed its GHG Emissions Reduction Plan, available at:",
                f"{GROUP}/d/2026/01-30/3f9ac06be1d2478c95a7be10.pdf",
            ),
            "Progress against the targets for 2025 is disclosed at the following:",
            *_each(
                " -",
                {
                    PRECISION: f"{HARBOUR}/d/2026/02-18/ghg-progress-2025.pdf",
                    LIGHT_ROLLING: f"{LIGHT}/files/ghg-progress-2025.pdf",
                    CASTING: f"{VALLEY}/library/ghg-progress-2025.pdf",
                },
            ),
        ),
    ),
    Row(
        "6.1a-f",
        "Emissions to Air",
        CONFORMANCE,
        (
            "Stacks are measured every quarter by an accredited laboratory. Each Facility has disclosed its emissions "
            "to air in its ESG Report:",
            _for(
                PRECISION,
                "Northwind Harbour Precision Rolling - chapter 6.2, page 33:",
                f"{HARBOUR}/d/2025/12-04/esg-report-2025.pdf",
                page="33",
                section="6.2",
            ),
            _for(
                LIGHT_ROLLING,
                "Northwind Fjord Light Rolling - chapter 8, page 40:",
                f"{LIGHT}/files/esg-report-2025.pdf",
                page="40",
                section="8",
            ),
            _for(
                ROLLING,
                "Northwind Fjord Rolling - chapter 6.4.2, page 57:",
                f"{FJORD}/files/esg-report-2025.pdf",
                page="57",
                section="6.4.2",
            ),
            _for(
                CASTING,
                "Northwind Valley Casting - chapter 6.4, pages 26-27:",
                f"{VALLEY}/library/esg-report-2025.pdf",
                page="26-27",
                section="6.4",
            ),
        ),
    ),
    Row(
        "6.2a-g",
        "Discharges to Water",
        CONFORMANCE,
        (
            _for(
                PRECISION,
                f"{PRECISION} has disclosed what it discharges in its inventory, page 4:",
                f"{HARBOUR}/d/2026/02-18/c2a14f7bd07e4d7aa2503b66.pdf",
                page="4",
            ),
            Cited(
                "Northwind Fjord Light Rolling and Northwind Fjord Rolling:",
                f"{FJORD}/files/discharge-inventory.pdf",
                (LIGHT_ROLLING, ROLLING),
            ),
            *_each(":", {CASTING: f"{VALLEY}/library/discharge-permit.pdf"}),
        ),
    ),
    Row(
        "6.3a-g",
        "Assessment and Management of Spills and Leakages",
        CONFORMANCE,
        (
            "Where oil or emulsion could escape is assessed every year. The plans are available at the following:",
            *_each(
                " -",
                {
                    PRECISION: f"{HARBOUR}/d/2026/02-18/spill-management-plan.pdf",
                    LIGHT_ROLLING: f"{LIGHT}/files/spill-management-plan.pdf",
                },
            ),
            *_each(" -", {LIGHT_ROLLING: f"{LIGHT}/files/spill-management-plan-hall-2.pdf"}),
            *_each(" -", {CASTING: f"{VALLEY}/library/spill-management-plan.pdf"}),
        ),
    ),
    Row(
        "6.5a-c",
        "Waste Management and Reporting",
        CONFORMANCE,
        (
            _whole(
                "Waste is weighed and recorded at the gate. The Entity has disclosed the amounts and where they went "
                "at:",
                f"{SUPPLIERS}/waste/transfers-2025.pdf",
            ),
        ),
    ),
    Row("6.6a-g", "Bauxite Residue", NOT_APPLICABLE, OUT_OF_SCOPE),
    Row(
        "7.1a-b",
        "Water Assessment and Disclosure",
        CONFORMANCE,
        (
            _whole(
                "Water use by source is recorded monthly. The Entity has disclosed its assessment at:",
                f"{NOWHERE}/disclosures/water-assessment-2025.pdf",
            ),
        ),
    ),
    Row(
        "9.1a-d",
        "Human Rights Due Diligence",
        CONFORMANCE,
        (
            _whole(
                "The procedure for due diligence was revised in 2025 and is available at:",
                f"{PEOPLE}/disclosures/due-diligence.pdf",
            ),
            _whole(
                "The Entity has disclosed its human rights statement at:",
                f"{GROUP}/d/2026/05-11/9b1de87704c35fa26e8c0d41.pdf",
            ),
        ),
    ),
    Row(
        "9.7a-h",
        "Affected Populations and Organisations",
        CONFORMANCE,
        (
            "No settlement had to move for any of the sites. Each Facility has disclosed its report on neighbours and "
            "affected populations.",
        ),
    ),
    Row(
        "9.8a",
        "Conflict-Affected and High-Risk Areas - Strong management systems",
        NOT_APPLICABLE,
        (
            "The Entity buys no metal from such areas.",
            _whole("The rules that would apply are disclosed at:", f"{GROUP}/d/2026/02-18/sourcing-policy.pdf"),
        ),
    ),
    Row(
        "10.3a-c",
        "Forced Labour",
        CONFORMANCE,
        ("No recruitment fees are taken, and passports stay with their holders. Interviews bore this out.",),
    ),
    Row(
        "11.1b-e",
        "Occupational Health and Safety (OH&S) Management System - Reviews and disclosure",
        CONFORMANCE,
        (
            _whole(
                "The Entity has publicly disclosed its OH&S performance for 2025, available at:",
                f"{SAFETY}/northwind/ohs-performance-2025.pdf",
            ),
        ),
    ),
)

OBSERVED: tuple[tuple[ObservationCode, str | None, str | None], ...] = (
    (ObservationCode.FACILITY_GAP, "5.3b-e", ROLLING),
    (ObservationCode.FACILITY_GAP, "6.3a-g", ROLLING),
    (ObservationCode.DUPLICATE_FACILITY_LABEL, "6.3a-g", LIGHT_ROLLING),
    (ObservationCode.CLAIM_WITHOUT_LINK, "9.7a-h", None),
    (ObservationCode.CITED_WHILE_NOT_APPLICABLE, "9.8a", None),
    (ObservationCode.DATED_AFTER_AUDIT, None, None),
)
"""What a reader of the report should be told before any link is fetched: code, criterion, facility."""


def cited() -> Iterator[tuple[Row, Cited]]:
    """Every citing label in the report's order, with its row."""
    for row in ROWS:
        for block in row.comment:
            if isinstance(block, Cited):
                yield row, block
