"""Many processes say what one says; Ctrl-C ends them all; one that dies takes only its own file with it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tightlip import engine, run, workers
from tightlip.model import Document, Skipped
from tightlip.plans import Plans
from tightlip.run import Effort
from tightlip.sources import Request
from tightlip.verdicts import Task, Verdict

PASSWORD = "tr0ub4dor" + "-and-3-horses"
forks = pytest.mark.skipif(sys.platform != "linux", reason="needs processes that are forked")
signals = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")


def module(number: int, functions: int = 40) -> str:
    lines = (f"def fetch_{number}_{at}(password):\n    return connect(password, {at})\n\n" for at in range(functions))
    return "".join(lines) + f'DB_PASSWORD = "{PASSWORD}{number}"\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with enough work for processes to be worth it, and a file that is no text."""
    monkeypatch.setattr(workers, "WORTH_IT", 20_000)
    monkeypatch.setattr(workers, "_BATCH", 5_000)
    for number in range(20):
        (tmp_path / f"module_{number}.py").write_text(module(number))
    (tmp_path / "image.png").write_bytes(b"\x89PNG\0\0\1\2" * 100)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_many_processes_say_what_one_says(tree: Path) -> None:
    assert sum(file.stat().st_size for file in tree.iterdir()) > 2 * workers.WORTH_IT
    one, three = (run.run(Request((".",)), {}, effort=Effort(jobs, cache=False)).outcome for jobs in (1, 3))
    assert len(one.findings) == 20
    assert one == three


@forks
def test_work_that_is_small_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text(module(1))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workers, "_pool", None)
    assert len(run.run(Request((".",)), {}, effort=Effort(8, cache=False)).outcome.findings) == 1


def test_a_plan_finds_the_same_in_another_process() -> None:
    """As on systems that do not fork: it is sent there."""
    plan = run.prepare(Request(), {}).plan
    sent = pickle.loads(pickle.dumps(plan))
    document = Document("a.py", module(1).encode())
    assert engine.scan(sent, document).findings == engine.scan(plan, document).findings != ()
    assert sent.salt == plan.salt


def spread_with(killers: set[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on twenty files, each handed out by itself; a process that looks at one of `killers` dies."""
    plan = run.prepare(Request(), {}, isolated=True).plan
    look = workers.closer_look

    def deadly(plan: engine.Plan, candidate: engine.Candidate) -> engine.Scanned:
        if candidate.document.path in {f"{killer}.py" for killer in killers}:
            os.kill(os.getpid(), signal.SIGKILL)
        return look(plan, candidate)

    monkeypatch.setattr(workers, "closer_look", deadly)
    monkeypatch.setattr(workers, "WORTH_IT", 0)
    monkeypatch.setattr(workers, "_BATCH", 2000)
    documents = [Document(f"{number}.py", module(number).encode()) for number in range(20)]
    tasks = (Task(engine.Candidate(document, frozenset({"names"}))) for document in documents)
    judged = workers.look_closer(Plans(plan.rulebook, plan), tasks, 2)
    return ((task.candidate.document.path, verdict) for task, verdict in judged)


def expect_lost(found: Iterable[tuple[str, Verdict]], killers: set[int]) -> None:
    found = list(found)
    assert [path for path, _ in found] == [f"{number}.py" for number in range(20)]
    for number, (path, verdict) in enumerate(found):
        if number in killers:
            assert verdict.skipped == (Skipped(path, "the process that checked it died", failed=True),)
        else:
            assert [finding.rule for finding in verdict.findings] == ["hardcoded-secret"]


@forks
@pytest.mark.parametrize("killers", [{0}, {7}, {19}, {0, 1, 2, 9}], ids=str)
def test_a_process_that_dies_takes_its_file_with_it(monkeypatch: pytest.MonkeyPatch, killers: set[int]) -> None:
    expect_lost(spread_with(killers, monkeypatch), killers)


@forks
def test_a_process_may_have_died_when_more_is_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which nothing can be handed to any more: of the eight files of the first round, the last is deadly."""
    verdicts = spread_with({7}, monkeypatch)
    first = next(verdicts)
    wait_until(lambda: not multiprocessing.active_children())
    expect_lost([first, *verdicts], {7})


@forks
@pytest.mark.parametrize(("ending", "here"), [("py", ["example.py"]), ("yaml", [])])
def test_what_every_process_needs_is_made_ready_once(
    monkeypatch: pytest.MonkeyPatch, ending: str, here: list[str]
) -> None:
    """By a look at nobody's file: those that are to be checked are looked at in other processes only."""
    plan = run.prepare(Request(), {}, isolated=True).plan
    look, seen = workers.closer_look, []

    def noted(plan: engine.Plan, candidate: engine.Candidate) -> engine.Scanned:
        seen.append(candidate.document.path)
        return look(plan, candidate)

    monkeypatch.setattr(workers, "closer_look", noted)
    monkeypatch.setattr(workers, "WORTH_IT", 0)
    documents = [Document(f"{number}.{ending}", module(number).encode()) for number in range(4)]
    tasks = [Task(engine.Candidate(document, frozenset({"names"}))) for document in documents]
    found = list(workers.look_closer(Plans(plan.rulebook, plan), iter(tasks), 2))
    assert [task.candidate.document.path for task, _ in found] == [document.path for document in documents]
    assert seen == here


def start(tree: Path) -> subprocess.Popen[bytes]:
    """A run over much more than it can do in a second, in a group of processes of its own; two workers are up."""
    for number in range(20, 200):
        (tree / f"module_{number}.py").write_text(module(number, 400))
    command = (sys.executable, "-m", "tightlip", "check", "--jobs", "2", "--no-cache", ".")
    process = subprocess.Popen(
        command, cwd=tree, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    wait_until(lambda: len(group(process.pid)) >= 3)
    return process


def group(leader: int) -> list[str]:
    """The processes that `leader` has started, itself included, while they run."""
    listing = subprocess.run(("ps", "-e", "-o", "pgid=,stat="), capture_output=True, check=True, encoding="ascii")
    rows = map(str.split, listing.stdout.splitlines())
    return [row[1] for row in rows if row[0] == str(leader) and not row[1].startswith("Z")]


def wait_until(happens: object) -> None:
    assert callable(happens)
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.02)


@signals
def test_ctrl_c_ends_all_of_them_at_once(tree: Path) -> None:
    with start(tree) as process:
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 130
        assert said == b""
        assert group(process.pid) == []


@signals
def test_workers_end_when_the_run_is_killed(tree: Path) -> None:
    with start(tree) as process:
        process.kill()
        process.wait()
        wait_until(lambda: group(process.pid) == [])
