"""Sending a notice. Where to comes from the environment: the URLs hold passwords, and are shown nowhere."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence

from linkcheck.errors import UsageError


def require_notify() -> None:
    """Raises UsageError where the extra is missing."""
    try:
        import apprise  # noqa: F401
    except ImportError:
        raise UsageError(
            "notices need apprise, which isn't installed", "pip install 'disclosure-linkcheck[notify]'"
        ) from None


def send(variables: Sequence[str], title: str, body: str) -> Iterator[str]:
    """Send to the URLs that these environment variables hold (several in one are parted by blanks).

    `body` is Markdown. Gives one line for each that could not be told; a URL never stands in it.
    """
    require_notify()
    from apprise import Apprise, NotifyFormat

    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # its lines quote URLs and payloads
    for variable in variables:
        urls = os.environ.get(variable, "").split()
        if not urls:
            yield f"no notice was sent: the environment has no {variable}"
        for url in urls:
            service = Apprise()
            if not service.add(url):
                yield f"no notice was sent: what {variable} holds is no URL that apprise knows"
            elif not _sent(service, title, body, NotifyFormat.MARKDOWN):
                name = service[0].service_name or "apprise"
                yield f"a notice by {name} was not delivered: check what {variable} holds, and that its server answers"


def _sent(service: object, title: str, body: str, form: object) -> bool:
    try:
        return bool(service.notify(body, title=title, body_format=form))  # type: ignore[attr-defined]
    except Exception:  # whatever one service's code does wrong must not take the run along
        return False
