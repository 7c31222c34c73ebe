"""Does the documentation say what the program does?"""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from linkcheck.settings import Settings, load
from linkcheck.verdicts.model import Check
from linkcheck.vocabulary import CellState, EvidenceState

ROOT = Path(__file__).parent.parent
GENERATE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "generate.py"))
PAGES: list[Path] = GENERATE["pages"]()
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)(?:#([^)]*))?\)")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_has_drifted_from_the_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text == GENERATE["generated"](text), "run `make docs`"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_inside_leads_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        aim = (path.parent / target).resolve() if target else path
        assert aim.exists(), target
        assert not anchor or anchor in anchors(aim), anchor


def test_every_file_and_room_that_the_architecture_names_is_there() -> None:
    named = re.findall(r"`((?:linkcheck|crawler|reports|docs)/[\w./]*)`", page("docs/architecture.md"))

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_each_generated_section_stands_on_a_page() -> None:
    used = {found["name"] for path in PAGES for found in GENERATE["SECTION"].finditer(path.read_text("utf-8"))}

    assert used == set(GENERATE["SECTIONS"])


def test_the_example_settings_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = re.findall(r"```toml\n(.*?)```", page("docs/configuration.md"), re.DOTALL)
    file = tmp_path / "linkcheck.toml"
    file.write_text("\n".join(examples), encoding="utf-8")
    (tmp_path / "company-ca.pem").touch()
    monkeypatch.chdir(tmp_path)

    settings = load()

    assert settings != Settings()
    assert tomllib.loads(file.read_text(encoding="utf-8")).keys() <= Settings.model_fields.keys()


def test_reasons_are_called_what_the_reports_call_them() -> None:
    codes = re.findall(r"^\| `([a-z0-9-]+)`", GENERATE["SECTIONS"]["checks"](), re.MULTILINE)

    assert codes
    assert set(codes) <= set(Check)


def test_every_state_is_explained() -> None:
    text = page("docs/outcomes-and-states.md")

    missing = [state for state in (*EvidenceState, *CellState) if f"`{state}`" not in text]

    assert not missing
