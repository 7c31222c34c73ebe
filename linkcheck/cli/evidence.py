"""`linkcheck evidence`: what makes the archive evidence, and how it is handed over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from linkcheck.cli import options
from linkcheck.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from linkcheck.fetch import Capture
    from linkcheck.settings import Settings
    from linkcheck.store.snapshot import Snapshot

app = typer.Typer(
    name="evidence",
    help="Verify, show and hand over what the archive keeps.",
    no_args_is_help=True,
    add_completion=False,
)

Key = Annotated[
    Path | None,
    typer.Option("--key", help="File of the signing key. Default: linkcheck.key.", show_default=False),
]
Run = Annotated[int | None, typer.Argument(metavar="[RUN]", help="Only this run. Default: all.", show_default=False)]


@app.command()
def key(key: Key = None, config: options.Config = None) -> None:
    """Make the key that signs manifests, or show the one that is there: its public half and its fingerprint.

    Exit codes: 0; 2 where the file can't be written or holds something else.
    """
    from linkcheck import settings
    from linkcheck.cli.terminal import out, say
    from linkcheck.evidence import keys

    path = settings.load(config, signing_key=key).signing_key
    known = keys.read_key(path)
    private = known or keys.make_key(path)
    public = private.public_key()
    say(f"{path} {'is there already' if known else 'was made: keep it safe, and to yourself'}")
    out.print(keys.public_pem(public).decode(), end="")
    out.print(f"SHA-256 fingerprint: {keys.fingerprint(public)}")


@app.command()
def verify(
    run: Run = None,
    public_key: Annotated[
        list[Path] | None,
        typer.Option(help="Key that must have signed (PEM). Default: your own. Can be repeated.", show_default=False),
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Look at the archive by itself, without the store that it belongs to.")
    ] = False,
    timestamp_ca: Annotated[
        Path | None, typer.Option(help="PEM file of the authorities that timestamps must lead to.", show_default=False)
    ] = None,
    key: Key = None,
    archive: options.Archive = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Check the archive: digests, places of records, manifests, their chain, signatures, timestamps, the store.

    Says one line for each thing that does not hold.

    Exit codes: 0 all holds; 1 something does not; 2 it can't be checked.
    """
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.terminal import out, say, shown
    from linkcheck.evidence.timestamps import checker
    from linkcheck.evidence.verifying import Trust
    from linkcheck.evidence.verifying import verify as findings
    from linkcheck.store.engine import open_store

    configured = settings.load(config, archive=archive, database=database, signing_key=key, timestamp_ca=timestamp_ca)
    if not configured.archive.is_dir():
        raise UsageError(f"there is no archive in {configured.archive}", "Name its folder with --archive")
    check_stamp = checker(configured.timestamp_ca) if configured.timestamp_ca else None
    trust = Trust(_trusted(public_key, configured), check_stamp)
    session = None if alone else Session(open_store(configured.database, create=False))
    failed = 0
    for finding in findings(session, configured.archive, trust, run):
        if finding.failed:
            failed += 1
            out.print(f"FAILED  {shown(finding.text)}")
        else:
            say(f"note: {shown(finding.text)}")
    if session is not None:
        session.close()
    out.print(f"{failed} things do not hold" if failed else "all holds")
    raise typer.Exit(1 if failed else 0)


