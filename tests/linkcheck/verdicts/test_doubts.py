"""What is held against an answer, and what is not."""

from __future__ import annotations

import pytest

from linkcheck.documents.types import DOCX, GZIP, HTML, OLE, OOXML, PDF, TEXT, UNKNOWN, XHTML, XLSX
from linkcheck.fetch import Document, Fetch
from linkcheck.verdicts import Check, NoteCode, judge
from linkcheck.vocabulary import CitationKind, EvidenceState, Outcome
from tests.linkcheck.verdicts.examples import SHA, URL, answered, body, citation, fetch

SITE = "https://www.northwind.example"

# (what is cited, its label, the Content-Type, what came, is it the wrong type?)
TYPES: list[tuple[str, str | None, str | None, str, bool]] = [
    ("/esg.pdf", None, None, PDF, False),
    ("/esg.pdf", None, "text/html", PDF, False),
    ("/esg.pdf", None, "text/html", HTML, True),
    ("/esg.pdf", None, "application/pdf", HTML, True),
    ("/esg.pdf", None, None, XHTML, True),
    ("/esg.pdf", None, None, TEXT, True),
    ("/esg.pdf", None, None, GZIP, True),
    ("/esg.pdf", None, None, UNKNOWN, True),
    ("/esg.pdf", None, None, "image/jpeg", True),
    ("/ESG.PDF", None, None, HTML, True),
    ("/esg%2Epdf", None, None, HTML, True),
    ("/esg.pdf?download=1", None, None, HTML, True),
    ("/esg.pdf#page=4", None, None, HTML, True),
    ("/download.php?file=esg.pdf", None, None, HTML, False),
    ("/esg", None, None, HTML, False),
    ("/esg", "ESG Report 2025", None, HTML, False),
    ("/esg", "ESG Report 2025.pdf", None, HTML, True),
    ("/esg", "ESG Report (PDF)", None, HTML, True),
    ("/esg", "ESG Report (PDF)", None, PDF, False),
    ("/esg", "环境报告PDF版", None, HTML, True),
    ("/esg", "The PDFs of 2025", None, HTML, False),
    ("/esg", None, "application/pdf", HTML, True),
    ("/esg", None, "application/pdf;charset=utf-8", PDF, False),
    ("/esg", None, "application/octet-stream", HTML, False),
    ("/esg", None, "text/html", PDF, False),
    ("/esg.html", None, "text/html", PDF, False),
    ("/plan.docx", None, None, DOCX, False),
    ("/plan.docx", None, None, OOXML, False),
    ("/plan.docx", None, None, XLSX, True),
    ("/plan.doc", None, None, OLE, False),
    ("/plan.doc", None, None, DOCX, False),
    ("/plan.doc", None, None, HTML, True),
    ("/data.xlsx", None, None, PDF, True),
    ("/data.xlsx", None, "application/vnd.ms-excel", XLSX, False),
    ("/photo.jpg", None, None, "image/png", False),
    ("/photo.jpg", None, None, HTML, True),
]


@pytest.mark.parametrize(("path", "label", "content_type", "came", "wrong"), TYPES)
def test_type_is_held_against_the_promise(
    path: str, label: str | None, content_type: str | None, came: str, wrong: bool
) -> None:
    seen = answered(came, url=SITE + path, content_type=content_type)
    verdict = judge(citation(SITE + path, document=label), seen)
    assert (Check.WRONG_TYPE in [reason.code for reason in verdict.reasons]) is wrong
    assert verdict.state is (EvidenceState.DOUBTFUL if wrong else EvidenceState.LIVE)


def test_wrong_type_says_what_was_promised_and_what_came() -> None:
    reason = judge(citation(), answered(HTML)).reasons[0]
    assert reason.text == "A PDF is promised (.pdf), and the server sent a web page."
    assert (reason.proof.media_type, reason.proof.sha256, reason.proof.status) == (HTML, SHA, 200)


