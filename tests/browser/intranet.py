"""An intranet on an origin of its own, with pages that hold the guide: good ones and hostile ones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.support.complaints import Complaints
from tests.support.tabs import PATIENCE, SIZE

EMBEDDERS = ("http://localhost:*", "http://127.0.0.1:*")
"""Whom the site's server lets show the guide, in tests."""


@dataclass
class Intranet:
    """A server of pages, each HTML text with headers, by their paths. `origin` has another host name than the
    guide's, so that browsers take them for two sites."""

    origin: str = ""
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def page(self, body: str, *, path: str = "/", lang: str = "en", head: str = "", **headers: str) -> str:
        """Put up a page and return its address. Headers: Content_Security_Policy="…"."""
        html = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Intranet</title>'
        icon = '<link rel="icon" href="data:,">'
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (f"{html}{icon}{head}</head><body>{body}</body></html>", named)
        return self.origin + path


@contextmanager
def intranet(host: str = "localhost") -> Iterator[Intranet]:
    """An intranet while it is served, on a port of its own."""
    served = Intranet()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = served.pages.get(urlsplit(self.path).path)
            body = (found[0] if found else "").encode()
            self.send_response(200 if found else 404)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (found[1] if found else {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.origin = f"http://{host}:{server.server_port}"
    yield served
    server.shutdown()
    server.server_close()


OpenHost = Callable[..., Page]


@contextmanager
def opener(browser: Browser, origins: Callable[[], list[str]]) -> Iterator[OpenHost]:
    """Opens pages, each in a context of its own, and at the end fails the test for what they complained of.

    What a policy forbids is such a complaint, and so is a request to any other than these origins.
    """
    contexts: list[BrowserContext] = []
    complaints = Complaints(origins)

    def open_page(url: str = "", *, expect: tuple[str, ...] = (), before: str = "", **options: Any) -> Page:
        complaints.expect(expect)
        context = browser.new_context(**{"viewport": SIZE, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        complaints.watch(page)
        if before:
            page.add_init_script(before)
        if url:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    complaints.check()


def guide_in(page: Page, number: int = 0) -> Frame:
    """The guide's frame in a host's page, once its scripts run."""
    page.wait_for_function(
        "number => document.querySelectorAll('iframe').length > number", arg=number, polling=50
    )
    handle = page.locator("iframe").nth(number).element_handle()
    frame = handle.content_frame()
    assert frame
    frame.wait_for_selector(".guide--live .guide-current")
    return frame


LISTEN = """
window.heard = [];
for (const type of ["ready", "step", "outcome", "error"]) {
  addEventListener(`decision-tree:${type}`, ({ detail }) => heard.push([type, detail]));
}
"""
"""Records the element's events in window.heard."""

RECORD = """
window.received = [];
addEventListener("message", ({ data, origin }) => received.push({ data, origin }));
"""
"""Records every message of every window, whoever sent it, in window.received."""
