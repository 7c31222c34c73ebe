"""Whose a URL is where its own words speak of what the sentence before says."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report

SITES = "SITES\n• Alder Smelter\n• Brenn Mill\n• Lume Works\n• Skerry Foil Pvt. Ltd."


def whose(comment: str, folder: Path, sites: str = SITES) -> str:
    """The first letters of the facilities of a comment's URLs, which stand as URL, "-" for the entity's."""
    path = folder / "report.txt"
    parts = comment.split("URL")
    text = "".join(f"{part}https://skerry.example/{n}.pdf" for n, part in enumerate(parts[:-1])) + parts[-1]
    head = f"ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n\n{sites}\n\n1.3a Code of Conduct"
    path.write_text(f"{head}\nConformance\n\n{text}\n", encoding="utf-8")
    return "".join((c.facility or "-")[:1] for c in read_report(path).citations)


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("In 2021 a fine was paid for Brenn Mill. The fine is entered in the public list: URL", "B"),
        ("At Lume Works the water permit K-31 is in force. The permit can be read at URL, page 3.", "L"),
        ("The county signed a landscape agreement with Alder Smelter. This agreement is open to all: URL", "-"),
        ("The county signed a landscape agreement with Alder Smelter. This agreement is open: URL", "A"),
        ("Brenn Mill had a spill in May. The paper wrote about the spill: URL", "B"),
        ("Brenn Mill had a spill in May. The local paper has described it: URL", "B"),
        ("In the case of dust at Alder Smelter, order 77-12 was lifted. It is still online, URL", "A"),
        ("For Lume Works, noise is measured each quarter. Link: URL, page 4.", "L"),
        ("Lume Works holds the label of the county. Confirmation is possible on URL.", "L"),
        ("Lume Works registered an EPD for foil. EPD: URL, p. 7. The review of the same EPD: URL", "LL"),
        ("Skerry Foil Pvt. Ltd. runs a site of its own. Its code: URL; its dust policy: URL (§ 6).", "SS"),
        ("Brenn Mill treats its water. The results are shown on its website URL.", "B"),
        ("Alder Smelter and Brenn Mill share a permit. The permit is at URL.", "AB"),
        ("Coils go to Brenn Mill; the group's climate report URL covers this.", "-"),
        ("Coils come from Lume Works, and the company's report URL covers this.", "-"),
        ("Lime of Brenn Mill comes from Kalk AB; this supplier's data are at URL.", "-"),
        ("Values are in URL (page 4) as far as Brenn Mill is concerned and in URL (page 9) for Lume Works.", "BL"),
        ("Data of Brenn Mill and Lume Works are in the register: Lume URL and Brenn URL.", "LB"),
        ("The EPD URL produced in Lume Works was verified.", "L"),
    ],
)
def test_the_sentence_before_names_the_site(comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(comment, tmp_path) == meant


@pytest.mark.parametrize(
    "comment",
    [
        "Talks were held at Brenn Mill. The Code of Conduct is published at URL",
        "Brenn Mill is described in the annual report. The report is at URL",
        "Staff of Brenn Mill know the Code. The Code is published at URL",
        "The vendor Kalk supplies Brenn Mill. The vendor's report is at URL",
        "The supplier of Brenn Mill has a certificate. The certificate is at URL",
        "The Group holds a permit for Brenn Mill. The permit is at URL",
        "Brenn Mill buys scrap. Scrap policy: URL",
        "Brenn Mill lies in a park. The park's pool, run by a third party, has data at https://skerry.example/brenn/URL",
        "No complaint was made about Brenn Mill. The complaint form is at URL",
        "Brenn Mill has a permit. The group's permits are at URL",
        "Coils go from Brenn Mill to Lume Works. The coils are described at URL",
        "Fumes are burnt except in Brenn Mill. Emissions are disclosed in URL",
    ],
)
def test_a_site_that_is_only_mentioned_owns_nothing(comment: str, tmp_path: Path) -> None:
    assert whose(comment, tmp_path) == "-"


DOES = (
    "SITES\n• Alder Rolling Mill, Ashby, Sweden – hot and cold rolling, coating\n• Brook Rolling Mill, Tipton, Sweden –"
    " cold rolling\n• Cotter Anodisering, Sundby District, Norway – anodising\n• Lume Technology Centre, Vik, Norway –"
    " tests\n• Nord Smelter, Elv, Norway – melting"
)


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("The anodizing plant has a waste plan: URL", "C"),
        ("The coating unit has a waste plan: URL", "A"),
        ("The Sundby plant has a waste plan: URL", "C"),
        ("The Tipton works has a waste plan: URL", "B"),
        ("The Colder plant has a waste plan: URL", "-"),
        ("The rolling plant has a waste plan: URL", "-"),
        ("The other plant has a waste plan: URL", "-"),
        ("Both mills share a page, URL", "AB"),
        ("Both rolling plants share a page, URL", "AB"),
        ("Both sites share a page, URL", "-"),
        ("Both foundries share a page, URL", "-"),
        ("Alder Mill: URL", "A"),
        ("The Norwegian smelter has a waste plan: URL", "N"),
        ("The Norwegian smelters have waste plans: URL", "-"),
    ],
)
def test_sites_are_spoken_of_by_what_they_do(comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(comment, tmp_path, DOES) == meant


def test_legal_forms_and_countries_are_no_names(tmp_path: Path) -> None:
    sites = "SITES\n• Alder Foil Co., Ltd., Thailand – A1\n• Brenn Casting, Inc., USA – B1"
    assert whose("The data of Kalk Co., Ltd. and Sand Inc. are at URL", tmp_path, sites) == "-"
    names = [facility.name for facility in read_report(tmp_path / "report.txt").facilities]
    assert names == ["Alder Foil Co., Ltd.", "Brenn Casting, Inc."]


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("Alder Smelter and Brenn Mill are certified, see respectively URL and URL. More follows.", "AB"),
        ("Both Alder Smelter and Brenn Mill are in the register: URL and URL, in that order.", "AB"),
        ("The statements are URL and URL for Alder Smelter and Lume Works respectively.", "AL"),
        ("The statements are URL (p. 2) and URL (p. 4), the former for Lume Works and the latter for Alder.", "LA"),
        (
            "The Brenn and the Lume plant: see URL (§ 2) and URL (§ 4), the former for Lume and the latter for Brenn.",
            "LB",
        ),
        ("The statements are URL and URL, the first for Lume Works, the second for Alder Smelter.", "LA"),
        ("The statements are URL and URL, the former is older than the latter.", "--"),
        ("Alder and Brenn hold a label. Label of the former: URL. Label of the latter: URL.", "AB"),
        ("Alder and Brenn hold a label. The latter has a page on it, URL", "B"),
        ("Alder and Brenn hold a label. The latter year is shown at URL", "-"),
        ("Alder, Brenn and Lume hold a label. Label of the former: URL.", "-"),
    ],
)
def test_names_and_urls_in_one_order(comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(comment, tmp_path) == meant


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("Footprints of painted strip (Brenn) and foil stock (Lume) exist. Strip: URL (page 4)\nFoil stock: URL", "BL"),
        ("Footprints of strip (Brenn) and of foil (Lume) exist: LCA of foil URL; of strip URL", "LB"),
        ("EPDs exist for strip (Brenn) and for foil (Lume). They are available at URL and URL respectively.", "BL"),
        ("EPDs for strip (Brenn Mill) and foil (Lume Works) are available at URL and URL respectively.", "BL"),
        ("Footprints of strip (Brenn) and of foil (Lume) exist. The code is at URL", "-"),
        ("Footprints of strip (cold) and of foil (thin) exist. Strip: URL", "-"),
        ("Footprints of strip (Brenn) and of foil (Lume) exist. Strip policy of the Entity: URL", "-"),
    ],
)
def test_products_tell_the_site_that_makes_them(comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(comment, tmp_path, "SITES\n• Alder Smelter\n• Brenn Mill\n• Lume Works") == meant


@pytest.mark.parametrize(
    ("first", "second", "meant"), [("lume", "data", "LB"), ("brenn", "data", "BB"), ("brenn", "lume", "BL")]
)
def test_urls_in_the_order_of_names_confirm_it(first: str, second: str, meant: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    said = "Lume Works has a high risk and Brenn Mill a low risk; see "
    urls = f"https://skerry.example/{first}.pdf, page 3, and https://skerry.example/{second}.pdf, page 6."
    head = f"ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n\n{SITES}\n\n1.3a Code of Conduct"
    path.write_text(f"{head}\nConformance\n\n{said}{urls}\n", encoding="utf-8")
    assert "".join((c.facility or "-")[:1] for c in read_report(path).citations) == meant
