"""`linkcheck facilities`: a file that a person reviews, which no name and no passage can turn into something else."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.cli.facilities import quoted, render
from linkcheck.documents.candidates import Candidate, Candidates
from linkcheck.documents.mentions import Mention
from linkcheck.report import Facility
from linkcheck.store.engine import open_store
from tests.linkcheck.cli.conftest import Command, Ended
from tests.web.server import Web

HOST = "www.northwind.test"
PRECISION, LIGHT = "Northwind Harbour Precision Rolling Ltd.", "Northwind Harbour Light Rolling Ltd."
CHINESE = "北风港精密轧制有限公司"
TABLE = f"""criterion,url,facility
5.1a-b,http://{HOST}/editions/precision.pdf,{PRECISION}
5.1a-b,http://{HOST}/editions/light.pdf,{LIGHT}
"""

HOSTILE = [
    'x"]\nevil = ["y',
    "x\\",
    'x"""y',
    "x'''",
    "x # y",
    "北风\u202e铝业",
    "x\x00\x1b[31m\x7f",
    "x\r\ny",
    "x\x85y\u2028z",
    "\ud800",
    "[facilities]",
    "\U000e0041 \ufeff",
]


def _uncommented(text: str) -> str:
    """As a person leaves it who takes every candidate."""
    return re.sub(r'^(\s*)# (".*",)$', r"\1\2", text, flags=re.MULTILINE)


def _rendered(name: str) -> str:
    candidate = Candidate(name, Mention(name, 1, f"before {name} after"), f"https://{name}", 1, 1, 0, 0)
    found = Candidates({name: (candidate,)}, (candidate,))
    return render([Facility(name=name, aliases=(name,))], {name: (name, "second")}, found)


