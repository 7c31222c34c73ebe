"""Facilities as reports list them, and as the labels before URLs call them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from linkcheck.parsing import activities, read_report
from linkcheck.parsing.citations import cite
from linkcheck.parsing.discovery import discover
from linkcheck.parsing.facilities import Roster, every
from linkcheck.parsing.labels import behind
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.sitelists import as_list, with_lists
from linkcheck.report import AuditReport
from linkcheck.vocabulary import CitationSource

SCOPES = {
    "after the noun": "The Audit was carried out at the sites Alder Mill, Port Lume and Sundby Foil.",
    "before the noun": "The Audit was carried out at the Alder Mill, Port Lume and Sundby Foil sites.",
    "with words behind": "The Audit covered the plants of Alder Mill, Port Lume and Sundby Foil over two days.",
    "included": "The facilities included are the Alder Mill, the Port Lume and the Sundby Foil.",
    "said at the end": "Casting and rolling. The sites are Alder Mill, Port Lume and Sundby Foil.",
    "with places": "Casting of billets at Alder Mill (Norway), Port Lume (Norway) and Sundby Foil (Norway).",
    "as bullets": "The following Facilities were audited:\n• Alder Mill\n• Port Lume\n• Sundby Foil",
    "as numbers": "The following Facilities were audited:\n1) Alder Mill\n2) Port Lume\n3) Sundby Foil",
    "not at all": "The Audit was carried out remotely.",
}
LABELS = (
    ("Alder Mill: ", "Port Lume: ", "Sundby Foil: "),
    ("1. Alder Mill - ", "2. Port Lume - ", "3. Sundby Foil - "),
)
NUMBERED = "The Audit was carried out at the sites Skerry Plant 1, Skerry Plant 2 and Skerry Plant No. 3."


@pytest.mark.parametrize("manner", SCOPES)
def test_facilities_are_found_however_the_scope_lists_them(manner: str) -> None:
    roster = discover(SCOPES[manner], [SCOPES[manner]], LABELS, ["Skerry Holding AB"], {})
    assert roster.names == ["Alder Mill", "Port Lume", "Sundby Foil"]


def test_companies_may_differ_by_their_legal_forms_alone() -> None:
    scope = (
        "Facilities:\n• Skerry Metals B.V. (“Lume”)\n• Skerry Trading (UK) Ltd (“Alder”)\n• Skerry Metals AG (“Firth”)"
    )
    roster = discover(scope, [scope], [("Lume: ", "Alder: "), ("Firth: ",)], ["Skerry Metals Group"], {})
    names = ["Skerry Metals B.V.", "Skerry Trading (UK) Ltd", "Skerry Metals AG"]
    assert roster.names == names
    for label, name in zip(("Lume", "Alder", "Firth"), names, strict=True):
        assert roster.owners(f"{label}: ") == (name,)
        assert roster.owners(f"{name}: ") == (name,)
    assert roster.owners("Skerry Metals: ") == ()


@pytest.mark.parametrize("address", ["Havenkade 3, 4004 LA Lume", "Quai du Nord 12, 59140 Alder"])
def test_an_address_alone_names_no_facility(address: str) -> None:
    assert as_list(address) == ""
    assert as_list("Alder Plant 2, 59140 Alder") != ""


def test_a_site_may_be_called_what_it_is() -> None:
    scope = "The Audit was carried out at the sites Alder smelter and Lume smelter."
    labels = (("Alder: ", "Lume: "),)
    assert discover(scope, [scope], labels, [], {}).names == ["Alder smelter", "Lume smelter"]


def test_a_sites_one_word_counts_in_a_sentence() -> None:
    roster = discover(SCOPES["as bullets"], [], LABELS, [], {})
    said = "The Sundby plan to reduce dust is published at "
    assert [hit.facility for hit in roster.named(said)] == ["Sundby Foil"]
    assert not roster.named("The Port of Firth publishes its permits at ")


def test_what_labels_call_differently_is_one_facility() -> None:
    labels = (("Skerry Plant 1: ", "Plant 2 Facility: "), ("For Plant 1 - ", "Skerry Plant 2 - "), ("Plant 1 site: ",))
    roster = discover("", [], labels, [], {})
    assert roster.names == ["Skerry Plant 1", "Skerry Plant 2"]


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Plant 2: ", "2"),
        ("For Plant 2, page 3: ", "2"),
        ("Plant No. 2 - ", "2"),
        ("Plant 02 Facility: ", "2"),
        ("The Skerry Plant 3 site: ", "3"),
        ("Skerry Plant 1’s policy: ", "1"),
        ("Plants 1 and 2: ", "12"),
        ("Plants 1, 2 & 3 - ", "123"),
        ("Plant 9: ", ""),
    ],
)
def test_numbered_sites_are_told_apart(label: str, meant: str) -> None:
    roster = _numbered()
    named = [hit.facility or "" for hit in roster.named(label, label=True)]
    assert "".join(name[-1:] for name in named) == meant


@pytest.mark.parametrize(
    "scope",
    [
        "Smelting at Site A (Northwind Smelting Ltd) and rolling at Site B (Northwind Rolling Ltd).",
        "Smelting at Northwind Smelting Ltd (Site A) and rolling at Northwind Rolling Ltd (Site B).",
    ],
)
def test_a_site_and_the_company_in_brackets_are_one_facility(scope: str) -> None:
    roster = discover(scope, [scope], [("Site A: ", "Site B: "), ("Northwind Rolling Ltd: ",)], [], {})
    assert roster.names == ["Northwind Smelting Ltd", "Northwind Rolling Ltd"]
    assert [hit.facility for hit in roster.named("Site B:", label=True)] == ["Northwind Rolling Ltd"]


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ("The sites:\n1) Skerry (Foshan) Profiles Co., Ltd.\n2) Skerry Billets Co., Ltd.", "Foshan"),
        (
            "The sites:\n1) Skerry (Foshan) Profiles Co., Ltd. (斯凯（佛山）型材有限公司)\n2) Skerry Billets Co., Ltd.",
            "Foshan",
        ),
        ("The Facilities:\n• Skerry Foil Oy, Lahti\n• Skerry Foil Oy, Kemi\nAll Criteria were audited.", "Kemi"),
        ("The Facilities:\n• Skerry Lahti (Finland)\n• Skerry Narvik (Norway)", "Norway"),
    ],
    ids=["a place within", "its Chinese name", "one company in two places", "countries"],
)
def test_a_place_tells_a_companys_sites_apart(scope: str, names: str) -> None:
    roster = discover(scope, [scope], ((f"{names}: ",),), ["Skerry Oyj"], {})
    assert len(roster.names) == 2
    (named,) = roster.named(f"{names}: ", label=True)
    assert named.facility in roster.names
    assert named.facility == next((name for name in roster.names if names in name), "Skerry Narvik")


def test_accents_make_no_difference() -> None:
    scope = "The following Facilities were audited: São Brás Foundry; Alder Mill"
    roster = discover(scope, [scope], (("Sao Bras Foundry: ", "Alder Mill: "),), [], {})
    assert [hit.facility for hit in roster.named("Sao Bras: ", label=True)] == ["São Brás Foundry"]


def test_a_very_long_scope_is_read_soon() -> None:
    scope = "the sites " + "Alder Mill, Port " * 20_000 + "at the " * 20_000
    begun = time.process_time()
    discover(scope, [scope], LABELS, [], {})
    assert time.process_time() - begun < 20  # it would be hours if anything were tried again and again


def _numbered() -> Roster:
    return discover(NUMBERED, [NUMBERED], (("Plant 1: ", "Plant 2: ", "Plant 3: "),), [], {})


@pytest.mark.parametrize(
    ("after", "whose"),
    [
        (" for Alder Mill", ("Alder Mill",)),
        (" (Port Lume)", ("Port Lume",)),
        ("\nFor Sundby Foil\nhttps://skerry.example/b.pdf", ()),
        (" For Sundby Foil, https://skerry.example/b.pdf", ()),
    ],
    ids=["on its line", "in brackets", "the next label", "the next label on its line"],
)
def test_who_is_named_behind_a_url(after: str, whose: tuple[str, ...]) -> None:
    roster = discover(SCOPES["as bullets"], [SCOPES["as bullets"]], LABELS, ["Skerry Holding AB"], {})
    assert behind(after, roster)[0] == whose


def test_what_stands_before_urls_again_and_again_is_no_site_by_that_alone() -> None:
    labels = (("EIA: ", "Figures: ", "English: "), ("EIA: ", "Figures: ", "Scope 1: ", "English: "), ("Scope 1: ",))
    assert discover("", [""], labels, ["Skerry Oyj"], {}).names == []
    sites = (("Alder Mill: ", "Port Lume: "), ("Alder Mill: ", "Port Lume: "))
    assert discover("", [""], (*labels, *sites), ["Skerry Oyj"], {}).names == ["Alder Mill", "Port Lume"]


def test_labels_may_use_nothing_but_short_names() -> None:
    scope = "Smelting at Skerry Aluminium Co., Ltd. (“SKAL”) and rolling at Skerry Foil Co., Ltd. (“SK Foil”)."
    roster = discover(scope, [scope], (("SKAL: ", "SK Foil: "), ("SKAL: ", "SK Foil: ")), ["Skerry Group"], {})
    assert roster.names == ["Skerry Aluminium Co., Ltd.", "Skerry Foil Co., Ltd."]
    assert [hit.facility for hit in roster.named("SK Foil: ", label=True)] == ["Skerry Foil Co., Ltd."]


def test_the_only_one_of_a_kind_is_meant_by_its_kind() -> None:
    scope = "Facilities:\n• Alder Mine – open pit\n• Lume Refinery – alumina\n• North Smelter\n• South Smelter"
    roster = discover(scope, [scope], (("Alder: ", "Lume: "),), ["Skerry Group"], {})
    assert roster.names == ["Alder Mine", "Lume Refinery", "North Smelter", "South Smelter"]
    said = "The Refinery sells residue; the Smelter, and any other refinery, does not."
    assert [hit.facility for hit in roster.named(said)] == ["Lume Refinery"]


def test_a_place_behind_several_sites_names_all_of_them() -> None:
    scope = "Facilities:\n• Alder Mill (Fjell, Norway)\n• Port Lume (Fjell, Norway)\n• Sundby Foil (Sweden)"
    roster = discover(scope, [scope], (("Norway:", "Sweden:"),), ["Skerry Holding AB"], {})
    assert every(roster.named("Fjell", label=True)) == ("Alder Mill", "Port Lume")
    assert roster.owners("Norway") == ("Alder Mill", "Port Lume")  # a country's sites are all that are there
    assert [hit.facility for hit in roster.named("Sweden", label=True)] == ["Sundby Foil"]


@pytest.mark.parametrize("join", ["\n- ", "\n– ", ", ", " - "])
def test_the_next_site_of_a_list_is_no_place_of_the_one_before(join: str) -> None:
    sites = ["Skerry Alder Rolling Mill S.p.A.", "Skerry Lume Recycling S.p.A.", "Skerry Sundby Foil S.p.A."]
    scope = f"The Facilities in scope:{join.lstrip(',')}{join.join(sites)}{join}Painting by others"
    roster = discover(scope, [scope], (tuple(f"{site} - " for site in sites),), ["Skerry Group"], {})
    assert [roster.owners(f"{site} - ") for site in sites] == [(site,) for site in sites]
    assert not any(roster.aliases.values())


def test_a_name_within_others_is_one_site_and_a_cell_for_several_is_none(tmp_path: Path) -> None:
    names = ("Alder", "Alder Foil", "Alder Foil North", "Alder, Alder Foil")
    rows = "".join(f"{n}.1 Title                {name:<20}Conformance      It is.\n" for n, name in enumerate(names, 1))
    path = tmp_path / "report.txt"
    path.write_text(f"Criterion                Facility            Rating           Comment\n{rows}", encoding="utf-8")
    assert [facility.name for facility in read_report(path).facilities] == ["Alder", "Alder Foil", "Alder Foil North"]


def test_a_label_that_the_overview_has_in_small_letters_is_no_site() -> None:
    labels = (("Water:", "Forest:"), ("Water:", "Forest:"))
    assert not discover("", ["It looks at water and forest."], labels, ["Skerry Holding AB"], {}).names
    assert discover("", ["Sites at Water and Forest."], labels, ["Skerry Holding AB"], {}).names == ["Water", "Forest"]


@pytest.mark.parametrize(("head", "cells"), [("Site visit", ("Yes", "No")), ("Location", ("p. 5", "Annex 2"))])
def test_a_column_of_something_else_names_no_site(tmp_path: Path, head: str, cells: tuple[str, str]) -> None:
    rows = "".join(f"{n}.1 Title                {cell:<20}Conformance      It is.\n" for n, cell in enumerate(cells, 1))
    path = tmp_path / "report.txt"
    path.write_text(f"Criterion                {head:<20}Rating           Comment\n{rows}", encoding="utf-8")
    assert not read_report(path).facilities


def test_a_field_may_part_sites_by_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    opening = "ENTITY NAME  Skerry Holding AB\nFACILITIES  Alder Mill (Norway); Port Lume; Sundby Foil\n\n"
    path.write_text(
        f"{opening}CRITERION  RATING  COMMENT\n1.3a Code of Conduct\nConformance\nIt is.\n", encoding="utf-8"
    )
    assert [facility.name for facility in read_report(path).facilities] == ["Alder Mill", "Port Lume", "Sundby Foil"]


TWO = "Facilities:\n• Kalmar Works\n• Sundby Mill\n"
MANNERS = {
    "a legend": (f"{TWO}KW = Kalmar Works; SM = Sundby Mill", "KW: {0}\nSM – {1}"),
    "codes before names": ("Facilities:\n• KW: Kalmar Works\n• SM: Sundby Mill", "[KW] Plan: {0}\n[SM] Plan: {1}"),
    "codes behind names": ("Facilities:\n• Kalmar Works [KW]\n• Sundby Mill [SM]", "KW: {0}\nSM: {1}"),
    "numbers": ("Facilities:\n1. Kalmar Works\n2. Sundby Mill", "Facility 1: {0}\nFacility 2: {1}"),
    "sites with numbers": ("Sites:\nSite 1: Kalmar Works\nSite 2: Sundby Mill", "Site 1: {0}\nSite 2: {1}"),
    "letters": ("Facilities:\na) Kalmar Works\nb) Sundby Mill", "Kalmar: {0}\nSundby: {1}"),
    "Roman numbers": ("Facilities:\n(i) Kalmar Works\n(ii) Sundby Mill", "Kalmar: {0}\nSundby: {1}"),
    "what stands for them": (
        f"{TWO}“East” stands for Kalmar Works and “North” for Sundby Mill.",
        "East: {0}\nNorth: {1}",
    ),
    "towns": ("Facilities:\n• Kalmar Works, Port Lume\n• Sundby Mill, Alder", "Port Lume: {0}\nAlder: {1}"),
    "a column of towns": (
        "Facilities\nName  Town\nKalmar Works  Port Lume\nSundby Mill  Alder",
        "Port Lume: {0}\nAlder: {1}",
    ),
    "a column of numbers": (
        "No.  Facility  Country\n1  Kalmar Works  Sweden\n2  Sundby Mill  Norway",
        "Site 1: {0}\nSite 2: {1}",
    ),
    "and": ("Facilities: Kalmar Works and Sundby Mill", "Kalmar Works: {0}\nSundby Mill: {1}"),
    "a stroke": ("Facilities: Kalmar Works / Sundby Mill", "Kalmar Works: {0}\nSundby Mill: {1}"),
    "commas within brackets": (
        "Facilities: Kalmar Works (remelting, 120 employees), Sundby Mill (foil, 80 employees)",
        "Kalmar: {0}\nSundby: {1}",
    ),
    "a name above": (TWO, "Kalmar Works\nPlan: {0}\nSundby Mill\nPlan, page 3: {1}"),
    "brackets behind places": (TWO, "Plan: {0}, page 17 [Kalmar Works]\nPlan: {1}, pages 2 and 3 [Sundby Mill]"),
    "commas before names": (TWO, "Plans: {0}, Kalmar Works; {1}, Sundby Mill."),
    "commas before names on lines": (TWO, "{0}, Kalmar Works\n{1}, Sundby Mill"),
    "a sentence over the list": (
        "The audit covered two sites:\n1. Kalmar Works\n2. Sundby Mill",
        "Kalmar: {0}\nSundby: {1}",
    ),
    "brackets that part several": (TWO, "Kalmar Works and Sundby Mill: registers, {0} (Kalmar) and {1} (Sundby)"),
    "its": (
        TWO,
        "The plan of Kalmar Works was read: {0}\n\nSundby Mill uses hydropower. Its emissions are low, see {1}",
    ),
    "bulleted labels": (
        "\uf0b7  Audit firm: Test Ltd\n\uf0b7  Facilities in the scope:\n\uf0b7  Kalmar Works (foil)\n"
        "\uf0b7  Sundby Mill",
        "Kalmar: {0}\nSundby: {1}",
    ),
    "certified works": (
        "Certified works:  Kalmar Works (foil)\n                  Sundby Mill (wire)",
        "Kalmar: {0}\nSundby: {1}",
    ),
    "a label over two lines, of which the second is one itself": (
        "Facilities in the  1. Kalmar Works\nCertification Scope  2. Sundby Mill",
        "Kalmar: {0}\nSundby: {1}",
    ),
    "a colon before lines": (
        "Certification Scope\nProduction of alloys at two facilities in Sweden:\n"
        "Kalmar Works – smelting and casting of alloys\n"
        "Sundby Mill – rolling of foil\nStatements which name no plant refer to the Entity.",
        "Kalmar: {0}\nSundby: {1}",
    ),
    "semicolons over lines, a company's name among them": (
        "Certification Scope\nThe audit covered the facilities of:\nKalmar Works; Sundby\nMill; and others.",
        "Kalmar Works: {0}\nSundby Mill: {1}",
    ),
    "only": (TWO, "Only Kalmar Works discharges water. Data are reported: {0}"),
}
URLS = ("https://skerry.example/kalmar.pdf", "https://skerry.example/sundby.pdf")


def read(overview: str, comment: str, path: Path) -> AuditReport:
    """A report with an overview and a comment on one criterion."""
    path.write_text(
        f"ASI Performance Standard V3\nEntity: Skerry Metals\n{overview}\nFindings\n1.1 Legal Compliance\nConformance\n"
        f"A register is kept.\n\n1.2 Anti-Corruption\nConformance\n{comment}\n",
        encoding="utf-8",
    )
    return read_report(path)


@pytest.mark.parametrize("manner", MANNERS)
def test_whose_a_url_is_by_the_names_that_the_overview_gives(manner: str, tmp_path: Path) -> None:
    overview, comment = MANNERS[manner]
    report = read(overview, comment.format(*URLS), tmp_path / "report.txt")
    assert [facility.name.split(",")[0] for facility in report.facilities] == ["Kalmar Works", "Sundby Mill"]
    whose = [((citation.facility or "").split(",")[0], citation.url) for citation in report.citations]
    assert whose == list(zip(("Kalmar Works", "Sundby Mill"), URLS, strict=True))[: len(whose)]
    assert "speaks of" not in " ".join(observation.text for observation in report.observations)


@pytest.mark.parametrize(
    ("overview", "comment", "told"),
    [
        (
            "The Entity operates four facilities in Norway.",
            "East: {0}\nNorth: {1}",
            "none of them could be told: what 1.2",
        ),
        (
            f"{TWO}The audit covered three sites.",
            "The policy is at https://skerry.example/policy.pdf",
            "2 facilities could be told: what 1.2",
        ),
        (
            TWO,
            "Kalmar was fined. The report: www.skerry.example/a.pdf",
            "though the words before speak of Kalmar Works: ",
        ),
        (
            TWO,
            "The Swedish plants have a plan, see www.skerry.example/a.pdf",
            "though the words before speak of “Swedish plants”: http",
        ),
        (
            TWO,
            "Kalmar was fined. A notice was served: www.skerry.example/a.pdf",
            "Given to Kalmar Works, as the words before speak of it, and nothing else says whose it is: ",
        ),
        (TWO, "[Kalmar] {0}\n[Lume] {1}", "Whose is what stands beside “[Lume]” is not known."),
    ],
    ids=["none listed", "fewer than said", "the sentence before", "a country's", "likely", "a name that nothing lists"],
)
def test_facilities_that_could_not_be_told_are_told_of(overview: str, comment: str, told: str, tmp_path: Path) -> None:
    report = read(overview, comment.format(*URLS), tmp_path / "report.txt")
    assert told in " ".join(observation.text for observation in report.observations)


def test_a_link_that_shows_a_sites_name_is_that_ones() -> None:
    roster = discover(TWO, [TWO], (), ["Skerry Metals"], {})
    text = "Summaries are available for Kalmar and Sundby."
    mentions = [
        Mention(text.index(name), text.index(name) + 6, name, url, CitationSource.LINK, behind_words=True)
        for name, url in zip(("Kalmar", "Sundby"), URLS, strict=True)
    ]
    cited = cite("1.2", Passage(text, mentions), roster)
    assert [c.citation.facility for c in cited] == ["Kalmar Works", "Sundby Mill"]


ITEMS = {
    "address and head count": (
        "1. Alder Smelter, Quay Road 4, Alderby 3900, North Coast. Primary smelter, 1,140 employees.\n"
        "2. Port Lume, 22 Foil Street, Lume 0699. Rolling mill, 386 employees.",
        {"Facility 1": 0, "Alderby": 0, "North Coast": 0, "Facility 2": 1, "Lume": 1},
    ),
    "activity behind a dash": (
        "Alder Smelter – primary smelter, Norway; 0.4 Mt per year, 1,150\nworkers. Referred to as “Alderworks”.\n"
        "Port Lume – terminal on the coast, 240\nworkers. Referred to as “The Port”.",
        {"Alderworks": 0, "The Port": 1},
    ),
    "country behind a dash": (
        "1. Alder Smelter – Norway. Casting of slabs, 210 employees.\n2. Port Lume – Portugal. Trays, 164 employees.",
        {"Norway": 0, "Site 2": 1},
    ),
    "code behind a dash": (
        "1. Alder Smelter, Norway – A1\n2. Port Lume, Sweden – L1",
        {"A1": 0, "L1": 1, "Site 2": 1},
    ),
    "cards": (
        "• Alder Smelter; Alderby, Norway; Foundry: slabs; 302 employees; Formerly Nordalder A.S.; renamed in 2019\n"
        "• Port Lume; Lume near Ledsund; Anode plant; 118 employees",
        {"Nordalder": 0, "Alderby": 0, "the foundry": 0, "the anode plant": 1},
    ),
}


@pytest.mark.parametrize("manner", ITEMS)
def test_a_list_says_more_of_its_sites_than_their_names(manner: str) -> None:
    items, called = ITEMS[manner]
    marked = items if items[0] in "1•" else "\n".join(f"• {item}" for item in items.split(".\n"))
    scope = f"Facilities:\n{marked}"
    roster = discover(scope, [scope], [[f"{name}: "] for name in called], ["Skerry Oyj"], {})
    assert roster.names == ["Alder Smelter", "Port Lume"]
    for name, place in called.items():
        assert [hit.facility for hit in roster.named(f"{name}: ", label=True)] == [roster.names[place]], name


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            "Skerry Foil Oy, Lahti (Finland): rolling of foil; 640 employees\n"
            "Žarko Odlivky s.r.o., Žilina (Slovakia): casting; 41 employees",
            ["Skerry Foil Oy, Lahti", "Žarko Odlivky s.r.o., Žilina"],
        ),
        (
            "Skerry Metall GmbH – Werk Alder\nSkerry Metall GmbH – Werk Lume",
            ["Skerry Metall GmbH – Werk Alder", "Skerry Metall GmbH – Werk Lume"],
        ),
        (
            "1. Skerry Metals Co., Ltd. Alder Works\n2. Skerry Foil Co., Ltd. Lume Plant\n"
            "In the text the Facilities are called Alder Works and Lume Plant.",
            ["Skerry Metals Co., Ltd. Alder Works", "Skerry Foil Co., Ltd. Lume Plant"],
        ),
        (
            "Skerry Metals S.A. – Unidade Alder do Norte (casting)\nSkerry Metals S.A. – Unidade Lume (foil)",
            ["Skerry Metals S.A. – Unidade Alder do Norte", "Skerry Metals S.A. – Unidade Lume"],
        ),
        (
            "Alder Rolling Mill, Ashby, Sweden – hot and cold rolling\n"
            "Brook Rolling Mill, Tipton, Sweden – cold rolling, slitting\n"
            "Cotter Casthouse, Cotterdale, Norway – remelting, casting",
            ["Alder Rolling Mill", "Brook Rolling Mill", "Cotter Casthouse"],
        ),
        (
            "In this report they are cited by codes:\nS1 Alder Can Plant\nS2 Lume Ends\nRatings at a glance\n1.1 C",
            ["Alder Can Plant", "Lume Ends"],
        ),
        (
            "Alder Smelter, Lume Casthouse and Sund Anode Plant\nMatrix of ratings per Facility\nCriterion  Alder",
            ["Alder Smelter", "Lume Casthouse", "Sund Anode Plant"],
        ),
        ("Kalmar verk (Kalmar Smelter)\nSundby verk (Sundby Rolling\nMill)", ["Kalmar verk", "Sundby verk"]),
        ("Via Lume 88, Alderby (Italy)", []),
        ("Alder 2, Alderby, Sweden (one site, 371 employees;\nrolling of strip)", []),
    ],
)
def test_names_end_where_what_is_said_of_them_begins(lines: str, names: list[str]) -> None:
    scope = f"Facilities:\n{as_list(lines)}"
    assert discover(scope, [scope], [["Report: "]], ["Skerry Metals Co., Ltd."], {}).names == names


def test_a_scope_of_nothing_but_sites_names_is_a_list() -> None:
    assert (
        with_lists("Alder Smelter\nLume Power and Water Plant")
        == "Facilities:\n• Alder Smelter\n• Lume Power and Water Plant"
    )
    for text in ("Alder Smelter", "Smelting\nCasting of Slabs", "Alder Smelter\nand all that belongs to it there"):
        assert with_lists(text) == text


def test_what_a_list_counts_behind_names_is_another_name() -> None:
    scope = "Facilities:\n1. Alder Foundry Division, Unit-I\n2. Lume Casting Division, Unit-II"
    roster = discover(scope, [scope], [["Unit-I: ", "Unit-II: "]], [], {})
    assert roster.names == ["Alder Foundry Division", "Lume Casting Division"]
    assert [hit.facility for hit in roster.named("Data of Unit-II: ", label=True)] == ["Lume Casting Division"]


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Unit A: ", "A"),
        ("B – ", "B"),
        ("units A and C (", "AC"),
        ("Inventory (A page 8; B pages 9–11): ", "AB"),
        ("A report on dust: ", ""),
        ("Sites B, C: ", "BC"),
    ],
)
def test_letters_of_a_legend_are_names(label: str, meant: str) -> None:
    scope = "Sites:\n• Unit A: Alder Mine\n• Unit B: Port Lume\n• Unit C: Sundby Foil"
    roster = discover(scope, [scope], [["Unit A: ", "B – "]], [], {})
    letters = dict(zip(roster.names, "ABC", strict=True))
    assert "".join(letters[hit.facility] for hit in roster.named(label, label=True) if hit.facility) == meant


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("Alder and Sundby were assessed. Both plants publish the result at URL", "AS"),
        ("An assessment of Alder and Sundby was published by both Facilities at URL", "AS"),
        ("Alder and Sundby were assessed. All plants publish the result at URL", ""),
        ("Both plants publish the result at URL", ""),
        ("Alder.\nPlan of the dam: URL", "A"),
        ("The mine.\nPlan of the dam: URL", "A"),
        ("Audits of Lume.\nPlan of the dam: URL", ""),
        ("Skerryvik: the declaration is published, URL", "S"),
    ],
)
def test_whose_a_document_is_that_a_sentence_speaks_of(comment: str, meant: str) -> None:
    scope = "The sites are Alder Mine, Port Lume and Sundby Foil in Skerryvik."
    roster = discover(scope, [scope], [["Alder Mine: ", "Port Lume: ", "Sundby Foil: "]], [], {})
    text = comment.replace("URL", "https://skerry.example/a.pdf")
    url = "https://skerry.example/a.pdf"
    mention = Mention(text.index(url), len(text), url, url, CitationSource.TEXT)
    cited = [c.citation.facility for c in cite("1.1", Passage(text, [mention]), roster)]
    assert "".join((facility or "")[:1] for facility in cited) == meant


ABROAD = {
    "a column": "Facility  Country  Activity\nAlder Smelter  Norway  Casting\nBrenn Mill  Norway  Rolling\n"
    "Lume Works  Czech Republic  Foil",
    "addresses": "SITES\n• Alder Smelter, Quay Road 4, Vik, Norway\n• Brenn Mill, Elv, Norway\n"
    "• Lume Works, Tovarni 3, Lumec, Czech Republic",
    "brackets": "SITES\n• Alder Smelter (Norway)\n• Brenn Mill (Norway)\n• Lume Works (Czechia)",
}


@pytest.mark.parametrize("manner", ABROAD)
@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("The Norwegian facilities share a policy, available at URL", "AB"),
        ("The collective agreement for the two Norwegian plants is public: URL", "AB"),
        ("The Czech site discloses its policy at URL", "L"),
        ("Norwegian and Czech sites: URL", "ABL"),
        ("The Norwegian smelter has an energy plan, see URL", "A"),
        ("The policy of the plants in Norway: URL", "AB"),
        ("The mill in Norway publishes its noise data at URL", "B"),
        ("• Norway: URL", "AB"),
        ("Norway, page 3: URL", "AB"),
        ("Only the Czech Facility is near a river. Its study is available: URL", "L"),
        ("The Norwegian site has a policy: URL", ""),
        ("The statement under the Norwegian Transparency Act is at URL", ""),
        ("Norwegian law asks for a permit of the site: URL", ""),
        ("The Swedish plants have a policy: URL", ""),
        ("The Czech version of the Code: URL", ""),
    ],
)
def test_sites_are_spoken_of_by_their_countries(manner: str, comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(ABROAD[manner], comment, tmp_path) == meant


def whose(sites: str, comment: str, folder: Path) -> str:
    """The first letters of the facilities that a comment's only URL is evidence for."""
    path = folder / "report.txt"
    url = "https://skerry.example/en/a.pdf" if "URL" in comment else ""
    head = (
        f"ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n\n{sites}\n\n1.3a Code of Conduct\nConformance"
    )
    path.write_text(f"{head}\n\n{comment.replace('URL', url)}\n", encoding="utf-8")
    return "".join((c.facility or "")[:1] for c in read_report(path).citations)


