"""What a line's end means: the end of a paragraph, a space, nothing, or a place inside a URL."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from linkcheck.parsing import flattened, urls
from linkcheck.parsing.characters import BULLET_MARKS, word_list
from linkcheck.parsing.names import HAN
from linkcheck.parsing.pages import Line
from linkcheck.sites import has_known_suffix

FULL: Final = 3.5
"""Characters: with less room than this a line is full, and a word may have been broken."""

BRIM: Final = 1.5
"""Characters: with less room than this not even one more would have fitted."""

LAST_OF_FILE: Final = 6
"""Characters: a line of no more, with a file's extension, is the end of a file's name ("2.pdf")."""

_BULLET: Final = re.compile(rf"[{BULLET_MARKS}*–-]\s")
_COUNTED: Final = re.compile(r"\(?[a-z0-9ivx]{1,4}[.)]\s")
_NUMBERED_ITEM: Final = re.compile(r"\(?(?P<n>\d{1,2})(?P<mark>[.)])\s")
_ITEM: Final = re.compile(r"\d{1,2}[.)]\s+[^\W\d_]")
_URLISH: Final = re.compile(
    r"[/_=&%?#]|\.[a-z]{2,5}[.,;)]*$|^(?=\S*\d)(?=\S*[a-z])[\w.~-]{8,}$|^[a-z0-9]+(?:-[a-z0-9]+){2,}", re.IGNORECASE
)
_EXTENSION: Final = re.compile(
    r"(?:pdf|html?|docx?|xlsx?|pptx?|aspx?|php|com|org|net|cn|[a-z]{2})(?:[/?#.,;)]|$)", re.IGNORECASE
)
_HOST_ONLY: Final = re.compile(r"(?:https?://|www\d?\.)?[\w.:@-]*$", re.IGNORECASE)
_HOST_PART: Final = re.compile(r"[a-z0-9-]+(?:[./:]|$)")
_PART_OF_FILE: Final = re.compile(r"/[^/]*\.[a-z]{0,4}$", re.IGNORECASE)
_ENDS_PATH: Final = re.compile(r"\d[\w/-]*\.(?:pdf|html?|docx?|xlsx?)$", re.IGNORECASE)
_LONGER_FILE: Final = re.compile(r"(?:aspx|html|docx|xlsx|pptx)(?:[?#]|;\w+=|$)", re.IGNORECASE)
_PARAMETER: Final = re.compile(r"[\w.-]{1,60}=")
_HOST_BEGUN: Final = re.compile(r"(?:^|[\s(\[])(?P<host>[a-z0-9-]{2,40}\.(?:[a-z0-9-]{1,40}\.){0,4}[a-z0-9-]{1,40})$")
_HOST_MORE: Final = re.compile(r"\s*(?P<host>[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4})/")
_HOST_END: Final = re.compile(r"[a-z0-9-]*(?:\.[a-z0-9-]+)+(?:[/:?#]|$)")
_HOST_BREAK: Final = re.compile(r"[a-z0-9.-]+(?:[/:?#]|$)", re.IGNORECASE)
_WHOLE_HOST: Final = re.compile(r"(?<!www)\.(?:com|org|net|edu|gov|int|info|eu|[a-z]{2})$")
"""Ends with a top-level domain: "www.cr" has none yet."""

_MIXED: Final = re.compile(r"(?!co2|so2|pm\d|h2o|sf6|iso\d)[a-z]+[-_]?\d[\w-]*")
"""The end of a URL, and hardly a word: "opo1", "tion-16"."""

_LETTER: Final = re.compile(r"[bcdfghjklmnqrstvwxz](?=[\s,;)]|\.?$)(?!\s\d)")
"""A letter that is no word."""

_NO_WORD: Final = re.compile(
    r"(?!(?:cf|ff|vs|vgl|nr|bzw|ggf|resp|mld|mwh|kwh|gwh|pdf|html)(?![a-z]))"
    r"(?:[bcdfghjklmnpqrstvwxz]{2,}(?![a-zà-ÿ])|n[b-df-hj-np-tv-xz]|[rl][b-df-gj-km-np-qs-tv-xz]|m[b-df-hj-kp-tv-xz]"
    r"|[cdt][dfgjkpqt]|ck|f[bcdgkmnpqstvw]|b[cdfgkmnpstvwz]|([bcdfgkmnprst])\1)"
)
"""No word of a sentence begins with such letters, or is without a vowel: "ng", "ntreprises"."""

_SMALL: Final = r"[a-z\u00df-\u00f6\u00f8-\u017f]"
"""A small letter of a language that is written in Latin ones; those beyond Latin-1 may be capitals as well."""

_WORD_BEGUN: Final = re.compile(rf"(?:(?<=[/_=.-])[A-Z])?{_SMALL}{{1,30}}$")
_WORD_MORE: Final = re.compile(rf"\s*({_SMALL}{{1,30}})(?!{_SMALL})")
SHORTEST_WORD: Final = 5
LONGEST_WORD: Final = 40
"""Letters of a word of which a line's end may have parted a URL's."""

WORDS: Final = re.compile(rf"{_SMALL}{{{SHORTEST_WORD},{LONGEST_WORD}}}")

_NOUN: Final = re.compile(r"(?!\w+(?:s|ed|ing|ly)\b)[a-z]{3,20}(?=\s(?P<next>[a-z]{2,7})\b)")
"""A word that is no verb, with the next one: behind a folder it is its page, as no sentence goes on like this."""

_YEAR_PARTED: Final = re.compile(r"(?:(?<!\d)(?:19|20)\d? \d{1,2})$")
_SMALL_WORD: Final = word_list(
    "a about all also an and are as at both but by can details each for from has have here if in including into is it"
    " its more no not of on or p page pages per pp provided section see showing shows than that the their there these"
    " they this to under until via was were when where which while who will with within without"
    " above after again alongside although because before below between both during either even every further"
    " hence however instead like next now only other plus since so such then therefore thereof through throughout"
    " thus together too towards upon what whereas whereby whose yet"
    " contain describe give include may must provide shall should show would could"
    " aber als am auf aus bei das dem den der des die ein eine für im ist mit nach oder seite sind sowie und unter von"
    " wird zu zum zur au aux avec ce dans de des du en est et la le les ou par pour qui sont sur un une"
    " con como da dal dalla das del della di do dos e el em es gli i il las lo los na no nella o os para por que se si"
    " son su sua uma y een het met of op te tot van voor af att av en er et ett för i med og och på som til till"
)
"""What may stand behind a URL in small letters, and hardly ends one."""

_URL_WORD: Final = re.compile(r"[\w.~+-]+")
NUMBERED: Final = re.compile(r"(?<!\w)(?:pages?|pp?\.|sections?|chapters?|and|to|&|[–-])\s*$", re.IGNORECASE)
PLACE: Final = re.compile(r"\d{1,4}(?:[–-]\d{1,4})?(?:[.,;)](?!\d)|\s*$)")
"""A locator's word, and the number that ends a sentence or line: a page's foot may stand between them."""

LOCATES: Final = re.compile(r"(?<!\w)(?:pages?|pp?\.|sections?|chapters?)\s*$", re.IGNORECASE)
OPEN: Final = re.compile(r"[(（][^()（）]{0,60}$")
"""A locator's word, or a bracket, that goes on in the next line however much room is left on its own."""

