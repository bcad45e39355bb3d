"""A real Chromium on the really built site, served by our own server on this machine.

One browser in each process of the run. Tests that leave nothing behind use shared tabs (`support/tabs.py`):
`visit` opens a page, `walk` brings a guide whose engine runs to a place, `open_host` opens a page of a host.
The engine runs where a test asks for it. `new_page` and `new_host_page` are pages in contexts of their own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from site_builder.live.server import make_server
from site_builder.locales import GUIDE, INTERFACE
from site_builder.locales.po_file import read_po, write_po
from site_builder.site.checking import Checked
from tests.browser.intranet import EMBEDDERS, LISTEN, RECORD, Intranet, OpenHost, intranet, opener
from tests.conftest import build
from tests.support import chromium
from tests.support.complaints import Complaints
from tests.support.engines import Firefox, WebKit, firefox, webkit
from tests.support.guide_copies import copy_guide
from tests.support.guide_page import follow, ready
from tests.support.tabs import PATIENCE, SIZE, Scheme, Tab, without_workers

NewPage = Callable[..., Page]
Visit = Callable[..., Page]
Walk = Callable[..., Page]
Lend = Callable[..., Tab]

expect.set_options(timeout=PATIENCE)


@contextmanager
def served(site: Path, embedders: tuple[str, ...] = EMBEDDERS) -> Iterator[str]:
    """The address of a site while it is served, with a slash at its end."""
    with make_server(site, 0, embedders) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the served site, with a slash at its end."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def other_edition(shared: Path, cache_of_project: Callable[[Path], None]) -> Iterator[str]:
    """The address of a site in English, the pseudo-locales, and Arabic that lacks some texts: built once.

    What is missing is a question, an answer, and a word that scripts fill in. Its pages link to a repository.
    """
    root = shared / "other edition"
    with FileLock(shared.with_suffix(".other-edition.lock")):
        if not (root / "site").exists():
            cache_of_project(copy_guide(root, ("en-US", "ar-SA")))
            settings = root / "mkdocs.yml"
            text = settings.read_text(encoding="utf-8")
            settings.write_text(text.replace("site_name:", f"repo_url: {REPOSITORY}\nsite_name:", 1), "utf-8")
            for domain in (GUIDE, INTERFACE):
                path = root / domain.catalog("ar-SA")
                catalog = read_po(path, path.name)
                for entry in catalog:
                    if entry.msgctxt in MISSING_IN_ARABIC:
                        entry.msgstr = ""
                write_po(catalog, path)
            build(root, root / "site", "--pseudo", "--no-compress")
    with served(root / "site") as where:
        yield where


MISSING_IN_ARABIC = (
    "tree.questions.product.question",
    "tree.questions.product.answers.own.label",
    "interface.words.question-number",
)


REPOSITORY = "https://github.com/acme/guide"
COMPILED_ONCE = "--js-flags=--no-wasm-tier-up --no-wasm-dynamic-tiering"
"""WebAssembly is not compiled again for speed: a fifth of the processor time of an engine's start."""
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""What Chromium prepares for its address bar, which takes half of the processor time of a new context."""
BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
"""What Playwright switches off in chromiumSwitches.ts. Of two such lists Chromium takes the second alone."""
SWITCHES = [COMPILED_ONCE, f"--disable-features={','.join((*BY_PLAYWRIGHT, *ADDRESS_BAR))}"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Without one they fail: a skipped browser test proves nothing."""
    executable = chromium.find()
    assert executable, "there is no Chromium; python3 build_site.py test installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(executable), args=[*chromium.arguments(), *SWITCHES]
        )
        yield browser
        browser.close()


OTHER_ENGINES: dict[str, Callable[[], AbstractContextManager[Firefox | WebKit]]] = {
    "firefox": firefox,
    "webkit": webkit,
}


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in OTHER_ENGINES],
)
def other_engine(request: pytest.FixtureRequest) -> Iterator[Firefox | WebKit]:
    """Firefox, then WebKit: each started once, for all tests of it run in the same process."""
    with OTHER_ENGINES[request.param]() as driver:
        yield driver


@pytest.fixture(scope="session")
def hosts() -> Iterator[tuple[Intranet, Intranet]]:
    """Two other sites: whoever embeds the guide, and one that means ill."""
    with intranet() as one, intranet() as other:
        yield one, other


@pytest.fixture
def host(hosts: tuple[Intranet, Intranet]) -> Intranet:
    """Another site, whose pages may embed the guide."""
    hosts[0].pages.clear()
    return hosts[0]


