"""What is a URL in running text, where it ends, what a crawler must request, and when two spellings are one.

RFC 3986 for the syntax, RFC 3987 (section 3.1) for non-ASCII paths, RFC 5891 (through the `idna` codec's successor in
`idna`) for host names.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import idna

LONGEST: Final = 8_192
"""Characters: what is longer is no URL that any server takes; it is observed and not cited."""

LONGEST_NAMED: Final = 2_000
"""Characters of a URL among which words of its document's name are looked for."""

_CLOSED: Final = '<>"{}|\\^`“”„‘‚«»「」『』【】〈〉《》〔〕（），。、；：！？'
CHARACTERS: Final = rf"[^\s{re.escape(_CLOSED)}]"

_GENERIC: Final = "com|org|net|edu|gov|int|info|eu|biz|asia|global|group|green|earth|energy|world|online|site|app|io"
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"

SHOWN: Final = re.compile(r"(?:https?://|www\.)\S+")
"""A URL as sentences show it, up to the next blank."""

START: Final = re.compile(
    rf"""
    (?<=[^\W\d_]) https?:// (?=\w)
    |
    (?<![\w@/.-])
    (?:
        (?: https? | ftps? ) (?: :// | :/?$ | ://?$ )
      | www\d?\. (?= [\w-]{{1,63}} (?:\.|$) | $ )
      | (?<!@\s) (?<![(\[]at[)\]]) (?<![(\[]at[)\]]\s) (?<!\binfo\sat\s)
        (?! v?\d{{1,4}}\.\d{{1,4}}\. [\w.-]{{1,80}} (?![\w./-]) )
        (?: {_LABEL}\. ){{1,6}}
        (?: (?:{_GENERIC}) (?:\.[a-z]{{2}})? (?= [:/?\#] | (?![\w.-]) | \.(?!\w) ) | [a-z]{{2}} (?= / ) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Where a URL begins: a scheme (perhaps parted from its slashes at the line's end, or glued to the word before it, as
extractions do that drop a dash), `www.`, or a host with a known ending: neither a mail's ("line [at] firm.com") nor a
version's number before a domain."""

_RUN: Final = re.compile(
    rf"{CHARACTERS}{{0,8}}(?:[^\s{re.escape(_CLOSED)}hH]+|[hH](?![tT]{{2}}[pP][sS]?://)|(?<![\w;,|)\]])[hH])*"
)
"""Characters of a URL up to the next one that stands behind it without a blank."""

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{1,12}://", re.IGNORECASE)
_TRAILING: Final = frozenset(".,;:!?'’”)]}*…。，、；：！？）】》」』")
_PAIRS: Final = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "》": "《"}
_AFTER_FILE: Final = re.compile(r"\.(?:pdf|html?|docx?|xlsx?|aspx?|php)(?=[⺀-鿿豈-﫿])", re.IGNORECASE)
_AFTER_URL: Final = re.compile(
    r"(?:;|(?<=\.pdf),|(?<=\.html),|(?<=\.docx),|(?<=\.xlsx),)(?=[^\W\d_a-z][^\s=]*(?:\s|$))"
    r"|[(\[](?=(?i:pp?|pgs?|pages?|slides?|sections?|chapters?|clauses?|§{1,2}|Seiten?|see)\.?(?:\d[\d.,–-]*[)\]][.,;]?)?$)"
)
"""A semicolon, or a comma behind a file, and without a blank a word that is no parameter: "a.pdf;See page 4"; a bracket
with a page: "a.pdf(P.12)"."""

FILE: Final = re.compile(
    r"\.(?:pdf|html?|docx?|xlsx?|pptx?|aspx?|php|jsp|zip|jpe?g|png|csv|xml|txt|shtml)$", re.IGNORECASE
)
"""A path that ends with a file's extension is complete."""

_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"
BOILERPLATE: Final = re.compile(
    r"(?:^|\.)ethicspoint\.com$|(?:^|\.)aluminium-stewardship\.org(?::\d+)?(?:/?$|/.*certif)", re.IGNORECASE
)
"""The scheme's own complaints portal and certificate check."""


def run_at(text: str, start: int) -> int:
    """Where the run of URL characters that begins at `start` ends; two URLs without a blank between them are parted."""
    found = _RUN.match(text, start)
    end = found.end() if found else start
    file = _AFTER_FILE.search(text, start, end + 1)
    parted = _AFTER_URL.search(text, start, end)
    return min(end, file.end() if file else end, parted.start() if parted else end)


