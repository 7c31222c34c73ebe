from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.evidence.naming import MOST_BYTES, alike, file_name, unlike

DAY = "2026-11-24"
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    "conin$",
    "conout$",
    *(f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³"),
}

hostile = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from('./\\:*?"<>|\0\r\n\u202e\u200b\ufeff–- ~CONnulé\u0301北')),
    max_size=300,
)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            ("5.1a-b", "Northwind Casthouse", "GHG statement"),
            "5.1a-b – Northwind Casthouse – GHG statement – 2026-11-24.pdf",
        ),
        (("5.1a-b", "", "GHG"), "5.1a-b – GHG – 2026-11-24.pdf"),
        (("../../etc/passwd",), "etc passwd – 2026-11-24.pdf"),
        (('a/b\\c:d*e?f"g<h>i|j',), "a b c d e f g h i j – 2026-11-24.pdf"),
        (("report\u202efdp.exe",), "reportfdp.exe – 2026-11-24.pdf"),
        (("a\0b\nc\x1b[31m",), "ab c[31m – 2026-11-24.pdf"),
        (("北风铝业",), "北风铝业 – 2026-11-24.pdf"),
        ((".hidden.", " - "), "hidden – 2026-11-24.pdf"),
        (("con.txt",), "_con.txt – 2026-11-24.pdf"),
        (("", "…"), "… – 2026-11-24.pdf"),
        ((), "_ – 2026-11-24.pdf"),
        (("-rf",), "rf – 2026-11-24.pdf"),
    ],
)
def test_names(parts: tuple[str, ...], name: str) -> None:
    assert file_name(parts, DAY, ".pdf") == name


@given(st.lists(hostile, max_size=4), st.sampled_from(["", DAY]), st.sampled_from(["", ".pdf", ".html.txt"]))
def test_whatever_a_report_says_every_system_takes_the_name(parts: list[str], last: str, suffix: str) -> None:
    name = file_name(parts, last, suffix)
    assert 0 < len(name.encode()) <= MOST_BYTES
    assert name == PureWindowsPath(name).name == PurePosixPath(name).name
    assert not set(name) & set('<>:"/\\|?*')
    assert not [c for c in name if unicodedata.category(c) in HIDDEN]
    assert name[0] not in " .-~"
    assert name[-1] not in " ."
    assert name.split(".")[0].strip().lower() not in RESERVED


@given(st.lists(hostile, min_size=1, max_size=5))
def test_no_two_names_are_the_same_file_anywhere(texts: list[str]) -> None:
    taken: set[str] = set()
    names = [
        unlike(file_name([text.swapcase() if i % 2 else text], DAY, ".pdf"), taken, ".pdf")
        for i, text in enumerate(texts * 2)
    ]
    assert len({alike(name) for name in names}) == len(names)
    assert all(len(name.encode()) <= MOST_BYTES and name.endswith(".pdf") for name in names)


def test_names_that_differ_in_case_or_accents_written_apart_are_alike() -> None:
    taken: set[str] = set()
    given_names = [unlike(f"{stem}.pdf", taken, ".pdf") for stem in ("Caf\u00e9", "cafe\u0301", "CAF\u00c9")]
    assert given_names == ["Caf\u00e9.pdf", "cafe\u0301 (2).pdf", "CAF\u00c9 (3).pdf"]
