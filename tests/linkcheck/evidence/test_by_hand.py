"""What docs/evidence.md says of checking an archive without this program is tried as it stands there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from linkcheck.evidence.keys import fingerprint
from tests.linkcheck.evidence.kept import GHG, PDF, SITE, Answer, Office

DOCS = (Path(__file__).parents[3] / "docs" / "evidence.md").read_text()
LINES = [line.removeprefix("$ ") for line in DOCS.splitlines() if line.startswith("$ ")]
PLACE = "run-1-….warc.gz 71941"
BROTLI = b"\x8b\x07\x80" + b"a web page, kept" + b"\x03"
RECORDS = ("warcinfo", "request", "response", "metadata")

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture
def archive(office: Office) -> Path:
    """Two runs: of the second one a body is where the first one put it."""
    office.run()
    office.run({**SITE, GHG: Answer(b"", 304)}, day=1)
    office.seal()
    return office.archive


def say(archive: Path, beginning: str, place: str = "", containing: str = "") -> str:
    """What the line of the docs that begins so writes when it is typed in the archive's folder."""
    (line,) = [line for line in LINES if line.startswith(beginning) and containing in line]
    line = re.sub(r"^python3\b", sys.executable, line.replace(PLACE, place))
    line = re.sub(r"^warcio\b", str(Path(sys.executable).with_name("warcio")), line)
    done = subprocess.run(["sh", "-c", line], cwd=archive, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def manifest(archive: Path, number: int) -> Any:
    return json.loads((archive / f"manifest-{number:06}-run-{number}.json").read_text())


def test_the_fingerprint_is_the_one_that_was_given(office: Office, archive: Path) -> None:
    assert say(archive, "openssl pkey ").split()[0] == fingerprint(office.key.public_key())


def test_the_signature_holds(archive: Path) -> None:
    assert "Signature Verified Successfully" in say(archive, "openssl pkeyutl ")


def test_each_manifest_names_the_one_before(archive: Path) -> None:
    digest, name = say(archive, "sha256sum manifest-000001").split()
    assert say(archive, "python3 ", containing='["previous"]').strip() == str({"file": name, "sha256": digest})


def test_the_files_and_their_records_are_as_they_were(archive: Path) -> None:
    assert say(archive, "python3 ", containing='["files"]').count(": OK") == 2
    assert "fail" not in say(archive, "warcio check").lower()


@pytest.mark.parametrize("body", [BROTLI, BROTLI[:-4], PDF, b""], ids=["sound", "cut", "no-brotli", "empty"])
def test_answers_in_brotli_are_accepted_too(office: Office, body: bytes) -> None:
    office.run({GHG: Answer(body, coding="br")})
    assert say(office.archive, "python3 ", containing="brotli").count("digest pass") == len(RECORDS)


def test_the_hash_over_each_fetch_holds(archive: Path) -> None:
    said = say(archive, "python3 ", containing='["exchanges"]')
    assert said.split() == ["True"] * len(SITE)


def test_each_body_is_where_the_manifest_says(archive: Path) -> None:
    fetches = [fetch["fields"] for number in (1, 2) for fetch in manifest(archive, number)["fetches"]]
    own, kept_before = ([f for f in fetches if bool(f["body_file"]) is revisit] for revisit in (False, True))
    for fetch, kind in ((own[0], "warc"), (own[1], "warc"), (kept_before[0], "body")):
        place = f"{fetch[f'{kind}_file']} {fetch[f'{kind}_offset']}"
        assert say(archive, "python3 ", place, containing=PLACE).strip() == fetch["sha256"], fetch["cited_url"]
