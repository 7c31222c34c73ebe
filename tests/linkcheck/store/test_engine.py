from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from linkcheck.errors import DatabaseTrouble
from linkcheck.report import Observation
from linkcheck.store.engine import open_store
from linkcheck.store.migrations import HEAD, REVISIONS, VERSION_TABLE
from linkcheck.store.models import Base
from linkcheck.store.reports import add_report, get_report
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.store.examples import GHG, POLICY, citation, report

on_postgresql = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)


def test_models_and_migrations_agree(store_url: str) -> None:
    engine = open_store(store_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_steps_are_those_of_the_folder_in_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", "linkcheck.store:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(REVISIONS)
    assert scripts.get_heads() == [HEAD]


def test_urls_that_were_observed_not_to_be_certain_are_marked_in_an_older_store(store_url: str) -> None:
    observed = Observation(code=ObservationCode.UNRESOLVED_URL, criterion="2.5a-g", text="cut short", urls=(GHG,))
    citations = (citation(POLICY), citation(GHG), citation(GHG, criterion="7.1"))
    older = report((POLICY,)).model_copy(update={"citations": citations, "observations": (observed,)})
    engine = open_store(store_url)
    with Session(engine) as session, session.begin():
        number = add_report(session, older)
        session.execute(text("ALTER TABLE citation DROP COLUMN unresolved"))
        session.execute(text("ALTER TABLE finding DROP COLUMN ratings"))
        session.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0007'"))
    engine.dispose()
    engine = open_store(store_url)
    with Session(engine) as session:
        assert [c.unresolved for c in get_report(session, number).citations] == [False, True, False]
    engine.dispose()


def test_a_store_can_be_opened_again(store_url: str) -> None:
    open_store(store_url).dispose()
    engine = open_store(store_url)
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == HEAD
    engine.dispose()


def test_opening_a_store_of_this_version_does_without_alembic(store_url: str) -> None:
    open_store(store_url).dispose()
    program = (
        "import sys; from linkcheck.store.engine import open_store;"
        f"open_store({store_url!r}).dispose(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_processes_that_start_at_once_make_one_store(store_url: str) -> None:
    program = f"import sys; sys.stdin.read(); from linkcheck.store.engine import open_store; open_store({store_url!r})"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    errors = [process.communicate()[1].decode() for process in processes]
    assert [(process.returncode, error) for process, error in zip(processes, errors, strict=True)] == [(0, "")] * 4
    engine = open_store(store_url)
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {VERSION_TABLE}")) == 1
    engine.dispose()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store_url: str) -> None:
    engine = open_store(store_url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseTrouble, match="newer version") as caught:
        open_store(store_url)
    assert "pip install --upgrade" in caught.value.hint


def test_another_program_s_database_is_refused_and_left_alone(store_url: str) -> None:
    theirs = create_engine(store_url)
    with theirs.begin() as connection:
        connection.execute(text("CREATE TABLE report (id INTEGER)"))
    with pytest.raises(DatabaseTrouble, match="belongs to another program: it has a table 'report'"):
        open_store(store_url)
    assert inspect(theirs).get_table_names() == ["report"]
    theirs.dispose()


def test_an_interrupted_migration_leaves_nothing_behind(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.migration.MigrationContext._ensure_version_table", fails)
    with pytest.raises(KeyboardInterrupt):
        open_store(store_url)
    monkeypatch.undo()
    open_store(store_url).dispose()


def test_a_store_that_is_not_there_is_not_made_where_it_should_be(store_url: str, tmp_path: Path) -> None:
    url = store_url if store_url.startswith("postgresql") else f"sqlite:///{tmp_path / 'no.db'}"
    with pytest.raises(DatabaseTrouble, match="there is no store in"):
        open_store(url, create=False)
    assert not (tmp_path / "no.db").exists()
    open_store(url).dispose()
    open_store(url, create=False).dispose()


def test_foreign_keys_are_kept(engine: Engine) -> None:
    orphan = text("INSERT INTO run_report (run_id, report_id) VALUES (77, 77)")
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(orphan)


def _a_file(content: bytes) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        (folder / "store.db").write_bytes(content)
        return f"sqlite:///{folder}/store.db"

    return make


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (_a_file(b"not a database, but text of more than one hundred bytes " * 3), "is not an SQLite database"),
        (lambda folder: f"sqlite:///{folder}/no/such/folder/x.db", "no such folder for the database"),
        (lambda folder: f"sqlite:///{folder}", "is a folder, not a database"),
        (lambda _: "sqlite:////proc/linkcheck.db", "can't be opened"),
        (lambda _: "sqlite://", "needs a file"),
        (lambda _: "sqlite:///:memory:", "needs a file"),
        (lambda _: "sqlite:///file:x?mode=memory&uri=true", "needs a file"),
        (lambda folder: f"sqlite:///{folder}/x.db?nonsense=1", "an SQLite store has no option 'nonsense'"),
        (lambda _: "linkcheck.db", "not a database URL: 'linkcheck.db'"),
        (lambda _: "", "not a database URL: ''"),
        (lambda _: "postgresql://host:port/x", "not a database URL"),
        (lambda _: "mysql://user@host/db", "can't be kept in 'mysql'"),
        (lambda _: "postgresql+asyncpg://user@host/db", "can't be kept in 'postgresql+asyncpg'"),
        (lambda _: "nonsense+driver://x", "can't be kept in 'nonsense+driver'"),
        (lambda _: "postgresql://nobody:geheim@127.0.0.1:1/x", "the PostgreSQL database 'x' on 127.0.0.1:1"),
        (lambda _: "postgresql://127.0.0.1:1/x?password=geheim", "the PostgreSQL database 'x' on 127.0.0.1:1"),
        (lambda _: "postgresql://127.0.0.1:1/x?nonsense=geheim", "can't be opened with the options"),
        (lambda _: "postgresql//nobody:geheim@127.0.0.1/x", "not a database URL: '***@127.0.0.1/x'"),
        (lambda _: "postgresql//127.0.0.1/x?password=geheim", "not a database URL: 'postgresql//127.0.0.1/x'"),
    ],
)
def test_what_can_t_be_opened_gives_one_line(url: Callable[[Path], str], says: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble) as caught:
        open_store(url(tmp_path))
    line = str(caught.value)
    assert says in line
    assert "\n" not in line
    assert "geheim" not in line
    assert caught.value.hint


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseTrouble, match=r"pip install 'disclosure-linkcheck\[postgres\]'"):
        open_store("postgresql+psycopg://user@127.0.0.1/x")


@on_postgresql
def test_a_wrong_database_name_is_told(store_url: str) -> None:
    with pytest.raises(DatabaseTrouble, match='"no_such_database" does not exist') as caught:
        open_store(make_url(store_url).set(database="no_such_database").render_as_string(hide_password=False))
    assert caught.value.hint


@on_postgresql
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_understood_under_its_usual_names(store_url: str, scheme: str) -> None:
    open_store(scheme + "://" + store_url.partition("://")[2]).dispose()


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_file_that_goes_away_later_is_told_in_one_line_too(engine: Engine, tmp_path: Path) -> None:
    engine.dispose()
    for path in tmp_path.glob("linkcheck.db*"):
        path.unlink()
    (tmp_path / "linkcheck.db").mkdir()
    with pytest.raises(DatabaseTrouble, match="is a folder"):
        engine.connect()


@on_postgresql
def test_a_server_that_hangs_up_is_told_in_one_line_and_asked_again(engine: Engine) -> None:
    with (
        engine.connect() as connection,
        pytest.raises(DatabaseTrouble, match="terminating connection"),
    ):
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_a_relative_path_stays_where_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_store("sqlite:///linkcheck.db")
    monkeypatch.chdir("/")
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == HEAD
    engine.dispose()
