"""The embedded guide where little is allowed or sent: policies (CSP), sandboxes, no headers, no storage."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.hosting.headers import TYPES
from site_builder.pages.html import snippets
from tests.browser.conftest import served
from tests.browser.embed.conftest import Element
from tests.browser.intranet import LISTEN, Intranet, OpenHost, guide_in, opener
from tests.support.answers import CRITICAL, QUERY
from tests.support.guide_page import answer
from tests.support.linking import link_tree

STRICT = "default-src 'none'; script-src {guide}; frame-src {guide}; style-src 'none'; base-uri 'none'"


def test_a_strict_policy_of_the_host_that_allows_our_origin_is_enough(
    open_host: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    policy = STRICT.format(guide=address.rstrip("/")).replace("style-src 'none'", "img-src data:")
    page = open_host(host.page(element(""), Content_Security_Policy=policy))
    guide = guide_in(page)
    answer(guide, "azure")
    guide.wait_for_function("() => innerHeight === Math.ceil(document.body.getBoundingClientRect().height)")


@pytest.mark.parametrize("policy", ["require-corp", "credentialless"])
def test_a_host_that_isolates_itself_from_other_origins_gets_the_whole_guide(
    open_host: OpenHost, host: Intranet, element: Element, policy: str
) -> None:
    isolated = {"Cross_Origin_Embedder_Policy": policy, "Cross_Origin_Opener_Policy": "same-origin"}
    page = open_host(host.page(element(""), **isolated), engine=True)
    guide_in(page).wait_for_selector("html[data-engine=ready]")


@pytest.mark.parametrize("extra", ["", " allow-forms allow-popups"])
def test_in_a_sandbox_without_an_origin_the_tree_serves_and_says_what_to_add(
    open_host: OpenHost, host: Intranet, address: str, extra: str
) -> None:
    sandbox = f'sandbox="allow-scripts{extra}"'
    src = f"{address}en-US/embed/?{QUERY}#azure-access"
    frame = f'<iframe {sandbox} width="900" height="700" src="{src}"></iframe>'
    page = open_host(host.page(frame), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=failed]")
    assert guide.evaluate("self.origin") == "null"
    expect(guide.locator(".guide-notice")).to_contain_text("allow-same-origin")
    answer(guide, "yes")
    expect(guide.locator("#azure.guide-current .guide-response-time:visible")).to_contain_text("2 hours")
    expect(guide.locator(".guide-answer")).to_have_count(len(CRITICAL))
    expect(guide.locator(".guide-remember")).to_be_hidden()  # there is no storage


def test_in_a_sandbox_that_allows_no_scripts_the_links_lead_to_the_outcome(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    frame = f'<iframe sandbox width="900" height="700" src="{address}en-US/embed/"></iframe>'
    page = open_host(host.page(frame), expect=("Blocked script execution",))
    guide = page.frame_locator("iframe")
    for question, value in CRITICAL.items():
        step = guide.locator(f".guide-step:visible[data-question={question}]")
        step.locator(f'li[data-answer="{value}"] a').click()
    expect(guide.locator(".guide-step:visible")).to_have_attribute("id", "azure")


@pytest.fixture
def plain_site(site: Path) -> Iterator[str]:
    """The site on a host that sends, like GitHub Pages, just the header by which scripts may be shared."""

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = TYPES | {"": "application/octet-stream"}

        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def least_snippet(site: str) -> str:
    """The custom element with nothing asked of it, and its script."""
    return f'<script type="module" src="{site}embed.js"></script><decision-tree></decision-tree>'


def test_on_a_host_that_sends_no_headers_of_ours_the_guide_works_and_keeps_its_policy(
    browser: Browser, host: Intranet, plain_site: str
) -> None:
    snippet = least_snippet(plain_site)
    with opener(browser, lambda: [plain_site.rstrip("/"), host.origin]) as open_page:
        guide = guide_in(open_page(host.page(snippet)))
        guide.wait_for_selector("html[data-engine=ready]")
        blocked = """new Promise((done) => {
            const refused = (event) => done(event.effectiveDirective);
            addEventListener("securitypolicyviolation", refused, { once: true });
            const script = document.createElement("script");
            script.textContent = "window.ran = 1";
            document.body.append(script);
        })"""
    with opener(browser, lambda: [plain_site.rstrip("/"), host.origin]) as open_page:
        guide = guide_in(open_page(host.page(snippet), expect=("Content Security Policy",)))
        assert guide.evaluate(blocked) == "script-src-elem"
        assert guide.evaluate("window.ran") is None


def test_below_any_path_of_a_host_the_page_and_the_embed_find_all_they_need(
    browser: Browser, host: Intranet, site: Path, tmp_path: Path
) -> None:
    link_tree(site, tmp_path / "a" / "b")
    with served(tmp_path) as root:
        below = f"{root}a/b/"
        snippet = snippets(below, "nl-NL", "Gids")["element"]
        with opener(browser, lambda: [below.rstrip("/"), host.origin]) as open_page:
            page = open_page(host.page(snippet))
            guide_in(page).wait_for_selector(".guide--live .guide-current")
            page.goto(f"{below}nl-NL/")
            page.wait_for_selector("html[data-engine=ready]")
            page.goto(f"{below}nl-NL/embedding/")
            guide_in(page)
            assert f"{below}embed.js" in str(page.locator("#element code").text_content())


def test_a_host_page_in_a_sandbox_of_its_own_gets_the_tree_and_its_height(
    browser: Browser, host: Intranet, plain_site: str
) -> None:
    snippet = least_snippet(plain_site)
    with opener(browser, lambda: [plain_site.rstrip("/"), host.origin]) as open_page:
        page = open_page(host.page(snippet, Content_Security_Policy="sandbox allow-scripts"), before=LISTEN)
        guide = guide_in(page)
        guide.wait_for_selector("html[data-engine=failed]")
        answer(guide, "azure")
        page.wait_for_function("heard.some(([type, detail]) => type === 'step' && detail.at === 'kind')")
        assert ["error", {"code": "sandboxed"}] in page.evaluate("heard")


def test_with_storage_blocked_the_guide_works(
    new_host_page: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    blocked = """
    const refuse = () => { throw new DOMException("blocked", "SecurityError"); };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        Object.defineProperty(window, name, { get: refuse });
    }
    Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse });
    """
    page = new_host_page(host.page(element("")), before=blocked)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready]")
    answer(guide, "azure")
    assert page.context.cookies() == []
