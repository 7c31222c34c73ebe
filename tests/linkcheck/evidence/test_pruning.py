from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from linkcheck.archive.reader import read_body
from linkcheck.evidence import pruning
from linkcheck.evidence.chain import append, read_chain
from linkcheck.evidence.manifest import Pruned
from linkcheck.evidence.sealing import Chain
from linkcheck.store.models import DocumentRow, FetchRow, RunRow
from linkcheck.store.snapshot import load_snapshot
from tests.linkcheck.evidence.kept import GHG, LOST, OLD, PDF, POLICY, SITE, Answer, Office, citation

CHANGING = [
    {POLICY: Answer(PDF + bytes([day])), LOST: Answer(b"not here %d" % day, 404, "text/html")} for day in range(4)
]


@pytest.fixture
def changing(office: Office) -> Office:
    """Four runs, each with bodies of its own."""
    for day, site in enumerate(CHANGING):
        office.run(site, day=day)
        office.seal()
    return office


def prune(office: Office, keep: int) -> pruning.Plan:
    planned = pruning.plan(office.engine, office.archive, keep)
    pruning.prune(office.engine, office.archive, planned, key=office.key, operator="Southwind", reason="space")
    return planned


def runs_there(office: Office) -> list[int]:
    with Session(office.engine) as session:
        return list(session.scalars(select(RunRow.id).order_by(RunRow.id)))


def test_whole_runs_go_with_their_files_and_the_archive_still_verifies(changing: Office) -> None:
    planned = prune(changing, 2)
    assert planned.runs == (1, 2)
    assert runs_there(changing) == [3, 4]
    assert sorted(path.name[:6] for path in changing.archive.glob("*.warc.gz")) == ["run-3-", "run-4-"]
    assert changing.findings() == []
    with Session(changing.engine) as session:
        assert session.scalar(select(func.count()).select_from(FetchRow)) == 4
        assert session.scalar(select(func.count()).select_from(DocumentRow)) == 2


def test_the_note_is_a_signed_link_of_the_chain_and_the_manifests_stay(changing: Office) -> None:
    prune(changing, 2)
    *_, note = read_chain(changing.archive)
    assert [written.manifest.number for written in read_chain(changing.archive)] == [1, 2, 3, 4, 5]
    assert note.path.name == "manifest-000005-pruned.json"
    assert note.manifest.signer is not None
    assert note.manifest.pruned is not None
    assert (note.manifest.pruned.runs, note.manifest.pruned.reason) == ((1, 2), "space")
    assert all(len(file.sha256) == 64 for file in note.manifest.pruned.files)
    changing.run(CHANGING[0], day=9)
    (after,) = changing.seal()
    assert after.manifest.previous == note.link
    assert changing.failures() == []


def test_the_last_body_of_a_live_citation_stays(office: Office) -> None:
    office.run({POLICY: Answer(), GHG: SITE[GHG]})
    for day in (1, 2, 3):
        office.run({POLICY: Answer(b"", 304), GHG: Answer(PDF + bytes([day]))}, day=day)
    office.seal()
    planned = prune(office, 1)
    assert 1 in planned.stays
    with Session(office.engine) as session:
        for known in load_snapshot(session).reports:
            for fetch in known.fetches.values():
                assert fetch.capture is not None
                assert b"".join(read_body(office.archive, fetch.capture))
    assert office.failures() == []


def test_a_url_that_later_runs_left_out_keeps_its_run(office: Office) -> None:
    office.run({GHG: SITE[GHG]})
    for day in (1, 2):
        office.run({POLICY: Answer(PDF + bytes([day]))}, day=day)
    office.seal()
    assert 1 in prune(office, 1).stays
    assert runs_there(office) == [1, 3]


def test_a_run_whose_body_a_later_hop_refers_to_stays(office: Office) -> None:
    office.run({LOST: Answer(b"moved", 404, "text/html")})
    moved = {OLD: Answer(b"moved", 302, location=POLICY), POLICY: Answer()}
    office.run(moved, day=1, citations=[citation(OLD)])
    office.seal()
    assert pruning.plan(office.engine, office.archive, 1).stays == {1: "run 2 refers to a body in its files"}


def test_a_run_without_a_manifest_stays(office: Office) -> None:
    office.run(CHANGING[0])
    office.run(CHANGING[1], day=1)
    assert pruning.plan(office.engine, office.archive, 1).stays[1] == "it has no manifest yet"


def test_what_was_broken_off_is_finished_the_next_time(changing: Office) -> None:
    planned = pruning.plan(changing.engine, changing.archive, 3)
    note = Chain(changing.archive).next(changing.key, "Southwind")
    pruned = Pruned(runs=planned.runs, files=planned.files, reason="")
    append(changing.archive, note.model_copy(update={"pruned": pruned}), changing.key)
    assert changing.failures() == []
    pruning.finish(changing.engine, changing.archive)
    assert runs_there(changing) == [2, 3, 4]
    assert changing.findings() == []


def test_nothing_to_let_go_writes_no_note(changing: Office) -> None:
    assert prune(changing, 9).runs == ()
    assert len(list(read_chain(changing.archive))) == 4
