"""Bodies of known kind: the right facts, and the right state for the citation that promises them."""

from __future__ import annotations

import gzip
import hashlib
import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image

from linkcheck.documents import Problem, examine
from linkcheck.documents.facts import (
    ImageFacts,
    OfficeFacts,
    PdfFacts,
    Sign,
    TextLayer,
    WebPageFacts,
    read_facts,
    write_facts,
)
from linkcheck.documents.types import DOCX, EMPTY, HTML, OLE, OOXML, PDF, PPTX, TEXT, UNKNOWN, XHTML, XLSX, XML, ZIP
from linkcheck.fetch import Document
from linkcheck.verdicts import Check, judge
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.documents.making import (
    ARTICLE,
    CHINESE,
    PAGES,
    annotated,
    blank,
    compound,
    docx,
    labelled,
    locked,
    odt,
    package,
    pdf,
    picture,
    pptx,
    resaved,
    scan,
    unseen,
    web_page,
    with_hole,
    with_wrong_byte,
    without_pages,
    xlsx,
)
from tests.linkcheck.verdicts.examples import citation, fetch

UNDETERMINED = EvidenceState.UNDETERMINED


class Case(NamedTuple):
    """A body, the file cited, what it is and what is wrong with it, the first reason against it, its state."""

    name: str
    body: Callable[[], bytes]
    cited: str
    media_type: str
    problem: Problem | None = None
    reason: Check | None = None
    pages: tuple[str, ...] = ()
    state: EvidenceState = EvidenceState.DOUBTFUL


DAMAGED, LOCKED, BARE = Problem.DAMAGED, Problem.ENCRYPTED, Problem.EMPTY
LOGIN = '<form><input name=user><input type="password"><button>Sign in</button></form>'


def long_pdf() -> bytes:
    return pdf([f"Page {number}\nis about waste" for number in range(300)])


def broken_docx() -> bytes:
    return package(("[Content_Types].xml", "<T/>"), ("word/document.xml", "<w:p>"))


def refreshing_page(to: str = "/") -> bytes:
    return web_page("", head=f'<meta http-equiv=refresh content="0; url={to}">')


def hidden_page() -> bytes:
    return web_page(f"<div hidden>{ARTICLE}</div><div style='Display : none'>{ARTICLE}</div>{LOGIN}")


def pictured_docx() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"/>'
    return package(("[Content_Types].xml", "<T/>"), ("word/document.xml", document), ("word/media/a.png", picture()))


def cut_package() -> bytes:
    return package(("[Content_Types].xml", random.Random(1).randbytes(4000)), ("word/document.xml", "<w/>"))[:3000]


def locked_zip() -> bytes:
    return package(("plan.txt", "x")).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def noise() -> bytes:
    target = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(target, "JPEG")
    return target.getvalue()


def walled_page() -> bytes:
    return web_page("<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>")


def half_blank() -> bytes:
    return pdf(("", "", PAGES[0]))


def labelled_half_blank() -> bytes:
    return labelled(half_blank(), S=pikepdf.Name.D, St=0)


def stamped() -> bytes:
    return annotated(half_blank(), pikepdf.Name.Stamp)


def linked() -> bytes:
    return annotated(half_blank(), pikepdf.Name.Link)


def gb_page() -> bytes:
    return web_page("<meta charset=gb2312><p>" + "危险废物" * 200).decode().encode("gb2312")


