"""Does the document speak of what it is cited for? What is found is quoted; what is not found could not be told."""

from __future__ import annotations

from collections.abc import Iterable

from linkcheck.documents.glossary import terms
from linkcheck.documents.mentions import Mention, find_names, find_term, find_year
from linkcheck.verdicts.answer import Answer
from linkcheck.verdicts.model import Note, NoteCode


def facility_named(answer: Answer) -> Iterable[Note]:
    """The facility is named by one of its reviewed names, exactly."""
    facility = answer.citation.facility
    if not _has_text(answer) or facility is None or answer.content is None:
        return
    names = {known.name: (known.name, *known.aliases) for known in answer.content.facilities}
    mention = find_names(answer.content.pages, {facility: (facility,), **names}).get(facility)
    if mention:
        yield _note(answer, NoteCode.FACILITY_NAMED, f"It names the facility: {mention.name}", mention)
    else:
        text = f"Could not tell whether it speaks of {facility}: none of its known names was found."
        yield Note(code=NoteCode.FACILITY_UNTOLD, text=text, proof=answer.proof())


def term_found(answer: Answer) -> Iterable[Note]:
    """A term of the criterion occurs."""
    if not _has_text(answer) or answer.content is None:
        return
    known = terms(answer.citation.criterion, answer.content.standard)
    if not known:
        return
    mention = find_term(answer.content.pages, known)
    if mention:
        text = f"A term of {answer.citation.criterion} occurs: {mention.name}"
        yield _note(answer, NoteCode.TERM_FOUND, text, mention)
    else:
        text = f"Could not tell whether it speaks of {answer.citation.criterion}: none of its known terms was found."
        yield Note(code=NoteCode.TERM_UNTOLD, text=text, proof=answer.proof())


def year_named(answer: Answer) -> Iterable[Note]:
    """The document names a year."""
    if not _has_text(answer) or answer.content is None:
        return
    mention = find_year(answer.content.pages, answer.facts.title if answer.facts else None)
    if mention:
        yield _note(answer, NoteCode.YEAR_NAMED, f"The year it names is {mention.name}.", mention)
    else:
        text = "Could not tell which year it is about: it names none."
        yield Note(code=NoteCode.YEAR_UNTOLD, text=text, proof=answer.proof())


def _has_text(answer: Answer) -> bool:
    return answer.content is not None and any(page.strip() for page in answer.content.pages)


def _note(answer: Answer, code: NoteCode, text: str, mention: Mention) -> Note:
    return Note(code=code, text=text, proof=answer.proof(page=mention.page, quote=mention.quote))
