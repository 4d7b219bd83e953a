"""A call, taken apart: what is called, by every name it may have, and what it is given."""

from __future__ import annotations

from typing import NamedTuple

from tightlip.reading.python.flow.displays import under
from tightlip.reading.python.flow.frame import Frame, Summary
from tightlip.reading.python.flow.values import UNKNOWN, Value, sited
from tightlip.reading.python.module import dotted
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of


class Argument(NamedTuple):
    """One argument of a call; `star` is "", "*" or "**"."""

    node: cst.BaseExpression
    value: Value
    keyword: str = ""
    star: str = ""


class Callee(NamedTuple):
    """What is called: `written` as in the source, `names` the dotted names it may have, `leaf` the last one.

    `receiver` is the value of the object whose method it is, `owner` that object and `type` its type, all empty for a
    plain function.
    """

    written: str
    names: tuple[str, ...]
    leaf: str
    receiver: Value
    owner: cst.BaseExpression | None = None
    type: str = ""


def callee_of(frame: Frame, node: cst.Call) -> Callee:
    """What `node` calls."""
    func = node.func
    chain = dotted(func)
    qualified = frame.analysis.module.resolved(chain).replace("()", "").replace("[]", "")
    written = chain.replace("()", "").replace("[]", "")
    if not isinstance(func, cst.Attribute):
        known = frame.lookup(func.value) if isinstance(func, cst.Name) else frame.value(func)
        made_by = known.made_by if known is not None else ""  # `say = logger.info`
        return Callee(written, tuple(filter(None, (qualified, made_by))), written.rpartition(".")[2], UNKNOWN)
    receiver = frame.value(func.value)
    leaf = func.attr.value
    last = words_of(written.rpartition(".")[0].rpartition(".")[2])[-1:]
    alias = frame.analysis.tables.receivers.get(last[0], "") if last else ""
    types = (receiver.made_by, qualified.rpartition(".")[0], alias)
    if leaf == "__init__" and written == "super.__init__" and frame.analysis.is_exception(frame.body.owner):
        types = ("Exception", "", "")
    names = tuple(dict.fromkeys(f"{name}.{leaf}" for name in types if name)) or (f".{leaf}",)
    return Callee(written or leaf, names, leaf, receiver, func.value, alias or types[0] or types[1])


def argument_of(frame: Frame, arg: cst.Arg) -> Argument:
    """One argument; a telling keyword says what an untold value is."""
    keyword = arg.keyword.value if arg.keyword is not None else ""
    value = sited(frame.value(arg.value), arg.value)
    if keyword:
        value = under(value, frame.analysis.namer.name(keyword), keyword, arg.value)
    return Argument(arg.value, value, keyword, arg.star)


def passed_to(summary: Summary, arguments: tuple[Argument, ...]) -> dict[str, Argument]:
    """The arguments of a call by the names of the parameters of the function that it calls."""
    passed: dict[str, Argument] = {}
    position = 0
    for argument in arguments:
        if argument.keyword:
            passed[argument.keyword] = argument
        elif not argument.star:
            if position < len(summary.parameters):
                passed[summary.parameters[position]] = argument
            position += 1
    return passed
