"""Where all evidence goes, as fsspec sees it. Credentials come from the environment, as its libraries read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from linkcheck.errors import ArchiveTrouble, LinkcheckError, UsageError

_BLOCK = 2**20
_HINT = "Check the place, its permissions, and the credentials in the environment; what was not stored is tried again"


class Place:
    """A folder at an fsspec URL. Every method raises ArchiveTrouble where the place fails, and never shows a secret."""

    def __init__(self, url: str) -> None:
        """Raises UsageError where fsspec, or what it needs for that kind of URL, isn't installed."""
        self.url = url.rstrip("/")
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise _missing(url) from None
        try:
            self._system, self._root = url_to_fs(self.url, skip_instance_cache=True)
        except (ImportError, ValueError) as error:
            if isinstance(error, ValueError):
                hint = "Write file:///FOLDER or s3://BUCKET/FOLDER"
                raise UsageError(f"evidence can't be stored at {url}", hint) from None
            raise _missing(url) from None
        self._system.use_listings_cache = False

    def address(self, name: str) -> str:
        """The URL of a file there."""
        return f"{self.url}/{name}"

    def put(self, path: Path) -> str:
        """Copy a file there, read it back, and return its SHA-256 (hex): it is there as it is here."""
        with path.open("rb") as file:
            wanted = hashlib.file_digest(file, "sha256").hexdigest()
        with _trouble(self.address(path.name)):
            self._system.makedirs(self._root, exist_ok=True)
            self._system.put_file(str(path), self._there(path.name))
            if (found := self._sha256(path.name)) != wanted:
                self._system.rm_file(self._there(path.name))
                raise ArchiveTrouble(f"{self.address(path.name)} is not what was sent: SHA-256 {found}", _HINT)
        return wanted

    def get(self, name: str, sha256: str, folder: Path) -> Path:
        """Copy a file from there into the folder: the one with that SHA-256, whole, or none."""
        target, partial = folder / name, folder / f".{name}.part"
        digest = hashlib.sha256()
        try:
            with _trouble(self.address(name)), partial.open("wb") as copy:
                for block in self._blocks(name):
                    digest.update(block)
                    copy.write(block)
            if digest.hexdigest() != sha256:
                raise ArchiveTrouble(f"{self.address(name)} is not what was stored there", "Look for who changed it")
            partial.chmod(0o444)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return target

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for block in self._blocks(name):
            digest.update(block)
        return digest.hexdigest()

    def _blocks(self, name: str) -> Iterator[bytes]:
        file: Any
        with self._system.open(self._there(name), "rb") as file:
            while block := file.read(_BLOCK):
                yield block

    def _there(self, name: str) -> str:
        return f"{self._root}/{name}"


def _missing(url: str) -> UsageError:
    return UsageError(
        f"storing evidence at {url} needs a package that isn't installed", "pip install 'disclosure-linkcheck[storage]'"
    )


@contextmanager
def _trouble(address: str) -> Iterator[None]:
    try:
        yield
    except LinkcheckError:
        raise
    except Exception as error:  # each kind of place has its own
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise ArchiveTrouble(f"{address} can't be written or read: {reason}", _HINT) from error
