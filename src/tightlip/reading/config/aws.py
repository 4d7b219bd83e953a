"""What a tree of nodes says about AWS: who may read secrets, and where they are handed over in clear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.reading.config.aws_embedded import unfolded
from tightlip.reading.config.aws_handovers import handovers, speaks_of_aws
from tightlip.reading.config.grants import Place, grants
from tightlip.reading.config.nodes import Node
from tightlip.reading.facts import Fact
from tightlip.reading.text import SourceText


class Origin(NamedTuple):
    """Where nodes come from: the file's `path` and `kind`, its `text` if places are offsets in it, who knows them.

    `cdk` says that it is a module that uses the CDK.
    """

    path: str
    kind: str
    text: str
    place: Place
    cdk: bool = False


def concerned(text: str, wanted: frozenset[str], judge: Judge) -> bool:
    """Whether there may be facts of the `wanted` kinds in `text`."""
    return "grants" in wanted or (
        "handovers" in wanted and speaks_of_aws(text, judge.vocabulary["aws"]["needles"]["handovers"])
    )


def in_text(source: SourceText) -> Place:
    """Tells where a node of `source` stands."""
    return lambda node: lambda: source.span(node.start, node.end)


def facts(root: Node, origin: Origin, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    """The facts of the `wanted` kinds in `root`."""
    root = unfolded(root, origin.text)
    if "grants" in wanted:
        yield from grants(root, origin.place, judge.vocabulary["aws_access"], origin.path, origin.kind == "hcl")
    if "handovers" in wanted:
        yield from handovers(root, origin.place, origin.kind == "python", origin.cdk)
