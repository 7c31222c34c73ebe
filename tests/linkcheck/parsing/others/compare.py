"""Differences between a report's truth and what is read: each counts once, and is told by an observation or not."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import read_report
from linkcheck.report import AuditReport, Citation
from linkcheck.vocabulary import ObservationCode

HEADER: Final = ("entity", "member", "audit_firm", "certificate")
SUFFIXES: Final = (".pdf", ".docx", ".txt")
LONGEST_RANGE: Final = 400


class Difference(NamedTuple):
    """`kind` is what differs, `told` whether an observation names the criterion, or the URL as unresolved."""

    kind: str
    text: str
    told: bool = False


class Cited(NamedTuple):
    """A citation as both sides are compared: facility "" is the entity, places are sorted."""

    criterion: str
    facility: str
    url: str
    pages: tuple[str, ...]
    sections: tuple[str, ...]


def reports(folder: Path) -> list[Path]:
    """The reports of a folder that have a truth."""
    found = (path for path in folder.iterdir() if path.suffix in SUFFIXES and path.with_suffix(".json").exists())
    return sorted(found)


def differences(path: Path) -> list[Difference]:
    """What is read otherwise than the report's truth says. A report that is refused differs in all that it holds."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    try:
        report = read_report(path)
    except UnreadableReport as error:
        return [Difference("refused", str(error), True)] * (len(truth["citations"]) + len(truth["findings"]))
    return list(compare(truth, report))


def compare(truth: dict[str, Any], report: AuditReport) -> Iterator[Difference]:
    """The differences of a whole report."""
    yield from _header(truth, report)
    spelled: dict[str, str] = {}
    yield from _facilities(truth["facilities"], [f.name for f in report.facilities], spelled)
    yield from _ratings(truth, report, {name: read for read, name in spelled.items()})
    wanted = [cited_in(c["criterion"], c) for c in truth["citations"]]
    read = [cited_of(c, spelled) for c in report.citations]
    yield from citations(wanted, read, report)


def citations(wanted: list[Cited], read: list[Cited], report: AuditReport) -> Iterator[Difference]:
    """Citations that are missing or made up, and those with another owner, criterion, URL or other places."""
    wanted, read = list(wanted), list(read)
    for kind, alike in _ALIKE:
        for one in list(wanted):
            found = next((other for other in read if alike(one, other)), None)
            if found:
                wanted.remove(one)
                read.remove(found)
                if kind:
                    yield Difference(kind, f"{_shown(one)}\n        read {_shown(found)}", _told(report, one))
    yield from (Difference("missing", _shown(one), _told(report, one)) for one in wanted)
    yield from (Difference("made up", _shown(one), _told(report, one)) for one in read)


def _owner(one: Cited, other: Cited) -> bool:
    return one.facility == other.facility or _part_of(one.facility, other.facility)


_ALIKE: Final[tuple[tuple[str, Callable[[Cited, Cited], bool]], ...]] = (
    ("", lambda a, b: a._replace(facility="") == b._replace(facility="") and _owner(a, b)),
    ("places", lambda a, b: (a.criterion, a.url) == (b.criterion, b.url) and _owner(a, b)),
    ("owner", lambda a, b: (a.criterion, a.url) == (b.criterion, b.url)),
    ("criterion", lambda a, b: a.url == b.url and _owner(a, b)),
    ("url", lambda a, b: a.criterion == b.criterion and a.url[:20] == b.url[:20] and _owner(a, b)),
)
"""What two citations share, and what then differs between them, the likest first."""


def _header(truth: dict[str, Any], report: AuditReport) -> Iterator[Difference]:
    for field in HEADER:
        wanted, read = truth.get(field), getattr(report, field)
        if wanted and _words(wanted) != _words(read):
            yield Difference("name" if _part_of(wanted, read or "") else "header", f"{field}: {wanted!r} read {read!r}")
        elif read and not wanted and field != "member":
            yield Difference("header", f"{field}: none, read {read!r}")
    version = re.search(r"V?(\d(?:\.\d)?)\b", re.sub(r"20\d\d", "", truth.get("standard") or ""))
    if version and version[1] != report.standard_version:
        yield Difference("header", f"standard: {version[1]} read {report.standard_version}")


