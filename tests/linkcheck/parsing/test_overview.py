"""The fields before the findings, as certificates and audit firms print them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import dates, read_report
from linkcheck.parsing.characters import unspaced
from linkcheck.parsing.fieldlabels import LABELS
from linkcheck.parsing.fields import label_at
from linkcheck.parsing.overview import certificate_of, read_overview, standard_of
from linkcheck.parsing.pages import Line
from linkcheck.parsing.parties import firm_of, member_of
from linkcheck.parsing.sitelists import as_list
from linkcheck.parsing.sites import name_end

OVERVIEWS = {
    "with colons": (
        "Member: Skerry Holding AB\nEntity: Skerry Metals\nLocation: Kalmar\nConducted by: Firth Assurance Ltd\n"
        "Audit team: A. Berg (lead)\nCertificate: No. SK/ASI/0412\nFacilities in the audit scope\n"
        "1. Kalmar Works, Kalmar, Småland — remelting; 20 employees\n2. Sundby Mill, Sundby, Småland — foil\n\n"
        "The Entity buys scrap."
    ),
    "as bullets": (
        "• Member name – Skerry Holding AB\n• Entity name – Skerry Metals\n• Audit firm – Firth Assurance Ltd\n"
        "• Audit team – A. Berg\n• Certificate number – SK/ASI/0412, valid 4 May 2023 – 3 May 2026\n2. Scope\n"
        "The scope covers two Facilities:\n• Kalmar Works (“KW”): remelting\n• Sundby Mill (“SM”): foil\n3. Method\n"
        "Documents were read."
    ),
    "with codes": (
        "Entity  Skerry Metals\nMember  Skerry Holding AB\nAudit firm  Firth Assurance Ltd\n"
        "Website  www.skerry.example\nCertificate  SK/ASI/0412\nFacilities and abbreviations\n"
        "Code  Facility  Country\nKW  Kalmar Works  Sweden\nSM  Sundby Mill  Norway\nThe codes are used below.\n"
        "1. Entity\nSkerry Metals casts billets."
    ),
    "as lines of a scope": (
        "Member: Skerry Holding AB\nEntity: Skerry Metals\nAudited by: Firth Assurance Ltd, Leeds\n"
        "Certificate no.: SK/ASI/0412\nScope: Casting and rolling at:\nKalmar Works\nSundby Mill\nMethod: visits"
    ),
    "numbered, side by side": (
        "1. Member: Skerry Holding AB | Entity: Skerry Metals\n2. Audit firm = Firth Assurance Ltd\n"
        "3. Certificate: SK/ASI/0412\n4. Sites = Kalmar Works / Sundby Mill"
    ),
    "with a legend behind them": (
        "Member: Skerry Holding AB\nEntity: Skerry Metals\nAudit firm: Firth Assurance Ltd\nCertificate: SK/ASI/0412\n"
        "Facilities\n• Kalmar Works\n• Sundby Mill\nRating key\nOK  Conformance\nMI  Minor Non-Conformance"
    ),
    "by other words": (
        "Name of the ASI Member: Skerry Holding AB\nName of the audited Entity: Skerry Metals\n"
        "Accredited conformity assessment body: Firth Assurance Ltd\nReference no. of certificate: SK/ASI/0412\n"
        "Facilities within the scope of certification: Kalmar Works; Sundby Mill"
    ),
    "with a heading behind them": (
        "Member: Skerry Holding AB\nEntity: Skerry Metals\nAudit firm: Firth Assurance Ltd\nLead auditor: A. Berg\n"
        "Certificate: SK/ASI/0412\nFacilities: Kalmar Works (Sweden)\nSundby Mill (Norway)\nIntroduction\n"
        "The Entity casts billets."
    ),
}
FINDINGS = (
    "\nFindings\n1.1 Legal Compliance\nConformance\nA register is kept.\n\n1.2 Anti-Corruption\nConformance\n"
    "Kalmar Works: https://skerry.example/a.pdf\nSundby Mill: https://skerry.example/b.pdf\n"
)
BANDS = (
    (
        ("CERTIFICATE\nNUMBER\n83", "ASI STANDARD\nPERFORMANCE\nSTANDARD (V2\n2017)"),
        ("CERTIFICATION\nLEVEL\nFULL\nCERTIFICATION", "ASI ACCREDITED\nAUDITOR\nFirth Assurance"),
    ),
    (("DATE OF ISSUE\n6 DECEMBER 2019", "DATE OF EXPIRY\n5 DECEMBER 2022"), ("CERTIFIED SINCE\n6 DECEMBER 2019",)),
)
ROWS = (
    ("CRITERION", "RATING", "COMMENT"),
    ("1.1 Legal Compliance", "Conformance", "A register is kept."),
    ("1.2 Anti-Corruption", "Conformance", "See https://www.skerry-metals.example/abc.pdf"),
)


def certified(path: Path) -> None:
    """A certificate with its fields side by side, and the findings on the next page."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 780, "SKERRY METALS AB")
    for n, band in enumerate(BANDS):
        for k, cell in enumerate(cell for half in band for cell in half):
            for row, text in enumerate(cell.split("\n")):
                canvas.drawString(50 + 125 * k, 700 - 120 * n - 13 * row, text)
    canvas.showPage()
    canvas.drawString(50, 780, "FINDINGS")
    for n, cells in enumerate(ROWS):
        for k, text in enumerate(cells):
            canvas.drawString((50, 200, 300)[k], 740 - 30 * n, text)
    canvas.save()


