"""A whole fictional report from a random source: the same source gives the same report.

`random` may be `random.Random(seed)` or a hypothesis `randoms()`, which then finds the smallest report that fails.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random

from linkcheck import catalogue
from linkcheck.report import AuditReport, Citation, Facility, Finding, Observation, Source
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.corpus import comments, words
from tests.linkcheck.parsing.corpus.comments import (
    ALWAYS,
    BULLETS,
    SEPARATORS,
    WITH_SITES,
    WITH_TWO_SITES,
    Comment,
    Manner,
)
from tests.linkcheck.parsing.corpus.names import Entity, entity
from tests.linkcheck.parsing.corpus.spec import (
    Annotations,
    Arrangement,
    Break,
    Header,
    Look,
    Paragraph,
    ReportSpec,
    Row,
    Rules,
    Run,
)
from tests.linkcheck.parsing.corpus.urls import Web

NOWHERE = Source(path="", sha256="", media_type="")
RATINGS = ("Conformance", "Minor Non-Conformance", "Major Non-Conformance", "Not Applicable", "Unable to Rate")
HEADER_WORDS = (
    ("CRITERION", "RATING", "COMMENT"),
    ("CRITERION", "RATING", "COMMENT"),
    ("Criterion", "Rating", "Comment"),
    ("CRITERIA", "RATING", "COMMENTS"),
)


def report(random: Random, seed: int | None = None) -> ReportSpec:
    """A report with its look and its truth."""
    who = entity(random)
    look = _look(random, chinese=who.family in {"chinese", "bilingual"})
    header = _header(random, who, look)
    rows, citations, observations = _rows(random, who, look)
    truth = header.model_copy(
        update={
            "findings": tuple(
                Finding(
                    criterion=row.criterion,
                    title=row.title,
                    principle=row.principle,
                    rating=row.rating,
                    comment="\n".join(paragraph.text for paragraph in row.comment),
                )
                for row in rows
            ),
            "citations": citations,
            "observations": observations,
        }
    )
    return ReportSpec(
        seed=seed,
        look=look,
        front=_front(who, truth) if look.edition == "V2" else (),
        heading=("SUMMARY AUDIT REPORT", "PERFORMANCE STANDARD")
        if look.edition == "V2"
        else ("AUDIT REPORT", "PERFORMANCE STANDARD"),
        overview=_overview(random, who, look, truth),
        boilerplate=_boilerplate(),
        prose=_prose(random, who),
        rows=rows,
        closing=(random.choice(words.CLOSING_HEADINGS), *words.CLOSING),
        truth=truth,
    )


def _look(random: Random, *, chinese: bool) -> Look:
    edition = random.choices(("V2", "V3", "V3.1", "V4"), (8, 8, 16, 1))[0]
    rules = random.choice(tuple(Rules))
    landscape = random.random() < 0.1
    page = random.choice(((595.0, 842.0), (595.0, 842.0), (612.0, 792.0)))
    arrangement = random.choices(tuple(Arrangement), (12, 2, 1, 1))[0]
    header = random.choices(tuple(Header), (6, 3, 1))[0]
    if arrangement is Arrangement.RATING_LAST and header is Header.NONE:
        header = Header.FIRST_PAGE  # without a head and rules nothing but the words would tell
    return Look(
        edition=edition,
        rules=rules,
        arrangement=arrangement,
        header=header,
        header_words=random.choice(HEADER_WORDS),
        overview_columns=random.random() < 0.5,
        letter_spaced=edition == "V2" and random.random() < 0.5,
        broken_labels=random.random() < 0.5,
        breaks=random.choice(tuple(Break)),
        annotations=random.choices(tuple(Annotations), (6, 2, 2))[0],
        page=(page[1], page[0]) if landscape else page,
        margin=random.choice((36.0, 50.0, 64.0)),
        size=random.choice((7.5, 8.0, 9.0, 10.0)),
        widths=random.choice(((0.24, 0.15, 0.61), (0.2, 0.2, 0.6), (0.28, 0.17, 0.55), (0.22, 0.13, 0.65))),
        running_head=random.choice(("", "", "ASI Performance Standard – Audit Report", "Confidential until published")),
        page_numbers=random.choice(("", "{n}", "Page {n} of {m}", "{n}/{m}")),
    )


def _header(random: Random, who: Entity, look: Look) -> AuditReport:
    start = date(2024, 1, 8) + timedelta(days=random.randrange(500))
    dates = (start, start + timedelta(days=random.randint(1, 14)))
    issued = dates[1] + timedelta(days=random.randint(60, 150))
    period = (issued, issued + timedelta(days=3 * 365))
    member = (
        who.name if random.random() < 0.6 else f"{random.choice(words.GROUPS)} Metals {random.choice(words.SUFFIXES)}"
    )
    return AuditReport(
        source=NOWHERE,
        member=member,
        entity=who.name,
        certificate=str(random.randint(20, 990)),
        standard="Performance Standard",
        standard_version=look.edition.removeprefix("V"),
        audit_type=random.choice(words.AUDIT_TYPES),
        audit_firm=random.choice(words.FIRMS),
        audit_dates=dates,
        report_submitted=dates[1] + timedelta(days=random.randint(20, 55)),
        certification_period=period,
        next_audit_type=random.choice(words.NEXT_TYPES),
        next_audit_date=issued + timedelta(days=540),
        supply_chain_activities=tuple(random.sample(words.ACTIVITIES, random.randint(1, 3))),
        facilities=tuple(
            Facility(name=site.name, aliases=(site.declared,) if site.declared else ()) for site in who.sites
        ),
    )


def spell(day: date) -> str:
    """A date as the reports print it: 9 January 2025."""
    return f"{day.day} {day:%B %Y}"


def _overview(random: Random, who: Entity, look: Look, truth: AuditReport) -> tuple[tuple[str, tuple[str, ...]], ...]:
    bullet = "• " if look.edition == "V2" or random.random() < 0.5 else ""
    dates, period = truth.audit_dates, truth.certification_period
    assert period is not None
    assert truth.report_submitted is not None
    assert truth.next_audit_date is not None
    held = _period(random, dates[0], dates[1])
    activities = tuple(f"• {activity}" for activity in truth.supply_chain_activities)
    return (
        ("MEMBER NAME", (truth.member or "",)),
        ("ENTITY NAME", (who.name,)),
        ("CERTIFICATION SCOPE", (_certification_scope(random, who, truth),)),
        *_facilities(random, who),
        ("SUPPLY CHAIN ACTIVITIES", activities),
        ("ASI STANDARD", (f"{bullet}{truth.standard} V{truth.standard_version}",)),
        ("AUDIT TYPE", (f"{bullet}{truth.audit_type} ({held})",)),
        ("AUDIT FIRM", (truth.audit_firm or "",)),
        ("AUDIT DATE", (f"{bullet}{held}",)),
        ("AUDIT REPORT SUBMISSION", (f"{bullet}{spell(truth.report_submitted)}",)),
        ("AUDIT SCOPE", _audit_scope(random, who)),
        ("AUDIT OUTCOME", (f"{bullet}Certification",)),
        ("CERTIFICATION PERIOD", (f"{spell(period[0])} – {spell(period[1])}",)),
        ("NEXT AUDIT TYPE", (truth.next_audit_type or "",)),
        ("NEXT AUDIT DATE", (spell(truth.next_audit_date),)),
        ("CERTIFICATE NUMBER", (truth.certificate or "",)),
    )


def _period(random: Random, first: date, last: date) -> str:
    """The days of the audit in one of the spellings that reports use."""
    spellings = [f"{spell(first)} – {spell(last)}", f"{spell(first)} to {spell(last)}"]
    if (first.year, first.month) == (last.year, last.month):
        spellings.append(f"{first.day}–{spell(last)}")
    elif first.year == last.year:
        spellings.append(f"{first.day} {first:%B} – {spell(last)}")
    return random.choice(spellings)


def _certification_scope(random: Random, who: Entity, truth: AuditReport) -> str:
    made = "Production and sale of Aluminium billets, slabs and profiles"
    if not who.sites or len(who.sites) > 5 or who.family in {"pairs", "chinese"} or random.random() < 0.5:
        return f"{made} by {who.name}."
    country = random.choice(words.COUNTRIES)
    placed = [f"{site.name} ({country})" for site in who.sites]
    listed = placed[0] if len(placed) == 1 else f"{', '.join(placed[:-1])} and {placed[-1]}"
    return f"{made} at {listed}."


def _facilities(random: Random, who: Entity) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A field that lists the sites line by line, as some reports have it."""
    if not who.sites or random.random() < 0.85:
        return ()
    bullet = random.choice(("", "• ", "- "))
    return ((random.choice(("FACILITIES", "FACILITIES INCLUDED", "SITES")), tuple(bullet + s.name for s in who.sites)),)


