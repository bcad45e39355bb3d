"""A small web server for the built site, and the look that finds out whether a file has changed.

It sends what a good host sends: the headers and media types of `headers`, compressed copies where they lie
beside a file, validators, and the 404 page of the right locale. It is for this machine; hosts have recipes.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from site_builder.hosting import REVALIDATE, media_type, response_headers
from site_builder.live.editions import EVENTS, SCRIPT, Editions

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What compressed copies are called, by the name of the encoding; the better one first."""
QUIET = 15.0
"""Seconds after which something is sent on a stream of events, to find out if its page is still there."""
RELOAD = Path(__file__).parent / "reload.js"
INDEX = "index.html"
MISSING = "404.html"


class _Found(NamedTuple):
    """A file that is served, and its path from the site's root."""

    path: Path
    name: str


@dataclass(frozen=True)
class _Site:
    """What is served: `folder`, below the path `prefix` (a slash at both ends).

    While somebody writes, `editions` know what is newer than the folder, and pages show themselves anew.
    """

    folder: Path
    prefix: str
    embedders: tuple[str, ...]
    editions: Editions | None = None

    def parts(self, path: str) -> list[str] | None:
        """The names that a path of a request is made of, from the site's root; None for one that no file has.

        Refused are ways out of the folder however they are written, hidden files, and names that mean
        something else on another system.
        """
        try:
            whole = unquote_to_bytes(path).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if not whole.startswith(self.prefix):
            return None
        names = whole.removeprefix(self.prefix).split("/")
        last = names.pop()
        if any(not name for name in names) or any(map(_is_strange, (*names, last))):
            return None
        return [*names, last]

    def file(self, parts: list[str]) -> _Found | None:
        """The file of a path; of a folder its page. None where there is none, or where it lies elsewhere."""
        names = parts if parts[-1] else [*parts[:-1], INDEX]
        places = [(self.folder, names)]
        if self.editions and (newer := self.editions.folder(names)):
            places.insert(0, newer)
        for folder, way in places:
            path = folder.joinpath(*way)
            try:
                if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                    return _Found(path, "/".join(names))
            except OSError:  # a name that no file system takes, such as one of 5000 letters
                return None
        return None

    def missing(self, parts: list[str] | None) -> _Found | None:
        """The nearest 404 page up the tree: so that of the locale."""
        folders = parts[:-1] if parts else []
        for depth in range(len(folders), -1, -1):
            if found := self.file([*folders[:depth], MISSING]):
                return found
        return None


