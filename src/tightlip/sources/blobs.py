"""Documents from git's own store: what is staged, or what a range of commits changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from subprocess import DEVNULL, Popen
from typing import NamedTuple

from tightlip.model import Document, GitStatus, Lines, Skipped
from tightlip.sources import changes, git
from tightlip.sources.files import too_large
from tightlip.sources.project import shown

_CHUNK = 1 << 20
# The modes of a tree's entries that are no files.
_NO_FILE = {"120000": "symbolic link", "160000": "a submodule"}


class Blob(NamedTuple):
    """One side of a change: a path, as reports show it, and what git's store holds for it.

    `lines` are those that changed; `None`: all are to be looked at.
    """

    path: str
    mode: str
    id: str
    status: str
    lines: Lines | None = None


def staged(git_root: str, root: str, paths: Sequence[str] = ()) -> Iterator[Blob]:
    """What the index holds of the files (in `paths`, if there are any) that it would change in a commit.

    A file that is only intended to be added (`git add -N`) has nothing staged. In a merge this is all that the
    merge brings to the branch.
    """
    return _changed(git_root, root, ("--cached",), paths)


def between(git_root: str, root: str, old: str, new: str, paths: Sequence[str] = ()) -> Iterator[Blob]:
    """What `new` holds of the files that changed there since it parted from `old`, each with the lines that did."""
    ends = changes.base(git_root, old, new), changes.commit(git_root, new)
    changed = changes.changes(git_root, root, *ends)
    blobs = _changed(git_root, root, ends, paths)
    return (blob._replace(lines=changed[blob.path]) for blob in blobs if blob.path in changed)


def unknown(git_root: str, trees: Sequence[str], paths: Sequence[str]) -> Iterator[str]:
    """Those of `paths` that name nothing: nothing on disk, in the index, or in `trees`, which may not all exist."""
    for path in paths:
        if not os.path.lexists(path):
            inside = os.path.relpath(os.path.abspath(path), git_root)
            lists = (("ls-files",), *(("ls-tree", tree) for tree in trees))
            if not any(git.ask(git_root, *each, "--", inside, accept=(0, 128))[0] for each in lists):
                yield path


def read(git_root: str, blobs: Iterator[Blob], max_size: int) -> Iterator[Document | Skipped]:
    """The documents of `blobs`, one at a time, from one git process."""
    with git.start(git_root, "cat-file", "--batch", errors=DEVNULL) as process:
        try:
            for blob in blobs:
                if blob.status == "U":
                    yield Skipped(blob.path, "in a merge conflict")
                elif blob.mode in _NO_FILE:
                    yield Skipped(blob.path, _NO_FILE[blob.mode])
                else:
                    document = _read(process, blob, max_size)
                    yield document if isinstance(document, Skipped) else changes.about(document, blob.lines)
        finally:
            # Processes that were forked meanwhile hold the other end of its input: it would wait for more forever.
            process.terminate()


def _changed(git_root: str, root: str, trees: Sequence[str], paths: Sequence[str]) -> Iterator[Blob]:
    inside = [os.path.relpath(os.path.abspath(path), git_root) for path in paths]
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=ACMTU")
    answer, _ = git.ask(git_root, "diff", *options, *trees, "--", *inside)
    fields = iter(answer.split(b"\0"))
    for description, path in zip(fields, fields):
        _, mode, _, blob, status = description.decode().split(" ")
        yield Blob(shown(os.path.join(git_root, os.fsdecode(path)), root), mode, blob, status)


def _read(process: Popen[bytes], blob: Blob, max_size: int) -> Document | Skipped:
    requests, answers = process.stdin, process.stdout
    assert requests is not None
    assert answers is not None
    try:
        requests.write(blob.id.encode() + b"\n")
        requests.flush()
    except OSError:
        pass  # git has gone: there is no answer to read either
    *_, kind, size = answers.readline().split() or (b"", b"")
    if kind != b"blob":
        return Skipped(blob.path, "git cannot read what its store has of it", failed=True)
    left = int(size) + 1  # a line feed follows
    if left > max_size + 1:
        while left > 0:
            left -= len(answers.read(min(left, _CHUNK))) or left
        return too_large(blob.path, max_size)
    return Document(blob.path, answers.read(left)[:-1], GitStatus.TRACKED)