def test_countries_that_not_all_sites_have_tell_none_but_in_a_label(tmp_path: Path) -> None:
    sites = "SITES\n• Alder Smelter (Norway)\n• Brenn Mill\n• Lume Works (Spain)"
    assert whose(sites, "The Norwegian plants share a policy: URL", tmp_path) == ""
    assert whose(sites, "The Norwegian plant has a policy: URL", tmp_path) == ""
    assert whose(sites, "Norway: URL", tmp_path) == "A"


KINDS_ELSEWHERE = "SITES\n• Mina Alder\n• Refinaria Brenn\n• Laminação Lume\n• Giesserei Sund"


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("The plan of the mine is in the same file: URL", "M"),
        ("The refinery publishes its noise data at URL", "R"),
        ("Dust data of the rolling mill: URL", "L"),
        ("Data of the Giesserei and of the Laminação are found at URL", "GL"),
        ("Mine and refinery lie at a river. For these two units the study is published at URL", "MR"),
        ("Alder and Sund were inspected. The reports of these plants are public: URL", "MG"),
        ("Alder, Sund and Lume were inspected. The reports of these two plants are public: URL", ""),
        ("Mines are out of scope. The policy is at URL", ""),
        ("Inventory of Refinaria and Sund: URL", "RG"),
        ("A study of the people near Refinaria is at URL", "R"),
        ("The Group’s refinaria policy is at URL", ""),
    ],
)
def test_kinds_of_sites_are_known_in_other_languages(comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(KINDS_ELSEWHERE, comment, tmp_path) == meant


THREE = "SITES\n• Alder Smelter\n• Brenn Mill\n• Lume Works"


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("Only Brenn is near a river. The study of this plant is given here: URL", "B"),
        ("Brenn and Lume were fined. The letter to this plant: URL", "L"),
        ("Brenn is near a river. The action plan of the mill is available at URL", "B"),
        ("Brenn is near a river. The action plan of the plant is available at URL", "B"),
        ("Brenn is near a river. It was agreed that each plant has a plan: URL", ""),
        ("Brenn is near a river. The action plan of the foundry is available at URL", ""),
        ("Brenn and Lume are near a river. The action plan of the plant is available at URL", ""),
        ("Brenn is near a river. The Sustainability Report is available at URL", ""),
        ("Brenn is near a river. The study is available at https://skerry.example/sites/brenn/study.pdf", "B"),
        ("The study is available at https://skerry.example/sites/brenn/study.pdf", "B"),
        ("Studies of the Brenn and Lume mills are available at URL", "BL"),
        ("Studies of the smelter and mill are available at URL", "AB"),
        ("The study was made in Lume and is available at URL", "L"),
        ("Discharges were measured in Lume. A list of them was printed: URL", "L"),
        ("Discharges were measured in Lume. A table is in the annual report: URL", ""),
        ("Lume is near a river. The study is available at https://skerry.example/sites/brenn/study.pdf", ""),
        ("Brenn is near a river. The study is at https://skerry.example/brenn-and-lume/study.pdf", ""),
    ],
)
def test_what_was_named_before_is_meant_by_its_kind_or_its_address(comment: str, meant: str, tmp_path: Path) -> None:
    assert whose(THREE, comment, tmp_path) == meant


