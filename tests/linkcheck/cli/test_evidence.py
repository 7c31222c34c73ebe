"""`linkcheck evidence`, as it is typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linkcheck.evidence import keys
from linkcheck.store.locks import run_lock
from tests.linkcheck.cli.conftest import Command
from tests.linkcheck.evidence.kept import GHG, LOST, PAGE, PDF, SITE, WATER, Answer, Office


@pytest.fixture
def office(linkcheck: Command, tmp_path: Path) -> Office:
    """Two sealed runs in the command's own folder, with their key."""
    office = Office(tmp_path)
    (tmp_path / "linkcheck.key").write_bytes(_pem(office))
    office.run()
    office.run({**SITE, GHG: Answer(b"", 304)}, day=1)
    office.seal()
    return office


def _pem(office: Office) -> bytes:
    from cryptography.hazmat.primitives import serialization as to

    return office.key.private_bytes(to.Encoding.PEM, to.PrivateFormat.PKCS8, to.NoEncryption())


def test_key_makes_a_key_and_then_shows_it(linkcheck: Command, tmp_path: Path) -> None:
    made = linkcheck("evidence", "key")
    again = linkcheck("evidence", "key")
    key = keys.read_key(tmp_path / "linkcheck.key")
    assert key is not None
    assert (made.code, again.code) == (0, 0)
    assert made.out == again.out
    assert keys.fingerprint(key.public_key()) in made.out
    assert keys.public_pem(key.public_key()).decode() in made.out
    assert "PRIVATE" not in made.out + made.err


def test_verify_ends_with_0_where_all_holds(linkcheck: Command, office: Office) -> None:
    ended = linkcheck("evidence", "verify")
    assert (ended.code, ended.out) == (0, "all holds\n")
    assert linkcheck("evidence", "verify", "2").code == 0


def test_verify_ends_with_1_and_a_line_for_each_thing_that_does_not_hold(linkcheck: Command, office: Office) -> None:
    (warc,) = office.archive.glob("run-2-*.warc.gz")
    warc.unlink()
    ended = linkcheck("evidence", "verify", "2")
    assert ended.code == 1
    assert f"FAILED  {warc.name}: it can't be read: No such file or directory\n" in ended.out
    assert ended.out.endswith(" things do not hold\n")
    assert linkcheck("evidence", "verify", "1").code == 0


@pytest.mark.parametrize("arguments", [("9",), ("--archive", "nowhere"), ("--public-key", "nowhere.pem")])
def test_verify_ends_with_2_where_it_can_t_be_checked(
    linkcheck: Command, office: Office, arguments: tuple[str, ...]
) -> None:
    ended = linkcheck("evidence", "verify", *arguments)
    assert ended.code == 2
    assert ended.err.startswith("linkcheck: ")


def test_an_archive_that_was_handed_over_is_verified_without_the_store(
    linkcheck: Command, office: Office, tmp_path: Path
) -> None:
    public = next(office.archive.glob("*.pem"))
    shutil.move(office.archive, tmp_path / "elsewhere")
    arguments = ("--alone", "--archive", "elsewhere", "--public-key", tmp_path / "elsewhere" / public.name)
    assert linkcheck("evidence", "verify", *arguments).code == 0


@pytest.mark.parametrize(("name", "body"), [(WATER, PAGE), (GHG, PDF + b"ghg"), (LOST, SITE[LOST].body)])
def test_show_writes_the_body_of_a_url(
    linkcheck: Command, office: Office, tmp_path: Path, name: str, body: bytes
) -> None:
    assert linkcheck("evidence", "show", name, "--output", "body").code == 0
    assert (tmp_path / "body").read_bytes() == body


def test_show_takes_a_hash_or_its_first_digits(linkcheck: Command, office: Office, tmp_path: Path) -> None:
    import hashlib

    sha256 = hashlib.sha256(PDF).hexdigest()
    for number, name in enumerate((sha256, sha256[:8], sha256.upper())):
        assert linkcheck("evidence", "show", name, "--output", f"body{number}").code == 0
        assert (tmp_path / f"body{number}").read_bytes() == PDF


@pytest.mark.parametrize("name", ["https://nowhere.example/", "0" * 64, "https://[", ""])
def test_show_says_what_is_not_there(linkcheck: Command, office: Office, name: str) -> None:
    ended = linkcheck("evidence", "show", name)
    assert ended.code == 2
    assert "the archive has no body" in ended.err


def test_show_overwrites_nothing_and_leaves_no_half_body(linkcheck: Command, office: Office, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    assert linkcheck("evidence", "show", WATER, "--output", "mine").code == 2
    assert (tmp_path / "mine").read_text() == "mine"
    for warc in office.archive.glob("*.warc.gz"):
        warc.unlink()
    assert linkcheck("evidence", "show", WATER, "--output", "half").code == 2
    assert not (tmp_path / "half").exists()


def test_prune_says_what_would_go_and_does_it_with_yes(linkcheck: Command, office: Office) -> None:
    for day in (5, 6):
        office.run({GHG: Answer(PDF + bytes([day]))}, day=day)
    office.seal()
    before = sorted(path.name for path in office.archive.iterdir())
    assert "would go" in linkcheck("evidence", "prune", "--keep", "1").out
    assert sorted(path.name for path in office.archive.iterdir()) == before
    ended = linkcheck("evidence", "prune", "--keep", "1", "--yes", "--reason", "space")
    assert ended.code == 0
    assert "3 went: 1 files" in ended.out
    assert "stays" in ended.err
    assert linkcheck("evidence", "verify").code == 0


def test_prune_leaves_a_store_alone_that_a_run_works_on(linkcheck: Command, office: Office) -> None:
    with run_lock(office.engine):
        ended = linkcheck("evidence", "prune", "--keep", "1", "--yes")
    assert ended.code == 2
    assert ended.err.startswith("linkcheck: another run works on this database")
    assert linkcheck("evidence", "prune", "--keep", "1", "--wait").code == 0


def test_export_writes_a_folder_and_a_package(linkcheck: Command, office: Office, tmp_path: Path) -> None:
    assert linkcheck("evidence", "export", "--output", "out").code == 0
    assert (tmp_path / "out" / "index.html").exists()
    assert linkcheck("evidence", "export", "--output", "out").code == 2
    assert linkcheck("evidence", "export", "--wacz", "--output", "out").code == 0
    assert (tmp_path / "out.wacz").exists()