def _audit_scope(random: Random, who: Entity) -> tuple[str, ...]:
    closing = "Every Criterion that is relevant was part of the Audit Scope."
    if not who.sites:
        return (f"The Audit took place at the site of {who.name}.", closing)
    manner = random.choice(words.DECLARATIONS)
    names = [site.introduced(manner) for site in who.sites]
    if len(names) == 1:
        return (f"The Audit Scope included one production facility: {names[0]}", closing)
    if random.random() < 0.4:
        mark = random.choice(("• ", "• ", "- ", "{}) ", "{}. "))
        listed = (f"{mark.format(n)}{name}" for n, name in enumerate(names, 1))
        return ("The following Facilities were included in the Audit Scope:", *listed, closing)
    if random.random() < 0.5 and not any("," in name or " and " in name or "(" in name for name in names):
        manner = random.choice(words.ENUMERATIONS)
        return (manner.format(f"{', '.join(names[:-1])} and {names[-1]}"), closing)
    number = words.NUMBERS[len(names)]
    return (
        f"The Audit Scope included the {number} production facilities of: {'; '.join(names[:-1])}; and {names[-1]}"
        + ("" if names[-1].endswith(".") else "."),
        closing,
    )


def _front(who: Entity, truth: AuditReport) -> tuple[str, ...]:
    assert truth.certification_period is not None
    start, end = truth.certification_period
    return (
        "CERTIFICATE",
        f"This is to certify that {who.name} meets the requirements of the",
        f"ASI {truth.standard} V{truth.standard_version}",
        f"Certificate Number {truth.certificate}",
        f"Valid from {spell(start)} until {spell(end)}",
        "The validity of this certificate can be checked at https://aluminium-stewardship.org/certified",
    )


