"""What an auditor should look at before any link is fetched."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import Read
from linkcheck.parsing.pages import Layout
from linkcheck.report import AuditReport


def observe(report: AuditReport, read: Sequence[Read], cited: Sequence[Cited], layout: Layout) -> AuditReport:
    return report
