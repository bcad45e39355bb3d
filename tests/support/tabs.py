"""Browser pages that the tests of a process use one after the other.

A page in a context of its own costs a second of processor time: a process, an empty cache, every script
compiled again. So a test that leaves nothing behind uses a tab that others have used before it. A test that
adds listeners or scripts to a page, that needs another clock or language, opens a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from playwright.sync_api import Browser, CDPSession, Page

from tests.support.complaints import Complaints

PATIENCE = 90_000
"""Milliseconds to wait for anything that a page does: a limit for broken pages and not for busy machines."""
Scheme = Literal["light", "dark"]
SIZE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


def without_workers(*rooms: str) -> str:
    """A script for pages whose workers of these kinds ("engine", "search") are asked for and never answer.

    Without the engine, data is dear in such a page, so that it asks for it when a reader begins. To fill the
    index of the search takes a third of the processor time of opening a page.
    """
    dear = 'Object.defineProperty(Navigator.prototype, "connection", { value: { saveData: true } });'
    return f"""
{dear if "engine" in rooms else ""}
{{
    const Real = Worker;
    window.Worker = new Proxy(Real, {{
        construct(_, [address, ...options]) {{
            const asked = new URL(address, location).pathname;
            if (!/{"|".join(rooms)}/.test(asked)) return new Real(address, ...options);
            return Object.assign(new EventTarget(), {{ postMessage() {{}}, terminate() {{}} }});
        }},
    }});
}}
"""


class Tab:
    """One such page. It is new again after a test that broke it."""

    def __init__(
        self,
        browser: Browser,
        origins: Callable[[], Iterable[str]],
        script: str = "",
        scheme: Scheme = "light",
    ) -> None:
        """`script` runs first of all in every page that is opened, which finds a device set to `scheme`.

        A context has one scheme: told to a page later, the next page may still find the one of before.
        """
        self.complaints = Complaints(origins)
        self.context = browser.new_context(viewport=SIZE, color_scheme=scheme)
        if script:
            self.context.add_init_script(script)
        self.at_home = ""
        """The guide that is at a place on its own page as `walk` left it; nothing else was done there."""
        self._page: Page | None = None
        self._emulation: CDPSession | None = None
        self._zone = ""

    @property
    def page(self) -> Page:
        if self._page is None or self._page.is_closed():
            self._page = self.context.new_page()
            self._emulation, self._zone = None, ""
            self._page.set_default_timeout(PATIENCE)
            self.complaints.watch(self._page)
        return self._page

    def take(
        self,
        *,
        size: dict[str, int] | None = None,
        zone: str = "",
        expect: Iterable[str] = (),
    ) -> Page:
        """The page for the next use by a test, which may have used it before."""
        self.complaints.expect(expect)
        self.page.set_viewport_size(size or SIZE)  # type: ignore[arg-type]
        self._set_zone(zone)
        return self.page

    def _set_zone(self, zone: str) -> None:
        if zone == self._zone:
            return
        self._emulation = self._emulation or self.context.new_cdp_session(self.page)
        self._emulation.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
        self._zone = zone

    def load(self, url: str) -> None:
        """Open an address in the page, also where it leads to another place of what is open there."""
        self.at_home = ""
        if self.page.url.partition("#")[0] == url.partition("#")[0]:
            self.page.goto("about:blank")
        self.page.goto(url)

    def give_back(self) -> None:
        """Leave nothing of a test for the next one, and fail it for what its pages complained of."""
        try:
            self.complaints.check()
        finally:
            for other in self.context.pages:
                if other is not self._page:
                    other.close()
            if self._page and not self._page.is_closed():
                self._page.unroute_all(behavior="ignoreErrors")
                self._page.evaluate(FORGET)
                if not self.at_home:
                    self._page.goto("about:blank")  # what has been opened works on till then
            self.context.unroute_all(behavior="ignoreErrors")
            self.context.clear_permissions()
            self.context.clear_cookies()
            self.complaints.forget()


FORGET = """() => {
    if (location.protocol !== "http:") return;
    localStorage.clear();
    sessionStorage.clear();
}"""
