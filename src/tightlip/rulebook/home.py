"""Where `rules/` lies: inside the installed package, or beside `src/` in a checkout."""

from __future__ import annotations

import os


def rules_folder() -> str:
    """The absolute path of `rules/`; `FileNotFoundError` when the installation lacks it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder in (os.path.join(package, "rules"), os.path.join(package, "..", "..", "rules")):
        if os.path.isdir(os.path.join(folder, "vocabulary")):
            return os.path.normpath(folder)
    raise FileNotFoundError("tightlip's rules/ folder is missing: reinstall tightlip")


def card_page(family: str, rule: str) -> str:
    """The Markdown page of a rule's card."""
    with open(os.path.join(rules_folder(), family, f"{rule}.md"), encoding="utf-8") as file:
        return file.read()
