"""What of a label or a sentence is the document's title."""

from __future__ import annotations

import pytest

from linkcheck.parsing import titles


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("ESG Report 2023", "ESG Report 2023"),
        ("See also the Tax Report 2022,", "Tax Report 2022"),
        ("Public evidence: Code of Conduct", "Code of Conduct"),
        ("Public evidence", None),
        ("Emergency Plan (summary)", "Emergency Plan (summary)"),
        ("(Emergency Plan)", "Emergency Plan"),
        ("Sustainability Report (GRI Standards, “Core”), ", "Sustainability Report (GRI Standards, “Core”)"),
        ("“Waste and Water 2024” data sheet,   (   ) and", "Waste and Water 2024” data sheet"),
        ("For the  : Environmental Statement", "Environmental Statement"),
        ("Annual Report 2020,   (  ), 45 (  ), 46", "Annual Report 2020"),
        ("The mills publish waste by type [Environmental Statement", "Environmental Statement"),
        ("Emergency Plan (", "Emergency Plan"),
        ("The Code covers social matters", "Code"),
        ("Waste Plan for the mill which is new", "Waste Plan for the mill which"),
    ],
)
def test_a_title_is_what_a_label_leaves(label: str, title: str | None) -> None:
    assert titles.in_label(label) == title


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Each Facility has disclosed a 2023 ESG Report, available at:", "2023 ESG Report"),
        ("The Sustainability Report 2020 (GRI) covers all sites:", "Sustainability Report 2020"),
        ("Results are public", None),
    ],
)
def test_a_title_is_what_a_sentence_names(sentence: str, title: str | None) -> None:
    assert titles.in_sentence(sentence) == title
