"""Names are found exactly or not at all, and what is found is quoted."""

from __future__ import annotations

import pytest

from linkcheck.documents.glossary import terms
from linkcheck.documents.mentions import company_names, find_names, find_term
from linkcheck.documents.text import normalise

NEW = ("Northwind New Materials Co., Ltd.", "Northwind New Materials", "北风创新新材料有限公司", "北风创新新材料")
LIGHT = ("Northwind Lightweight New Materials Co., Ltd.", "北风创新轻量化新材料有限公司", "北风创新轻量化新材料")
FACILITIES = {"New": NEW, "Light": LIGHT}

NAMED: list[tuple[str, str, set[str]]] = [
    ("plain", "This plan is for Northwind New Materials.", {"New"}),
    ("in full", "NORTHWIND NEW MATERIALS CO. LTD", {"New"}),
    ("over a line's end", "Northwind New\nMaterials", {"New"}),
    ("chinese", "北风创新新材料有限公司二〇二五年度报告", {"New"}),
    ("chinese with spaces", "北 风 创 新 新 材 料", {"New"}),
    ("chinese, compatibility forms", "北⻛创新新材料", {"New"}),
    ("within typographic marks", "the “Northwind’s” and the “Northwind New – Materials”…", {"New"}),
    ("chinese within marks", "《北风创新—新材料》……", {"New"}),
    ("fullwidth letters", "Ｎｏｒｔｈｗｉｎｄ Ｎｅｗ Ｍａｔｅｒｉａｌｓ", {"New"}),
    ("the lightweight one", "北风创新轻量化新材料有限公司", {"Light"}),
    ("the lightweight one in English", "Northwind Lightweight New Materials Co., Ltd.", {"Light"}),
    ("both", "北风创新新材料、北风创新轻量化新材料", {"New", "Light"}),
    ("cut short", "北风创新", set()),
    ("a place before it makes it another's", "山东北风创新新材料有限公司", set()),
    ("a place before it, over a line's end", "内蒙\n古北风创新新材料", set()),
    ("it goes on to another's", "北风创新新材料科技有限公司", set()),
    ("within a sentence", "本报告由北风创新新材料与南风铸造有限公司编制", {"New"}),
    ("before other words", "北风创新新材料二〇二五年度报告", {"New"}),
    ("after a place and a mark", "地点:山东。北风创新新材料", {"New"}),
    ("both with the same beginning of a province", "内蒙古北风创新轻量化新材料有限公司", set()),
    ("a name that goes on", "Northwind New Materialsville", set()),
    ("a name within a word", "Southnorthwind New Materials", set()),
    ("nobody", "Eastwind New Materials", set()),
]


@pytest.mark.parametrize(("text", "owners"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_names_are_exact(text: str, owners: set[str]) -> None:
    assert set(find_names(["Cover", text], FACILITIES)) == owners


def test_a_longer_name_of_another_covers_the_shorter() -> None:
    names = {"Short": ("Materials Works",), "Long": ("New Materials Works",)}
    assert set(find_names(["For New Materials Works."], names)) == {"Long"}
    assert set(find_names(["For New Materials Works and Materials Works."], names)) == {"Long", "Short"}


def test_mentions_quote_their_place() -> None:
    page = f"{'x ' * 60}Drills were held at Northwind New\nMaterials in May.{' y' * 60}"
    mention = find_names(["", page], FACILITIES)["New"]
    assert mention.page == 2
    assert "held at Northwind New Materials in May." in mention.quote
    assert mention.quote.startswith("…")
    assert mention.quote.endswith("…")
    assert len(mention.quote) < 120


def test_names_too_short_to_mean_anything_are_not_looked_for() -> None:
    assert find_names(["A B C 北"], {"A": ("A", "北", "")}) == {}


@pytest.mark.parametrize(
    ("criterion", "text", "found"),
    [
        ("6.5a-c", "Hazardous wastes were weighed.", "hazardous waste"),
        ("6.5", "危 险 废 物 12 吨", "危险废物"),
        ("6.7", "The display was split.", None),
        ("6.7", "SPL was stored.", "SPL"),
        ("6.3a-g", "No spillage occurred", "spill"),
        ("6.3a-g", "Nothing to tell", None),
    ],
)
def test_terms_of_a_criterion(criterion: str, text: str, found: str | None) -> None:
    mention = find_term([text], terms(criterion, "ASI Performance Standard V3.1"))
    assert (mention.name if mention else None) == found


def test_terms_are_known_for_that_standard_alone() -> None:
    assert terms("6.5", "Chain of Custody Standard") == ()
    assert terms("6.5", None)
    assert terms("13.9", None) == terms("Annex", None) == ()


def test_every_row_of_the_glossary_has_both_languages() -> None:
    for criterion in ("1.1", "5.3b-e", "9.7", "11.2"):
        found = terms(criterion, None)
        assert any(term.isascii() for term in found)
        assert any(not term.isascii() for term in found)
        assert all(term == term.strip() and term for term in found)


COMPANIES: list[tuple[str, list[str]]] = [
    ("北风铝业 有限公司\n和南风铸造股份有限公司", ["北风铝业有限公司", "和南风铸造股份有限公司"]),
    ("公司名称：北风铝业有限公司", ["北风铝业有限公司"]),
    ("北风（集团）铝业有限公司", ["北风(集团)铝业有限公司"]),
    ("2025年度环境报告\n北风铝业有限公司", ["北风铝业有限公司"]),
    ("由北风创新新材\n料有限公司编制", ["由北风创新新材料有限公司"]),
    ("⻛铝业有限公司", ["风铝业有限公司"]),
    ("Prepared by Northwind Harbour Rolling\nCo., Ltd. in May", ["Northwind Harbour Rolling Co., Ltd."]),
    ("Spill Management Plan\r\nNorthwind Harbour Ltd.", ["Northwind Harbour Ltd."]),
    ("Northwind Harbour\nRolling Ltd.", ["Northwind Harbour Rolling Ltd."]),
    ("Northwind (Norland) Castings GmbH", ["Northwind (Norland) Castings GmbH"]),
    ("In May it was limited. As a rule", []),
    ("有限公司", []),
]


@pytest.mark.parametrize(("page", "names"), COMPANIES)
def test_company_names_are_candidates_to_review(page: str, names: list[str]) -> None:
    found = company_names(["", page, page])
    assert list(found) == names
    assert {mention.page for mention in found.values()} <= {2}


def test_a_name_that_two_facilities_have_names_neither() -> None:
    assert find_names(["For the Northwind Works."], {"A": ("Northwind Works",), "B": ("Northwind works",)}) == {}


def test_normalised_text_has_no_spaces_and_one_form() -> None:
    assert normalise("⼭ 东\u200b\u3000１２\n") == "山东12"
    assert normalise("⻛ ⻰ ⻓") == "风龙长"


def test_hostile_pages_take_little_time() -> None:
    page = "北风创新新材料" * 200_000
    assert set(find_names([page], FACILITIES)) == {"New"}
    assert company_names([page, "Aa " * 100_000, "有限(" * 100_000]) == {}
