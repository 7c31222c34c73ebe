"""Handing over a WACZ (Web Archive Collection Zipped 1.1.1): WARC files with an index, for replay in a browser.

The WARC files go in as they are, whole, so that the manifests' hashes hold for them; so do the originals of revisits.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from os import SEEK_END
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, urlencode, urlsplit

from linkcheck import __version__
from linkcheck.errors import ArchiveTrouble, UsageError
from linkcheck.evidence.manifest import manifest_paths, signature_path, timestamp_path
from linkcheck.evidence.naming import visible
from linkcheck.evidence.scanned_files import ScannedFiles
from linkcheck.evidence.scanning import Scanned
from linkcheck.store.snapshot import Snapshot

VERSION = "1.1.1"

_LINES_AT_ONCE = 3000
"""Lines of the index in one gzip member, as other writers have it."""

_INDEXED = ("response", "revisit", "resource")


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a package. `missing` are revisits whose original is nowhere in the archive, by record id."""

    files: tuple[str, ...]
    pages: int
    missing: tuple[str, ...]


def export(snapshot: Snapshot, archive: Path, path: Path) -> Packed:
    """Write the package of all that the snapshot's fetches are in, and of what people saved.

    Raises UsageError where the file is there already, ArchiveTrouble where a WARC file can't be read, or the package
    not be written.
    """
    scanned = ScannedFiles(archive)
    names, missing = _complete(_cited_files(snapshot), scanned, archive)
    for name in names:
        if scanned[name].faults:
            raise ArchiveTrouble(f"{name}: {scanned[name].faults[0]}", "See `linkcheck evidence verify`")
    pages = list(_pages(snapshot))
    beside = path.with_name(f".{path.name}.new")
    try:
        if path.exists():
            raise UsageError(f"{path} is there already", "Name another file with --output")
        with zipfile.ZipFile(beside, "w") as package:
            _pack(package, archive, names, scanned, pages)
        beside.replace(path)
    except OSError as error:
        raise ArchiveTrouble(f"{path} can't be written: {error.strerror}", "Make room, and export anew") from error
    finally:
        with suppress(OSError):
            beside.unlink()
    return Packed(tuple(names), len(pages) - 1, tuple(missing))


def surt(url: str) -> str:
    """The key that replay looks a URL up by: its host turned round, `www.` and the scheme left out, in lower case."""
    try:
        parts = urlsplit(url.lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    label, _, rest = host.partition(".")
    if label.startswith("www") and (label == "www" or label[3:].isdecimal()) and rest:
        host = rest
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)), safe="/:@!$'()*,;~%")
    at = f":{port}" if port not in (None, 80, 443) else ""
    return f"{','.join(reversed(host.split('.')))}{at}){parts.path or '/'}{f'?{query}' if query else ''}"


def _cited_files(snapshot: Snapshot) -> list[str]:
    found: set[str] = set()
    for known in snapshot.reports:
        captures = [fetch.capture for fetch in known.fetches.values()]
        captures += [capture.body for capture in captures if capture is not None]
        captures += [said.capture for said in known.attestations.values()]
        found |= {capture.file for capture in captures if capture is not None}
    return sorted(found)


def _complete(names: list[str], scanned: ScannedFiles, archive: Path) -> tuple[list[str], list[str]]:
    """The files, those that hold the originals of their revisits, and so on; and what original is nowhere."""
    wanted, others = list(names), [path.name for path in sorted(archive.glob("*.warc.gz")) if path.name not in names]
    missing: list[str] = []
    for name in wanted:  # grows on the way
        for record in scanned[name].records.values():
            original = record.fields.get("warc-refers-to", "") if record.kind == "revisit" else ""
            if not original or any(original in scanned[there].records for there in wanted):
                continue
            holder = next((other for other in others if original in scanned[other].records), None)
            if holder is None:
                missing.append(original)
            else:
                others.remove(holder)
                wanted.append(holder)
    return sorted(wanted), missing


