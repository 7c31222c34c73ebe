"""Documents that become others: `/editions/NAME`, the n-th visit gets the n-th edition, later ones the last."""

from __future__ import annotations

from collections.abc import Callable

from tests.linkcheck.documents.making import pdf, resaved, scan, slow_pdf, web_page
from tests.web.documents import HTML, PDF
from tests.web.wire import Behaviour, Visit

Edition = Callable[[], bytes] | None
"""A body, or None: it is not there."""

CHAPTERS = tuple(f"Chapter {n}\nThe plant in valley {n} emitted {n * 37} tonnes in 2025." for n in range(1, 9))
CARS = ("All about cars.\nWheels and windows and doors.", "More about cars.\nEngines, lamps and seats.")
NAMED = (
    "北风铝业集团 2025年度环境报告\n编制单位：北风港精密轧制有限公司",
    "Northwind Harbour Precision Rolling Co., Ltd.\n北风港精密轧制有限公司，2025年",
)
OTHERS = ("应急预案\n北风港轻量化轧制有限公司\n2025年",)


def first() -> bytes:
    return pdf(CHAPTERS)


def saved_again() -> bytes:
    return resaved(first(), linearize=True)


def one_digit() -> bytes:
    """Another one in chapter 5, on page 5."""
    return pdf([page.replace("185", "186") for page in CHAPTERS])


def other() -> bytes:
    return pdf(CARS)


def moving() -> bytes:
    return pdf(CARS[1:])


EDITIONS: dict[str, tuple[Edition, ...]] = {
    "unchanged.pdf": (first,),
    "resaved.pdf": (first, saved_again),
    "edited.pdf": (first, one_digit),
    "back.pdf": (first, one_digit, saved_again),
    "replaced.pdf": (first, other),
    "web-page.html": (lambda: web_page("<p>The plant emitted 37 tonnes."), lambda: web_page("<p>We make cars.")),
    "old.pdf": (moving, None),
    "new.pdf": (None, moving),
    "scan.pdf": (scan,),
    "hanging.pdf": (slow_pdf,),
    "precision.pdf": (lambda: pdf(NAMED),),
    "light.pdf": (lambda: pdf(OTHERS),),
}


async def _edition(visit: Visit) -> None:
    editions = EDITIONS.get(visit.rest, (None,))
    body = editions[min(visit.nth, len(editions)) - 1]
    if body is None:
        await visit.reply(404, b"no such disclosure")
    else:
        await visit.reply(200, body(), PDF if visit.rest.endswith(".pdf") else HTML)


ROUTES: dict[str, Behaviour] = {"/editions/": _edition}
