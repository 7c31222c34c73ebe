"""Seven kinds of host, each with what it has and what it hasn't, PDF and web page: nothing gone is live, and nothing
live is doubted."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.documents import examine
from linkcheck.documents.facts import PdfFacts, write_facts
from linkcheck.documents.soft404 import ALIKE, likeness, needs_probe, probe_key, sibling
from linkcheck.documents.types import DOCX, HTML, PDF, TEXT, XML
from linkcheck.fetch import Document, Fetch, Probe
from linkcheck.verdicts import judge
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.documents.making import ARTICLE, pdf, web_page
from tests.linkcheck.verdicts.examples import START, body, citation

NAVIGATION = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("about", "products", "careers", "news", "contact"))
HOME = web_page(f"{NAVIGATION}<h1>Welcome</h1><p>Northwind makes aluminium for cars, cans and windows since 1961.")
ERROR = f"{NAVIGATION}<h1>Sorry</h1><p>The page that you look for could not be found. Go back to the home page."
LOGIN = web_page("<form><input name=user><input type=password></form>", title="Sign in")
LIVE = {"/files/esg.pdf": pdf(), "/files/esg.html": web_page(NAVIGATION + ARTICLE), "/": HOME}


class Reply(NamedTuple):
    status: int
    body: bytes = b""
    location: str = ""
    content_type: str = "text/html"


Host = Callable[[str], Reply]
_clock = itertools.count(1_700_000_000)


def honest(path: str) -> Reply:
    return Reply(404, web_page(ERROR))


def same_page(path: str) -> Reply:
    return Reply(200, web_page(ERROR))


def echoing(path: str) -> Reply:
    return Reply(200, web_page(f"{ERROR}<p>Requested: {path} <p>Incident {next(_clock)}, 14:{next(_clock) % 60}"))


def home_by_redirect(path: str) -> Reply:
    return Reply(302, location="/")


def login_by_redirect(path: str) -> Reply:
    return Reply(200, LOGIN) if path == "/login" else Reply(302, location="/login")


def home_in_place(path: str) -> Reply:
    return Reply(200, HOME)


def error_named_as_asked(path: str) -> Reply:
    return Reply(200, web_page(ERROR), content_type="application/pdf" if path.endswith(".pdf") else "text/html")


HOSTS = (honest, same_page, echoing, home_by_redirect, login_by_redirect, home_in_place, error_named_as_asked)


def _get(host: Host, url: str) -> tuple[str, Reply]:
    for _ in range(5):
        path = urlsplit(url).path
        kind = "application/pdf" if path.endswith(".pdf") else "text/html"
        reply = Reply(200, LIVE[path], content_type=kind) if path in LIVE else host(path)
        if not reply.location:
            return url, reply
        url = urljoin(url, reply.location)
    raise AssertionError("a loop")


def _fetch(host: Host, url: str, folder: Path) -> Fetch:
    """What the crawl would have seen, the probe included."""
    final, reply = _get(host, url)
    document, text = _examine(reply.body, folder)
    probe = None
    beside = sibling(url, "k7q2xw9d")
    if reply.status == 200 and needs_probe(url, document) and beside:
        end, answer = _get(host, beside)
        other, other_text = _examine(answer.body, folder)
        probe = Probe(
            url=beside,
            outcome=Outcome.OK if answer.status == 200 else Outcome.GONE,
            status=answer.status,
            final_url=end,
            sha256=other.sha256,
            likeness=likeness(text, url, other_text, beside),
        )
    return Fetch(
        url=url,
        outcome=Outcome.OK if reply.status == 200 else Outcome.GONE,
        started_at=START,
        finished_at=START,
        status=reply.status,
        final_url=final,
        content_type=reply.content_type,
        bytes=document.bytes,
        sha256=document.sha256,
        document=document,
        probe=probe,
    )


def _examine(body: bytes, folder: Path) -> tuple[Document, str]:
    path = folder / "body"
    path.write_bytes(body)
    examined = examine(path)
    digest = hashlib.sha256(body).hexdigest()
    facts = write_facts(examined.facts)
    return Document(sha256=digest, bytes=len(body), media_type=examined.media_type, facts=facts), "".join(
        examined.pages
    )


@pytest.mark.parametrize("extension", ["pdf", "html"])
@pytest.mark.parametrize("there", [True, False], ids=["live", "gone"])
@pytest.mark.parametrize("host", HOSTS)
def test_gone_is_never_live_and_live_is_never_doubted(host: Host, there: bool, extension: str, tmp_path: Path) -> None:
    url = f"https://www.northwind.example/files/{'esg' if there else 'gone-2024'}.{extension}"
    verdict = judge(citation(url), _fetch(host, url, tmp_path))
    gone = EvidenceState.DEAD if host is honest else EvidenceState.DOUBTFUL
    assert verdict.state is (EvidenceState.LIVE if there else gone), verdict.reasons


SIBLINGS = [
    ("https://a.example/files/esg.pdf", "https://a.example/files/k7.pdf"),
    ("https://a.example/files/esg.pdf#page=3", "https://a.example/files/k7.pdf"),
    ("https://a.example/esg", "https://a.example/k7"),
    ("https://a.example/files/esg/", "https://a.example/files/k7/"),
    ("https://a.example/show.php?id=17", "https://a.example/show.php?id=k7"),
    ("https://a.example/get?lang=en&file=esg.pdf", "https://a.example/get?lang=en&file=k7.pdf"),
    ("https://a.example/?17", "https://a.example/?k7"),
    ("https://a.example/披露/报告.html", "https://a.example/披露/k7.html"),
    ("https://a.example/", None),
    ("https://a.example", None),
    ("https://a.example/#/files/esg", None),
]


@pytest.mark.parametrize(("url", "expected"), SIBLINGS)
def test_sibling_is_of_the_same_kind(url: str, expected: str | None) -> None:
    assert sibling(url, "k7") == expected
    assert needs_probe(url, body(HTML)) is (expected is not None)
    assert not needs_probe(url, body(PDF))


@pytest.mark.parametrize(
    ("document", "asked"),
    [
        (body(HTML), True),
        (body(TEXT), True),
        (body(XML), True),
        (body(PDF, facts=write_facts(PdfFacts(pages=1))), True),
        (body(PDF, facts=write_facts(PdfFacts(pages=2))), False),
        (body(PDF), False),
        (body(DOCX), False),
        (body("image/png"), False),
    ],
)
def test_what_may_be_a_page_of_regret_is_asked_about(document: Document, asked: bool) -> None:
    assert needs_probe("https://a.example/files/esg", document) is asked


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://A.example/files/esg.PDF", ("a.example", ".pdf")),
        ("https://a.example/other/plan.pdf", ("a.example", ".pdf")),
        ("https://a.example:8443/esg", ("a.example:8443", "")),
        ("https://a.example/show.php?id=17", ("a.example", "/show.php?")),
    ],
)
def test_one_probe_speaks_for_a_host_and_an_extension(url: str, key: tuple[str, str]) -> None:
    assert probe_key(url) == key


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_even_handed(one: str, other: str) -> None:
    url = "https://a.example/esg.html"
    assert 0 <= likeness(one, url, other, url) == likeness(other, url, one, url) <= 1
    assert likeness(one, url, one, url) == 1


def test_chinese_pages_are_compared_by_the_character() -> None:
    url = "https://a.example/报告.html"
    sorry = "对不起，您访问的页面不存在，请返回首页或联系管理员。"
    assert likeness(f"{sorry}报告.html", url, f"{sorry}k7.html", "https://a.example/k7.html") > ALIKE
    assert likeness(sorry, url, "二氧化硫排放量为四百一十二吨，危险废物十二吨，全部合规处置。", url) < 0.5
