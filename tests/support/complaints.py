"""What a browser's pages complain of: console errors and warnings, exceptions, requests to other hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playwright.sync_api import Page


class Complaints:
    """The complaints of the pages that it watches; `check` fails the test for those that are not expected."""

    def __init__(self, origins: Callable[[], Iterable[str]]) -> None:
        """`origins` are those that pages may ask for something, each without a slash at its end."""
        self.origins = origins
        self.heard: list[str] = []
        self.expected: list[str] = []

    def watch(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", lambda m: self.heard.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def expect(self, parts: Iterable[str]) -> None:
        """Complaints that contain one of these texts are part of the test."""
        self.expected += parts

    def forget(self) -> None:
        """Begin anew, for the next test."""
        self.heard.clear()
        self.expected.clear()

    def check(self) -> None:
        left = [text for text in self.heard if not any(part in text for part in self.expected)]
        assert not left, left

    def _asked(self, url: str) -> None:
        if url.startswith("http") and not any(url.startswith(f"{origin}/") for origin in self.origins()):
            self.heard.append(f"a request to another host: {url}")
