"""The guide inside pages of another site that mean well."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, expect
from pypdf import PdfReader

from site_builder.hosting.headers import TYPES
from site_builder.pages.html import snippets
from tests.browser.conftest import served
from tests.browser.intranet import LISTEN, Intranet, OpenHost, guide_in, opener
from tests.conftest import LOCALES
from tests.support.answers import CRITICAL, QUERY
from tests.support.frames import FRAMES, SHIFTS
from tests.support.guide_page import answer, at_step
from tests.support.linking import link_tree

STRICT = "default-src 'none'; script-src {guide}; frame-src {guide}; style-src 'none'; base-uri 'none'"


Element = Callable[[str], str]
ANSWERED = f'answers="{QUERY}"'


@pytest.fixture
def element(address: str) -> Element:
    """The snippet, with these attributes."""

    def snippet(attributes: str) -> str:
        script = f'<script type="module" src="{address}embed.js"></script>'
        return f"{script}<escalation-guide {attributes}></escalation-guide>"

    return snippet


def height(page: object, selector: str = "escalation-guide") -> float:
    return float(page.locator(selector).first.bounding_box()["height"])  # type: ignore[attr-defined]


def test_one_snippet_gives_the_walk_with_the_engine(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    *given, role, access = CRITICAL.items()
    answers = "&".join(f"{question}={answer}" for question, answer in given)
    page = open_host(host.page(element(f'locale="nl-NL" answers="{answers}"')), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready]")
    answer(guide, role[1], access[1])
    expect(guide.locator("#azure.guide-current .guide-due-result")).to_be_visible()
    expect(guide.locator("#azure .guide-response-time:visible")).to_contain_text("2 uur")
    heard = page.evaluate("heard")
    assert heard[0] == ["ready", {"locale": "nl-NL"}]
    assert [kind for kind, _ in heard] == ["ready", "step", "step", "step", "outcome"]
    assert heard[-1] == ["outcome", {"at": "azure", "answers": CRITICAL}]


def test_the_frame_is_as_high_as_its_content_and_has_no_scroll_bar(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(f"<p>Above</p>{element(ANSWERED)}<p>Below</p>"), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready] #azure .guide-receipt")
    body = "Math.ceil(document.body.getBoundingClientRect().height)"
    page.wait_for_function("() => document.querySelector('escalation-guide').clientHeight > 2000")
    guide.wait_for_function(f"() => innerHeight === {body}")
    assert guide.evaluate("getComputedStyle(document.documentElement).overflowY") == "hidden"
    before = height(page)
    page.set_viewport_size({"width": 400, "height": 800})
    guide.wait_for_function(f"() => innerHeight === {body}")
    assert height(page) > before
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")


WIDTHS = {"en-US": (1280, 480, 360), "de-DE": (1280, 480), "ar-SA": (1280,), "ja-JP": (480,)}
"""At which widths of the host's page it is looked at beside the narrowest, where there is most to break."""


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_of_the_host_moves_before_the_reader_has_touched_the_guide(
    open_host: OpenHost, host: Intranet, address: str, locale: str
) -> None:
    snippet = snippets(address, locale, "Guide")["element"]
    body = f"<h1>News</h1>{snippet}<p>Below</p>" + "<p>More</p>" * 30
    for width in {*WIDTHS.get(locale, ()), 360}:
        size = {"width": width, "height": 1200 if width > 1000 else 740}
        engine = (locale, width) == ("en-US", 360)
        page = open_host(host.page(body), engine=engine, size=size)
        guide = guide_in(page)
        if engine:
            guide.wait_for_selector("html[data-engine=ready]")
        page.wait_for_function("() => heard.some(([type]) => type === 'step')")
        page.evaluate(FRAMES)
        assert page.evaluate(SHIFTS) <= 0.02, width


