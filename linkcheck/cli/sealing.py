"""After a run: its manifest, signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from sqlalchemy import Engine

    from linkcheck.evidence.chain import Stamp
    from linkcheck.settings import Settings


def seal_runs(engine: Engine, settings: Settings) -> None:
    """Write what manifests are missing of finished runs, and say so. To be called under the run lock.

    Trouble with them is said and takes nothing away from the run: the next one, or `evidence verify`, meets it again.
    """
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import LinkcheckError
    from linkcheck.evidence.sealing import seal

    operator = settings.operator or settings.contact
    try:
        key, stamp = signing_key(settings), timestamps(settings)
        for written in seal(engine, settings.archive, key=key, operator=operator, stamp=stamp):
            signed = "signed" if written.manifest.signer else "unsigned"
            say(f"{signed} manifest {written.path.name}, SHA-256 {written.sha256}")
            if written.manifest.untimestamped:
                say(f"linkcheck: it has no timestamp: {shown(written.manifest.untimestamped)}", style="red")
    except LinkcheckError as trouble:
        say(f"linkcheck: no manifest was written: {shown(str(trouble))}", style="red")


def timestamps(settings: Settings) -> Stamp | None:
    """The authority that the settings name. None where there is none, or, with a line, where it can't be used."""
    from crawler.asking import ask
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import UsageError
    from linkcheck.evidence.timestamps import REQUEST_TYPE, authority

    url = settings.timestamp_url
    if not url:
        return None
    try:
        return authority(
            url, lambda request: ask(url, settings, data=request, content_type=REQUEST_TYPE), settings.timestamp_ca
        )
    except UsageError as trouble:
        say(f"linkcheck: manifests get no timestamp: {shown(str(trouble))}", style="red")
        return None


def signing_key(settings: Settings) -> Ed25519PrivateKey | None:
    """The key that signs, made where there is none yet: what is not signed today can't be signed as of today later.

    None, with a line that says why, where it can be neither read nor made.
    """
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import UsageError
    from linkcheck.evidence import keys

    try:
        key = keys.read_key(settings.signing_key)
        if key is None:
            key = keys.make_key(settings.signing_key)
            say(f"made a signing key, {shown(str(settings.signing_key))}: keep it safe, and to yourself")
            say(f"its fingerprint is {keys.fingerprint(key.public_key())}: give it to whoever gets your archives")
    except UsageError as trouble:
        say(f"linkcheck: manifests are not signed: {shown(str(trouble))}", style="red")
        return None
    return key
