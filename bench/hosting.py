"""Requests and bytes of a first and a second visit, as nginx serves the site with our recipe."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.chromium import cold_chromium
from bench.results import Results
from bench.stage import HOME_PAGE, ROOT
from tests.support.asking import free_port
from tests.support.nginx import brotli_module, ensure, running

LATER = "new Promise((resolve) => setTimeout(resolve, 2500))"
"""What a page loads when the engine is ready, such as the search's script, has come by then."""


def measure_hosting(results: Results, site: Path) -> None:
    """Two visits of a built and compressed site. Raises NginxError if there is no nginx."""
    program = ensure(lambda text: print(text, file=sys.stderr))
    port = free_port()
    command = [sys.executable, str(ROOT / "build_site.py"), "hosting", "nginx", "--folder", str(site)]
    command += ["--listen", f"127.0.0.1:{port}", *(["--brotli"] if brotli_module() else [])]
    recipe = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        log = Path(folder) / "log"
        logged = "log_format sent '$uri $status $bytes_sent';\n"
        logged += re.sub(r"(?m)^server \{$", f"server {{\n    access_log {log} sent;", recipe)
        with running(program, Path(folder), logged, port, workers=2), cold_chromium() as browser:
            for visit in ("first visit", "second visit"):
                log.write_text("")
                with browser.page() as page:
                    page.open(f"http://127.0.0.1:{port}/{HOME_PAGE.path}")
                    page.until(f"({HOME_PAGE.failed}) || ({HOME_PAGE.ready})")
                    page.ask(LATER)
                _add(results, f"nginx, {visit}", log.read_text().splitlines())


def _add(results: Results, visit: str, lines: list[str]) -> None:
    """The visit's figures from nginx's log; bytes are those of bodies and headers."""
    answers = [line.split() for line in lines]
    parts = {
        "all": answers,
        "engine/": [answer for answer in answers if answer[0].startswith("/engine/")],
        "not modified": [answer for answer in answers if answer[1] == "304"],
    }
    for part, found in parts.items():
        results.add(f"{visit}, {part}: requests", "", len(found))
        results.add(f"{visit}, {part}: sent", "kB", sum(int(size) for _, _, size in found) / 1000)
