"""Every error that a person meets, on one screen.

LinkcheckError
├── UnreadableReport      the file given as a report can't be read as one
├── DatabaseTrouble       the store can't be opened, written, or is of a newer version
├── ArchiveTrouble        the evidence archive can't be written, or read where it should
├── RunInProgress         another process works on the same store
└── UsageError            options or settings that don't go together

Each is one line: what happened, to what, and what to do next. The commands print it and end with `exit_code`.
"""

from __future__ import annotations


class LinkcheckError(Exception):
    """One line for a person; never shown as a traceback.

    `message` says what happened and to what, `hint` (may be empty) what to do next.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}. {hint}" if hint else message)
        self.message = message
        self.hint = hint


class UnreadableReport(LinkcheckError):
    """No such file, empty, encrypted, without text, of no known layout, or without findings."""


class DatabaseTrouble(LinkcheckError):
    """The store can't be opened or written, or was made by a newer version.

    `passing`: the server doesn't answer, which may be over soon.
    """

    def __init__(self, message: str, hint: str = "", *, passing: bool = False) -> None:
        super().__init__(message, hint)
        self.passing = passing


class ArchiveTrouble(LinkcheckError):
    """The evidence archive can't be written (nothing is recorded that isn't kept), or lacks what it should hold."""


class RunInProgress(LinkcheckError):
    """Another process holds the store's run lock."""


class UsageError(LinkcheckError):
    """Options, arguments or settings that can't be understood or don't go together."""
