"""Fields of the overview that no label but a sentence tells, or the report's title.

Skerry Metals AG
Audit against the ASI Performance Standard V3. Certificate SK-0042. Audit conducted by Firth Assurance on 5 May 2024.
ASI member: Skerry Group Ltd.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from linkcheck.parsing.characters import squash
from linkcheck.parsing.names import COMPANY

LONGEST: Final = 80
"""Characters of a name."""

_ENDS: Final = r"(?=[.,;](?:\s|$)|\s\(|\s(?:on|in|between|from|during|at)\s)"
_NAME: Final = rf"(?P<name>[A-Z][^\n:;]{{2,{LONGEST}}}?){_ENDS}"
_SENTENCES: Final[Mapping[str, re.Pattern[str]]] = {
    "member": re.compile(rf"(?<=[.;] )(?:The )?ASI [Mm]ember(?:\sis|:)\s{_NAME}"),
    "audit_firm": re.compile(
        rf"\b(?:[Aa]udit|[Aa]ssessment)\s(?:(?:was|has\sbeen)\s)?(?:conducted|carried\sout|performed)\sby\s{_NAME}"
    ),
    "certificate": re.compile(
        r"(?<=[.;] )Certificate\s(?:(?:[Nn]o\.?|[Nn]umber)\s)?"
        r"(?P<name>[A-Z][A-Z0-9]{0,8}[/-][\w/-]{0,30}\d[\w/-]{0,20})(?=[.,;])"
    ),
}


def fields_in(texts: Sequence[str]) -> dict[str, str]:
    """What sentences among some lines say. Where they tell one field, the entity is the one company that is a line."""
    whole = squash(" ".join(texts))
    said = {name: found["name"] for name, pattern in _SENTENCES.items() if (found := pattern.search(whole))}
    companies = {text for text in map(str.strip, texts) if len(text) <= LONGEST and COMPANY.fullmatch(text)} - set(
        said.values()
    )
    if said and len(companies) == 1:
        said["entity"] = companies.pop()
    return said
