"""Takes the picture of the report for people, with a Chromium: `python tools/photograph.py`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def photograph(page: Path, picture: Path) -> None:
    """The top of `page`, as a browser shows it; `SystemExit` where there is none."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise SystemExit(f"needs one of {', '.join(_NAMES)}")
    # As root it runs without its sandbox only.
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1200,900")
    command = (program, *options, f"--screenshot={picture}", page.as_uri())
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.html")
        command = (sys.executable, "-m", "tightlip", "check", "--exit-zero", "--quiet", "--report", f"html:{report}")
        subprocess.run(command, cwd=ROOT / "examples" / "orders-service", check=True)
        photograph(report, ROOT / "docs" / "report-html.png")
