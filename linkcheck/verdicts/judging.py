"""One citation's verdict from what its fetch saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from linkcheck.documents.facts import read_facts
from linkcheck.documents.types import EMPTY
from linkcheck.fetch import Document, Fetch
from linkcheck.report import Citation
from linkcheck.verdicts.answer import Answer, Content
from linkcheck.verdicts.doubts import barriers, doubts
from linkcheck.verdicts.model import Check, Proof, Reason, Verdict
from linkcheck.verdicts.notes import notes
from linkcheck.verdicts.states import ANSWERED, WORTH
from linkcheck.vocabulary import EvidenceState, Outcome

_WORD = re.compile(r"[^\W_]{2,}")
EMPTY_SHA256 = sha256(b"").hexdigest()

CONFIRMING_RUNS = 3
CONFIRMING_DISTANCE = timedelta(days=1)


def judge(
    citation: Citation, fetch: Fetch | None, history: Sequence[Fetch] = (), content: Content | None = None
) -> Verdict:
    """Judge one citation, disclosure and reference alike.

    `fetch` is the last fetch of its URL (None: never fetched); `history` all its fetches, oldest first, the last one
    included or not. With `content`, the document's text is searched for what it is cited for, which adds notes only.
    """
    if fetch is None:
        reason = Reason(code=Check.NOT_FETCHED, text="It was not fetched yet.")
        return Verdict(state=EvidenceState.UNTESTED, reasons=(reason,))
    if fetch.outcome in ANSWERED:
        return _judge_answer(citation, fetch, history, content)
    reason = _outcome_reason(fetch)
    if _second_look_has_content(fetch):
        return Verdict(state=EvidenceState.DOUBTFUL, reasons=(_unverified(fetch), reason))
    state = WORTH[fetch.outcome].state
    if state is EvidenceState.DEAD and citation.unresolved:
        return Verdict(state=EvidenceState.UNDETERMINED, reasons=(_unresolved(citation), reason))
    confirmed = state is EvidenceState.DEAD and _dead_days(history, fetch) >= CONFIRMING_RUNS
    return Verdict(state=state, reasons=(reason,), confirmed=confirmed)


def _judge_answer(citation: Citation, fetch: Fetch, history: Sequence[Fetch], content: Content | None) -> Verdict:
    answered = _outcome_reason(fetch)
    earlier = [past for past in _before(history, fetch) if past.outcome in ANSWERED and past.document]
    document = fetch.document
    if document is None and fetch.outcome is Outcome.NOT_MODIFIED and earlier:
        document = earlier[-1].document
    if document is None and fetch.bytes == 0:
        document = Document(sha256=EMPTY_SHA256, bytes=0, media_type=EMPTY)
    if document is None:
        return Verdict(state=EvidenceState.UNDETERMINED, reasons=(_without_document(fetch), answered))
    previous, first = _first_sound(citation, reversed(earlier)), _first_sound(citation, earlier)
    answer = Answer(citation, fetch, document, read_facts(document), previous, first, content)
    untold = tuple(barriers(answer))
    if untold:
        return Verdict(state=EvidenceState.UNDETERMINED, reasons=(*untold, _only_answered(answered)))
    found = tuple(doubts(answer))
    if not found:
        return Verdict(state=WORTH[fetch.outcome].state, reasons=(answered,), notes=tuple(notes(answer)))
    return Verdict(state=EvidenceState.DOUBTFUL, reasons=(*found, _only_answered(answered)), notes=tuple(notes(answer)))


def _first_sound(citation: Citation, fetches: Iterable[Fetch]) -> Document | None:
    """The document of the first of these answers that nothing speaks against."""
    for fetch in fetches:
        if fetch.document is not None:
            answer = Answer(citation, fetch, fetch.document, read_facts(fetch.document))
            if not any(barriers(answer)) and not any(doubts(answer)):
                return fetch.document
    return None


def _before(history: Sequence[Fetch], last: Fetch) -> list[Fetch]:
    return [past for past in history if past.finished_at < last.finished_at]


def _without_document(fetch: Fetch) -> Reason:
    proof = Proof(status=fetch.status, url=fetch.final_url or fetch.url, sha256=fetch.sha256)
    if fetch.outcome is Outcome.NOT_MODIFIED:
        text = "The server says that nothing changed, but the body it speaks of is not kept here."
        return Reason(code=Check.KEPT_BODY_MISSING, text=text, proof=proof)
    return Reason(code=Check.NOT_EXAMINED, text="The server answered, but the body was not examined.", proof=proof)


def _outcome_reason(fetch: Fetch) -> Reason:
    sentence = WORTH[fetch.outcome].sentence
    more = _beyond(sentence, fetch.detail)
    return Reason(
        code=fetch.outcome,
        text=f"{sentence} ({more})" if more else sentence,
        proof=Proof(status=fetch.status, url=fetch.final_url or fetch.url, sha256=fetch.sha256),
    )


def _only_answered(reason: Reason) -> Reason:
    """The reason of an `ok` whose body is not what it should be: that it is the document can't be said of it."""
    return reason.model_copy(update={"text": "The server answered."}) if reason.code is Outcome.OK else reason


def _beyond(sentence: str, detail: str) -> str:
    """What a detail ("words (the system's own)") says that a sentence does not say in the same words."""
    words, _, own = detail.partition(" (")
    if not _words(words) <= _words(sentence):
        return detail
    own = own.removesuffix(")")
    return "" if _words(own) <= _words(sentence) else own


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _second_look_has_content(fetch: Fetch) -> bool:
    look = fetch.second_look
    return look is not None and look.status is not None and 200 <= look.status < 300 and bool(look.bytes)


def _unverified(fetch: Fetch) -> Reason:
    look = fetch.second_look
    return Reason(
        code=Check.UNVERIFIED_TLS,
        text="Content came only over a connection whose certificate could not be verified.",
        proof=Proof(status=look.status, url=look.url, sha256=look.sha256) if look else Proof(),
    )


def _unresolved(citation: Citation) -> Reason:
    text = "What the report's text tells of the address is not certain: another one may be meant, and be alive."
    return Reason(code=Check.UNRESOLVED_URL, text=text, proof=Proof(url=citation.url, quote=citation.cited_as))


def _dead_days(history: Sequence[Fetch], last: Fetch) -> int:
    """Count the runs, each at least a day after the one counted before, that found it dead since it last answered.

    What could not be told (a timeout, a 403) neither counts nor speaks for it.
    """
    count = 0
    counted: datetime | None = None
    for fetch in (*_before(history, last), last):
        state = WORTH[fetch.outcome].state
        if state in (EvidenceState.LIVE, EvidenceState.DOUBTFUL):
            count, counted = 0, None
        elif state is EvidenceState.DEAD and (counted is None or fetch.finished_at - counted >= CONFIRMING_DISTANCE):
            count, counted = count + 1, fetch.finished_at
    return count
