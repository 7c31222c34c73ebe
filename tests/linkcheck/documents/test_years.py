"""Four digits are a year only where nothing beside them speaks against it."""

from __future__ import annotations

import pytest

from linkcheck.documents.years import find_year

LATEST = 2027


@pytest.mark.parametrize(
    ("pages", "title", "year"),
    [
        (["ESG report 2024", "2023 2023 2023"], None, "2024"),
        (["Cover", "In 2023 and 2024, as in 2023."], None, "2023"),
        (["2023"], "ESG report 2025", "2025"),
        (["Targets for 2050: 2050, 2050. Report 2024"], None, "2024"),
        ([""], "Report 2024, with targets for 2030", "2024"),
        (["Call 120240 or 20231"], None, None),
        ([], None, None),
    ],
)
def test_year_of_a_document(pages: list[str], title: str | None, year: str | None) -> None:
    mention = find_year(pages, title, LATEST)
    assert (mention.name if mention else None) == year


@pytest.mark.parametrize(
    "text",
    [
        *("2024", "FY2024", "Report 2024.", "31.12.2024", "31/12/2024", "2024-12-31", "2024.12", "2024.5.1", "(2024)"),
        *("北风铝业2024年度报告", "2024年", "2024年12月31日", "二〇二四年（2024）", "2024,2024", "2024-2024"),
        *(
            "2023-2024: 2024",
            "v1.2_2024",
            "In 2024 employees were trained",
            "since 2024 people",
            "©2024",
            "2024 tables",
        ),
    ],
)
def test_a_year_is_read(text: str) -> None:
    mention = find_year([text], None, LATEST)
    assert mention is not None
    assert mention.name == "2024"


@pytest.mark.parametrize(
    "text",
    [
        *("2024 tonnes", "2024 t", "2024t", "2024 tCO2e", "2024 kWh", "2024 m³", "2024%", "2024 %", "2024 employees"),
        *("2024吨", "2024 万元", "2024人", "2024 元", "2024.5", "2024,5", "12.2024", "1,2024", "¥2024", "USD 2024"),
        *(
            "ISO 14001:2024",
            "GB/T 24001-2024",
            "GB 12348—2024",
            "No. 2024",
            "Room 2024",
            "邮编：2024",
            "2037",
            "2099 年",
        ),
    ],
)
def test_a_figure_is_no_year(text: str) -> None:
    assert find_year([text], None, LATEST) is None


def test_a_year_is_quoted_with_its_page() -> None:
    mention = find_year(["2024 tonnes were melted.", "Drills were held in May 2024 at both sites."], None, LATEST)
    assert mention is not None
    assert (mention.page, mention.quote) == (2, "Drills were held in May 2024 at both sites.")
