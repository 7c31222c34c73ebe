"""After a crawl, where it is wanted: the archive's closed files go to the place where all evidence is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from linkcheck.settings import Settings


def store_evidence(engine: Engine, settings: Settings) -> None:
    """Store what is closed and not there yet. Trouble is said and takes nothing away: the next time tries it again."""
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import LinkcheckError
    from linkcheck.storage.place import Place
    from linkcheck.storage.storing import store_closed

    if not settings.evidence_store:
        return
    try:
        stored = store_closed(engine, settings.archive, Place(settings.evidence_store))
    except LinkcheckError as trouble:
        say(f"linkcheck: evidence is not stored: {shown(str(trouble))}", style="red")
        return
    if stored:
        say(f"{len(stored)} files of evidence are at {shown(settings.evidence_store)}, verified")


def bring_evidence(engine: Engine, settings: Settings, run_id: int) -> None:
    """Have the run's files that other machines wrote in this archive too. Trouble is said."""
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import LinkcheckError
    from linkcheck.storage.place import Place
    from linkcheck.storage.storing import bring_back

    if not settings.evidence_store:
        return
    try:
        bring_back(engine, settings.archive, Place(settings.evidence_store), run_id)
    except LinkcheckError as trouble:
        say(f"linkcheck: evidence of run {run_id} is not here: {shown(str(trouble))}", style="red")
