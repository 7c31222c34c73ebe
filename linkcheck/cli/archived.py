"""After a run, where it is wanted: what public web archives have of citations that are not live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from linkcheck.evidence.lookup import Pace
    from linkcheck.settings import Settings

FAILURES_IN_A_ROW = 2
"""After these nothing more is asked: an archive that is down would cost a minute each."""


def look_up_archived(engine: Engine, settings: Settings, report_ids: Sequence[int], pace: Pace | None = None) -> int:
    """Look up what is dead or doubtful, and keep what is found. Returns how many URLs have a copy.

    Trouble with the archive is said and takes nothing away from the run.
    """
    from sqlalchemy.orm import Session

    from crawler.asking import CouldNotAsk, ask
    from linkcheck.cli.terminal import say, shown
    from linkcheck.evidence.lookup import Pace, look_up
    from linkcheck.store.archived import kept_sha1, record_archived

    pace, failures, found = pace or Pace(), 0, 0
    with Session(engine) as session:
        wanted = _not_live(session, report_ids)
        if wanted:
            say(f"looking for archived copies of {len(wanted)} URLs at {shown(settings.archive_cdx)}")
        for url, around in wanted:
            ours = kept_sha1(session, url)
            session.commit()
            try:
                copies = look_up(url, around, settings.archive_cdx, lambda query: ask(query, settings), pace, ours)
            except CouldNotAsk as trouble:
                say(f"linkcheck: {shown(url)}: {shown(str(trouble))}", style="red")
                failures += 1
                if failures == FAILURES_IN_A_ROW:
                    say("linkcheck: nothing more is looked up this time", style="red")
                    break
                continue
            failures = 0
            found += copies.before is not None or copies.after is not None
            record_archived(session, url, copies)
            session.commit()
    return found


def _not_live(session: Session, report_ids: Sequence[int]) -> list[tuple[str, date | None]]:
    """The URLs of dead and doubtful citations with the day of their report's audit, each pair once."""
    from linkcheck.archived import audit_day
    from linkcheck.store.snapshot import load_snapshot
    from linkcheck.verdicts import judge
    from linkcheck.vocabulary import EvidenceState

    found: dict[tuple[str, date | None], None] = {}
    for known in load_snapshot(session, report_ids).reports:
        for citation in known.report.citations:
            verdict = judge(citation, known.fetches.get(citation.url), known.history.get(citation.url, ()))
            if verdict.state in (EvidenceState.DEAD, EvidenceState.DOUBTFUL) and "://" in citation.url:
                found[citation.url, audit_day(known.report)] = None
    return list(found)
