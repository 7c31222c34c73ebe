from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.asking import ask
from linkcheck.errors import UsageError
from linkcheck.evidence.chain import Stamp
from linkcheck.evidence.manifest import timestamp_path
from linkcheck.evidence.timestamps import REQUEST_TYPE, checker
from linkcheck.evidence.timestamps import authority as stamp_of
from linkcheck.evidence.verifying import Trust
from linkcheck.settings import load
from tests.linkcheck.evidence import authority
from tests.linkcheck.evidence.authority import Authority
from tests.linkcheck.evidence.kept import Office

pytest.importorskip("rfc3161_client", reason="rfc3161-client is not installed")
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority.running(tmp_path_factory.mktemp("tsa") / "authority") as running:
        yield running


def stamp(
    tsa: Authority, path: str = "/tsa", networks: tuple[str, ...] = ("127.0.0.0/8",), roots: Path | None = None
) -> Stamp:
    settings = load(allow_networks=networks, allow_ports=(tsa.port,))
    url = tsa.url.replace("/tsa", path)

    def post(request: bytes) -> bytes:
        return ask(url, settings, data=request, content_type=REQUEST_TYPE)

    return stamp_of(url, post, roots or tsa.ca)


def trust(office: Office, tsa: Authority) -> Trust:
    return Trust((office.key.public_key(),), checker(tsa.ca))


def test_a_manifest_has_a_timestamp_that_holds_here_and_for_openssl(office: Office, tsa: Authority) -> None:
    office.run()
    (written,) = office.seal(stamp=stamp(tsa))
    assert (written.manifest.timestamped_by, written.manifest.untimestamped) == (tsa.url, "")
    assert office.findings(trust=trust(office, tsa)) == []
    files = ("-data", str(written.path), "-in", str(timestamp_path(written.path)), "-CAfile", str(tsa.ca))
    subprocess.run(["openssl", "ts", "-verify", *files], check=True, capture_output=True)


@pytest.mark.parametrize("position", range(0, 1000, 97))
def test_a_timestamp_that_was_changed_or_taken_away_is_found(office: Office, tsa: Authority, position: int) -> None:
    office.run({})
    (written,) = office.seal(stamp=stamp(tsa))
    path = timestamp_path(written.path)
    changed = bytearray(path.read_bytes())
    changed[position] ^= 4
    path.unlink()
    assert "its timestamp by" in office.failures(trust=trust(office, tsa))[0]
    path.write_bytes(bytes(changed))
    assert "does not hold" in office.failures(trust=trust(office, tsa))[0]


def test_who_names_no_authority_to_trust_is_told(office: Office, tsa: Authority) -> None:
    office.run()
    office.seal(stamp=stamp(tsa))
    (finding,) = office.findings()
    assert not finding.failed
    assert "--timestamp-ca" in finding.text


@pytest.mark.parametrize(
    ("path", "networks", "said"),
    [("/other", ("127.0.0.0/8",), "it answered 500"), ("/tsa", (), "127.0.0.1 may not be contacted")],
)
def test_without_a_timestamp_the_manifest_says_so_and_is_written(
    office: Office, tsa: Authority, path: str, networks: tuple[str, ...], said: str
) -> None:
    office.run()
    (written,) = office.seal(stamp=stamp(tsa, path, networks))
    assert written.manifest.timestamped_by == ""
    assert said in written.manifest.untimestamped
    assert office.failures() == []


def test_an_authority_that_is_not_the_one_to_trust_is_not_taken(office: Office, tsa: Authority, tmp_path: Path) -> None:
    with authority.running(tmp_path / "other") as other:
        office.run()
        (written,) = office.seal(stamp=stamp(tsa, roots=other.ca))
        assert "gave no timestamp that holds" in written.manifest.untimestamped


def test_roots_that_are_none_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "roots").write_text("rubbish")
    with pytest.raises(UsageError, match="can't be read as certificates"):
        checker(tmp_path / "roots")
