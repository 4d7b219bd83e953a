"""Large work spread over processes: the same verdicts in the same order, however many processes there are.

Ctrl-C ends all of them at once; one that dies (a parser in C can) takes only the file that killed it with it.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from tightlip.engine import Candidate, closer_look
from tightlip.model import Document, Skipped
from tightlip.plans import Plans
from tightlip.verdicts import Task, Verdict, verdict_on

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Judged = tuple[Task, Verdict]

# Starting processes pays from about a second of work on; a batch is large enough for its journey not to count.
WORTH_IT = 400_000
_BATCH = 100_000
# Forked where that is safe: a process then starts with all that this one knows.
_METHOD = "fork" if sys.platform == "linux" else "spawn"
# Nobody's file, so that none of those that are to be checked can do harm here.
_EXAMPLE = Candidate(Document("example.py", b"def f(password):\n    print(password)\n"), frozenset({"names"}))
_AHEAD = 4  # batches a process, so that it never waits and memory stays small

_plans: Plans | None = None  # a worker's own, set when it starts: sending it with each batch costs more than the work


def look_closer(plans: Plans, tasks: Iterable[Task], jobs: int) -> Iterator[Judged]:
    """Each of `tasks` with its verdict, in order; in `jobs` processes where that pays."""
    tasks = iter(tasks)
    first: list[Task] = []
    if jobs > 1:
        weight = 0
        for task in tasks:
            first.append(task)
            weight += len(task.candidate.document.data)
            if weight > WORTH_IT:
                _get_ready(plans, first)
                yield from _spread(plans, _batches(chain(first, tasks)), jobs)
                return
    for task in chain(first, tasks):
        yield task, _look(plans, task)


def available() -> int:
    """How many processes can work at the same time here."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spread(plans: Plans, batches: Iterator[list[Task]], jobs: int) -> Iterator[Judged]:
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[list[Task], Future[list[Verdict]]]] = deque()
    pool = _pool(plans, jobs)
    try:
        more = True
        while more or waiting:
            while more and len(waiting) < jobs * _AHEAD:
                batch = next(batches, None)
                more = batch is not None
                if batch is not None:
                    waiting.append((batch, _handed_to(pool, batch)))
            if not waiting:
                break
            batch, future = waiting.popleft()
            try:
                verdicts = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                verdicts = [_alone(plans, task) for task in batch]
                pool = _pool(plans, jobs)
                waiting = deque((late, _handed_to(pool, late)) for late, _ in waiting)
            yield from zip(batch, verdicts, strict=True)
    except BaseException:
        _end_all(pool)
        raise
    pool.shutdown()


def _handed_to(pool: ProcessPoolExecutor, batch: list[Task]) -> Future[list[Verdict]]:
    """The verdicts on `batch` to be; `BrokenProcessPool` instead of them, too, where one of `pool` has died already."""
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_look_at_all, batch)
    except BrokenProcessPool as error:
        future: Future[list[Verdict]] = Future()
        future.set_exception(error)
        return future


def _alone(plans: Plans, task: Task) -> Verdict:
    """The verdict on a task that may kill the process that works on it."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(plans, 1) as pool:
        try:
            return pool.submit(_look_at_all, [task]).result()[0]
        except BrokenProcessPool:
            path = task.candidate.document.path
            return Verdict(skipped=(Skipped(path, "the process that checked it died", failed=True),))


def _get_ready(plans: Plans, tasks: Iterable[Task]) -> None:
    """Where processes are forked and have Python to look at, make ready what each would make for itself in 0.2 s."""
    if _METHOD == "fork" and any(task.candidate.document.path.endswith(".py") for task in tasks):
        closer_look(plans.main, _EXAMPLE)


def _pool(plans: Plans, jobs: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(_METHOD)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(plans,))


def _end_all(pool: ProcessPoolExecutor) -> None:
    import multiprocessing

    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.join()


def _begin(plans: Plans) -> None:
    """A worker's first step: it leaves Ctrl-C to its parent, and ends when that does."""
    import multiprocessing
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    global _plans  # noqa: PLW0603
    _plans = plans


def _look_at_all(batch: list[Task]) -> list[Verdict]:
    assert _plans is not None
    return [_look(_plans, task) for task in batch]


def _look(plans: Plans, task: Task) -> Verdict:
    plan, path = plans.by(task.settings), task.candidate.document.path
    return verdict_on(plan, path, closer_look(plan, task.candidate), task.entries)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    weight = 0
    for task in tasks:
        batch.append(task)
        weight += len(task.candidate.document.data)
        if weight > _BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
