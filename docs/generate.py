"""Write into the documentation what can be read off the program: `make docs`.

Between `<!-- begin NAME -->` and `<!-- end NAME -->` stands what the function of that name in `SECTIONS` gives; the
rest of a page is written by hand. A test fails where a page has drifted.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import annotated_types
import typer
from pydantic.fields import FieldInfo
from typer.cli import get_docs_for_click

from crawler.outcomes import MAY_PASS
from linkcheck import cli
from linkcheck.cli.exits import Exit
from linkcheck.settings import Settings
from linkcheck.verdicts.doubts import CHECKS
from linkcheck.verdicts.states import WORTH
from reports import coverage_json

DOCS = Path(__file__).parent
SECTION = re.compile(r"(<!-- begin (?P<name>[a-z]+) -->\n).*?(<!-- end (?P=name) -->)", re.DOTALL)
KINDS: dict[Any, str] = {str: "text", Path: "path", float: "number", int: "whole number", bool: "true or false"}
"""What a type is called for whoever writes a settings file."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table. Cells may hold anything but line breaks."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def settings() -> str:
    """Every setting with its kind, its default, and what it means."""
    return table(
        ("setting", "is", "default", "meaning"),
        (
            (f"`{name}`", _kind(field), _default(field), field.description or "")
            for name, field in Settings.model_fields.items()
        ),
    )


def _kind(field: FieldInfo) -> str:
    annotation = field.annotation
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if get_origin(annotation) is tuple:
        return "list"
    if get_origin(annotation) is dict:
        return "table"
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{part}`" for part in parts)
    kind = KINDS[parts[0] if parts else annotation]
    return " ".join([kind, *_limits(field)])


def _limits(field: FieldInfo) -> Iterable[str]:
    for limit in field.metadata:
        match limit:
            case annotated_types.Ge(bound):
                yield f"≥ {bound}"
            case annotated_types.Gt(bound):
                yield f"> {bound}"
            case annotated_types.Le(bound):
                yield f"≤ {bound}"


def _default(field: FieldInfo) -> str:
    match field.default:
        case None | "" | () | {}:
            return ""
        case bool(value):
            return f"`{str(value).lower()}`"
        case tuple(values):
            return f"`[{', '.join(map(str, values))}]`"
        case value:
            return f"`{value}`"


def outcomes() -> str:
    """Every outcome with the state that it gives by itself, and whether the same run tries again."""
    return table(
        ("outcome", "state", "in words", "tried again"),
        (
            (f"`{outcome}`", f"`{worth.state}`", worth.sentence, "yes" if outcome in MAY_PASS else "")
            for outcome, worth in WORTH.items()
        ),
    )


def checks() -> str:
    """What makes an answer doubtful."""
    return table(
        ("reason", "in words"),
        ((f"`{check.__name__.replace('_', '-')}`", _first_line(check)) for check in CHECKS),
    )


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").split("\n")[0]


def commands() -> str:
    """What `--help` says of each command."""
    group = typer.main.get_command(cli.app)
    text = get_docs_for_click(obj=group, ctx=typer.Context(group, info_name="linkcheck"), name="linkcheck")
    return text.partition("\n")[2].strip() + "\n"


def exits() -> str:
    """The exit codes; their meanings are the strings below each member of `Exit`."""
    meanings = re.findall(r'^    [A-Z_]+ = (\d)\n    """(.*?)"""', inspect.getsource(Exit), re.MULTILINE | re.DOTALL)
    return table(("exit code", "meaning"), (meaning for meaning in meanings))


SECTIONS: dict[str, Callable[[], str]] = {
    function.__name__: function for function in (settings, outcomes, checks, commands, exits)
}


FILES: dict[str, Callable[[], bytes]] = {"coverage.schema.json": coverage_json.schema}
"""Files of their own that are read off the program whole."""


def generated(page: str) -> str:
    """The page with its generated sections as they should be. KeyError where one is not known."""
    return SECTION.sub(lambda found: f"{found[1]}\n{SECTIONS[found['name']]()}\n{found[3]}", page)


def pages() -> list[Path]:
    """All pages that may have generated sections."""
    return [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]


if __name__ == "__main__":
    for path in pages():
        before = path.read_text(encoding="utf-8")
        if (after := generated(before)) != before:
            path.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{path.name}: written\n")
    for name, content in FILES.items():
        (DOCS / name).write_bytes(content())
