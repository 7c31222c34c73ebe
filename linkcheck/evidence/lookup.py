"""Asking a public web archive, by its CDX server, for copies of what is not live."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import quote

from linkcheck.archived import ArchivedCopies, ArchivedCopy

PER_MINUTE = 24
"""Requests that Wayback's CDX server takes from one client."""

MOST_LINES = 10_000

_COLUMNS = re.compile(r"\S+ (?P<at>\d{14}) (?P<url>\S{1,4000}) \S+ 200 (?P<digest>\S+)(?: \S+)*")
"""The old form of a CDX server's lines: urlkey, timestamp, original, mimetype, statuscode, digest, length."""

_CDXJ = re.compile(r"\S+ (?P<at>\d{14}) (?P<facts>\{.{1,8000}\})")
"""The newer form: urlkey, timestamp, and the rest as JSON."""

_DIGEST = re.compile(r"(?:sha1:)?(?P<base32>[A-Z2-7]{32})")


class Pace:
    """At most so many requests a minute, evenly: the first at once, each later one when its turn has come."""

    def __init__(
        self,
        per_minute: int = PER_MINUTE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._every = 60 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def wait(self) -> None:
        """Until the next request may be made."""
        if (left := self._next - self._clock()) > 0:
            self._sleep(left)
        self._next = max(self._next, self._clock()) + self._every


def look_up(
    url: str, around: date | None, cdx: str, ask: Callable[[str], bytes], pace: Pace, kept_sha1: Collection[str] = ()
) -> ArchivedCopies:
    """The copies of a URL nearest to a day, asked for under both schemes.

    `cdx` is the CDX server's address, `kept_sha1` are (hex) of the bodies that are kept here. Raises what `ask` raises.
    """
    now = datetime.now(UTC)
    found: list[tuple[datetime, str, str]] = []
    for query in queries(url, cdx):
        pace.wait()
        found += _captures(ask(query).decode("utf-8", "replace").splitlines())
    ours = {base64.b32encode(bytes.fromhex(sha1)).decode() for sha1 in kept_sha1}
    last = around or now.date()
    copies = [
        ArchivedCopy(url=original, at=at, digest=digest, identical=digest in ours if ours else None)
        for at, original, digest in sorted(set(found))
    ]
    before = [copy for copy in copies if copy.at.date() <= last]
    after = [copy for copy in copies if copy.at.date() > last]
    return ArchivedCopies(
        archive=cdx,
        looked_up_at=now,
        around=around,
        before=before[-1] if before else None,
        after=after[0] if after else None,
    )


def queries(url: str, cdx: str) -> Iterator[str]:
    """What is asked: the URL under http and https, captures that answered 200, one a day."""
    rest = url.partition("#")[0].partition("://")[2]
    for scheme in ("http", "https"):
        asked = quote(f"{scheme}://{rest}", safe="")
        yield (f"{cdx}?url={asked}&filter=statuscode:200&collapse=timestamp:8&limit={MOST_LINES}")


def _captures(lines: Iterable[str]) -> Iterator[tuple[datetime, str, str]]:
    """Time, URL and digest of each line that is one; an archive may answer anything."""
    for line in lines:
        at, url, digest = _columns(line.strip()) or _cdxj(line.strip()) or ("", "", "")
        match = _DIGEST.fullmatch(digest)
        if match:
            with suppress(ValueError):
                yield datetime.strptime(at, "%Y%m%d%H%M%S").replace(tzinfo=UTC), url, match["base32"]


def _columns(line: str) -> tuple[str, str, str] | None:
    match = _COLUMNS.fullmatch(line)
    return (match["at"], match["url"], match["digest"]) if match else None


def _cdxj(line: str) -> tuple[str, str, str] | None:
    match = _CDXJ.fullmatch(line)
    try:
        facts = json.loads(match["facts"]) if match else {}
    except (ValueError, RecursionError):
        return None
    url, digest = facts.get("url"), facts.get("digest")
    if match is None or facts.get("status") != "200" or not isinstance(url, str) or not isinstance(digest, str):
        return None
    return match["at"], url, digest
