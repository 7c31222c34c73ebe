"""`linkcheck worker`: takes crawls of distributed runs from the queue."""

from __future__ import annotations

from typing import Annotated

import typer

from linkcheck.cli import options


def worker(
    processes: Annotated[int, typer.Option(help="Sites that are crawled at once, each in its own process.", min=1)] = 4,
    metrics_port: Annotated[
        int | None,
        typer.Option(help="Serve Prometheus metrics at this port.", min=1, max=65535, show_default=False),
    ] = None,
    metrics_address: Annotated[str, typer.Option(help="Address that metrics are served at.")] = "127.0.0.1",
    database: options.Database = None,
    archive: options.Archive = None,
    output: options.Output = None,
    log_format: options.LogFormat = None,
    config: options.Config = None,
) -> None:
    """Work on distributed runs (`linkcheck run --distribute`) until stopped, and on schedules.

    Needs PostgreSQL. Start as many as you like, on as many machines: a domain is asked by one at a time. SIGTERM or
    Ctrl-C ends it in order; its unfinished sites go back into the queue.
    """
    import asyncio

    from linkcheck import settings
    from linkcheck.cli.logs import log_as
    from linkcheck.cli.terminal import say
    from linkcheck.store.engine import open_store
    from linkcheck.worker import queue

    configured = settings.load(config, database=database, archive=archive, output=output, log_format=log_format)
    log_as(configured.log_format)
    engine = open_store(configured.database)
    queue.require_workers(engine)
    from linkcheck.worker import metrics as prometheus
    from linkcheck.worker.working import Worker

    queue.install(engine)
    metrics = prometheus.Metrics()
    served = (
        prometheus.serve(metrics, engine, configured.worker_stalled, metrics_address, metrics_port)
        if metrics_port
        else None
    )
    say(f"working on up to {processes} sites at once; Ctrl-C ends it in order")

    async def work() -> None:
        await Worker(engine, configured, processes, metrics).run()

    try:
        asyncio.run(work())
    finally:
        if served is not None:
            served()
        engine.dispose()