def test_a_guide_far_below_costs_a_small_script_and_nothing_else(
    new_host_page: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    far = '<div style="height: 6000px"></div>'
    page = new_host_page()
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host.page(far + element("")))
    page.wait_for_function("() => !!customElements.get('escalation-guide')")
    page.clock.run_for(10_000)
    from_guide = [url.removeprefix(address).split("/")[-1] for url in asked if url.startswith(address)]
    assert sorted(from_guide) == ["element.js", "embed.js"]
    # near, and its page is loaded; in sight, and its engine is
    page.evaluate("scrollTo(0, 6000 - innerHeight - 300)")
    guide = guide_in(page)
    page.clock.run_for(10_000)
    assert guide.evaluate("document.documentElement.dataset.engine") == "static"
    assert not any("pyodide" in url for url in asked)
    page.evaluate("document.querySelector('escalation-guide').scrollIntoView()")
    guide.wait_for_selector("html[data-engine=ready]")
    assert any("pyodide" in url for url in asked)


def test_tabbing_leads_through_the_host_the_guide_and_the_host_again(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    far = '<div style="height: 6000px"></div>'
    body = f'<a id="one" href="#">One</a>{far}{element("")}<a id="two" href="#">Two</a>'
    page = open_host(host.page(body), engine=True)
    page.wait_for_function("() => !!customElements.get('escalation-guide')")
    page.locator("#one").focus()
    page.keyboard.press("Tab")  # the guide is far below, and comes by this
    guide = guide_in(page)
    page.wait_for_function("() => document.activeElement.matches('iframe')")
    guide.wait_for_selector("html[data-engine=ready]")  # and whoever is in it will want the engine
    page.keyboard.press("Tab")
    guide.wait_for_function("() => document.activeElement.matches('.guide-current input')")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "two":
            break
    assert page.evaluate("document.activeElement.id") == "two"


def test_the_host_is_scrolled_only_to_bring_the_next_step_into_view(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    body = f'<div style="height: 500px"></div>{element("")}<div style="height: 3000px"></div>'
    page = open_host(host.page(body), size={"width": 1280, "height": 700})
    guide = guide_in(page)
    assert page.evaluate("scrollY") == 0
    guide.locator(".guide-current input").first.check()  # brings itself into view, as browsers do
    page.evaluate("scrollTo(0, 300)")
    guide.evaluate("document.querySelector('.guide-current .guide-continue').click()")
    guide.wait_for_selector("#product.guide-current")
    page.wait_for_function("() => heard.at(-1)?.[1].at === 'product'")
    page.evaluate(FRAMES)
    assert page.evaluate("scrollY") == 300  # the step's top is in sight
    page.evaluate("scrollTo(0, 900)")
    guide.evaluate("document.querySelector('.guide-current input').checked = true")
    guide.evaluate("document.querySelector('.guide-current .guide-continue').click()")
    page.wait_for_function("() => Math.abs(scrollY - 508) < 2")  # it was above: now it is just in sight
    assert guide.evaluate("document.activeElement.matches('.guide-current')")


def test_two_guides_on_a_page_know_nothing_of_each_other(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    body = element('id="one" locale="en-US"')
    body += '<escalation-guide id="two" locale="nl-NL"></escalation-guide>'
    page = open_host(host.page(body, head="<style>escalation-guide{max-width:40rem}</style>"))
    one, two = guide_in(page, 0), guide_in(page, 1)
    answer(one, "customer")
    assert "subject=customer" in one.url
    assert "subject" not in two.url
    names = page.evaluate("[...document.querySelectorAll('iframe')].map(one => JSON.parse(one.name).id)")
    assert len(set(names)) == 2


def test_taken_out_and_put_back_it_starts_anew_and_leaves_nothing(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    count = """window.listeners = 0;
        const [add, remove] = [window.addEventListener, window.removeEventListener];
        window.addEventListener = function (type, ...rest) {
            listeners += type === "message";
            return add.call(this, type, ...rest);
        };
        window.removeEventListener = function (type, ...rest) {
            listeners -= type === "message" && !!rest[0];
            return remove.call(this, type, ...rest);
        };
    """
    page = open_host(host.page(element(""), head=f"<script>{count}</script>"))
    answer(guide_in(page), "customer")
    first = page.evaluate("document.querySelector('iframe').name")
    page.evaluate("window.kept = document.querySelector('escalation-guide'); kept.remove()")
    assert page.evaluate("[listeners, kept.childNodes.length]") == [0, 0]
    assert len(page.frames) == 1
    for _ in range(3):
        page.evaluate("document.body.append(kept)")
        guide_in(page)
        page.evaluate("kept.remove()")
    page.evaluate("document.body.append(kept)")
    guide = guide_in(page)
    assert "subject" not in guide.url
    assert page.evaluate("document.querySelector('iframe').name") != first
    assert page.evaluate("listeners") == 1


def test_the_look_follows_the_host_at_the_start_and_later(
    new_host_page: OpenHost, host: Intranet, element: Element
) -> None:
    style = "<style>body{background:#fdf6ff} .night{background:#202020;color:#eee}</style>"
    page = new_host_page(host.page(element('accent="#0b5"'), head=style))
    guide = guide_in(page)
    scheme = "document.body.dataset.mdColorScheme"
    ground = "getComputedStyle(document.body).backgroundColor"
    assert guide.evaluate(f"[{scheme}, {ground}]") == ["default", "rgb(253, 246, 255)"]
    page.evaluate("document.body.className = 'night'")
    guide.wait_for_function(f"() => {scheme} === 'slate' && {ground} === 'rgb(32, 32, 32)'")
    page.evaluate("document.querySelector('escalation-guide').setAttribute('theme', 'light')")
    guide.wait_for_function(f"() => {scheme} === 'default' && {ground} === 'rgb(255, 255, 255)'")
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.className = 'night'")
    assert guide.evaluate(scheme) == "default"


def test_without_a_background_the_host_counts_as_it_says_it_looks(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    plain = host.page(element(""), path="/plain")
    both = host.page(element(""), path="/both", head='<meta name="color-scheme" content="light dark">')
    scheme = "document.body.dataset.mdColorScheme"
    assert guide_in(open_host(plain, scheme="dark")).evaluate(scheme) == "default"
    assert guide_in(open_host(both, scheme="dark")).evaluate(scheme) == "slate"
    assert guide_in(open_host(both, scheme="light")).evaluate(scheme) == "default"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_whatever_the_accent_texts_can_be_read(
    open_host: OpenHost, host: Intranet, element: Element, theme: str
) -> None:
    page = open_host(host.page(element(f'accent="{ACCENTS[0]}" theme="{theme}"')))
    guide = guide_in(page)
    assert min(ratios(guide)) >= 4.5, ACCENTS[0]
    for accent in ACCENTS[1:]:
        told = guide.evaluate("received.length")
        page.locator("escalation-guide").evaluate(
            "(one, accent) => one.setAttribute('accent', accent)", accent
        )
        guide.wait_for_function("told => received.length > told", arg=told)
        assert min(ratios(guide)) >= 4.5, accent


ACCENTS = ("#fff", "#000", "#0b5", "#ff0", "#00f", "#808080", "#0b6178")


def ratios(guide: Frame) -> list[float]:
    """The contrast of links and of buttons with what they are on."""
    found: list[float] = guide.evaluate(
        """() => {
            const luminance = (text) => {
                const rgb = text.match(/[\\d.]+/g).slice(0, 3).map((part) => {
                    part /= 255;
                    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
            };
            const ratio = (one, other) => {
                const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
                return (high + 0.05) / (low + 0.05);
            };
            const style = (selector) => getComputedStyle(document.querySelector(selector));
            const button = style(".guide-continue");
            const ground = getComputedStyle(document.body).backgroundColor;
            const link = style(".guide-open-full").color;
            return [ratio(link, ground), ratio(button.color, button.backgroundColor)];
        }"""
    )
    return found


def test_a_right_to_left_host_gets_the_guide_in_its_own_language(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(f'<div dir="rtl">{element("")}</div>', lang="ar-EG"))
    guide = guide_in(page)
    assert guide.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == [
        "ar-SA",
        "rtl",
    ]
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("asked", "found"), [("nl", "nl-NL"), ("NL-be", "nl-NL"), ("tlh", "en-US"), ("../../x", "en-US")]
)
def test_a_locale_that_the_guide_lacks_becomes_the_nearest(
    open_host: OpenHost, host: Intranet, element: Element, asked: str, found: str
) -> None:
    guide = guide_in(open_host(host.page(element(f'locale="{asked}"'))))
    assert guide.evaluate("document.documentElement.lang") == found


def test_the_host_may_change_language_and_answers_later_but_not_lose_what_was_typed(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(element("")), engine=True)
    guide = guide_in(page)
    answer(guide, "customer")
    page.evaluate("document.querySelector('escalation-guide').setAttribute('locale', 'de-DE')")
    guide.wait_for_url("**/de-DE/embed/?subject=customer#product")
    guide.wait_for_selector(".guide--live #product.guide-current")
    page.evaluate(f"document.querySelector('escalation-guide').setAttribute('answers', '{QUERY}')")
    guide.wait_for_selector("html[data-engine=ready] #azure.guide-current .guide-entry")
    page.wait_for_function("() => heard.filter(([type]) => type === 'ready').length === 2")
    guide.locator("#azure.guide-current input.guide-entry").first.fill("contoso.com")
    page.evaluate("document.querySelector('escalation-guide').setAttribute('answers', '')")
    page.wait_for_function("() => heard.at(-1)[0] === 'error'")
    assert page.evaluate("heard.at(-1)[1]") == {"code": "typed-text"}
    expect(guide.locator("#azure.guide-current input.guide-entry").first).to_have_value("contoso.com")


def test_a_strict_policy_of_the_host_that_allows_our_origin_is_enough(
    open_host: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    policy = STRICT.format(guide=address.rstrip("/")).replace("style-src 'none'", "img-src data:")
    page = open_host(host.page(element(""), Content_Security_Policy=policy))
    guide = guide_in(page)
    answer(guide, "customer")
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


def test_on_a_host_that_sends_no_headers_of_ours_the_guide_works_and_keeps_its_policy(
    browser: Browser, host: Intranet, plain_site: str
) -> None:
    snippet = (
        f'<script type="module" src="{plain_site}embed.js"></script><escalation-guide></escalation-guide>'
    )
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
    snippet = (
        f'<script type="module" src="{plain_site}embed.js"></script><escalation-guide></escalation-guide>'
    )
    with opener(browser, lambda: [plain_site.rstrip("/"), host.origin]) as open_page:
        page = open_page(host.page(snippet, Content_Security_Policy="sandbox allow-scripts"), before=LISTEN)
        guide = guide_in(page)
        guide.wait_for_selector("html[data-engine=failed]")
        answer(guide, "customer")
        page.wait_for_function("heard.some(([type, detail]) => type === 'step' && detail.at === 'product')")
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
    answer(guide, "customer")
    assert page.context.cookies() == []


def test_in_a_scrolled_and_transformed_container_it_fits_and_leads_on(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    box = "height: 600px; width: 700px; overflow: auto; transform: rotate(0.5deg) scale(0.9)"
    body = f'<div id="box" style="{box}"><div style="height: 400px"></div>{element("")}</div>'
    page = open_host(host.page(body))
    guide = guide_in(page)
    page.evaluate("box.scrollTo(0, 800)")
    guide.evaluate("document.querySelector('.guide-current input').checked = true")
    guide.evaluate("document.querySelector('.guide-current .guide-continue').click()")
    page.wait_for_function("() => Math.abs(box.scrollTop - 400) <= 10")
    assert page.evaluate("scrollY") == 0


def test_at_a_fixed_height_there_is_one_scroll_bar_and_the_step_begins_at_the_top(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    src = f"{address}nl-NL/embed/?theme=dark&accent=0b5"
    page = open_host(host.page(f'<iframe width="420" height="500" src="{src}"></iframe>' + "<p>x</p>" * 80))
    guide = guide_in(page)
    assert guide.evaluate("document.body.dataset.mdColorScheme") == "slate"
    bars = """[...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        const scrolls = /auto|scroll/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
        return scrolls && one.clientHeight > 0 && one !== document.documentElement && one !== document.body;
    }).map((one) => one.className)"""
    assert guide.evaluate(bars) == []
    page.evaluate("scrollTo(0, 200)")
    for value in ("customer", "azure", "break-fix"):
        guide.evaluate("scrollTo(0, document.body.scrollHeight)")
        answer(guide, value)
        top = guide.evaluate("document.querySelector('.guide-current').getBoundingClientRect().top")
        assert -1 <= top <= 20
    assert "theme=dark" in guide.url  # so that a reload keeps the look
    page.evaluate("scrollTo(0, 200)")
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.context.expect_page() as full:
        guide.locator(".guide-open-full").click()
    full.value.wait_for_url("**/nl-NL/?kind=break-fix&product=azure&subject=customer#impact")


def test_links_to_other_pages_and_portals_open_beside_the_host(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    guide = guide_in(open_host(host.page(element(""))))
    inside = guide.evaluate(
        """[...document.querySelectorAll("a[href]")].filter((one) =>
            one.target !== "_blank" && !/^(#|\\.\\/$)/.test(one.getAttribute("href"))
            && one.href.split("#")[0] !== location.href.split("#")[0]).map((one) => one.outerHTML)"""
    )
    assert inside == []


def test_the_sources_of_an_outcome_open_beside_the_host_and_are_there(
    open_host: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    page = open_host(host.page(element(ANSWERED)))
    guide = guide_in(page)
    at_step(guide, "azure")
    links = guide.evaluate(
        """[...document.querySelectorAll(".guide-current .guide-cites a, .guide-current .guide-sources a")]
            .map((one) => [one.href, one.target])"""
    )
    assert links
    for href, target in links:
        assert href.startswith(f"{address}en-US/about/#")
        assert target == "_blank"
        assert page.request.get(href).ok


def test_what_the_host_asks_while_the_guide_is_loading_is_done_when_it_is_there(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(element("")))
    page.wait_for_selector("iframe", state="attached")
    page.evaluate(
        f"""() => {{
            const guide = document.querySelector("escalation-guide");
            guide.setAttribute("locale", "fr-FR");
            guide.setAttribute("answers", "{QUERY}");
        }}"""
    )
    page.frame_locator("iframe").locator("html[lang=fr-FR] #azure.guide-current").wait_for()


def test_starting_again_in_a_frame_says_first_what_would_be_lost(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    guide = guide_in(open_host(host.page(element(ANSWERED)), engine=True))
    guide.wait_for_selector("html[data-engine=ready] #azure.guide-current .guide-entry")
    guide.locator("#azure.guide-current input.guide-entry").first.fill("contoso.com")
    guide.locator(".guide-start-again").click()
    expect(guide.locator(".guide-notice")).to_contain_text("would be lost")
    guide.locator(".guide-start-again").click()
    guide.wait_for_selector("#subject.guide-current")


def test_printing_the_host_prints_the_guide(open_host: OpenHost, host: Intranet, element: Element) -> None:
    page = open_host(host.page(f"<h1>News</h1>{element(ANSWERED)}<p>End</p>"), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready] #azure .guide-receipt")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf())).pages)
    for part in ("News", "Partner Center", "2 hours", "Receipt", "End"):
        assert part in text


@pytest.mark.parametrize("locale", ["en-US", "ar-SA"])
def test_the_page_on_embedding_gives_snippets_that_work_as_they_are(
    open_host: OpenHost, host: Intranet, address: str, locale: str
) -> None:
    page = open_host(f"{address}{locale}/embedding/")
    preview = guide_in(page)
    assert preview.evaluate("document.documentElement.lang") == locale
    page.locator("select[name=locale]").select_option("fr-FR")
    page.locator("select[name=theme]").select_option("dark")
    page.locator("input[name=own]").check()
    page.locator("input[name=accent]").fill("#aa00ff")
    preview.wait_for_url("**/fr-FR/embed/*")
    preview.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copied = {}
    for way in ("element", "frame"):
        page.locator(f"#{way} .guide-copy").click()
        expect(page.locator(f"#{way} .guide-copied")).to_be_visible()
        copied[way] = page.evaluate("navigator.clipboard.readText()")
        assert copied[way] == page.locator(f"#{way} code").text_content()
    for way, snippet in copied.items():
        shown = guide_in(open_host(host.page(snippet, path=f"/{way}")))
        assert shown.evaluate("document.documentElement.lang") == "fr-FR"
        assert shown.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert (
            shown.evaluate("getComputedStyle(document.body).getPropertyValue('--guide-accent')") != "#7fd6ee"
        )


def test_without_scripts_the_page_on_embedding_shows_both_snippets(
    new_host_page: OpenHost, address: str
) -> None:
    page = new_host_page(f"{address}en-US/embedding/", java_script_enabled=False)
    expect(page.locator("#frame code")).to_contain_text("/en-US/embed/")
    expect(page.locator("#element code")).to_contain_text("embed.js")
    expect(page.locator(".guide-embedding-options")).to_be_hidden()
