"""What goes to the terminal: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import sys
import unicodedata

from rich.console import Console
from rich.text import Text

from linkcheck.cli import logs

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def shown(text: str, limit: int = 2000) -> str:
    """`text` from a report or a server, safe to show on one line: no control characters, escapes or direction marks."""
    cut = text if len(text) <= limit else f"{text[:limit]}…"
    return "".join(c if unicodedata.category(c) not in _HIDDEN else "�" for c in " ".join(cut.split()))


def say(text: str, style: str = "") -> None:
    """One line about what goes on, to standard error."""
    if logs.as_json:
        logs.write("error" if style == "red" else "info", text.removeprefix("linkcheck: "))
    else:
        err.print(Text(text, style=style))


def is_interactive() -> bool:
    """Is somebody looking at standard error?"""
    return sys.stderr.isatty()