@pytest.mark.parametrize(
    ("said", "number"),
    [("FAL 23/118", "FAL 23/118"), ("FSC 0457-A, valid until 4 May 2026", "FSC 0457-A"), ("ASI 377", "377"),
     ("No. SK/ASI/0412", "SK/ASI/0412"), ("NO 95", "95"), ("none", None)],
)  # fmt: skip
def test_a_certificates_number_may_begin_with_its_firms_letters(said: str, number: str | None) -> None:
    assert certificate_of(said) == number


def test_a_certificates_fields_stand_side_by_side(tmp_path: Path) -> None:
    certified(tmp_path / "report.pdf")
    report = read_report(tmp_path / "report.pdf")
    assert (report.certificate, report.standard_version, report.audit_firm) == ("83", "2", "Firth Assurance")
    assert report.certification_period == (date(2019, 12, 6), date(2022, 12, 5))
    assert [(c.criterion, c.url) for c in report.citations] == [("1.2", "https://www.skerry-metals.example/abc.pdf")]


@pytest.mark.parametrize(
    ("spaced", "text"),
    [
        ("A U D I T  T Y P E", "AUDIT TYPE"),
        ("A U D I T D AT E", "AUDITDATE"),
        ("S U P P LY C H A I N", "SUPPLYCHAIN"),
        ("see I am a DNV auditor", "see I am a DNV auditor"),
        ("US EU UK", "US EU UK"),
    ],
)
def test_letters_with_space_between_are_words(spaced: str, text: str) -> None:
    assert unspaced(spaced) == text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("AUDIT R EPORT SUBM ISSION", "AUDIT REPORT SUBMISSION"),
        ("Audit date(s):  4 May 2023", "AUDIT DATE"),
        ("ASI Standard (name and version)  Performance Standard V3", "ASI STANDARD"),
        ("Entity locations and facilities  • Alder Mill", "FACILITIES"),
        ("Report and certificate no.: SK 23-077", "CERTIFICATE NUMBER"),
        ("Entity / Entité: Skerry Metals AB", "ENTITY"),
        ("ENTITY NAME / Nom de l’entité  Skerry Metals AB", "ENTITY NAME"),
        ("Member/Lid/Membre: Skerry Metals AB", "MEMBER"),
        ("Lid / Member: Skerry Metals AB", "MEMBER"),
        ("Entiteit – Entity: Skerry Metals AB", "ENTITY"),
        ("Entity – Entiteit: Skerry Metals AB", "ENTITY"),
        ("Auditbureau (Audit firm): Firth Assurance", "AUDIT FIRM"),
        ("审核机构 AUDIT FIRM  Firth Assurance", "AUDIT FIRM"),
        ("Название организации ENTITY NAME  Skerry Metals AB", "ENTITY NAME"),
        ("AUDIT FIRM 审核机构  Firth Assurance", "AUDIT FIRM"),
        ("Certificate no. / Certificaatnr.", "CERTIFICATE NO."),
        ("Results / findings were", None),
        ("Alder Rolling / Plant", None),
        ("The sites have no dormitories.", None),
    ],
)
def test_a_label_is_known_however_it_is_printed(text: str, label: str | None) -> None:
    found = label_at([text], 0)
    assert (found and found[0]) == label


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Entity / Entité: Skerry Metals AB", "Skerry Metals AB"),
        ("ENTITY NAME / Nom de l’entité  Skerry Metals AB", "Skerry Metals AB"),
        ("Lid / Member: Skerry Metals AB", "Skerry Metals AB"),
        ("Entiteit (Entity): Skerry Metals AB", "Skerry Metals AB"),
        ("Certificate number / N° de certificat  SK-412", "SK-412"),
        ("实体名称 ENTITY NAME  Skerry Metals AB", "Skerry Metals AB"),
        ("ENTITY NAME 天海铝业有限公司", "天海铝业有限公司"),
        ("• Scope – Two sites: Alder and Birk", "Two sites: Alder and Birk"),
    ],
)
def test_a_label_in_two_languages_has_its_value_behind_both(text: str, value: str) -> None:
    found = label_at([text], 0)
    assert found is not None
    assert found[1] == [value]


