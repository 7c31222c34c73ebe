"""What can speak against an answer: each check looks at one thing and returns a reason, or None where it is content.

To add a check, write its function and name it in `CHECKS` (doubt) or `BARRIERS` (what keeps an answer from being judged
at all); its code goes into `linkcheck.verdicts.model.Check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urljoin

from linkcheck.documents.changes import ChangeKind, compare
from linkcheck.documents.facts import PdfFacts, Problem, Sign, WebPageFacts
from linkcheck.documents.locating import cited_pages, is_blank, is_past_end, place
from linkcheck.documents.soft404 import ALIKE
from linkcheck.documents.types import UNKNOWN, WEB_PAGES, kind_name
from linkcheck.verdicts.answer import Answer
from linkcheck.verdicts.frontdoors import leads_home
from linkcheck.verdicts.model import Check, Reason
from linkcheck.verdicts.promises import promise, promise_of_content_type
from linkcheck.vocabulary import Outcome


def barriers(answer: Answer) -> Iterator[Reason]:
    """What keeps an answer from being judged: there is something there, and it was not seen."""
    return _found(answer, BARRIERS)


def doubts(answer: Answer) -> Iterator[Reason]:
    """Everything that speaks against an answer, the weightiest first."""
    return _found(answer, CHECKS)


def _found(answer: Answer, checks: tuple[Callable[[Answer], Reason | None], ...]) -> Iterator[Reason]:
    return (reason for check in checks if (reason := check(answer)))


def challenge_page(answer: Answer) -> Reason | None:
    """An anti-robot page that came with 200."""
    words = _sign(answer, Sign.CHALLENGE)
    if words is None:
        return None
    text = f"A page that keeps robots out came instead ({words}); a person may be let in."
    return Reason(code=Check.CHALLENGE_PAGE, text=text, proof=answer.proof(quote=words))


def failed_examination(answer: Answer) -> Reason | None:
    """Our own failure is nothing against the document."""
    if answer.facts is None or answer.facts.problem is not Problem.FAILURE:
        return None
    text = f"The server answered, but the body could not be examined: {answer.facts.detail}"
    return Reason(code=Check.NOT_EXAMINED, text=text, proof=answer.proof())


def truncated_body(answer: Answer) -> Reason | None:
    """The connection ended before the body was whole."""
    if answer.fetch.complete:
        return None
    text = f"Only the first {answer.fetch.bytes or 0} bytes arrived; the document is not whole."
    return Reason(code=Check.TRUNCATED_BODY, text=text, proof=answer.proof())


def empty_body(answer: Answer) -> Reason | None:
    """An answer of no bytes is no evidence."""
    if answer.document.bytes:
        return None
    return Reason(code=Check.EMPTY_BODY, text="The answer is empty: 0 bytes.", proof=answer.proof())


def redirected_home(answer: Answer) -> Reason | None:
    """A missing document that ends at the site's front door: the commonest soft 404."""
    if answer.document.media_type not in WEB_PAGES:
        return None
    final = answer.fetch.final_url or answer.fetch.url
    if isinstance(answer.facts, WebPageFacts) and answer.facts.refresh:
        final = _joined(final, answer.facts.refresh)
    if not leads_home(answer.fetch.url, final):
        return None
    text = f"The server sends visitors on to a home page: {final}"
    return Reason(code=Check.REDIRECTED_HOME, text=text, proof=answer.proof(url=final))


def login_form(answer: Answer) -> Reason | None:
    """A page that asks for a password is not public, and may be all that is left of what was."""
    words = _sign(answer, Sign.LOGIN)
    if words is None:
        return None
    text = f"The page asks for a login ({words}); a disclosure is open to everyone."
    return Reason(code=Check.LOGIN_FORM, text=text, proof=answer.proof(quote=words))


def parked_domain(answer: Answer) -> Reason | None:
    """The domain is for sale: nobody's disclosures are there any more."""
    words = _sign(answer, Sign.PARKED)
    if words is None:
        return None
    text = f"The domain seems to be for sale or to have expired ({words})."
    return Reason(code=Check.PARKED_DOMAIN, text=text, proof=answer.proof(quote=words))


def wrong_type(answer: Answer) -> Reason | None:
    """The body is not of the kind that the citation, or the server itself, promises; or of no kind that is known."""
    found = answer.document.media_type
    promised = promise(answer.citation) or promise_of_content_type(answer.fetch.content_type)
    if promised is None and found == UNKNOWN:
        text = "The server sent data of no known kind: nothing shows that it opens."
        return Reason(code=Check.WRONG_TYPE, text=text, proof=answer.proof())
    if promised is None or not answer.document.bytes or found in promised.types:
        return None
    text = f"A {promised.name} is promised ({promised.words}), and the server sent {kind_name(found)}."
    return Reason(code=Check.WRONG_TYPE, text=text, proof=answer.proof())


