"""What goes to standard error for other programs to read: one JSON object per line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

as_json = False
"""Whether `log_as("json")` was asked for."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """`time` (UTC), `level`, `message`, `logger`, the record's own extras, and the traceback as `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        extras = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            extras["exception"] = self.formatException(record.exc_info)
        return line(record.levelname.lower(), record.getMessage(), logger=record.name, **extras)


def line(level: str, message: str, **extras: object) -> str:
    """One object. What is no JSON in the extras stands as its text."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"time": now, "level": level, "message": message, **extras}, default=str, ensure_ascii=False)


def write(level: str, message: str) -> None:
    """One object to standard error."""
    sys.stderr.write(line(level, message) + "\n")


def log_as(form: Literal["text", "json"]) -> None:
    """Set up the process's log: ours from information on, that of libraries from warnings on, to standard error."""
    global as_json
    as_json = form == "json"
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if as_json else logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("linkcheck").setLevel(logging.INFO)
