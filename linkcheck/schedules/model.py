"""What a schedule says. A frozen model of the settings; wrong ones are refused when the settings are read."""

from __future__ import annotations

import re
from pathlib import Path

from croniter import CroniterBadDateError, croniter
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")
_PLAIN_CRON = re.compile(r"(?:[0-9*,/ -]|(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z]))+")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def variable_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values, if they are names of environment variables; a URL is not: it would hold a secret. Else ValueError."""
    for value in values:
        if not _VARIABLE.fullmatch(value):
            raise ValueError(
                "name an environment variable that holds the notice's URL, the URL itself may hold a secret"
            )
    return values


def _as_in_crontab(line: str) -> bool:
    """Without what only croniter knows (the last day, the nth weekday, random values)."""
    if not croniter.is_valid(line) or not _PLAIN_CRON.fullmatch(line):
        return False
    return all(isinstance(value, int) or value == "*" for field in croniter.expand(line)[0] for value in field)


def _ever_comes(line: str) -> bool:
    """Whether there is such a day: the 31st of February never comes, and whoever waits for it breaks off."""
    try:
        croniter(line).get_next()
    except CroniterBadDateError:
        return False
    return True


class Schedule(BaseModel):
    """One `[[schedule]]`. `cron` has the five fields of crontab(5), in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    cron: str
    reports: tuple[Path, ...] = ()
    tags: tuple[str, ...] = ()
    due: bool = False
    full: bool = False
    archive_lookup: bool = False
    notify: tuple[str, ...] = Field((), description="environment variables that hold the URLs of notices")

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError(f"{value!r} is no plain name: letters, digits, - and _")
        return value

    @field_validator("cron")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        if len(value.split()) != 5 or not _as_in_crontab(value):
            raise ValueError(f"{value!r} is no cron line: minute, hour, day of the month, month, day of the week")
        if not _ever_comes(value):
            raise ValueError(f"{value!r} never comes: no month that it names has such a day")
        return value

    @field_validator("notify")
    @classmethod
    def _variables(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return variable_names(value)

    @model_validator(mode="after")
    def _has_reports(self) -> Schedule:
        if not self.reports and not self.tags:
            raise ValueError(f"schedule {self.name} names neither reports nor tags")
        return self

    def options(self) -> dict[str, bool]:
        """The settings that it turns on."""
        return {name: True for name in ("full", "archive_lookup") if getattr(self, name)}