def _pack(
    package: zipfile.ZipFile, archive: Path, names: Iterable[str], scanned: ScannedFiles, pages: list[Mapping[str, str]]
) -> None:
    resources: list[dict[str, object]] = []
    for name in names:
        with (archive / name).open("rb") as file:
            resources.append(_add(package, f"archive/{name}", file))
    index, summary = _index(_lines(names, scanned))
    lines = "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages)
    texts = {"indexes/index.cdx.gz": index, "indexes/index.idx": summary, "pages/pages.jsonl": lines.encode()}
    for manifest in manifest_paths(archive):
        for path in (manifest, signature_path(manifest), timestamp_path(manifest)):
            if path.is_file():
                texts[f"manifests/{path.name}"] = path.read_bytes()
    for path in archive.glob("signing-key-*.pem"):
        texts[f"manifests/{path.name}"] = path.read_bytes()
    for name, data in texts.items():
        resources.append(_add(package, name, io.BytesIO(data)))
    about = {
        "profile": "data-package",
        "resources": resources,
        "wacz_version": VERSION,
        "title": "Kept disclosures",
        "created": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "software": f"disclosure-linkcheck {__version__}",
    }
    data = json.dumps(about, indent=2).encode()
    _add(package, "datapackage.json", io.BytesIO(data))
    seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    _add(package, "datapackage-digest.json", io.BytesIO(json.dumps(seal).encode()))


def _add(package: zipfile.ZipFile, name: str, file: IO[bytes]) -> dict[str, object]:
    """Put a file in, uncompressed: replay reads pieces of it. Returns it as the package's list has it."""
    running, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    info.file_size = file.seek(0, SEEK_END)  # known before, only large files get ZIP64's header, which browsers misread
    file.seek(0)
    with package.open(info, "w") as into:
        while piece := file.read(2**20):
            running.update(piece)
            size += len(piece)
            into.write(piece)
    return {
        "name": name.rpartition("/")[2].lower(),
        "path": name,
        "hash": f"sha256:{running.hexdigest()}",
        "bytes": size,
    }


def _lines(names: Iterable[str], scanned: ScannedFiles) -> list[str]:
    """CDXJ: a line per record that can be replayed, sorted. A 304 shows nothing: replay goes to the body before it."""
    found = [
        f"{surt(record.fields.get('warc-target-uri', ''))} {_stamp(record.fields.get('warc-date', ''))} "
        f"{json.dumps(_facts(name, record))}\n"
        for name in names
        for record in scanned[name].records.values()
        if record.kind in _INDEXED and record.status != "304"
    ]
    return sorted(found)


def _facts(name: str, record: Scanned) -> dict[str, object]:
    facts = {
        "url": record.fields.get("warc-target-uri", ""),
        "mime": "warc/revisit" if record.kind == "revisit" else record.media_type,
        "status": record.status,
        "digest": record.fields.get("warc-payload-digest", ""),
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": name,
    }
    return {key: value for key, value in facts.items() if value}


def _stamp(date: str) -> str:
    return "".join(c for c in date if c.isdecimal())[:14]


def _index(lines: list[str]) -> tuple[bytes, bytes]:
    """The index in gzip members of some thousand lines each, and the list of those."""
    data = b""
    summary = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for start in range(0, len(lines), _LINES_AT_ONCE):
        some = lines[start : start + _LINES_AT_ONCE]
        member = gzip.compress("".join(some).encode(), mtime=0)
        place = {
            "offset": len(data),
            "length": len(member),
            "digest": f"sha256:{hashlib.sha256(member).hexdigest()}",
            "filename": "index.cdx.gz",
        }
        key, stamp, _ = some[0].split(" ", 2)
        summary.append(f"{key} {stamp} {json.dumps(place)}\n")
        data += member
    return data, "".join(summary).encode()


def _pages(snapshot: Snapshot) -> Iterator[Mapping[str, str]]:
    """One page per cited URL that answered, as people know it: where a replay can begin."""
    yield {"format": "json-pages-1.0", "id": "pages", "title": "Cited disclosures"}
    seen: set[str] = set()
    for known in snapshot.reports:
        for citation in known.report.citations:
            fetch = known.fetches.get(citation.url)
            if fetch is None or fetch.capture is None or not fetch.hops or citation.url in seen:
                continue
            seen.add(citation.url)
            title = visible(" ".join(filter(None, (citation.criterion, citation.facility, citation.document))))
            yield {
                "id": hashlib.sha256(citation.url.encode()).hexdigest()[:16],
                "url": fetch.hops[0].url,
                "ts": f"{fetch.hops[0].started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "title": title,
            }
