"""Is a PDF whole? A reader that makes the best of a damaged one must say that something may be missing.

qpdf looks at the cross-reference table, at every object and into every stream, which a reader of text passes over. It
can't be interrupted, so that it works in a process of its own, which ends with its time.
"""

from __future__ import annotations

import os
import re
import resource
import signal
from pathlib import Path
from typing import Final

import pikepdf

from linkcheck.parsing import budget

SECONDS: Final = 10
"""Of CPU: a report takes some hundredths. What takes longer is not judged."""

_LONGEST: Final = 4_000
_PLACE: Final = re.compile(r"^[:,]? ?(?:\([^()]*\))?:? ?")
"""Where in the file a fault is, behind the file's name."""

_HARMLESS: Final = ("extraneous whitespace",)


def faults(path: Path) -> list[str]:
    """What is wrong with a PDF's structure, in qpdf's words; empty for a sound file. Takes as long as it takes."""
    try:
        with pikepdf.open(path) as document:
            found = [*document.check_pdf_syntax(), *map(str, document.get_warnings())]
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        found = [str(error)]
    said = (_PLACE.sub("", fault.removeprefix("WARNING: ").removeprefix(str(path))) for fault in found)
    return [fault for fault in dict.fromkeys(said) if not any(harmless in fault for harmless in _HARMLESS)]


def damage(path: Path) -> str | None:
    """A sentence about what is wrong with a PDF; None for a sound one, and for one that takes too long to look at.

    Forks: only for a process without threads.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        try:
            os.write(writing, _sentence(faults(path)).encode("utf-8", "replace")[:_LONGEST])
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123  # a descriptor, not a path
        try:
            said = pipe.read().decode("utf-8", "replace")
        except budget.OutOfTime:  # what was read of the report is worth more
            os.kill(process, signal.SIGKILL)
            said = ""
    os.waitpid(process, 0)
    return said or None


def _sentence(found: list[str]) -> str:
    if not found:
        return ""
    number = "one fault" if len(found) == 1 else f"{len(found)} faults"
    return f"The PDF is damaged ({number} in its structure: {found[0][:200]}): text or links may be missing."
