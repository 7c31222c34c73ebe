"""The one table of views, and how they get to files.

A view is one module and one entry in `VIEWS`. It is handed the model, never the store, and gives the same bytes for
the same model.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from linkcheck.errors import LinkcheckError, UsageError
from reports import citations_csv, coverage_json, datapackage_json, html, junit_xml, sarif, summary_md, trend, workbook
from reports.coverage import Coverage

Files = Iterator[tuple[str, bytes]]
"""File names, relative to the folder and with `/`, and what goes into them."""


@dataclass(frozen=True)
class View:
    """`file` is what a person opens; `render` gives its content, `beside` the files that go along with it."""

    file: str
    render: Callable[[Coverage], bytes]
    beside: Callable[[Coverage], Files] | None = None


VIEWS: dict[str, View] = {
    "html": View("coverage.html", html.render, html.beside),
    "xlsx": View("coverage.xlsx", workbook.render),
    "csv": View("citations.csv", citations_csv.render, datapackage_json.beside_citations),
    "json": View("coverage.json", coverage_json.render),
    "markdown": View("summary.md", summary_md.render),
    "junit": View("junit.xml", junit_xml.render),
    "trend": View("trend.csv", trend.render),
    "sarif": View("coverage.sarif", sarif.render),
}


class UnwritableReport(LinkcheckError):
    """The folder for the coverage report can't be made or written to."""


def write(coverage: Coverage, folder: Path, names: Iterable[str] | None = None) -> list[Path]:
    """Write the views of these names (None: all) into `folder`, which is made where it is missing.

    Each file is replaced whole or not at all. Gives the files that a person opens, in the order of `VIEWS`.
    Raises UsageError for a name that is no view, UnwritableReport when the folder can't be written.
    """
    wanted = list(VIEWS) if names is None else list(names)
    if unknown := [name for name in wanted if name not in VIEWS]:
        raise UsageError(f"there is no view {unknown[0]!r}", f"Views: {', '.join(VIEWS)}")
    written = []
    for name, view in VIEWS.items():
        if name in wanted:
            for file, content in _files(view, coverage):
                _replace(folder / file, content)
            written.append(folder / view.file)
    return written


def _files(view: View, coverage: Coverage) -> Files:
    """What goes along comes first, so that the file that names it never stands alone."""
    if view.beside:
        yield from view.beside(coverage)
    yield view.file, view.render(coverage)


def _replace(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnwritableReport(
            f"{path} can't be written: {error.strerror or error}", "Name another folder with --output"
        ) from error


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
