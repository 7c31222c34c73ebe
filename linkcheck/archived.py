"""Copies that a public web archive has of a URL: a fact of its own, never a sign of life."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from linkcheck.report import AuditReport


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ArchivedCopy(_Model):
    """A capture: which spelling of the URL, when (UTC), and its payload's SHA-1 in base32, as archives index it.

    `identical` says whether those are the very bytes of a document that was kept here; null where none was.
    """

    url: str
    at: datetime
    digest: str
    identical: bool | None = None


class ArchivedCopies(_Model):
    """What a look-up found. `before` and `after` are the captures nearest to the day `around` (null: the look-up's).

    A capture of the day itself counts as before. Both are null where the archive has none that answered 200.
    """

    archive: str
    looked_up_at: datetime
    around: date | None = None
    before: ArchivedCopy | None = None
    after: ArchivedCopy | None = None


def audit_day(report: AuditReport) -> date | None:
    """The day that copies should be near to: the audit's last, else when its report was submitted."""
    return max(report.audit_dates, default=report.report_submitted)