def trimmed(url: str) -> str:
    """Take off what belongs to the sentence: trailing punctuation, and brackets that the URL does not open itself."""
    end = len(url)
    counts = {mark: url.count(mark) for mark in "()[]{}"}
    while end and url[end - 1] in _TRAILING:
        mark = url[end - 1]
        opening = _PAIRS.get(mark)
        if opening in counts and counts[mark] <= counts[opening]:
            break
        if mark in counts:
            counts[mark] -= 1
        end -= 1
    return url[:end]


def requested(cited: str) -> str | None:
    """The URL that a crawler requests for what is cited: with a scheme, ASCII only. None where there is no host.

    What is cited as ASCII with a scheme stays as it is, to the letter, but for blanks in a link's target. A bare host
    gets `http://`, as viewers have it.
    """
    url = absolute(cited)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or not _plausible(host):
        return None
    if url == cited and url.isascii() and " " not in url:
        return url
    location = parts.netloc
    if not location.isascii():
        try:
            user, at, rest = location.rpartition("@")
            name, colon, port = rest.partition(":")
            location = f"{user}{at}{idna.encode(name, uts46=True).decode('ascii')}{colon}{port}"
        except idna.IDNAError:
            return None
    tail = [
        quote(part, safe=_SAFE) for part in (parts.path or ("" if url == cited else "/"), parts.query, parts.fragment)
    ]
    return urlunsplit((parts.scheme, location, *tail))


def absolute(cited: str) -> str:
    """What is cited with a scheme: `http://` before a bare host, as viewers have it."""
    return cited if _SCHEME.match(cited) else f"http://{cited}"


def _plausible(host: str) -> bool:
    """A name with a dot and no empty label, or an address."""
    if ":" in host:
        return True
    labels = host.rstrip(".").split(".")
    return len(labels) > 1 and all(labels) and all(re.fullmatch(r"[\w-]+", label) for label in labels)


def key(url: str) -> str:
    """For comparing what is printed with what is linked: no scheme, no blanks, no slash at the end, one case."""
    bare = _SCHEME.sub("", re.sub(r"\s+", "", url), count=1)
    return ascii_lower(bare).rstrip("/")


def keys(url: str) -> tuple[str, ...]:
    """`key` of the URL as it is, and of its readable form where it is percent-encoded or punycode."""
    readable = key(unquote(url))
    spelled = _unpuny(readable)
    return tuple(dict.fromkeys((key(url), readable, spelled)))


def _unpuny(bare: str) -> str:
    host, slash, path = bare.partition("/")
    if "xn--" not in host:
        return bare
    try:
        return idna.decode(host) + slash + path
    except (idna.IDNAError, UnicodeError):
        return bare


_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)


def ascii_lower(text: str) -> str:
    """Lower case without a change of length."""
    return text.translate(_LOWER)


def unschemed(url: str) -> str:
    """The URL without its scheme."""
    return _SCHEME.sub("", url, count=1)


def same(cited: str, target: str) -> bool:
    """Does a link lead where its text says? Spelling aside: escapes, punycode, a slash at the end, a missing scheme."""
    if not set(keys(cited)) & set(keys(target)):
        return False
    scheme = _SCHEME.match(cited)
    return scheme is None or target.lower().startswith(scheme.group().lower())


def clip(text: str, most: int = 300) -> str:
    """A text short enough to be shown."""
    return text if len(text) <= most else text[: most - 1] + "…"


def host(url: str) -> str:
    """The host without `www.`, in lower case; empty where there is none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^www\d?\.", "", name)


def words(url: str) -> str:
    """The words of a URL's path: "https://host/Code_of-Conduct.pdf" gives "Code of Conduct pdf"."""
    return " ".join(re.findall(r"[^\W_]+", unquote(unschemed(url[:LONGEST_NAMED]).partition("/")[2])))


def variant(url: str) -> str:
    """What two URLs share that differ in `http`/`https`, `www.` or a slash at the end only."""
    return re.sub(r"^www\d?\.", "", key(url))


def is_boilerplate(url: str) -> bool:
    """Does the URL lead to the scheme's own complaints portal or certificate check?"""
    bare = _SCHEME.sub("", url, count=1)
    name = bare.partition("/")[0]
    return bool(BOILERPLATE.search(name) or BOILERPLATE.match(re.sub(r"^www\.", "", bare)))


def page_in_fragment(url: str) -> str | None:
    """The page of `#page=12` (RFC 8118), None without one."""
    found = re.search(r"#(?:.*&)?page=(\d{1,5})", url)
    return found[1] if found else None