def _facilities(wanted: list[str], read: list[str], spelled: dict[str, str]) -> Iterator[Difference]:
    """`spelled` is filled with what each facility that was read is called in the truth."""
    left = list(read)
    for same, kind in ((lambda a, b: _words(a) == _words(b), ""), (_part_of, "name")):
        for name in [name for name in wanted if name not in spelled.values()]:
            found = next((other for other in left if same(name, other)), None)
            if found is not None:
                left.remove(found)
                spelled[found] = name
                if kind:
                    yield Difference(kind, f"facility {name!r} read {found!r}")
    yield from (Difference("facility", f"missing {name!r}") for name in wanted if name not in spelled.values())
    yield from (Difference("facility", f"made up {name!r}") for name in left)


def _ratings(truth: dict[str, Any], report: AuditReport, spelled: Mapping[str, str]) -> Iterator[Difference]:
    """A truth may rate a criterion for each facility; `spelled`: as which that was read."""
    read = {_number(finding.criterion): finding for finding in report.findings}
    for finding in truth["findings"]:
        number, facility = _number(finding["criterion"]), finding.get("facility")
        found, name = read.get(number), spelled.get(facility, facility)
        said = report.rating(found.criterion, name) if found else "no finding"
        if said != finding["rating"]:
            whose = f" {facility}" if facility else ""
            yield Difference("rating", f"{number}{whose}: {finding['rating']} read {said}", _named(report, number))
    for number in read.keys() - {_number(finding["criterion"]) for finding in truth["findings"]}:
        yield Difference("rating", f"made up {number}", _named(report, number))


def cited_in(criterion: str, truth: dict[str, Any]) -> Cited:
    """A citation of the truth."""
    return _cited(criterion, truth["facility"], truth["url"], truth.get("pages") or (), truth.get("sections") or ())


def cited_of(read: Citation, spelled: Mapping[str, str] = MappingProxyType({})) -> Cited:
    """A citation that was read; `spelled`: what its facility is called in the truth."""
    facility = spelled.get(read.facility or "", read.facility)
    return _cited(read.criterion, facility, read.url, read.locators.pages, read.locators.sections)


def _cited(criterion: str, facility: str | None, url: str, pages: Iterable[Any], sections: Iterable[Any]) -> Cited:
    plain = re.sub(r"xn--[\w-]+", lambda label: label[0].encode().decode("idna"), re.sub(r"^https?://", "", url))
    bare = unicodedata.normalize("NFC", unquote(plain)).rstrip("/").lower()
    return Cited(_number(criterion), facility or "", bare, _places(pages), _places(sections))


def _places(places: Iterable[Any]) -> tuple[str, ...]:
    """Places in order, each page of a range: truths have them one way or the other."""
    plain = [re.sub(r"[–—]", "-", str(place)).replace(" ", "") for place in places]
    return tuple(sorted({each for place in plain for each in _pages(place)}))


def _pages(place: str) -> Sequence[str]:
    first, _, last = place.partition("-")
    if first.isdigit() and last.isdigit() and int(last) - int(first) in range(LONGEST_RANGE):
        return [str(page) for page in range(int(first), int(last) + 1)]
    return [place]


def _number(criterion: str) -> str:
    return re.sub(r"[()\s]|\.$", "", criterion).lower()


def _words(name: str | None) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode() or (name or "")
    return tuple(re.findall(r"\w+", plain.lower()))


def _part_of(one: str, other: str) -> bool:
    a, b = set(_words(one)), set(_words(other))
    return bool(a and b) and (a <= b or b <= a)


def _told(report: AuditReport, cited: Cited) -> bool:
    unresolved = (url for c in report.citations if c.unresolved for url in (c.url, c.cited_as))
    return _named(report, cited.criterion) or any(cited.url[:25] in url.lower() for url in unresolved)


def _named(report: AuditReport, number: str) -> bool:
    """Does a partial reading name a criterion?"""
    spelled = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\w|\.\d)")
    partial = (o for o in report.observations if o.code is ObservationCode.PARTIAL_READING)
    return any(_number(o.criterion or "") == number or spelled.search(o.text) for o in partial)


def _shown(cited: Cited) -> str:
    places = [*(f"p. {page}" for page in cited.pages), *(f"§ {section}" for section in cited.sections)]
    return f"{cited.criterion} {cited.facility or 'entity'}: {cited.url} {', '.join(places)}".rstrip()
