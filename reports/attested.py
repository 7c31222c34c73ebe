"""A person's word in words: what views say of an attestation beside what the machine saw."""

from __future__ import annotations

from collections.abc import Iterator

from reports.model import Attention, AttestedWord, CheckedReport
from reports.text import moment, one_line, shortened

LIMIT = (
    "What only a person can open, a person can attest. Such a word stands beside the machine's outcome: it changes no "
    "state and is in no figure, and it lapses once the machine sees a change."
)
"""What a person's word is worth here: said where the states are explained."""


def words(word: AttestedWord) -> str:
    """Who saw what and when, with the note's start and what was saved; why it lapsed, where it did. One line."""
    return one_line(" ".join(_sentences(word)))


def standing(word: AttestedWord) -> str:
    """The state that the person gives it, and whether the word lapsed: "live, lapsed"."""
    return f"{word.state}, lapsed" if word.lapsed else word.state.value


def of_matter(report: CheckedReport, matter: Attention) -> AttestedWord | None:
    """The word on the URL that a matter is about, if there is one."""
    words_on_it = (report.citations[index].attested for index in matter.citations)
    return next((word for word in words_on_it if word is not None), None)


def saved(word: AttestedWord) -> str:
    """What the person saved, with its hash and where the archive keeps it; empty where nothing was."""
    if not word.file_sha256:
        return ""
    kept = f", in {word.capture.file} as {word.capture.record_id}" if word.capture else ""
    return f"Saved: {shortened(word.file or 'a file without a name', 200)}, SHA-256 {word.file_sha256}{kept}."


def why_lapsed(word: AttestedWord) -> str:
    """What the machine saw later that was not so when the word was given; empty where it holds."""
    if not word.lapsed:
        return ""
    if word.lapsed_by is None:
        return "It lapsed: the machine saw a change since."
    seen = word.lapsed_by
    if word.sha256 and seen.sha256 and word.sha256 != seen.sha256:
        return f"It lapsed: on {moment(seen.at)} the machine saw another body (SHA-256 {seen.sha256})."
    before = word.outcome or "nothing"
    return f"It lapsed: on {moment(seen.at)} the machine saw {seen.outcome}, where it had seen {before}."


def _sentences(word: AttestedWord) -> Iterator[str]:
    yield f"A person's word: {shortened(word.by, 100)} saw it {standing(word)}, {moment(word.at)}:"
    yield f"“{shortened(word.note, 300)}”"
    yield saved(word)
    yield why_lapsed(word)
