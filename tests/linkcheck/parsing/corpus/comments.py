"""What the auditor wrote of one criterion: passages, each with the citations that a careful reader takes from it.

Only what a reader can decide is written: whose a URL is follows from its label, its sentence or the list it is in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from linkcheck.report import Citation, Locators, Observation
from linkcheck.vocabulary import Attribution, CitationKind, CitationSource, ObservationCode
from tests.linkcheck.parsing.corpus import words
from tests.linkcheck.parsing.corpus.locators import locator
from tests.linkcheck.parsing.corpus.names import Site
from tests.linkcheck.parsing.corpus.spec import Paragraph, Run
from tests.linkcheck.parsing.corpus.urls import Url, Web

EXPLICIT, CARRIED, ENTITY = Attribution.EXPLICIT, Attribution.CARRIED, Attribution.ENTITY


class Decoration(NamedTuple):
    """Words about a site's name that only say that it is one, and how often among the others they come."""

    text: str
    often: int = 1


SEPARATORS = (" - ", " – ", ".- ", "- ", ": ", ": - ", " ", ", ")
BULLETS = ("", "", "", "•", "-", "1.")
INTRODUCTIONS = (
    "Each Facility has disclosed its {document}, available at:",
    "The {document} of every Facility is available at the following:",
    "Each of the Facilities publishes a {document}. Please refer to:",
    "Details are found in the {document} at:",
)
ENTITY_SENTENCES = (
    "The Entity has publicly disclosed its {document}, available at:",
    "The Entity's {document} is published on its website:",
    "The {document} of the Entity can be read at",
    "The Entity had disclosed a {document}, which is reviewed every three years, available at:",
)
DECORATIONS = (
    Decoration("{}", 24),
    Decoration("For {}"),
    Decoration("At {}"),
    Decoration("{} Facility"),
    Decoration("{} site"),
    Decoration("{} plant"),
    Decoration("Facility {}"),
    Decoration("Site: {}"),
    Decoration("The {} facility"),
)
SITE_SENTENCES = (
    "{site} has disclosed its {document}{where}:",
    "{site} publishes its {document}{where}, available at:",
    "However, only the {document} of {site} has been disclosed{where}, available at:",
)
CARRYING_SENTENCES = (
    "It has also disclosed its {document}, available at:",
    "At the same time, its {document} was disclosed at:",
)


@dataclass(frozen=True)
class Manner:
    """How one report writes its labels. `break_before_url`: the URL begins a line of its own."""

    separator: str
    bullet: str
    break_before_url: bool
    colon: str
    tight: bool
    linked: bool


@dataclass
class Comment:
    """One criterion's comment as it grows."""

    criterion: str
    random: Random
    web: Web
    sites: tuple[Site, ...]
    manner: Manner
    paragraphs: list[Paragraph] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)

    def say(self, *runs: Run | str, bullet: str = "", tight: bool = False) -> None:
        """Add a paragraph."""
        whole = tuple(Run(run) if isinstance(run, str) else run for run in runs)
        self.paragraphs.append(Paragraph(whole, bullet, tight))

    def document(self) -> str:
        return self.random.choice(words.DOCUMENTS)

    def cite(
        self,
        url: Url,
        sites: Sequence[Site] = (),
        attribution: Attribution = ENTITY,
        document: str | None = None,
        where: Locators | None = None,
        kind: CitationKind = CitationKind.DISCLOSURE,
    ) -> Run:
        """Note a citation of `url` for each of `sites` (none: the entity), and give the run that prints it."""
        where = where or Locators()
        if url.page is not None:
            where = Locators(pages=(*where.pages, url.page), sections=where.sections)
        target, source = url.target, CitationSource.BOTH if self.manner.linked else CitationSource.TEXT
        if self.manner.linked and url.page is None and self.random.random() < 0.02:
            target, source = self.web.document().target, CitationSource.LINK
            self.observe(ObservationCode.LINK_TARGET_DIFFERS)
        for site in sites or (None,):
            self.citations.append(
                Citation(
                    criterion=self.criterion,
                    facility=site.name if site else None,
                    attribution=attribution if site else ENTITY,
                    kind=kind,
                    url=target,
                    cited_as=url.text,
                    document=document,
                    locators=where,
                    source=source,
                )
            )
        return Run(url.text, link=target if self.manner.linked else None, url=True)

    def observe(self, code: ObservationCode, facility: str | None = None) -> None:
        self.observations.append(Observation(code=code, criterion=self.criterion, facility=facility, text=code.value))

    def where(self, url: Url) -> tuple[str, Locators]:
        """A locator for `url`, or none; a URL that names its page itself gets none."""
        if url.page is not None or self.random.random() < 0.55:
            return "", Locators()
        return locator(self.random)


def prose(c: Comment) -> None:
    """Sentences without a URL; sometimes about one site, which says nothing of the URLs after it."""
    sentences = c.random.sample(words.PROSE, c.random.randint(1, 3))
    if c.sites and c.random.random() < 0.2:
        sentences.append(f"However, {c.random.choice(c.sites).name} had no record of the last exercise.")
    c.say(" ".join(sentences))