def test_labels_in_two_languages_stand_over_their_values_and_beside_them(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    fields = (
        ("Entity / Entité", "Member / Membre"),
        ("Skerry Metals AB", "Skerry Holding AB"),
        ("Audit firm / Organisme d’audit", "Certificate number / Numéro"),
        ("Firth Assurance Ltd", "SK-412"),
    )
    for n, cells in enumerate((*fields, ("CRITERION", "RATING", "COMMENT"), *ROWS[1:])):
        for k, text in enumerate(cells):
            canvas.drawString((50, 300, 400)[k], 780 - 14 * n, text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.entity, report.member) == ("Skerry Metals AB", "Skerry Holding AB")
    assert (report.audit_firm, report.certificate) == ("Firth Assurance Ltd", "SK-412")


def test_heads_of_sites_stand_in_two_languages() -> None:
    lines = (
        "Sites / Locaties",
        "Code  Name of site / Naam  Adres / Address",
        "Lume  Skerry Profielen NV – Lume  Havenweg 3, 3600 Lume, Belgium",
        "Alder  Skerry Coating NV – Alder  Dijk 12, 3900 Alder, Belgium",
    )
    assert read_overview([Line(line) for line in lines]).fields["facilities"].split("\n") == [
        "• Skerry Profielen NV – Lume (“Lume”) (Belgium)",
        "• Skerry Coating NV – Alder (“Alder”) (Belgium)",
    ]


def test_a_field_that_comes_again_is_told_by_its_first() -> None:
    overview = read_overview([Line("AUDIT FIRM  Firth Assurance"), Line("AUDIT FIRM  Firth Assurance Ltd")])
    assert overview.text("audit_firm") == "Firth Assurance"


@pytest.mark.parametrize("manner", OVERVIEWS)
def test_a_field_ends_where_the_next_begins_known_or_not(manner: str, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        f"ASI Performance Standard V3\n{OVERVIEWS[manner]}{FINDINGS}", encoding="utf-8"
    )
    report = read_report(tmp_path / "report.txt")
    assert (report.member, report.entity) == ("Skerry Holding AB", "Skerry Metals")
    assert (report.audit_firm, report.certificate) == ("Firth Assurance Ltd", "SK/ASI/0412")
    assert [facility.name for facility in report.facilities] == ["Kalmar Works", "Sundby Mill"]
    assert [citation.facility for citation in report.citations] == ["Kalmar Works", "Sundby Mill"]


def test_the_longest_label_may_stand_close_to_its_value(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    fields = ("Member|Skerry Holding AB", "Entity|Skerry Metals", "Standard|ASI Performance Standard V3")
    for n, field in enumerate((*fields, "Audit firm|Firth Assurance", "Certificate number|412")):
        for x, text in zip((50, 142), field.split("|"), strict=True):
            canvas.drawString(x, 800 - 16 * n, text)
    for n, cells in enumerate(ROWS):
        for k, text in enumerate(cells):
            canvas.drawString((50, 200, 300)[k], 640 - 30 * n, text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.audit_firm, report.certificate) == ("Firth Assurance", "412")


@pytest.mark.parametrize("table", [True, False])
def test_columns_of_labels_over_their_values_need_not_be_at_one_height(tmp_path: Path, *, table: bool) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    columns = (
        "Member and Entity|Skerry Metals AB|Standard|ASI PS V3|Audit firm|Firth Assurance Ltd|Website|www.firth.no",
        "Certificate no.|SK-0412||Facilities|Kalmar Works|Sundby Mill|Lume Foundry, Norway|Audit dates|4 May 2023",
    )
    for x, column in zip((50, 300), columns, strict=True):
        for n, text in enumerate(column.split("|")):
            canvas.drawString(x, 800 - 14 * n, text)
    canvas.drawString(50, 640, "Findings")
    lefts = (50, 200, 300) if table else (50, 50, 50)
    for n, cells in enumerate(
        (ROWS[0], ROWS[1], ("1.2 Anti-Corruption", "Conformance", "Lume: www.skerry.example/b.pdf"))
    ):
        for k, text in enumerate(cells):
            canvas.drawString(lefts[k], 610 - 50 * n - (0 if table else 14 * k), text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.member, report.entity, report.certificate) == ("Skerry Metals AB", "Skerry Metals AB", "SK-0412")
    assert (report.audit_firm, report.audit_dates) == ("Firth Assurance Ltd", (date(2023, 5, 4),))
    names = ["Kalmar Works", "Sundby Mill", "Lume Foundry"]
    assert [facility.name for facility in report.facilities] == names
    assert [citation.facility for citation in report.citations] == names[2:]


def test_labels_may_stand_in_two_columns_with_their_values_beside(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    fields = (
        ("Entity name", "Skerry Metals AB", "Audit type", "Surveillance Audit"),
        ("Audit firm", "Firth Assurance and", "Audit dates", "2024.05.20 ~ 2024.05.23"),
        ("", "Inspection", "", ""),
        ("Standard", "ASI Performance", "Supply chain", "Semi-Fabrication,"),
        ("", "Standard V3", "activities", "Casthouses"),
        ("Audit result", "", "", ""),
    )
    for n, cells in enumerate((*fields, ("CRITERION", "RATING", "COMMENT"), *ROWS[1:])):
        for k, text in enumerate(cells):
            canvas.drawString((50, 150, 300, 400)[k], 780 - 14 * n, text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.audit_firm, report.standard_version) == ("Firth Assurance and Inspection", "3")
    assert report.audit_dates == (date(2024, 5, 20), date(2024, 5, 23))
    assert report.supply_chain_activities == ("Semi-Fabrication", "Casthouses")


def test_sites_with_their_places_are_one_on_each_line() -> None:
    sites = ("Alder Foundry – Alder, North", "Lume Extrusion – Port Lume", "Sundby Recycling – Sundby, North")
    overview = read_overview([Line("FACILITIES:"), *map(Line, sites)])
    assert as_list(overview.fields["facilities"]).split("\n") == [f"• {site}" for site in sites]


def test_semicolons_part_sites() -> None:
    overview = read_overview([Line("FACILITIES: Alder smelter; Lume smelter,"), Line("North; and Sundby")])
    assert as_list(overview.fields["facilities"]) == "• Alder smelter\n• Lume smelter, North\n• Sundby"


def test_what_is_certified_may_be_called_scope_alone() -> None:
    lines = [Line("Audit dates: 4 May 2023"), Line("Scope: Casting. The sites are Alder and Lume.")]
    assert read_overview(lines).text("scope") == "Casting. The sites are Alder and Lume."


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Auditor: Firth Cert Ges.m.b.H., Graz\nEntity: Skerry Metals", "Firth Cert Ges.m.b.H."),
        ("Auditor: A. Berg\nEntity: Skerry Metals", None),
        ("Conformity assessment body: Firth Bureau, Leeds\nEntity: Skerry Metals", "Firth Bureau"),
        ("Firth Certificaciones S.R.L. – Rosario\nAudit report\nEntity: Skerry Metals", "Firth Certificaciones S.R.L."),
        ("Skerry Holding AB\nAudit report\nEntity: Skerry Metals", None),
        ("Audit report\nFirth Certification Bureau · Report 7\nEntity: Skerry Metals", "Firth Certification Bureau"),
        (
            "Public audit report\nFirth Certificaciones, S.C. — F-07\nEntity: Skerry Metals",
            "Firth Certificaciones, S.C.",
        ),
        ("Initial Certification Audit Report\nSkerry Assurance Services\nEntity: Skerry Metals", None),
        ("Lead auditor’s organisation  Firth Bureau (FB)\nEntity  Skerry Metals", "Firth Bureau (FB)"),
        ("Auditor: B. Firth, independent auditor, Leeds\nEntity: Skerry Metals", "B. Firth, independent auditor"),
        ("Audit firm: Firth Auditoria Verde ME, Belo Monte\nEntity: Skerry Metals", "Firth Auditoria Verde ME"),
        (
            "Audit  Firth Registration Organization\norganization\nEntity  Skerry Metals",
            "Firth Registration Organization",
        ),
    ],
)
def test_an_audit_firm_may_be_the_auditor_or_the_letterhead(text: str, firm: str | None) -> None:
    overview = read_overview([Line(line) for line in text.split("\n")])
    assert (firm_of(overview.text("audit_firm") or "") or None, overview.text("entity")) == (firm, "Skerry Metals")


@pytest.mark.parametrize("entity", ["Entity assessed: Skerry Metals", "Assessed entity: Skerry Metals", ""])
def test_a_client_is_the_member_where_the_entity_is_named(entity: str) -> None:
    overview = read_overview([Line("Client: Skerry Holding AB"), Line(entity), Line("Certificate: SK-412")])
    parties = ("Skerry Holding AB", "Skerry Metals") if entity else (None, "Skerry Holding AB")
    assert (overview.text("member"), overview.text("entity")) == parties


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("Casthouses; Semi-Fabrication", ("Casthouses", "Semi-Fabrication")),
        (
            "Aluminium Smelting, Casthouses and Semi-Fabrication",
            ("Aluminium Smelting", "Casthouses", "Semi-Fabrication"),
        ),
        ("Casthouse / Semi-Fabrication", ("Casthouse", "Semi-Fabrication")),
        ("Aluminium Re-melting/Refining", ("Aluminium Re-melting/Refining",)),
        ("Rolling, slitting and coating", ("Rolling, slitting and coating",)),
    ],
)
def test_activities_may_stand_on_one_line(text: str, activities: tuple[str, ...]) -> None:
    assert read_overview([Line(f"SUPPLY CHAIN ACTIVITIES  {text}")]).activities() == activities


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5.–7. March 2024", [5, 7]),
        ("9-13 and 16-20 March 2024", [9, 13, 16, 20]),
        ("20, 21 and 22 March 2024", [20, 21, 22]),
        ("March 4–8, 2024", [4, 8]),
        ("March 4, 2024", [4]),
    ],
)
def test_days_of_one_month_stand_together(text: str, days: list[int]) -> None:
    assert dates.find(text) == [date(2024, 3, day) for day in days]


