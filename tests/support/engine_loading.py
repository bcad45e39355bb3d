"""The loading of the engine as tests see it: its files, how far it is, and the line that it waits for."""

from __future__ import annotations

from playwright.sync_api import Frame, Page

ENGINE = (
    "outcome_card.js", "worker.js", "runtime.js", "pyodide", "snapshot.bin", "standard_library",
    "engine.json", "static/tree.",
)  # fmt: skip
"""What only the engine needs, by parts of the addresses."""
DEAR = {
    "saveData": '{ saveData: true, effectiveType: "4g" }',
    "2g": '{ saveData: false, effectiveType: "2g" }',
}
"""Lines on which data is dear, as navigator.connection has them."""


def connection(value: str) -> str:
    """A script for a page's start, after which its line is as it says."""
    return f'Object.defineProperty(Navigator.prototype, "connection", {{ value: {value} }});'


def watched(page: Page) -> list[str]:
    """The addresses of the engine's files that a page and its frames and workers ask for from now on."""
    asked: list[str] = []
    page.context.on(
        "request",
        lambda request: asked.append(request.url) if any(p in request.url for p in ENGINE) else None,
    )
    return asked


def settle(page: Page) -> None:
    """Let what would begin by itself in a page, whose clock was installed, have all the time it wants."""
    page.clock.run_for(10_000)


def begun(page: Page) -> None:
    """Wait until the engine is being loaded."""
    page.wait_for_selector("html:is([data-engine=loading], [data-engine=ready])")


def state(page: Page | Frame) -> str:
    """How far the engine is: static, loading, ready or failed."""
    return str(page.evaluate("document.documentElement.dataset.engine"))