def _trusted(given: list[Path] | None, configured: Settings) -> tuple[Ed25519PublicKey, ...]:
    """The keys named, else one's own where there is one."""
    from linkcheck.evidence import keys

    if given:
        return tuple(map(keys.read_public_key, given))
    own = keys.read_key(configured.signing_key)
    return (own.public_key(),) if own is not None else ()


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="SHA|URL", help="SHA-256 of a body (8 digits will do), or its URL.")],
    run: Annotated[int | None, typer.Option(help="As this run saw it. Default: the last.", show_default=False)] = None,
    output: Annotated[
        Path | None, typer.Option(help="File to write to. Default: standard output.", show_default=False)
    ] = None,
    archive: options.Archive = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write one body out of the archive, exactly as it came, and check its SHA-256 on the way.

    Exit codes: 0; 2 where it is not there, or is not what was kept.
    """
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.evidence.bodies import body_named
    from linkcheck.store.engine import open_store

    configured = settings.load(config, archive=archive, database=database)
    with Session(open_store(configured.database, create=False)) as session:
        capture = body_named(session, name, run)
    if output is None:
        if sys.stdout.isatty():
            raise UsageError("a document is no good to a terminal", "Give --output FILE, or a pipe")
        _copy(configured.archive, capture, sys.stdout.buffer)
        return
    try:
        with output.open("xb") as file:
            _copy(configured.archive, capture, file)
    except FileExistsError:
        raise UsageError(f"{output} is there already", "Name another file") from None
    except OSError as error:
        raise UsageError(f"{output} can't be written: {error.strerror}") from error
    except BaseException:
        output.unlink()
        raise


@app.command()
def export(
    only: options.Only = None,
    output: Annotated[Path, typer.Option(help="Folder to write, or with --wacz the file.", show_default=True)] = Path(
        "handover"
    ),
    wacz: Annotated[bool, typer.Option("--wacz", help="Write a WACZ, for replay in a browser, not a folder.")] = False,
    run: Annotated[int | None, typer.Option(help="As things stood after this run. Default: as they stand.")] = None,
    archive: options.Archive = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write what is kept for whoever has not this program: a folder of named documents, or a WACZ.

    The folder has an index.html, SHA256SUMS and the signed manifests.

    Exit codes: 0; 1 where the archive lacks something that it should hold; 2 where it can't be written.
    """
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.stored import stored_reports
    from linkcheck.store.engine import open_store
    from linkcheck.store.snapshot import load_snapshot

    configured = settings.load(config, archive=archive, database=database)
    with Session(open_store(configured.database, create=False)) as session:
        snapshot = load_snapshot(session, stored_reports(session, only), run)
    lacking = (_write_wacz if wacz else _write_folder)(snapshot, configured.archive, output)
    raise typer.Exit(1 if lacking else 0)


def _write_folder(snapshot: Snapshot, archive: Path, output: Path) -> bool:
    """True where something is lacking."""
    from linkcheck.cli.terminal import out, say, shown
    from linkcheck.evidence import folder

    items = folder.export(snapshot, archive, output)
    lacking = [item for item in items if item.lacking]
    for item in lacking:
        say(f"linkcheck: {shown(item.url)}: {shown(item.lacking)}", style="red")
    files = {item.file for item in items if item.file}
    out.print(f"{output / folder.INDEX}: {len(files)} documents for {len(items)} citations")
    return bool(lacking)


def _write_wacz(snapshot: Snapshot, archive: Path, output: Path) -> bool:
    """True where something is lacking."""
    from linkcheck.cli.terminal import out, say
    from linkcheck.evidence import wacz

    path = output if output.suffix == ".wacz" else output.with_name(f"{output.name}.wacz")
    packed = wacz.export(snapshot, archive, path)
    for record_id in packed.missing:
        say(f"linkcheck: the archive has no record {record_id}, which a revisit refers to", style="red")
    out.print(f"{path}: {len(packed.files)} WARC files, {packed.pages} pages")
    return bool(packed.missing)


@app.command()
def prune(
    keep: Annotated[int, typer.Option(min=1, help="How many of the last finished runs are kept.")],
    reason: Annotated[str, typer.Option(help="Why, for the signed note.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Without, it is only said what would go.")] = False,
    wait: options.Wait = False,
    key: Key = None,
    archive: options.Archive = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Let go of old runs, whole ones only, and never of the last body of a live citation.

    A signed note of what went joins the chain of manifests; the manifests of the runs stay.

    Exit codes: 0; 2 where it can't be done, or another run works on the store.
    """
    from linkcheck import settings
    from linkcheck.cli.sealing import seal_runs, signing_key, timestamps
    from linkcheck.cli.terminal import out, say
    from linkcheck.cli.waiting import locked
    from linkcheck.evidence import pruning
    from linkcheck.store.engine import open_store

    configured = settings.load(config, archive=archive, database=database, signing_key=key)
    if not configured.archive.is_dir():
        raise UsageError(f"there is no archive in {configured.archive}", "Name its folder with --archive")
    engine = open_store(configured.database, create=False)
    with locked(engine, wait):
        if yes:
            seal_runs(engine, configured)
        planned = pruning.plan(engine, configured.archive, keep)
        for run, why in planned.stays.items():
            say(f"run {run} stays: {why}")
        if yes:
            pruning.prune(
                engine,
                configured.archive,
                planned,
                key=signing_key(configured),
                operator=configured.operator or configured.contact,
                reason=reason,
                stamp=timestamps(configured),
            )
    runs = ", ".join(map(str, planned.runs)) or "no runs"
    out.print(f"{runs} {'went' if yes else 'would go'}: {len(planned.files)} files, {planned.bytes} bytes")
    if not yes and planned.runs:
        say("--yes does it")


def _copy(archive: Path, capture: Capture, file: BinaryIO) -> None:
    from linkcheck.archive.reader import read_body

    for piece in read_body(archive, capture):
        file.write(piece)
    file.flush()
