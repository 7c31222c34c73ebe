"""The file of reviewed names: what facilities are called in their disclosures, as a person found it right.

A TOML file with one table, `facilities`: by a facility's name a list of its other names. `linkcheck facilities`
prepares it. It speaks of disclosures alone; names that a report uses belong into the setting `facilities`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from linkcheck.documents.mentions import is_long_enough, plain_name
from linkcheck.errors import UsageError
from linkcheck.report import Facility

Aliases = Mapping[str, tuple[str, ...]]
"""By a facility's name, its other names."""

MOST_BYTES: Final = 2**20
"""Of the file; one that is larger was not written by a person."""

_HINT = "`linkcheck facilities REPORT --write FILE` prepares such a file"


def read_aliases(path: Path) -> dict[str, tuple[str, ...]]:
    """Read a file of reviewed names.

    Raises UsageError where it can't be read, is of another form, or gives one name to two facilities: then neither
    could be told by it.
    """
    try:
        with path.open("rb") as file:
            source = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"the alias file {path} can't be read: {error.strerror}", _HINT) from error
    if len(source) > MOST_BYTES:
        raise UsageError(f"the alias file {path} has more than {MOST_BYTES // 2**20} MiB", _HINT)
    try:
        found = tomllib.loads(source.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the alias file {path} is no TOML: {error}", _HINT) from error
    except RecursionError as error:
        raise UsageError(f"the alias file {path} is nested too deeply", _HINT) from error
    aliases = _checked(found, path)
    _refuse_shared(aliases, path)
    return aliases


def _checked(found: Mapping[str, object], path: Path) -> dict[str, tuple[str, ...]]:
    table = found.get("facilities")
    if not isinstance(table, dict) or len(found) > 1:
        raise UsageError(f"the alias file {path} must have one table, [facilities], and nothing else", _HINT)
    aliases: dict[str, tuple[str, ...]] = {}
    for facility, names in table.items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise UsageError(f"the alias file {path}: the names of {facility!r} are no list of texts", _HINT)
        short = next((name for name in names if not is_long_enough(name)), None)
        if short is not None:
            raise UsageError(f"the alias file {path}: {short!r} is too short a name to be looked for")
        aliases[facility] = tuple(names)
    return aliases


def _refuse_shared(aliases: Aliases, path: Path) -> None:
    owners: dict[str, str] = {}
    for facility, names in aliases.items():
        for name in (facility, *names):
            owner = owners.setdefault(plain_name(name), facility)
            if owner != facility:
                raise UsageError(
                    f"the alias file {path} gives {name!r} to two facilities, {owner!r} and {facility!r}",
                    "A name tells a facility only where it is no other's",
                )


def with_aliases(facilities: Iterable[Facility], aliases: Aliases) -> tuple[Facility, ...]:
    """The facilities with their reviewed names behind those that the report uses; what is no facility's is left out."""
    given = {plain_name(name): others for name, others in aliases.items()}
    return tuple(
        facility.model_copy(
            update={"aliases": tuple(dict.fromkeys((*facility.aliases, *given.get(plain_name(facility.name), ()))))}
        )
        for facility in facilities
    )
