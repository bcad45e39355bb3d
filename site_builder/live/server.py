"""The development server: http.server with the site's headers, its 404 pages, and live reload.

It is for this machine and for tests; hosts get recipes. It sends no compressed copies: `serve` makes none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any

from site_builder.hosting import media_type, response_headers
from site_builder.live.editions import EVENTS, SCRIPT, Editions

HEARTBEAT = 15.0
"""Seconds between the comments on a quiet event stream, which find out whether its page is still open."""
RELOAD = Path(__file__).parent / "reload.js"
INDEX = "index.html"
NOT_FOUND_PAGE = "404.html"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes

    def __init__(
        self, *args: Any, embedders: tuple[str, ...], editions: Editions | None, **options: Any
    ) -> None:
        self.embedders = embedders
        self.editions = editions
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Send a file, or the event stream of a locale."""
        if self.editions and self.path.startswith(f"/{EVENTS}"):
            self._send_events(self.editions, self.path.removeprefix(f"/{EVENTS}"))
        else:
            super().do_GET()

    def send_head(self) -> Any:
        """Send the headers of a file; of a page while somebody writes, the page itself, with its script."""
        # Whether a page has the newest file, its time cannot tell: an edition from the cache is an old one.
        del self.headers["If-Modified-Since"]
        name = self._name(self.path)
        if self.editions and name.endswith(".html"):
            if page := self._page(name):
                self._send_page(page, HTTPStatus.OK)
            else:
                self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """The file of a request's path; "" where there is none that may be served."""
        return self._file(self._name(path))

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The media type that hosts send too."""
        return media_type(str(path))

    def send_response(self, code: int, message: str | None = None) -> None:
        """Start a response with the headers that hosts send too. Only what was found is cached for ever."""
        super().send_response(code, message)
        name = self._name(self.path) if code == HTTPStatus.OK else ""
        for header, value in response_headers(name, self.embedders).items():
            self.send_header(header, value)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send an error; for a missing file the nearest 404 page up the tree, so that of the locale."""
        if code == HTTPStatus.NOT_FOUND:
            for folder in PurePosixPath(self._name(self.path)).parents:
                if page := self._page((folder / NOT_FOUND_PAGE).as_posix()):
                    self._send_page(page, HTTPStatus.NOT_FOUND)
                    return
        super().send_error(code, message, explain)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: requests are of no interest to a writer."""

    def _name(self, path: str) -> str:
        """The name of the file of a request's path, from the site's root; of a folder that of its page."""
        translated = super().translate_path(path)
        name = PurePosixPath(Path(translated).relative_to(self.directory).as_posix())
        return str(name / INDEX if translated.endswith("/") else name)

    def _file(self, name: str) -> str:
        """The file or folder of a name, in a newer edition or the site. Hidden files are not served, nor what
        a link leads to outside the folder."""
        if any(part.startswith(".") for part in name.split("/")):
            return ""
        if self.editions and name == SCRIPT:
            return str(RELOAD)
        places = [(Path(self.directory), name)]
        if self.editions and (newer := self.editions.newer(name)):
            places.insert(0, newer)
        for folder, inside in places:
            with suppress(OSError, ValueError):  # there is none, or no file can have such a name
                file = (folder / inside).resolve(strict=True)
                if file.is_relative_to(folder.resolve()):
                    return str(file)
        return ""

    def _page(self, name: str) -> bytes:
        """The HTML of a page, while somebody writes with the script that reloads it; b"" for no page."""
        # The version first: should a build come between, the page reloads once more.
        locale, version = self.editions.view(name) if self.editions else ("", "")
        try:
            html = Path(self._file(name)).read_bytes()
        except OSError:  # none, or a build has just put another site in its place
            return b""
        if not self.editions:
            return html
        attributes = f'src="/{SCRIPT}" data-events="/{EVENTS}{locale}" data-version="{version}"'
        before, end, after = html.rpartition(b"</body>")
        return b"%b<script async %b></script>%b%b" % (before, attributes.encode(), end, after)

    def _send_page(self, html: bytes, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type(INDEX))
        self.send_header("Content-Length", str(len(html)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(html)

    def _send_events(self, editions: Editions, locale: str) -> None:
        """Send the version of a locale's edition at each change (server-sent events), until its page is
        closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            for version in editions.events(locale, HEARTBEAT):
                self.wfile.write(f"data: {version}\n\n".encode() if version else b":\n\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore connections that a browser has dropped."""


def make_server(
    folder: Path, port: int, embedders: Iterable[str] = (), editions: Editions | None = None
) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only; port 0 takes a free one. Raises OSError when it is taken.

    `embedders` are the origins whose pages may show the site in a frame. With `editions`, their newer files
    are served and pages reload at every change.
    """
    handler = partial(_Handler, directory=str(folder), embedders=tuple(embedders), editions=editions)
    return _Server(("127.0.0.1", port), handler)