def test_urls_of_sites_of_one_country_are_each_for_its_own(tmp_path: Path) -> None:
    urls = ("https://skerry.example/1", "https://skerry.example/2")
    comment = f"Dust of the Norwegian sites is public: {urls[0]} for Alder and {urls[1]} for Brenn."
    assert whose(ABROAD["brackets"], comment, tmp_path) == "AB"


def test_a_label_of_the_entitys_first_word_is_a_sites_beside_others(tmp_path: Path) -> None:
    sites = "SITES\n• Skerry Works\n• Lume Works"
    first, second = ("https://skerry.example/1", "https://skerry.example/2")
    assert whose(sites, f"Forms are public.\nSkerry: {first}\nLume: {second}", tmp_path) == "SL"
    assert whose(sites, f"Skerry: {first}", tmp_path) == ""
    assert whose(sites, f"Skerry Code: {first}\nLume: {second}", tmp_path) == "L"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            "Skerry Lume\nSkerry Norge – Alderby (Norway)\nSkerry Polska – Brenn",
            ["Skerry Lume", "Skerry Norge – Alderby", "Skerry Polska – Brenn"],
        ),
        ("Skerry Alderby – Norway\nSkerry Brenn – Poland", ["Skerry Alderby", "Skerry Brenn"]),
        ("Skerry Mill – Alderby\nSkerry Smelter – Brenn", ["Skerry Mill", "Skerry Smelter"]),
        ("Kalmar – Alderby\nSundby – Brenn", ["Kalmar", "Sundby"]),
        (
            "Kalmar Foil – Alderby (“Alderby”)\nSundby – Brenn (hereinafter “Sundby”)",
            ["Kalmar Foil – Alderby", "Sundby"],
        ),
    ],
)
def test_a_town_belongs_to_the_name_of_a_companys_site(lines: str, names: list[str]) -> None:
    scope = f"Facilities:\n{as_list(lines)}\n\nThe sites of Alderby and Brenn were visited."
    roster = discover(scope, [scope], [["Alderby: ", "Brenn: "], ["Alderby: "]], ["Skerry Metals AB"], {})
    assert roster.names == names


