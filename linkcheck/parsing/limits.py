"""Reading hostile reports: in a process of their own, with limits of time and memory, on all cores.

A report comes from somewhere. One that is damaged or made to harm ends as one line, or as a report whose
`partial-reading` observation says what is missing; it can neither take the program's memory nor its time.
"""

from __future__ import annotations

import json
import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Self, cast

from linkcheck.errors import UnreadableReport

if TYPE_CHECKING:
    from linkcheck.report import AuditReport


@dataclass(frozen=True)
class Limits:
    """For one report: seconds of wall time, and bytes of address space (RLIMIT_AS)."""

    seconds: float = 60.0
    memory: int = 2**30


LIMITS = Limits()


def read_report_limited(
    path: Path, *, aliases: Mapping[str, Sequence[str]] | None = None, limits: Limits = LIMITS
) -> AuditReport:
    """`linkcheck.parsing.read_report` in a limited process. Raises UnreadableReport, also when a limit is reached."""
    with Confined(limits) as process:
        return process.read(path, aliases or {})


def read_reports(
    paths: Sequence[Path],
    *,
    aliases: Mapping[str, Sequence[str]] | None = None,
    jobs: int | None = None,
    limits: Limits = LIMITS,
) -> Iterator[AuditReport | UnreadableReport]:
    """Read many reports, `jobs` at a time (all usable cores), each limited; give them in the order of `paths`.

    One that can't be read is given as its error, so that the others go on.
    """
    jobs = max(1, min(jobs or len(os.sched_getaffinity(0)), len(paths)))
    with ExitStack() as stack:
        idle: SimpleQueue[Confined] = SimpleQueue()
        for _ in range(jobs):
            idle.put(stack.enter_context(Confined(limits)))

        def read(path: Path) -> AuditReport | UnreadableReport:
            process = idle.get()
            try:
                return process.read(path, aliases or {})
            except UnreadableReport as error:
                return error
            finally:
                idle.put(process)

        yield from stack.enter_context(ThreadPoolExecutor(jobs)).map(read, paths)


class Confined:
    """A process for hostile files. It is started when first needed, and anew after it had to be ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="linkcheck-")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._folder.cleanup()

    def start(self) -> subprocess.Popen[bytes]:
        """The process, started if it isn't there: it loads while this one goes on."""
        self._process = self._process or self._start()
        return self._process

    def read(self, path: Path, aliases: Mapping[str, Sequence[str]]) -> AuditReport:
        """Read one report. Raises UnreadableReport."""
        self.start()
        from linkcheck.report import AuditReport  # while the process loads

        return AuditReport.model_validate(self.ask("read", path, aliases)["report"])

    def ask(self, action: str, path: Path, aliases: Mapping[str, Sequence[str]], **more: str) -> dict[str, Any]:
        """Have something done with one file (`linkcheck.parsing.child` has the actions). Raises UnreadableReport."""
        try:
            kind = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            raise UnreadableReport(f"no such file: {path}", "Look at its name and folder") from None
        except (OSError, ValueError) as error:  # a name that is too long, or a folder that is closed
            reason = getattr(error, "strerror", None) or error
            raise UnreadableReport(f"the file can't be opened: {path} ({reason})") from error
        if not stat.S_ISREG(kind):
            raise UnreadableReport(f"not a file: {path}")
        answer = Path(self._folder.name) / "answer.json"
        answer.unlink(missing_ok=True)
        named = {name: list(others) for name, others in aliases.items()}
        request = {"action": action, "path": str(path), "aliases": named, "answer": str(answer), **more}
        code = self._send(json.dumps(request))
        if code is None:
            self._end()
            raise UnreadableReport(
                f"reading takes longer than {self._limits.seconds:g} s: {path}", "Open it in a viewer and save it anew"
            )
        if not answer.exists():
            cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise UnreadableReport(
                f"the reader did not survive it ({cause}): {path}", "Open it in a viewer and save it anew"
            )
        found: dict[str, Any] = json.loads(answer.read_bytes())
        if "message" in found:
            raise UnreadableReport(found["message"], found["hint"])
        return found

    def _send(self, request: str) -> int | None:
        """The exit code of the reading process; None when its time is up."""
        process = self.start()
        requests, answers = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        try:
            requests.write(request.encode() + b"\n")
            requests.flush()
        except BrokenPipeError:
            return self._gone(process)
        ready = select.poll()
        ready.register(answers, select.POLLIN)
        if not ready.poll(1000 * self._limits.seconds):
            return None
        line = answers.readline()
        return int(line) if line else self._gone(process)

    def _gone(self, process: subprocess.Popen[bytes]) -> int:
        code = process.wait()
        self._end()
        return code

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "linkcheck.parsing.child"]
        return subprocess.Popen(  # noqa: S603  # this interpreter, and numbers
            [*command, str(self._limits.memory), str(self._limits.seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _end(self) -> None:
        """End the process and the one that it may have forked."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait()
