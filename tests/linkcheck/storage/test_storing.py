"""Evidence in one place: a shared folder, and an object store (moto's server stands for S3)."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from linkcheck.errors import ArchiveTrouble, UsageError
from linkcheck.settings import Settings
from linkcheck.storage.place import Place
from linkcheck.storage.storing import bring_back, store_closed
from linkcheck.store.models import FetchRow
from linkcheck.store.shared_models import StoredFileRow
from tests.linkcheck.store import examples
from tests.linkcheck.store.conftest import create_from_models
from tests.linkcheck.store.crawling import crawl

URL = "https://www.northwind.example/policy.pdf"


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return Place(request.getfixturevalue("bucket") if request.param == "bucket" else f"file://{tmp_path}/shared/2026")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    from linkcheck.store.engine import open_store

    url = f"sqlite:///{tmp_path}/linkcheck.db"
    create_from_models(url)
    engine = open_store(url)
    yield engine
    engine.dispose()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """One file that is closed, one that is being written."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    for name in ("run-1-a.warc.gz", "run-1-b.warc.gz"):
        (folder / name).write_bytes(name.encode() * 1000)
    (folder / "run-1-a.warc.gz").chmod(0o444)
    (folder / "manifest-000001-run-1.json").write_text("{}")
    return folder


def test_closed_files_are_there_verified_and_noted(engine: Engine, archive: Path, place: Place) -> None:
    assert store_closed(engine, archive, place) == ["run-1-a.warc.gz", "manifest-000001-run-1.json"]
    assert store_closed(engine, archive, place) == []
    with Session(engine) as session:
        row = session.scalars(select(StoredFileRow).where(StoredFileRow.name == "run-1-a.warc.gz")).one()
        assert row.place == f"{place.url}/run-1-a.warc.gz"
        assert row.sha256 == hashlib.sha256((archive / row.name).read_bytes()).hexdigest()
        assert row.bytes == (archive / row.name).stat().st_size


def test_another_machine_has_them_from_there(engine: Engine, archive: Path, place: Place, tmp_path: Path) -> None:
    with Session(engine) as session:
        from linkcheck.store.reports import add_report

        run_id = crawl(session, add_report(session, examples.report([URL])), 0, {})
        session.execute(FetchRow.__table__.update().values(warc_file="run-1-a.warc.gz"))  # type: ignore[attr-defined]
        session.commit()
    store_closed(engine, archive, place)
    elsewhere = tmp_path / "elsewhere"
    assert bring_back(engine, elsewhere, place, run_id) == ["run-1-a.warc.gz"]
    assert bring_back(engine, elsewhere, place, run_id) == []
    copy = elsewhere / "run-1-a.warc.gz"
    assert copy.read_bytes() == (archive / copy.name).read_bytes()
    assert not copy.stat().st_mode & stat.S_IWUSR


def test_what_was_changed_there_does_not_come_back(archive: Path, place: Place, tmp_path: Path) -> None:
    place.put(archive / "run-1-a.warc.gz")
    with pytest.raises(ArchiveTrouble, match=r"run-1-a.warc.gz is not what was stored there"):
        place.get("run-1-a.warc.gz", "0" * 64, tmp_path)
    assert not list(tmp_path.glob("*.warc.gz"))


def test_a_copy_that_is_not_what_was_sent_is_found(
    archive: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Place, "_sha256", lambda self, name: "1" * 64)
    with pytest.raises(ArchiveTrouble, match="is not what was sent"):
        place.put(archive / "run-1-a.warc.gz")


def test_a_place_that_cannot_be_written_is_one_line_without_secrets(archive: Path, tmp_path: Path, bucket: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ArchiveTrouble, match="can't be written or read: "):
        Place(f"file://{tmp_path}/file/below").put(archive / "run-1-a.warc.gz")
    with pytest.raises(ArchiveTrouble) as caught:
        Place("s3://EVIDENCE_!/x").put(archive / "run-1-a.warc.gz")
    assert "topsecret" not in str(caught.value)


def test_which_places_there_are() -> None:
    with pytest.raises(UsageError, match="can't be stored at strange://place"):
        Place("strange://place")
    for wrong in ("evidence", "s3://key:secret@bucket/x"):
        with pytest.raises(ValidationError, match="not a URL without user and password"):
            Settings(evidence_store=wrong)