class _Handler(BaseHTTPRequestHandler):
    site: _Site
    protocol_version = "HTTP/1.1"
    server_version = "guide"
    sys_version = ""
    disable_nagle_algorithm = True  # headers and body are two writes
    _sent: dict[str, str] | None = None

    def do_GET(self) -> None:
        """Answer with a file, or with none."""
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is a body, and no request
        path, mark, query = self.path.partition("?")
        parts = self.site.parts(path)
        if f"{path}/" == self.site.prefix or (parts and parts[-1] and self._is_page(parts)):
            self._redirect(f"{path}/{mark}{query}")
        elif self.site.editions and parts and parts[0] == SCRIPT:
            self._send_text(RELOAD.read_bytes(), RELOAD.name)
        elif self.site.editions and parts and parts[0] == EVENTS.rstrip("/"):
            self._send_events(self.site.editions, parts[-1])
        elif parts is None or (file := self.site.file(parts)) is None:
            self._missing(parts)
        else:
            self._send(file, HTTPStatus.OK)

    do_HEAD = do_GET  # noqa: N815 - the base class calls it so

    def _refuse(self) -> None:
        self.close_connection = True  # a body may follow
        self._start(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD", "Content-Length": "0"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def _is_page(self, parts: list[str]) -> bool:
        return self.site.file([*parts, ""]) is not None

    def _redirect(self, to: str) -> None:
        self._start(HTTPStatus.MOVED_PERMANENTLY, {"Location": to, "Content-Length": "0"})

    def _missing(self, parts: list[str] | None) -> None:
        if page := self.site.missing(parts):
            self._send(page, HTTPStatus.NOT_FOUND)
        else:
            self._send_text(b"Not found.\n", "not-found.txt", HTTPStatus.NOT_FOUND)

    def _send_text(self, body: bytes, name: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._start(status, {"Content-Type": media_type(name), "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self, editions: Editions, id: str) -> None:
        """Send the version of a locale's edition at each change, while the page is there to listen."""
        self.close_connection = True
        self._start(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        if self.command == "HEAD":
            return
        with suppress(OSError):  # the page is gone
            for version in editions.events(id, QUIET):
                self.wfile.write(f"data: {version}\n\n".encode() if version else b":\n\n")

    def _send(self, file: _Found, status: HTTPStatus) -> None:
        """Send a file, or of its compressed copies the best that the client accepts."""
        if self.site.editions and file.path.suffix == ".html":
            self._send_page(self.site.editions, file, status)
            return
        copies = {name: file.path.with_name(file.path.name + suffix) for name, suffix in ENCODINGS.items()}
        copies = {name: copy for name, copy in copies.items() if copy.is_file()}
        accepted = _accepted(self.headers.get("Accept-Encoding", ""))
        encoding = next((name for name in copies if name in accepted), "")
        try:
            content = copies.get(encoding, file.path).open("rb")
        except OSError:  # a build has just put another site in its place
            self._start(HTTPStatus.NOT_FOUND, {"Content-Length": "0"})
            return
        with content:
            state = os.fstat(content.fileno())
            said = {"Vary": "Accept-Encoding"} if copies else {}
            if status == HTTPStatus.OK:
                said["ETag"] = f'"{state.st_mtime_ns:x}-{state.st_size:x}{encoding and "-"}{encoding}"'
                said["Last-Modified"] = formatdate(state.st_mtime, usegmt=True)
                self._sent = response_headers(file.name, self.site.embedders)
                if self._is_known(said["ETag"], state.st_mtime):
                    self._start(HTTPStatus.NOT_MODIFIED, said)
                    return
            said["Content-Type"] = media_type(file.name)
            said["Content-Length"] = str(state.st_size)
            if encoding:
                said["Content-Encoding"] = encoding
            self._start(status, said)
            if self.command != "HEAD":
                shutil.copyfileobj(content, self.wfile)

    def _send_page(self, editions: Editions, file: _Found, status: HTTPStatus) -> None:
        """Send a page with the script that shows it anew. Nothing of that is in the file."""
        id, version = editions.seen(file.name)
        try:
            page = file.path.read_bytes()
        except OSError:  # a build has just put another site in its place
            page, status = b"", HTTPStatus.NOT_FOUND
        where = f"{self.site.prefix}{SCRIPT}", f"{self.site.prefix}{EVENTS}{id}"
        script = f'<script async src="{where[0]}" data-events="{where[1]}" data-version="{version}"></script>'
        before, body, after = page.rpartition(b"</body>")
        self._send_text(before + script.encode() + body + after, file.name, status)

    def _is_known(self, tag: str, modified: float) -> bool:
        """Whether the client has the very same already. A tag is exact, so where there is one it decides."""
        if tags := self.headers.get("If-None-Match"):
            return tags.strip() == "*" or tag in re.findall(r'"[^"]*"', tags)
        try:
            return int(modified) <= parsedate_to_datetime(self.headers["If-Modified-Since"]).timestamp()
        except (TypeError, ValueError, OverflowError):
            return False

    def _start(self, status: HTTPStatus, said: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in said.items():
            self.send_header(name, value)
        self.end_headers()

    def end_headers(self) -> None:
        """Add the headers that every response has, also those that the base class makes."""
        sent = self._sent or {**response_headers("", self.site.embedders), "Cache-Control": REVALIDATE}
        for name, value in sent.items():
            self.send_header(name, value)
        self._sent = None
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests are of no interest to a writer."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no error of ours."""


def make_server(
    folder: Path,
    port: int,
    embedders: Iterable[str] = (),
    prefix: str = "",
    editions: Editions | None = None,
) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only; port 0 takes a free one. Raises OSError when it is taken.

    `embedders` are the origins whose pages may show the site in a frame. With `prefix`, such as "/a/b/", the
    site is below that path, and anything else is not found. With `editions` its pages show themselves anew.
    """
    under = f"/{prefix.strip('/')}/" if prefix.strip("/") else "/"
    site = _Site(Path(folder), under, tuple(embedders), editions)
    handler: Any = type("Handler", (_Handler,), {"site": site})
    return _Server(("127.0.0.1", port), handler)


def _is_strange(name: str) -> bool:
    """Whether a name is hidden or a way out, or has a sign that some system gives a meaning to."""
    return name.startswith(".") or any(sign in name for sign in "\0\\:")


def _accepted(value: str) -> set[str]:
    """The encodings that a client accepts, of its header Accept-Encoding."""
    found = set()
    for item in value.lower().split(","):
        name, _, parameters = item.partition(";")
        weight = re.search(r"q=([\d.]+)", parameters)
        if not weight or weight[1].strip("0."):
            found.add(name.strip())
    return found


Look = dict[str, tuple[int, int]]
"""The files below some folders: path -> time of the last change in nanoseconds, size in bytes."""


def look(folders: Iterable[Path]) -> Look:
    """How the files below some folders, or the files themselves, are now."""
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
