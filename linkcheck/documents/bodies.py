"""One body examined, in this very process. Hostile ones need processes of their own: `linkcheck.documents.Examiner`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, NamedTuple

import PIL
from PIL import Image, UnidentifiedImageError

from linkcheck.documents.containers import examine_archive, examine_compound
from linkcheck.documents.facts import Facts, ImageFacts, OtherFacts, Problem, TextFileFacts
from linkcheck.documents.office import ODF, examine_office, package_type
from linkcheck.documents.pdf import examine_pdf
from linkcheck.documents.sniff import FIRST_BYTES, sniff
from linkcheck.documents.text import fingerprint
from linkcheck.documents.types import DOCX, OLE, OOXML, PDF, PPTX, TEXT, UNKNOWN, WEB_PAGES, XLSX, XML, ZIP
from linkcheck.documents.webpage import MOST_BYTES, examine_web_page

MOST_UNPACKED: Final = 256 * 2**20
"""Bytes of a body that was sent compressed; what comes after is damage."""

_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_UNREAD = frozenset({"br", "zstd", "compress", "x-compress"})
_BLOCK = 64 * 1024
_MOST_PIXELS = 64_000_000


class Examined(NamedTuple):
    """What a body is: its type, its facts, and the text of each of its pages as it stands there."""

    media_type: str
    facts: Facts
    pages: tuple[str, ...] = ()


def examine(path: Path, *, content_type: str | None = None, content_encoding: str | None = None) -> Examined:
    """Examine a body in a file.

    `content_type` and `content_encoding` are those headers: the one may name a web page's encoding, the other says that
    the server compressed the body although nobody asked for it. Raises OSError where the file can't be read.
    """
    try:
        with unpacked(path, content_encoding) as plain:
            return _examine(plain, content_type, content_encoding)
    except (zlib.error, EOFError) as error:
        detail = f"its {_essence(content_encoding)} compression is broken: {error}"
        return Examined(sniff(_first(path)), OtherFacts(problem=Problem.DAMAGED, detail=detail))


def _examine(path: Path, content_type: str | None, content_encoding: str | None) -> Examined:
    media_type = sniff(_first(path), content_type)
    if media_type in (ZIP, OOXML, DOCX, XLSX, PPTX):
        media_type = package_type(path, media_type)
    if media_type == UNKNOWN and _essence(content_encoding) in _UNREAD:
        detail = f"it came compressed ({_essence(content_encoding)}), which was not asked for and is not read"
        return Examined(media_type, OtherFacts(problem=Problem.FAILURE, detail=detail))
    if media_type == PDF:
        return Examined(media_type, *examine_pdf(path.read_bytes()))
    if media_type in WEB_PAGES:
        return Examined(media_type, *examine_web_page(_read(path, MOST_BYTES), content_type))
    if media_type in (DOCX, XLSX, PPTX) or media_type.startswith(ODF):
        return Examined(media_type, *examine_office(path, media_type))
    if media_type in (TEXT, XML):
        return Examined(media_type, *_examine_text(_read(path, MOST_BYTES)))
    if media_type.startswith("image/"):
        return Examined(media_type, _examine_image(path))
    if media_type in (ZIP, OOXML):
        return Examined(media_type, examine_archive(path))
    if media_type == OLE:
        return Examined(media_type, examine_compound(_read(path, MOST_BYTES), path.stat().st_size))
    return Examined(media_type, OtherFacts())


def _essence(content_encoding: str | None) -> str:
    return (content_encoding or "").strip().lower()


def _first(path: Path) -> bytes:
    return _read(path, FIRST_BYTES)


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as body:
        return body.read(most)


@contextmanager
def unpacked(path: Path, content_encoding: str | None) -> Iterator[Path]:
    """The body as it was before the server compressed it (gzip or zlib, RFC 9110, 8.4.1); itself where it did not.

    Raises zlib.error or EOFError where the compression is broken, or more than MOST_UNPACKED comes out of it.
    """
    if _essence(content_encoding) not in _ENCODINGS:
        yield path
        return
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    with path.open("rb") as packed, NamedTemporaryFile(prefix="linkcheck-") as plain:
        while block := packed.read(_BLOCK):
            while block and not unpack.eof:
                plain.write(unpack.decompress(block, _BLOCK))
                block = unpack.unconsumed_tail
                if plain.tell() > MOST_UNPACKED:
                    raise EOFError(f"more than {MOST_UNPACKED // 2**20} MiB come out of it")
        if not unpack.eof:
            raise EOFError("it ends in the middle")
        plain.flush()
        yield Path(plain.name)


def _examine_text(source: bytes) -> tuple[TextFileFacts, tuple[str, ...]]:
    text = _decoded(source)
    found = fingerprint((text,))
    if found is None:
        return TextFileFacts(problem=Problem.EMPTY, detail="nothing stands in it"), ()
    return TextFileFacts(text=found), (text,)


def _decoded(source: bytes) -> str:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    return source.decode("latin-1")


def _examine_image(path: Path) -> Facts:
    """Its size, from its head; a picture that is not too large is unpacked too, which tells whether all of it came."""
    extractor = f"pillow {PIL.__version__}"
    try:
        with Image.open(path) as image:
            if image.width * image.height <= _MOST_PIXELS:
                image.load()
            return ImageFacts(extractor=extractor, width=image.width, height=image.height)
    except UnidentifiedImageError:
        return OtherFacts(extractor=extractor)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return ImageFacts(extractor=extractor, problem=Problem.DAMAGED, detail=str(error)[:200])
