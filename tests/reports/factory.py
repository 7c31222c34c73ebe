"""Fictional snapshots for the tests of the views: the same bytes every time, with every state that a view must show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from linkcheck.attestation import Attestation
from linkcheck.fetch import Capture, Certificate, Document, Fetch, Hop, Tls, TlsVerdict
from linkcheck.report import AuditReport, Citation, Facility, Finding, Locators, Observation, Source
from linkcheck.store.snapshot import ReportSnapshot, RunInfo, Snapshot
from linkcheck.vocabulary import (
    Attribution,
    CitationKind,
    CitationSource,
    EvidenceState,
    ObservationCode,
    Outcome,
)

START = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
HOST = "https://www.northwind-aluminium.example"

FACILITIES = (
    "Northwind Aluminium Rolling Co., Ltd.",
    "Northwind Lightweight New Materials (Harbour) Co., Ltd.",
    "Northwind Casthouse Co., Ltd.",
    "Northwind Alloy (Uplands) Co., Ltd.",
)

PRINCIPLES = {
    "1": "1. BUSINESS INTEGRITY",
    "2": "2. POLICY AND MANAGEMENT",
    "3": "3. TRANSPARENCY",
    "4": "4. MATERIAL STEWARDSHIP",
    "5": "5. GREENHOUSE GAS EMISSIONS",
    "6": "6. EMISSIONS, EFFLUENTS AND WASTE",
    "9": "9. HUMAN RIGHTS",
    "11": "11. OCCUPATIONAL HEALTH AND SAFETY",
}

# criterion, title, rating (C, m: minor, M: major, -: not applicable), what is cited: one letter for each facility
# (see OUTCOMES; "." cites nothing), then after "+" the entity-wide ones.
CRITERIA = (
    ("1.1", "Keeping to the law", "C", ""),
    ("1.2", "Against corruption", "C", "llll+l"),
    ("1.3a-e", "Code of conduct", "C", "+l"),
    ("2.1a-f", "Policy on environment, society and governance", "m", "+n"),
    ("2.2a-c", "Leadership", "C", ""),
    ("2.3a", "Management systems – environment", "C", "lllr"),
    ("2.4a-e", "Responsible sourcing", "m", ""),
    ("2.5a-g", "Impact assessments for new projects and major changes", "C", "ll.l"),
    ("2.6a-h", "Human rights impact assessment", "C", "ldlh"),
    ("2.7a-f", "Emergency plans", "C", ""),
    ("2.8a-d", "Suspended operations", "-", ""),
    ("2.9a-b", "Mergers and acquisitions", "-", ""),
    ("3.1a-b", "Sustainability reporting", "C", "lllx+l"),
    ("3.2", "Fines and liabilities", "C", "llll"),
    ("3.3a-c", "Payments to governments", "C", "+f"),
    ("3.4a-f", "Complaints, grievances and requests for information from those who are affected", "M", "llrl"),
    ("4.1b-c", "Life cycle assessment – disclosure", "C", "+l"),
    ("4.3a-b", "Process scrap", "C", "llll"),
    ("4.4d", "Recycling at the end of life", "C", ""),
    ("5.1a-b", "Disclosure of greenhouse gas emissions and energy use", "m", "lwll"),
    ("5.2a", "Emissions intensity of smelters", "-", ""),
    ("5.3b-e", "Reduction plans – targets, review and disclosure", "C", "lt.l"),
    ("5.4", "Emissions management", "C", ""),
    ("6.1a-f", "Emissions to air", "C", "llll"),
    ("6.2a-g", "Discharges to water", "C", "lsll"),
    ("6.3a-g", "Spills and leakages", "C", "ll.l"),
    ("6.4a-b", "Reports on spills", "C", "+a"),
    ("6.5a-c", "Waste", "m", "lele"),
    ("6.8a-d", "Dross", "C", "llll"),
    ("9.1a-d", "Human rights due diligence", "C", "ldll"),
    ("9.2a-e", "Equal opportunities", "C", "+l"),
    ("9.7a-h", "People and organisations affected", "-", ""),
    ("9.8e", "Conflict-affected areas – yearly report", "C", "+c"),
    ("11.1b-e", "Health and safety management system – reviews and disclosure", "C", "llgl"),
    ("11.2", "Taking part in health and safety", "C", "u...+l"),
)

RATINGS = {"C": "Conformance", "m": "Minor Non-Conformance", "M": "Major Non-Conformance", "-": "Not Applicable"}


@dataclass(frozen=True)
class Ending:
    """How a fetch of this letter ends."""

    outcome: Outcome
    status: int | None = None
    media_type: str = ""
    detail: str = ""
    tls: TlsVerdict = TlsVerdict.VERIFIED
    redirect_to: str = ""
    second_look: bool = False


PDF, HTML = "application/pdf", "text/html"
OUTCOMES = {
    "l": Ending(Outcome.OK, 200, PDF),
    "n": Ending(Outcome.NOT_MODIFIED, 304, PDF),
    "r": Ending(Outcome.OK, 200, PDF, redirect_to="/files/moved/"),
    "d": Ending(Outcome.GONE, 404, HTML),
    "g": Ending(Outcome.GONE, 410, HTML),
    "x": Ending(Outcome.DNS_FAILURE, detail="no such name: old.northwind-aluminium.example"),
    "h": Ending(Outcome.OK, 200, HTML, redirect_to="/"),
    "w": Ending(Outcome.OK, 200, HTML),
    "t": Ending(Outcome.TIMEOUT, detail="no byte for 30 s"),
    "s": Ending(Outcome.SERVER_ERROR, 503, HTML),
    "f": Ending(Outcome.FORBIDDEN, 403, HTML),
    "c": Ending(Outcome.CHALLENGE, 403, HTML, detail="cf-mitigated: challenge"),
    "a": Ending(Outcome.ROBOTS_DISALLOWED, detail="robots.txt line 3: Disallow: /private/"),
    "e": Ending(
        Outcome.TLS_EXPIRED, tls=TlsVerdict.EXPIRED, detail="expired on 2026-10-01", second_look=True, media_type=PDF
    ),
    "u": Ending(Outcome.OK),  # never fetched: see `_fetches`
}


def example() -> Snapshot:
    """One report of four facilities with every evidence state and cell state, hops, TLS failures and observations."""
    citations = tuple(_citations())
    report = AuditReport(
        source=Source(path="northwind-2026.pdf", sha256=_sha256("report"), media_type=PDF, pages=38),
        member="Northwind Aluminium Group",
        entity="Northwind Aluminium Group Co., Ltd.",
        certificate="1234",
        standard="ASI Performance Standard V3.1",
        standard_version="3.1",
        audit_type="Initial Certification Audit",
        audit_firm="Lighthouse Assurance Ltd.",
        audit_dates=(date(2026, 9, 7), date(2026, 9, 18)),
        report_submitted=date(2026, 10, 30),
        next_audit_type="Surveillance Audit",
        next_audit_date=date(2028, 3, 1),
        supply_chain_activities=("Re-melting", "Casthouses", "Semi-fabrication"),
        facilities=tuple(Facility(name=name, aliases=(name.split(" Co.")[0],)) for name in FACILITIES),
        findings=tuple(_findings()),
        citations=citations,
        observations=OBSERVATIONS,
    )
    known = _snapshot(report, dict(_letters()))
    return Snapshot(RUN, (replace(known, attestations=dict(_attested(citations))),), EARLIER)


def of(report: AuditReport, fetches: Mapping[str, Fetch], copies: int = 1) -> Snapshot:
    """A report of one's own with these fetches, so many times."""
    return Snapshot(run=RUN, reports=(ReportSnapshot(report, fetches),) * copies)


