"""Compare the findings of focused and of whole reading over many real Python files: they must be the same.

    python bench/focus_equality.py FOLDER… [--limit COUNT] [--jobs COUNT]

Reads every `.py` file below the folders twice, with all rules on, and compares findings, to the column, and
observations; a file that is there more than once is read once. Prints how many files it read, how many had findings,
the processor time of both ways, and every difference; its exit status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from typing import NamedTuple

from tightlip.engine import Candidate, Plan, Scanned, closer_look, first_pass, make_plan
from tightlip.model import Document
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings


class Comparison(NamedTuple):
    """One file, read both ways: whether that is the `same`, its seconds of processor time, if anything is `found`."""

    path: str
    same: bool
    focused: float
    whole: float
    found: bool


def plans() -> tuple[Plan, Plan]:
    """Plans of all rules: one that reads focused, and one that reads whole files."""
    rulebook = load_rulebook()
    focused, whole = (
        make_plan(rulebook, frozenset(rulebook.cards), Settings(focus=focus), b"the same") for focus in (True, False)
    )
    return focused, whole


def python_files(folders: Sequence[str]) -> Iterator[str]:
    """Every Python file below `folders`, in order, but for copies of one before."""
    seen = set()
    for folder in folders:
        for root, folders_below, names in os.walk(folder):
            folders_below.sort()
            for path in (os.path.join(root, name) for name in sorted(names) if name.endswith(".py")):
                if os.path.isfile(path) and (digest := _digest(path)) not in seen:
                    seen.add(digest)
                    yield path


def _digest(path: str) -> bytes:
    with open(path, "rb") as file:
        return blake2b(file.read(), digest_size=16).digest()


def compare_all(paths: Sequence[str]) -> list[Comparison]:
    """The comparisons of those of `paths` that deserve a closer look."""
    focused, whole = plans()
    return [comparison for path in paths if (comparison := compare(focused, whole, path)) is not None]


def compare(focused: Plan, whole: Plan, path: str) -> Comparison | None:
    """Both ways to read the file `path`; `None` when it deserves no closer look."""
    with open(path, "rb") as file:
        document = Document(path.replace(os.sep, "/"), file.read())
    candidate = first_pass(focused, document)
    if not isinstance(candidate, Candidate):
        return None
    one, seconds = _timed(focused, candidate)
    other, more_seconds = _timed(whole, candidate)
    same = (one.findings, one.observations) == (other.findings, other.observations)
    return Comparison(path, same, seconds, more_seconds, bool(one.findings or one.observations))


def _timed(plan: Plan, candidate: Candidate) -> tuple[Scanned, float]:
    start = time.process_time()
    return closer_look(plan, candidate), time.process_time() - start


def main() -> int:
    """Compare, and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--limit", type=int, default=None, metavar="COUNT", help="read no more files than that")
    parser.add_argument("--jobs", type=int, default=1, metavar="COUNT", help="share the work among so many processes")
    options = parser.parse_args()
    paths = list(itertools.islice(python_files(options.folders), options.limit))
    shares = [paths[start :: options.jobs] for start in range(options.jobs)]
    with ProcessPoolExecutor(options.jobs) as pool:
        looked = list(itertools.chain.from_iterable(pool.map(compare_all, shares)))
    different = sorted(each.path for each in looked if not each.same)
    focused, whole = sum(each.focused for each in looked), sum(each.whole for each in looked)
    found = sum(each.found for each in looked)
    print(f"{len(paths)} files, {len(looked)} of them looked at closely, {found} with findings")
    print(f"processor time of the closer look: {focused:.1f} s focused, {whole:.1f} s whole")
    print(f"{len(different)} differences", *different, sep="\n  ")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
