"""Reads files in a process of its own and tells how much memory the largest of its readers held.

A test's process has had other children, and lends its own size to each that it forks.
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from linkcheck.errors import UnreadableReport
from linkcheck.parsing.limits import Limits, read_reports
from linkcheck.report import AuditReport

Results = list[AuditReport | UnreadableReport]


def read_and_weighed(paths: Sequence[Path], seconds: float) -> tuple[Results, int]:
    """What was read, and bytes of memory."""
    command = [sys.executable, "-m", __name__, str(seconds), *map(str, paths)]
    results: tuple[Results, int] = pickle.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return results


if __name__ == "__main__":
    read = list(read_reports([Path(name) for name in sys.argv[2:]], limits=Limits(seconds=float(sys.argv[1]))))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sys.stdout.buffer.write(pickle.dumps((read, peak)))
