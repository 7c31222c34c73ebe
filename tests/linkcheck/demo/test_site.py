"""Does each address of the demo's web answer in its manner? Asked by a plain client, under the real host names."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from email.message import Message
from http.client import HTTPConnection, IncompleteRead
from io import BytesIO
from types import MappingProxyType
from urllib.parse import urlsplit

import pikepdf
import pypdfium2
import pytest

from linkcheck.demo import running
from linkcheck.demo.documents import pdf
from linkcheck.demo.site import Demo
from linkcheck.demo.web import OWNERS, PLACES, SUPPLIERS, VALLEY, Manner, Place

STATUS = {
    Manner.DOCUMENT: 200,
    Manner.DENIED: 200,
    Manner.SLOW: 200,
    Manner.PAGE: 200,
    Manner.WEB_PAGE: 200,
    Manner.SOFT_404: 200,
    Manner.MOVED: 301,
    Manner.TO_HOME: 302,
    Manner.LOGIN: 401,
    Manner.WALL: 403,
    Manner.MISSING: 404,
    Manner.REMOVED: 410,
    Manner.FAULT: 500,
}
FAILURE = {
    Manner.RESET: ConnectionResetError,
    Manner.SILENT: TimeoutError,
    Manner.TRUNCATED: IncompleteRead,
    Manner.EXPIRED: ssl.SSLCertVerificationError,
    Manner.UNNAMED: KeyError,
}
DOCUMENTS = (Manner.DOCUMENT, Manner.DENIED, Manner.SLOW)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with running() as web:
        yield web


def get(demo: Demo, url: str, headers: Mapping[str, str] = MappingProxyType({})) -> tuple[int, Message, bytes]:
    """Ask as a browser would, but that names are found in `Demo.resolve` alone (KeyError: not there)."""
    target = urlsplit(url)
    host = target.hostname or ""
    ports = {(entry.host, entry.port): (entry.address, entry.to_port) for entry in demo.resolve}
    address = ports[host, 443 if target.scheme == "https" else 80]
    with ExitStack() as stack:
        connection: socket.socket = stack.enter_context(socket.create_connection(address, timeout=0.8))
        if target.scheme == "https":
            trusting = ssl.create_default_context(cafile=demo.ca_file)
            connection = stack.enter_context(trusting.wrap_socket(connection, server_hostname=host))
        client = HTTPConnection(host)
        client.sock = connection
        client.request("GET", target.path, headers=dict(headers))
        with client.getresponse() as response:
            return response.status, response.headers, response.read()


@pytest.mark.parametrize("place", [p for p in PLACES if p.manner in STATUS], ids=lambda p: p.url)
def test_a_place_answers_with_the_status_of_its_manner(demo: Demo, place: Place) -> None:
    status, _, body = get(demo, place.url)

    assert status == STATUS[place.manner]
    assert (body == pdf(place.title, OWNERS.get(place.host, place.host), place.pages)) is (place.manner in DOCUMENTS)


@pytest.mark.parametrize("place", [p for p in PLACES if p.manner in FAILURE], ids=lambda p: p.url)
def test_a_place_fails_in_its_manner(demo: Demo, place: Place) -> None:
    with pytest.raises(FAILURE[place.manner]):
        get(demo, place.url)


def test_every_manner_is_tested_and_found_on_the_web() -> None:
    assert STATUS.keys() | FAILURE.keys() == set(Manner) == {place.manner for place in PLACES}


@pytest.mark.parametrize("place", [p for p in PLACES if p.manner is Manner.MOVED], ids=lambda p: p.url)
def test_what_moved_is_where_the_redirect_leads(demo: Demo, place: Place) -> None:
    _, headers, _ = get(demo, place.url)

    status, _, body = get(demo, f"https://{place.host}{headers['Location']}")

    assert (status, body) == (200, pdf(place.title, OWNERS.get(place.host, place.host), place.pages))


def test_a_document_that_is_asked_for_again_is_unchanged(demo: Demo) -> None:
    url = PLACES[0].url
    _, headers, _ = get(demo, url)

    status, _, body = get(demo, url, {"If-None-Match": headers["ETag"]})

    assert (status, body) == (304, b"")


def test_an_unknown_path_is_missing_but_for_the_host_of_soft_errors(demo: Demo) -> None:
    assert get(demo, f"{SUPPLIERS}/waste/no-such-thing.pdf")[0] == 404
    assert get(demo, f"{VALLEY}/library/no-such-thing")[0] == 200


def test_two_webs_at_once_do_not_meet(demo: Demo) -> None:
    with running() as other:
        assert not {entry.to_port for entry in demo.resolve} & {entry.to_port for entry in other.resolve}
        assert get(other, PLACES[0].url)[0] == 200


def test_a_document_has_its_pages_and_its_text_and_is_the_same_every_time() -> None:
    body = pdf("A (title)", "owner.example", 3)

    pdf.cache_clear()

    assert body == pdf("A (title)", "owner.example", 3)
    with pikepdf.open(BytesIO(body)) as document:
        assert len(document.pages) == 3
        assert rb"A \(title\)" in document.pages[2].Contents.read_bytes()
        assert b"Page 3 of 3" in document.pages[2].Contents.read_bytes()


@pytest.mark.parametrize("host", sorted(filter(None, OWNERS)))
def test_documents_name_the_company_whose_they_are(host: str) -> None:
    (place, *_) = [place for place in PLACES if place.host == host]
    with pypdfium2.PdfDocument(pdf(place.title, OWNERS[host], 2)) as document:
        for page in document:
            assert OWNERS[host] in page.get_textpage().get_text_range()
