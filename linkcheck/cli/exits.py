"""The exit codes, as the README documents them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from linkcheck.vocabulary import EvidenceState


class Exit(IntEnum):
    """What a command ends with. The weightiest that applies."""

    LIVE = 0
    """All that was checked is live."""
    NOT_LIVE = 1
    """Something is doubtful or dead."""
    UNUSABLE = 2
    """Wrong usage, or something that can't be read or written."""
    INTERRUPTED = 3
    """Stopped before the end; the same command goes on where it stopped."""
    CANNOT_TELL = 4
    """Nothing is doubtful or dead, but something is undetermined or untested."""


def exit_for(states: Iterable[EvidenceState]) -> Exit:
    """The exit code for the states of all citations."""
    found = set(states)
    if found & {EvidenceState.DEAD, EvidenceState.DOUBTFUL}:
        return Exit.NOT_LIVE
    if found & {EvidenceState.UNDETERMINED, EvidenceState.UNTESTED}:
        return Exit.CANNOT_TELL
    return Exit.LIVE