@pytest.fixture
def hostile(hosts: tuple[Intranet, Intranet]) -> Intranet:
    """A third origin."""
    hosts[1].pages.clear()
    return hosts[1]


@pytest.fixture(scope="session")
def _tabs(browser: Browser, address: str, hosts: tuple[Intranet, Intranet]) -> Lend:
    """The tab for a kind of pages, with the engine, the search, or neither, made when it is first needed."""
    tabs: dict[tuple[str, str, Scheme], Tab] = {}
    origins = [address.rstrip("/"), *(host.origin for host in hosts)]

    def tab(kind: str, works: str, scheme: Scheme = "light") -> Tab:
        if (kind, works, scheme) not in tabs:
            of_host = kind == "host"
            script = (RECORD + LISTEN if of_host else "") + WORKS[works]
            tabs[kind, works, scheme] = Tab(
                browser, lambda: origins if of_host else origins[:1], script, scheme
            )
        return tabs[kind, works, scheme]

    return tab


WORKS = {
    "engine": without_workers("search"),
    "search": without_workers("engine"),
    "": without_workers("engine", "search"),
}
"""What a tab's pages have beside themselves, and the script that keeps the rest away."""


@pytest.fixture
def _tab(_tabs: Lend) -> Iterator[Lend]:
    """Lends the tabs to a test, and takes them back at its end."""
    lent: list[Tab] = []

    def lend(kind: str, works: str, scheme: Scheme = "light") -> Tab:
        tab = _tabs(kind, works, scheme)
        if tab not in lent:
            lent.append(tab)
        return tab

    yield lend
    for tab in lent:
        tab.give_back()


@pytest.fixture
def visit(_tab: Lend, address: str) -> Visit:
    """Opens a page of the site, or of another edition of it by its whole address.

    With `engine` once the engine runs, else where it never will; the search is there with `search` alone.
    Options: `scheme`, `size`, `zone` (time zone) and `expect`, the complaints that are part of the test.
    """

    def open_page(
        path: str = "",
        *,
        engine: bool = False,
        search: bool = False,
        scheme: Scheme = "light",
        **options: Any,
    ) -> Page:
        tab = _tab("guide", "engine" if engine else "search" if search else "", scheme)
        page = tab.take(**options)
        tab.load(path if path.startswith(("http:", "about:")) else address + path)
        return ready(page) if engine else page

    return open_page


@pytest.fixture
def walk(_tab: Lend, address: str) -> Walk:
    """Brings a guide whose engine runs to a place, given as `en-US/?answers#anchor`.

    It gets there as by links of the page, so the engine need not start again. What was typed is forgotten.
    """

    def go_to(place: str, **options: Any) -> Page:
        locale = place.partition("/")[0]
        tab = _tab(f"walk in {locale}", "engine")
        page = tab.take(**options)
        home = f"{address}{locale}/"
        if tab.at_home != home or page.url.partition("?")[0].partition("#")[0] != home:
            tab.load(address + place)
            tab.at_home = home
            return ready(page)
        follow(page, address + place)
        return page

    return go_to


@pytest.fixture
def open_host(_tab: Lend) -> OpenHost:
    """Opens a page of a host in a tab that records messages and events; the engine comes with `engine`."""

    def open_page(url: str = "", *, engine: bool = False, scheme: Scheme = "light", **options: Any) -> Page:
        tab = _tab("host", "engine" if engine else "", scheme)
        page = tab.take(**options)
        if url:
            tab.load(url)
        return page

    return open_page


@pytest.fixture
def new_host_page(browser: Browser, address: str, hosts: tuple[Intranet, Intranet]) -> Iterator[OpenHost]:
    """Opens pages of hosts, each in a context of its own; see `opener`."""
    with opener(browser, lambda: [address.rstrip("/"), *(host.origin for host in hosts)]) as open_page:
        yield open_page


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens pages, and at the end of the test fails it for console errors and requests to other hosts."""
    contexts: list[BrowserContext] = []
    complaints = Complaints(lambda: [address.rstrip("/")])

    def open_page(path: str = "", *, expect: tuple[str, ...] = (), **options: Any) -> Page:
        complaints.expect(expect)
        context = browser.new_context(**{"viewport": SIZE, **options})
        contexts.append(context)
        page = context.new_page()
        page.url_root = address  # type: ignore[attr-defined]  # for tests that prepare a page before it opens
        page.set_default_timeout(PATIENCE)
        complaints.watch(page)
        if path:
            page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    complaints.check()


@pytest.fixture(scope="session")
def checked(shipped: Checked) -> Checked:
    """The shipped guide, which the served site is of."""
    return shipped
