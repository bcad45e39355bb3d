"""The page's JavaScript modules as they are in the source, for tests that call what no page exports."""

from __future__ import annotations

from playwright.sync_api import JSHandle, Page, Route

from site_builder.engine.page_scripts import WEB

START_ENGINE = """async () => {
    const { Engine } = await import("/modules/engine/engine.js");
    const worker = new URL(document.getElementById("guide").dataset.worker, location.href);
    const engine = new Engine(new URL("tree.json", location.href), () => {}, worker);
    await engine.start();
    return engine;
}"""


def serve_modules(page: Page) -> None:
    """Answer requests of the page for /modules/… with the modules of decision_tree/web."""

    def answer(route: Route) -> None:
        name = route.request.url.split("/modules/")[1]
        route.fulfill(path=WEB / name, content_type="text/javascript")

    page.route("**/modules/**", answer)


def start_engine(page: Page) -> JSHandle:
    """Another engine than the page's own, of the same site and locale, once it runs."""
    serve_modules(page)
    return page.evaluate_handle(START_ENGINE)
