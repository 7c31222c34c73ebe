"""Does the document speak of what it is cited for? What is found is quoted; what is not found could not be told."""

from __future__ import annotations

from collections.abc import Iterable

from linkcheck.documents.glossary import terms
from linkcheck.documents.mentions import Mention, find_names, find_term
from linkcheck.documents.numbering import page_words
from linkcheck.documents.years import find_year
from linkcheck.verdicts.answer import Answer, Content
from linkcheck.verdicts.model import Note, NoteCode


def facility_named(answer: Answer) -> Iterable[Note]:
    """The facility is named by one of its reviewed names, exactly."""
    facility = answer.citation.facility
    if not _has_text(answer) or facility is None or answer.content is None:
        return
    names = {known.name: (known.name, *known.aliases) for known in answer.content.facilities}
    mention = find_names(answer.content.read, {facility: (facility,), **names}).get(facility)
    if mention:
        yield _note(answer, NoteCode.FACILITY_NAMED, f"It names the facility: {mention.name}", mention)
    else:
        text = f"Could not tell whether it speaks of {facility}: none of its known names was found."
        yield _untold(answer, NoteCode.FACILITY_UNTOLD, text)


def term_found(answer: Answer) -> Iterable[Note]:
    """A term of the criterion occurs."""
    if not _has_text(answer) or answer.content is None:
        return
    known = terms(answer.citation.criterion, answer.content.standard)
    if not known:
        return
    mention = find_term(answer.content.read, known)
    if mention:
        text = f"A term of {answer.citation.criterion} occurs: {mention.name}"
        yield _note(answer, NoteCode.TERM_FOUND, text, mention)
    else:
        text = f"Could not tell whether it speaks of {answer.citation.criterion}: none of its known terms was found."
        yield _untold(answer, NoteCode.TERM_UNTOLD, text)


def year_named(answer: Answer) -> Iterable[Note]:
    """The document names a year."""
    if not _has_text(answer) or answer.content is None:
        return
    next_year = answer.fetch.finished_at.year + 1
    mention = find_year(answer.content.read, answer.facts.title if answer.facts else None, next_year)
    if mention:
        yield _note(answer, NoteCode.YEAR_NAMED, f"It names the year {mention.name}.", mention)
    else:
        text = "Could not tell which year it is about: none was found."
        yield _untold(answer, NoteCode.YEAR_UNTOLD, text)


def _has_text(answer: Answer) -> bool:
    return answer.content is not None and any(page.strip() for page in answer.content.read)


def _note(answer: Answer, code: NoteCode, text: str, mention: Mention) -> Note:
    of_title = answer.facts is not None and mention.quote == answer.facts.title
    if answer.content is not None and answer.content.is_by_ocr(mention.page) and not of_title:
        text = f"{text.rstrip('.')} (OCR: read off the picture of page {mention.page}, which can go wrong)"
        return Note(code=code, text=text, proof=answer.proof(page=mention.page, quote=f"OCR: {mention.quote}"))
    return Note(code=code, text=text, proof=answer.proof(page=mention.page, quote=mention.quote))


def _untold(answer: Answer, code: NoteCode, text: str) -> Note:
    if answer.content is not None and any(text.strip() for text in answer.content.ocr.values()):
        text = f"{text.rstrip('.')} (of a scan, {_pages_read(answer.content)} by OCR)."
    return Note(code=code, text=text, proof=answer.proof())


def _pages_read(content: Content) -> str:
    return f"{page_words(sorted(content.ocr))} {'was' if len(content.ocr) == 1 else 'were'} read"