@pytest.mark.parametrize(
    ("text", "facilities"),
    [
        ("The cold-rolling mill", [("Kalmar",)]),
        ("The warm-rolling mill", [("Lund",)]),
        ("The near-casting plant", [("Ost",)]),
        ("The near-rolling mill", []),
        ("The near-dipping plant", []),
    ],
)
def test_both_halves_of_a_word_tell_what_a_site_does(text: str, facilities: list[tuple[str, ...]]) -> None:
    does = {"Kalmar": {"cold", "rolling"}, "Lund": {"warm", "rolling"}, "Ost": {"casting"}}
    assert [spoken.facilities for spoken in activities.spoken_of(text, does, {})] == facilities


def test_countries_are_no_sites_where_others_are_listed() -> None:
    said = "Rolling at two plants in Norway and Sweden."
    labels = (("Norway: ", "Sweden: "), ("Norway: ", "Sweden: "))
    scope = f"Facilities:\n• Lume Mill (Lume, Norway)\n• Sundby Mill (Sundby, Sweden)\n\n{said}"
    roster = discover(scope, [scope], labels, [], {})
    assert roster.names == ["Lume Mill", "Sundby Mill"]
    assert [hit.facility for hit in roster.named("Sweden: ", label=True)] == ["Sundby Mill"]
    assert discover(said, [said], labels, [], {}).names == ["Norway", "Sweden"]


