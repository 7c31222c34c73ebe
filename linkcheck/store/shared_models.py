"""The tables of work that processes share: tags and schedules, turns at sites, runs handed out, stored files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from linkcheck.store.models import SHA256
from linkcheck.store.models import Base as Base


class TagRow(Base):
    """A word that reports are picked by."""

    __tablename__ = "tag"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True, index=True)


class ScheduleRow(Base):
    """A schedule of the settings as it was first seen: what was due before `since` was never missed."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(primary_key=True)
    cron: Mapped[str]
    since: Mapped[datetime]


class TurnRow(Base):
    """When the next request to a site may leave, whichever process sends it (`linkcheck.store.turns`).

    `busy`: a request is under way, or its process died in the middle of it.
    """

    __tablename__ = "turn"

    site: Mapped[str] = mapped_column(primary_key=True)
    busy: Mapped[bool]
    not_before: Mapped[datetime]


class DistributedRow(Base):
    """A run that workers do (`linkcheck.store.distributed`). `notify` names environment variables."""

    __tablename__ = "distributed"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"), primary_key=True)
    write: Mapped[bool]
    notify: Mapped[list[Any]]
    schedule: Mapped[str | None]
    concluded_at: Mapped[datetime | None]


class StoredFileRow(Base):
    """A file of the evidence archive where all evidence goes; `place` is its URL there, without secrets."""

    __tablename__ = "stored_file"

    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(SHA256)
    bytes: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str]
    stored_at: Mapped[datetime]
