"""Fields that sentences tell, in reports set in two columns with a list of references below both."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import read_report
from linkcheck.parsing.spoken import fields_in

HOST = "https://www.skerry-metals.example"
FIRM = "Firth Assurance"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            [
                "Skerry Metals AG", "Audit against the ASI Performance Standard V3. ASI member: Skerry Group Ltd.",
                "Certificate FA-ASI-0042. Audit conducted by Firth Assurance on 5 May 2024.",
            ],
            {
                "entity": "Skerry Metals AG", "member": "Skerry Group Ltd", "certificate": "FA-ASI-0042",
                "audit_firm": FIRM,
            },
        ),
        (["The assessment was carried out by Firth Assurance, Leeds."], {"audit_firm": FIRM}),
        (["Skerry Metals AG", "Lume Metals AG", "The audit was performed by Firth Assurance."], {"audit_firm": FIRM}),
        (["Skerry Metals AG", "This report is public. The audit was performed by us."], {}),
    ],
)  # fmt: skip
def test_sentences_tell_fields(lines: list[str], found: dict[str, str]) -> None:
    assert fields_in(lines) == found


LEFT = (
    ("1.1 Legal Compliance", "Permits are public [R1, page 3]."),
    ("1.2 Anti-Corruption", "The code binds all [R2]."),
    ("1.3 Code of Conduct", "See [R2, section 4.2]."),
)
RIGHT = (("2.1 Policy", "It is public [R3]."), ("2.2 Leadership", "None named."), ("6.1 Air", "Dust [R1, page 7]."))


@pytest.mark.parametrize("heading", ["Register of references", "Sources"])
@pytest.mark.parametrize("more", [0, 12])
def test_a_list_over_the_whole_width_stands_below_two_columns(heading: str, more: int, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"))
    canvas.setFontSize(9)
    canvas.drawString(50, 800, "Skerry Metals AG")
    canvas.drawString(50, 785, "Audit conducted by Firth Assurance on 5 May 2024. ASI member: Skerry Group Ltd.")
    for left, findings in ((50, LEFT), (310, RIGHT)):
        for n, (title, said) in enumerate(findings):
            for line, text in enumerate((title, "Rating: Conformance", said)):
                canvas.drawString(left, 740 - 48 * n - 12 * line, text)
    canvas.drawString(50, 570, heading)
    for n, name in enumerate(("permits", "code", "policy", *(f"unused-{k}" for k in range(more)))):
        address = f"{HOST}/documents/public/all-languages/{name}-of-the-company-and-its-sites-in-every-country-"
        canvas.drawString(50, 550 - 24 * n, f"[R{n + 1}]  The {name}. {address}")
        canvas.drawString(75, 538 - 24 * n, "2024.pdf")
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.entity, report.member, report.audit_firm) == ("Skerry Metals AG", "Skerry Group Ltd", FIRM)
    assert [f.criterion for f in report.findings] == [title.split()[0] for title, _ in (*LEFT, *RIGHT)]
    shown = [(c.criterion, c.url.rpartition("/")[2].partition("-")[0], c.locators.pages) for c in report.citations]
    assert shown == [
        ("1.1", "permits", ("3",)), ("1.2", "code", ()), ("1.3", "code", ()), ("2.1", "policy", ()),
        ("6.1", "permits", ("7",)),
    ]  # fmt: skip
    assert all(c.url.endswith("-2024.pdf") for c in report.citations)
