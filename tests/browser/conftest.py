"""A real Chromium on the really built site, served by our own server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

from site_builder.live.server import make_server
from tests.browser.intranet import EMBEDDERS, Intranet, OpenHost, intranet, opened
from tests.support import chromium

NewPage = Callable[..., Page]


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site while it is served, with a slash at its end."""
    server = make_server(site, 0, EMBEDDERS)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the served site, with a slash at its end."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Without one they fail: a skipped browser test proves nothing."""
    executable = chromium.find()
    assert executable, "there is no Chromium; python3 build_site.py test installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=chromium.arguments())
        yield browser
        browser.close()


@pytest.fixture
def host() -> Iterator[Intranet]:
    """Another site, whose pages may embed the guide."""
    with intranet() as one:
        yield one


@pytest.fixture
def open_host(browser: Browser, address: str, host: Intranet) -> Iterator[OpenHost]:
    """Opens its pages, and fails the test for what they complain of; see `opened`."""
    with opened(browser, lambda: [address.rstrip("/"), host.origin]) as open_page:
        yield open_page


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens pages, and at the end of the test fails it for console errors and requests to other hosts."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    expected: list[str] = []

    def open_page(path: str = "", *, expect: tuple[str, ...] = (), **options: Any) -> Page:
        expected.extend(expect)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.url_root = address  # type: ignore[attr-defined]  # for tests that prepare a page before it opens
        page.set_default_timeout(20_000)
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: check(request.url))
        if path:
            page.goto(address + path)
        return page

    def check(url: str) -> None:
        if url.startswith("http") and urlsplit(url).netloc != urlsplit(address).netloc:
            wrong.append(f"a request to another host: {url}")

    yield open_page
    for context in contexts:
        context.close()
    assert not [text for text in wrong if not any(part in text for part in expected)]


def ready(page: Page) -> Page:
    """The page, once the engine runs."""
    page.wait_for_selector("html[data-engine=ready]")
    return page


def answer(page: Page | Frame, *ids: str) -> None:
    """Choose and continue, once for each answer id."""
    for id in ids:
        before = page.locator(".guide-current").get_attribute("id")
        page.locator(f".guide-current input[value={id}]").check()
        page.locator(".guide-current .guide-continue").click()
        page.wait_for_function("before => document.querySelector('.guide-current').id !== before", arg=before)


def shown(page: Page) -> str:
    """The question or outcome that is shown."""
    step = page.locator(".guide-current")
    return str(step.get_attribute("data-question") or step.get_attribute("data-outcome"))


def at_step(page: Page, id: str) -> None:
    """Wait until the question or outcome of that id is the step that is shown."""
    page.wait_for_function(
        """id => {
            const step = document.querySelector(".guide-current");
            return step && (step.dataset.question ?? step.dataset.outcome) === id;
        }""",
        arg=id,
    )
