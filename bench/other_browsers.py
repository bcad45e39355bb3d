"""Plain Pyodide against ours in Firefox and WebKit, each visit in a browser with an empty profile."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.webdriver import WebDriver

from bench.cold_chromium import PATIENCE, SETTLE, BrowserError
from bench.figures import Results, in_turns
from bench.serving import BenchServer
from bench.stage import OWN, Variant
from tests.support import engines

BROWSERS: dict[str, Callable[[], AbstractContextManager[WebDriver]]] = {
    "Firefox": engines.firefox,
    "WebKit": engines.webkit,
}


def measure_other_browsers(
    results: Results, runs: int, server: BenchServer, say: Callable[[str], None], versions: dict[str, str]
) -> None:
    """The figures of each browser that is there, and a note on each that is not. Adds to `versions`."""
    for name, start in BROWSERS.items():
        say(f"{name} …")
        found: dict[str, list[float]] = {}
        try:
            for variant in in_turns(OWN, runs):
                with start() as driver:
                    versions[name] = str(driver.capabilities.get("browserVersion", ""))
                    time.sleep(SETTLE)
                    ready = _ready(driver, server, variant)
                found.setdefault(f"{variant.title}: ready, {name}", []).append(ready)
        except (pytest.skip.Exception, pytest.fail.Exception) as error:
            results.note(f"{name} was not measured: {error.msg}")
        except (BrowserError, WebDriverException) as error:
            results.note(f"{name} was not measured to the end: {error}")
        for what, values in found.items():
            results.add(what, "ms", values)


def _ready(driver: WebDriver, server: BenchServer, variant: Variant) -> float:
    driver.get(server.address + variant.path)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = driver.execute_script(f"return ({variant.failed}) || ({variant.ready}) || null")
        if isinstance(said, (int, float)):
            return float(said)
        if said:
            raise BrowserError(f"{variant.title}: {said}")
        time.sleep(0.1)
    raise BrowserError(f"{variant.title} was not ready in {PATIENCE:.0f} s")
