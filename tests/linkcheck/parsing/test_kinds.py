"""Which files are read, by their content, and what people are told of those that are not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from linkcheck.errors import UnreadableReport
from linkcheck.parsing.kinds import CSV, PDF, TEXT, media_type


def package(*parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"AUDIT REPORT\n", TEXT),
        (b"\xef\xbb\xbfcriterion,url\n", CSV),
        (b"Our own check\n\nClause;Site;Link\n", CSV),
        (b"criterion and url\n", TEXT),
    ],
)
def test_a_file_is_what_it_holds(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "report"
    path.write_bytes(content)
    assert media_type(path) == kind


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office file of the old kind"),
        (b"{\\rtf1", "a rich text file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"\n <!DOCTYPE HTML>", "a web page"),
        (b"<HTML lang=en>", "a web page"),
        (package("mimetype", "content.xml"), "an OpenDocument file"),
        (package("ppt/presentation.xml"), "a presentation"),
        (package("report.pdf"), "an archive"),
        (b"", "the file is empty"),
        (b" \n ", "nothing but blanks"),
        (bytes(range(256)), "not a file that can be read"),
    ],
)
def test_another_file_is_named_and_what_to_do_is_said(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableReport, match=says) as raised:
        media_type(path)
    assert raised.value.hint
