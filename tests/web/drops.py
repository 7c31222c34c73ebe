"""Connections that end, or go quiet, at every stage of a reply."""

from __future__ import annotations

from tests.web.documents import PDF, pdf
from tests.web.wire import Behaviour, Forever, Mark, Part, head, script

BODY = pdf()
HEAD = head(200, [*PDF, ("Content-Length", str(len(BODY)))])

STAGES: dict[str, bytes] = {
    "before-head": b"",
    "inside-status": HEAD[:7],
    "inside-head": HEAD[:40],
    "after-head": HEAD,
    "inside-body": HEAD + BODY[: len(BODY) // 2],
    "last-byte": HEAD + BODY[:-1],
}
"""What was sent when it happens."""

ENDS: dict[str, Part] = {"drop": Mark.CLOSE, "reset": Mark.RESET, "silence": Mark.SILENCE}

ROUTES: dict[str, Behaviour] = {
    **{f"/{end}/{stage}": script(sent, part) for end, part in ENDS.items() for stage, sent in STAGES.items()},
    # Never idle, never done: only a limit on the whole helps.
    "/drip/head": script(b"HTTP/1.1 200 OK\r\n", Forever(b"X-Drip: drop\r\n", every=0.05)),
    "/drip/letters": script(b"HTTP/1.1 200 OK\r\nX-Drip: ", Forever(b"o", every=0.05)),
    "/drip/body": script(head(200, [*PDF, ("Content-Length", "900000")]), Forever(b"%PDF-", every=0.05)),
    "/drip/chunks": script(head(200, [*PDF, ("Transfer-Encoding", "chunked")]), Forever(b"5\r\n%PDF-\r\n", every=0.05)),
    "/drip/interim": script(Forever(head(102), every=0.05)),
}
