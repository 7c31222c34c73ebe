"""What has become of a document: saved again is not edited, one changed digit is, on just its page."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from linkcheck.documents import examine
from linkcheck.documents.changes import Change, ChangeKind, Move, behind_several, compare, moves
from linkcheck.documents.facts import write_facts
from linkcheck.documents.types import PDF
from linkcheck.fetch import Document
from linkcheck.verdicts import Check, NoteCode, judge
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.documents.making import CHINESE, PAGES, docx, locked, pdf, picture, resaved, scan, web_page
from tests.linkcheck.verdicts.examples import citation, fetch

REPORT = (*PAGES, *CHINESE, *(f"Chapter {n}\nThe plant in valley {n} emitted {n * 37} tonnes." for n in range(6, 13)))


def as_document(body: bytes, folder: Path) -> Document:
    path = folder / "body"
    path.write_bytes(body)
    examined = examine(path)
    digest = hashlib.sha256(body).hexdigest()
    return Document(sha256=digest, bytes=len(body), media_type=examined.media_type, facts=write_facts(examined.facts))


def _by_pdfium(data: bytes) -> bytes:
    target = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        document.save(target)
    return target.getvalue()


def _retitled(data: bytes) -> bytes:
    def retitle(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = "Another title"
        document.docinfo["/Producer"] = "Another program"

    return resaved(data, retitle)


SAVED_AGAIN: dict[str, Callable[[bytes], bytes]] = {
    "linearised": lambda data: resaved(data, linearize=True),
    "decompressed": lambda data: resaved(
        data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
    ),
    "other metadata": _retitled,
    "locked by an owner's password": lambda data: locked(data, user=""),
    "by another library": _by_pdfium,
}


@pytest.mark.parametrize("again", SAVED_AGAIN.values(), ids=SAVED_AGAIN)
@pytest.mark.parametrize("body", [pdf(REPORT), scan(3)], ids=["text", "scan"])
def test_saved_again_is_resaved(again: Callable[[bytes], bytes], body: bytes, tmp_path: Path) -> None:
    before, after = as_document(body, tmp_path), as_document(again(body), tmp_path)
    assert before.sha256 != after.sha256
    assert compare(before, after) == Change(ChangeKind.RESAVED)


def _edited(pages: tuple[str, ...], **changes: str) -> tuple[str, ...]:
    return tuple(changes.get(f"p{number}", page) for number, page in enumerate(pages, 1))


EDITS: list[tuple[str, tuple[str, ...], tuple[str, ...], Change]] = [
    (
        "one digit on one page",
        REPORT,
        _edited(REPORT, p2=PAGES[1].replace("412", "413")),
        Change(ChangeKind.EDITED, (2,)),
    ),
    (
        "one digit on the only page",
        (REPORT[1],),
        (REPORT[1].replace("412", "413"),),
        Change(ChangeKind.EDITED, (1,)),
    ),
    ("two pages", REPORT, _edited(REPORT, p1="Cover", p12="The end"), Change(ChangeKind.EDITED, (1, 12))),
    ("a page more", REPORT, (*REPORT[:4], "New page", *REPORT[4:]), Change(ChangeKind.EDITED, (5,))),
    ("a page less", REPORT, (*REPORT[:4], *REPORT[5:]), Change(ChangeKind.EDITED, (), (5,))),
    (
        "a new year at the foot of every page",
        tuple(f"{page}\n2024" for page in REPORT),
        tuple(f"{page}\n2025" for page in REPORT),
        Change(ChangeKind.EDITED, tuple(range(1, 13))),
    ),
    ("another report", REPORT, ("Quite another text. About cars. And windows.",) * 3, Change(ChangeKind.REPLACED)),
]


@pytest.mark.parametrize(("before", "after", "change"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS])
def test_edits_name_their_pages(
    before: tuple[str, ...], after: tuple[str, ...], change: Change, tmp_path: Path
) -> None:
    assert compare(as_document(pdf(before), tmp_path), as_document(pdf(after), tmp_path)) == change


OTHERS: list[tuple[str, bytes, bytes, ChangeKind]] = [
    ("same bytes", pdf(), pdf(), ChangeKind.UNCHANGED),
    ("web page with another nonce", web_page("<p>Waste."), web_page("<p>Waste.<script>1"), ChangeKind.RESAVED),
    ("web page for a pdf", pdf(), web_page("<p>Waste."), ChangeKind.REPLACED),
    ("docx edited", docx(["Plan A, with fires.", "Drill"]), docx(["Plan B, with fires.", "Drill"]), ChangeKind.EDITED),
    ("pictures", picture(shade=1), picture(shade=2), ChangeKind.CHANGED),
    ("locked now", pdf(), locked(pdf(), user="u"), ChangeKind.CHANGED),
    ("scan of something else", scan(2), scan(3), ChangeKind.EDITED),
]


@pytest.mark.parametrize(("before", "after", "kind"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS])
def test_other_bodies_are_compared_too(before: bytes, after: bytes, kind: ChangeKind, tmp_path: Path) -> None:
    assert compare(as_document(before, tmp_path), as_document(after, tmp_path)).kind is kind


def test_texts_that_different_versions_read_are_equal_or_not_comparable(tmp_path: Path) -> None:
    before, same, other = (as_document(body, tmp_path) for body in (pdf(), resaved(pdf(), linearize=True), pdf(["x"])))
    older = before.model_copy(update={"facts": {**before.facts, "extractor": "pypdfium2 4.0, pikepdf 10"}})
    assert compare(older, same).kind is ChangeKind.RESAVED
    assert compare(older, other).kind is ChangeKind.CHANGED
    assert compare(before, other).kind is ChangeKind.REPLACED


def test_without_facts_only_the_bytes_speak() -> None:
    bare = [Document(sha256=digit * 64, bytes=1, media_type=PDF) for digit in "01"]
    assert compare(bare[0], bare[0]).kind is ChangeKind.UNCHANGED
    assert compare(bare[0], bare[1]).kind is ChangeKind.CHANGED


def test_a_document_found_elsewhere_has_moved() -> None:
    esg, plan, page = (Document(sha256=digit * 64, bytes=1, media_type=PDF) for digit in "012")
    before = {"/old/esg": esg, "/plan": plan, "/copy": plan}
    after = {"/old/esg": page, "/new/esg": esg, "/plan": plan, "/third": plan}
    assert moves(before, after) == (
        Move(esg.sha256, "/old/esg", ("/new/esg",)),
        Move(plan.sha256, "/copy", ("/third",)),
    )


def test_one_document_behind_several_urls() -> None:
    esg, plan = (Document(sha256=digit * 64, bytes=1, media_type=PDF) for digit in "01")
    assert behind_several({"/a": esg, "/b": plan, "/c": esg}) == (("/a", "/c"),)


def test_another_document_than_last_time_is_doubtful_once(tmp_path: Path) -> None:
    old, new = as_document(pdf(REPORT), tmp_path), as_document(pdf(["Cars. And windows. And more."] * 2), tmp_path)
    history = [fetch(document=old), fetch(document=new, days=1), fetch(Outcome.NOT_MODIFIED, document=new, days=2)]
    verdict = judge(citation(), history[1], history[:2])
    assert (verdict.state, verdict.reasons[0].code) == (EvidenceState.DOUBTFUL, Check.REPLACED)
    later = judge(citation(), history[2], history)
    assert later.state is EvidenceState.LIVE
    assert [note.code for note in later.notes] == [NoteCode.DIFFERS_FROM_FIRST]


def test_a_mended_link_is_not_called_replaced(tmp_path: Path) -> None:
    history = [
        fetch(document=as_document(web_page("Sorry"), tmp_path)),
        fetch(document=as_document(pdf(), tmp_path), days=1),
    ]
    verdict = judge(citation(), history[1], history)
    assert verdict.state is EvidenceState.LIVE
    assert verdict.notes == ()


def test_an_edit_is_a_note_with_its_pages(tmp_path: Path) -> None:
    edited = pdf(_edited(REPORT, p2=PAGES[1].replace("412", "413")))
    history = [
        fetch(document=as_document(pdf(REPORT), tmp_path)),
        fetch(document=as_document(edited, tmp_path), days=1),
    ]
    verdict = judge(citation(), history[1], history)
    assert verdict.state is EvidenceState.LIVE
    (note,) = verdict.notes
    assert (note.code, note.text) == (NoteCode.EDITED, "Since the last time the document was edited (page 2).")