def soft_404(answer: Answer) -> Reason | None:
    """The site answers what can't exist with the same page."""
    probe = answer.fetch.probe
    if probe is None or probe.outcome is not Outcome.OK:
        return None
    same = probe.sha256 is not None and probe.sha256 == answer.fetch.sha256
    if not same and (probe.likeness is None or probe.likeness <= ALIKE):
        return None
    how = "the same page" if same else f"nearly the same page ({probe.likeness:.0%} of its words)"
    text = f"The site answers an address that can't exist with {how}: {probe.url}"
    return Reason(code=Check.SOFT_404, text=text, proof=answer.proof(url=probe.url, status=probe.status))


def damaged(answer: Answer) -> Reason | None:
    """It does not open, or parts of it are lost."""
    return _problem(answer, Check.DAMAGED, "It is damaged", Problem.DAMAGED)


def encrypted(answer: Answer) -> Reason | None:
    """It opens with a password only."""
    return _problem(answer, Check.ENCRYPTED, "It is locked", Problem.ENCRYPTED)


def empty_document(answer: Answer) -> Reason | None:
    """It has no pages, or nothing stands on them."""
    return _problem(answer, Check.EMPTY_DOCUMENT, "It is empty", Problem.EMPTY)


def not_examinable(answer: Answer) -> Reason | None:
    """It could not be examined in time or within its memory: whoever opens it may fare no better."""
    slow = _problem(answer, Check.NOT_EXAMINABLE, "It could not be examined in time", Problem.TIME)
    return slow or _problem(answer, Check.NOT_EXAMINABLE, "It could not be examined", Problem.MEMORY, Problem.CRASH)


def page_past_end(answer: Answer) -> Reason | None:
    """A cited page lies beyond the document, by every way of counting."""
    facts = answer.facts
    if not isinstance(facts, PdfFacts) or facts.pages is None:
        return None
    beyond = [page for page in cited_pages(answer.citation.locators.pages) if is_past_end(facts, page)]
    if not beyond:
        return None
    has = "1 page" if facts.pages == 1 else f"{facts.pages} pages"
    text = f"{_cited(beyond)}, and the document has {has}."
    return Reason(code=Check.PAGE_PAST_END, text=text, proof=answer.proof(pages=facts.pages))


def blank_page(answer: Answer) -> Reason | None:
    """Nothing can be seen on a cited page, by every way of counting: what is cited stands elsewhere, if anywhere."""
    facts = answer.facts
    if not isinstance(facts, PdfFacts):
        return None
    blank = [page for page in cited_pages(answer.citation.locators.pages) if is_blank(facts, page)]
    if not blank:
        return None
    text = f"{_cited(blank)}, and nothing can be seen there."
    return Reason(
        code=Check.BLANK_PAGE, text=text, proof=answer.proof(page=place(facts, blank[0]).best, pages=facts.pages)
    )


def replaced(answer: Answer) -> Reason | None:
    """Another document than the last time is not what was cited, until somebody has looked."""
    before = answer.previous
    if before is None or compare(before, answer.document).kind is not ChangeKind.REPLACED:
        return None
    text = f"Another document than the last time is there now: {kind_name(answer.document.media_type)} of its own."
    return Reason(code=Check.REPLACED, text=text, proof=answer.proof(quote=f"before: sha256 {before.sha256}"))


BARRIERS: tuple[Callable[[Answer], Reason | None], ...] = (challenge_page, failed_examination)

CHECKS: tuple[Callable[[Answer], Reason | None], ...] = (
    truncated_body,
    empty_body,
    redirected_home,
    login_form,
    parked_domain,
    wrong_type,
    soft_404,
    damaged,
    encrypted,
    empty_document,
    not_examinable,
    page_past_end,
    blank_page,
    replaced,
)


def _cited(pages: Sequence[str]) -> str:
    return f"Page {pages[0]} is cited" if len(pages) == 1 else f"Pages {', '.join(pages)} are cited"


def _joined(base: str, target: str) -> str:
    """Where a page sends its reader on to; the page itself where what it names can't be read as a URL."""
    try:
        return urljoin(base, target)
    except ValueError:
        return base


def _sign(answer: Answer, sign: Sign) -> str | None:
    return answer.facts.signs.get(sign) if isinstance(answer.facts, WebPageFacts) else None


def _problem(answer: Answer, code: Check, what: str, *problems: Problem) -> Reason | None:
    facts = answer.facts
    if facts is None or facts.problem not in problems:
        return None
    text = f"{what}: {facts.detail}." if facts.detail else f"{what}."
    return Reason(code=code, text=text, proof=answer.proof(quote=facts.detail or None))