def claim(c: Comment) -> None:
    """Something is said to be disclosed, and no URL is given."""
    c.say(c.random.choice(words.CLAIMS))
    c.observe(ObservationCode.CLAIM_WITHOUT_LINK)


def entity_sentence(c: Comment) -> None:
    url, document = c.web.url(), c.document()
    title = c.random.choices(("{}", "“{}”", "'{}'"), (6, 1, 1))[0].format(document)
    sentence = c.random.choice(ENTITY_SENTENCES).format(document=title)
    after = c.random.choice((".", "", "", ";", ","))
    tail = f" {c.random.choice(words.PROSE)}" if after == "." and c.random.random() < 0.3 else ""
    if after == ",":
        tail = " approved by the management."
    gap = "\n" if c.manner.break_before_url and sentence.endswith(":") else " "
    c.say(f"{sentence}{gap}", c.cite(url, document=document), after + tail)


def words_with_a_link(c: Comment) -> None:
    """The URL stands behind words; only the link annotation knows it."""
    url, document = c.web.url(), c.document()
    target = url.target
    c.citations.append(
        Citation(
            criterion=c.criterion,
            attribution=ENTITY,
            url=target,
            cited_as=target,
            document=document,
            source=CitationSource.LINK,
            locators=Locators(pages=(url.page,) if url.page else ()),
        )
    )
    before, text, after = c.random.choice(
        (
            (f"The Entity's {document} is ", "available here", "."),
            ("The Entity has disclosed its ", document, " on its website."),
        )
    )
    c.say(before, Run(text, link=target), after)


def in_brackets(c: Comment) -> None:
    opening, closing = c.random.choice((("(", ")"), ("[", "]"), ("<", ">"), ("“", "”"), ("(", ").")))
    document = c.document()
    c.say(f"The Entity has disclosed its {document} {opening}", c.cite(c.web.url(), document=document), closing)


def two_on_a_line(c: Comment) -> None:
    between = c.random.choice((" and ", "; ", ", "))
    c.say("The Entity has disclosed both plans, available at: ", c.cite(c.web.url()), between, c.cite(c.web.url()), ".")


def in_chinese(c: Comment) -> None:
    document, url = c.random.choice(words.CHINESE_DOCUMENTS), c.web.url()
    text, where = ("", Locators()) if url.page else locator(c.random, chinese=True)
    after = c.random.choice(("。", "，详见网站。", "；"))
    c.say(f"实体已公开{document}{text}：", c.cite(url, document=document, where=where), after)


def reference(c: Comment) -> None:
    """A source that the auditor looked at: no disclosure of the entity."""
    before, after = c.random.choice(
        (
            ("The information in ", " confirmed that the Entity owed no fines."),
            ("The Entity had no fines or penalties according to ", ", which was searched during the Audit."),
        )
    )
    c.say(before, c.cite(c.web.register(), kind=CitationKind.REFERENCE), after)


def mail(c: Comment) -> None:
    """An e-mail address is no citation."""
    address = f"csr@{c.random.choice(words.LATIN_HOSTS)}.example"
    c.say("Questions can be sent to ", Run(address, link=f"mailto:{address}"), " at any time.")


def site_list(c: Comment) -> None:
    """A list by site: labelled entries, some with further URLs that go on for the site before."""
    document = c.document()
    c.say(c.random.choice(INTRODUCTIONS).format(document=document))
    named = list(c.sites)
    if len(named) >= 3 and c.random.random() < 0.15:
        missing = named.pop(c.random.randrange(len(named)))
        c.observe(ObservationCode.FACILITY_GAP, missing.name)
        if c.random.random() < 0.3:
            index = c.random.randrange(len(named))
            named.insert(index, named[index])
            c.observe(ObservationCode.DUPLICATE_FACILITY_LABEL, named[index].name)
    labels = {site: _decorated(c, site) for site in named}
    for number, site in enumerate(named):
        _entry(c, labels[site], (site,), number)
        if c.random.random() < 0.08:
            _further(c, site, last=number == len(named) - 1)
    if len(set(named)) == len(c.sites) and c.random.random() < 0.2:
        c.say("Complaints are disclosed at:\n", c.cite(c.web.url()))


def together(c: Comment) -> None:
    """Several sites in one label; the rest each in its own."""
    c.say(c.random.choice(INTRODUCTIONS).format(document=c.document()))
    count = c.random.choice((2, 2, 3)) if len(c.sites) > 2 else 2
    first, rest = c.sites[:count], c.sites[count:]
    names = [_label(c, site) for site in first]
    joint = c.random.choice((" and ", " & "))
    plural = first[0].plural
    if plural and c.random.random() < 0.5:
        names = [plural, *(str(n) for n in range(2, count + 1))]
    _entry(c, ", ".join(names[:-1]) + joint + names[-1], first, 0)
    for number, site in enumerate(rest, 1):
        _entry(c, _decorated(c, site), (site,), number)


