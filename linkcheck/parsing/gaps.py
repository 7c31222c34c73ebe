"""Lists by facility that leave one out, or name one twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from linkcheck.parsing.citations import Cited
from linkcheck.parsing.grounds import Evidence, full, listed, times, urls_of
from linkcheck.report import Observation
from linkcheck.vocabulary import ObservationCode


def facility_gap(evidence: Evidence) -> Iterator[Observation]:
    """Cited for some facilities, not for others: in the finding, or in one of its lists.

    One sentence about one facility is no list that leaves out the others.
    """
    names = [f.name for f in evidence.report.facilities]
    for criterion, disclosed in evidence.by_criterion.items():
        cited = [c for c in disclosed if c.citation.facility]
        there = {str(c.citation.facility) for c in cited}
        several = len(there) > 1 or any(c.labelled for c in cited)
        waived = evidence.waived.get(criterion, set())
        provided = there | waived
        missing = [name for name in names if name not in provided] if several else []
        given = listed(name for name in names if name in there) if missing else ""
        for name in missing:
            yield Observation(
                code=ObservationCode.FACILITY_GAP,
                criterion=criterion,
                facility=name,
                text=full(f"Cited for {given}, not for {name}"),
                urls=urls_of(cited),
                report_page=cited[0].citation.report_page,
            )
        yield from _gaps_in_lists(
            names, [c for c in cited if c.each or (c.labelled and not c.others)], {*missing, *waived}
        )


def _lists(cited: Iterable[Cited]) -> Iterable[list[Cited]]:
    """The citations of one finding, list by list."""
    lists: defaultdict[int, list[Cited]] = defaultdict(list)
    for c in cited:
        lists[c.listed].append(c)
    return lists.values()


def _gaps_in_lists(names: Sequence[str], cited: Sequence[Cited], told: set[str]) -> Iterator[Observation]:
    for items in _lists(cited):
        there = {c.citation.facility for c in items}
        for name in names:
            if name not in there and name not in told and len(there) > 1:
                told.add(name)
                what = items[0].citation.document
                yield Observation(
                    code=ObservationCode.FACILITY_GAP,
                    criterion=items[0].citation.criterion,
                    facility=name,
                    text=full(f"The list{f' of {what}' if what else ''} has none for {name}"),
                    urls=urls_of(items),
                    report_page=items[0].citation.report_page,
                )


def duplicate_label(evidence: Evidence) -> Iterator[Observation]:
    """One facility's label twice in one list: for the same document, or while another facility is left out of it."""
    names = {f.name for f in evidence.report.facilities}
    for criterion, disclosed in evidence.by_criterion.items():
        seen: dict[tuple[int, tuple[str, ...], str], list[Cited]] = {}
        for items in _lists(disclosed):
            whole = names <= {c.citation.facility for c in items}
            for c in items:
                if c.labelled and c.facilities and c.citation.facility == c.facilities[0]:
                    title = (c.label_document or "").lower() if whole else ""
                    seen.setdefault((c.listed, c.facilities, title), []).append(c)
        for (_, facilities, _), items in seen.items():
            if len(items) > 1:
                same = len({c.citation.url for c in items}) == 1
                yield Observation(
                    code=ObservationCode.DUPLICATE_FACILITY_LABEL,
                    criterion=criterion,
                    facility=items[0].citation.facility,
                    text=f"{listed(facilities)} stands {times(len(items))} in one list, with "
                    f"{'one URL' if same else 'different URLs'}.",
                    urls=urls_of(items),
                    report_page=items[-1].citation.report_page,
                )
