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
        (["OK = Conformance; NC-min = Minor Non-Conformance; G2 = Not Applicable"],
         {"OK": "Conformance", "NC-min": MINOR, "G2": "Not Applicable"}),
        (["Stated are C (Conformance), MiNC (Minor Non-Conformance)."], {"C": "Conformance", "MiNC": MINOR}),
        (["Stated are Conformance (CF), minor non-conformance (miN)"], {"CF": "Conformance", "miN": MINOR}),
        (["The results (Conformance) and grades (Minor Non-Conformance)"], {}),
        (["C Conformance", "mNC Minor Non-Conformance"], {"C": "Conformance", "mNC": MINOR}),
        (["to Conformance", "of Minor Non-Conformance", "by Not Applicable"], {}),
        (["8.3a-e Alien Species – Not Applicable", "8.4 Lead Time – Conformance"], {}),
        (["• Conformance • Minor Non-Conformance • Not Applicable"], {}),
    ],
)  # fmt: skip
def test_words_dashes_and_bullets_before_ratings_are_no_short_forms(lines: list[str], means: dict[str, str]) -> None:
    assert legend(lines) == means
