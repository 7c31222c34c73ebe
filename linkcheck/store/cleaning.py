"""What no database can keep is replaced before it gets there: reports, servers and documents are hostile.

PostgreSQL refuses NUL in text and NaN in JSON; neither database can encode a surrogate that stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from pydantic_core import to_json

_MAY_BE_UNCLEAN = (b"\\u0000", b"NaN", b"Infinity")
"""What stands in a serialised value that has to be cleaned; going through every value would take ten times as long."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean_text(text: str) -> str:
    """The text with U+FFFD for NUL and for each lone surrogate; surrogate pairs become the character they stand for."""
    if "\0" in text:
        text = text.replace("\0", REPLACEMENT)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def clean_json(value: object) -> object:
    """The JSON value with its texts (keys too) cleaned; NaN and infinities become null."""
    try:
        text = to_json(value, inf_nan_mode="constants")
    except ValueError:  # a surrogate
        return _cleaned(value)
    return _cleaned(value) if any(mark in text for mark in _MAY_BE_UNCLEAN) else value


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean_text(value)
        case float() if not math.isfinite(value):
            return None
        case Mapping():
            return {clean_text(str(key)): _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case _:
            return value
