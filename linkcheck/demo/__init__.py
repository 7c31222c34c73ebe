"""What `linkcheck demo` needs, without internet: a fictional audit report, and a local web that plays its addresses.

`web.py` is the table of addresses and how each answers; `answers.py`, `documents.py` and `certificates.py` are what
`site.py` plays it with. `report.pdf` is made by `make_report.py` out of
`group.py` and `findings.py`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcheck.demo.site import Demo

REPORT = Path(__file__).with_name("report.pdf")
"""The fictional audit report."""


def running() -> AbstractContextManager[Demo]:
    """Play the fictional group's web while the context lasts; see `linkcheck.demo.site`."""
    from linkcheck.demo import site

    return site.running()
