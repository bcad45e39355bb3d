"""A Chromium with an empty profile of its own, driven with as little as possible: only commands, no events.

Playwright would attach to every worker and keep every response; what is measured here should not feel that.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import websocket  # type: ignore[import-not-found, import-untyped, unused-ignore]

from tests.support import chromium

PATIENCE = 240.0
"""Seconds for anything that a page does, on the slowest line."""
SETTLE = 1.5
"""Seconds after the browser's start in which nothing is asked of it: a reader's browser runs already."""

SETTLE_PAGE = 0.3
"""Seconds for a new page's process to start, which a reader's new tab has done too."""


class BrowserError(Exception):
    """What a browser or a page did not do."""


class Chromium:
    """A running browser. `call` sends one command of the DevTools protocol and returns the answer."""

    def __init__(self, address: str) -> None:
        """Connect to the address that the browser told."""
        self._socket = websocket.create_connection(address, suppress_origin=True, timeout=PATIENCE)
        self._number = 0

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Send a command, to a page if `session` names one. Raises BrowserError if it is refused."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                break
        if error := answer.get("error"):
            raise BrowserError(f"{method}: {error['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    @contextmanager
    def fresh_page(self) -> Iterator[Page]:
        """A new page that shares no cache and no storage with any other: as in a new profile."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        try:
            with self.page(browserContextId=context) as page:
                time.sleep(SETTLE_PAGE)
                yield page
        finally:
            with suppress(BrowserError, OSError):
                self.call("Target.disposeBrowserContext", browserContextId=context)

    @contextmanager
    def page(self, **where: str) -> Iterator[Page]:
        """A new page, closed at the end. `where` is handed to the command that makes it."""
        target = self.call("Target.createTarget", url="about:blank", **where)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        try:
            yield Page(self, session)
        finally:
            with suppress(BrowserError, OSError):
                self.call("Target.closeTarget", targetId=target)

    def peak_memory(self) -> float | None:
        """The most that the largest of its page processes ever held, in MB; None where nobody tells."""
        found = []
        for process in self.call("SystemInfo.getProcessInfo")["processInfo"]:
            if process["type"] != "renderer":
                continue
            with suppress(OSError):
                for line in Path(f"/proc/{process['id']}/status").read_text().splitlines():
                    if line.startswith("VmHWM:"):
                        found.append(int(line.split()[1]) * 1024 / 1e6)
        return max(found, default=None)


class Page:
    """A page of the browser."""

    def __init__(self, browser: Chromium, session: str) -> None:
        """`session` is the page's, of the DevTools protocol."""
        self._browser = browser
        self._session = session

    def before(self, script: str) -> None:
        """Run a script in every document of this page before its own."""
        self._browser.call("Page.enable", self._session)
        self._browser.call("Page.addScriptToEvaluateOnNewDocument", self._session, source=script)

    def open(self, address: str) -> None:
        """Go there, and do not wait."""
        self._browser.call("Page.navigate", self._session, url=address)

    def ask(self, expression: str) -> Any:
        """The value of an expression, or of the promise that it gives. Raises BrowserError if it throws."""
        answer = self._browser.call(
            "Runtime.evaluate", self._session, expression=expression, awaitPromise=True, returnByValue=True
        )
        if thrown := answer.get("exceptionDetails"):
            said = thrown.get("exception", {}).get("description") or thrown["text"]
            raise BrowserError(said)
        return answer["result"].get("value")

    def until(self, expression: str, patience: float = PATIENCE) -> Any:
        """The value once it is true. Raises BrowserError after `patience` seconds."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with suppress(BrowserError):  # the document has just been left
                if value := self.ask(expression):
                    return value
            time.sleep(0.05)
        raise BrowserError(f"waited {patience:.0f} s for {expression}")


@contextmanager
def cold_chromium(*more: str) -> Iterator[Chromium]:
    """A new browser with an empty profile; `more` are further switches."""
    program = chromium.find()
    if not program:
        raise BrowserError("There is no Chromium here; run build_site.py test, which installs one.")
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder) / "profile"
        switches = ["--headless=new", *chromium.arguments(), "--disable-extensions", *more]
        process = subprocess.Popen(
            [
                str(program),
                *switches,
                "--remote-debugging-port=0",
                "--window-size=1280,900",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            browser = Chromium(_address(profile / "DevToolsActivePort", process))
            time.sleep(SETTLE)
            yield browser
            with suppress(Exception):
                browser.call("Browser.close")
                process.wait(timeout=5)
        finally:
            if hasattr(os, "killpg"):
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
            shutil.rmtree(profile, ignore_errors=True)


def _address(file: Path, process: subprocess.Popen[bytes]) -> str:
    """What the browser tells once it listens."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, ValueError):
            port, path = file.read_text().split()
            return f"ws://127.0.0.1:{port}{path}"
        time.sleep(0.03)
    raise BrowserError("Chromium did not start.")
