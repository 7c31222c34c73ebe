"""The examiner's process: it does one task after the other, within limits, until nobody asks any more.

Started by `linkcheck.documents.processes` as `python -m linkcheck.documents.process` with a socket as standard input. A
request is a JSON frame, then the body's file descriptor; the answer is a JSON frame and as many frames of bytes as it
says under `frames`. `spent` in it asks to be replaced.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from linkcheck.documents.bodies import Examined, examine, unpacked
from linkcheck.documents.facts import OtherFacts, Problem, write_facts
from linkcheck.documents.frames import receive_frame, send_frame
from linkcheck.documents.ocr import read_pages
from linkcheck.documents.pictures import draw_pages
from linkcheck.documents.sniff import FIRST_BYTES, sniff

_BLOCK = 1 << 20

Reply = tuple[dict[str, object], list[bytes]]


def examine_task(body: Path, request: Mapping[str, Any]) -> Reply:
    """Examine a body: media type and facts, a frame of text for each page."""
    try:
        examined = examine(body, content_type=request["content_type"], content_encoding=request["content_encoding"])
    except MemoryError:
        examined = _failed(body, Problem.MEMORY, "it needs more memory than it may have")
    except Exception as error:  # whatever a library raises over a hostile file is a fact about that file
        examined = _failed(body, Problem.FAILURE, f"{type(error).__name__}: {error}"[:300])
    head = {
        "media_type": examined.media_type,
        "facts": write_facts(examined.facts),
        "spent": examined.facts.problem is Problem.MEMORY,
    }
    return head, [page.encode("utf-8", "replace") for page in examined.pages]


def _failed(body: Path, problem: Problem, detail: str) -> Examined:
    with body.open("rb") as file:
        return Examined(sniff(file.read(FIRST_BYTES)), OtherFacts(problem=problem, detail=detail))


def draw_task(body: Path, request: Mapping[str, Any]) -> Reply:
    """Draw pages: their numbers, a frame of WebP for each. What can't be drawn is left out."""
    drawn: dict[int, bytes] = {}
    # A page that can't be drawn has no picture; what is wrong with it, its facts say.
    with suppress(Exception), unpacked(body, request["content_encoding"]) as plain:
        drawn.update(draw_pages(plain.read_bytes(), request["pages"]))
    return {"pages": list(drawn), "spent": False}, list(drawn.values())


def read_task(body: Path, request: Mapping[str, Any]) -> Reply:
    """Read pages by OCR: their numbers, a frame of text for each. The models' memory goes with the process."""
    read: dict[int, str] = {}
    with suppress(Exception), unpacked(body, request["content_encoding"]) as plain:
        read.update(read_pages(plain.read_bytes(), request["pages"]))
    return {"pages": list(read), "spent": True}, [text.encode("utf-8", "replace") for text in read.values()]


TASKS: dict[str, Callable[[Path, Mapping[str, Any]], Reply]] = {
    "examine": examine_task,
    "draw": draw_task,
    "read": read_task,
}


def serve(connection: socket.socket) -> None:
    """Say that it has started, then answer requests until the other side hangs up."""
    send_frame(connection, b"ready")
    while True:
        try:
            request = json.loads(receive_frame(connection))
        except EOFError:
            return
        _, descriptors, _, _ = socket.recv_fds(connection, 1, 1)
        try:
            _limit_time(request["seconds"])
            with body_at(descriptors[0], shared=sys.platform != "linux") as body:
                head, frames = TASKS[request["task"]](body, request)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        send_frame(connection, json.dumps({**head, "frames": len(frames)}).encode())
        for frame in frames:
            send_frame(connection, frame)


@contextmanager
def body_at(descriptor: int, *, shared: bool) -> Iterator[Path]:
    """The body behind a file descriptor as a path that can be opened again and again, from its start each time.

    `shared`: opening `/dev/fd/N` gives the descriptor itself (macOS) and with it its place, which the examiner shares;
    on Linux it opens the file anew.
    """
    if not shared:
        yield Path(f"/dev/fd/{descriptor}")
        return
    with NamedTemporaryFile(prefix="linkcheck-") as copy:
        while block := os.pread(descriptor, _BLOCK, copy.tell()):
            copy.write(block)
        copy.flush()
        yield Path(copy.name)


def _limit_memory(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS has no such limit; there, time is the only one
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_time(seconds: float) -> None:
    """End this process by itself soon after its examiner would have: the examiner may be gone by then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Serve the socket that is standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the examiner's to handle
    _limit_memory(int(sys.argv[1]))
    with socket.socket(fileno=0) as connection:
        serve(connection)


if __name__ == "__main__":
    main()
