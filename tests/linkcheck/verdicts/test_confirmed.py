"""Dead is confirmed once three runs, each a day or more after the other, found it so."""

from __future__ import annotations

import pytest

from linkcheck.fetch import Fetch
from linkcheck.verdicts import judge
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.verdicts.examples import body, citation, fetch

GONE, NO_NAME, TIMEOUT, OK = Outcome.GONE, Outcome.DNS_FAILURE, Outcome.TIMEOUT, Outcome.OK

CASES: list[tuple[str, list[tuple[Outcome, float]], bool]] = [
    ("once", [(GONE, 0)], False),
    ("twice", [(GONE, 0), (GONE, 1)], False),
    ("three times, a day apart", [(GONE, 0), (GONE, 1), (GONE, 2)], True),
    ("three times in one day", [(GONE, 0), (GONE, 0.1), (GONE, 0.9)], False),
    ("three times, one too near", [(GONE, 0), (GONE, 0.5), (GONE, 1.4)], False),
    ("often, within three days", [(GONE, day / 4) for day in range(9)], True),
    ("by different causes", [(GONE, 0), (NO_NAME, 1), (GONE, 2)], True),
    ("answered in between", [(GONE, 0), (GONE, 1), (OK, 2), (GONE, 3)], False),
    ("dead again, long enough", [(OK, 0), (GONE, 1), (GONE, 2), (GONE, 3)], True),
    ("a timeout in between says nothing", [(GONE, 0), (TIMEOUT, 1), (GONE, 2), (GONE, 3)], True),
    ("a timeout does not count", [(GONE, 0), (TIMEOUT, 1), (GONE, 2)], False),
    ("the last is no longer dead", [(GONE, 0), (GONE, 1), (GONE, 2), (TIMEOUT, 3)], False),
]


def _history(story: list[tuple[Outcome, float]]) -> list[Fetch]:
    return [fetch(outcome, days=day, document=body() if outcome is OK else None) for outcome, day in story]


@pytest.mark.parametrize(("story", "confirmed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("last_included", [True, False])
def test_dead_is_confirmed(story: list[tuple[Outcome, float]], confirmed: bool, last_included: bool) -> None:
    history = _history(story)
    verdict = judge(citation(), history[-1], history if last_included else history[:-1])
    assert verdict.confirmed is confirmed
    assert (verdict.state is EvidenceState.DEAD) == (story[-1][0] is GONE)
