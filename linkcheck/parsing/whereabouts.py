"""Where in its document a URL's citations stand: what is said before it, behind it and in its fragment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Final, NamedTuple

from linkcheck.parsing import following, labels, locators, parts, shares, titles, urls
from linkcheck.parsing.characters import BULLET_MARKS
from linkcheck.parsing.facilities import Roster
from linkcheck.parsing.mentions import Mention
from linkcheck.parsing.shares import Shares
from linkcheck.report import Locators

LONGEST_BEFORE: Final = 600
"""Characters before a URL in which places of everybody are looked for."""

_LEADS: Final = re.compile(
    rf"[)\]”\"]?(?:[.;:]?\s{{0,3}}(?:[{BULLET_MARKS}*–-]\s?)?[(\[（]?\s?(?:(?:for|at|see)\s(?:the\s)?)?|[^.;\n]{{0,80}}"
    r"|\.\s(?:[A-Z][a-z]{1,14}\s)?[a-z ’]{0,40})"
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


def read(
    mention: Mention,
    own: str,
    after: str,
    next_url: int | None,
    roster: Roster,
    *,
    before: str = "",
    only: bool = False,
) -> Whereabouts:
    """Pages and sections out of the label or sentence before a URL, what follows it, and its fragment.

    `next_url`: where in `after` the next URL begins, if it does; `before`: the text before the sentence;
    `only`: the finding cites no other URL.
    """
    page = urls.page_in_fragment(mention.url or "")
    fragment = Locators(pages=(page,) if page else ())
    ahead = _before(own, roster)
    behind = _behind(own, after[:next_url], next_url is not None, roster)
    follows = None if behind else following.find_after(after)
    taken = behind.end if behind else follows[1] if follows else 0
    spoken = f"{urls.words(mention.url or '')} {own}"  # files have their documents' names
    further = following.find_further(spoken, after[taken:next_url], roster, more=next_url is not None, only=only)
    known = own[-LONGEST_BEFORE:]
    if ahead:
        known = f"{own[: ahead.start]} ; {own[ahead.end :]}"[-LONGEST_BEFORE:]
    each = _respective(own, follows[0], after[taken:], roster) if follows else {}
    common = (
        locators.find(known).locators,
        ahead.common if ahead else Locators(),
        behind.common if behind else Locators(),
        follows[0] if follows and not each else Locators(),
        further,
        parts.find(own, before),
        fragment,
    )
    for found in (ahead, behind):
        for facility, places in found.each.items() if found else ():
            each[facility] = locators.together((each.get(facility, Locators()), places))
    return Whereabouts(locators.together(common), each, taken)


def _respective(own: str, found: Locators, after: str, roster: Roster) -> dict[str | None, Locators]:
    """ "Alder and Lume: https://…, pages 3 and 4 respectively": one place for each that the label names together."""
    if not shares.RESPECTIVELY.match(after):
        return {}
    label = own[-LONGEST_BEFORE:]
    group = labels.nearest(label, roster.named(label, label=True))
    places = shares.one_by_one(found)
    return dict(zip(group, places, strict=True)) if len(group) == len(places) > 1 else {}


def _before(own: str, roster: Roster) -> Shares | None:
    """Shares in what stands before a URL, if no other facility is named behind them."""
    start = max(0, len(own) - shares.LONGEST)
    found = shares.find(own[start:], roster) if roster.names else None
    if found is None or any(hit.facility for hit in roster.named(own[start + found.end :], label=True)):
        return None
    return found._replace(start=start + found.start, end=start + found.end)


def _behind(own: str, after: str, more: bool, roster: Roster) -> Shares | None:
    """Shares that follow a URL, and are neither another document's nor the next URL's label."""
    text = after[: shares.LONGEST]
    paragraph = text.partition("\n\n")[0]
    found = (shares.find(paragraph, roster) or shares.find(_listed(text, roster), roster)) if roster.names else None
    if found is None:
        return None
    gap = text[: found.start]
    if not _LEADS.fullmatch(gap) or titles.is_title(gap):
        return None
    other = _OTHERS.match(text, found.end)
    labels_next = more and _NEXT_LABEL.match(after, found.end) and "(" not in gap[-2:]
    return None if labels_next or (other and titles.names_another(other["what"], own)) else found


def _listed(text: str, roster: Roster) -> str:
    """The rest of a URL's line and the lines below, paragraphs of their own or not, that are only sites with places."""
    first, *below = text.split("\n")
    lines = takewhile(lambda line: not line.strip() or shares.lists(line, roster), below)
    return closed_up("\n".join((first, *lines)))


def closed_up(text: str) -> str:
    """A text with its paragraphs as one, each character in its place."""
    return text.replace("\n\n", "\n ")
