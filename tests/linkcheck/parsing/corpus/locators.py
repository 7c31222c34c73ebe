"""The spellings of "where in the document", each with what it means."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from linkcheck.report import Locators


@dataclass(frozen=True)
class Spelling:
    """A spelling; {a} < {b} < {c} < {d} are pages, {s} {t} sections such as 4.1.3, {k} {l} whole chapters."""

    text: str
    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    chinese: bool = False


SPELLINGS = (
    Spelling("page {a}", ("{a}",)),
    Spelling("Page {a}", ("{a}",)),
    Spelling("p. {a}", ("{a}",)),
    Spelling("p.{a}", ("{a}",)),
    Spelling("page {a}-{b}", ("{a}-{b}",)),
    Spelling("pages {a}–{b}", ("{a}-{b}",)),
    Spelling("pages {a} to {b}", ("{a}-{b}",)),
    Spelling("p. {a} to {b}", ("{a}-{b}",)),
    Spelling("pp. {a}-{b}", ("{a}-{b}",)),
    Spelling("pp. {a} and {b}", ("{a}", "{b}")),
    Spelling("pages {a}, {b} and {c}-{d}", ("{a}", "{b}", "{c}-{d}")),
    Spelling("pages {a} & {b}", ("{a}", "{b}")),
    Spelling("chapter {s}", (), ("{s}",)),
    Spelling("Chapter {k}", (), ("{k}",)),
    Spelling("section {s}", (), ("{s}",)),
    Spelling("chapter {s}, page {a}", ("{a}",), ("{s}",)),
    Spelling("Chapter {k}, page {a}-{b}", ("{a}-{b}",), ("{k}",)),
    Spelling("section {s}, page {a} and section {t}, page {b}", ("{a}", "{b}"), ("{s}", "{t}")),
    Spelling("page {a}, chapters {k} and {l}", ("{a}",), ("{k}", "{l}")),
    Spelling("sections {s} and {t}", (), ("{s}", "{t}")),
    Spelling("section {s} (page {a})", ("{a}",), ("{s}",)),
    Spelling("page {a} and {b}", ("{a}", "{b}")),
    Spelling("pages {a} - {b}", ("{a}-{b}",)),
    Spelling("pages {a}, {b}", ("{a}", "{b}")),
    Spelling("pg. {a}", ("{a}",)),
    Spelling("sec. {s}", (), ("{s}",)),
    Spelling("Section {s}, pages {a}-{b}", ("{a}-{b}",), ("{s}",)),
    Spelling("第{a}页", ("{a}",), chinese=True),
    Spelling("第{a}-{b}页", ("{a}-{b}",), chinese=True),
)


def locator(random: Random, *, chinese: bool = False) -> tuple[str, Locators]:
    """A locator's text and its meaning."""
    spelling = random.choice([s for s in SPELLINGS if s.chinese == chinese])
    a, b, c, d = sorted(random.sample(range(2, 120), 4))
    k = random.randint(2, 8)
    chapter, first, second = random.randint(1, 9), random.randint(1, 5), random.randint(6, 9)
    numbers = {"a": a, "b": b, "c": c, "d": d, "k": k, "l": k + 1}
    numbers |= {"s": f"{chapter}.{first}", "t": f"{chapter}.{second}.{first}"}  # type: ignore[dict-item]  # for format
    return spelling.text.format(**numbers), Locators(
        pages=tuple(page.format(**numbers) for page in spelling.pages),
        sections=tuple(section.format(**numbers) for section in spelling.sections),
    )
