"""One of the examiner's processes, from the side that asks."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from linkcheck.documents.facts import Problem
from linkcheck.documents.frames import receive_frame, send_frame

TASKS_EACH = 200
"""A process is replaced after so many tasks: what a library leaks over them ends with it."""

SECONDS_TO_START = 60
"""A process takes half a second to start; on a machine that is busy, much longer."""

_MOST_FRAMES = 100_000
_NO_ROOM = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})
"""The system may start a process when there is less to do."""

_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR")
"""What a process that reads a stranger's files is told of ours."""


@dataclass(frozen=True, slots=True)
class Limits:
    """For one body: `seconds` of wall time, `memory` in bytes of address space (some 300 MiB of it are its own)."""

    seconds: float = 60.0
    memory: int = 1536 * 2**20


DEFAULT_LIMITS = Limits()


class Answer(NamedTuple):
    """What came back: the reply's head, and its frames."""

    head: Mapping[str, Any]
    frames: tuple[bytes, ...]


class ProcessLost(Exception):
    """The process is gone, and its task undone: `problem` says of what, `detail` is one line for a person."""

    def __init__(self, problem: Problem, detail: str) -> None:
        super().__init__(detail)
        self.problem = problem
        self.detail = detail


class Process:
    """A running process. `spent` turns true when it is dead or has grown old: end it and start another one.

    Made, it has started: what that takes is no task's time. Raises OSError where the system has no room for it,
    ProcessLost (failure) where it can't be started.
    """

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", "linkcheck.documents.process", str(memory)]
            try:
                self._process = subprocess.Popen(  # noqa: S603  # our own module in our own interpreter
                    command,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                )
            except OSError as error:
                ours.close()
                if error.errno in _NO_ROOM:
                    raise
                raise ProcessLost(Problem.FAILURE, f"no process could be started: {error.strerror}") from error
        self._connection = ours
        self._asked = 0
        self._spent = False
        self._await_start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def spent(self) -> bool:
        return self._spent or self._asked >= TASKS_EACH or self._process.poll() is not None

    def ask(self, request: Mapping[str, object], descriptor: int, seconds: float) -> Answer:
        """Have one task done on the body behind a file descriptor.

        Takes `seconds` at most. Raises ProcessLost where it takes longer, or the process dies of it: then it is ended.
        """
        self._asked += 1
        try:
            return self._exchange({**request, "seconds": seconds}, descriptor, time.monotonic() + seconds)
        except TimeoutError:
            self.end()
            raise ProcessLost(Problem.TIME, f"it was given up after {seconds:g} seconds") from None
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            raise self._death() from None

    def kill(self) -> None:
        """Break off what it is doing: whoever waits for it gets ProcessLost. For another thread than that one."""
        self._process.kill()

    def end(self) -> None:
        """Kill the process, if it still runs, and wait for its end."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def _await_start(self) -> None:
        self._connection.settimeout(SECONDS_TO_START)
        try:
            receive_frame(self._connection)
        except (OSError, EOFError) as error:
            self.end()
            raise ProcessLost(Problem.FAILURE, "the process that examines documents did not start") from error

    def _exchange(self, request: Mapping[str, object], descriptor: int, deadline: float) -> Answer:
        self._connection.settimeout(deadline - time.monotonic())
        send_frame(self._connection, json.dumps(request).encode())
        socket.send_fds(self._connection, [b"\0"], [descriptor])
        head = json.loads(receive_frame(self._connection))
        self._spent = bool(head["spent"])
        if head["frames"] > _MOST_FRAMES:
            raise ValueError(f"{head['frames']} frames")
        return Answer(head, tuple(self._frame(deadline) for _ in range(head["frames"])))

    def _frame(self, deadline: float) -> bytes:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return receive_frame(self._connection)

    def _death(self) -> ProcessLost:
        """What the process died of. One that hit its own limit of time was slow, not broken."""
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            status = 0
        self.end()
        if status == -signal.SIGXCPU:
            return ProcessLost(Problem.TIME, "it used up its time")
        if status == -signal.SIGABRT:  # what C++ libraries do when they are refused memory
            return ProcessLost(Problem.MEMORY, "it broke off, most likely for want of memory")
        of = f" ({signal.Signals(-status).name})" if status < 0 else ""
        return ProcessLost(Problem.CRASH, f"the examination broke off{of}")


class Pool:
    """Processes with the same limits that nobody asks for the moment.

    Starting one takes some two tenths of a second of CPU. Several examiners can share them, one after another.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._idle: deque[Process] = deque()

    def take(self) -> Process:
        """One that is fit to work; a new one where none is idle. Raises OSError and ProcessLost as Process does."""
        with suppress(IndexError):
            while (process := self._idle.pop()).spent:
                process.end()
            return process
        return Process(self.limits.memory)

    def give_back(self, process: Process) -> None:
        """It has done its task."""
        self._idle.append(process)

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of the processes that wait for work."""
        return tuple(process.pid for process in self._idle)

    def close(self) -> None:
        """End them all."""
        while self._idle:
            self._idle.pop().end()
