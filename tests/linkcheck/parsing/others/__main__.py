"""Print what is read otherwise than the reports' authors meant it: `python -m tests.linkcheck.parsing.others [PATH…]`.

A path is a report or a folder of reports, each beside its truth; without one all here are read, and the comments.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.linkcheck.parsing.others import comments, compare

HERE = Path(__file__).parent


def main(paths: list[Path]) -> None:
    """Each report's differences, and how many there are of each kind."""
    folders = paths or [HERE / "reports", HERE / "layouts"]
    total: Counter[str] = Counter()
    for path in (found for each in folders for found in (compare.reports(each) if each.is_dir() else [each])):
        found = compare.differences(path)
        total.update(["told" for one in found if one.told] + [one.kind for one in found])
        print(f"{path.name}: {len(found)}")
        for one in dict.fromkeys(found):
            print(f"    {'t' if one.told else '-'} {one.kind}: {one.text}")
    with tempfile.TemporaryDirectory() as folder:
        for entity in [] if paths else comments.entities():
            for text, differ in comments.differences(entity, Path(folder)):
                total["comments"] += 1
                print(f"{entity['entity']}: {text}")
                for one in differ:
                    print(f"    {'t' if one.told else '-'} {one.kind}: {one.text}")
    print(dict(total))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
