"""A first look over a module: its functions and classes, and which of them are worth following a secret through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tightlip.reading.python.flow.formats import percent_names
from tightlip.reading.python.flow.naming import Namer
from tightlip.reading.python.module import children, dotted, literal, walk
from tightlip.reading.python.syntax import nodes as cst

EXCEPTIONS = ("Error", "Exception")  # what the names of errors end in
MODEL_DUMPS = frozenset({"dict", "json"})  # methods of a pydantic model, until version 2
_LONGEST_KEY = 64
_TAKES_PATHS = frozenset(
    {"open", "Path", "exists", "isfile", "isdir", "expanduser", "abspath", "read_file", "isabs", "islink", "readlink"}
)
_TAKES_ROWS = frozenset({"add", "delete", "refresh", "merge"})  # a session of SQLAlchemy's
_PLAIN_PARTS = frozenset(part for kind in (str, bytes, dict, list, tuple, set) for part in dir(kind))
_SECRET_HALVES = frozenset(
    "secret_key secretKey SECRET_KEY secret_access_key secretAccessKey aws_secret_access_key AWS_SECRET_ACCESS_KEY "
    "access_secret access_key_secret accessKeySecret".split()
)
_SCHEMES = frozenset({"bearer", "basic", "token", "authorization: bearer", "authorization: basic"})


# Plain classes: importing `dataclasses` takes 10 ms of a hook that finds something.
class Body:
    """What stands in a function, or at a module's top level: `owner` is the class whose method it is.

    `words` are its names, attributes and key-like literals; `calls` the last names of what it calls; `speaks` that it
    raises or asserts; `spent` the names that it passes on as a secret (`password=pwd`), `labels` those that it passes
    on as a secret's name (`SecretId=secret`, `os.getenv(env.API_KEY)`), `censored` the containers in which it puts a
    literal in the place of any entry (`headers[name] = "***"`), `objects` what is a path or has parts that no text or
    container has (`open(key)`, `token.expires_at`, `self.token.revoke()`), `addresses` what it opens a database with.
    """

    def __init__(self, name: str, owner: str = "", node: cst.FunctionDef | None = None) -> None:
        self.name = name
        self.owner = owner
        self.node = node
        self.words: set[str] = set()
        self.calls: set[str] = set()
        self.spent: set[str] = set()
        self.labels: set[str] = set()
        self.censored: set[str] = set()
        self.objects: set[str] = set()
        self.addresses: set[str] = set()
        self.speaks = False
        self.returns = False

    @property
    def decorators(self) -> Iterator[cst.BaseExpression]:
        """The expressions of its decorators."""
        for decorator in self.node.decorators if self.node else ():
            yield decorator.decorator


class Survey:
    """A module's bodies: its top level, its functions by name, its methods by class and name.

    `bases` are the classes that each class is made from, `declared` the annotations of names (`key: SecretStr`),
    `fields` those that stand in each class, `options` the first argument of every `add_argument`.
    """

    def __init__(self) -> None:
        self.top = Body("<module>")
        self.functions: dict[str, Body] = {}
        self.methods: dict[str, dict[str, Body]] = {}
        self.bases: dict[str, tuple[str, ...]] = {}
        self.declared: dict[str, cst.Annotation] = {}
        self.fields: dict[str, list[str]] = {}
        self.options: list[str] = []

    @property
    def bodies(self) -> Iterator[Body]:
        """Every function and method."""
        yield from self.functions.values()
        for methods in self.methods.values():
            yield from methods.values()

    def is_object(self, path: str, body: Body) -> bool:
        """Whether a variable of `body`, or an attribute of its class, is an object or a path, and no text."""
        return path in body.objects or ("." in path and any(path in each.objects for each in self._of_its_class(body)))

    def is_a_name(self, path: str, body: Body) -> bool:
        """Whether a variable of `body`, or an attribute of its class, is used as the name of a secret."""
        return path in body.labels or ("." in path and any(path in each.labels for each in self._of_its_class(body)))

    def has_key_pairs(self, body: Body) -> bool:
        """Whether keys have two halves in `body` or its class: an `access_key`, which is a name, and the secret one."""
        return any(not _SECRET_HALVES.isdisjoint(each.words) for each in (body, *self._of_its_class(body)))

    def _of_its_class(self, body: Body) -> Iterable[Body]:
        """The methods of the class whose method `body` is."""
        return self.methods.get(body.owner, {}).values()

    def method(self, owner: str, name: str) -> Body | None:
        """The method that `owner`, a class of this module, has or inherits from another one of it."""
        seen: set[str] = set()
        queue = [owner]
        while queue:
            owner = queue.pop(0)
            if owner not in seen and owner in self.methods:
                seen.add(owner)
                if name in self.methods[owner]:
                    return self.methods[owner][name]
                queue.extend(self.bases[owner])
        return None


def survey(tree: cst.Module, namer: Namer) -> Survey:
    """What stands in `tree`, in one walk."""
    found = Survey()
    stack: list[tuple[cst.CSTNode, str]] = [(tree, "")]
    while stack:
        node, owner = stack.pop()
        if isinstance(node, cst.FunctionDef):
            body = Body(node.name.value, owner, node)
            _note(walk(node), body, found, namer)
            (found.methods[owner] if owner else found.functions).setdefault(body.name, body)
            continue
        if isinstance(node, cst.ClassDef):
            owner = node.name.value
            found.methods.setdefault(owner, {})
            found.bases.setdefault(owner, tuple(dotted(base.value) for base in node.bases))
        if isinstance(node, cst.AnnAssign) and isinstance(node.target, cst.Name) and owner:
            found.fields.setdefault(owner, []).append(node.target.value)
        _note((node,), found.top, found, namer)
        stack.extend((child, owner) for child in children(node))
    return found


def _note(nodes: Iterable[Any], body: Body, found: Survey, namer: Namer) -> None:
    for node in nodes:
        kind = type(node)
        if kind is cst.Name:
            body.words.add(node.value)
        elif kind in _NOTES:
            _NOTES[kind](node, body, found, namer)


def _note_string(node: cst.SimpleString, body: Body, _: Survey, __: Namer) -> None:
    text = node.raw_value
    if "%(" in text:
        body.words.update(percent_names(text))
    elif len(text) <= _LONGEST_KEY and " " not in text:
        body.words.add(text)


def _note_call(node: cst.Call, body: Body, found: Survey, namer: Namer) -> None:
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if isinstance(name, cst.Name):
        body.calls.add(name.value)
        if name.value == "open" and _owner(node.func) == "os":
            body.calls.add("os.open")  # which takes the permissions
        if (
            node.args
            and namer.opens_database(name.value, _owner(node.func))
            and (path := _variable(node.args[0].value))
        ):
            body.addresses.add(path)
        takes_rows = name.value in _TAKES_ROWS and _owner(node.func) == "session"
        if takes_rows and node.args and (path := _variable(node.args[0].value)):
            body.objects.add(path)
        if name.value == "getenv" and node.args:
            body.labels.add(dotted(node.args[0].value))
        if name.value in _TAKES_PATHS and node.args:
            body.objects.add(dotted(node.args[0].value))
        if name.value == "add_argument" and node.args:
            found.options.append(literal(node.args[0].value) or "")


def _variable(node: cst.BaseExpression) -> str:
    """A variable or an attribute of `self`, as it is written; empty when it is something else."""
    if isinstance(node, cst.Attribute):
        return f"self.{node.attr.value}" if isinstance(node.value, cst.Name) and node.value.value == "self" else ""
    return node.value if isinstance(node, cst.Name) else ""


def _owner(node: cst.BaseExpression) -> str:
    """The last name of what `node` is a part of."""
    return dotted(node).rpartition(".")[0].rpartition(".")[2]


def _note_argument(node: cst.Arg, body: Body, _: Survey, namer: Namer) -> None:
    if node.keyword is not None and isinstance(node.value, cst.Name):
        _note_use(node.keyword.value, node.value.value, body, namer)
    elif node.keyword is not None and isinstance(node.value, cst.Attribute) and node.keyword.value == "name":
        body.labels.add(dotted(node.value))
    if node.keyword is not None and node.keyword.value == "opener":
        body.calls.add("os.open")


def _note_entry(node: cst.DictElement, body: Body, _: Survey, namer: Namer) -> None:
    if isinstance(node.key, cst.SimpleString) and isinstance(node.value, cst.Name):
        _note_use(node.key.raw_value, node.value.value, body, namer)


def _note_speech(_: cst.CSTNode, body: Body, __: Survey, ___: Namer) -> None:
    body.speaks = True


def _note_return(_: cst.CSTNode, body: Body, __: Survey, ___: Namer) -> None:
    body.returns = True


def _note_declaration(node: cst.AnnAssign, _: Body, found: Survey, __: Namer) -> None:
    if isinstance(node.target, cst.Name):
        found.declared[node.target.value] = node.annotation


def _note_part(node: cst.Attribute, body: Body, _: Survey, __: Namer) -> None:
    if node.attr.value not in _PLAIN_PARTS and (path := _variable(node.value)):
        body.objects.add(path)


def _note_censored(node: cst.Assign, body: Body, _: Survey, __: Namer) -> None:
    target = node.targets[0].target
    if not isinstance(target, cst.Subscript) or literal(node.value) is None:
        return
    index = target.slice[0].slice
    if isinstance(index, cst.Index) and isinstance(index.value, cst.Name):
        body.censored.add(dotted(target.value))


def _note_use(role: str, name: str, body: Body, namer: Namer) -> None:
    if namer.name(role).strong and role not in ("secret", "credentials"):
        body.spent.add(name)
    elif role.lower().endswith(("id", "name", "key")):
        body.labels.add(name)


def _note_bearer(node: cst.FormattedString, body: Body, _: Survey, __: Namer) -> None:
    """`f"Bearer {token}"`: what stands after the scheme is a credential."""
    for text, part in zip(node.parts, node.parts[1:], strict=False):
        if (
            isinstance(text, cst.FormattedStringText)
            and text.value.lower().strip() in _SCHEMES
            and isinstance(part, cst.FormattedStringExpression)
            and isinstance(part.expression, cst.Name)
        ):
            body.spent.add(part.expression.value)


_NOTES: Mapping[type[cst.CSTNode], Callable[[Any, Body, Survey, Namer], None]] = {
    cst.SimpleString: _note_string, cst.Call: _note_call, cst.Arg: _note_argument, cst.DictElement: _note_entry,
    cst.FormattedString: _note_bearer, cst.Raise: _note_speech, cst.Assert: _note_speech, cst.Return: _note_return,
    cst.Yield: _note_return, cst.Assign: _note_censored, cst.Attribute: _note_part,
    cst.AnnAssign: _note_declaration,
}  # fmt: skip
