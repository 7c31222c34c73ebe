"""Pages and sections of a document: before its URL, behind it, around it, and each for another site."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report

SITES = ("Alder Mill", "Port Lume Works", "Sund Foundry", "Brenn Smelter")
OPENING = "\n".join(("ASI PERFORMANCE STANDARD V3.1", "ENTITY NAME  Northwind Aluminium AB", "", "SITES", "", *SITES))
URLS = {f"{{{name}}}": f"https://www.north.example/{name}.pdf" for name in "abc"}


def cited(folder: Path, comment: str) -> list[str]:
    """Each citation in a word: URL, site, pages, sections."""
    for name, url in URLS.items():
        comment = comment.replace(name, url)
    path = folder / "report.txt"
    path.write_text(f"{OPENING}\n\n1.3a Code of Conduct\nConformance\n\n{comment}\n", encoding="utf-8")
    return [
        " ".join(
            (
                next((name[1] for name, url in URLS.items() if url == c.url), c.url),
                c.facility.split()[0] if c.facility else "-",
                *c.locators.pages,
                *(f"§{section}" for section in c.locators.sections),
            )
        )
        for c in read_report(path).citations
    ]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (
            "Waste is disclosed: {a} (Alder page 2, Port Lume page 3, Sund page 5).",
            ["a Alder 2", "a Port 3", "a Sund 5"],
        ),
        ("Waste data sheet, pages 2 (Alder) and 4 (Port Lume): {a}", ["a Alder 2", "a Port 4"]),
        ("The waste sheet (Alder: page 1; Port Lume: page 3) is available at {a}.", ["a Alder 1", "a Port 3"]),
        (
            "Annual Report 2020, pages 44 (Alder), 45 (Port Lume), 46 (Sund and Brenn) – {a}.",
            ["a Alder 44", "a Port 45", "a Sund 46", "a Brenn 46"],
        ),
        (
            "Fines are in the Report, Alder Mill (page 52) and Port Lume Works (page 53): {a}. Sund Foundry had none.",
            ["a Alder 52", "a Port 53"],
        ),
        (
            "Energy: Alder Mill (page 66), Port Lume Works (pages 67 and 68) and Sund Foundry (pages 69–71) in {a}",
            ["a Alder 66", "a Port 67 68", "a Sund 69-71"],
        ),
        (
            "Energy is shown on page 52 for the Alder Mill and page 53 for the Port Lume Works: {a}",
            ["a Alder 52", "a Port 53"],
        ),
        (
            "Energy is shown in the report {a}, on page 52 for Alder Mill and on page 53 for Port Lume Works.",
            ["a Alder 52", "a Port 53"],
        ),
        (
            "ESG Data Book: {a}\n• Alder Mill: page 2\n• Port Lume Works: pages 3-4\n• Sund Foundry: page 9\n",
            ["a Alder 2", "a Port 3-4", "a Sund 9"],
        ),
        ("ESG Data Book:\n- Alder Mill: page 2\n- Port Lume Works: pages 3-4\n{a}", ["a Alder 2", "a Port 3-4"]),
        ("Alder on page 2, Port Lume on page 4 of the Energy Report: {a}", ["a Alder 2", "a Port 4"]),
        ("The report {a} shows Alder on page 2 and Port Lume on page 4.", ["a Alder 2", "a Port 4"]),
        ("{a}. Alder Mill is on page 2 and Port Lume Works on page 4.", ["a Alder 2", "a Port 4"]),
        ("Alder Mill and Port Lume Works (pages 3 and 4 respectively): {a}", ["a Alder 3", "a Port 4"]),
        (
            "The annex, p. 3 (Alder) and p. 5 (Port Lume): {a} No data are disclosed for Sund and Brenn.",
            ["a Alder 3", "a Port 5"],
        ),
        ("Impact study, sections 3.2 (Alder) and 3.3 (Port Lume): {a}", ["a Alder §3.2", "a Port §3.3"]),
        (
            "Impact study: {a}, section 3.2 for Alder Mill, section 3.3 for Port Lume Works.",
            ["a Alder §3.2", "a Port §3.3"],
        ),
        (
            "Group Report, Alder: section 4.1, page 14; Port Lume: section 4.2, page 19; the Group: page 5: {a}",
            ["a Alder 14 §4.1", "a Port 19 §4.2", "a - 5"],
        ),
        ("Data Book, page 15: {a} [Sund Foundry; Brenn Smelter]", ["a Sund 15", "a Brenn 15"]),
        (
            "Compliance reports: {a}, pages 17 and 18 [Alder Mill]\nData Book, page 15: {b} [Sund Foundry]",
            ["a Alder 17 18", "b Sund 15"],
        ),
        ("Compliance reports: {a}, p. 3 (Alder Mill)\nData Book: {b}, p. 4 (Sund Foundry)", ["a Alder 3", "b Sund 4"]),
        (
            "Scope 1 to 3 are disclosed in the Report: Alder on pages 72–75, Port Lume on pages 76 and 78. {a}",
            ["a Alder 72-75", "a Port 76 78"],
        ),
        ("Seiten 12 (Alder) und 14 (Port Lume): {a}", ["a Alder 12", "a Port 14"]),
        ("Nachhaltigkeitsbericht, Alder (S. 12), Port Lume (S. 14): {a}", ["a Alder 12", "a Port 14"]),
        ("Rapport DPEF, pages 12 (Alder) et 14 (Port Lume) : {a}", ["a Alder 12", "a Port 14"]),
        ("Informe, páginas 12 (Alder) y 14 (Port Lume): {a}", ["a Alder 12", "a Port 14"]),
        ("See {a} for emissions: Alder p. 2; Port Lume p. 3; Sund p. 5", ["a Alder 2", "a Port 3", "a Sund 5"]),
        (
            "Alder Mill, page 3 and Port Lume Works, page 4: {a}; Sund Foundry, page 5: {b}",
            ["a Alder 3", "a Port 4", "b Sund 5"],
        ),
        (
            "Emissions of Alder Mill (page 12), Port Lume Works (page 14) and Sund Foundry: {a}",
            ["a Alder 12", "a Port 14", "a Sund"],
        ),
        ("Page 3 (Alder), page 4 (Port Lume) of the Waste Report, {a}", ["a Alder 3", "a Port 4"]),
        ("For Alder Mill and Port Lume Works: {a} (Alder: p. 3, Port Lume: p. 4)", ["a Alder 3", "a Port 4"]),
        ("Sustainability Report, pages 4-5; Alder: page 8, Port Lume: page 9: {a}", ["a Alder 4-5 8", "a Port 4-5 9"]),
        ("Water: {a} – page 3 Alder, page 4 Port Lume, page 5 Sund", ["a Alder 3", "a Port 4", "a Sund 5"]),
        (
            "Water is reported for Alder Mill in chapter 3 and for Port Lume Works in chapter 4 of the study {a}",
            ["a Alder §3", "a Port §4"],
        ),
        ("Water data: Alder Mill pp. 3-5 / Port Lume Works pp. 6-8 – {a}", ["a Alder 3-5", "a Port 6-8"]),
        (
            "The data of Alder Mill are on page 3 and those of Port Lume Works on page 5 of the report: {a}",
            ["a Alder 3", "a Port 5"],
        ),
        (
            "The report shows energy by site (Alder: page 71, Port Lume: page 72). It is available at {a}",
            ["a Alder 71", "a Port 72"],
        ),
        ("ESG report ({a}): pages 10-12 Alder Mill; pages 13-15 Port Lume Works.", ["a Alder 10-12", "a Port 13-15"]),
        (
            "ESG report\n{a}\nAlder Mill – page 10\nPort Lume Works – page 12\n\nSund Foundry has its own report: {b}",
            ["a Alder 10", "a Port 12", "b Sund"],
        ),
        ("第12页（Alder Mill）和第14页（Port Lume Works）：{a}", ["a Alder 12", "a Port 14"]),
    ],
)
def test_each_site_has_its_own_pages(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Alder Mill and Port Lume Works, pages 3 and 4: {a}", ["a Alder 3 4", "a Port 3 4"]),
        ("Alder Mill and Port Lume Works (page 6): {a}", ["a Alder 6", "a Port 6"]),
        ("{a}; Alder page 3 and Lume page 4 of the Annual Report.", ["a -"]),
        ("Policy: {a}\n\nAlder, page 3, and Port Lume, page 4: {b}", ["a -", "b Alder 3", "b Port 4"]),
        ("Annual Report: {a}; Alder page 3 and Lume page 4 of the Annual Report.", ["a Alder 3", "a Port 4"]),
    ],
)
def test_what_is_not_shared_out_is_for_all_that_are_named(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("LCA summary – {a}. System boundaries and assumptions are stated on pages 3 and 4.", ["a - 3 4"]),
        ("Due diligence report: {a}. Risks in the scrap chain are treated in sections 2.3 and 5.", ["a - §2.3 §5"]),
        ("Statement under section 54 of the UK Modern Slavery Act, concerning Port Lume Works – {a}", ["a Port"]),
        ("Slavery statement (s. 54 Modern Slavery Act 2015): {a}", ["a -"]),
        ("Statement pursuant to section 135 of the Companies Act, 2013, page 4: {a}", ["a - 4"]),
        ("Report under § 10 Abs. 2 LkSG: {a}", ["a -"]),
        ("Modern Slavery Act 2015, section 54(1), statement: {a}", ["a -"]),
        ("It meets clause 9.1 of ISO 45001, certificate: {a}", ["a -"]),
        ("The report is at {a}. It meets section 5 of the Companies Act.", ["a -"]),
        (
            "The Closure Plan ({a}) is due. The provision on page 112 of that Plan does not include the area.",
            ["a - 112"],
        ),
        (
            "The 2023 Sustainability Report ({a}) was prepared with reference to GRI; see pages 6-9 and 18-44.",
            ["a - 6-9 18-44"],
        ),
        ("The Code of Conduct (pages 3, 5–6) includes the commitments:\n\n{a}", ["a - 3 5-6"]),
        ("EIA, Volume 1, chapters 4 and 9: {a}", ["a - §4 §9"]),
        ("EIA, chapters 4, 5 and 7: {a} [Sund Foundry]", ["a Sund §4 §5 §7"]),
        ("{a}. The internal procedure HR-12, page 5, was reviewed.", ["a -"]),
        ("{a}\nThe permit is described in section 3.2 of the Environmental Manual.", ["a -"]),
        ("Policy: {a}. Details are on page 5: {b}", ["a -", "b - 5"]),
        (
            "Pages 3 and 4 of the Human Rights Policy, {a}, and page 7 of the Code of Conduct, {b}.",
            ["a - 3 4", "b - 7"],
        ),
        ("The policy is disclosed at {a} (section 3) and the plan at {b} (page 4).", ["a - §3", "b - 4"]),
        ("{a}, Annex 2, p. 14", ["a - 14"]),
        ("{a}, Kap. 4.2, S. 33 f.", ["a - 33 §4.2"]),
        ("{a}, sect. 4.2, page 33", ["a - 33 §4.2"]),
        ("Payments are in the annual accounts, note 14.2, available at {a}", ["a - §14.2"]),
        ("The auditors note 3 letters, available at {a}", ["a -"]),
        ("{a} (see in particular pages 12ff)", ["a - 12"]),
        ("{a} (pages 4, 6–8 and 15).", ["a - 4 6-8 15"]),
        ("{a}\n(pages 4, 6–8 and 15).", ["a - 4 6-8 15"]),
        ("{a},\nchapter 5.", ["a - §5"]),
        ("{a}; the targets are on page 9.", ["a - 9"]),
        ("{a} p.12-13", ["a - 12-13"]),
        ("{a} – pgs 12 & 13", ["a - 12 13"]),
        ("{a} at p 12", ["a - 12"]),
        ("Rapport annuel, pp. 12 à 14 : {a}", ["a - 12-14"]),
        ("Rapporto, pag. 12: {a}", ["a - 12"]),
        ("Relatório anual, págs. 12 e 14: {a}", ["a - 12 14"]),
        ("Årsrapport, side 12: {a}", ["a - 12"]),
        ("Årsredovisning, sidan 12–14: {a}", ["a - 12-14"]),
        ("Jaarverslag, blz. 12: {a}", ["a - 12"]),
        ("Memoria, apartado 4.2, pág. 12: {a}", ["a - 12 §4.2"]),
        ("Rapport, chapitre 3, page 12 : {a}", ["a - 12 §3"]),
        ("Bilancio, capitolo 3, pagine 12-14: {a}", ["a - 12-14 §3"]),
        ("Relatório, capítulo 3, seção 3.2: {a}", ["a - §3 §3.2"]),
        ("报告第12-14页：{a}", ["a - 12-14"]),
        ("サステナビリティレポート 12ページ: {a}", ["a - 12"]),
        ("ESG Report 2023 (page 45 of 120): {a}", ["a - 45"]),
        ("In the report at {a} the targets are on page 9 and results on page 12.", ["a - 9 12"]),
        ("The report {a} describes emissions (page 4), water (page 6) and waste (pages 8-9).", ["a - 4 6 8-9"]),
        ("The policy is at {a}. Section 2 of the policy commits to water stewardship.", ["a - §2"]),
        ("The policy is at {a}. The manual was seen on site; its page 12 describes dust.", ["a -"]),
        ("As per section 3 of the report, {a}, page 8, no spill occurred.", ["a - 8 §3"]),
        ("French index, Alder: {a};\nUNI/PdR certification, Port Lume: {b}.", ["a Alder", "b Port"]),
        ("{a};UNI/PdR certification.", ["a -"]),
        ("{a},UNI/PdR certification.", ["a -"]),
        (
            "The Closure Plan ({a}) was due. The review has not begun, and the sum on page 112 of that Plan is small.",
            ["a - 112"],
        ),
        ("The Closure Plan ({a}) was due. The review is described on page 112 of the Manual.", ["a -"]),
        (
            "Volume 1 (chapters 4 and 9) and the Study (Appendix K, pages 33–47) were seen. "
            "Volume 1 is held on the portal, {a}, and Appendix K on the company's site, {b}.",
            ["a - §4 §9", "b - 33-47"],
        ),
        ("Policies are published on the website ({a}); the grievance procedure is at {b}, page 2.", ["a -", "b - 2"]),
        ("The permit no. 12/2019, section 4, requires monthly tests. Results: {a}", ["a -"]),
        ("{a} (English, 48 pages), pages 12–14.", ["a - 12-14"]),
        ("{a} (48 pages)", ["a -"]),
        ("In 2023, 12 pages of comments were received; the register is at {a}", ["a -"]),
        ("Sustainability Report 2023 – {a} – p. 34, table 7", ["a - 34"]),
        ("{a} | page 3", ["a - 3"]),
        ("{a}: pages 3–5", ["a - 3-5"]),
        ("{a} [p. 3]", ["a - 3"]),
        ("{a} -> page 3", ["a - 3"]),
        ("{a}, last page (p. 60)", ["a - 60"]),
        ("{a}, pages 3, 5 to 7 and 11, as well as page 20", ["a - 3 5-7 11 20"]),
        ("{a}, pages 3 and following", ["a - 3"]),
        ("GHG data can be found under {a} on pages 64 et seq.", ["a - 64"]),
        ("The statement on page 7 of {a} covers all sites.", ["a - 7"]),
        ("On p. 7 and p. 9 of {a}, as well as in {b} (chapter 2), targets are given.", ["a - 7 9", "b - §2"]),
        ("See {a}, page 4, {b}, page 6, and {c}, page 8.", ["a - 4", "b - 6", "c - 8"]),
        ("Dust report:{a}(P.12)", ["a - 12"]),
        ("Site; Link; Page\nAlder; {a}; 3\nSund; {b}; 4-5\nBrenn; not public; -", ["a Alder 3", "b Sund 4-5"]),
        (
            "Document | Link | Section\nPlan | {a} | 7.1\nReview | {b} | 12\nPolicy | {c} | -",
            ["a - §7.1", "b - §12", "c -"],
        ),
        ("Plan | {a} | 7\nReview | {b} | 12", ["a -", "b -"]),
        ("1) {a} – North, § 8\n2) {b} – Sund Foundry, pages 2 and 3", ["a - §8", "b Sund 2 3"]),
        (
            "The statement: {a}\n- Energy: page 12\n- Waste: pages 15 and 16\n- Water: chapter 6.3",
            ["a - 12 15 16 §6.3"],
        ),
        ("The statement: {a}\n- Noise plan: page 12, {b}", ["a -", "b - 12"]),
        ("The permit is public: {a}. Section 9 of the permit rules dust; case 2019/8832.", ["a - §9"]),
        (
            "Letters are at {a}. Conditions for Alder are on page 4, whereas those for Sund are on page 6.",
            ["a Alder 4", "a Sund 6"],
        ),
        ("Dust report:{a}(P.1-2). Noise report:{b}(pages 3 and 4).", ["a - 1-2", "b - 3 4"]),
        ("Report {a}; for Alder see P44, for Port Lume see P42.", ["a Alder 44", "a Port 42"]),
        ("Report, {a}: Alder Mill page 40; whole company page 38.", ["a Alder 40", "a - 38"]),
        ("Report ({a}): Alder p. 77, Sund p. 79, group total p. 76.", ["a Alder 77", "a Sund 79", "a - 76"]),
        (
            "Data:\n• Alder: page 5, {a}\n• Sund: page 3, {b}\n• Corporate: page 8, {c}",
            ["a Alder 5", "b Sund 3", "c - 8"],
        ),
        ("• The Alder: map, {a}\n• Head office: tax report, {b}, p6", ["a Alder", "b - 6"]),
        ("See page 4 of {a}, page 6 of {b} and page 8 of {c}.", ["a - 4", "b - 6", "c - 8"]),
        (
            "Alder Mill: {a}, page 4; Port Lume Works: {b}, page 6; all sites: {c}, page 8.",
            ["a Alder 4", "b Port 6", "c - 8"],
        ),
        (
            "Alder Mill (see {a}, page 4) and Port Lume Works (see {b}, page 6) publish their plans.",
            ["a Alder 4", "b Port 6"],
        ),
        ("For the Alder Mill see {a}, p. 4, for the Port Lume Works {b}, p. 6.", ["a Alder 4", "b Port 6"]),
        (
            "Both the Alder Mill (p. 4) and the Port Lume Works (p. 6) are covered by the ESG report {a}.",
            ["a Alder 4", "a Port 6"],
        ),
        (
            "ESG Report: {a}, p. 4 Alder Mill, p. 6 Port Lume Works, p. 8 Sund Foundry and Brenn Smelter",
            ["a Alder 4", "a Port 6", "a Sund 8", "a Brenn 8"],
        ),
        (
            "ESG Report, {a}: see Alder Mill (chapter 2, pages 4-5), Port Lume Works (chapter 3, pages 6-7).",
            ["a Alder 4-5 §2", "a Port 6-7 §3"],
        ),
        ("ESG Report {a} with sections on Alder Mill (2.1), Port Lume Works (2.2).", ["a -"]),
        ("Emissions: {a}, page 12 (Alder Mill), and {b}, page 14 (Port Lume Works).", ["a Alder 12", "b Port 14"]),
        ("Emissions of all facilities: {a}, page 12", ["a - 12"]),
        (
            "Alder Mill, Port Lume Works and Sund Foundry: {a}, pages 4, 6 and 8 respectively.",
            ["a Alder 4", "a Port 6", "a Sund 8"],
        ),
        (
            "The water data of Alder Mill and Port Lume Works are on pages 4 and 6, respectively, of {a}",
            ["a Alder 4", "a Port 6"],
        ),
        ("Angaben auf S. 4 (Alder) bzw. S. 6 (Port Lume) des Berichts: {a}", ["a Alder 4", "a Port 6"]),
        ("Données page 4 pour Alder et page 6 pour Port Lume : {a}", ["a Alder 4", "a Port 6"]),
        ("Datos en la página 4 (Alder) y en la página 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        ("Dados nas páginas 4 (Alder) e 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        ("Dati a pagina 4 (Alder) e a pagina 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        ("Gegevens op blz. 4 (Alder) en blz. 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        ("Se side 4 (Alder) og side 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        ("Data na str. 4 (Alder) i str. 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        ("Alder Mill（第4页）、Port Lume Works（第6页）：{a}", ["a Alder 4", "a Port 6"]),
        ("Veri: Alder sayfa 4, Port Lume sayfa 6: {a}", ["a Alder 4", "a Port 6"]),
        ("Data di halaman 4 (Alder) dan halaman 6 (Port Lume): {a}", ["a Alder 4", "a Port 6"]),
        (
            "The Modern Slavery Statement made under section 54(1) of the Modern Slavery Act 2015 is at {a}, page 3.",
            ["a - 3"],
        ),
        (
            "BRSR, principle 6, as required by regulation 34(2)(f) of the SEBI Regulations, pages 101-118: {a}",
            ["a - 101-118"],
        ),
        ("NFRD statement per Art. 19a, Directive 2013/34/EU, section 3 of the report {a}", ["a - §3"]),
        ("Nach § 289b HGB veröffentlicht: {a}, Seite 12", ["a - 12"]),
        ("Erklärung nach § 6 Abs. 2 LkSG, Abschnitt 4: {a}", ["a - §4"]),
        ("Article L.225-102-4 du Code de commerce, plan de vigilance, p. 44-50 : {a}", ["a - 44-50"]),
        ("A CDP response is public: {a} (question C6.1 and C6.3).", ["a -"]),
        ("ISO 14001 certificates ({a}) and section 9.2 of ISO 14001 audits were reviewed.", ["a -"]),
        ("Environmental policy, clause 5.2: {a}", ["a - §5.2"]),
        ("The plan is at {a}. Interviewed workers knew section 4 of the Labour Code.", ["a -"]),
        ("The plan is at {a}. The audit programme, section 4, was seen.", ["a -"]),
        ("The plan is at {a} and was updated on page 3 in May 2024.", ["a - 3"]),
        ("The ESG report is at {a}. Page 4 shows the governance, page 9 the targets.", ["a - 4 9"]),
        ("The ESG report is at {a}. It lists fines on page 4 and penalties on page 9.", ["a - 4 9"]),
        ("The ESG report of Alder Mill is at {a}. The mill is described on page 4.", ["a Alder 4"]),
        ("The code is at {a}. Rules for gifts stand on page 3, the channel is described in chapter 6.", ["a - 3 §6"]),
        ("The ESG report is at {a}, and the index of GRI is on P102-P107.", ["a - 102-107"]),
        ("The ESG report is at {a}.\n\nThe content index is shown on page 9.", ["a - 9"]),
        ("The ESG report is at {a}.\n\nThe index is shown on page 9. The code is at {b}.", ["a -", "b -"]),
        ("The code is at {a}. Relevant sections are 2.1, 2.2 and 5.", ["a - §2.1 §2.2 §5"]),
        ("The code is at {a}, section 5.1, P31", ["a - 31 §5.1"]),
        ("The requirements are at {a}. The procedure VA-EK-12, page 4, demands it.", ["a -"]),
        ("The code is at {a}. The plan describes this on page 4.", ["a -"]),
        ("EIA: {a}, Vol. II, ch. 5", ["a - §5"]),
        ("EIA: {a}, Annex C, section 2.3", ["a - §2.3"]),
        ("EIA (Part B, chapter 7, pp. 112-140), {a}", ["a - 112-140 §7"]),
        ("{a}\np. 3\n\n{b}\np. 4", ["a - 3", "b - 4"]),
        ("• {a} (p. 3)\n• {b} (p. 4)", ["a - 3", "b - 4"]),
        ("p. 3: {a}\np. 4: {b}", ["a - 3", "b - 4"]),
        ("Link: {a}\nPage: 3", ["a - 3"]),
        ("Link: {a}\nPages: 3-5, 8\nLink: {b}\nPages: 9", ["a - 3-5 8", "b - 9"]),
        (
            "Book ({a}):\n\n• Alder Mill: page 6\n\n• Port Lume Works: page 8\n\n• Sund Foundry: pages 10 and 11",
            ["a Alder 6", "a Port 8", "a Sund 10 11"],
        ),
        (
            "Per plant in the ESG Data Book:\n\n• Alder Mill: page 6\n\n• Port Lume Works: page 8\n\n{a}",
            ["a Alder 6", "a Port 8"],
        ),
        (
            "• Alder Mill and Port Lume Works: reports, {a} (Alder) and {b} (Port Lume)\n• Sund Foundry: {c}",
            ["a Alder", "b Port", "c Sund"],
        ),
        (
            "See the Sourcing Policy and the Sourcing Report 2024 (chapters 2, 3 and 5): {a} and {b} respectively.",
            ["a -", "b - §2 §3 §5"],
        ),
        ("See {a} and {b} (pages 4 and 6 respectively).", ["a - 4", "b - 6"]),
        ("The plans {a} and {b} have them on pages 4 and 6, respectively.", ["a - 4", "b - 6"]),
        (
            "Brenn Smelter runs on hydropower. Its emissions were published in the Climate Statement, section 2: {a}",
            ["a Brenn §2"],
        ),
        ("Alder Mill and Port Lume Works (pages 3 and 5): {a}", ["a Alder 3 5", "a Port 3 5"]),
        ("The policy is at {a}. Section 3 of this audit report gives details.", ["a -"]),
        ("Code of Conduct: {a}. See also finding 2.1, page 14 of this report.", ["a -"]),
        ("Code of Conduct: {a}. Evidence: training records, page 3.", ["a -"]),
        ("Sustainability report: {a}. The corrective action plan, page 2, was accepted.", ["a -"]),
        ("ESG report: {a}. Page 3 of the internal SOP was checked.", ["a -"]),
        ("ESG report: {a}. Chapter 5 of the Mining Act applies.", ["a -"]),
        ("ESG report of the Sund Foundry: {a}. For Sund, the data are on page 12.", ["a Sund 12"]),
        (
            "ESG report (Alder, Port Lume): {a}. The Alder data are on page 12, those of Port Lume on page 15.",
            ["a Alder 12", "a Port 15"],
        ),
        (
            "Alder Mill and Port Lume Works: {a}. Page 12 has data of Alder Mill, page 15 of Port Lume Works.",
            ["a Alder 12", "a Port 15"],
        ),
        ("Alder Mill (1.2 Mt, page 4) and Port Lume Works (0.8 Mt, page 6): {a}", ["a Alder 4", "a Port 6"]),
        ("Alder Mill: 12 t (page 4); Port Lume Works: 15 t (page 6), {a}", ["a Alder 4", "a Port 6"]),
        ("Alder Mill (Germany), page 4; Port Lume Works (Norway), page 6: {a}", ["a Alder 4", "a Port 6"]),
        (
            "Energy (Alder: p. 4, Port Lume: p. 6) and water (Alder: p. 8, Port Lume: p. 9): {a}",
            ["a Alder 4 8", "a Port 6 9"],
        ),
        ("Energy (p. 4), water (p. 6) and waste (p. 8) of Alder Mill: {a}", ["a Alder 4 6 8"]),
        ("Energy (p. 4) of Alder Mill, water (p. 6) of Port Lume Works: {a}", ["a Alder 4", "a Port 6"]),
        (
            "Alder Mill: energy p. 4, water p. 5; Port Lume Works: energy p. 6, water p. 7: {a}",
            ["a Alder 4 5", "a Port 6 7"],
        ),
        (
            "{a}: Alder Mill (energy p. 4, water p. 5), Port Lume Works (energy p. 6, water p. 7).",
            ["a Alder 4 5", "a Port 6 7"],
        ),
        ("| Alder Mill | page 4 |\n| Port Lume Works | page 6 |\n{a}", ["a Alder 4", "a Port 6"]),
        (
            "In 2023 pages 4 (Alder) and 6 (Port Lume), and in 2022, pages 14 (Alder) and 16 (Port Lume): {a}",
            ["a Alder 4 14", "a Port 6 16"],
        ),
        (
            "Report 2022, Alder page 3: {a}; Report 2023, Alder page 4: {b}; Port Lume page 5: {b}",
            ["a Alder 3", "b Alder 4", "b Port 5"],
        ),
        ("Code: {a} and {b}, both page 3.", ["a - 3", "b - 3"]),
        ("Code: {a} (English) and {b} (German), page 3 each.", ["a - 3", "b - 3"]),
        ("Alder Mill (第3页) and Port Lume Works (4页): {a}", ["a Alder 3", "a Port 4"]),
        ("Alder (page 3), Port Lume (4) and Sund (5-6): {a}", ["a Alder 3", "a Port 4", "a Sund 5-6"]),
    ],
)
def test_a_documents_pages_and_sections_are_found(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Fines are shown on page 23 of the Annual Report. Link: {a}", ["a - 23"]),
        ("The Policy forbids gifts (section 4, pages 5-6). See {a}. Staff are trained.", ["a - 5-6 §4"]),
        ("The Annual Report says so on p. 23. Available at: {a}", ["a - 23"]),
        ("The Plan names targets in chapter 3. Web link below:\n{a}", ["a - §3"]),
        ("Page 4 of the Plan was seen at the site, and the Ethics Line is open to all. The portal is {a}", ["a -"]),
        ("Alarm duties were reviewed on page 9. Link: {a}", ["a -"]),
        ("Policy: {a}. The Policy forbids gifts (page 5). See {b}.", ["a - 5", "b -"]),
        ("Pages 4 and 6 of the Annual Reports say so. See {a} and {b}.", ["a -", "b -"]),
        (
            "Taxes are on page 8 of the Annual Report and gifts on page 4 of the Impact Report. See {a} and {b},"
            " respectively.",
            ["a - 8", "b - 4"],
        ),
        ("Fines: page 6 of the Form 8 and page 9 of its Permit, {a} and {b} respectively.", ["a - 6", "b - 9"]),
        ("ESG report: {a}, pages 2-5 (energy), 8 (waste) and 90-97 (GRI index).", ["a - 2-5 8 90-97"]),
        ("ESG report, sections 2 (energy) and 4.1 (GRI 2021): {a}", ["a - §2 §4.1"]),
        ("ESG report, page 2 (energy). 4 audits were held: {a}", ["a -"]),
        ("A Dust Plan exists ({a}), but section 2.2 of it rests on a roadmap of 2012.", ["a - §2.2"]),
        (
            "Section 8 of the Buyers Manual ({a}) is binding. Scrap is dealt with in section 8.4 of the same manual.",
            ["a - §8 §8.4"],
        ),
        ("Buyers Manual: {a}. Scrap is dealt with in section 8.4 of the same permit.", ["a -"]),
    ],
)
def test_places_of_the_sentences_around_a_url(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("The report is public: {a} (GRI index on pages 96-103).", ["a - 96-103"]),
        ("The report is public: {a}; GRI content index on page 88.", ["a - 88"]),
        ("The EIA is public. {a} (impacts and programmes: pages 8 to 12).", ["a - 8-12"]),
        ("The report is public: {a} It was drawn up according to the GRI Standards (index: p. 7).", ["a - 7"]),
        ("The inventory is public at: {a}\nSee page 4 for the statement and pages 7-8 for scope 1.", ["a - 4 7-8"]),
        ("The purchasing policy is public: {a} (see point 4).", ["a - §4"]),
        ("Water is disclosed: {a} (sections W1.2b and W5.1).", ["a - §W1.2b §W5.1"]),
        ("The impact study is public: {a}, chapters V and VI.", ["a - §V §VI"]),
        ("The authorisation is public ({a}), with prescriptions listed in section 5.1.", ["a - §5.1"]),
        ("The notice pursuant to § 8a of the ordinance is on the homepage ({a}).", ["a -"]),
        ("The report is public: {a}. Page 5 of the Code of Conduct is about gifts.", ["a -"]),
    ],
)
def test_topics_and_parts_of_a_document_are_no_others(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Plans were shared: {a} for Alder and {b} (section 4) for Port Lume.", ["a Alder", "b Port §4"]),
        ("Plans were shared: {a} for the old ones and {b} for Port Lume Works.", ["a -", "b Port"]),
        ("Alder Mill and Sund Foundry lie by a lake. Risks: {a}, page 4 for both plants.", ["a Alder 4", "a Sund 4"]),
        ("Water balances: Alder, {a}; Sund, {b}; remaining plants, {c}.", ["a Alder", "b Sund", "c Port", "c Brenn"]),
        ("Waste is in the report of Alder Mill ({a}), and for the two other sites in {b}", ["a Alder", "b -"]),
        ("Water is treated in Alder and in Sund; see {a} and {b} respectively.", ["a Alder", "b Sund"]),
        ("At Port Lume, it did not work. Otherwise, discharges are published (Alder: {a}).", ["a Alder"]),
        ("An LCA of flat products (Sund) is available and summarised in {a} (chapter 4).", ["a Sund §4"]),
        ("Complaints (Sund) were received; the procedure is to be found at {a}, section 6.", ["a - §6"]),
        ("Waste is in the report of Alder Mill ({a}), and in general on p. 42 of {b}.", ["a Alder", "b - 42"]),
    ],
)
def test_whose_a_url_is_when_others_stand_beside_it(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected
