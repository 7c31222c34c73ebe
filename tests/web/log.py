"""What the servers saw: every request with its time, every connection, every byte sent."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Request:
    """One request as it arrived. Times are seconds of `time.monotonic`; `ended` is None while it is being answered.

    `at` is when the server read it, `arrived` when the kernel had received it: earlier, where the machine is busy.
    """

    at: float
    connection: int
    listener: str
    method: str
    target: str
    host: str
    headers: tuple[tuple[str, str], ...]
    arrived: float
    ended: float | None = None
    sent: int = 0

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def header(self, name: str) -> str | None:
        """The first header of that name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(slots=True)
class Log:
    """Written by the servers' thread, read by the tests. `sent` counts bytes before TLS, connections those accepted."""

    requests: list[Request] = field(default_factory=list)
    connections: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    errors: list[Exception] = field(default_factory=list)

    def of(self, *hosts: str, robots: bool = True) -> list[Request]:
        """The requests to any of these hosts (all, where none is given), with or without those for robots.txt."""
        return [
            request
            for request in self.requests.copy()
            if (not hosts or request.host in hosts) and (robots or request.path != "/robots.txt")
        ]

    def targets(self, *hosts: str) -> list[str]:
        """The request targets to these hosts but for robots.txt, in the order in which they came."""
        return [request.target for request in self.of(*hosts, robots=False)]

    def gaps(self, *hosts: str) -> list[float]:
        """Seconds from each request's arrival at these hosts to the next one's, robots.txt included."""
        arrived = sorted(request.arrived for request in self.of(*hosts))
        return [later - earlier for earlier, later in itertools.pairwise(arrived)]

    def most_at_once(self, *hosts: str) -> int:
        """The largest number of requests to these hosts that were being answered at one moment."""
        return _most_overlapping(self.of(*hosts))


def _most_overlapping(requests: Collection[Request]) -> int:
    changes = [(request.at, 1) for request in requests]
    changes += [(request.ended, -1) for request in requests if request.ended is not None]
    return max(itertools.accumulate(change for _, change in sorted(changes)), default=0)
