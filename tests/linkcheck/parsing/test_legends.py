"""Short forms and symbols of ratings, by what the report itself says that they mean."""

from __future__ import annotations

import pytest

from linkcheck.parsing.legends import legend

MINOR = "Minor Non-Conformance"


@pytest.mark.parametrize(
    ("lines", "means"),
    [
        (["C = Conformance, mNC = Minor Non-Conformance"], {"C": "Conformance", "mNC": MINOR}),
        (["● Conformance; ◐ Minor Non-Conformance, – Not Applicable"],
         {"●": "Conformance", "◐": MINOR, "–": "Not Applicable"}),
        (["1.1 Legal Compliance - Conformance", "● Conformance; ◐ Minor Non-Conformance"],
         {"●": "Conformance", "◐": MINOR}),
    ],
)  # fmt: skip
def test_a_dash_between_a_title_and_its_rating_is_no_symbol(lines: list[str], means: dict[str, str]) -> None:
    assert legend(lines) == means