def test_lines_of_cells_are_a_table_without_a_head() -> None:
    lines = "Lume Mill (LM)   Lume, Norway    Rolling of strip\nSundby Works     Sundby, Sweden  Casting"
    assert (
        as_list(lines)
        == "• Lume Mill (LM) – Lume, Norway – Rolling of strip\n• Sundby Works – Sundby, Sweden – Casting"
    )
    assert as_list("-  Lume Mill\n-  Sundby Works").strip() == "• Lume Mill\n• Sundby Works"


def test_codes_in_a_column_are_those_of_the_list(tmp_path: Path) -> None:
    rows = "".join(
        f"{number}      Conformance  {site:<8} It is disclosed at https://skerry.example/{number}.pdf\n\n"
        for number, site in (("1.2", "LM"), ("2.4", "all"), ("3.1", "LM, SW"), ("6.1", "SW"))
    )
    path = tmp_path / "report.txt"
    path.write_text(
        "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals\nFACILITIES\n• Lume Mill (LM)\n"
        "• Sundby Works (SW)\n\n"
        f"No.      Rating       Site     Comment\n\n{rows}",
        encoding="utf-8",
    )
    report = read_report(path)
    assert [facility.name for facility in report.facilities] == ["Lume Mill", "Sundby Works"]
    assert [(c.criterion, c.facility) for c in report.citations] == [
        ("1.2", "Lume Mill"), ("2.4", None), ("3.1", "Lume Mill"), ("3.1", "Sundby Works"), ("6.1", "Sundby Works"),
    ]  # fmt: skip


