"""Hosts by what they answer to an address that they don't have: `/soft/KIND/…`. Each has `esg.pdf` and `esg.html`."""

from __future__ import annotations

from tests.web.documents import HOME, HTML, PDF, html, pdf
from tests.web.walls import LOGIN
from tests.web.wire import Behaviour, Visit, page

NAVIGATION = "About us. Products. Careers. News. Investors. Contact. "
SORRY = NAVIGATION + "The page that you look for could not be found. Go back to the home page, or use the search."
DISCLOSURES = html(
    "Disclosures",
    NAVIGATION + " ".join(f"In {year} the works emitted {year * 7} tonnes." for year in range(2010, 2026)),
)


async def _honest(visit: Visit) -> None:
    await visit.reply(404, html("Not found", SORRY), HTML)


async def _same_page(visit: Visit) -> None:
    await visit.reply(200, html("Not found", SORRY), HTML)


async def _echoing(visit: Visit) -> None:
    """With the address that was asked for, and an incident's number that is another each time."""
    incident = f" Requested: {visit.request.path}. Incident {visit.request.at:.6f}."
    await visit.reply(200, html("Not found", SORRY + incident), HTML)


async def _home_by_redirect(visit: Visit) -> None:
    await visit.reply(302, b"", [("Location", "/")])


async def _login_by_redirect(visit: Visit) -> None:
    await visit.reply(302, b"", [("Location", "/soft/login")])


async def _home_in_place(visit: Visit) -> None:
    await visit.reply(200, HOME, HTML)


async def _named_as_asked(visit: Visit) -> None:
    await visit.reply(200, html("Not found", SORRY), PDF if visit.request.path.endswith(".pdf") else HTML)


async def _words(visit: Visit) -> None:
    """For programs: no web page at all."""
    await visit.reply(200, b'{"code": 404, "message": "no such document"}', [("Content-Type", "application/json")])


async def _regret_in_pdf(visit: Visit) -> None:
    await visit.reply(200, pdf("This document is not available", pages=1), PDF)


async def _shell(visit: Visit) -> None:
    """A page that is made by its scripts alone, with another token each time."""
    token = f"<script>token = {visit.request.at}</script>"
    await visit.reply(200, html("Northwind", extra_head=token).replace(b"<h1>Northwind</h1>", b""), HTML)


KINDS: dict[str, Behaviour] = {
    "honest": _honest,
    "same-page": _same_page,
    "echoing": _echoing,
    "home-by-redirect": _home_by_redirect,
    "login-by-redirect": _login_by_redirect,
    "home-in-place": _home_in_place,
    "named-as-asked": _named_as_asked,
}


OTHERS: dict[str, Behaviour] = {"words": _words, "regret-in-pdf": _regret_in_pdf, "shell": _shell}
"""What has to be asked about too: they answer all addresses the same, in ways that are no page with words."""


async def _of_kind(visit: Visit) -> None:
    kind, _, name = visit.rest.partition("/")
    if name == "esg.pdf":
        await visit.reply(200, pdf(), PDF)
    elif name == "esg.html":
        await visit.reply(200, DISCLOSURES, HTML)
    else:
        await {**KINDS, **OTHERS}[kind](visit)


ROUTES: dict[str, Behaviour] = {
    "/": page(200, HOME, HTML),
    "/soft/": _of_kind,
    "/soft/login": page(200, LOGIN, HTML),
}
