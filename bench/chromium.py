"""Chromium with an empty profile, driven by the few DevTools commands that a visit needs.

Playwright would attach to every worker and hold it until it has, which is part of what is measured.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import websocket

from tests.support import chromium

PATIENCE = 240.0
"""Seconds for anything that a page does, on the slowest line."""
SETTLE = 1.5
"""Seconds after the browser's start before it is used: a reader's browser runs already."""


class BrowserError(Exception):
    """What a browser or a page did not do."""


class Chromium:
    """A running browser and its DevTools connection."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, suppress_origin=True, timeout=PATIENCE)
        self._number = 0

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Send a command, to a page if `session` names one. Raises BrowserError if it is refused."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        answer: dict[str, Any] = {}
        while answer.get("id") != self._number:
            answer = json.loads(self._socket.recv())
        if error := answer.get("error"):
            raise BrowserError(f"{method}: {error['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    @contextmanager
    def page(self, *, fresh: bool = False) -> Iterator[Page]:
        """A new page; a fresh one has an empty cache of its own."""
        where = {}
        if fresh:
            where["browserContextId"] = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", **where)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        time.sleep(0.3)  # the page's process starts
        try:
            yield Page(self, session)
        finally:
            with suppress(BrowserError, OSError):
                self.call("Target.closeTarget", targetId=target)
                if fresh:
                    self.call("Target.disposeBrowserContext", **where)


class Page:
    """A page of the browser."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser = browser
        self._session = session

    def open(self, address: str) -> None:
        """Go to the address without waiting."""
        self._browser.call("Page.navigate", self._session, url=address)

    def slow_down(self, rate: float) -> None:
        """Have the page's main thread take `rate` times as long for everything."""
        self._browser.call("Emulation.setCPUThrottlingRate", self._session, rate=rate)

    def run_first(self, script: str) -> None:
        """Run a script in every document that is opened, before its own."""
        self._browser.call("Page.enable", self._session)
        self._browser.call("Page.addScriptToEvaluateOnNewDocument", self._session, source=script)

    def ask(self, expression: str) -> Any:
        """The value of an expression. Raises BrowserError if it throws."""
        answer = self._browser.call(
            "Runtime.evaluate", self._session, expression=expression, awaitPromise=True, returnByValue=True
        )
        if thrown := answer.get("exceptionDetails"):
            raise BrowserError(thrown.get("exception", {}).get("description") or thrown["text"])
        return answer["result"].get("value")

    def until(self, expression: str) -> Any:
        """The value once it is true. Raises BrowserError if it never is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(BrowserError):  # the document has just been left
                if value := self.ask(expression):
                    return value
            time.sleep(0.05)
        raise BrowserError(f"waited {PATIENCE:.0f} s for {expression}")


@contextmanager
def cold_chromium() -> Iterator[Chromium]:
    """A new browser with an empty profile. Raises BrowserError if there is none."""
    program = chromium.find()
    if not program:
        raise BrowserError("There is no Chromium here; `python3 build_site.py bench` installs one.")
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
        command = [str(program), "--headless=new", *chromium.arguments(), "--disable-extensions"]
        command += ["--remote-debugging-port=0", "--window-size=1280,900", f"--user-data-dir={profile}"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen([*command, "about:blank"], stdin=quiet, stdout=quiet, stderr=quiet) as process:
            try:
                browser = Chromium(_address(Path(profile) / "DevToolsActivePort", process))
                time.sleep(SETTLE)
                yield browser
                browser.call("Browser.close")
                process.wait(timeout=10)
            finally:
                process.kill()


def _address(file: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, ValueError):
            port, path = file.read_text().split()
            return f"ws://127.0.0.1:{port}{path}"
        time.sleep(0.03)
    raise BrowserError("Chromium did not start.")
