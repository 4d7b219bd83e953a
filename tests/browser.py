"""A real Chromium, without a window, that tests talk to over its DevTools pipe; no package is needed for that."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# As root it runs without its sandbox only; a small machine has little shared memory.
_OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")


class Browser:
    """One page. `events` are what it has told on its own: requests, errors, what a policy has blocked."""

    def __init__(self, send: BinaryIO, answers: BinaryIO) -> None:
        self._send, self._answers = send, answers
        self._number = 0
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session: str | None = None
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if getattr(self, "_session", None):
            message["sessionId"] = self._session
        self._send.write(json.dumps(message).encode() + b"\0")
        self._send.flush()
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]  # type: ignore[no-any-return]

    def open(self, page: Path) -> None:
        self.call("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def evaluate(self, expression: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def screenshot(self, file: Path) -> None:
        shot = self.call("Page.captureScreenshot")
        file.write_bytes(base64.b64decode(shot["data"]))

    def told(self, *methods: str) -> list[dict[str, Any]]:
        return [event["params"] for event in self.events if event["method"] in methods]

    def _next(self) -> dict[str, Any]:
        data = b""
        while not data.endswith(b"\0"):
            byte = self._answers.read(1)
            assert byte, "the browser has gone"
            data += byte
        return json.loads(data[:-1])  # type: ignore[no-any-return]


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a new profile in that folder; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None or os.name != "posix":
        pytest.skip(f"needs one of {', '.join(_NAMES)} on the PATH of a POSIX system")
    from_us, to_it = os.pipe()
    from_it, to_us = os.pipe()
    # It reads what we send from descriptor 3, and answers on 4.
    command = ["bash", "-c", f'exec "$@" 3<&{from_us} 4>&{to_us}', "bash", program, *_OPTIONS]
    command += [f"--user-data-dir={profile}", "--remote-debugging-pipe", "--window-size=1280,900"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, pass_fds=(from_us, to_us), stdin=quiet, stdout=quiet, stderr=quiet)
    os.close(from_us)
    os.close(to_us)
    with os.fdopen(to_it, "wb") as send, os.fdopen(from_it, "rb") as answers:
        try:
            yield Browser(send, answers)
        finally:
            process.terminate()
            process.wait(20)
