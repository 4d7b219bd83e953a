"""The baseline file: the findings that a project has accepted, one a line. It holds no secret, and no line number.

docs/decisions/ says why it looks as it does, and how two branches of it merge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tightlip.settings import SettingsError

VERSION = 1
_HEADER = "tightlip-baseline"
_FINGERPRINT = re.compile(r"[0-9a-f]{24}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FOREVER = "9999-12-31"
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Entry(NamedTuple):
    """One accepted finding, which its fingerprint tells from all others (see `tightlip.redact.fingerprint`).

    It holds through the day `expires` (YYYY-MM-DD, UTC), or for good. `line` is where the file has it.
    """

    fingerprint: str
    rule: str
    path: str
    reason: str = ""
    expires: str = ""
    line: int = 0

    @property
    def last_day(self) -> str:
        """The last day on which it holds; as text these sort as the days do."""
        return self.expires or _FOREVER


class Baseline(NamedTuple):
    """The entries of the file that reports call `name`, in its order, and by the path that they speak of."""

    name: str = ""
    entries: tuple[Entry, ...] = ()
    by_path: Mapping[str, tuple[Entry, ...]] = MappingProxyType({})


def load(file: str, name: str, optional: bool) -> Baseline:
    """The baseline in `file`; an empty one where there is none and it is `optional`.

    `SettingsError` when it cannot be read, or is no baseline; it names the file and the line.
    """
    try:
        with open(file, encoding="utf-8-sig") as opened:
            text = opened.read()
    except FileNotFoundError:
        if optional:
            return Baseline(name)
        raise SettingsError(f"baseline: there is no file {name}; `tightlip baseline create` makes one") from None
    except OSError as error:
        raise SettingsError(f"baseline: cannot read {name}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name}: not UTF-8, which a baseline must be") from None
    entries = parse(text, name)
    by_path: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        by_path[entry.path] = (*by_path.get(entry.path, ()), entry)
    return Baseline(name, entries, by_path)


def parse(text: str, name: str) -> tuple[Entry, ...]:
    """The entries in `text`, in any order; a merge may have doubled lines. `SettingsError` names the first bad line."""
    import json  # 3 ms, for those who have a baseline

    entries: list[Entry] = []
    is_first = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if is_first or (isinstance(row, dict) and _HEADER in row):
                _check_header(row)
            else:
                entries.append(_entry(row, number))
        except ValueError as error:
            what = _no_entry(line) if isinstance(error, json.JSONDecodeError) else error
            raise SettingsError(f"{name}, line {number}: {what}") from None
        is_first = False
    if is_first:
        raise SettingsError(f"{name}, line 1: {_NO_HEADER}")
    return tuple(entries)


def render(entries: Iterable[Entry]) -> str:
    """A file of `entries`. The fingerprint comes first, so that new lines lie scattered among the old ones."""
    import json

    return "".join(f"{row}\n" for row in (json.dumps({_HEADER: VERSION}), *sorted(set(map(as_row, entries)))))


def as_object(entry: Entry) -> dict[str, str]:
    """What the file says of `entry`."""
    return {key: value for key, value in entry._asdict().items() if value and key != "line"}


def as_row(entry: Entry) -> str:
    """The line of the file that says `entry`."""
    import json

    return json.dumps(as_object(entry), ensure_ascii=False)


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar, as YYYY-MM-DD."""
    from datetime import date

    try:
        return _DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _no_entry(line: str) -> str:
    """What is wrong with a line that is no JSON; what JSON has to say of it is no help."""
    if line.startswith(_CONFLICT):
        return "a merge has left its marks: take them out, and keep the lines of both sides"
    return "not a line of a baseline: take it out, or begin anew with `tightlip baseline create --force`"


_NO_HEADER = f'a baseline begins with {{"{_HEADER}": {VERSION}}}'


def _check_header(row: Any) -> None:
    if not isinstance(row, dict) or row.keys() != {_HEADER}:
        raise ValueError(_NO_HEADER)
    if row[_HEADER] != VERSION:
        raise ValueError(f"this tightlip reads version {VERSION} of a baseline, and this is another")


def _entry(row: Any, line: int) -> Entry:
    keys = Entry._fields[:-1]
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise ValueError("an entry is an object of strings")
    if not row.keys() <= set(keys):
        raise ValueError(f"an entry has the keys {', '.join(keys)}, and no other")
    entry = Entry(**{"fingerprint": "", "rule": "", "path": "", **row}, line=line)
    if not (entry.rule and entry.path and _FINGERPRINT.fullmatch(entry.fingerprint)):
        raise ValueError("an entry needs a `fingerprint` as reports have it, a `rule` and a `path`")
    if entry.expires and not is_date(entry.expires):
        raise ValueError("`expires` must be a date: YYYY-MM-DD")
    return entry
