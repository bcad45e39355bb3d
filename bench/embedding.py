"""What an embedded guide costs the page around it before the reader touches it: bytes, time, movement.

    python3 -m bench.embedding [RUNS]      (in the environment of the tests, after a build into site/)

The host page is on another origin. It is opened with the guide in sight and far below, in turns, each time
in a browser context of its own; bytes are those that the guide's server sends, compressed as browsers ask.
"""

from __future__ import annotations

import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from site_builder.live.server import make_server
from site_builder.pages.html import snippets
from tests.browser.intranet import EMBEDDERS, intranet
from tests.support import chromium

SITE = Path(__file__).resolve().parent.parent / "site"
LARGE = 50_000
"""Bytes from which a script is the runtime's, and not one of the page's own."""
WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (shifts += one.value)))
  .observe({ type: "layout-shift", buffered: true });
addEventListener("escalation-guide:ready", () => (window.readyAt = performance.now()));
"""


def main(arguments: list[str], site: Path = SITE) -> int:
    """Measure, and print a table."""
    runs = int(arguments[0]) if arguments else 5
    server = make_server(site, 0, EMBEDDERS)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    guide = f"http://127.0.0.1:{server.server_port}/"
    snippet = snippets(guide, "en-US", "Escalation Guide")["element"]
    pages = {
        "far below": f'<div style="height: 6000px"></div>{snippet}',
        "in sight": f"<h1>News</h1>{snippet}",
    }
    found: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    with sync_playwright() as playwright, intranet() as host:
        browser = playwright.chromium.launch(executable_path=str(chromium.find()), args=chromium.arguments())
        for _ in range(runs):
            for name, body in pages.items():
                address = host.page(body + "<p>More</p>" * 20, path="/" + name.replace(" ", "-"))
                found[name].append(_open(browser, guide, address, wait=name == "in sight"))
        browser.close()
    server.shutdown()
    print(
        f"| embed, {runs} runs, medians (min-max) | " + " | ".join(found) + " |\n|---|" + "---|" * len(found)
    )
    for key in found["in sight"][0]:
        cells = [
            f"{statistics.median(all):.4g} ({min(all):.4g}-{max(all):.4g})"
            for all in ([run[key] for run in of] for of in found.values())
        ]
        print(f"| {key} | " + " | ".join(cells) + " |")
    return 0


def _open(browser: Browser, guide: str, address: str, *, wait: bool) -> dict[str, float]:
    """One visit: bytes and requests to the guide, by kind, and what the host page felt."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    sent: dict[str, int] = {}
    page.on(
        "requestfinished", lambda request: sent.update({request.url: request.sizes()["responseBodySize"]})
    )
    page.goto(address)
    page.wait_for_function("() => !!customElements.get('escalation-guide')")
    defined = float(page.evaluate("performance.now()"))
    if wait:
        page.frame_locator("iframe").locator("html[data-engine=ready]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    ours = {url.removeprefix(guide): size for url, size in sent.items() if url.startswith(guide)}
    scripts = ("embed.js", "element.js")
    result = {
        "bytes of the host's scripts": float(sum(s for u, s in ours.items() if u.endswith(scripts))),
        "requests to the guide": float(len(ours)),
        "bytes of Pyodide and engine": float(
            sum(
                s for u, s in ours.items() if u.startswith("engine/") and (s > LARGE or not u.endswith(".js"))
            )
        ),
        "all bytes of the guide": float(sum(ours.values())),
        "element defined, ms": defined,
        "guide ready to use, ms": float(page.evaluate("window.readyAt ?? NaN")),
        "layout shift": float(page.evaluate("shifts")),
    }
    context.close()
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
