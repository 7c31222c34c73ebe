"""How far a crawl is: a bar where somebody looks, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from linkcheck.cli.terminal import err, is_interactive, say, shown
from linkcheck.fetch import Fetch

EVERY = 30.0  # seconds between two plain lines


class Progress(Protocol):
    """What a crawl tells while it goes on."""

    def started(self, done: int, total: int) -> None:
        """`done` of `total` URLs had their outcome before."""

    def fetched(self, fetch: Fetch) -> None:
        """One more has its outcome."""

    def reached(self, done: int) -> None:
        """So many have their outcome, whoever fetched them."""


class _Bar:
    def __init__(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.bar = Progress(
            TextColumn("fetching"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
            console=err,
            transient=True,
        )
        self.task = self.bar.add_task("", total=None)

    def started(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total)

    def fetched(self, fetch: Fetch) -> None:
        from rich.markup import escape

        self.bar.update(self.task, advance=1, description=escape(f"{fetch.outcome} {shown(fetch.url, 60)}"))

    def reached(self, done: int) -> None:
        self.bar.update(self.task, completed=done)


class _Lines:
    def __init__(self) -> None:
        self.done = self.total = 0
        self.last = monotonic()

    def started(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        say(f"fetching {total - done} URLs")

    def fetched(self, fetch: Fetch) -> None:
        self.reached(self.done + 1)

    def reached(self, done: int) -> None:
        if done == self.done:
            return
        self.done = done
        if self.done == self.total or monotonic() - self.last >= EVERY:
            self.last = monotonic()
            say(f"{self.done} of {self.total} URLs fetched")


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A `Progress` that fits whoever looks at standard error."""
    if not is_interactive():
        yield _Lines()
        return
    progress = _Bar()
    with progress.bar:
        yield progress
