"""The plans of a run: one for each settings file that governs some of it."""

from __future__ import annotations

from tightlip.engine import Plan, make_plan
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.selection import active_rules
from tightlip.settings import Settings


class Plans:
    """`main` is the project's own plan; the others are made when they are first needed. Can be sent to a process."""

    def __init__(self, rulebook: Rulebook, main: Plan) -> None:
        self.main = main
        self._rulebook = rulebook
        self._others: dict[Settings, Plan] = {}

    def by(self, settings: Settings | None) -> Plan:
        """The plan that follows `settings`; `None` are the project's own."""
        if settings is None:
            return self.main
        if settings not in self._others:
            active = active_rules(self._rulebook, settings)
            self._others[settings] = make_plan(self._rulebook, active, settings, self.main.salt)
        return self._others[settings]
