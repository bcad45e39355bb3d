"""A browser, and a server of files that cases may change: what the areas that look at pages share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Page, sync_playwright

from tests.fuzz.judge import JudgeError
from tests.fuzz.mutations import MARK
from tests.support import chromium
from tests.support.complaints import Complaints
from tests.support.deployed_guide import Host, on_loopback

PATIENCE = 30_000
"""Milliseconds to wait for a page."""


class Browsing:
    """The browser and the server. The server's address is `root`, that of the English guide `home`."""

    def __init__(self) -> None:
        self.host = Host(files={}, packs=())
        with ExitStack() as stack:
            self.root = stack.enter_context(on_loopback(self.host))
            self.home = f"{self.root}en-US/"
            chromes = stack.enter_context(sync_playwright()).chromium
            self.browser = chromes.launch(executable_path=str(chromium.find()), args=chromium.arguments())
            self.stack = stack.pop_all()

    def close(self) -> None:
        """Close both: the process would not end before."""
        self.stack.close()

    @contextmanager
    def page(self, case: str, *, complaints: Complaints | None = None) -> Iterator[Page]:
        """A page in a context of its own.

        Raises JudgeError, with the case, for whatever the block raises, for complaints if they are asked for,
        and if markup that came in has run.
        """
        with self.browser.new_context() as context:
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.add_init_script(f"window.{MARK} = () => {{ top.{MARK}Ran = true; }}")
            if complaints:
                complaints.forget()
                complaints.watch(page)
            try:
                yield page
                assert not page.evaluate(f"window.{MARK}Ran"), "markup that came in has run"
                if complaints:
                    complaints.check()
            except Exception as error:
                raise JudgeError(f"{error}, at {page.url}, in {case}") from error
