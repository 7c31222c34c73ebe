"""Pages of documents are kept beside them: text for all, pictures for some."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from linkcheck.errors import LinkcheckError
from linkcheck.store import pages
from linkcheck.store.models import DocumentRow

ESG, PLAN, SCAN = "a" * 64, "b" * 64, "c" * 64


@pytest.fixture(autouse=True)
def documents(session: Session) -> None:
    now = datetime.now(UTC)
    for sha256 in (ESG, PLAN, SCAN):
        session.add(DocumentRow(sha256=sha256, bytes=1, media_type="application/pdf", facts={}, examined_at=now))
    session.commit()


def test_text_comes_back_in_the_order_of_the_pages(session: Session) -> None:
    written = [f"page {number}" for number in range(1, 13)]
    pages.keep_text(session, ESG, written)
    session.commit()
    assert pages.texts(session, [ESG, PLAN]) == {ESG: tuple(written)}
    assert pages.without_text(session, [PLAN, ESG]) == [PLAN]


def test_pictures_and_text_do_not_touch_each_other(session: Session) -> None:
    pages.keep_pictures(session, ESG, {2: b"two", 7: b"seven"})
    assert pages.texts(session, [ESG]) == {}
    pages.keep_text(session, ESG, ["one", "two"])
    pages.keep_pictures(session, ESG, {1: b"one", 2: b"new"})
    session.commit()
    assert pages.pictures(session, [ESG, PLAN]) == {ESG: {1: b"one", 2: b"new", 7: b"seven"}}
    assert pages.texts(session, [ESG]) == {ESG: ("one", "two")}


def test_text_read_anew_takes_the_place_of_the_old(session: Session) -> None:
    pages.keep_text(session, ESG, ["old"])
    pages.keep_text(session, ESG, ["new", ""])
    assert pages.texts(session, [ESG]) == {ESG: ("new", "")}


def test_pages_without_words_are_known_to_have_none(session: Session) -> None:
    pages.keep_text(session, SCAN, ["", ""])
    pages.keep_text(session, PLAN, [])
    assert pages.without_text(session, [SCAN, PLAN]) == [PLAN]


def test_what_no_database_can_keep_is_replaced(session: Session) -> None:
    pages.keep_text(session, ESG, ["a\0b\ud800"])
    session.commit()
    assert pages.texts(session, [ESG]) == {ESG: ("a\ufffdb\ufffd",)}


def test_pages_go_with_their_document(session: Session) -> None:
    pages.keep_text(session, ESG, ["one"])
    session.execute(delete(DocumentRow).where(DocumentRow.sha256 == ESG))
    assert pages.texts(session, [ESG]) == {}


def test_pages_of_no_document_are_refused(session: Session) -> None:
    with pytest.raises((IntegrityError, LinkcheckError)):
        pages.keep_text(session, "d" * 64, ["one"])


def test_what_ocr_read_is_kept_apart_from_the_text(session: Session) -> None:
    pages.keep_text(session, SCAN, ["", ""])
    pages.keep_ocr(session, SCAN, {2: "read\0"})
    pages.keep_ocr(session, SCAN, {1: ""})
    assert pages.ocr(session, [SCAN, PLAN]) == {SCAN: {1: "", 2: "read�"}}
    assert pages.texts(session, [SCAN]) == {SCAN: ("", "")}
