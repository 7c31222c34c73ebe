from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.evidence.folder import Item, export
from linkcheck.report import Citation
from linkcheck.store import reports
from linkcheck.store.snapshot import load_snapshot
from tests.linkcheck.evidence.kept import (
    GHG,
    LOST,
    PAGE,
    PDF,
    POLICY,
    SAVED,
    SITE,
    WATER,
    Answer,
    Office,
    citation,
    report,
)

CITED = (
    citation(POLICY, "2.1", None, "Policy"),
    citation(POLICY, "5.1a-b", "Northwind Casthouse", "GHG statement"),
    citation(GHG, "5.1a-b", "Northwind Casthouse", "GHG statement"),
    citation(WATER, "7.1", "Mill", None),
    citation(LOST, "9.1", None, "Lost"),
)


def exported(
    office: Office, citations: tuple[Citation, ...] = CITED, into: str = "out"
) -> tuple[Path, tuple[Item, ...]]:
    office.run(SITE, citations=citations)
    office.seal()
    with Session(office.engine) as session:
        snapshot = load_snapshot(session)
    folder = office.folder / "out"
    return folder, export(snapshot, office.archive, folder)


def test_files_are_named_for_people_and_hold_the_bytes(office: Office) -> None:
    folder, items = exported(office)
    bodies = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    del bodies["index.html"], bodies["SHA256SUMS"]
    assert bodies == {
        "2.1 – Policy – 2026-11-24.pdf": PDF,
        "5.1a-b – Northwind Casthouse – GHG statement – 2026-11-24.pdf": PDF,
        "5.1a-b – Northwind Casthouse – GHG statement – 2026-11-24 (2).pdf": PDF + b"ghg",
        "7.1 – Mill – 2026-11-24.html.txt": PAGE,
    }
    assert [bool(item.file) for item in items] == [True, True, True, True, False]
    assert items[-1].why == "no document: gone"


def test_the_index_links_to_every_file_and_names_what_is_missing(office: Office) -> None:
    folder, _ = exported(office)
    index = (folder / "index.html").read_text()
    links = [unquote(unescape(link)) for link in re.findall(r'href="([^"]*)"', index)]
    assert len(links) == 4
    assert all((folder / link).is_file() for link in links)
    assert "no document: gone" in index
    assert "default-src &#39;none&#39;" in index or "default-src 'none'" in index


def test_sums_cover_every_file_and_the_signed_manifests_come_along(office: Office) -> None:
    folder, _ = exported(office)
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS"}
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}
    assert {path.suffix for path in (folder / "manifests").iterdir()} == {".json", ".sig", ".pem"}
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)


HOSTILE = (
    "../../../evil",
    "..",
    "C:\\Windows\\x",
    "index.html",
    "SHA256SUMS",
    "manifests",
    "a\0b",
    "\u202ecod.exe",
    "x" * 999,
)


def test_hostile_words_stay_in_the_folder_and_never_become_markup(office: Office) -> None:
    cited = tuple(citation(POLICY, word, f"<script>{word}", f'"><img src=x onerror=1>{word}') for word in HOSTILE)
    before = {path for path in office.folder.rglob("*") if path.is_file()}
    folder, items = exported(office, cited)
    outside = {path for path in office.folder.rglob("*") if path.is_file() and folder not in path.parents} - before
    assert {path.parent for path in outside} <= {office.folder, office.archive}
    assert all((folder / item.file).resolve().parent == folder.resolve() for item in items)
    assert len({item.file for item in items}) == len(HOSTILE)
    index = (folder / "index.html").read_text()
    assert "<script" not in index
    assert "<img" not in index
    assert "\u202e" not in index


def test_a_folder_that_is_not_empty_is_left_alone(office: Office) -> None:
    (office.folder / "out").mkdir()
    (office.folder / "out" / "mine").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        exported(office)
    assert [path.name for path in (office.folder / "out").iterdir()] == ["mine"]


def test_a_body_that_the_archive_lost_is_said_and_no_half_file_stays(office: Office) -> None:
    office.run({WATER: Answer(PAGE, media_type="text/html")})
    for warc in office.archive.glob("*.warc.gz"):
        warc.unlink()
    with Session(office.engine) as session:
        snapshot = load_snapshot(session)
    (item,) = export(snapshot, office.archive, office.folder / "out")
    assert item.why.startswith("the archive can't give it: ")
    assert {path.name for path in (office.folder / "out").iterdir()} == {"index.html", "SHA256SUMS", "manifests"}


def test_several_reports_have_a_folder_each(office: Office) -> None:
    office.run(citations=CITED[:1])
    folder, items = exported(office, CITED[1:2])
    assert len(items) == 2
    folders = {item.file.partition("/")[0] for item in items}
    assert folders == {"Northwind Aluminium Group", "Northwind Aluminium Group (2)"}
    assert all((folder / item.file).read_bytes() == PDF for item in items)


def test_paths_are_short_enough_for_windows_wherever_the_folder_is_put(office: Office) -> None:
    endless = tuple(citation(POLICY, f"5.{number}", "Casting " * 40, "statement " * 40) for number in range(2))
    with Session(office.engine) as session:
        for number in range(2):
            cited = report([*endless, citation(POLICY, str(number))])
            reports.add_report(session, cited.model_copy(update={"entity": "Northwind Aluminium Group " * 20}))
        session.commit()
    folder, _ = exported(office, endless)
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")]
    assert len(paths) == 8
    assert 190 < max(len(path.encode()) for path in paths) <= 200


def test_what_a_person_attested_stands_beside_what_the_machine_saw(office: Office) -> None:
    office.run(SITE, citations=CITED)
    office.attest()
    folder, items = exported(office)
    (item,) = [item for item in items if item.word]
    assert (item.url, item.state, item.file, item.why) == (LOST, "dead", "", "no document: gone")
    assert item.word == "A. Auditor saw it as live, 2026-11-25: seen in a browser"
    assert item.word_file == "9.1 – Lost – attested 2026-11-25.pdf"
    assert (folder / item.word_file).read_bytes() == SAVED
    index = unescape((folder / "index.html").read_text())
    assert f"Attested by a person: {item.word}" in index
    assert item.word_file in (folder / "SHA256SUMS").read_text()
    assert item.word_file in [unquote(link) for link in re.findall('href="([^"]+)"', index)]


def test_what_a_person_saved_runs_nowhere_and_is_missed_where_the_archive_lost_it(office: Office) -> None:
    office.run(SITE, citations=CITED)
    office.attest(name="../<b>.html", note="<script>")
    (kept,) = office.archive.glob("attested-*.warc.gz")
    folder, items = exported(office)
    (item,) = [item for item in items if item.word]
    assert item.word_file == "9.1 – Lost – attested 2026-11-25.html.txt"
    assert "<script" not in (folder / "index.html").read_text()
    kept.unlink()
    with Session(office.engine) as session:
        items = export(load_snapshot(session), office.archive, office.folder / "again")
    (item,) = [item for item in items if item.word]
    assert item.word_file == ""
    assert item.lacking.startswith("the archive can't give what was saved: ")
    assert item.lacking in unescape((office.folder / "again" / "index.html").read_text())
