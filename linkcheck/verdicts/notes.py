"""What is worth knowing of an answer and never makes doubt.

To add a note, write its function and name it in `LOOKS`; its code goes into `linkcheck.verdicts.model.NoteCode`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from linkcheck.documents.changes import Change, ChangeKind, compare
from linkcheck.documents.facts import PdfFacts, TextLayer
from linkcheck.documents.locating import cited_pages, is_past_end, place
from linkcheck.documents.numbering import page_words
from linkcheck.documents.types import UNKNOWN, kind_name
from linkcheck.verdicts.answer import Answer
from linkcheck.verdicts.mentioned import facility_named, term_found, year_named
from linkcheck.verdicts.model import Note, NoteCode
from linkcheck.verdicts.promises import promise, promise_of_content_type

_CHANGES: dict[ChangeKind, tuple[NoteCode, str]] = {
    ChangeKind.RESAVED: (NoteCode.RESAVED, "saved again: its bytes differ, its text does not"),
    ChangeKind.EDITED: (NoteCode.EDITED, "edited"),
    ChangeKind.CHANGED: (NoteCode.CHANGED, "changed: its bytes differ, and what they say can't be compared"),
}


def notes(answer: Answer) -> Iterator[Note]:
    """Everything worth knowing of an answer."""
    return (note for look in LOOKS for note in look(answer))


def redirected(answer: Answer) -> Iterable[Note]:
    """The document lies elsewhere than cited: the report's next edition can cite the better address."""
    final = answer.fetch.final_url
    if final and final != answer.fetch.url:
        text = f"The server sent the request on to {final}"
        yield Note(code=NoteCode.REDIRECTED, text=text, proof=answer.proof())


def type_mislabelled(answer: Answer) -> Iterable[Note]:
    """The body is what the citation promises, and the server's Content-Type calls it something else."""
    promised, claimed = promise(answer.citation), answer.fetch.content_type
    found = answer.document.media_type
    essence = (claimed or "").partition(";")[0].strip().lower()
    if promised is None or found not in promised.types or essence in ("", UNKNOWN, found):
        return
    of_header = promise_of_content_type(claimed)
    if of_header is None or found not in of_header.types:
        text = f"It is {kind_name(found)}, though the server calls it {essence}."
        yield Note(code=NoteCode.TYPE_MISLABELLED, text=text, proof=answer.proof(quote=claimed))


def repaired(answer: Answer) -> Iterable[Note]:
    """Its structure has faults that readers put right by themselves."""
    if isinstance(answer.facts, PdfFacts) and answer.facts.syntax and answer.facts.problem is None:
        text = "The PDF has small faults of structure that readers put right."
        yield Note(code=NoteCode.REPAIRED, text=text, proof=answer.proof(quote=answer.facts.syntax[0]))


def scan(answer: Answer) -> Iterable[Note]:
    """Nothing that it says can be checked by its text."""
    if isinstance(answer.facts, PdfFacts) and answer.facts.layer is TextLayer.SCAN:
        read = sorted(answer.content.ocr) if answer.content else ()
        text = "Its pages are pictures (a scan): what it says could not be read."
        if read:
            were = "was" if len(read) == 1 else "were"
            text = f"Its pages are pictures (a scan): only {page_words(read)} of it {were} read, by OCR."
        yield Note(code=NoteCode.SCAN, text=text, proof=answer.proof(pages=answer.facts.pages))


def pages_cited(answer: Answer) -> Iterable[Note]:
    """A page's printed number and its place in the file differ, or there is nothing to count."""
    facts, cited = answer.facts, cited_pages(answer.citation.locators.pages)
    if not cited or facts is None or facts.problem is not None:
        return
    if not isinstance(facts, PdfFacts):
        kind = kind_name(answer.document.media_type)
        text = f"Could not tell whether {_there(cited)}: {kind} has no pages."
        yield Note(code=NoteCode.PAGES_UNTOLD, text=text, proof=answer.proof())
        return
    places = [place(facts, page) for page in cited]
    apart = {where.cited: where.numbered for where in places if where.numbered and where.numbered != where.counted}
    untold = [where.cited for where in places if where.best is None and not is_past_end(facts, where.cited)]
    if apart:
        numbered, in_file = _listed(list(apart)), page_words(sorted(apart.values()))
        what = f"The page numbered {numbered} is" if len(apart) == 1 else f"The pages numbered {numbered} are"
        proof = answer.proof(pages=facts.pages, page=min(apart.values()))
        yield Note(
            code=NoteCode.PAGES_NUMBERED_APART, text=f"{what} {in_file} of {facts.pages} in the file.", proof=proof
        )
    if untold:
        text = f"Could not tell whether {_there(untold)}: no page of the file is numbered so."
        yield Note(code=NoteCode.PAGES_UNTOLD, text=text, proof=answer.proof(pages=facts.pages))


def changed(answer: Answer) -> Iterable[Note]:
    """What has become of the document since the last time, and since the first. A replaced one is a doubt."""
    previous, first = answer.previous, answer.first
    if previous is not None:
        change = compare(previous, answer.document)
        if change.kind in _CHANGES:
            code, what = _CHANGES[change.kind]
            text = f"Since the last time the document was {what}{_pages(change)}."
            yield Note(code=code, text=text, proof=answer.proof(quote=f"before: sha256 {previous.sha256}"))
    if first is not None and previous is not None and first.sha256 != previous.sha256:
        change = compare(first, answer.document)
        if change.kind is not ChangeKind.UNCHANGED:
            text = f"Compared with the first time the document is {change.kind}{_pages(change)}."
            proof = answer.proof(quote=f"first: sha256 {first.sha256}")
            yield Note(code=NoteCode.DIFFERS_FROM_FIRST, text=text, proof=proof)


def same_document(answer: Answer) -> Iterable[Note]:
    """Other cited addresses give the very same bytes: one document was cited as several, or stands for several."""
    others = answer.content.also_at if answer.content else ()
    if others:
        shown = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        text = f"The very same document is at other cited addresses: {shown}"
        yield Note(code=NoteCode.SAME_DOCUMENT, text=text, proof=answer.proof())


def _pages(change: Change) -> str:
    parts = []
    if change.pages:
        parts.append(page_words(change.pages))
    if change.removed:
        are = "is" if len(change.removed) == 1 else "are"
        parts.append(f"{page_words(change.removed)} of the earlier one {are} gone")
    return f" ({'; '.join(parts)})" if parts else ""


def _there(cited: Sequence[str]) -> str:
    return f"page {cited[0]} exists" if len(cited) == 1 else f"pages {_listed(cited)} exist"


def _listed(cited: Sequence[str]) -> str:
    """Pages as they are cited, no more than ten."""
    more = f" and {len(cited) - 10} more" if len(cited) > 10 else ""
    return ", ".join(cited[:10]) + more


LOOKS: tuple[Callable[[Answer], Iterable[Note]], ...] = (
    redirected,
    type_mislabelled,
    repaired,
    scan,
    pages_cited,
    changed,
    same_document,
    facility_named,
    term_found,
    year_named,
)
