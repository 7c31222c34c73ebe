"""What observations rest on, and the words in which they say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkcheck.parsing import urls
from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import Read
from linkcheck.parsing.pages import Layout
from linkcheck.report import AuditReport, Citation
from linkcheck.vocabulary import CitationKind


@dataclass(frozen=True)
class Evidence:
    """All that observations rest on."""

    report: AuditReport
    read: Sequence[Read]
    cited: Sequence[Cited]
    layout: Layout

    @cached_property
    def disclosed(self) -> tuple[Cited, ...]:
        """Citations that are disclosures."""
        return tuple(c for c in self.cited if c.citation.kind is CitationKind.DISCLOSURE)

    @cached_property
    def keys(self) -> Sequence[str]:
        """What all cited URLs are compared by, in alphabetical order."""
        return sorted({key for c in self.cited for key in urls.keys(c.citation.url)})

    @cached_property
    def by_criterion(self) -> Mapping[str, list[Cited]]:
        """Disclosures by their criterion."""
        found: defaultdict[str, list[Cited]] = defaultdict(list)
        for c in self.disclosed:
            found[c.citation.criterion].append(c)
        return found

    @cached_property
    def waived(self) -> Mapping[str, set[str]]:
        """For each criterion the facilities with a row or a rating of their own by which it is not applicable."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for read in self.read:
            found[read.finding.criterion].update(read.waived or ())
        return found


def urls_of(cited: Sequence[Cited]) -> tuple[str, ...]:
    """The URLs of some citations, each once, in order."""
    return tuple(dict.fromkeys(c.citation.url for c in cited))


def cited_as(citation: Citation) -> str:
    """What and whose a citation says that its URL is."""
    whose = citation.facility or "the whole entity"
    return f"“{citation.document}” of {whose} in {citation.criterion}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "A, B and C"."""
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def counted(number: int, what: str) -> str:
    """A number of things: "1 URL", "3 URLs"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def full(sentence: str) -> str:
    """With one full stop, also after a name that ends with one."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def times(number: int) -> str:
    """How often: "twice", "3 times"."""
    return "twice" if number == 2 else f"{number} times"
