"""Hostile files: whole ones, damaged in a way that a seed decides."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from random import Random

from openpyxl import Workbook

from linkcheck.report import AuditReport
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf, word

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")


def damaged_pdf(seed: int) -> bytes:
    """A generated report's PDF, cut, flipped, with streams swapped, numbers changed or parts repeated."""
    random = Random(seed)
    whole = _pdf(random.randrange(8))
    return random.choice((_cut, _flip, _flip_many, _swap_streams, _change_numbers, _repeat, _drop))(random, whole)


def truth_of(seed: int) -> AuditReport:
    """What the whole file says that `damaged_pdf(seed)` was made of."""
    return generate.report(Random(1000 + Random(seed).randrange(8))).truth


def damaged_docx(seed: int, folder: Path) -> bytes:
    """A generated report's Word draft, damaged as a file or in one of its parts."""
    random = Random(seed)
    return _damaged_package(random, _docx(random.randrange(4), folder))


def damaged_xlsx(seed: int) -> bytes:
    """A table of citations, damaged as a file or in one of its parts."""
    return _damaged_package(Random(seed), xlsx())


@cache
def _pdf(seed: int) -> bytes:
    return reportlab_pdf.render(generate.report(Random(1000 + seed)))


@cache
def _docx(seed: int, folder: Path) -> bytes:
    path = folder / f"whole-{seed}.docx"
    word.write(generate.report(Random(2000 + seed)), path)
    return path.read_bytes()


@cache
def xlsx(rows: int = 40) -> bytes:
    """A sound table of citations."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["criterion", "facility", "url", "document", "pages"])
    for n in range(rows):
        criterion, facility = f"{1 + n % 11}.{1 + n % 4}", f"Northwind Plant {n % 3}"
        sheet.append([criterion, facility, f"https://northwind.example/{n}.pdf", "ESG Report", n])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cut(random: Random, whole: bytes) -> bytes:
    return whole[: random.randrange(len(whole))]


def _flip(random: Random, whole: bytes, count: int = 3) -> bytes:
    damaged = bytearray(whole)
    for _ in range(count):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def _flip_many(random: Random, whole: bytes) -> bytes:
    return _flip(random, whole, random.randint(20, 400))


def _swap_streams(random: Random, whole: bytes) -> bytes:
    spans = [match.span(1) for match in _STREAM.finditer(whole)]
    (a, b), (c, d) = sorted(random.sample(spans, 2))
    return whole[:a] + whole[c:d] + whole[b:c] + whole[a:b] + whole[d:]


def _change_numbers(random: Random, whole: bytes) -> bytes:
    """Object numbers, offsets, lengths and sizes that don't hold any more."""
    spans = [match.span() for match in _NUMBER.finditer(whole)]
    damaged = whole
    for start, end in sorted(random.sample(spans, min(len(spans), random.randint(1, 12))), reverse=True):
        new = random.choice((b"0", b"-1", b"1", b"7", b"65536", b"99999999999", whole[start:end] + b"0"))
        damaged = damaged[:start] + new + damaged[end:]
    return damaged


def _repeat(random: Random, whole: bytes) -> bytes:
    start = random.randrange(len(whole))
    part = whole[start : start + random.randint(1, 4000)]
    return whole[:start] + part * random.randint(2, 40) + whole[start:]


def _drop(random: Random, whole: bytes) -> bytes:
    start = random.randrange(len(whole))
    return whole[:start] + whole[start + random.randint(1, 4000) :]


def _damaged_package(random: Random, whole: bytes) -> bytes:
    if random.random() < 0.4:
        return random.choice((_cut, _flip, _flip_many, _repeat, _drop))(random, whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = random.choice(sorted(parts))
    if random.random() < 0.2:
        del parts[name]
    else:
        parts[name] = random.choice((_cut, _flip, _flip_many, _change_numbers, _repeat, _drop))(random, parts[name])
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def parts_of(whole: bytes) -> dict[str, bytes]:
    """The parts of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        return {name: package.read(name) for name in package.namelist()}
