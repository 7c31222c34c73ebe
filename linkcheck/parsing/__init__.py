"""Reading a report: pages → lines in columns → findings → citations. Nothing but the file itself is read.

One reader per media type takes a file apart into a `Layout`; what follows is the same for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkcheck.parsing.reading import read_report

__all__ = ["read_report"]


def __getattr__(name: str) -> Any:
    """`read_report`, loaded when it is asked for: who has files read in a limited process needs no reader itself."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from linkcheck.parsing.reading import read_report

    return read_report
