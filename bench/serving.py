"""The bench's server: brotli, a line of a given rate and delay, and a record of every byte that was sent.

The line is shaped here and not in the browser, whose own shaping gives each worker a line to itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from site_builder.hosting.headers import FOR_EVER, REVALIDATE, headers, media_type

CHUNK = 16384
ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Headers for a page that measures its own memory, or that shares memory with its worker."""


@dataclass(frozen=True)
class Line:
    """A line to the reader. `rate`: bytes a second (0: as fast as it goes). `delay`: seconds a request."""

    name: str = "local"
    rate: float = 0
    delay: float = 0


LOCAL = Line()
SLOW_LINES = (Line("9 Mbit/s 60 ms", 9e6 / 8, 0.06), Line("1.6 Mbit/s 150 ms", 1.6e6 / 8, 0.15))


@dataclass
class Request:
    """One answered request. `sent`: bytes of the body, each time with the clock at which they left."""

    path: str
    dest: str
    at: float
    status: int
    sent: list[tuple[float, int]] = field(default_factory=list)

    def bytes_until(self, moment: float) -> int:
        """Bytes of the body that had left at that moment of time.time()."""
        return sum(size for at, size in self.sent if at <= moment)


class BenchServer(ThreadingHTTPServer):
    """Serves one folder. `log`, `line` and `isolated` may be set between visits."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.line = LOCAL
        self.isolated = False
        self.log: list[Request] = []
        self._lock = threading.Lock()
        self._free = 0.0  # when the line can take the next byte

    @property
    def address(self) -> str:
        """Of the folder, with a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}/"

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
        """Say nothing: a browser that is closed lets go of what it was sent."""


class _Handler(BaseHTTPRequestHandler):
    server: BenchServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _known = False  # whether this connection has been used

    def do_GET(self) -> None:
        line = self.server.line
        if line.delay:
            time.sleep(line.delay * (1 if self._known else 2))  # a new connection is a round trip more
        self._known = True
        path = unquote(self.path.partition("?")[0]).lstrip("/")
        file = self.server.folder / (path + "index.html" if path.endswith("/") or not path else path)
        there = file.is_file() and file.resolve().is_relative_to(self.server.folder.resolve())
        dest = self.headers.get("Sec-Fetch-Dest", "")
        request = Request(path, dest, time.time(), 200 if there else 404)
        self.server.log.append(request)
        if not there:
            self._start(404, {"Content-Length": "0"})
            return
        accepted = self.headers.get("Accept-Encoding", "")
        copies = (("br", file.with_name(file.name + ".br")), ("gzip", file.with_name(file.name + ".gz")))
        encoding, source = next(
            ((name, copy) for name, copy in copies if name in accepted and copy.is_file()), ("", file)
        )
        state = source.stat()
        said = self._headers(path, file)
        said["ETag"] = f'"{state.st_mtime_ns:x}-{state.st_size:x}{encoding}"'
        if self.headers.get("If-None-Match") == said["ETag"]:
            request.status = 304
            self._start(304, said)
            return
        if encoding:
            said["Content-Encoding"] = encoding
        self._start(200, {**said, "Content-Length": str(state.st_size)})
        with source.open("rb") as content:
            while piece := content.read(CHUNK if line.rate else CHUNK * 16):
                self.server.wait_for_line(len(piece))
                self.wfile.write(piece)
                request.sent.append((time.time(), len(piece)))

    def _headers(self, path: str, file: Path) -> dict[str, str]:
        """The site's own headers for what is the site's; the bench's pages have only what they need."""
        if path.startswith("bench/"):
            said = {"Cache-Control": REVALIDATE if file.suffix == ".html" or path.endswith("/") else FOR_EVER}
            if path.startswith("bench/peers/"):
                said |= ISOLATED
        else:
            said = headers(path, ())
        if self.server.isolated:
            said |= ISOLATED
        return {**said, "Content-Type": media_type(file.name), "Vary": "Accept-Encoding"}

    def _start(self, status: int, said: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in said.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[BenchServer]:
    """A server of the folder that runs meanwhile."""
    server = BenchServer(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