def test_facilities_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    fields = (("MEMBER NAME", "Skerry Holding"), ("ENTITY NAME", "Skerry Group"), ("AUDIT FIRM", "Firth Assurance"))
    sites = (("Facility", "Address"), ("Skerry Foil, Alder", "1 Quay"), ("Skerry Foil, Lume", "2 Pier"))
    table = (ROWS[0], ROWS[1], ("1.2 Anti-Corruption", "Conformance", "Lume: https://www.skerry-metals.example/b.pdf"))
    y = 800
    for rows, lefts in (
        ((*fields, ("AUDIT DATE", "4 May 2023")), (50, 180)),
        (sites, (50, 260)),
        (table, (50, 200, 300)),
    ):
        y -= 20
        for cells in rows:
            y -= 20
            for x, cell in zip(lefts, cells, strict=True):
                canvas.drawString(x, y, cell)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert [facility.name for facility in report.facilities] == ["Skerry Foil, Alder", "Skerry Foil, Lume"]
    assert [c.facility for c in report.citations] == ["Skerry Foil, Lume"]
    assert (report.entity, report.audit_dates) == ("Skerry Group", (date(2023, 5, 4),))


CODED = {
    "heads in the middle": {"Code": (72, 60), "Site": (230, 120), "State": (430, 400)},
    "a column of the findings": {"Column in findings table": (300, 300), "Facility": (120, 120), "Address": (450, 450)},
}
"""Heads of a table of sites, with their own places and those of the cells below: codes, names and states."""


