"""Web server of the bench: compressed copies, a line of a given rate and delay, a record of what was sent.

The line is shaped here: Chromium's own throttling gives each worker a line of its own.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from site_builder.hosting import FOR_EVER, REVALIDATE, media_type, response_headers

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
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
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


class _Handler(SimpleHTTPRequestHandler):
    server: BenchServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _used = False  # whether this connection has had a request

    def do_GET(self) -> None:
        time.sleep(self.server.line.delay * (1 if self._used else 2))  # a new connection is a round trip more
        self._used = True
        self.server.asked.append(time.time())
        super().do_GET()

    def translate_path(self, path: str) -> str:
        """The file, or its compressed copy."""
        file = Path(super().translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        copy = file.with_name(f"{file.name}.br")
        return str(copy if copy.is_file() and "br" in self.headers.get("Accept-Encoding", "") else file)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The media type of the file that was asked for."""
        return media_type(str(path).removesuffix(".br"))

    def send_response(self, code: int, message: str | None = None) -> None:
        """The status with the site's own headers; the bench's pages have only what they need."""
        super().send_response(code, message)
        path = self.path.partition("?")[0].lstrip("/")
        if path.startswith("bench/"):
            said = {"Cache-Control": REVALIDATE if path.endswith(".html") else FOR_EVER}
            said |= ISOLATED if path.startswith("bench/peers/") else {}
        else:
            said = response_headers(path, ())
        if self.translate_path(self.path).endswith(".br"):
            said["Content-Encoding"] = "br"
        for name, value in said.items():
            self.send_header(name, value)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file over the line."""
        while piece := source.read(CHUNK if self.server.line.rate else CHUNK * 16):
            self.server.wait_for_line(len(piece))
            outputfile.write(piece)
            self.server.sent.append((time.time(), len(piece)))

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[BenchServer]:
    """A running server of the folder."""
    with BenchServer(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
