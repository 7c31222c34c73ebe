"""A package that other programs accept and replay."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.evidence.wacz import Packed, export, surt
from linkcheck.store.snapshot import load_snapshot
from tests.linkcheck.evidence import pywb, tools
from tests.linkcheck.evidence.kept import GHG, LOST, OLD, PDF, POLICY, SAVED, SITE, WATER, Answer, Office

INSTALLING = pytest.mark.timeout(1500)


def packed(office: Office, run_id: int | None = None) -> tuple[Path, Packed]:
    with Session(office.engine) as session:
        snapshot = load_snapshot(session, run_id=run_id)
    path = office.folder / "kept.wacz"
    return path, export(snapshot, office.archive, path)


def test_originals_of_revisits_come_along_and_later_runs_do_not(office: Office) -> None:
    office.run({GHG: SITE[GHG]})
    office.run({GHG: Answer(b"", 304)}, day=1)
    office.run({GHG: Answer(b"", 304)}, day=2)
    office.seal()
    path, found = packed(office, 2)
    assert [name[:6] for name in found.files] == ["run-1-", "run-2-"]
    assert found.missing == ()
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_STORED}
        for name in found.files:
            assert package.read(f"archive/{name}") == (office.archive / name).read_bytes()


def test_what_a_person_saved_comes_along(office: Office) -> None:
    office.run()
    office.attest()
    office.seal()
    path, found = packed(office)
    assert [name[:9] for name in found.files] == ["attested-", "run-1-202"]
    with zipfile.ZipFile(path) as package:
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode()
    assert f"urn:sha256:{hashlib.sha256(SAVED).hexdigest()}" in lines


def test_browsers_find_the_files_in_it(office: Office) -> None:
    """ReplayWeb.page takes what the package's list says of a file's extra fields for those at the file's head."""
    office.run()
    office.seal()
    path, _ = packed(office)
    with zipfile.ZipFile(path) as package, path.open("rb") as raw:
        for info in package.infolist():
            raw.seek(info.header_offset + 28)
            assert int.from_bytes(raw.read(2), "little") == len(info.extra) == 0, info.filename


def test_the_index_leads_from_a_304_to_the_body_that_it_stands_for(office: Office) -> None:
    office.run({GHG: SITE[GHG]})
    office.run({GHG: Answer(b"", 304)}, day=1)
    path, _ = packed(office)
    with zipfile.ZipFile(path) as package:
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
    (line,) = lines
    key, moment, facts = line.split(" ", 2)
    assert (key, moment) == ("example,northwind)/ghg.pdf", "20261124080000")
    assert json.loads(facts)["status"] == "200"


def test_pages_are_the_cited_urls_that_answered(office: Office) -> None:
    office.run()
    path, found = packed(office)
    with zipfile.ZipFile(path) as package:
        head, *pages = map(json.loads, package.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert {page["url"] for page in pages} == SITE.keys()
    assert found.pages == len(SITE)
    assert {page["ts"] for page in pages} == {"2026-11-24T08:00:00Z"}


def test_nothing_is_overwritten(office: Office) -> None:
    office.run()
    packed(office)
    with pytest.raises(UsageError, match="is there already"):
        packed(office)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.northwind.example/A.pdf", "example,northwind)/a.pdf"),
        ("http://northwind.example", "example,northwind)/"),
        ("http://www2.northwind.example:8080/a?b=2&A=1", "example,northwind:8080)/a?a=1&b=2"),
        ("https://www.example/", "example)/"),
        ("urn:sha256:00", "urn:sha256:00"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_urls_are_looked_up_as_replay_does(url: str, key: str) -> None:
    assert surt(url) == key


@pytest.fixture
def package(office: Office) -> Path:
    """Two runs, so that the second one's bodies are revisits of the first one's."""
    office.run()
    office.run({**SITE, GHG: Answer(b"", 304)}, day=1)
    office.seal()
    return packed(office)[0]


@INSTALLING
def test_wacz_validates_it_and_finds_a_flipped_byte(package: Path) -> None:
    program = tools.installed("wacz") / "wacz"
    done = subprocess.run([program, "validate", "-f", package], capture_output=True, text=True, check=False)
    assert (done.returncode, "is valid" in done.stdout) == (0, True), done.stdout + done.stderr
    data = bytearray(package.read_bytes())
    at = data.index(b"WARC/1.1") if b"WARC/1.1" in data else 3000
    data[at] ^= 1
    flipped = package.with_name("flipped.wacz")
    flipped.write_bytes(bytes(data))
    done = subprocess.run([program, "validate", "-f", flipped], capture_output=True, text=True, check=False)
    assert "is valid" not in done.stdout


def get(url: str) -> tuple[int, str | None, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", url.removeprefix(f"http://{parts.netloc}"))
    response = connection.getresponse()
    answer = response.status, response.getheader("Location"), response.read()
    connection.close()
    return answer


@pytest.fixture
def replay(package: Path, tmp_path: Path) -> Iterator[str]:
    with pywb.running(tools.installed("pywb"), tmp_path / "pywb", "--unpack-wacz", package) as address:
        yield address


@INSTALLING
def test_pywb_gives_bodies_and_redirects_back(replay: str) -> None:
    for day in ("20261124080000", "20261125080000"):
        for url, body in {POLICY: PDF, GHG: PDF + b"ghg", WATER: SITE[WATER].body}.items():
            assert get(f"{replay}/{day}id_/{url}")[::2] == (200, body), (day, url)
        status, _, body = get(f"{replay}/{day}id_/{LOST}")
        assert (status, body) == (404, SITE[LOST].body)
        status, location, _ = get(f"{replay}/{day}id_/{OLD}")
        assert status == 302
        assert location is not None
        assert location.endswith(POLICY)