@pytest.mark.parametrize("manner", CODED)
def test_a_table_of_sites_may_tell_what_the_findings_call_them(manner: str, tmp_path: Path) -> None:
    heads = CODED[manner]
    sites = (("AM", "Alder Mill", "Ontario"), ("LM", "Lume Mill", "Quebec"), ("CM", "Cedar Mill", "Ontario"))
    cited = ("1.2 Anti-Corruption", "Conformance", "LM: https://skerry.example/b")
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 9)

    def line(y: int, places: Iterable[int], texts: Iterable[str]) -> None:
        for x, text in zip(places, texts, strict=True):
            canvas.drawString(x, y, text)

    line(800, (50, 180), ("Entity name", "Skerry Group"))
    line(780, (50, 180), ("Audit firm", "Firth Assurance"))
    line(740, (50,), ("Sites",))
    line(720, (own for own, _ in heads.values()), heads)
    for n, site in enumerate(sites):
        line(705 - 15 * n, (below for _, below in heads.values()), site)
    for n, row in enumerate((ROWS[0], ROWS[1], cited)):
        line(600 - 20 * n, (50, 200, 300), row)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert [facility.name for facility in report.facilities] == ["Alder Mill", "Lume Mill", "Cedar Mill"]
    assert [c.facility for c in report.citations] == ["Lume Mill"]
    assert [f.rating for f in report.findings] == ["Conformance", "Conformance"]


HEADED = {
    "a head over two lines": """
 Facility               Short          Address
                        name
 Skerry Foil – Alder    Alder          3 Wheal Lane, Alder TR15
 Works                                 3SQ
 Skerry Foil – Lume     Lume           Third Way 22, Lume BS11
                                       9YL
 Skerry Castings B.V.   Birch          7 Quay, Birch
""",
    "four heads that may be labels": """
 Facility                 Short name       Country       Employees
 Skerry Foil – Alder      Alder            Norway        1 940
 Works
 Skerry Foil – Lume       Lume             Norway        260
 Skerry Castings B.V.     Birch            Egypt         415
""",
}
"""Tables of sites."""


