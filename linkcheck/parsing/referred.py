"""What tells that an entry of a register was not found by the findings that refer to it: its URL is cited by none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.grounds import Evidence, listed
from linkcheck.parsing.pages import Line
from linkcheck.parsing.registers import KEY, codes_in
from linkcheck.parsing.uncited import is_cited, named
from linkcheck.report import Observation
from linkcheck.vocabulary import ObservationCode

REACH: Final = 4
"""Lines from an entry's number to its URL."""


def entries(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all entries around the findings whose numbers comments name, and whose URLs none cites."""
    owners: dict[str, list[str]] = {}
    for read in evidence.read:
        for code in dict.fromkeys(codes_in(read.passage.text)):
            owners.setdefault(code, []).append(read.finding.criterion)
    cited = evidence.keys
    found: dict[str, Line] = {}
    code, since = "", REACH
    for line in (*evidence.layout.prologue, *evidence.layout.epilogue) if owners else ():
        begun = KEY.match(line.text.strip())
        code, since = (begun["code"], 0) if begun else (code, since + 1)
        if code in owners and since < REACH and any(not is_cited(urls.key(url), cited) for url in named(line.text)):
            found.setdefault(code, line)
    if found:
        criteria = dict.fromkeys(criterion for code in found for criterion in owners[code])
        where = f"that the comments on {listed(criteria)} name, and whose URLs no finding cites"
        text = f"Entries of a register {where}: {listed(found)}"
        yield Observation(
            code=ObservationCode.PARTIAL_READING, text=f"{text}.", report_page=next(iter(found.values())).page
        )
