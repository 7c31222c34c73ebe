from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.evidence.chain import append, read_manifest
from linkcheck.evidence.manifest import manifest_paths, signature_path
from linkcheck.evidence.verifying import Trust, verify
from linkcheck.store.models import FetchRow, RunRow
from tests.linkcheck.evidence.kept import GHG, POLICY, Answer, Office

STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)


@pytest.fixture
def sealed(office: Office) -> Office:
    """Three runs, each sealed when it was done."""
    for day in range(3):
        office.run(day=day)
        office.seal()
    return office


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.chmod(0o644)
    path.write_bytes(change(path.read_bytes()))


def test_what_nobody_touched_holds(sealed: Office) -> None:
    assert sealed.findings() == []
    assert sealed.findings(2) == []


def test_an_archive_can_be_looked_at_by_itself(sealed: Office) -> None:
    assert list(verify(None, sealed.archive, Trust((sealed.key.public_key(),)))) == []
    with pytest.raises(UsageError, match="no manifest of run 7"):
        list(verify(None, sealed.archive, Trust(), 7))


def test_where_all_manifests_were_taken_away_nothing_is_said_to_hold(sealed: Office) -> None:
    for path in manifest_paths(sealed.archive):
        path.unlink()
    with pytest.raises(UsageError, match="has no manifest"):
        list(verify(None, sealed.archive, Trust((sealed.key.public_key(),))))
    assert len(sealed.failures()) == 3


def test_a_changed_record_is_named(sealed: Office) -> None:
    (warc,) = sealed.archive.glob("run-1-*.warc.gz")
    rewrite(warc, lambda data: data[:2000] + b"\0" + data[2001:])
    assert any(f.startswith(f"{warc.name}: the record at ") for f in sealed.failures())
    assert f"{warc.name} was changed: its SHA-256 is not the manifest's" in sealed.failures()
    assert sealed.failures(2)  # its revisits refer to bodies in the first run's file


def test_a_missing_file_is_named(sealed: Office) -> None:
    (warc,) = sealed.archive.glob("run-2-*.warc.gz")
    warc.unlink()
    assert f"{warc.name}: it can't be read: No such file or directory" in sealed.failures()


def test_a_missing_manifest_breaks_the_chain(sealed: Office) -> None:
    manifest_paths(sealed.archive)[1].unlink()
    assert sealed.failures() == [
        "manifest-000003-run-3.json: the manifest before it is missing or damaged (number 2)",
        "run 2 is finished and has no manifest",
    ]


def test_a_missing_last_manifest_is_missed_by_the_store(sealed: Office) -> None:
    manifest_paths(sealed.archive)[-1].unlink()
    assert sealed.failures() == ["run 3 is finished and has no manifest"]


def test_a_manifest_that_was_written_anew_breaks_the_chain_even_with_the_right_key(sealed: Office) -> None:
    second = read_manifest(manifest_paths(sealed.archive)[1])
    append(sealed.archive, second.manifest.model_copy(update={"operator": "Eastwind"}), sealed.key)
    assert sealed.failures() == [
        "manifest-000003-run-3.json: the chain is broken, the manifest before it is not the one it names"
    ]


def test_a_manifest_of_a_stranger_is_not_taken(sealed: Office) -> None:
    third = read_manifest(manifest_paths(sealed.archive)[2])
    with Session(sealed.engine) as session:
        session.execute(delete(FetchRow).where(FetchRow.run_id == 3))
        session.execute(delete(RunRow).where(RunRow.id == 3))
        session.commit()
    third.path.unlink()
    sealed.run(day=4)
    sealed.seal(key=STRANGER)
    assert any("none of those that you trust" in failure for failure in sealed.failures())


def test_without_a_key_to_compare_the_signer_is_named(sealed: Office) -> None:
    findings = sealed.findings(trust=Trust())
    assert not any(finding.failed for finding in findings)
    assert len(findings) == 3
    assert "--public-key says whose it should be" in str(findings[0])


def test_a_signature_that_was_taken_away_is_missed(sealed: Office) -> None:
    signature_path(manifest_paths(sealed.archive)[0]).unlink()
    assert sealed.failures() == ["manifest-000001-run-1.json: its signature can't be read: No such file or directory"]


def test_unsigned_manifests_are_a_note_for_who_has_no_key_and_a_failure_for_who_has(office: Office) -> None:
    office.run()
    office.seal(key=None)
    assert office.failures() == ["manifest-000001-run-1.json is unsigned (no signing key)"]
    assert office.failures(trust=Trust()) == []


def test_a_changed_row_is_named_with_its_columns(sealed: Office) -> None:
    with Session(sealed.engine) as session:
        session.execute(update(FetchRow).where(FetchRow.id == 1).values(outcome="gone", status=404))
        session.commit()
    assert sealed.failures() == [f"run 1, {POLICY}: the store's outcome, status differ from the manifest's"]
    assert sealed.failures(2) == []


def test_a_row_that_went_is_missed(sealed: Office) -> None:
    with Session(sealed.engine) as session:
        session.execute(delete(FetchRow).where(FetchRow.id == 1))
        session.commit()
    assert sealed.failures() == [f"run 1, {POLICY}: the store has no such fetch"]


def test_an_unfinished_run_is_a_note(sealed: Office) -> None:
    run_id = sealed.run(day=5, finish=False)
    texts = [str(finding) for finding in sealed.findings()]
    assert f"run {run_id} is not finished and has no manifest yet" in texts
    assert sealed.failures() == []


def test_a_run_that_nobody_knows_is_one_line(sealed: Office) -> None:
    with pytest.raises(UsageError, match="there is no run 8"):
        sealed.findings(8)


def test_a_manifest_s_file_names_never_leave_the_folder(office: Office) -> None:
    office.run({GHG: Answer()})
    (written,) = office.seal()
    files = tuple(file.model_copy(update={"name": "../linkcheck.db"}) for file in written.manifest.files)
    append(office.archive, written.manifest.model_copy(update={"files": files}), office.key)
    assert "../linkcheck.db: it is no file of the archive" in office.failures()


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100000, b"\xff", b'{"schema":"linkcheck/manifest@2"}'])
def test_rubbish_in_a_manifest_s_place_is_one_line(sealed: Office, content: bytes) -> None:
    rewrite(manifest_paths(sealed.archive)[2], lambda _: content)
    assert sealed.failures()[0].startswith("manifest-000003-run-3.json is no manifest: ")
