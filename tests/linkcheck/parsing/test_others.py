"""Reports whose authors had not seen the program are read no worse than they were before.

What is read otherwise than they meant it is counted here; `python -m tests.linkcheck.parsing.others` shows it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.linkcheck.parsing.others import comments, compare

HERE: Final = Path(compare.__file__).parent
KNOWN: Final[dict[str, int]] = json.loads(HERE.joinpath("known.json").read_text(encoding="utf-8"))
"""How many differences a report still has, and how many comments of an entity are read otherwise; others have none."""


@pytest.mark.parametrize(
    "path", [*compare.reports(HERE / "reports"), *compare.reports(HERE / "layouts")], ids=lambda path: path.name
)
def test_a_report_is_read_as_it_was(path: Path) -> None:
    assert len(compare.differences(path)) <= KNOWN.get(path.name, 0)


@pytest.mark.parametrize("entity", comments.entities(), ids=lambda entity: str(entity["entity"]))
def test_comments_are_read_as_they_were(entity: dict[str, object], tmp_path: Path) -> None:
    assert len(list(comments.differences(entity, tmp_path))) <= KNOWN.get(str(entity["entity"]), 0)
