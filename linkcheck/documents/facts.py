"""What was found in a body: `Document.facts`, typed. `read_facts` gives them back from a stored document.

Every kind of facts has `extractor` (program and version that read it), `problem` with one line of `detail` where the
body can't be read as what it is, `title`, and `text` (fingerprints; null where there is no text).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from linkcheck.documents.text import TextFacts
from linkcheck.fetch import Document


class Problem(StrEnum):
    """Why a body can't be read as what it is."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    FAILURE = "failure"


class TextLayer(StrEnum):
    """Has a PDF text, pictures of text, or neither (drawings)?"""

    TEXT = "text"
    SCAN = "scan"
    NONE = "none"


class Sign(StrEnum):
    """What a web page turns out to be instead of a document."""

    LOGIN = "login"
    CHALLENGE = "challenge"
    PARKED = "parked"


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    extractor: str = ""
    problem: Problem | None = None
    detail: str = ""
    title: str | None = None
    text: TextFacts | None = None


class PdfFacts(_Facts):
    """A PDF. `pages` is null where it does not open.

    `encrypted` is true for an owner's password too, which keeps nobody from reading. `syntax` quotes what the structure
    check found (at most five lines), harmful or not; `labels` are the page labels where they differ from 1, 2, 3 …;
    `printed` is the number printed on each page, where a run of pages counts on; `blank` are the pages, from 1,
    that show nothing.
    """

    kind: Literal["pdf"] = "pdf"
    pages: int | None = None
    version: str | None = None
    author: str | None = None
    producer: str | None = None
    creator: str | None = None
    created: datetime | None = None
    modified: datetime | None = None
    encrypted: bool = False
    syntax: tuple[str, ...] = ()
    layer: TextLayer = TextLayer.NONE
    labels: tuple[str, ...] = ()
    printed: tuple[int | None, ...] = ()
    blank: tuple[int, ...] = ()


class OfficeFacts(_Facts):
    """An Office Open XML or OpenDocument file. `slides` and `sheets` are counted where it has them."""

    kind: Literal["office"] = "office"
    slides: int | None = None
    sheets: int | None = None


class WebPageFacts(_Facts):
    """A web page. `signs` with the words that gave them away; `refresh` is where it sends its reader on by itself."""

    kind: Literal["web-page"] = "web-page"
    signs: dict[Sign, str] = {}
    refresh: str | None = None


class ImageFacts(_Facts):
    """A picture, in pixels."""

    kind: Literal["image"] = "image"
    width: int | None = None
    height: int | None = None


class TextFileFacts(_Facts):
    """Plain text, XML, CSV."""

    kind: Literal["text"] = "text"


class OtherFacts(_Facts):
    """A body of a kind that is not looked into."""

    kind: Literal["other"] = "other"


Facts = PdfFacts | OfficeFacts | WebPageFacts | ImageFacts | TextFileFacts | OtherFacts

_ADAPTER: TypeAdapter[Facts] = TypeAdapter(Annotated[Facts, Field(discriminator="kind")])


def read_facts(document: Document | None) -> Facts | None:
    """The facts of a document; None where it was not examined, or by a version whose facts can't be read."""
    if document is None or not document.facts:
        return None
    try:
        return _ADAPTER.validate_python(document.facts, strict=False)
    except ValidationError:
        return None


def write_facts(facts: Facts) -> dict[str, object]:
    """The form in which `Document.facts` and the database keep them: JSON values, defaults left out but `kind`."""
    return {"kind": facts.kind, **facts.model_dump(mode="json", exclude_defaults=True)}
