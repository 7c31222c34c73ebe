"""What the evidence is worth today: pure functions from citations and fetches to states.

    judge(citation, fetch, history, content) -> Verdict    one citation
    cells(report, verdicts, catalogue) -> (Cell, …)        the matrix criterion × facility

`states.WORTH` is the one table from outcome to state; `doubts.CHECKS` is what a check of an answer can find against it,
`notes.LOOKS` what is worth knowing and makes no doubt.
Nothing here fetches, reads a file or asks the time.
"""

from linkcheck.verdicts.answer import Content
from linkcheck.verdicts.judging import judge
from linkcheck.verdicts.matrix import cells
from linkcheck.verdicts.model import Cell, Check, Note, NoteCode, Proof, Reason, Verdict

__all__ = ["Cell", "Check", "Content", "Note", "NoteCode", "Proof", "Reason", "Verdict", "cells", "judge"]
