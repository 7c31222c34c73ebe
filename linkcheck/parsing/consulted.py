"""Is a URL evidence that was disclosed, or a source that the auditor looked at?"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.mentions import Mention
from linkcheck.vocabulary import CitationKind

_CONSULTED: Final = re.compile(
    r"\b(?:according\s+to|information\s+(?:in|on|from)|confirmed|verified|checked|searched|search|query|queried|consulted|inquiry|inquiries|database|retrieved|source|based\s+on|cross-?checked)\b",
    re.IGNORECASE,
)

_NEXT_SENTENCE: Final = re.compile(r"\s+[A-Z]")


def kind_of(mention: Mention, own: str, after: str, own_hosts: Set[str]) -> CitationKind:
    """A source that the auditor consulted, on a host that is not the entity's own, is a reference."""
    shown = None if mention.behind_words else urls.requested(mention.cited_as)
    if mention.behind_words or urls.host(shown or mention.url or "") in own_hosts:
        return CitationKind.DISCLOSURE
    around = own if _NEXT_SENTENCE.match(after) else own + " " + after.split("\n", 1)[0].split(". ", 1)[0]
    if _CONSULTED.search(around) and not re.search(
        r"\b(?:disclos|publish|publici|available\s+(?:at|on|in|from))", around, re.IGNORECASE
    ):
        return CitationKind.REFERENCE
    return CitationKind.DISCLOSURE
