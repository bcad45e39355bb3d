"""The development server: http.server with the site's headers, its 404 pages, and live reload.

It is for this machine and for tests; hosts get recipes. It sends no compressed copies: `serve` makes none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zlib import crc32

from site_builder.hosting import media_type, response_headers
from site_builder.live.editions import GUIDE, Editions, State
from site_builder.live.editor import Editor
from site_builder.live.workbench import RUN, Workbench
from site_builder.pages import shown_links
from site_builder.problems import printable
from site_builder.shared_files import PRODUCT, THEME

HEARTBEAT = 15.0
"""Seconds between the comments on a quiet event stream, which find out whether its page is still open."""
LIVE = "_live/"
"""The folder of what pages load while somebody writes; no folder of a site is called so, nor the next."""
WORKBENCH = "_workbench/"
EVENTS = f"{LIVE}events/"
"""The folder of the event streams, one for each locale, under its id."""
CHANGES = f"{LIVE}changes/"
"""What the last edit has changed, as JSON, for each locale under its id."""
EDIT = f"{LIVE}edit/"
"""Where a text of a page, or a place in a file, is opened in the writer's editor."""
EDIT_STYLES = f"{LIVE}edit.css"
WEB = Path(__file__).parent / "web"
LIVE_FILES = {path.name: path for path in WEB.iterdir() if path.suffix in (".js", ".css")}
OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
"""The hosts under which a browser on this machine asks for the workbench."""
INDEX = "index.html"
HTML = media_type(INDEX)
NOT_FOUND_PAGE = "404.html"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes

    def __init__(
        self,
        *args: Any,
        embedders: tuple[str, ...],
        editions: Editions | None,
        workbench: Workbench | None,
        editor: Editor | None,
        **options: Any,
    ) -> None:
        self.embedders = embedders
        self.editions = editions
        self.workbench = workbench
        self.editor = editor
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Send a file, the event stream of a locale, what an edit has changed, or the way to an editor."""
        path = unquote(urlsplit(self.path).path)[1:]
        if self.editor and path.startswith(EDIT) and self._is_local():
            self._open_in_editor(self.editor, path.removeprefix(EDIT))
            return
        if self.editions and path.startswith(EVENTS) and self._is_local():
            self._send_events(self.editions, path.removeprefix(EVENTS))
        else:
            super().do_GET()

    def send_head(self) -> Any:
        """Send the headers of a file; of a page while somebody writes, the page itself, with its script."""
        # Whether a page has the newest file, its time cannot tell: an edition from the cache is an old one.
        del self.headers["If-Modified-Since"]
        name = self._name(self.path)
        if self.editions and name.startswith((LIVE, WORKBENCH)) and not self._is_local():
            self.send_error(HTTPStatus.FORBIDDEN, "Only for this machine")
        elif self.editions and name.startswith(CHANGES):
            found = self.editions.last_edit.places(name.removeprefix(CHANGES))
            self._send(json.dumps(found).encode(), HTTPStatus.OK, media_type("changes.json"))
        elif self.editions and self.workbench and name.startswith(WORKBENCH):
            self._send_workbench(self.workbench, self.editions, name)
        elif self.editions and name.endswith(".html"):
            if page := self._page(name):
                self._send(page, HTTPStatus.OK)
            else:
                self.send_error(HTTPStatus.NOT_FOUND)
        else:
            return super().send_head()
        return None

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
            name = self._name(self.path)
            for folder in PurePosixPath(name).parents:
                if page := self._page((folder / NOT_FOUND_PAGE).as_posix()):
                    self._send(page, HTTPStatus.NOT_FOUND)
                    return
            if self.editions and self.workbench and name.endswith(".html"):
                page = self.workbench.without_site()
                version = self.editions.state(GUIDE).version
                script = self._with_script(page, GUIDE, version, panel=False)
                self._send(script, HTTPStatus.SERVICE_UNAVAILABLE)
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
        if self.editor and name == EDIT_STYLES:
            return str(PRODUCT / THEME / "assets" / "edit.css")
        if self.editions and name.startswith(LIVE):
            return str(LIVE_FILES.get(name.removeprefix(LIVE), ""))
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
        text = self.editions.last_edit.marked(locale, name.partition("/")[2], html.decode("utf-8", "replace"))
        return self._with_script(self._with_edit_links(text).encode(), locale, version)

    def _with_edit_links(self, html: str) -> str:
        """A page with the links that open its texts in the writer's editor."""
        shown = shown_links(html, f"/{EDIT}") if self.editor else html
        styles = f'<link rel="stylesheet" href="/{EDIT_STYLES}"></head>'
        return shown.replace("</head>", styles, 1) if shown != html else html

    def _with_script(self, html: bytes, locale: str, version: str, *, panel: bool = True) -> bytes:
        """A page with the script that reloads it and, with `panel`, shows problems and changes."""
        attributes = f'id="live" data-locale="{locale}" data-version="{version}" data-hash="{crc32(html):x}"'
        attributes += " data-panel" if panel else ""
        before, end, after = html.rpartition(b"</body>")
        script = f'<script type="module" src="/{LIVE}live.js" {attributes}></script>'
        return b"%b%b%b%b" % (before, script.encode(), end, after)

    def _is_local(self) -> bool:
        """Whether the browser asks for this machine by a name of its own: a name that somebody else gives to
        its address must not lead a page of theirs to the writer's files."""
        host = self.headers.get("Host", "")
        return urlsplit(f"//{host}").hostname in OWN_HOSTS

    def _send_workbench(self, workbench: Workbench, editions: Editions, name: str) -> None:
        file = name.removeprefix(WORKBENCH)
        version = editions.state(GUIDE).version  # first: should an edit come between, the page reloads
        query = dict(parse_qsl(urlsplit(self.path).query))
        page = workbench.page(file.removesuffix(INDEX).strip("/"), query)
        if page is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif RUN in query:  # not anew at every edit
            self._send(page, HTTPStatus.OK)
        else:
            self._send(self._with_script(page, GUIDE, version, panel=False), HTTPStatus.OK)

    def _send(self, content: bytes, status: HTTPStatus, type: str = HTML) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _open_in_editor(self, editor: Editor, name: str) -> None:
        """Lead to a place that a page names in the writer's editor; where there is none, say it."""
        place = editor.find(name)
        address = editor.address(place.file, place.line, place.column) if place else ""
        if place is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif address:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(f"{place}:{place.column}\n".encode(), HTTPStatus.OK, "text/plain; charset=utf-8")

    def _send_events(self, editions: Editions, locale: str) -> None:
        """Send the state of a locale's edition at each change (server-sent events), until its page is
        closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            opener = f"/{EDIT}" if self.editor else ""
            for state in editions.events(locale, HEARTBEAT):
                self.wfile.write(f"data: {as_json(state, opener)}\n\n".encode() if state else b":\n\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore connections that a browser has dropped."""


def as_json(state: State, opener: str = "") -> str:
    """The state of an edition, as live.js reads it. Places are opened below the address `opener`, if any."""
    problems = [
        {
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "message": printable(one.message),
            "href": f"{opener}{one.file}:{one.line}:{one.column}" if opener and one.line else "",
        }
        for one in state.problems
    ]
    return json.dumps(
        {"version": state.version, "edit": state.edit, "building": state.building, "problems": problems}
    )


def make_server(
    folder: Path,
    port: int,
    embedders: Iterable[str] = (),
    editions: Editions | None = None,
    workbench: Workbench | None = None,
    editor: Editor | None = None,
) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only; port 0 takes a free one. Raises OSError when it is taken.

    `embedders` are the origins whose pages may show the site in a frame. With `editions`, their newer files
    are served and pages reload at every change; with `workbench`, its pages are served too, and with
    `editor` links open a file in it.
    """
    handler = partial(
        _Handler,
        directory=str(folder),
        embedders=tuple(embedders),
        editions=editions,
        workbench=workbench,
        editor=editor,
    )
    return _Server(("127.0.0.1", port), handler)
