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

from linkcheck.parsing import read_report
from tests.linkcheck.parsing.corpus import generate, score
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
    show = chosen.show or chosen.seed is not None
    work = partial(one, name, keep=chosen.keep, aligned=chosen.aligned)
    begin = time.monotonic()
    total, failures = score.Score(), 0
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for seed, (scored, lines) in zip(seeds, pool.map(work, seeds), strict=True):
            total += scored
            failures += bool(lines)
            if show:
                for line in lines:
                    print(f"{name} {seed}: {line}")
    print(f"{name}: {len(seeds)} reports, {failures} with differences, {time.monotonic() - begin:.0f} s")
    for line in total.lines():
        print(f"  {line}")
    sys.stdout.flush()


def one(name: str, seed: int, *, keep: Path | None = None, aligned: str | None = None) -> tuple[score.Score, list[str]]:
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
            return score.Score(), [f"not written: {error}"]
        try:
            read = read_report(path)
        except Exception as error:  # it is what this program looks for
            empty = truth.model_copy(update={"citations": (), "findings": (), "facilities": (), "observations": ()})
            return score.compare(truth, empty), [f"error     {type(error).__name__}: {error}"]
    return score.compare(truth, read), list(score.differences(truth, read))


if __name__ == "__main__":
    sys.exit(main())