def all_sites(c: Comment) -> None:
    label = c.random.choice(("All Facilities", "all Facilities", "For all Facilities"))
    _entry(c, label, (), 0)


def on_one_line(c: Comment) -> None:
    """Two sites and their URLs in one sentence."""
    first, second = c.random.sample(c.sites, 2)
    c.say(
        f"{_label(c, first)}: ",
        c.cite(c.web.url(), (first,), EXPLICIT),
        f"; {_label(c, second)}: ",
        c.cite(c.web.url(), (second,), EXPLICIT),
    )


def behind_the_url(c: Comment) -> None:
    """Each URL is followed by its site in brackets."""
    first, second = c.random.sample(c.sites, 2)
    c.say(
        f"The {c.document()} of two Facilities is available at: ",
        c.cite(c.web.document(), (first,), EXPLICIT),
        f" ({_label(c, first)}) and ",
        c.cite(c.web.document(), (second,), EXPLICIT),
        f" ({_label(c, second)}).",
    )


def under_a_heading(c: Comment) -> None:
    """Sites as headings, each above a list by document."""
    c.say("The following documents are published by the Facilities:")
    for site in c.sites[:4]:
        c.say(f"{_label(c, site)}:")
        for document, why in zip(c.random.sample(words.DOCUMENTS, 2), (EXPLICIT, CARRIED), strict=True):
            c.say(f"{document}: ", c.cite(c.web.url(), (site,), why, document), bullet="•", tight=True)


def site_sentence(c: Comment) -> None:
    """A sentence about one site, sometimes with another one that goes on for it."""
    site, url, document = c.random.choice(c.sites), c.web.url(), c.document()
    text, where = c.where(url)
    sentence = c.random.choice(SITE_SENTENCES)
    sentence = sentence.format(site=_label(c, site), document=document, where=f", {text}" if text else "")
    c.say(f"{sentence}\n", c.cite(url, (site,), EXPLICIT, document, where))
    if len(c.sites) > 1 and c.random.random() < 0.3:
        document = c.document()
        c.say(
            c.random.choice(CARRYING_SENTENCES).format(document=document) + "\n",
            c.cite(c.web.url(), (site,), CARRIED, document),
        )


def documents(c: Comment) -> None:
    """A list by document, of an entity that is one site."""
    c.say("The following have been disclosed:")
    for document in c.random.sample(words.DOCUMENTS, c.random.randint(2, 4)):
        _entry(c, "", (), 1, document)


def _label(c: Comment, site: Site) -> str:
    return site.labels[0] if c.random.random() < 0.4 else c.random.choice(site.labels)


def _decorated(c: Comment, site: Site) -> str:
    """A label as it begins an entry: sometimes with words that say that it is a site."""
    label = _label(c, site)
    ways = DECORATIONS if label[-1].isascii() else DECORATIONS[:1]
    return c.random.choices(ways, [way.often for way in ways])[0].text.format(label)


def _entry(c: Comment, label: str, sites: Sequence[Site], number: int, document: str | None = None) -> None:
    """`Label - Document, page 3:` and its URL. The locator can stand behind the URL too."""
    manner, url = c.manner, c.web.url()
    text, where = c.where(url)
    if document is None and (text or c.random.random() < 0.2):
        document = c.document()
    behind = bool(text) and c.random.random() < 0.15
    said = ", ".join(part for part in (document, None if behind else text) if part)
    separator = manner.separator
    if separator == " " and said:
        separator = ", "
    head = f"{label}{separator if label else ''}{said}"
    head = head + manner.colon if said else head.rstrip()
    gap = "\n" if manner.break_before_url or head.endswith(label or "\0") else " "
    bullet = f"{number + 1}." if manner.bullet == "1." else manner.bullet
    run = c.cite(url, sites, EXPLICIT if sites else ENTITY, document, where)
    c.say(head + gap, run, f" ({text})" if behind else "", bullet=bullet, tight=manner.tight and number > 0)


def _further(c: Comment, site: Site, *, last: bool) -> None:
    """A further URL for the site before: bare, or (inside the list) under its document's name."""
    url = c.web.url()
    if last or c.random.random() < 0.5:
        c.say(c.cite(url, (site,), CARRIED), tight=c.manner.tight)
        return
    document = c.document()
    text, where = c.where(url)
    c.say(
        f"{document}{', ' if text else ''}{text}:\n",
        c.cite(url, (site,), CARRIED, document, where),
        tight=c.manner.tight,
    )


ALWAYS: tuple[Callable[[Comment], None], ...] = (
    entity_sentence, entity_sentence, entity_sentence, words_with_a_link, in_brackets, two_on_a_line, reference, mail,
    claim,
)  # fmt: skip
WITH_SITES: tuple[Callable[[Comment], None], ...] = (
    site_list,
    site_list,
    site_list,
    site_list,
    all_sites,
    site_sentence,
)
WITH_TWO_SITES: tuple[Callable[[Comment], None], ...] = (
    together,
    on_one_line,
    behind_the_url,
    under_a_heading,
)
