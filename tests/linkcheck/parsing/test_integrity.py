"""A damaged PDF that can still be read in part says that it is damaged."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from linkcheck.parsing import budget
from linkcheck.parsing.integrity import damage, faults
from linkcheck.parsing.limits import read_report_limited
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.bombs import BOMBS
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf
from tests.linkcheck.parsing.corpus.writers import WRITERS


@pytest.mark.parametrize("name", ["reportlab", "chromium", "libreoffice"])
def test_what_writer_programs_make_is_sound(name: str, tmp_path: Path) -> None:
    if WRITERS[name].missing:
        pytest.skip(WRITERS[name].missing)
    path = tmp_path / "report.pdf"
    WRITERS[name].write(generate.report(Random(4)), path)
    assert faults(path) == []


@pytest.mark.parametrize("name", ["report.pdf", "our report", "a.pdf (1).pdf"])
def test_a_stream_that_breaks_off_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = reportlab_pdf.render(generate.report(Random(4)))
    middle = whole.index(b"stream", len(whole) // 3) + 200
    path.write_bytes(whole[:middle] + b"\x00\xff" * 20 + whole[middle + 40 :])
    said = [o for o in read_report_limited(path).observations if o.code is ObservationCode.PARTIAL_READING]
    assert said
    assert said[0].text.startswith("The PDF is damaged (")
    assert not any(part in said[0].text for part in (str(tmp_path), name, ": ,"))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the tests' workers have threads
def test_what_takes_too_long_is_not_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.parsing.integrity.SECONDS", 1)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(BOMBS["inflating-twice.pdf"]())
    assert damage(path) is None


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the tests' workers have threads
def test_where_the_time_is_up_what_was_read_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.parsing.integrity.faults", lambda _: time.sleep(60))
    with budget.limited(0.2):
        assert damage(tmp_path / "report.pdf") is None