def _boilerplate() -> tuple[Paragraph, ...]:
    portal = "https://aluminium-stewardship.ethicspoint.com/"
    return (
        Paragraph(
            (Run("Inquiries and complaints about this Certification are received at: "), Run(portal, portal, url=True))
        ),
    )


def _prose(random: Random, who: Entity) -> tuple[str, ...]:
    year = random.randint(1951, 2014)
    first = f"{who.name} (the ‘Entity’), founded in {year}, makes semi-finished products of Aluminium."
    return (
        first,
        *(
            f"{site.introduced()}, established in {random.randint(1960, 2022)}, runs {random.randint(2, 30)} lines and "
            f"employs about {random.randint(40, 2900)} people. The next village is {random.randint(2, 9)} km away."
            for site in who.sites
        ),
    )


@cache
def _criteria(edition: str) -> tuple[tuple[str, str], ...]:
    file = "asi_ps_v2.csv" if edition == "V2" else "asi_ps_v3_1.csv"
    text = (resources.files(catalogue) / file).read_text(encoding="utf-8")
    return tuple((row["criterion"], row["title"]) for row in csv.DictReader(text.splitlines()))


def _rows(
    random: Random, who: Entity, look: Look
) -> tuple[tuple[Row, ...], tuple[Citation, ...], tuple[Observation, ...]]:
    web = Web(random, foreign=random.random() < 0.4)
    linked = look.annotations is not Annotations.NONE
    manner = Manner(
        separator=random.choice(SEPARATORS),
        bullet=random.choice(BULLETS),
        break_before_url=random.random() < 0.6,
        colon=random.choice((":", ":", "", " -")),
        tight=random.random() < 0.3,
        linked=linked,
    )
    chosen = sorted(random.sample(range(len(_criteria(look.edition))), random.randint(5, 22)))
    rows: list[Row] = []
    citations: list[Citation] = []
    observations: list[Observation] = []
    for index in chosen:
        clause, title = _criteria(look.edition)[index]
        for criterion, full_title in _clauses(random, clause, title):
            comment = Comment(criterion, random, web, who.sites, manner)
            rating = random.choices(RATINGS, (14, 4, 1, 4, 1))[0]
            _write(comment, rating, chinese=who.family in {"chinese", "bilingual"})
            principle = f"{clause.split('.')[0]}. {words.PRINCIPLES[clause.split('.')[0]]}"
            before = rows[-1] if rows else None
            merged = (
                look.rules is Rules.GRID
                and look.arrangement is Arrangement.COLUMNS
                and before is not None
                and (before.principle, before.rating) == (principle, rating)
                and random.random() < 0.1
            )
            rows.append(Row(criterion, full_title, principle, rating, tuple(comment.paragraphs), merged))
            citations += comment.citations
            observations += comment.observations
    if look.edition == "V4":
        observations.append(Observation(code=ObservationCode.UNKNOWN_VERSION, text="V4"))
    return tuple(rows), tuple(citations), tuple(observations)


def _clauses(random: Random, clause: str, title: str) -> list[tuple[str, str]]:
    manner = random.random()
    if manner < 0.3:
        return [(clause, title)]
    if manner < 0.75:
        return [(f"{clause}a-{random.choice('bcdefgh')}", title)]
    subtitle = random.choice(words.SUBTITLES)
    dash = random.choice((" - ", " – "))
    return [(f"{clause}a", title), (f"{clause}b-{random.choice('cdef')}", f"{title}{dash}{subtitle}")]


def _write(c: Comment, rating: str, *, chinese: bool) -> None:
    if rating == "Not Applicable":
        if c.random.random() < 0.8:
            c.say(c.random.choice(words.NOT_APPLICABLE))
        if c.random.random() < 0.1:
            comments.entity_sentence(c)
            c.observe(ObservationCode.CITED_WHILE_NOT_APPLICABLE)
        return
    if c.random.random() < 0.8:
        comments.prose(c)
    passages = list(ALWAYS)
    if not c.manner.linked:
        passages.remove(comments.words_with_a_link)
    if c.sites:
        passages += WITH_SITES * 2
    else:
        passages += [comments.documents] * 3
    if len(c.sites) > 1:
        passages += WITH_TWO_SITES
    if chinese:
        passages += [comments.in_chinese] * 3
    for _ in range(c.random.choices((0, 1, 2, 3), (3, 5, 2, 1))[0]):
        c.random.choice(passages)(c)
        if c.random.random() < 0.3:
            comments.prose(c)
