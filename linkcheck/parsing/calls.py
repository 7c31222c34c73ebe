"""PDFium's functions for what is called for every letter of a page.

Declared with plain numbers for pointers, `map` calls them without a step of Python between.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from ctypes import c_void_p
from typing import Any


def plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of `pypdfium2.raw` with these types. It keeps the interpreter's lock, as each call is short."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


def quick(function: Any, result: Any) -> Callable[..., Any]:
    """The same without declared arguments, in two thirds of the time.

    They must be objects of ctypes, or numbers that fit a C int: others would be cut without a word.
    """
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, c_void_p).value or 0)


def address(handle: Any) -> int:
    """A handle of `pypdfium2.raw` as a number."""
    return ctypes.cast(handle, c_void_p).value or 0


def each(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Call a function for what it writes."""
    deque(map(function, *arguments), maxlen=0)
