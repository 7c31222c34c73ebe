"""Facilities that a URL's own words name: companies keep a site's documents at its host, or in a folder of its name.

Where nothing else says whose a URL is, that decides. A word counts that only one facility's names have, and that the
report does not use as a common word ("center"), unless it stands beside another of the name's words, as in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import unquote

from linkcheck.parsing import names, urls
from linkcheck.parsing.names import core
from linkcheck.parsing.sitekinds import SITE_NOUN

SHORTEST: Final = 5
"""Letters of a word that names a site in a URL: shorter ones mean other things, too."""

SHORTEST_BEGUN: Final = 7
SHORTEST_REST: Final = 3
LONGEST_WORD: Final = 40
"""Letters of a word that names a site where more follows without a blank ("northmillcorp")."""

LONGEST: Final = 2_000
"""Characters of a URL that are looked at."""

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMMON: Final = re.compile(rf"(?<![\w/.@%=&-])(?=[^\W\d_])\w{{{SHORTEST},40}}")


class Words(NamedTuple):
    """The words that only one facility's names have, with it; those of them that sentences use, and words that follow
    each other in names."""

    whose: Mapping[str, str]
    common: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()


def words_of(facilities: Mapping[str, Sequence[str]], others: Iterable[Sequence[str]], texts: Iterable[str]) -> Words:
    """What names facilities in URLs. `facilities`: all names of each; `others`: words of the entity's names."""
    entity = [*others]
    shared = {*SITE_NOUN, *(word for words in entity for word in words)}
    spelled = {name: [core(n) for n in every] for name, every in facilities.items()}
    own = {name: {w for words in every for w in words if len(w) >= SHORTEST} for name, every in spelled.items()}
    for name, every in spelled.items():
        own[name] |= {joined for words in every for joined in _joined(words)}
    shared |= {joined for words in entity for joined in _joined(words)}
    counts = Counter(word for found in own.values() for word in found)
    begun = shared | {word[:end] for word in shared for end in range(SHORTEST, min(len(word), LONGEST_WORD) + 1)}
    whose = {w: name for name, found in own.items() for w in found if counts[w] == 1 and w not in begun}
    pairs = {pair for every in spelled.values() for words in every for pair in pairwise(words)}
    return Words(whose, frozenset(_small(texts)) & frozenset(whose), frozenset(pairs))


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The first words of a name written as one, as hosts have them ("dunefoundry")."""
    joined = "".join(words[:2])
    return iter((joined,) if len(words) > 1 and len(joined) >= SHORTEST_BEGUN else ())


def _begun(token: str, whose: Mapping[str, str]) -> str | None:
    """The longest word that a URL's begins with: "dunefoundry" of "dunefoundrycorp"."""
    ends = range(min(len(token) - SHORTEST_REST, LONGEST_WORD), SHORTEST_BEGUN - 1, -1)
    return next((token[:end] for end in ends if token[:end] in whose), None)


def _small(texts: Iterable[str]) -> Iterator[str]:
    """The words that sentences have in small letters."""
    for text in texts:
        for found in _COMMON.finditer(urls.SHOWN.sub(" ", text)):
            if found.group()[0].islower():
                yield from (token.word for token in names.tokens(found.group()))


def named(url: str, words: Words) -> set[str]:
    """The facilities that a URL's host or path names."""
    spelled = _CAMEL.sub("-", unquote(urls.unschemed(url[:LONGEST])).partition("?")[0])
    tokens = [_begun(token.word, words.whose) or token.word for token in names.tokens(spelled)]
    beside = {word for pair in pairwise(tokens) if pair in words.pairs for word in pair}
    return {words.whose[w] for w in tokens if w in words.whose and (w not in words.common or w in beside)}