# (cited, where it ended, is that the home page?)
REDIRECTS: list[tuple[str, str, bool]] = [
    ("/files/esg", "/", True),
    ("/files/esg", "", True),
    ("/files/esg", "/index.html", True),
    ("/files/esg", "/Index.php", True),
    ("/files/esg", "/home", True),
    ("/files/esg", "/en/", True),
    ("/files/esg", "/zh-cn/index.jsp", True),
    ("/files/2025/esg", "/files/index.html", True),
    ("/?file=17", "/", True),
    ("/index.php?file=17", "/", True),
    ("/files/esg", "/files/esg-2025", False),
    ("/files/esg", "/news/", False),
    ("/files/esg", "/files/esg/", False),
    ("/files/esg", "/files/esg/index.html", False),
    ("/files/esg", "/?file=17", False),
    ("/", "/", False),
    ("/", "/en/", False),
    ("/", "/index.html", False),
    ("/index.html", "/", False),
    ("/en/", "/", False),
    ("/#/files/esg", "/", False),
]


@pytest.mark.parametrize(("cited", "final", "home"), REDIRECTS)
@pytest.mark.parametrize("host", [SITE, "https://northwind.example", "https://parked.example"])
def test_redirect_to_the_home_page_is_doubtful(cited: str, final: str, home: bool, host: str) -> None:
    verdict = judge(citation(SITE + cited), answered(HTML, url=SITE + cited, final_url=host + final))
    assert (verdict.reasons[0].code is Check.REDIRECTED_HOME) is home
    assert verdict.state is (EvidenceState.DOUBTFUL if home else EvidenceState.LIVE)


def test_a_document_served_from_the_root_is_no_home_page() -> None:
    verdict = judge(citation(), answered(PDF, final_url="https://files.northwind.example/"))
    assert verdict.state is EvidenceState.LIVE


BODIES: list[tuple[str, Fetch, list[Check]]] = [
    ("cut short", answered(complete=False, bytes=2048), [Check.TRUNCATED_BODY]),
    ("empty", fetch(document=body(size=0)), [Check.EMPTY_BODY]),
    ("empty and not kept", fetch(size=0), [Check.EMPTY_BODY]),
    ("cut short and a web page", answered(HTML, complete=False), [Check.TRUNCATED_BODY, Check.WRONG_TYPE]),
    (
        "a web page at home",
        answered(HTML, final_url=SITE + "/"),
        [Check.REDIRECTED_HOME, Check.WRONG_TYPE],
    ),
]


@pytest.mark.parametrize(("seen", "codes"), [case[1:] for case in BODIES], ids=[case[0] for case in BODIES])
def test_reasons_stand_in_order_of_weight(seen: Fetch, codes: list[Check]) -> None:
    verdict = judge(citation(), seen)
    assert verdict.state is EvidenceState.DOUBTFUL
    assert [reason.code for reason in verdict.reasons] == [*codes, Outcome.OK]


def test_an_answer_that_is_doubtful_is_not_called_the_document() -> None:
    assert judge(citation(), answered(HTML)).reasons[-1].text == "The server answered."
    assert judge(citation(), answered()).reasons[-1].text == "The server answered with the document."


def test_a_reference_is_judged_like_a_disclosure() -> None:
    seen = answered(HTML)
    reference = citation(kind=CitationKind.REFERENCE)
    assert judge(reference, seen) == judge(citation(), seen)


def test_notes_make_no_doubt() -> None:
    seen = answered(PDF, final_url="https://files.northwind.example/esg.pdf", content_type="text/html")
    verdict = judge(citation(), seen)
    assert verdict.state is EvidenceState.LIVE
    assert [note.code for note in verdict.notes] == [NoteCode.REDIRECTED, NoteCode.TYPE_MISLABELLED]


def test_verdict_survives_json() -> None:
    verdict = judge(citation(URL), fetch(document=Document(sha256=SHA, bytes=9, media_type=HTML)))
    assert type(verdict).model_validate_json(verdict.model_dump_json()) == verdict


@pytest.mark.parametrize("target", ["http://[", "//[::1", "http://[fe80::1%25/"])
def test_a_page_that_sends_on_to_no_url_is_judged_by_what_it_is(target: str) -> None:
    page = body(HTML, facts={"kind": "web-page", "refresh": target})
    verdict = judge(citation(f"{SITE}/esg"), answered(HTML, url=f"{SITE}/esg", document=page))
    assert Check.REDIRECTED_HOME not in {reason.code for reason in verdict.reasons}


def test_a_cited_address_that_is_no_url_promises_by_its_label_alone() -> None:
    cited = citation("http://[northwind.example/esg.docx", document="ESG Report.pdf")
    verdict = judge(cited, answered(HTML, url=cited.url))
    assert verdict.reasons[0].code is Check.WRONG_TYPE
