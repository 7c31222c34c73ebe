"""Where in its document a URL's citations stand: what is said before it, behind it and in its fragment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from linkcheck.parsing import following, locators, shares, titles, urls
from linkcheck.parsing.facilities import Roster
from linkcheck.parsing.mentions import Mention
from linkcheck.parsing.shares import Shares
from linkcheck.report import Locators

LONGEST_BEFORE: Final = 600
"""Characters before a URL in which places of everybody are looked for."""

_LEADS: Final = re.compile(
    r"[)\]”\"]?(?:[.;:]?\s{0,3}(?:[•●▪■◦‣∙·○\uf0b7\uf0a7*–-]\s?)?[(\[（]?\s?|[^.;\n]{0,80}|\.\s(?:The\s)?[a-z ’]{0,40})"
)
"""What may stand between a URL and the first name or page."""

_NEXT_LABEL: Final = re.compile(r"[)\]）]?(?:(?!\n\n)[\s,;:：–-])*$")
_OTHERS: Final = re.compile(r"[)\]]?\s(?:of|in)\s(?P<what>[^,;:.()\n]{2,80})")


class Whereabouts(NamedTuple):
    """The places of all a URL's citations, those of each facility beside them, and how many characters behind the URL
    say so."""

    everybodys: Locators
    each: Mapping[str | None, Locators]
    taken: int

    def of(self, facility: str | None) -> Locators:
        """What one facility's citation says."""
        own = self.each.get(facility)
        return locators.together((self.everybodys, own)) if own else self.everybodys


def read(mention: Mention, own: str, after: str, next_url: int | None, roster: Roster) -> Whereabouts:
    """Pages and sections out of the label or sentence before a URL, what follows it, and its fragment.

    `next_url`: where in `after` the next URL begins, if it does.
    """
    page = urls.page_in_fragment(mention.url or "")
    fragment = Locators(pages=(page,) if page else ())
    before = _before(own, roster)
    behind = _behind(own, after[:next_url], next_url is not None, roster)
    follows = None if behind else following.find_after(after)
    known = own[-LONGEST_BEFORE:]
    if before:
        known = f"{own[: before.start]} ; {own[before.end :]}"[-LONGEST_BEFORE:]
    common = (
        locators.find(known).locators,
        before.common if before else Locators(),
        behind.common if behind else Locators(),
        follows[0] if follows else Locators(),
        fragment,
    )
    each: dict[str | None, Locators] = {}
    for found in (before, behind):
        for facility, places in found.each.items() if found else ():
            each[facility] = locators.together((each.get(facility, Locators()), places))
    taken = behind.end if behind else follows[1] if follows else 0
    return Whereabouts(locators.together(common), each, taken)


def _before(own: str, roster: Roster) -> Shares | None:
    """Shares in what stands before a URL, if no other facility is named behind them."""
    start = max(0, len(own) - shares.LONGEST)
    found = shares.find(own[start:], roster) if roster.names else None
    if found is None or any(hit.facility for hit in roster.named(own[start + found.end :], label=True)):
        return None
    return found._replace(start=start + found.start, end=start + found.end)


def _behind(own: str, after: str, more: bool, roster: Roster) -> Shares | None:
    """Shares that follow a URL, and are neither another document's nor the next URL's label."""
    text = after[: shares.LONGEST].partition("\n\n")[0]
    found = shares.find(text, roster) if roster.names else None
    if found is None:
        return None
    gap = text[: found.start]
    if not _LEADS.fullmatch(gap) or titles.is_title(gap):
        return None
    other = _OTHERS.match(text, found.end)
    labels_next = more and _NEXT_LABEL.match(after, found.end) and "(" not in gap[-2:]
    return None if labels_next or (other and titles.names_another(other["what"], own)) else found
