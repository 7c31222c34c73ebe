"""What a worker tells Prometheus: what it does itself is counted, the queue is looked up when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Counter, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, text

from linkcheck.errors import DatabaseTrouble, UsageError
from linkcheck.worker import queue

_DEPTH = text(
    "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs "
    "WHERE status IN ('todo', 'doing', 'failed') GROUP BY queue_name, status"
)
_LAG = text(
    "SELECT coalesce(EXTRACT(epoch FROM clock_timestamp() - min(event.at)), 0) FROM procrastinate_jobs job "
    "JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred' "
    "WHERE job.status = 'todo' AND job.queue_name = :sites"
)


class Metrics:
    """The worker's counters, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._fetches = Counter(
            "linkcheck_fetches", "Fetches of this worker that have their outcome", ["outcome"], registry=self.registry
        )
        self._takeovers = Counter(
            "linkcheck_takeovers", "Jobs that this worker took over from dead ones", registry=self.registry
        )

    def fetched(self, outcome: str) -> None:
        """One more fetch has its outcome."""
        self._fetches.labels(outcome).inc()

    def taken_over(self) -> None:
        """A dead worker's job is back in the queue."""
        self._takeovers.inc()


class QueueCollector(Collector):
    """The queue's depth, how long its oldest site waits, and how many workers live: of all workers together."""

    def __init__(self, engine: Engine, stalled: float) -> None:
        """`stalled`: seconds without a sign of life after which a worker counts as dead."""
        self._engine = engine
        self._stalled = stalled

    def collect(self) -> Iterator[Metric]:
        """Looks the figures up. Where the database is away, `linkcheck_database_up` is 0 and the rest is missing."""
        up = GaugeMetricFamily("linkcheck_database_up", "Whether the database answers")
        try:
            found = list(self._look_up())
        except DatabaseTrouble:
            found = []
        up.add_metric([], float(bool(found)))
        yield up
        yield from found

    def _look_up(self) -> Iterator[Metric]:
        with self._engine.connect() as connection:
            depth = GaugeMetricFamily("linkcheck_queue_jobs", "Jobs in the queue", labels=["queue", "status"])
            for name, status, count in connection.execute(_DEPTH):
                depth.add_metric([name, status], count)
            yield depth
            lag = connection.scalar(_LAG, {"sites": queue.SITES})
            yield GaugeMetricFamily(
                "linkcheck_domain_lag_seconds", "How long the domain that waits longest has waited", float(lag or 0)
            )
        alive = len(queue.workers(self._engine, self._stalled)) // 2
        yield GaugeMetricFamily("linkcheck_workers", "Workers that gave a sign of life", alive)


def serve(metrics: Metrics, engine: Engine, stalled: float, address: str, port: int) -> Callable[[], None]:
    """Answer Prometheus at http://ADDRESS:PORT/metrics until what this returns is called. Raises UsageError."""
    metrics.registry.register(QueueCollector(engine, stalled))
    try:
        server, thread = start_http_server(port, addr=address, registry=metrics.registry)
    except OSError as error:
        raise UsageError(
            f"metrics can't be served at {address}:{port}: {error.strerror}", "Name another --metrics-port"
        ) from error
    return lambda: _end(server, thread)


def _end(server: WSGIServer, thread: Thread) -> None:
    server.shutdown()
    server.server_close()
    thread.join()