CASES: list[Case] = [
    Case("pdf", pdf, "x.pdf", PDF),
    Case("pdf in Chinese", lambda: pdf(CHINESE), "x.pdf", PDF),
    Case("pdf, not compressed", lambda: pdf(compress=False), "x.pdf", PDF),
    Case("pdf, page cited", pdf, "x.pdf", PDF, pages=("3",)),
    Case("pdf, pages cited", pdf, "x.pdf", PDF, pages=("1-3",)),
    Case("pdf, page past its end", pdf, "x.pdf", PDF, reason=Check.PAGE_PAST_END, pages=("4",)),
    Case("pdf, range past its end", pdf, "x.pdf", PDF, reason=Check.PAGE_PAST_END, pages=("2-9",)),
    Case("pdf, page by its label", lambda: labelled(pdf(), S=pikepdf.Name.D, St=31), "x.pdf", PDF, pages=("33",)),
    Case(
        "pdf, label past its end",
        lambda: labelled(pdf(), S=pikepdf.Name.D, St=31),
        "x.pdf",
        PDF,
        reason=Check.PAGE_PAST_END,
        pages=("34",),
    ),
    Case("pdf, roman page not labelled", pdf, "x.pdf", PDF, pages=("iv",)),
    Case("pdf, linearised", lambda: resaved(pdf(), linearize=True), "x.pdf", PDF),
    Case(
        "pdf with object streams",
        lambda: resaved(pdf(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "x.pdf",
        PDF,
    ),
    Case("pdf of one page", lambda: pdf(PAGES[:1]), "x.pdf", PDF),
    Case("pdf of 300 pages", long_pdf, "x.pdf", PDF, pages=("300",)),
    Case("pdf after a warning", lambda: b"<br />Warning: readfile()<br />\n" + pdf(), "x.pdf", PDF),
    Case("pdf before a web page", lambda: pdf() + b"\n<!-- 0.02 s -->" * 100, "x.pdf", PDF),
    Case("pdf without %%EOF but whole", lambda: pdf().replace(b"%%EOF", b""), "x.pdf", PDF),
    Case("pdf, wrong startxref", lambda: pdf().replace(b"startxref\n", b"startxref\n9"), "x.pdf", PDF),
    Case("pdf locked by its owner only", lambda: locked(pdf(), user=""), "x.pdf", PDF),
    Case("pdf that wants a password", lambda: locked(pdf(), user="u"), "x.pdf", PDF, LOCKED, Check.ENCRYPTED),
    Case("pdf cut in half", lambda: pdf()[: len(pdf()) // 2], "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("pdf without its last lines", lambda: pdf()[:-120], "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("linearised pdf cut", lambda: resaved(pdf(), linearize=True)[:-900], "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("pdf with a wrong byte", lambda: with_wrong_byte(pdf()), "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("pdf with a hole", lambda: with_hole(pdf()), "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("plain pdf with a hole", lambda: with_hole(pdf(compress=False)), "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("pdf in name", lambda: b"%PDF-1.7\n" + b"x" * 3000, "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("pdf's first line", lambda: b"%PDF-1.4\n", "x.pdf", PDF, DAMAGED, Check.DAMAGED),
    Case("pdf without pages", lambda: without_pages(pdf()), "x.pdf", PDF, BARE, Check.EMPTY_DOCUMENT),
    Case("pdf of blank pages", blank, "x.pdf", PDF, BARE, Check.EMPTY_DOCUMENT),
    Case("pdf of invisible text", lambda: unseen(text_mode=3), "x.pdf", PDF, BARE, Check.EMPTY_DOCUMENT),
    Case("pdf of white text", lambda: unseen(white=True), "x.pdf", PDF, BARE, Check.EMPTY_DOCUMENT),
    Case("pdf of text beside its pages", lambda: unseen(x=900), "x.pdf", PDF, BARE, Check.EMPTY_DOCUMENT),
    Case("pdf of white text on blue", lambda: unseen(white=True, ground=True), "x.pdf", PDF),
    Case("pdf of outlined text", lambda: unseen(white=True, text_mode=1), "x.pdf", PDF),
    Case("scan with invisible text", lambda: unseen(text_mode=3, scanned=True), "x.pdf", PDF),
    Case("pdf, text on one of its pages", lambda: pdf(("", "", PAGES[0])), "x.pdf", PDF),
    Case("pdf, blank page cited", half_blank, "x.pdf", PDF, reason=Check.BLANK_PAGE, pages=("2",)),
    Case("pdf, range of blank pages cited", half_blank, "x.pdf", PDF, reason=Check.BLANK_PAGE, pages=("1-2",)),
    Case("pdf, page beside blank ones cited", half_blank, "x.pdf", PDF, pages=("3",)),
    Case("pdf, blank page by its place, not by its label", labelled_half_blank, "x.pdf", PDF, pages=("2",)),
    Case("pdf, stamp on a cited page", stamped, "x.pdf", PDF, pages=("2",)),
    Case("pdf, link on a blank cited page", linked, "x.pdf", PDF, reason=Check.BLANK_PAGE, pages=("2",)),
    Case("scan", scan, "x.pdf", PDF),
    Case("scan with a stamp", lambda: scan(text="Copy 7"), "x.pdf", PDF),
    Case("scan, page past its end", scan, "x.pdf", PDF, reason=Check.PAGE_PAST_END, pages=("3",)),
    Case("drawing", lambda: pdf([""], draw=lambda c: c.circle(200, 200, 90)), "x.pdf", PDF),
    Case("pdf sent compressed", lambda: gzip.compress(pdf()), "x.pdf", PDF),
    Case("pdf where a page is cited", pdf, "report", PDF),
    Case("docx", docx, "x.docx", DOCX),
    Case("docx, page cited", docx, "x.docx", DOCX, pages=("12",)),
    Case("docx named doc", docx, "x.doc", DOCX),
    Case("docx named pdf", docx, "x.pdf", DOCX, reason=Check.WRONG_TYPE),
    Case("docx cut short", lambda: docx()[:-60], "x.docx", DOCX, DAMAGED, Check.DAMAGED),
    Case("docx of broken XML", broken_docx, "x.docx", DOCX, DAMAGED, Check.DAMAGED),
    Case("xlsx", xlsx, "x.xlsx", XLSX),
    Case("xlsx named docx", xlsx, "x.docx", XLSX, reason=Check.WRONG_TYPE),
    Case("pptx", pptx, "x.pptx", PPTX),
    Case("odt", odt, "x.odt", "application/vnd.oasis.opendocument.text"),
    Case("older office", compound, "x.xls", OLE),
    Case("older office cut short", lambda: compound()[:-600], "x.xls", OLE, DAMAGED, Check.DAMAGED),
    Case("older office cut in its table", lambda: compound()[:700], "x.xls", OLE, DAMAGED, Check.DAMAGED),
    Case("older office cut in its header", lambda: compound()[:300], "x.xls", OLE, DAMAGED, Check.DAMAGED),
    Case("older office's name only", lambda: compound()[:8] + bytes(600), "x.xls", OLE, DAMAGED, Check.DAMAGED),
    Case(
        "office with a password",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
        "x.doc",
        OLE,
        LOCKED,
        Check.ENCRYPTED,
    ),
    Case("docx without a word", lambda: docx([]), "x.docx", DOCX, BARE, Check.EMPTY_DOCUMENT),
    Case("xlsx without a cell", lambda: xlsx(()), "x.xlsx", XLSX, BARE, Check.EMPTY_DOCUMENT),
    Case("docx of a picture", pictured_docx, "x.docx", DOCX),
    Case("office cut before it shows its kind", cut_package, "x.docx", OOXML, DAMAGED, Check.DAMAGED),
    Case("zip", lambda: package(("plan.txt", "x")), "x.zip", ZIP),
    Case("zip cut short", lambda: package(("plan.txt", "x" * 999))[:-30], "x.zip", ZIP, DAMAGED, Check.DAMAGED),
    Case("zip of nothing", lambda: package(("folder/", "")), "x.zip", ZIP, BARE, Check.EMPTY_DOCUMENT),
    Case("zip that wants a password", locked_zip, "x.zip", ZIP, LOCKED, Check.ENCRYPTED),
    Case("web page", lambda: web_page(ARTICLE), "disclosures.html", HTML),
    Case("web page, page cited", lambda: web_page(ARTICLE), "disclosures", HTML, pages=("2",)),
    Case("web page for a pdf", lambda: web_page(ARTICLE), "x.pdf", HTML, reason=Check.WRONG_TYPE),
    Case(
        "xhtml",
        lambda: (
            b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>'
            + b"Waste " * 300
            + b"</p></body></html>"
        ),
        "disclosures",
        XHTML,
    ),
    Case("web page in GB 2312", gb_page, "disclosures", HTML),
    Case("login page", lambda: web_page(LOGIN, title="Sign in"), "disclosures", HTML, reason=Check.LOGIN_FORM),
    Case("login page in Chinese", lambda: web_page(LOGIN, title="用户登录"), "d", HTML, reason=Check.LOGIN_FORM),
    Case("bare form", lambda: web_page(LOGIN), "disclosures", HTML, reason=Check.LOGIN_FORM),
    Case("article beside a form", lambda: web_page(LOGIN + ARTICLE), "disclosures", HTML),
    Case("login page for a pdf", lambda: web_page(LOGIN, title="Log in"), "x.pdf", HTML, reason=Check.LOGIN_FORM),
    Case(
        "anti-robot page",
        lambda: web_page("<p>Checking your browser", title="Just a moment..."),
        "x.pdf",
        HTML,
        reason=Check.CHALLENGE_PAGE,
        state=UNDETERMINED,
    ),
    Case(
        "anti-robot page in Chinese",
        lambda: web_page("<p>请完成验证"),
        "d",
        HTML,
        reason=Check.CHALLENGE_PAGE,
        state=UNDETERMINED,
    ),
    Case("bare page with a wall's script", walled_page, "d", HTML, reason=Check.CHALLENGE_PAGE, state=UNDETERMINED),
    Case("article with a wall's script", lambda: walled_page() + ARTICLE.encode(), "disclosures", HTML),
    Case("article on robots", lambda: web_page(ARTICLE + "<p>Just a moment"), "disclosures", HTML),
    Case(
        "parked domain",
        lambda: web_page("<p>northwind.example: this domain is for sale"),
        "d",
        HTML,
        reason=Check.PARKED_DOMAIN,
    ),
    Case("parked domain in Chinese", lambda: web_page("<p>该域名可出售"), "d", HTML, reason=Check.PARKED_DOMAIN),
    Case("page that sends home", refreshing_page, "d", HTML, BARE, Check.REDIRECTED_HOME),
    Case("page that sends on", lambda: refreshing_page("/new.html"), "d", HTML, BARE, Check.EMPTY_DOCUMENT),
    Case("page of scripts", lambda: web_page("<div id=app></div><script>x"), "d", HTML, BARE, Check.EMPTY_DOCUMENT),
    Case("page of a picture", lambda: web_page("<img src=plan.png>"), "d", HTML),
    Case("page whose words are hidden", hidden_page, "d", HTML, reason=Check.LOGIN_FORM),
    Case("web page of nothing", lambda: b"<!-- -->", "d", HTML, BARE, Check.EMPTY_DOCUMENT),
    Case("nothing", lambda: b"", "x.pdf", EMPTY, reason=Check.EMPTY_BODY),
    Case("web page with a pdf in it", lambda: web_page("<p>Sorry ") + pdf(), "x.pdf", PDF),
    Case("text of spaces", lambda: b" \r\n\t\r\n", "spills.txt", TEXT, BARE, Check.EMPTY_DOCUMENT),
    Case("text", lambda: b"Spills in 2025: none.\n", "spills.txt", TEXT),
    Case("text in GB 18030", lambda: "泄漏：无".encode("gb18030"), "spills.txt", TEXT),
    Case("text for a pdf", lambda: b"File not found.", "x.pdf", TEXT, reason=Check.WRONG_TYPE),
    Case("xml", lambda: b'<?xml version="1.0"?><error>none</error>', "x.pdf", XML, reason=Check.WRONG_TYPE),
    Case("png", picture, "x.png", "image/png"),
    Case("jpeg named png", lambda: picture("JPEG"), "x.png", "image/jpeg"),
    Case("picture for a pdf", picture, "x.pdf", "image/png", reason=Check.WRONG_TYPE),
    Case("jpeg cut short", lambda: noise()[:-2000], "x.jpg", "image/jpeg", DAMAGED, Check.DAMAGED),
    Case("png cut in its head", lambda: picture()[:20], "x.png", "image/png", DAMAGED, Check.DAMAGED),
    Case("data", lambda: bytes(range(256)) * 4, "x.pdf", UNKNOWN, reason=Check.WRONG_TYPE),
    Case(
        "broken compression", lambda: gzip.compress(pdf())[:-20], "x.pdf", "application/gzip", DAMAGED, Check.WRONG_TYPE
    ),
]


def _examined(tmp_path: Path, body: bytes, **headers: str) -> tuple[Document, tuple[str, ...]]:
    path = tmp_path / "body"
    path.write_bytes(body)
    examined = examine(path, **headers)
    digest = hashlib.sha256(body).hexdigest()
    facts = write_facts(examined.facts)
    return Document(sha256=digest, bytes=len(body), media_type=examined.media_type, facts=facts), examined.pages


def _facts(tmp_path: Path, body: bytes) -> Any:
    return read_facts(_examined(tmp_path, body)[0])


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_body_has_the_right_facts_and_state(case: Case, tmp_path: Path) -> None:
    body = case.body()
    encoding = {"content_encoding": "gzip"} if body.startswith(b"\x1f\x8b") else {}
    document, _ = _examined(tmp_path, body, **encoding)
    facts = read_facts(document)
    assert facts is not None
    assert (document.media_type, facts.problem) == (case.media_type, case.problem), facts.detail
    url = f"https://www.northwind.example/files/{case.cited}"
    verdict = judge(citation(url, pages=case.pages), fetch(url=url, document=document))
    assert verdict.reasons[0].code == (case.reason or Outcome.OK)
    assert verdict.state is (case.state if case.reason else EvidenceState.LIVE)


def test_there_are_enough_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


def test_pdf_facts(tmp_path: Path) -> None:
    document, pages = _examined(tmp_path, pdf())
    facts = read_facts(document)
    assert isinstance(facts, PdfFacts)
    assert (facts.pages, facts.title, facts.layer) == (3, "Environmental report 2025", TextLayer.TEXT)
    assert facts.producer
    assert facts.created
    assert facts.created.isoformat() == "2000-01-01T00:00:00+00:00"
    assert (facts.encrypted, facts.syntax, facts.labels, facts.printed) == (False, (), (), ())
    assert facts.text
    assert (len(facts.text.pages), facts.text.han_share) == (3, 0.0)
    assert "412 tonnes of sulphur dioxide" in pages[1]
    assert facts.extractor.startswith("pypdfium2 ")
    assert "pikepdf" in facts.extractor


def test_chinese_is_told_by_its_share(tmp_path: Path) -> None:
    facts = _facts(tmp_path, pdf(CHINESE))
    assert facts.text.han_share == 1.0


@pytest.mark.parametrize(
    ("body", "layer"),
    [
        (scan(), TextLayer.SCAN),
        (scan(coverage=0.7), TextLayer.SCAN),
        (scan(coverage=0.5), TextLayer.NONE),
        (scan(text="Copy 7"), TextLayer.SCAN),
        (scan(text="This page has a text layer of its own."), TextLayer.TEXT),
        (pdf([""], draw=lambda c: c.circle(200, 200, 90)), TextLayer.NONE),
    ],
)
def test_scans_are_told_from_text(body: bytes, layer: TextLayer, tmp_path: Path) -> None:
    assert _facts(tmp_path, body).layer is layer


def test_owner_password_is_a_fact_and_no_problem(tmp_path: Path) -> None:
    facts = _facts(tmp_path, locked(pdf(), user=""))
    assert facts.encrypted
    assert facts.text.sha256 == _facts(tmp_path, pdf()).text.sha256


def test_page_labels_are_kept_where_they_differ(tmp_path: Path) -> None:
    assert _facts(tmp_path, labelled(pdf(), S=pikepdf.Name.r)).labels == ("i", "ii", "iii")
    assert _facts(tmp_path, labelled(pdf(), S=pikepdf.Name.D)).labels == ()


def test_printed_numbers_are_read(tmp_path: Path) -> None:
    pages = ["Cover", "Contents", *(f"Waste\nand water\n{n}" for n in range(1, 5))]
    assert _facts(tmp_path, pdf(pages)).printed == (None, None, 1, 2, 3, 4)


def test_office_facts(tmp_path: Path) -> None:
    document, pages = _examined(tmp_path, docx(["Plan A", "Plan B"], title="Emergency plan"))
    facts = read_facts(document)
    assert isinstance(facts, OfficeFacts)
    assert (facts.title, pages) == ("Emergency plan", ("Plan A\nPlan B",))
    assert _examined(tmp_path, xlsx())[1] == ("Emission\tTonnes\nSO2\t412",)
    document, pages = _examined(tmp_path, pptx([str(n) for n in range(1, 12)]))
    assert pages == tuple(str(n) for n in range(1, 12))
    assert _examined(tmp_path, odt(["Plan A", "Plan B"]))[1] == ("Plan A\nPlan B",)


def test_office_xml_can_not_reach_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    evil = (
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{space}"><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:document>'
    )
    _, pages = _examined(tmp_path, package(("[Content_Types].xml", "<T/>"), ("word/document.xml", evil)))
    assert "SECRET" not in "".join(pages)


def test_web_page_facts(tmp_path: Path) -> None:
    body = web_page(
        "<script>var hidden = 1</script><style>p {}</style><!-- hidden --><p>Two <b>words</b></p>and<p>more",
        title=" Dis\n closures ",
        head='<meta http-equiv="Refresh" content="5; URL=\'next.html\'">',
    )
    document, pages = _examined(tmp_path, body)
    facts = read_facts(document)
    assert isinstance(facts, WebPageFacts)
    assert (facts.title, facts.refresh, pages) == ("Dis closures", "next.html", ("Two words\nand\nmore",))


def test_a_page_that_reloads_late_is_read_first(tmp_path: Path) -> None:
    body = web_page("x", head='<meta http-equiv=refresh content="600; url=/">')
    assert _facts(tmp_path, body).refresh is None


def test_signs_quote_the_words_that_gave_them_away(tmp_path: Path) -> None:
    assert _facts(tmp_path, web_page(LOGIN, title="Please log in")).signs == {Sign.LOGIN: "log in"}


def test_encoding_comes_from_the_header_first(tmp_path: Path) -> None:
    body = "<html><body><p>危险废物</p></body></html>".encode("gb18030")
    assert _examined(tmp_path, body, content_type="text/html; charset=gb18030")[1] == ("危险废物",)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_bodies_sent_compressed_are_unpacked(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    document, pages = _examined(tmp_path, pack(pdf()), content_encoding="gzip" if pack is gzip.compress else "deflate")
    assert (document.media_type, len(pages)) == (PDF, 3)


def test_picture_facts(tmp_path: Path) -> None:
    facts = _facts(tmp_path, picture(size=(60, 80)))
    assert isinstance(facts, ImageFacts)
    assert (facts.width, facts.height) == (60, 80)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_facts_survive_the_database(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(case.body())
    facts = examine(path).facts
    document = Document(sha256="0" * 64, bytes=1, media_type=PDF, facts=write_facts(facts))
    assert read_facts(Document.model_validate_json(document.model_dump_json())) == facts


def test_what_is_shown_as_a_page_is_one_whatever_it_holds(tmp_path: Path) -> None:
    """Sent as a page, a browser shows it as one; sent as a PDF, its reader passes over what stands before."""
    body = web_page("<p>Sorry, not found.")[:-14] + pdf()
    assert _examined(tmp_path, body, content_type="text/html; charset=utf-8")[0].media_type == HTML
    assert _examined(tmp_path, body, content_type="application/pdf")[0].media_type == PDF
    assert _examined(tmp_path, pdf(), content_type="text/html")[0].media_type == PDF
    assert _examined(tmp_path, b"junk\n" + pdf(), content_type="text/html")[0].media_type == PDF


@pytest.mark.parametrize(
    ("content", "headers", "state"),
    [
        (bytes(range(256)), {"content_encoding": "br"}, EvidenceState.UNDETERMINED),
        (bytes(range(256)), {"content_type": "text/html"}, EvidenceState.DOUBTFUL),
        (bytes(range(256)), {}, EvidenceState.DOUBTFUL),
        (pdf(), {"content_encoding": "utf-8"}, EvidenceState.LIVE),
        (pdf(), {"content_encoding": "br"}, EvidenceState.LIVE),
    ],
)
def test_data_that_nobody_can_read_is_not_live(
    content: bytes, headers: dict[str, str], state: EvidenceState, tmp_path: Path
) -> None:
    document, _ = _examined(tmp_path, content, **headers)
    seen = fetch(url="https://www.northwind.example/esg", document=document, content_type=headers.get("content_type"))
    assert judge(citation(seen.url), seen).state is state


def test_a_wall_s_mark_again_and_again_takes_little_time(tmp_path: Path) -> None:
    mark = "/cdn-cgi/challenge-platform/x"
    facts = _facts(tmp_path, web_page(f"<script>{mark * 50_000}</script>x"))
    assert (facts.signs, facts.problem) == ({}, None)


def test_facts_of_another_version_are_as_good_as_none() -> None:
    assert read_facts(Document(sha256="0" * 64, bytes=1, media_type=PDF, facts={"kind": "hologram"})) is None
    assert read_facts(Document(sha256="0" * 64, bytes=1, media_type=PDF)) is None
    assert read_facts(None) is None
