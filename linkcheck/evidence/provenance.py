"""Who wrote a WARC file, with what, and how it was set: for the file's first record, and for manifests."""

from __future__ import annotations

import platform
import ssl
from importlib.metadata import PackageNotFoundError, version

from linkcheck.evidence.canonical import digest
from linkcheck.settings import Settings

LIBRARIES = (
    "disclosure-linkcheck",
    "scrapy",
    "twisted",
    "aiohttp",
    "sqlalchemy",
    "cryptography",
    "pypdfium2",
)
"""Whose versions are named: what asked, what wrote, what examined."""


def provenance(settings: Settings) -> dict[str, str]:
    """Operator, the settings' hash and versions, as fields of a warcinfo record (WARC 1.1, 6.2).

    The hash is the one that a run's manifest has, where the run goes on with the settings that it began with.
    """
    kept = settings.model_dump(mode="json", exclude={"database"})  # as `store.runs.start_run` keeps them
    fields = {
        "operator": settings.operator or settings.contact,
        "settings-sha256": digest(kept),
        "versions": "; ".join(f"{name} {number}" for name, number in software().items()),
    }
    return {name: value for name, value in fields.items() if value}


def software() -> dict[str, str]:
    """The versions of what does the work."""
    found = {"python": platform.python_version(), "openssl": ssl.OPENSSL_VERSION}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
