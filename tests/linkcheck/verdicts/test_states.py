"""Every outcome has its state, whatever else is known."""

from __future__ import annotations

import pytest

from linkcheck.fetch import Hop
from linkcheck.verdicts import Check, judge
from linkcheck.verdicts.states import ANSWERED, WORTH
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.verdicts.examples import START, body, citation, fetch

STATES: dict[EvidenceState, str] = {
    EvidenceState.LIVE: "ok not_modified",
    EvidenceState.DOUBTFUL: "truncated",
    EvidenceState.DEAD: "gone dns_failure invalid_url",
    EvidenceState.UNDETERMINED: (
        "unauthorized forbidden rate_limited client_error server_error challenge dns_trouble refused reset timeout"
        " protocol_error too_large redirect_loop tls_expired tls_wrong_host tls_untrusted tls_failure"
        " robots_disallowed robots_unavailable address_forbidden unsupported_scheme"
    ),
}
CASES = [(Outcome(word), state) for state, words in STATES.items() for word in words.split()]

TLS = (Outcome.TLS_EXPIRED, Outcome.TLS_WRONG_HOST, Outcome.TLS_UNTRUSTED, Outcome.TLS_FAILURE)


def _look(status: int | None, size: int | None) -> Hop:
    return Hop(
        url="https://a.example/x.pdf", started_at=START, seconds=0.1, status=status, bytes=size, sha256="cd" * 32
    )


def test_every_outcome_is_in_the_tables() -> None:
    assert set(WORTH) == set(Outcome)
    assert {outcome for outcome, _ in CASES} == set(Outcome)


@pytest.mark.parametrize(("outcome", "state"), CASES)
def test_outcome_has_its_state(outcome: Outcome, state: EvidenceState) -> None:
    verdict = judge(citation(), fetch(outcome, document=body() if outcome in ANSWERED else None))
    assert verdict.state is state
    assert not verdict.confirmed
    assert [reason.code for reason in verdict.reasons] == [outcome]


@pytest.mark.parametrize(("outcome", "state"), CASES)
def test_what_is_no_certain_address_is_not_called_dead(outcome: Outcome, state: EvidenceState) -> None:
    cited = citation().model_copy(update={"unresolved": True})
    verdict = judge(cited, fetch(outcome, document=body() if outcome in ANSWERED else None))
    if state is EvidenceState.DEAD:
        assert verdict.state is EvidenceState.UNDETERMINED
        assert [reason.code for reason in verdict.reasons] == [Check.UNRESOLVED_URL, outcome]
        assert verdict.reasons[0].proof.quote == cited.cited_as
    else:
        assert verdict.state is state
        assert [reason.code for reason in verdict.reasons] == [outcome]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_reason_is_one_sentence_with_its_proof(outcome: Outcome) -> None:
    (reason,) = judge(citation(), fetch(outcome, document=body(), status=418, detail="seen at noon")).reasons
    assert reason.text.endswith("(seen at noon)")
    assert "\n" not in reason.text
    assert reason.proof.status == 418
    assert reason.proof.url == citation().url


@pytest.mark.parametrize(
    ("outcome", "detail", "text"),
    [
        (
            Outcome.RESET,
            "the server broke the connection off (Connection reset by peer)",
            "The server broke the connection off; this can pass. (Connection reset by peer)",
        ),
        (
            Outcome.RESET,
            "the server closed the connection without an answer",
            "The server broke the connection off; this can pass. (the server closed the connection without an answer)",
        ),
        (
            Outcome.REFUSED,
            "the server refused the connection (Connection refused)",
            "The server refused the connection; this can pass.",
        ),
        (Outcome.DNS_FAILURE, "the host name does not exist", "The host's name does not exist."),
        (Outcome.TLS_EXPIRED, "certificate has expired", "The server's certificate has expired."),
        (
            Outcome.GONE,
            "HTTP 404 Not Found",
            "The server says that there is nothing at this address. (HTTP 404 Not Found)",
        ),
        (Outcome.GONE, "", "The server says that there is nothing at this address."),
    ],
)
def test_nothing_is_said_twice(outcome: Outcome, detail: str, text: str) -> None:
    assert judge(citation(), fetch(outcome, detail=detail)).reasons[0].text == text


def test_what_was_not_fetched_is_untested() -> None:
    verdict = judge(citation(), None)
    assert verdict.state is EvidenceState.UNTESTED
    assert [reason.code for reason in verdict.reasons] == [Check.NOT_FETCHED]


@pytest.mark.parametrize("outcome", TLS)
@pytest.mark.parametrize(
    ("look", "state"),
    [
        (None, EvidenceState.UNDETERMINED),
        (_look(200, 4096), EvidenceState.DOUBTFUL),
        (_look(200, 0), EvidenceState.UNDETERMINED),
        (_look(404, 300), EvidenceState.UNDETERMINED),
        (_look(None, None), EvidenceState.UNDETERMINED),
    ],
    ids=["none", "content", "empty", "not there", "no answer"],
)
def test_second_look_can_only_make_doubt(outcome: Outcome, look: Hop | None, state: EvidenceState) -> None:
    verdict = judge(citation(), fetch(outcome, status=None, second_look=look))
    assert verdict.state is state
    assert outcome in [reason.code for reason in verdict.reasons]
    assert (verdict.reasons[0].code is Check.UNVERIFIED_TLS) == (state is EvidenceState.DOUBTFUL)


def test_answer_that_was_not_examined_can_not_be_told() -> None:
    verdict = judge(citation(), fetch(size=4096))
    assert verdict.state is EvidenceState.UNDETERMINED
    assert verdict.reasons[0].code is Check.NOT_EXAMINED


def test_not_modified_is_judged_by_the_kept_body() -> None:
    kept = fetch(document=body("text/html"))
    verdict = judge(citation(), fetch(Outcome.NOT_MODIFIED, status=304, days=1), (kept,))
    assert [reason.code for reason in verdict.reasons] == [Check.WRONG_TYPE, Outcome.NOT_MODIFIED]


def test_not_modified_looks_past_failures_for_the_kept_body() -> None:
    history = (fetch(document=body()), fetch(Outcome.TIMEOUT, days=1), fetch(Outcome.NOT_MODIFIED, days=2))
    assert judge(citation(), history[-1], history).state is EvidenceState.LIVE


def test_not_modified_without_a_kept_body_can_not_be_told() -> None:
    verdict = judge(citation(), fetch(Outcome.NOT_MODIFIED, status=304))
    assert verdict.state is EvidenceState.UNDETERMINED
    assert verdict.reasons[0].code is Check.KEPT_BODY_MISSING
