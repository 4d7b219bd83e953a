"""A document becomes facts: one module a format, each imported only when such a file deserves it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from tightlip import paths

if TYPE_CHECKING:  # every file, clean ones too, passes through `reading.decode`, which must not bring all of these
    from tightlip.judgement.judge import Judge
    from tightlip.model import Document
    from tightlip.reading.facts import Reading

# Which module reads which kind of file. Kinds without one are read as text only.
READERS = {
    paths.PYTHON: "python",
    paths.STUB: "python",
    paths.DOCKERFILE: "dockerfile",
    paths.DOTENV: "dotenv",
    paths.ENV_TEMPLATE: "dotenv",
    paths.YAML: "config",
    paths.JSON: "config",
    paths.TOML: "config",
    paths.INI: "config",
    paths.HCL: "config",
    paths.XML: "config",
    paths.SHELL: "shell",
    paths.MAKEFILE: "shell",
    paths.PROCFILE: "shell",
    paths.MARKDOWN: "markdown",
    paths.NOTEBOOK: "notebook",
    paths.SQL: "sql",
    **dict.fromkeys(paths.CODE, "languages"),
}

# A tree takes up to 250 times its text's memory: what is longer (in code points) is data that no person has written.
_MOST = 2_000_000
_MOST_OF_A_NOTEBOOK = 5_000_000  # its pictures are most of it, and take little


def read(document: Document, kind: str, text: str, wanted: frozenset[str], judge: Judge) -> Reading:
    """`document` (whose decoded content is `text`) as facts of the `wanted` kinds: "bindings", "flows" …"""
    from tightlip.model import Skipped
    from tightlip.reading.facts import Reading
    from tightlip.reading.text import SourceText

    in_tests = paths.is_test_like(document.path)
    if kind == paths.KEY_STORE:
        return Reading(document.path, kind, SourceText(""), document.git, in_tests, data=document.data)
    reading = Reading(document.path, kind, SourceText(text), document.git, in_tests, beside=document.beside)
    reader = READERS.get(kind)
    # A notebook is read in any case: what stands in its pictures is nothing for a rule that looks at any text.
    if reader is None or not (wanted or kind == paths.NOTEBOOK):
        return reading
    most = _MOST_OF_A_NOTEBOOK if kind == paths.NOTEBOOK else _MOST
    if len(text) > most:
        problem = Skipped(document.path, f"larger than {most:,} characters: checked as text", partial=True)
        return reading._replace(problems=(problem,))
    module = importlib.import_module(f"tightlip.reading.{reader}")
    try:
        finished: Reading = module.read(reading, wanted, judge)
    except RecursionError:  # every reader follows the nesting of what it reads
        problem = Skipped(document.path, "nested too deeply: checked as text", partial=True)
        return reading._replace(problems=(problem,))
    return finished
