"""Text read off the pictures of pages (optional: the extra `ocr`). Runs in the examiner's own processes.

The models (PP-OCR, Chinese and English) come with the package: nothing is asked of any network.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from typing import Any, Final

import pypdfium2

LONGEST_SIDE: Final = 2000
"""Pixels of the picture that is read: 170 to the inch on A4."""

MOST_PAGES: Final = 10
"""Of one document: each takes some seconds."""

_LEAST_SCORE: Final = 0.5
"""Lines that are recognised with less confidence (0 to 1) are left out."""

_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def is_installed() -> bool:
    """Is the extra there?"""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_pages(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Read pages of a PDF, by their place in it from 1, line by line. Pages past its end are left out.

    Raises pypdfium2.PdfiumError where the file or a page can't be read, ImportError where the extra is not there.
    """
    engine = _engine()
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number in numbers:
            if 1 <= number <= len(document):
                with closing(document[number - 1]) as page:
                    yield number, _read(engine, page)


def _engine() -> Any:
    """An engine of one thread: each more takes address space, which is limited, and a core that others use."""
    for name in _THREADS:
        os.environ[name] = "1"
    from rapidocr import RapidOCR

    one = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _LEAST_SCORE, **one})


def _read(engine: Any, page: pypdfium2.PdfPage) -> str:
    with closing(page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1.0))) as bitmap:
        picture = bitmap.to_numpy()[:, :, :3].copy()
    return "\n".join(engine(picture).txts or ())
