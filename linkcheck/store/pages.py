"""The pages of documents: their text, small pictures of those that are cited, and what OCR read off them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from linkcheck.store.cleaning import clean_text
from linkcheck.store.inserting import in_parts
from linkcheck.store.models import DocumentPageRow

Kept = TypeVar("Kept", str, bytes)


def keep_text(session: Session, sha256: str, pages: Sequence[str]) -> None:
    """Keep the text of each page of a document that the store has; instead of what an earlier version read."""
    _keep(session, "text", sha256, {number: clean_text(text) for number, text in enumerate(pages, 1)})


def keep_pictures(session: Session, sha256: str, pictures: Mapping[int, bytes]) -> None:
    """Keep pictures (WebP) of a document's pages, by their place in it from 1."""
    _keep(session, "picture", sha256, pictures)


def keep_ocr(session: Session, sha256: str, texts: Mapping[int, str]) -> None:
    """Keep what OCR read off pages of a scan, by their place in it from 1; "" where it read nothing."""
    _keep(session, "ocr", sha256, {number: clean_text(text) for number, text in texts.items()})


def texts(session: Session, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By SHA-256, the texts of a document's pages in their order; documents without text have no entry."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in in_parts(list(documents)):
        query = (
            select(DocumentPageRow.document_sha256, DocumentPageRow.text)
            .where(DocumentPageRow.document_sha256.in_(some), DocumentPageRow.text.is_not(None))
            .order_by(DocumentPageRow.document_sha256, DocumentPageRow.page)
        )
        for sha256, text in session.execute(query):
            found[sha256].append(text or "")
    return {sha256: tuple(pages) for sha256, pages in found.items()}


def pictures(session: Session, documents: Iterable[str]) -> dict[str, dict[int, bytes]]:
    """By SHA-256 and page, the pictures that are kept."""
    return _by_page(session, documents, DocumentPageRow.picture)


def ocr(session: Session, documents: Iterable[str]) -> dict[str, dict[int, str]]:
    """By SHA-256 and page, what OCR read."""
    return _by_page(session, documents, DocumentPageRow.ocr)


def without_text(session: Session, documents: Iterable[str]) -> list[str]:
    """Those of the documents whose pages' text is not kept (there may be none)."""
    wanted = list(documents)
    kept: set[str] = set()
    for some in in_parts(wanted):
        query = select(DocumentPageRow.document_sha256).where(
            DocumentPageRow.document_sha256.in_(some), DocumentPageRow.text.is_not(None)
        )
        kept |= set(session.scalars(query))
    return [sha256 for sha256 in wanted if sha256 not in kept]


def _keep(session: Session, column: str, sha256: str, values: Mapping[int, str | bytes]) -> None:
    """Set a column of a document's pages, whether their rows are there or not."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert(DocumentPageRow)
    kept = new.on_conflict_do_update(index_elements=["document_sha256", "page"], set_={column: new.excluded[column]})
    rows = [{"document_sha256": sha256, "page": number, column: value} for number, value in values.items()]
    if rows:
        session.execute(kept, rows)


def _by_page(
    session: Session, documents: Iterable[str], column: InstrumentedAttribute[Kept | None]
) -> dict[str, dict[int, Kept]]:
    """What the column holds of the documents' pages, of those that have it."""
    found: dict[str, dict[int, Kept]] = defaultdict(dict)
    for some in in_parts(list(documents)):
        query = select(DocumentPageRow.document_sha256, DocumentPageRow.page, column).where(
            DocumentPageRow.document_sha256.in_(some), column.is_not(None)
        )
        for sha256, page, value in session.execute(query):
            if value is not None:
                found[sha256][page] = value
    return dict(found)
