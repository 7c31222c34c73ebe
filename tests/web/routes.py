"""The one table: which path misbehaves how. A path that ends in "/" takes what follows it as its argument."""

from __future__ import annotations

import dataclasses

from tests.web import bodies, chance, drops, editions, heads, redirects, returns, robots, soft, statuses, walls
from tests.web.documents import HTML, NEWS, PDF, pdf
from tests.web.wire import Behaviour, Visit


async def _flaky(visit: Visit) -> None:
    """`/flaky/N/…`: the first N visits meet the behaviour of the path that follows, later ones the document."""
    times, _, path = visit.rest.partition("/")
    if visit.nth > int(times):
        await visit.reply(200, pdf(), PDF)
        return
    behaviour, rest = find(f"/{path}") or NOT_FOUND
    await behaviour(dataclasses.replace(visit, rest=rest))


async def _as_promised(visit: Visit) -> None:
    """A long document where the path ends in ".pdf", else a web page."""
    if visit.request.path.endswith(".pdf"):
        await visit.reply(200, pdf(pages=60), PDF)
    else:
        await visit.reply(200, NEWS, HTML)


ROUTES: dict[str, Behaviour] = {
    **statuses.ROUTES,
    **drops.ROUTES,
    **heads.ROUTES,
    **bodies.ROUTES,
    **chance.ROUTES,
    **redirects.ROUTES,
    **robots.ROUTES,
    **walls.ROUTES,
    **returns.ROUTES,
    **soft.ROUTES,
    **editions.ROUTES,
    "/flaky/": _flaky,
    "/as-promised": _as_promised,
}


NOT_FOUND = (ROUTES["/status/"], "404")


def find(target: str) -> tuple[Behaviour, str] | None:
    """The behaviour of a path, and what the path says beyond its route; None where the table has no such path."""
    path = route = target.partition("?")[0]
    if path in ROUTES:
        return ROUTES[path], ""
    while (route := route[: route.rstrip("/").rfind("/") + 1]) not in ("", "/"):
        if route in ROUTES:
            return ROUTES[route], path[len(route) :]
    return None
