"""A schedule as other programs understand it: a systemd timer with its service, and a crontab line."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from croniter import croniter

from linkcheck.schedules.model import Schedule

_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


def crontab_line(schedule: Schedule, command: Sequence[str], folder: Path) -> str:
    """One line for crontab(5): in `folder`, the command. Percent signs are escaped, as cron wants it."""
    line = f"cd {shlex.quote(str(folder))} && {shlex.join(command)}"
    return f"{schedule.cron} {line}".replace("%", r"\%")


def service(schedule: Schedule, command: Sequence[str], folder: Path) -> str:
    """`linkcheck-NAME.service`."""
    run = " ".join(_quoted(word) for word in command)
    return (
        f"[Unit]\nDescription=linkcheck schedule {schedule.name}\nWants=network-online.target\n"
        f"After=network-online.target\n\n[Service]\nType=oneshot\nWorkingDirectory={_escaped(str(folder))}\n"
        f"ExecStart={run}\nSuccessExitStatus=1 4\n"
    )


def timer(schedule: Schedule) -> str:
    """`linkcheck-NAME.timer`. `Persistent`: a time that was missed is caught up once."""
    calendar = "".join(f"OnCalendar={line} UTC\n" for line in on_calendar(schedule.cron))
    return (
        f"[Unit]\nDescription=linkcheck schedule {schedule.name}\n\n"
        f"[Timer]\n{calendar}Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )


def on_calendar(cron: str) -> list[str]:
    """The cron line as systemd.time(7) writes it; two lines where both days are given: cron takes either of them."""
    minutes, hours, days, months, weekdays = ([str(value) for value in field] for field in croniter.expand(cron)[0][:5])
    time = f"{_listed(hours)}:{_listed(minutes)}:00"
    on_days = f"*-{_listed(months)}-{_listed(days)} {time}"
    if weekdays == ["*"]:
        return [on_days]
    names = ",".join(_DAYS[int(day) % 7] for day in weekdays)
    on_weekdays = f"{names} *-{_listed(months)}-* {time}"
    return [on_weekdays] if days == ["*"] else [on_days, on_weekdays]


def _listed(values: Sequence[str]) -> str:
    return ",".join(value.zfill(2) if value.isdecimal() else value for value in values)


def _quoted(word: str) -> str:
    """One word of ExecStart (systemd.service(5), Command lines)."""
    escaped = _escaped(word).replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if any(character in word for character in " \t\"'\\;$") or not word else escaped


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
