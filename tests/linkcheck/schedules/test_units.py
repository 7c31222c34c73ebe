"""What `linkcheck schedule` prints, and which cron lines are refused."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from linkcheck.schedules import units
from linkcheck.schedules.model import Schedule

CALENDARS = {
    "17 3 * * 1": ["Mon *-*-* 03:17:00"],
    "0 0 * * 7": ["Sun *-*-* 00:00:00"],
    "*/20 8-10 * * mon-fri": ["Mon,Tue,Wed,Thu,Fri *-*-* 08,09,10:00,20,40:00"],
    "0 6 1,15 * *": ["*-*-01,15 06:00:00"],
    "0 6 1 feb 5": ["*-02-01 06:00:00", "Fri *-02-* 06:00:00"],
    "* * * * *": ["*-*-* *:*:00"],
}


def schedule(cron: str = "17 3 * * 1", **fields: Any) -> Schedule:
    return Schedule.model_validate({"name": "weekly", "cron": cron, "tags": ["asi"], **fields})


@pytest.mark.parametrize(("cron", "lines"), CALENDARS.items())
def test_a_cron_line_as_systemd_writes_it(cron: str, lines: list[str]) -> None:
    assert units.on_calendar(cron) == lines
    if shutil.which("systemd-analyze"):
        for line in lines:
            subprocess.run(["systemd-analyze", "calendar", f"{line} UTC"], check=True, capture_output=True)


@pytest.mark.parametrize(
    "cron", ["", "every monday", "61 3 * * 1", "17 3 * *", "17 3 * * 1 *", "@weekly", "0 0 L * *", "R * * * *"]
)
def test_a_bad_cron_line_is_told_by_its_fields(cron: str) -> None:
    with pytest.raises(
        ValidationError, match="is no cron line: minute, hour, day of the month, month, day of the week"
    ):
        schedule(cron)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"tags": []}, "schedule weekly names neither reports nor tags"),
        ({"name": "../weekly"}, "is no plain name"),
        ({"notify": ["mailto://user:secret@example.com"]}, "name an environment variable"),
        ({"notifiy": ["NOTICES"]}, "Extra inputs are not permitted"),
    ],
)
def test_what_a_schedule_cannot_say(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        schedule(**fields)


def test_a_timer_catches_up_and_its_service_may_end_with_findings() -> None:
    assert "Persistent=true" in units.timer(schedule())
    assert "OnCalendar=Mon *-*-* 03:17:00 UTC" in units.timer(schedule())
    printed = units.service(schedule(), ["/opt/link check/linkcheck", "run", "--schedule", "weekly"], Path("/srv/100%"))
    assert 'ExecStart="/opt/link check/linkcheck" run --schedule weekly' in printed
    assert "WorkingDirectory=/srv/100%%" in printed
    assert "SuccessExitStatus=1 4" in printed


@pytest.mark.parametrize("cron", ["0 0 31 2 *", "0 0 30,31 feb *", "0 0 31 4,6 *"])
def test_a_cron_line_that_never_comes_is_refused(cron: str) -> None:
    with pytest.raises(ValidationError, match="never comes"):
        schedule(cron)


def test_a_crontab_line_escapes_what_cron_would_read() -> None:
    line = units.crontab_line(schedule(), ["linkcheck", "run", "--schedule", "weekly"], Path("/srv/100% sure"))
    assert line == r"17 3 * * 1 cd '/srv/100\% sure' && linkcheck run --schedule weekly"