@pytest.mark.parametrize("manner", HEADED)
def test_a_table_of_sites_is_read_below_its_whole_head(manner: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    table = """
 Criterion                Rating           Comment
 1.1 Legal Compliance     Conformance      A register is kept.
 1.2 Anti-Corruption      Conformance      Birch: https://skerry.example/b
 1.3 Code of Conduct      Conformance      Alder: https://skerry.example/c
"""
    fields = " ENTITY NAME              Skerry Group\n AUDIT FIRM               Firth Assurance\n"
    path.write_text(f"{fields}\nFACILITIES\n{HEADED[manner]}\nFINDINGS\n{table}", encoding="utf-8")
    report = read_report(path)
    names = ["Skerry Foil – Alder Works", "Skerry Foil – Lume", "Skerry Castings B.V."]
    assert [facility.name for facility in report.facilities] == names
    assert [c.facility for c in report.citations] == [names[2], names[0]]


def test_a_label_with_its_value_is_not_broken_over_the_line_below() -> None:
    for label in LABELS:
        for below in {field: other for other, field in LABELS.items()}.values():  # one of each field
            found = label_at([f"{label}  Northwind", below], 0)
            assert found is not None, (label, below)
            assert LABELS[found[0]] == LABELS[label], (label, below)


PLACED = {
    "a table whose cells wrap, with numbers at its right": (
        ((50, "Facilities in scope"),),
        (),
        ((50, "Code"), (85, "Facility"), (230, "Town"), (330, "Activity"), (450, "Employees")),
        (),
        ((50, "KW"), (85, "Kalmar Works"), (230, "Kalmar"), (330, "Casting and re-"), (485, "612")),
        ((85, "and Remelt"), (330, "melting, 240 t/y")),
        (),
        ((50, "SM"), (85, "Sundby Mill"), (230, "Sundby"), (330, "Rolling"), (490, "97")),
    ),
    "a table without a head, by their countries": (
        ((50, "FACILITIES"),),
        (),
        ((50, "Kalmar Works and Remelt (KW)"), (230, "Kalmar, Sweden"), (400, "Casting")),
        ((50, "Sundby Mill (SM)"), (230, "Sundby, Norway"), (400, "Rolling")),
    ),
    "a table without a head, by what they are": (
        ((50, "FACILITIES"),),
        (),
        ((50, "Kalmar Works and Remelt"), (230, "Kalmar Harbour"), (400, "Casting")),
        ((50, "Sundby Mill"), (230, "Sundby"), (400, "Rolling")),
    ),
    "lines above running text": (
        ((50, "Sites in the scope"),),
        ((50, "Kalmar Works and Remelt"),),
        ((50, "Sundby Mill"),),
        ((50, "Presentation"),),
        ((50, "Northwind makes sheet and slabs for transport; the foils are rolled at Sundby, and"),),
        ((50, "the slabs are cast at Kalmar."),),
    ),
    "a table without a head, counted": (
        ((50, "FACILITIES"),),
        (),
        ((50, "1"), (85, "Kalmar Works and Remelt"), (330, "Casting of slabs")),
        ((50, "2"), (85, "Sundby Mill"), (330, "Cold rolling")),
    ),
    "a table of names and locations": (
        ((50, "FACILITIES"),),
        (),
        ((50, "NAME"), (230, "LOCATION"), (400, "ACTIVITY")),
        ((50, "Kalmar Works and Remelt"), (230, "Skerry, North County"), (400, "Casting")),
        ((50, "Sundby Mill"), (230, "Skerry, North County"), (400, "Rolling")),
    ),
    "a table whose title stands over its columns": (
        ((50, "Sites in"), (92, "scope")),
        (),
        ((50, "Code"), (92, "Site"), (230, "Country"), (330, "Activity")),
        ((50, "KW"), (92, "Kalmar Works and Remelt"), (230, "Sweden"), (330, "Casting")),
        ((50, "SM"), (92, "Sundby Mill"), (230, "Norway"), (330, "Rolling")),
    ),
    "boxes side by side": (
        ((50, "Facilities in the certification scope"),),
        (),
        ((50, "Kalmar Works and Remelt"), (300, "Sundby Mill")),
        ((50, "Kalmar, Sweden"), (300, "Sundby near Skerry, Norway")),
        ((50, "612 employees"), (300, "97 employees")),
        ((300, "Formerly Sundbyverken"),),
    ),
    "the legend of a map": (
        ((50, "Where the sites are"),),
        ((120, "B"),),
        ((90, "A"), (250, "A Kalmar Works and Remelt – casthouse")),
        ((130, "C"), (250, "(Kalmar, Sweden)")),
        ((250, "B Sundby Mill – rolling mill (Sundby, Norway)"),),
    ),
    "a list over both columns of labels": (
        ((50, "Entity name"), (150, "Skerry Metals"), (300, "Certificate no."), (400, "SK-0412")),
        ((50, "Audit type"), (150, "Surveillance Audit"), (300, "Audit firm"), (400, "Firth Assurance")),
        ((50, "Facilities"), (150, "1. Kalmar Works and Remelt, Kalmar, Sweden")),
        ((150, "2. Sundby Mill, Sundby, Norway"),),
    ),
}


@pytest.mark.parametrize("manner", PLACED)
def test_lists_of_facilities_are_told_by_their_places(manner: str, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    cited = ("1.2 Anti-Corruption", "Conformance", "Sundby: https://www.skerry-metals.example/b.pdf")
    findings = [tuple(zip((50, 200, 300), cells, strict=True)) for cells in (ROWS[0], ROWS[1], cited)]
    labels = [((50, "Member"), (150, "Skerry Holding")), ((50, "Standard"), (150, "ASI PS V3"))]
    y = 800.0
    for part, step in ((labels, 14), (PLACED[manner], 13), (findings, 30)):
        y -= 20
        for row in part:
            y -= step if row else 8
            for x, text in row:
                canvas.drawString(x, y, text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert [facility.name for facility in report.facilities] == ["Kalmar Works and Remelt", "Sundby Mill"]
    assert [citation.facility for citation in report.citations] == ["Sundby Mill"]


def test_labels_in_tiny_letters_are_no_bands(tmp_path: Path) -> None:
    """Their columns are nearer to each other than the places where cells of one column begin."""
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 1)
    for n, words in enumerate([("Entity", "Member"), ("Kalmar", "Lund")]):
        for k, word in enumerate(words):
            canvas.drawString(50 + 6 * k, 800 - 1.2 * n, word)
    canvas.setFont("Helvetica", 10)
    lines = [
        "CRITERION  RATING  COMMENT",
        "1.3a Code of Conduct",
        "Conformance",
        "It is at https://northwind.example/a",
    ]
    for n, line in enumerate(lines):
        canvas.drawString(50, 700 - 14 * n, line)
    canvas.save()
    assert [finding.criterion for finding in read_report(path).findings] == ["1.3a"]


TOLD = {
    "below a heading with a dash": (
        "1 – Entity\nEntity: Skerry Metals\n\n2 – Sites\n1. Usine d’Aulne – France\n2. Lume Mill – Oman"
    ),
    "below plants that are assessed": (
        "Entity: Skerry Metals\n\nPlants assessed\n• Usine d’Aulne – France\n• Lume Mill – Oman"
    ),
    "in a field above others": (
        "ENTITY NAME           Skerry Metals\nAUDIT TYPE            Certification Audit\n"
        "AUDIT FIRM            Firth Assurance Ltd\nCERTIFICATE           412\n"
        "AUDIT SCOPE           Facilities:\n"
        "                      1) Usine d’Aulne\n                      2) Lume Mill\n"
        "AUDIT OUTCOME         Certification\nNEXT AUDIT TYPE       Surveillance Audit"
    ),
    "beside labels, of which the first is not known": (
        "Asked for by          Skerry Holding AB\nEntity                Skerry Metals\n"
        "Audit type            Certification Audit\nAudit body            Firth Assurance Ltd\n"
        "Audited works         Usine d’Aulne (UA), Sund Works\n"
        "                      (SW), Lume Mill (LM)\n"
        "Conclusion            Certification"
    ),
}


@pytest.mark.parametrize("manner", TOLD)
def test_sites_stand_in_fields_of_many_shapes(manner: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"ASI PERFORMANCE STANDARD V3\n{TOLD[manner]}\n\nFINDINGS\n1.1 Legal Compliance     Conformance\n"
        "The permits of Aulne (https://skerry.example/a.pdf) and of the Lume Mill (https://skerry.example/b.pdf)\n",
        encoding="utf-8",
    )
    report = read_report(path)
    names = [facility.name for facility in report.facilities]
    assert (names[0], names[-1]) == ("Usine d’Aulne", "Lume Mill")
    assert report.entity == "Skerry Metals"


@pytest.mark.parametrize("label", ["Client / ASI Member  ", "Applicant (member)  ", "Client (ASI member): "])
def test_a_client_may_be_called_the_member(label: str) -> None:
    overview = read_overview([Line(f"{label}Skerry Holding AB"), Line("Entity  Skerry Metals")])
    assert (overview.text("member"), overview.text("entity")) == ("Skerry Holding AB", "Skerry Metals")


def test_an_entity_may_be_the_member() -> None:
    overview = read_overview([Line("Organisation  Skerry Metals (ASI member, casting)"), Line("Certificate  SK-412")])
    assert (overview.text("member"), overview.text("entity")) == ("Skerry Metals", "Skerry Metals")


@pytest.mark.parametrize(
    ("said", "member"),
    [
        ("Skerry Metals S.A.I.C., Puerto Nuevo", "Skerry Metals S.A.I.C."),
        ("Skerry Metals GmbH conforms to the standard", "Skerry Metals GmbH"),
        ("Skerry Metals GmbH, Alder Smelter", "Skerry Metals GmbH, Alder Smelter"),
        ("Skerry Metals", "Skerry Metals"),
    ],
)
def test_a_member_is_named_without_its_seat(said: str, member: str) -> None:
    assert member_of(said) == member


def test_a_standards_words_may_stand_far_apart() -> None:
    assert standard_of("ASI  Performance  Standard  V3.1  (2023)") == ("ASI Performance Standard", "3.1")


@pytest.mark.parametrize("further", ["", "FACILITIES\n1. Alder Mill\n2. Lume Mill"])
def test_a_scope_may_be_a_list_of_facilities(further: str) -> None:
    lines = ["Entity: Skerry", "AUDIT SCOPE  Facilities: Alder Mill; Lume", "Mill", *further.split("\n")]
    overview = read_overview(list(map(Line, filter(None, lines))))
    assert {"Alder Mill", "Lume Mill"} <= {
        item.strip("•12. ") for item in as_list(overview.fields["facilities"]).split("\n")
    }


def test_a_letterhead_beside_a_heading_is_no_fields_value(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(330, 815, "Firth Assurance Ltd")
    canvas.drawString(330, 803, "14, Quay Road, Leeds")
    canvas.drawString(50, 785, "Identification")
    fields = (
        "Audited Entity|Skerry Metals AB",
        "ASI Member|Skerry Holding AB",
        "Standard|ASI PS V3",
        "Certificate|412",
    )
    for n, field in enumerate((*fields, "Certification body|Firth Assurance Ltd")):
        for x, text in zip((50, 200), field.split("|"), strict=True):
            canvas.drawString(x, 760 - 16 * n, text)
    for n, cells in enumerate(ROWS):
        for k, text in enumerate(cells):
            canvas.drawString((50, 200, 300)[k], 640 - 30 * n, text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.entity, report.member) == ("Skerry Metals AB", "Skerry Holding AB")


def test_labels_side_by_side_may_be_known_by_their_words(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    rows = (
        "Client / Member|Skerry Holding AB|Entity assessed|Skerry Metals AB",
        "Standard|ASI PS V3|Certificate|SK-412",
    )
    for n, row in enumerate(rows):
        for x, text in zip((50, 150, 300, 400), row.split("|"), strict=True):
            canvas.drawString(x, 780 - 16 * n, text)
    for n, cells in enumerate(ROWS):
        for k, text in enumerate(cells):
            canvas.drawString((50, 200, 300)[k], 640 - 30 * n, text)
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.entity, report.member) == ("Skerry Metals AB", "Skerry Holding AB")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Sites: Skerry Metals AB Kalmar", "Plant", "Sundby Mill"), "Skerry Metals AB Kalmar\nPlant\nSundby Mill"),
        (("Sites", "Kalmar Works", "Sundby Mill", "1. Business Integrity"), "Kalmar Works\nSundby Mill"),
        (("Sites", "Kalmar Works", "Plants in scope: Sundby Mill"), "Kalmar Works\n\nSundby Mill"),
    ],
)
def test_a_list_of_sites_goes_on_with_a_names_last_word_and_ends_before_a_principle(
    lines: tuple[str, ...], expected: str
) -> None:
    assert read_overview([Line(line) for line in lines]).fields["facilities"] == expected


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("", ""),
        ("", ", Leeds"),
        ("", " – 4 May 2023"),
        ("", " (www.firth.example)"),
        ("Leeds, 4 May 2023. ", ", www.firth.example/uk"),
        ("4 May 2023 – ", ", www.firth.example/uk"),
        ("Lead auditor, ", "\nhttps://www.firth.example/uk/"),
        ("Ana Berg, Lead Auditor, for ", ", www.firth.example/uk"),
        ("Signed by: ", ", www.firth.example/uk"),
    ],
)
def test_the_audit_firm_below_the_last_comment_signs_the_report(before: str, behind: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    opening = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals\nAUDIT FIRM  Firth Assurance Ltd\n\n"
    finding = "1.3a Code of Conduct\nConformance\n\nThe code binds all.\n"
    path.write_text(f"{opening}{finding}{before}Firth Assurance Ltd{behind}\n", encoding="utf-8")
    report = read_report(path)
    assert not report.citations
    assert [finding.comment for finding in report.findings] == ["The code binds all."]


@pytest.mark.parametrize("short", ["Short name", "Short name in this report", "Name used in the findings"])
def test_short_names_beside_counted_sites_are_theirs(short: str) -> None:
    lines = (
        f"No.  Site  {short}  Country",
        "1  Skerry Guss GmbH, Werk 1  Kalmar 1  Germany",
        "2  Skerry Guss GmbH, Werk 2  Kalmar 2  Germany",
        "3  Skerry Metals SE, Zentrale Lume  Lume (HO)  Germany",
    )
    assert read_overview([Line(line) for line in lines]).fields["facilities"].split("\n") == [
        "1. Skerry Guss GmbH, Werk 1 (“Kalmar 1”) (Germany)",
        "2. Skerry Guss GmbH, Werk 2 (“Kalmar 2”) (Germany)",
        "3. Skerry Metals SE, Zentrale Lume (“Lume”) (Germany)",
    ]


@pytest.mark.parametrize(
    "name",
    ["Skerry Guss GmbH, Werk 2", "Skerry Metals SE, Zentrale Lume", "Skerry Metals SE", "Skerry AG, Lume Mill"],
)
def test_a_companys_name_goes_on_with_its_site_behind_a_comma(name: str) -> None:
    assert name_end(f"{name} (“Lume”)") == len(name)


def test_a_sentence_that_names_the_audit_firm_is_no_signature(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    opening = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals\nAUDIT FIRM  Firth Assurance Ltd\n\n"
    finding = "1.3a Code of Conduct\nConformance\n\nThe code binds all.\n"
    path.write_text(f"{opening}{finding}On 4 May 2023 Firth Assurance Ltd, www.firth.example\n", encoding="utf-8")
    assert len(read_report(path).citations) == 1
