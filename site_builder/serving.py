"""A small web server for the built site, and the watch that rebuilds it when a file changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

POLL = 0.3
"""Seconds between two looks at the watched files."""


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - as the class it extends has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".json": "application/json",
        ".whl": "application/zip",
        ".html": "text/html; charset=utf-8",
    }
    protocol_version = "HTTP/1.1"
    _found = False

    def send_response(self, code: int, message: str | None = None) -> None:
        self._found = code == 200
        super().send_response(code, message)

    def end_headers(self) -> None:
        immutable = self._found and "/engine/" in self.path.partition("?")[0]
        self.send_header("Cache-Control", "max-age=31536000, immutable" if immutable else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests are of no interest to a writer."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no error of ours."""


def make_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only; port 0 takes a free one. Raises OSError when it is taken."""
    return _Server(("127.0.0.1", port), partial(_Handler, directory=str(folder)))


def watch(folders: Iterable[Path], changed: Callable[[], None], stop: threading.Event) -> None:
    """Call `changed` whenever a file below `folders` was added, removed or written, until `stop` is set."""
    watched = list(folders)
    seen = _look(watched)
    while not stop.wait(POLL):
        now = _look(watched)
        if now != seen:
            time.sleep(0.05)  # an editor may be writing several files
            seen = _look(watched)
            changed()


def _look(folders: list[Path]) -> dict[str, tuple[int, int]]:
    found = {}
    for folder in folders:
        for path in [folder] if folder.is_file() else folder.rglob("*"):
            try:
                state = path.stat()
            except OSError:  # gone between the listing and the look
                continue
            if not path.is_dir():
                found[str(path)] = (state.st_mtime_ns, state.st_size)
    return found