def part(*criteria: str) -> Snapshot:
    """The example with these criteria only."""
    (known,) = example().reports
    report = known.report.model_copy(
        update={
            "findings": tuple(f for f in known.report.findings if f.criterion in criteria),
            "citations": tuple(c for c in known.report.citations if c.criterion in criteria),
            "observations": tuple(o for o in known.report.observations if o.criterion in criteria),
        }
    )
    return Snapshot(RUN, (replace(known, report=report, attestations={}),), EARLIER)


def uncrawled() -> Snapshot:
    """The same report before its first run."""
    (known,) = example().reports
    return Snapshot(run=None, reports=(ReportSnapshot(known.report, {}),))


def large(facilities: int = 60, criteria: int = 60, citations: int = 1000) -> Snapshot:
    """One report of this size; one citation in ten is not live."""
    names = tuple(f"Northwind Plant {n:02} ({'Harbour' if n % 3 else 'Uplands'}) Co., Ltd." for n in range(facilities))
    findings = tuple(
        Finding(
            criterion=f"{1 + n // 6}.{1 + n % 6}a-c",
            title=f"A matter of some weight, number {n}",
            principle=f"{1 + n // 6}. PRINCIPLE OF KIND {1 + n // 6}",
            rating=RATINGS["Cm"[n % 7 == 0]],
            comment="The auditors looked at the records of each facility. " * 12,
            pages=(4 + n // 2,),
        )
        for n in range(criteria)
    )
    letters: dict[str, str] = {}
    cited = []
    for n in range(citations):
        url = f"{HOST}/disclosures/2026/plant-{n % facilities:02}/{_sha256(str(n))[:32]}.pdf"
        letters[url] = "lllllllllldlllllllllhlllllllllf"[n % 31]
        cited.append(
            Citation(
                criterion=findings[(n // facilities) % criteria].criterion,
                facility=names[n % facilities],
                attribution=Attribution.EXPLICIT,
                url=url,
                cited_as=url,
                document=f"Environmental statement {n}",
                locators=Locators(pages=(str(1 + n % 40),)),
                report_page=4 + n // 40,
            )
        )
    report = AuditReport(
        source=Source(path=f"large-{facilities}.pdf", sha256=_sha256(f"large {facilities}"), media_type=PDF, pages=90),
        entity="Northwind Aluminium Group Co., Ltd.",
        standard="ASI Performance Standard V3.1",
        standard_version="3.1",
        audit_firm="Lighthouse Assurance Ltd.",
        facilities=tuple(Facility(name=name) for name in names),
        findings=findings,
        citations=tuple(cited),
    )
    return Snapshot(RUN, (_snapshot(report, letters),), EARLIER)


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "]]></script><!--",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "right\u202eto\u2066left",
    "bell\x07 and null\x00 and escape\x1b[31m",
    "{{ 7*7 }}{% raw %}",
    "北风铝业 港口轧制厂",
    "x" * 10_000,
)
HOSTILE_URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "JaVaScRiPt://example.com/%0aalert(1)",
    "https://host.example/\u202egnp.exe",
    'https://host.example/"><script>alert(1)</script>',
    "https://[broken/",
    "https:///nohost",
    "file:///etc/passwd",
    "https://host.example/" + "y" * 10_000,
)


def hostile() -> Snapshot:
    """A report in which every text is an attack."""
    texts, urls = HOSTILE, HOSTILE_URLS
    findings = tuple(
        Finding(criterion=f"1.{n}{text}", title=text, principle=text, rating=text, comment=text, pages=(1,))
        for n, text in enumerate(texts)
    )
    citations = tuple(
        Citation(
            criterion=findings[n % len(findings)].criterion,
            facility=texts[n % len(texts)] if n % 3 else None,
            attribution=Attribution.EXPLICIT,
            url=url,
            cited_as=text,
            document=text,
            locators=Locators(pages=(text,), sections=(text,)),
            report_page=1,
        )
        for url in urls
        for n, text in enumerate(texts)
    )
    report = AuditReport(
        source=Source(path=texts[0], sha256=_sha256("hostile"), media_type=PDF),
        member=texts[1],
        entity=texts[0],
        standard=texts[3],
        audit_firm=texts[11],
        facilities=tuple(Facility(name=text, aliases=(text,)) for text in texts),
        findings=findings,
        citations=citations,
        observations=tuple(
            Observation(code=ObservationCode.LINK_TARGET_DIFFERS, criterion=text, facility=text, text=text, urls=urls)
            for text in texts
        ),
    )
    fetches = {}
    for url, text in zip(urls, texts, strict=False):
        hop = Hop(
            url=url,
            started_at=START,
            seconds=0.1,
            status=200,
            reason=text,
            location=text,
            headers=((text, text),),
            address=text,
            error=text,
            tls=Tls(
                verdict=TlsVerdict.VERIFIED,
                detail=text,
                certificate=Certificate(
                    subject=text, issuer=text, not_before=START, not_after=START, sha256=_sha256(text)
                ),
            ),
        )
        fetches[url] = Fetch(
            url=url,
            outcome=Outcome.INVALID_URL if "[" in url else Outcome.OK,
            detail=text,
            started_at=START,
            finished_at=START,
            status=200,
            final_url=url,
            hops=(hop,),
            content_type=text,
            etag=text,
            last_modified=text,
            robots=text,
            sha256=_sha256(url),
            capture=Capture(file=text, offset=0, record_id=text),
            second_look=hop,
            document=Document(
                sha256=_sha256(url), bytes=9, media_type=text, facts={text: text, "title": text, "list": [text]}
            ),
        )
    attestations = {
        url: Attestation(
            url=url,
            state=EvidenceState.LIVE,
            by=text,
            note=text,
            at=START - timedelta(days=1),
            file=text,
            file_sha256=_sha256(text),
            capture=Capture(file=text, offset=0, record_id=text),
            lapsed=True,
        )
        for url, text in zip(urls, reversed(texts), strict=False)
    }
    history = {url: (fetch,) for url, fetch in fetches.items()}
    return Snapshot(run=RUN, reports=(ReportSnapshot(report, fetches, history, attestations),))


def many(reports: int = 50, citations: int = 100) -> Snapshot:
    """Several reports of one run, by two audit firms."""
    found = []
    for n in range(reports):
        (known,) = large(facilities=4, criteria=30, citations=citations).reports
        report = known.report.model_copy(
            update={
                "source": known.report.source.model_copy(update={"sha256": _sha256(f"many {n}")}),
                "entity": f"Northwind Works {n:02}",
                "audit_firm": ("Lighthouse Assurance Ltd.", "Meridian Certifiers")[n % 2],
            }
        )
        found.append(replace(known, report=report))
    return Snapshot(RUN, tuple(found), EARLIER)


RUN = RunInfo(
    id=7,
    started_at=START,
    finished_at=START + timedelta(minutes=19, seconds=4),
    program="disclosure-linkcheck 0.1.0",
    user_agent="disclosure-linkcheck/0.1.0 (+https://audit.example/contact)",
    settings={
        "database": "postgresql://linkcheck:secret@db.example/linkcheck",
        "delay": 1.0,
        "obey_robots": True,
        "retries": 2,
        "max_bytes": 104857600,
    },
)
EARLIER = tuple(
    replace(RUN, id=number, started_at=at, finished_at=at + timedelta(minutes=20))
    for number, at in ((5, START - timedelta(days=42)), (6, START - timedelta(days=14)))
)

OBSERVATIONS = (
    Observation(
        code=ObservationCode.CLAIM_WITHOUT_LINK,
        criterion="2.7a-f",
        text="The plans for each Facility's drills in 2026 have been disclosed on the Entity's website.",
        report_page=9,
    ),
    Observation(
        code=ObservationCode.FACILITY_GAP,
        criterion="5.3b-e",
        facility=FACILITIES[2],
        text=f"Cited for three of four facilities, not for {FACILITIES[2]}",
        report_page=17,
    ),
    Observation(
        code=ObservationCode.DUPLICATE_FACILITY_LABEL,
        criterion="6.3a-g",
        facility=FACILITIES[1],
        text=f"{FACILITIES[1]} is named twice, {FACILITIES[2]} not at all",
        report_page=22,
    ),
    Observation(
        code=ObservationCode.HOST_VARIANT,
        criterion="6.2a-g",
        text="The same document is cited with and without www.",
        urls=(f"{HOST}/d/water.pdf", "https://northwind-aluminium.example/d/water.pdf"),
        report_page=21,
    ),
    Observation(
        code=ObservationCode.DATED_AFTER_AUDIT,
        criterion="3.1a-b",
        text="The address names 2026-10, the audit ended on 18 September 2026",
        urls=(f"{HOST}/d/2026/10/esg.pdf",),
        report_page=12,
    ),
)

_COMMENT = {
    "2.7a-f": "The plans for each Facility's drills in 2026 have been disclosed on the Entity's website.",
    "2.4a-e": "A policy on responsible sourcing is in place; the auditors saw it on site.",
}


def _findings() -> Iterator[Finding]:
    for n, (criterion, title, rating, cited) in enumerate(CRITERIA):
        comment = _COMMENT.get(criterion, f"Records were sampled at every Facility. {'Disclosed at:' if cited else ''}")
        principle = PRINCIPLES[criterion.split(".")[0]]
        yield Finding(
            criterion=criterion,
            title=title,
            principle=principle,
            rating=RATINGS[rating],
            comment=comment,
            pages=(6 + n // 2,),
        )


def _cited() -> Iterator[tuple[int, str, int | None, str]]:
    """Position of the criterion, its code, the facility's position and the letter of each citation."""
    for n, (criterion, _, _, cited) in enumerate(CRITERIA):
        own, _, entity = cited.partition("+")
        for facility, letter in enumerate(own):
            if letter != ".":
                yield n, criterion, facility, letter
        for letter in entity:
            yield n, criterion, None, letter


def _url(criterion: str, facility: int | None, letter: str) -> str:
    name = _sha256(f"{criterion} {facility}")[:32]
    folder = "private" if letter == "a" else "d/file/p/2026/02-20"
    # One report stands for several criteria: the sustainability report of a facility is cited for 3.1 and 3.2.
    if criterion in ("3.1a-b", "3.2") and letter == "l" and facility is not None:
        name = _sha256(f"sustainability {facility}")[:32]
    if letter == "x":
        return f"http://old.northwind-aluminium.example/{folder}/{name}.pdf"
    return f"{HOST}/{folder}/{name}.pdf"


def _letters() -> Iterator[tuple[str, str]]:
    for _, criterion, facility, letter in _cited():
        yield _url(criterion, facility, letter), letter


def _citations() -> Iterator[Citation]:
    labels = ("Sustainability report 2025", "Statement on the criterion", "Monitoring report", None)
    for n, (row, criterion, facility, letter) in enumerate(_cited()):
        url = _url(criterion, facility, letter)
        yield Citation(
            criterion=criterion,
            facility=None if facility is None else FACILITIES[facility],
            attribution=Attribution.ENTITY
            if facility is None
            else Attribution.CARRIED
            if n % 5 == 4
            else Attribution.EXPLICIT,
            kind=CitationKind.REFERENCE if criterion == "1.2" and facility is None else CitationKind.DISCLOSURE,
            url=url,
            cited_as=url.removeprefix("https://") if n % 7 == 0 else url,
            document=labels[n % 4],
            locators=Locators(pages=(str(3 + n % 30),) if n % 3 else (), sections=("4.1",) if n % 6 == 0 else ()),
            report_page=6 + row // 2,
            source=(CitationSource.BOTH, CitationSource.TEXT, CitationSource.LINK)[n % 3],
        )


def _attested(citations: Iterable[Citation]) -> Iterator[tuple[str, Attestation]]:
    """A word that holds, with what was saved, on what only a person can open; and one that lapsed, on what is dead."""
    url = {citation.criterion: citation.url for citation in citations if citation.facility in (None, FACILITIES[2])}
    yield (
        url["3.3a-c"],
        Attestation(
            url=url["3.3a-c"],
            state=EvidenceState.LIVE,
            by="R. Vega, Lighthouse Assurance",
            note="Opened in a browser from the office: payments of 2025 by country, pages 1 to 12.",
            at=START + timedelta(days=1),
            file="payments to governments 2025.pdf",
            file_sha256=_sha256("saved"),
            capture=Capture(file="attested-20261125.warc.gz", offset=512, record_id="<urn:uuid:5a5ed>"),
            outcome=Outcome.FORBIDDEN,
        ),
    )
    yield (
        url["11.1b-e"],
        Attestation(
            url=url["11.1b-e"],
            state=EvidenceState.LIVE,
            by="R. Vega, Lighthouse Assurance",
            note="Seen on the entity's site before the first check.",
            at=START - timedelta(days=50),
            lapsed=True,
        ),
    )


def _snapshot(report: AuditReport, letters: dict[str, str]) -> ReportSnapshot:
    fetches: dict[str, Fetch] = {}
    history: dict[str, tuple[Fetch, ...]] = {}
    for n, (url, letter) in enumerate(letters.items()):
        if letter == "u":
            continue
        fetches[url] = fetch_of(url, OUTCOMES[letter], START + timedelta(seconds=n * 3))
        past = [
            fetch_of(url, OUTCOMES["l" if letter in "nhwe" else letter], START - timedelta(days=days, seconds=-n))
            for days in (42, 14)
        ]
        history[url] = tuple(f.model_copy(update={"hops": ()}) for f in (*past, fetches[url]))
    return ReportSnapshot(report, fetches, history, runs=dict.fromkeys(history, (5, 6, 7)))


def fetch_of(url: str, ending: Ending, at: datetime) -> Fetch:
    """The fetch that this ending gives, with its chain of evidence."""
    tls = _tls(ending.tls, at) if url.startswith("https:") else None
    final = HOST + ending.redirect_to if ending.redirect_to else url
    if ending.redirect_to.endswith("moved/"):
        final += url.rpartition("/")[2]
    hops = []
    if ending.redirect_to:
        hops.append(_hop(url, 301, at, tls, location=final))
    body = _sha256(f"body of {final}")
    answered = ending.status is not None and ending.status != 304
    hops.append(
        _hop(
            final, ending.status, at, tls, sha256=body if answered else None, error=None if answered else ending.detail
        )
    )
    if tls and tls.verdict is not TlsVerdict.VERIFIED:  # no handshake came about: only the second look saw one
        nothing = {"version": None, "cipher": None, "certificate": None}
        hops[-1] = hops[-1].model_copy(update={"tls": tls.model_copy(update=nothing)})
    asked = ending.outcome not in (Outcome.DNS_FAILURE, Outcome.ROBOTS_DISALLOWED)
    return Fetch(
        url=url,
        outcome=ending.outcome,
        detail=ending.detail,
        started_at=at,
        finished_at=at + timedelta(seconds=1.4),
        status=ending.status,
        final_url=final if ending.status else None,
        hops=tuple(hops) if asked else (),
        content_type=ending.media_type or None if answered else None,
        etag='"5f3a-61b"' if answered else None,
        last_modified="Fri, 20 Feb 2026 07:11:52 GMT" if answered else None,
        bytes=1_482_133 if answered else None,
        sha256=body if answered else None,
        sha1=hashlib.sha1(body.encode()).hexdigest() if answered else None,
        robots={Outcome.DNS_FAILURE: "", Outcome.ROBOTS_DISALLOWED: "disallowed"}.get(ending.outcome, "allowed"),
        attempts=3 if ending.outcome in (Outcome.TIMEOUT, Outcome.SERVER_ERROR) else 1,
        capture=Capture(file="run-0007.warc.gz", offset=1_204_331, record_id=f"<urn:uuid:{body[:8]}>")
        if answered
        else None,
        second_look=_hop(final, 200, at, tls, sha256=body) if ending.second_look else None,
        document=Document(
            sha256=body,
            bytes=1_482_133,
            media_type=ending.media_type,
            facts={"kind": "pdf", "pages": 48, "title": "Sustainability report", "layer": "text"}
            if ending.media_type == PDF
            else {},
        )
        if answered
        else None,
    )


def _hop(
    url: str,
    status: int | None,
    at: datetime,
    tls: Tls | None,
    location: str | None = None,
    sha256: str | None = None,
    error: str | None = None,
) -> Hop:
    return Hop(
        url=url,
        started_at=at,
        seconds=0.412,
        status=status,
        reason="OK" if status == 200 else "",
        location=location,
        headers=(("Content-Type", PDF), ("Server", "nginx")),
        address="203.0.113.7",
        port=443 if tls else 80,
        tls=tls,
        bytes=1_482_133 if sha256 else None,
        sha256=sha256,
        sha1=None,
        error=error or None,
    )


def _tls(verdict: TlsVerdict, at: datetime) -> Tls:
    expired = verdict is TlsVerdict.EXPIRED
    return Tls(
        verdict=verdict,
        detail="certificate has expired" if expired else "",
        version="TLSv1.3",
        cipher="TLS_AES_256_GCM_SHA384",
        certificate=Certificate(
            subject="CN=www.northwind-aluminium.example",
            issuer="CN=Example CA R3,O=Example Trust,C=XX",
            not_before=datetime(2026, 7, 1, tzinfo=UTC),
            not_after=datetime(2026, 10, 1, tzinfo=UTC) if expired else at + timedelta(days=60),
            sha256=_sha256(f"certificate {verdict}"),
        ),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