_CLOSING: Final = re.compile(r"[\w-]{0,8}\)")
"""The end of what stands in a URL's brackets."""

_SCHEMES: Final = ("https://", "http://")
_SCHEMED: Final = re.compile(r"(?:https?|ftps?):|www\d?\.", re.IGNORECASE)


def early(line: Line, word: str) -> bool:
    """Did the line end although the next word would have fitted?"""
    return line.room is not None and line.room > len(word) + 3


def joint(before: Line, line: Line, written: str) -> str:
    """What stands between two lines: nothing inside a word, a new line after a paragraph, else a space.

    `written` is what of the line before was written last.
    """
    text, first = before.text.rstrip(), line.text.split(maxsplit=1)[:1]
    if line.gap:
        return "\n\n"
    if not first or not text or written.endswith(("\n", " ")):
        return ""
    short = early(before, first[0])
    if (NUMBERED.search(text) and PLACE.match(line.text)) or LOCATES.search(text) or OPEN.search(text):
        short = False
    if re.search(r"[^\W\d]-$", text) and first[0][0].isalpha() and not short:
        return ""
    if HAN.match(text[-1]) and HAN.match(first[0]):
        return ""
    counted = (
        not LOCATES.search(text)
        and _COUNTED.match(line.text)
        and (before.room is None or before.room > FULL or text[-1] in ".:;")
    )
    row = flattened.is_row(before.text, line.text) or _counts_on(before, line)
    return "\n" if short or counted or row or _is_bullet(before, line) else " "


