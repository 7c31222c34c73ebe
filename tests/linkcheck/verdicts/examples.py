"""Citations and fetches to judge, with what a case doesn't speak of filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from linkcheck.documents.types import PDF
from linkcheck.fetch import Document, Fetch, Hop
from linkcheck.report import Citation, Locators
from linkcheck.vocabulary import Attribution, CitationKind, Outcome

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
URL = "https://www.northwind.example/files/2025/esg-report.pdf"
SHA = "ab" * 32


def citation(
    url: str = URL,
    *,
    criterion: str = "2.5a-g",
    facility: str | None = None,
    document: str | None = None,
    pages: tuple[str, ...] = (),
    kind: CitationKind = CitationKind.DISCLOSURE,
) -> Citation:
    return Citation(
        criterion=criterion,
        facility=facility,
        attribution=Attribution.EXPLICIT if facility else Attribution.ENTITY,
        kind=kind,
        url=url,
        cited_as=url,
        document=document,
        locators=Locators(pages=pages),
    )


def body(
    media_type: str = PDF, *, size: int = 4096, sha256: str = SHA, facts: Mapping[str, object] | None = None
) -> Document:
    return Document(sha256=sha256, bytes=size, media_type=media_type, facts=dict(facts or {}))


def fetch(
    outcome: Outcome = Outcome.OK,
    *,
    url: str = URL,
    final_url: str | None = None,
    document: Document | None = None,
    days: float = 0,
    status: int | None = 200,
    complete: bool = True,
    content_type: str | None = None,
    detail: str = "",
    second_look: Hop | None = None,
    size: int | None = None,
) -> Fetch:
    """A fetch `days` after START."""
    at = START + timedelta(days=days)
    return Fetch(
        url=url,
        outcome=outcome,
        detail=detail,
        started_at=at,
        finished_at=at,
        status=status,
        final_url=final_url or url,
        content_type=content_type,
        complete=complete,
        document=document,
        bytes=document.bytes if document else size,
        sha256=document.sha256 if document else None,
        second_look=second_look,
    )


def answered(media_type: str = PDF, *, url: str = URL, final_url: str | None = None, **more: object) -> Fetch:
    """An `ok` fetch with a body of that type."""
    made = fetch(url=url, final_url=final_url, document=body(media_type))
    return made.model_copy(update=more)
