"""What is worth knowing of an answer and never makes doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from linkcheck.documents.types import UNKNOWN, kind_name
from linkcheck.verdicts.doubts import Answer
from linkcheck.verdicts.model import Note, NoteCode, Proof
from linkcheck.verdicts.promises import promise, promise_of_content_type


def notes(answer: Answer) -> Iterator[Note]:
    """Everything worth knowing of an answer."""
    for look in LOOKS:
        note = look(answer)
        if note:
            yield note


def redirected(answer: Answer) -> Note | None:
    """The document lies elsewhere than cited: the report's next edition can cite the better address."""
    final = answer.fetch.final_url
    if not final or final == answer.fetch.url:
        return None
    return Note(
        code=NoteCode.REDIRECTED,
        text=f"The server sent the request on to {final}",
        proof=Proof(url=final, status=answer.fetch.status),
    )


def type_mislabelled(answer: Answer) -> Note | None:
    """The body is what the citation promises, and the server's Content-Type calls it something else."""
    promised, claimed = promise(answer.citation), answer.fetch.content_type
    found = answer.document.media_type
    essence = (claimed or "").partition(";")[0].strip().lower()
    if promised is None or found not in promised.types or essence in ("", UNKNOWN, found):
        return None
    of_header = promise_of_content_type(claimed)
    if of_header is not None and found in of_header.types:
        return None
    return Note(
        code=NoteCode.TYPE_MISLABELLED,
        text=f"It is {kind_name(found)}, though the server calls it {essence}.",
        proof=Proof(media_type=found, quote=claimed),
    )


LOOKS: tuple[Callable[[Answer], Note | None], ...] = (redirected, type_mislabelled)