def _counts_on(before: Line, line: Line) -> bool:
    """Do two lines begin with one number and the next, in the same manner?"""
    left, right = _NUMBERED_ITEM.match(before.text), _NUMBERED_ITEM.match(line.text)
    return bool(left and right and left["mark"] == right["mark"] and int(left["n"]) + 1 == int(right["n"]))


def _is_bullet(before: Line, line: Line) -> bool:
    """Does the line begin with a bullet, and not with the dash between a label and its URL?"""
    found = _BULLET.match(line.text)
    if not found:
        return False
    if found.group()[0] not in "-–":
        return True
    last, following = before.text.rstrip()[-1:], line.text[found.end() : found.end() + 1]
    separates = urls.START.match(line.text, found.end()) and before.room is not None and last not in ".:;"
    return not separates and not (following.isdigit() and last.isdigit())


def scheme_parted(line: Line, follows: Line) -> int | None:
    """Where in the line a URL begins whose scheme, or `www.`, goes on in the next line ("ht" | "tps://…"), or None."""
    text = line.text.rstrip()
    head = follows.text.lstrip()[:9].lower()
    for count in range(min(8, len(text)), 0, -1):
        tail = text[-count:].lower()
        for scheme in (*_SCHEMES, "www."):
            if len(tail) < len(scheme) and scheme.startswith(tail) and head.startswith(scheme[len(tail) :]):
                place = len(text) - count
                if place == 0 or not text[place - 1].isalnum():
                    return place
    return _host_parted(text, follows) if line.room is not None and line.room <= BRIM else None


def _host_parted(text: str, follows: Line) -> int | None:
    """The same of a host without a scheme: "files.no" | "rthal.com/plan.pdf"."""
    begun = _HOST_BEGUN.search(text)
    more = _HOST_MORE.match(follows.text)
    if not begun or not more:
        return None
    before, after = begun["host"], begun["host"] + more["host"]
    return begun.start("host") if has_known_suffix(after) and not urls.START.match(before) else None


def _ends_host(so_far: str, more: str) -> bool:
    """Does nobody's host end like this one, and somebody's with what follows ("www.firm.exa" | "mple/plan")?"""
    if not _HOST_ONLY.match(so_far) or not _HOST_BREAK.match(more):
        return False
    before, after = (urls.host(urls.absolute(text)) for text in (so_far, so_far + more))
    whole = "." in before and has_known_suffix(before)
    return bool(before) and not whole and has_known_suffix(after)


def _in_host(so_far: str, line: Line, token: str) -> bool:
    """Is the break inside a host's name, although what follows would be a host by itself ("north-" | "al.com/plan")?

    Nobody puts one URL behind another host with nothing between: "https://files.no" | "rthal.com/plan".
    """
    if _SCHEMED.match(token) or not _HOST_ONLY.match(so_far):
        return False
    brim = line.room is not None and line.room <= BRIM
    begun = _SCHEMED.match(so_far) or not urls.START.match(so_far)
    return so_far[-1] in "-." or bool(brim and begun and "/" in token) or _ends_host(so_far, token)


def closes(line: Line, token: str) -> bool:
    """Does the next line begin with the end of what stands in brackets, for which this one had no room?"""
    return bool(_CLOSING.match(token)) and not early(line, token)


def _in_number(so_far: str, token: str, bare: str, *, alone: bool) -> bool:
    """Is the break inside a number: "?year=20" | "24, page 3"?"""
    if not (so_far[-1].isdigit() and bare.isdigit()):
        return False
    return alone or token != bare or bare[0] == "0" or bool(_YEAR_PARTED.search(f"{so_far[-4:]} {bare}"))


def _is_page(text: str) -> bool:
    """Does a text begin with a word that no sentence has behind a URL ("https://x.example/en/" | "water for both")?"""
    found = _NOUN.match(text)
    return found is not None and found[0] not in _SMALL_WORD and found["next"] in _SMALL_WORD


def may_go_on(so_far: str, line: Line, follows: Line) -> bool:
    """Is a URL's line so full that it may go on with the next one's first word, which nothing tells?"""
    if line.box is None or line.room is None or line.room > BRIM or follows.gap or urls.FILE.search(so_far):
        return False
    first = re.match(r"\s*([a-z]{2,20})(?=[\s.,;)]|$)", follows.text)
    return first is not None and first[1] not in _SMALL_WORD and (so_far[-1].isalnum() or so_far[-1] == "/")


