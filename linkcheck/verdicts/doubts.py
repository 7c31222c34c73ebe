"""What can speak against an answer: each check looks at one thing and returns a reason, or None where it is content.

To add a check, write its function and name it in `CHECKS`; its code goes into `linkcheck.verdicts.model.Check`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from linkcheck.documents.types import WEB_PAGES, kind_name
from linkcheck.fetch import Document, Fetch
from linkcheck.report import Citation
from linkcheck.verdicts.model import Check, Proof, Reason
from linkcheck.verdicts.promises import promise, promise_of_content_type

_INDEX_PAGE = re.compile(r"(index|default|home|homepage|main)(\.(html?|php|aspx?|jsp|do))?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}([-_][a-z]{2,4})?", re.IGNORECASE)


class Answer(NamedTuple):
    """An answered fetch with the facts of its body; for `not_modified`, of the body kept from an earlier run."""

    citation: Citation
    fetch: Fetch
    document: Document


def doubts(answer: Answer) -> Iterator[Reason]:
    """Everything that speaks against an answer, the weightiest first."""
    for check in CHECKS:
        reason = check(answer)
        if reason:
            yield reason


def truncated_body(answer: Answer) -> Reason | None:
    """The connection ended before the body was whole."""
    if answer.fetch.complete:
        return None
    return Reason(
        code=Check.TRUNCATED_BODY,
        text=f"Only the first {answer.fetch.bytes or 0} bytes arrived; the document is not whole.",
        proof=_proof(answer),
    )


def empty_body(answer: Answer) -> Reason | None:
    """An answer of no bytes is no evidence."""
    if answer.document.bytes:
        return None
    return Reason(code=Check.EMPTY_BODY, text="The answer is empty: 0 bytes.", proof=_proof(answer))


def redirected_home(answer: Answer) -> Reason | None:
    """A missing document that ends at the site's front door: the commonest soft 404."""
    fetch = answer.fetch
    if not fetch.final_url or answer.document.media_type not in WEB_PAGES:
        return None
    cited, final = urlsplit(fetch.url), urlsplit(fetch.final_url)
    if _is_front_door(cited) or not _is_front_door(final) or _depth(final) >= max(_depth(cited), 1):
        return None
    return Reason(
        code=Check.REDIRECTED_HOME,
        text=f"The server sends visitors on to a home page: {fetch.final_url}",
        proof=_proof(answer),
    )


def wrong_type(answer: Answer) -> Reason | None:
    """The body is not of the kind that the citation, or the server itself, promises."""
    promised = promise(answer.citation) or promise_of_content_type(answer.fetch.content_type)
    found = answer.document.media_type
    if promised is None or not answer.document.bytes or found in promised.types:
        return None
    return Reason(
        code=Check.WRONG_TYPE,
        text=f"A {promised.name} is promised ({promised.words}), and the server sent {kind_name(found)}.",
        proof=_proof(answer),
    )


CHECKS: tuple[Callable[[Answer], Reason | None], ...] = (truncated_body, empty_body, redirected_home, wrong_type)


def _proof(answer: Answer) -> Proof:
    return Proof(
        status=answer.fetch.status,
        url=answer.fetch.final_url or answer.fetch.url,
        sha256=answer.document.sha256,
        media_type=answer.document.media_type,
    )


def _segments(url: SplitResult) -> list[str]:
    return [part for part in url.path.split("/") if part]


def _depth(url: SplitResult) -> int:
    """How deep a URL's page lies; a home page's own file name ("/en/index.html") does not count, a query does."""
    segments = _segments(url)
    if segments and _INDEX_PAGE.fullmatch(segments[-1]):
        segments = segments[:-1]
    return len(segments) + bool(url.query)


def _is_front_door(url: SplitResult) -> bool:
    """`/`, `/index.html`, `/en/`, `/en/home` and the like, without a query."""
    segments = _segments(url)
    if url.query:
        return False
    if segments and _INDEX_PAGE.fullmatch(segments[-1]):
        return True
    return not segments or (len(segments) == 1 and bool(_LANGUAGE.fullmatch(segments[0])))
