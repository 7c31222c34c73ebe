"""Tags: words that reports are picked by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.store.inserting import insert_missing
from linkcheck.store.models import ReportRow
from linkcheck.store.shared_models import TagRow

LONGEST_TAG = 100


def is_tag(tag: str) -> bool:
    """Whether a tag is a word: neither empty nor with blanks, control characters, or the commas that part tags."""
    return 0 < len(tag) <= LONGEST_TAG and tag.isprintable() and not set(tag) & set(" ,")


def check_tags(tags: Iterable[str]) -> None:
    """Raises UsageError for one that can't be typed or shown."""
    if wrong := [tag for tag in tags if not is_tag(tag)]:
        hint = f"A tag is one word of at most {LONGEST_TAG} characters, without commas"
        raise UsageError(f"{wrong[0]!r} is no tag", hint)


def add_tags(session: Session, report_id: int, tags: Iterable[str]) -> None:
    """Give a report these tags, beside those that it has. Raises UsageError as `check_tags`."""
    tags = list(tags)
    check_tags(tags)
    insert_missing(session, TagRow, [{"report_id": report_id, "tag": tag} for tag in dict.fromkeys(tags)])


def tags_of(session: Session, report_ids: Sequence[int]) -> dict[int, list[str]]:
    """Each report's tags, in their alphabetical order."""
    found: dict[int, list[str]] = {report_id: [] for report_id in report_ids}
    query = select(TagRow).where(TagRow.report_id.in_(report_ids)).order_by(TagRow.tag)
    for row in session.scalars(query):
        found[row.report_id].append(row.tag)
    return found


def tagged(session: Session, tags: Sequence[str]) -> list[int]:
    """The ids of the reports that have any of these tags, in the order in which they were added.

    Raises UsageError for a tag that no report has.
    """
    query = select(TagRow.report_id, TagRow.tag).where(TagRow.tag.in_(tags)).order_by(TagRow.report_id)
    found = session.execute(query).all()
    for tag in tags:
        if all(tag != has for _, has in found):
            raise UsageError(f"no report has the tag {tag!r}", "`linkcheck list` shows the tags that there are")
    return list(dict.fromkeys(report_id for report_id, _ in found))


def remove_report(session: Session, report_id: int) -> None:
    """Take a report out of the store, with its findings, citations and tags. Runs, fetches and evidence stay."""
    session.execute(delete(ReportRow).where(ReportRow.id == report_id))
