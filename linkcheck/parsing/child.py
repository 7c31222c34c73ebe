"""The process that reads hostile files, its limits set before anything is opened; `linkcheck.parsing.limits` starts it.

It imports the readers once, then forks a process for each file, so that damage done by one ends with it. A request is
a line of JSON on standard input {action, path, aliases, answer, …}; the answer is a file of JSON (what the action
gives, or an error), and a line with the forked process's exit code on standard output says that it is there.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

LARGEST_ANSWER: Final = 64 * 2**20
"""Bytes of JSON; a report of 21 pages gives 100 kB."""

READ_BY: Final = 0.75
"""Share of the time after which a reader stops, so that what it has read is still put together."""

_AGAIN: Final = "Open it in a viewer and save it anew"


def main() -> None:
    """Serve requests until standard input ends. Arguments: memory in bytes, seconds of wall time for a file."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    gc.disable()  # there is nothing to collect while modules load
    import linkcheck.parsing.integrity
    import linkcheck.parsing.reading  # noqa: F401  # once, before the forks

    gc.enable()
    for line in sys.stdin:
        end = time.monotonic() + READ_BY * seconds
        code = _forked(line, end, seconds)
        if code < 0:  # a signal ended it: PDFium aborts where it gets no memory, pdfplumber can say so
            code = _forked(line, end, seconds, careful=True)
        print(code, flush=True)


def _forked(line: str, end: float, seconds: float, *, careful: bool = False) -> int:
    """The exit code of a process that answers a request until `end` (time.monotonic)."""
    process = os.fork()
    if process == 0:
        _answer(json.loads(line), end, seconds, careful)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def _answer(request: Mapping[str, Any], end: float, seconds: float, careful: bool) -> None:
    from linkcheck.errors import UnreadableReport
    from linkcheck.parsing import budget, pdf

    if careful:
        pdf.without_pdfium()
    cpu = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    path = request["path"]
    try:
        with budget.limited(max(0.001, end - time.monotonic())):
            answer = json.dumps(ACTIONS[request["action"]](request))
        if len(answer) > LARGEST_ANSWER:
            raise UnreadableReport(f"more text than any report holds: {path}", "Give the report alone")
    except UnreadableReport as error:
        answer = _error(error.message, error.hint)
    except MemoryError:
        answer = _error(f"reading takes too much memory: {path}", _AGAIN)
    except budget.OutOfTime:
        answer = _error(f"reading takes too long: {path}", _AGAIN)
    except Exception as error:  # whatever a damaged file makes a library stumble over
        answer = _error(f"damaged report ({type(error).__name__}): {path}", _AGAIN)
    Path(request["answer"]).write_text(answer, encoding="utf-8")


def _error(message: str, hint: str) -> str:
    return json.dumps({"message": message, "hint": hint})


def _read(request: Mapping[str, Any]) -> dict[str, Any]:
    from linkcheck.parsing import integrity, kinds, read_report
    from linkcheck.report import Observation
    from linkcheck.vocabulary import ObservationCode

    path = Path(request["path"])
    report = read_report(path, aliases=request["aliases"])
    damaged = integrity.damage(path) if report.source.media_type == kinds.PDF else None
    if damaged:
        seen = Observation(code=ObservationCode.PARTIAL_READING, text=damaged)
        report = report.model_copy(update={"observations": (seen, *report.observations)})
    return {"report": report.model_dump(mode="json", by_alias=True)}


def _draw(request: Mapping[str, Any]) -> dict[str, Any]:
    from linkcheck.parsing.drawing import pictures

    drawn = pictures(Path(request["path"]), Path(request["folder"]), request["aliases"])
    return {"pictures": [str(picture) for picture in drawn]}


ACTIONS: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {"read": _read, "draw": _draw}


if __name__ == "__main__":
    main()