LISTED = {
    "after works": (
        "SCOPE: The scope covers two works:\n1. Lume Rolling (Lume, Norway: strip)\n2. Sund Guss (Sund, Norway: cans)"
    ),
    "below a heading with a letter": (
        "A General\nMember: Skerry Metals AB\nB Audited sites\n1. Lume Rolling\n2. Sund Guss (Norway)\nC The company\n"
        "Skerry was founded in 1950."
    ),
    "in a table that counts its rows": (
        "Audited sites\n#  Site  Location  Products\n1  Lume Rolling  Lume, Norway  Strip\n"
        "2  Sund Guss  Sund, Norway  Cans"
    ),
    "over a line's end within brackets": (
        "CERTIFICATION SCOPE  Casting at the following facilities:\nLume Rolling (Lume, Grand\nDuchy of Skerry)\n"
        "Sund Guss"
    ),
}  # fmt: skip


@pytest.mark.parametrize("manner", LISTED)
def test_lists_are_found_however_they_are_introduced(manner: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n{LISTED[manner]}\n\nFINDINGS\n"
        "1.3a Code of Conduct\nConformance\nSund: https://skerry.example/a.pdf\n",
        encoding="utf-8",
    )
    report = read_report(path)
    assert [facility.name for facility in report.facilities] == ["Lume Rolling", "Sund Guss"]
    assert [citation.facility for citation in report.citations] == ["Sund Guss"]


