from __future__ import annotations

import hashlib
import json
import shutil
import stat
import subprocess

import pytest
import rfc8785

from linkcheck.archive.writer import WarcArchive
from linkcheck.errors import ArchiveTrouble
from linkcheck.evidence import keys
from linkcheck.evidence.manifest import manifest_paths, signature_path
from tests.linkcheck.archive.examples import exchange
from tests.linkcheck.evidence.kept import GHG, OLD, PDF, POLICY, SITE, START, Answer, Office


def test_a_manifest_has_the_hash_of_every_warc_and_every_capture(office: Office) -> None:
    run_id = office.run()
    (written,) = office.seal()
    manifest = written.manifest
    warcs = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in office.archive.glob("*.warc.gz")}
    assert {file.name: file.sha256 for file in manifest.files} == warcs
    assert manifest.run is not None
    assert manifest.run.id == run_id
    fetches = {sealed.fields["cited_url"]: sealed for sealed in manifest.fetches}
    assert fetches.keys() == SITE.keys()
    assert fetches[POLICY].fields["sha256"] == hashlib.sha256(PDF).hexdigest()
    whole = {"fields": fetches[POLICY].fields, "exchanges": [e.model_dump() for e in fetches[POLICY].exchanges]}
    assert fetches[POLICY].sha256 == hashlib.sha256(rfc8785.dumps(whole)).hexdigest()  # type: ignore[arg-type]  # JSON


def test_every_hop_has_the_hashes_of_its_raw_heads(office: Office) -> None:
    office.run()
    (written,) = office.seal()
    (old,) = [sealed for sealed in written.manifest.fetches if sealed.fields["cited_url"] == OLD]
    assert [(hop.url, hop.hop) for hop in old.exchanges] == [(OLD, "1"), (POLICY, "2")]
    request = b"GET /old HTTP/1.1\r\nHost: northwind.example\r\n\r\n"
    assert old.exchanges[0].request_sha256 == hashlib.sha256(request).hexdigest()
    assert old.exchanges[0].head_sha256 == hashlib.sha256(SITE[OLD].head).hexdigest()
    assert old.exchanges[1].head_sha256 == hashlib.sha256(SITE[POLICY].head).hexdigest()


def test_the_file_is_canonical_json_and_read_only(office: Office) -> None:
    office.run()
    (written,) = office.seal()
    assert written.path.read_bytes() == rfc8785.dumps(json.loads(written.data))
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o444


def test_each_manifest_names_the_one_before(office: Office) -> None:
    office.run()
    office.seal()
    office.run(day=1)
    office.run(day=2)
    office.seal()
    first, second, third = manifest_paths(office.archive)
    assert json.loads(first.read_bytes())["previous"] is None
    for before, after in ((first, second), (second, third)):
        link = {"file": before.name, "sha256": hashlib.sha256(before.read_bytes()).hexdigest()}
        assert json.loads(after.read_bytes())["previous"] == link


def test_sealing_again_does_nothing_and_unfinished_runs_wait(office: Office) -> None:
    office.run()
    office.run(day=1, finish=False)
    assert len(office.seal()) == 1
    assert office.seal() == []


def test_files_of_others_are_covered_by_the_next_manifest(office: Office) -> None:
    with WarcArchive(office.archive, None, {}) as archive:
        archive.write(exchange(b"what a person saved"))
    office.run(finish=False)
    office.run(day=1)
    (written,) = office.seal()
    assert {file.name for file in written.manifest.files} == {path.name for path in office.archive.glob("*.warc.gz")}
    assert office.failures() == []


def test_a_file_that_is_being_written_waits(office: Office) -> None:
    office.run()
    with WarcArchive(office.archive, None, {}) as archive:
        archive.write(exchange(b"being written"))
        (written,) = office.seal()
        assert all(file.name.startswith("run-") for file in written.manifest.files)


def test_without_a_key_a_manifest_says_that_it_is_unsigned(office: Office) -> None:
    office.run()
    (written,) = office.seal(key=None)
    assert written.manifest.signer is None
    assert written.manifest.unsigned == "no signing key"
    assert not signature_path(written.path).exists()


def test_a_run_without_any_answer_has_a_manifest_too(office: Office) -> None:
    office.run({}, citations=())
    (written,) = office.seal()
    assert written.manifest.files == ()


def test_a_manifest_that_was_tampered_with_keeps_the_next_from_being_written(office: Office) -> None:
    office.run()
    (written,) = office.seal()
    written.path.chmod(0o644)
    written.path.write_bytes(written.data.replace(b"Southwind", b"Eastwinds"))
    office.run(day=1)
    office.seal()  # still canonical: found by verifying, not here
    assert any("signature" in failure for failure in office.failures())
    written.path.write_bytes(written.data + b" ")
    office.run(day=2)
    with pytest.raises(ArchiveTrouble, match="was changed"):
        office.seal()


def test_a_304_is_sealed_with_the_record_that_holds_its_body(office: Office) -> None:
    office.run({GHG: Answer()})
    office.run({GHG: Answer(b"", 304)}, day=1)
    _, second = office.seal()
    (sealed,) = second.manifest.fetches
    assert sealed.fields["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert sealed.fields["body_record_id"] == sealed.exchanges[0].refers_to
    assert sealed.fields["started_at"] == START.replace(day=25).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert office.failures() == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_verifies_the_signature(office: Office) -> None:
    office.run()
    (written,) = office.seal()
    public = next(office.archive.glob("signing-key-*.pem"))
    assert public.read_bytes() == keys.public_pem(office.key.public_key())
    files = map(str, ("-inkey", public, "-in", written.path, "-sigfile", signature_path(written.path)))
    subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-rawin", *files], check=True, capture_output=True)
