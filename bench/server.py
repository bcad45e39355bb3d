"""Web server of the bench: compressed copies, a line of a given rate and delay, a record of what was sent.

The line is shaped here: Chromium's own throttling gives each worker a line of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from site_builder.hosting import FOR_EVER, REVALIDATE, headers, media_type

CHUNK = 16384
ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""PyScript shares memory with its worker, which browsers allow to isolated pages only."""


@dataclass(frozen=True)
class Line:
    """A line to the reader. `rate`: bytes a second (0: unlimited). `delay`: seconds a request."""

    name: str = "local"
    rate: float = 0
    delay: float = 0


LOCAL = Line()
SLOW_LINES = (Line("9 Mbit/s 60 ms", 9e6 / 8, 0.06), Line("1.6 Mbit/s 150 ms", 1.6e6 / 8, 0.15))


class BenchServer(ThreadingHTTPServer):
    """Serves one folder on this machine. `line` may be set between visits.

    `asked`: the clock at each request; `sent`: the bytes of bodies, each time with the clock as they left.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.address = f"http://127.0.0.1:{self.server_port}/"
        self.line = LOCAL
        self.asked: list[float] = []
        self.sent: list[tuple[float, int]] = []
        self._lock = threading.Lock()
        self._free = 0.0  # when the line can take the next byte

    def wait_for_line(self, size: int) -> None:
        """Wait until that many bytes have gone over the line, which all connections share."""
        if not self.line.rate:
            return
        with self._lock:
            self._free = max(time.perf_counter(), self._free) + size / self.line.rate
            left = self._free - time.perf_counter()
        if left > 0.002:
            time.sleep(left)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore connections that a closed browser has dropped."""


class _Handler(BaseHTTPRequestHandler):
    server: BenchServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _used = False  # whether this connection has had a request

    def do_GET(self) -> None:
        line = self.server.line
        if line.delay:
            time.sleep(line.delay * (1 if self._used else 2))  # a new connection is a round trip more
        self._used = True
        path = unquote(self.path.partition("?")[0]).lstrip("/")
        file = self.server.folder / (path + "index.html" if path.endswith("/") or not path else path)
        self.server.asked.append(time.time())
        if not (file.is_file() and file.resolve().is_relative_to(self.server.folder.resolve())):
            self._start(404, {"Content-Length": "0"})
            return
        said = _headers(path, file)
        source = file
        for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
            copy = file.with_name(file.name + suffix)
            if encoding in self.headers.get("Accept-Encoding", "") and copy.is_file():
                source, said["Content-Encoding"] = copy, encoding
                break
        state = source.stat()
        said["ETag"] = f'"{state.st_mtime_ns:x}-{state.st_size:x}{source.suffix}"'
        if self.headers.get("If-None-Match") == said["ETag"]:
            self._start(304, said)
            return
        self._start(200, {**said, "Content-Length": str(state.st_size)})
        with source.open("rb") as content:
            while piece := content.read(CHUNK if line.rate else CHUNK * 16):
                self.server.wait_for_line(len(piece))
                self.wfile.write(piece)
                self.server.sent.append((time.time(), len(piece)))

    def _start(self, status: int, said: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in said.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def _headers(path: str, file: Path) -> dict[str, str]:
    """The site's own headers for its files; for the bench's pages only what they need."""
    if path.startswith("bench/"):
        said = {"Cache-Control": REVALIDATE if file.suffix == ".html" else FOR_EVER}
        said |= ISOLATED if path.startswith("bench/peers/") else {}
    else:
        said = headers(path, ())
    return {**said, "Content-Type": media_type(file.name), "Vary": "Accept-Encoding"}


@contextmanager
def serving(folder: Path) -> Iterator[BenchServer]:
    """A running server of the folder."""
    with BenchServer(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