def parts_word(so_far: str, line: Line, follows: Line, words: Set[str]) -> bool:
    """Is the break between two lines, the first of which is full, inside a word that the report has elsewhere?"""
    full = line.box is not None and line.room is not None and line.room <= BRIM and not follows.gap
    begun, more = _WORD_BEGUN.search(so_far[-LONGEST_WORD:]), _WORD_MORE.match(follows.text)
    if not (full and begun and more) or more[1] in _SMALL_WORD:
        return False
    word = f"{begun[0].lower()}{more[1]}"
    return len(word) >= SHORTEST_WORD and word in words


def may_begin_before(before: Line, line: Line) -> bool:
    """May a host without a scheme that begins a line have begun on the one before, which is full?"""
    full = before.box is not None and before.room is not None and before.room <= BRIM and not line.gap
    bare = urls.START.match(line.text) and not _SCHEMED.match(line.text)
    return bool(full and bare and re.search(r"(?<![\w/.])[a-z0-9.-]{1,20}$", before.text))


def breaks_inside(so_far: str, line: Line, follows: Line, *, sure: bool) -> bool:
    """Is the break between two lines one inside the URL that ends with `so_far`?

    With `sure`, only where hardly anything else is possible.
    """
    text = follows.text.strip()
    token = text[: urls.run_at(text, 0)]
    if not token:
        return False
    if any(scheme.startswith(so_far.lower()) for scheme in _SCHEMES):
        return True
    if so_far[-1:] == "/" and _ITEM.match(text):
        return False
    if so_far[-1:] in (",", ";") and "?" not in so_far and not _PARAMETER.match(token):
        return False
    if urls.START.match(token) or _BULLET.match(text):
        return not _BULLET.match(text) and (so_far.endswith("=") or _in_host(so_far, line, token))
    if so_far.count("(") > so_far.count(")") and closes(line, token):
        return True
    alone = token == text
    last, bare = so_far[-1], token.rstrip(".,;:)”]")
    if follows.gap and last.isalnum():
        return False
    urlish = bool(_URLISH.search(bare))
    if last == "-":
        return token[0].isalnum()
    if last in "=_&%?#" or re.search(r"%[0-9a-f]$", so_far, re.IGNORECASE):
        return token[0].isalnum() or token[0] in "%/_-.("
    if _PART_OF_FILE.search(so_far) and urls.FILE.search(so_far + bare):
        return True
    if _LONGER_FILE.match(so_far[-6:].rpartition(".")[2] + bare):
        return True
    if urls.FILE.search(so_far):
        return token[0] in "?#" and len(token) > 1
    if HAN.match(last) and HAN.match(token[0]) and urls.FILE.search(bare):
        return True
    plain = bare == bare.lower() and bare.isascii()
    if last == "/":
        ends = alone or token != bare or (bare.isdigit() and text[len(token) :].startswith((" (", " –")))
        wrapped = token == text and token.isalnum() and len(so_far) > len(line.text)
        return urlish or (not sure and ((ends and plain) or wrapped or _is_page(text)) and not early(line, token))
    if last == ".":
        if _HOST_ONLY.match(so_far) and _HOST_PART.match(bare) and not early(line, bare):
            return True
        extension = _EXTENSION.match(token)
        return extension is not None and extension.group().islower() and (urlish or alone or not sure)
    if token[0] in "/?&=_#%." or (token[0] == "-" and len(token) > 1):
        return len(token) > 1 or text == "/"
    if not early(line, bare) and _ends_host(so_far, bare):
        return True
    if alone and len(bare) <= LAST_OF_FILE and urls.FILE.search(bare):
        return True
    if (
        (alone or "/" in bare)
        and _ENDS_PATH.search(bare)
        and "/" in so_far.partition("//")[2]
        and not early(line, bare)
    ):
        return True
    if sure or early(line, bare) or (line.room is not None and line.room > FULL and line.box is not None):
        return False
    brim = line.room is None or line.room <= BRIM or line.box is None
    if brim and _HOST_ONLY.match(so_far) and not _WHOLE_HOST.search(so_far) and _HOST_END.match(bare):
        return True
    tight = brim and line.box is not None and not _ITEM.match(text)
    if tight and bare.islower() and _NO_WORD.match(bare):
        return True
    if tight and (_MIXED.fullmatch(bare) or _LETTER.match(text) or _in_number(so_far, token, bare, alone=alone)):
        return True
    return urlish or (alone and plain and brim and bool(_URL_WORD.fullmatch(bare)))