CALLED = "FACILITIES\n• Alder Smelter\n• Alder Captive Power Plant\n• Brenn Bauxite Mines (Norway)"


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("CPP: URL", "Alder Captive Power Plant"),
        ("The yearly statement of CPP is at URL", "Alder Captive Power Plant"),
        ("Reports of compliance are uploaded: smelter URL", "Alder Smelter"),
        ("Statements were seen (Form V):\nSmelter:\nURL", "Alder Smelter"),
        ("See chapter 6 of the mine's plan: URL", "Brenn Bauxite Mines"),
        ("Commitment of not to explore or mine in protected areas: URL", None),
        ("Membership was shown: in Norway, URL", "Brenn Bauxite Mines"),
        ("Supplements exist for Norway, covering the plant there (URL)", "Brenn Bauxite Mines"),
        ("The permit was published in Norway last year: URL", None),
    ],
)
def test_sites_are_called_by_initials_kinds_and_countries(comment: str, meant: str | None, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    url = "https://skerry.example/en/a.pdf"
    path.write_text(
        f"ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n{CALLED}\n\nENTITY OVERVIEW\n"
        "The sites of Alder Smelter in Sweden and of Alder Captive Power Plant (Sweden) have one gate.\n\n"
        f"1.3a Code of Conduct\nConformance\n{comment.replace('URL', url)}\n",
        encoding="utf-8",
    )
    assert [citation.facility for citation in read_report(path).citations] == [meant]


def test_a_number_of_sites_in_a_country_may_tell_which_they_are(tmp_path: Path) -> None:
    sites = "FACILITIES\n• Alder Works\n• Brenn Works\n• Lume Works (Thailand)"
    assert whose(sites, "Data for the two Japanese sites are in URL", tmp_path) == "AB"
    assert whose(sites, "Data for the three Japanese sites are in URL", tmp_path) == ""
    assert whose(sites, "Data for the Japanese sites are in URL", tmp_path) == ""
    assert whose(sites, "All Japanese and overseas works in total: URL", tmp_path) == ""


def test_a_site_may_be_of_several_kinds() -> None:
    scope = (
        "Facilities:\n1. Planta Alder (primary smelter and casthouse, Alder)\n"
        "2. Parque Lume (wind farm and bulk terminal)\n"
        "3. Sund (extrusion; next to the refinery of others)"
    )
    roster = discover(scope, [scope], (("Alder: ", "Lume: "),), ["Skerry Group"], {})
    for said, meant in (("wind farm", "Lume"), ("terminal", "Lume"), ("casthouse", "Alder"), ("refinery", "")):
        assert "".join(hit.facility or "" for hit in roster.named(f"The data of the {said} are public.")).endswith(
            meant
        )
    assert not roster.named("The data of the refinery are public.")


def test_codes_and_towns_of_listed_sites_are_no_further_ones() -> None:
    scope = (
        "Facilities:\n• KA – Skerry Foil (Kalmar) Co., Ltd. – 8 Quay Road, Kalmar, Sweden\n"
        "• SU – Skerry Norge – Sund del Mar (Sund del Mar, Norway)\n\nOn-site: KA. Remote site: SU, KA."
    )
    labels = (("KA: ", "SU: "), ("KA: ", "Mar: "))
    roster = discover(scope, [scope], labels, ["Skerry Group"], {})
    assert roster.names == ["Skerry Foil (Kalmar) Co., Ltd.", "Skerry Norge – Sund del Mar"]


@pytest.mark.parametrize("below", ["• {}\n• {}", "{}\n{}", "\n{}\n\n{}"])
def test_names_below_a_colon_are_a_list(below: str) -> None:
    names = "Skerry Metals s.r.o. – Lume Strip Mill", "Skerry Alder Refinery"
    assert with_lists(f"Casting and rolling at:\n{below.format(*names)}").split("\n") == [
        "Casting and rolling at:",
        "Facilities:",
        *(f"• {name}" for name in names),
    ]
    assert "Facilities:" not in with_lists("The auditors confirm that:\n• Data are true\n• Findings are based on data")
    assert "Facilities:" not in with_lists("Products are:\n• Rolled Strip\n• Cast Billets")
    assert with_lists("All plants\nincluded:\n• Alder Mill\n• Lume Mill").count(":") == 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("- No. 2: ", ["2"]),
        ("Alder No. 1 and No. 2: ", ["1", "2"]),
        ("The permit of Plant No. 1 is public, ", ["1"]),
        ("Tests of boiler No. 2: ", []),
        ("See appendix 2: ", []),
    ],
)
def test_numbers_in_names_are_not_those_of_the_list(said: str, meant: list[str]) -> None:
    scope = "Facilities:\n1) Lume Rolling Mill\n2) Alder Foil Plant No. 1\n3) Alder Foil Plant No. 2\n4) Sund Works"
    roster = discover(scope, [scope], (("Lume: ", "Sund: "),), ["Skerry Group"], {})
    assert [(hit.facility or "")[-1] for hit in roster.named(said, label=True)] == meant


