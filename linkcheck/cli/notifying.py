"""After a run: whoever is to know is told what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.model import Coverage


def tell_changes(coverage: Coverage, notify: Sequence[str]) -> None:
    """Send what has changed to the URLs in these environment variables. What can't be delivered is said, no more."""
    from linkcheck.cli.terminal import say
    from linkcheck.errors import UsageError
    from linkcheck.notices.sending import send
    from reports import notice

    if not notify:
        return
    told = notice.render(coverage)
    if told is None:
        return
    try:
        for trouble in send(notify, told.title, told.body):
            say(f"linkcheck: {trouble}", style="red")
    except UsageError as trouble:
        say(f"linkcheck: {trouble}", style="red")
