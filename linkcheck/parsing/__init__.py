"""Reading a report: pages → lines in columns → findings → citations. Nothing but the file itself is read.

One reader per media type takes a file apart into a `Layout`; what follows is the same for all of them.
"""

from __future__ import annotations

from linkcheck.parsing.reading import read_report

__all__ = ["read_report"]