def _read(text: str) -> dict[str, object]:
    return tomllib.loads(text.encode("utf-8").decode("utf-8"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_gets_out_of_its_place(name: str) -> None:
    text = _rendered(name)
    inside = name.replace("\ud800", "�")
    assert _read(text) == {"facilities": {inside: [inside, "second"]}}
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028\ufeff]", text)


@given(st.text(max_size=40))
def test_no_text_gets_out_of_its_place(name: str) -> None:
    inside = re.sub("[\ud800-\udfff]", "�", name)
    assert _read(_rendered(name)) == {"facilities": {inside: [inside, "second"]}}
    assert _read(f"x = {quoted(name)}") == {"x": inside}


def test_a_candidate_counts_once_its_mark_is_deleted() -> None:
    text = render([Facility(name="A")], {}, Candidates({"A": (Candidate("北风", Mention("北风", 2, "x"), "u"),)}, ()))
    assert _read(text) == {"facilities": {"A": []}}
    assert _read(_uncommented(text)) == {"facilities": {"A": ["北风"]}}


def _run(linkcheck: Command, web: Web, *options: object) -> Ended:
    resolve = (f"{r.host}:{r.port}:{r.address}:{r.to_port}" for r in web.at(HOST))
    asked = [part for one in resolve for part in ("--resolve", one)]
    return linkcheck("run", "table.csv", "--delay", 0, "--allow-network", "127.0.0.0/8", *asked, *options)


def _named() -> dict[str, str]:
    """By facility, the note on whether it is named."""
    (report,) = json.loads(Path("coverage/coverage.json").read_text())["reports"]
    return {
        citation["facility"]: note["text"] + (note["proof"]["quote"] or "")
        for citation in report["citations"]
        for note in citation["notes"]
        if note["code"].startswith("facility-")
    }


def test_reviewed_names_tell_facilities_apart(linkcheck: Command, tmp_path: Path, web: Web) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    assert _run(linkcheck, web).code == 0
    assert all("Could not tell" in text for text in _named().values())

    ended = linkcheck("facilities", "table.csv", "--write", "aliases.toml")
    assert (ended.code, ended.out) == (0, "")
    prepared = Path("aliases.toml").read_text()
    assert tomllib.loads(prepared) == {"facilities": {PRECISION: [], LIGHT: []}}
    precision, light = prepared.split(LIGHT)
    assert f'# "{CHINESE}",' in precision
    assert "in 1 of 1 documents cited for it, in 0 of 1 cited for others alone" in precision
    assert f"http://{HOST}/editions/precision.pdf, page 2: " in precision
    assert '"北风港轻量化轧制有限公司"' in light
    assert CHINESE not in light

    Path("aliases.toml").write_text(prepared.replace(f'# "{CHINESE}"', f'"{CHINESE}"'))
    assert linkcheck("report", "--aliases", "aliases.toml").code == 0
    assert CHINESE in _named()[PRECISION]
    assert _named()[PRECISION].startswith("It names the facility: ")
    assert _named()[LIGHT].startswith("Could not tell")


def test_what_was_reviewed_is_taken_over_and_never_written_over(linkcheck: Command, tmp_path: Path, web: Web) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    _run(linkcheck, web)
    reviewed = f'[facilities]\n"{PRECISION}" = ["{CHINESE}"]  # seen by me\n"Elsewhere Ltd." = ["别处有限公司"]\n'
    Path("aliases.toml").write_text(reviewed)

    ended = linkcheck("facilities", "table.csv", "--write", "aliases.toml")
    assert ended.code == 2
    assert "aliases.toml is there already and is left alone" in ended.err
    assert Path("aliases.toml").read_text() == reviewed

    assert linkcheck("facilities", "table.csv", "--aliases", "aliases.toml", "--write", "next.toml").code == 0
    assert tomllib.loads(Path("next.toml").read_text())["facilities"] == {
        PRECISION: [CHINESE],
        LIGHT: [],
        "Elsewhere Ltd.": ["别处有限公司"],
    }
    assert f'# "{CHINESE}"' not in Path("next.toml").read_text()


def test_without_a_file_it_is_printed_and_one_that_can_not_be_written_is_said(
    linkcheck: Command, tmp_path: Path, web: Web
) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    _run(linkcheck, web)
    ended = linkcheck("facilities", "table.csv")
    assert ended.code == 0
    assert list(tomllib.loads(ended.out)["facilities"]) == [PRECISION, LIGHT]

    ended = linkcheck("facilities", "table.csv", "--write", "missing/aliases.toml")
    assert (ended.code, "missing/aliases.toml can't be written" in ended.err) == (2, True)


def test_a_report_that_was_not_checked_is_one_line_and_exit_2(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}").dispose()
    for arguments, says in (
        (("table.csv",), "`linkcheck run REPORT` takes it in"),
        (("missing.csv",), "can't be read"),
    ):
        ended = linkcheck("facilities", *arguments)
        assert ended.code == 2
        assert says in ended.err
        assert ended.err.count("\n") == 1


BAD_FILES = [
    ("[facilities", "no TOML"),
    ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1") * 3, "no TOML"),
    ("x = 1", "one table, [facilities]"),
    ("[facilities]\n[other]\n", "one table, [facilities]"),
    ("facilities = 3", "one table, [facilities]"),
    ('[facilities]\nA = "x"', "'A' are no list"),
    ("[facilities]\nA = [1]", "'A' are no list"),
    ('[facilities]\nA = ["x"]', "too short"),
    ('[facilities]\nA = ["北风铝业"]\nB = ["北 风 铝业"]', "two facilities"),
    ('[facilities]\nNorthwind = []\nB = ["northwind"]', "two facilities"),
    ("x = " + "[" * 100_000, ""),
    ("#" * (2**20 + 1), "more than 1 MiB"),
]


@pytest.mark.parametrize(("text", "says"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_bad_alias_file_is_one_line_before_anything_is_fetched(
    linkcheck: Command, tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    (tmp_path / "aliases.toml").write_text(text)
    ended = linkcheck("run", "table.csv", "--aliases", "aliases.toml")
    assert ended.code == 2
    assert ended.err.startswith("linkcheck: the alias file aliases.toml")
    assert ended.err.count("\n") == 1
    assert says in ended.err
    assert not (tmp_path / "linkcheck.db").exists()


def test_an_alias_file_that_is_not_there_is_said(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    ended = linkcheck("run", "table.csv", "--aliases", "missing.toml")
    assert (ended.code, "no such file: missing.toml" in ended.err) == (2, True)
