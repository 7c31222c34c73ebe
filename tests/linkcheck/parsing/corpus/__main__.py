"""Generate fictional reports, read them, and say how much was read right.

python -m tests.linkcheck.parsing.corpus --reports 300
python -m tests.linkcheck.parsing.corpus --reports 40 --writer chromium --writer flat --show
python -m tests.linkcheck.parsing.corpus --seed 17 --keep /tmp/corpus
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from linkcheck.parsing import read_report
from tests.linkcheck.parsing.corpus import generate, score, telling
from tests.linkcheck.parsing.corpus.spec import Aligned, Rules
from tests.linkcheck.parsing.corpus.writers import WRITERS


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300, help="how many, from seed 0 (or --first) on")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="only this report")
    parser.add_argument("--writer", action="append", choices=tuple(WRITERS), help="may be given several times")
    parser.add_argument("--aligned", choices=tuple(Aligned), help="every table without rules, its cells aligned so")
    parser.add_argument("--show", action="store_true", help="print each difference")
    parser.add_argument("--untold", action="store_true", help="print each difference of which no observation tells")
    parser.add_argument("--keep", type=Path, help="folder to keep the files in")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args(arguments)
    seeds = [chosen.seed] if chosen.seed is not None else range(chosen.first, chosen.first + chosen.reports)
    for name in chosen.writer or ["reportlab"]:
        if WRITERS[name].missing:
            print(f"{name}: {WRITERS[name].missing}")
            continue
        _run(name, seeds, chosen)
    return 0


def _run(name: str, seeds: Sequence[int], chosen: argparse.Namespace) -> None:
    show = chosen.show or (chosen.seed is not None and not chosen.untold)
    work = partial(one, name, keep=chosen.keep, aligned=chosen.aligned)
    begin = time.monotonic()
    total, told, failures = score.Score(), telling.Telling(), 0
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for seed, read in zip(seeds, pool.map(work, seeds), strict=True):
            total += read.score
            told += read.told
            failures += bool(read.lines)
            for line in read.lines if show else read.untold if chosen.untold else ():
                print(f"{name} {seed}: {line}")
    print(f"{name}: {len(seeds)} reports, {failures} with differences, {time.monotonic() - begin:.0f} s")
    for line in (*total.lines(), *(told.lines() if chosen.untold else ())):
        print(f"  {line}")
    sys.stdout.flush()


class Outcome(NamedTuple):
    """What came of one report: `lines` tell all that differs, `untold` what no observation tells."""

    score: score.Score
    lines: Sequence[str]
    told: telling.Telling = telling.Telling()
    untold: Sequence[str] = ()


def one(name: str, seed: int, *, keep: Path | None = None, aligned: str | None = None) -> Outcome:
    """Write one report, read it, score it; an error counts as a report of which nothing was read."""
    writer, spec = WRITERS[name], generate.report(Random(seed), seed)  # not for secrets
    if aligned:
        spec = replace(spec, look=replace(spec.look, rules=Rules.NONE, aligned=Aligned(aligned)))
    truth = spec.truth if writer.links else score.without_links(spec.truth)
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}-{seed}{writer.suffix}"
        try:
            writer.write(spec, path)
        except LookupError as error:
            return Outcome(score.Score(), [f"not written: {error}"])
        try:
            read = read_report(path)
        except Exception as error:  # it is what this program looks for
            empty = truth.model_copy(update={"citations": (), "findings": (), "facilities": (), "observations": ()})
            return Outcome(score.compare(truth, empty), [f"error     {type(error).__name__}: {error}"])
    told, untold = telling.tell(truth, read)
    lines = [str(difference) for difference in score.differences(truth, read)]
    return Outcome(score.compare(truth, read), lines, told, [str(difference) for difference in untold])


if __name__ == "__main__":
    sys.exit(main())