def test_parts_of_names_that_say_nothing_are_no_names() -> None:
    scope = "Facilities:\n• Skerry s.r.o. – Lume Rolling and Recycling Plant\n• Alder New Material Works"
    roster = discover(scope, [scope], (("Lume: ", "Alder: "),), ["Skerry Group"], {})
    for said in ("rolling and finishing", "new suppliers of material", "J. Berg s r", "recycling is public"):
        assert not roster.named(f"For {said}: ", label=True)


def test_an_apostrophe_joins_articles_to_names() -> None:
    scope = "Facilities:\n• Usine d’Aulne-la-Tour\n• Stabilimento dell'Ombra\n• Werk Lume"
    roster = discover(scope, [scope], (("Aulne-la-Tour: ",),), ["Skerry SA"], {})
    said = "the permits of Aulne-la-Tour, of the Ombra plant and of l’Ombra"
    assert [hit.facility for hit in roster.named(said, label=True)] == [
        "Usine d’Aulne-la-Tour",
        "Stabilimento dell'Ombra",
        "Stabilimento dell'Ombra",
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("The Port Lume plan is public: ", ["Alder Smelter", "Alder Casting 2"]),
        ("Alder (Port Lume operations): ", ["Alder Smelter", "Alder Casting 2"]),
        ("Alder Smelter, Port Lume: ", ["Alder Smelter"]),
        ("The Port Lume smelter: ", ["Alder Smelter"]),
        ("Sund: ", ["Alder Foil"]),
        ("The port has a plan: ", []),
    ],
)
def test_a_place_where_several_sites_are_means_them(said: str, meant: list[str]) -> None:
    lists = "1. Alder Smelter, Port Lume\n2. Alder Casting 2, Port Lume\n3. Alder Foil, Sund (India)"
    scope = f"Facilities:\n{lists}\n\nSites visited:\n{lists}"
    roster = discover(scope, [scope], (("Smelter: ", "Foil: "),), ["Alder Group"], {})
    assert [*every(roster.named(said, label=True))] == meant


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ("Usine d’Aulne (Rhône) – Usine de Lume (Ain)", ["• Usine d’Aulne (Rhône)", "• Usine de Lume (Ain)"]),
        ("1  Alder Mill  Quay 4, Alton, Norway\n2  Lume Works  Road 7, Lume, Sweden",
         ["1. Alder Mill – Quay 4, Alton, Norway", "2. Lume Works – Road 7, Lume, Sweden"]),
    ],
)  # fmt: skip
def test_names_with_brackets_or_counts_are_a_list(lines: str, items: list[str]) -> None:
    assert as_list(lines).split("\n") == items


def test_a_code_that_reads_like_a_legal_form_is_none_of_the_name() -> None:
    scope = "Facilities:\n• Jarvi Smelter (“JSC”)\n• Alder Rolled Products Unit (“ARP”)\n• Alder Power Plant (“APP”)"
    said = "Jarvi Smelter JSC and the works of Alder"
    roster = discover(scope, [scope, said, said], (("JSC - ", "ARP - "),), ["Skerry Group"], {})
    assert roster.names == ["Jarvi Smelter", "Alder Rolled Products Unit", "Alder Power Plant"]
    assert [hit.facility for hit in roster.named("JSC - ", label=True)] == ["Jarvi Smelter"]
    assert not roster.named("Unit level fact sheets: ", label=True)


def test_a_terminal_is_a_kind_of_site() -> None:
    scope = "Facilities:\n• Alder Bauxite Mine\n• Lume River Terminal"
    roster = discover(scope, [scope], (("Alder: ", "Lume: "),), ["Skerry Group"], {})
    assert [hit.facility for hit in roster.named("For the Terminal, a fine was paid")] == ["Lume River Terminal"]


def test_an_entity_whose_name_is_a_dash_is_none() -> None:
    scope = "Facilities:\n• Alder Mill\n• Lume Works"
    assert discover(scope, [scope], (), ["–"], {}).names == ["Alder Mill", "Lume Works"]


def test_a_title_of_sites_may_be_the_last_line_before_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    head = "Criterion                Rating             Comment\n"
    row = "1.1 Title                Conformance        It is at https://a.example/b.pdf\n"
    path.write_text(f"ENTITY NAME              Skerry Metals AB\n\nCertified Sites\n{head}{row}", encoding="utf-8")
    assert len(read_report(path).citations) == 1


@pytest.mark.parametrize(("entity", "names"), [("Fonderie de Lume inc.", []), ("Skerry Metals", ["Lume"])])
def test_the_one_place_that_the_entity_is_named_by_is_no_site_besides_it(entity: str, names: list[str]) -> None:
    scope = "Casting of billet at Lume (Québec), Canada."
    assert discover(scope, [scope], [("Report for Lume: ", "Lume: ")], [entity], {}).names == names


def test_a_site_behind_its_companys_name_is_called_by_its_town() -> None:
    scope = "Facilities:\n• Skerry Lume AG, Werk Lume\n• Alder Guss GmbH\n• Brenn Guss GmbH"
    roster = discover(scope, [scope], [("Lume: ", "Alder: "), ("Lume and Brenn: ",)], ["Skerry Lume Gruppe"], {})
    assert roster.owners("Lume and Brenn") == ("Skerry Lume AG, Werk Lume", "Brenn Guss GmbH")
