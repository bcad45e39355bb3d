"""A small guide as a host serves it, with headers to spoil: on loopback, or as if it were somewhere else."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import brotli
import httpx

from site_builder.hosting.headers import media_type, response_headers

EMBEDDERS = (
    "https://*.sharepoint.com",
    "https://teams.microsoft.com",
    "https://*.teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://*.office.com",
    "https://*.atlassian.net",
)
ENGINE = "engine/1a2b3c/"
PAGE = """<!doctype html>
<html lang="en-US"><head><meta charset="utf-8"><title>Guide</title>
<link rel="icon" href="{up}static/favicon.1a2b.svg">
<link rel="stylesheet" href="{up}static/embed.3c4d.css">
<script src="{up}engine/1a2b3c/look.js"></script>
</head><body>
<a href="https://portal.example.net/" hreflang="nl">A portal</a>
<div id="guide" data-tree="{tree}" data-worker="{up}engine/1a2b3c/worker.js"></div>
<script type="module" src="{up}engine/1a2b3c/embedded.js"></script>
</body></html>
"""
ROOT_PAGE = """<!doctype html>
<html lang="en-US"><head><script type="module" src="engine/1a2b3c/language_choice.js"></script></head><body>
<a href="en-US/" hreflang="en-US">English</a><a href="nl-NL/" hreflang="nl-NL">Nederlands</a></body></html>
"""

Matches = Callable[[str], bool]
_brotli = partial(brotli.compress, quality=1)


def files() -> dict[str, bytes]:
    """The files of the site by their path, with a manifest that is right."""
    padding = "// so that packing gains something\n" * 100
    texts = {
        "index.html": ROOT_PAGE,
        "404.html": "<!doctype html><title>Not found</title>",
        "en-US/index.html": PAGE.format(up="../", tree="tree.json"),
        "en-US/embed/index.html": PAGE.format(up="../../", tree="../tree.json") + "<!-- -->" * 400,
        "en-US/tree.json": json.dumps({"format": 2, "words": ["word"] * 400}),
        "embed.js": f'import "./{ENGINE}element.js";\n',
        "static/favicon.1a2b.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static/embed.3c4d.css": "body { margin: 0 }\n" * 100,
        f"{ENGINE}element.js": f'import {{ Channel }} from "./channel.js";\n{padding}',
        f"{ENGINE}channel.js": "export class Channel {}\n",
        f"{ENGINE}language_choice.js": "location.replace('en-US/');\n",
        f"{ENGINE}look.js": "document.body.dataset.look = '';\n",
        f"{ENGINE}embedded.js": f'import {{\n  Guide,\n}} from "./guide.js";\n{padding}',
        f"{ENGINE}guide.js": f"/** @param {{import('./no.js').No}} it */\nexport class Guide {{}}\n{padding}",
        f"{ENGINE}worker.js": f'const {{ loadPyodide }} = await import("./pyodide.mjs");\n{padding}',
        f"{ENGINE}pyodide.mjs": f"export function loadPyodide() {{}}\n{padding}",
        f"{ENGINE}pyodide.asm.mjs": padding,
        f"{ENGINE}runtime.js": padding,
        f"{ENGINE}outcome_card.js": padding,
        f"{ENGINE}engine.json": '{"lock": {}}',
    }
    found = {path: text.encode() for path, text in texts.items()}
    for part in ("primary", "secondary"):
        found[f"{ENGINE}pyodide.{part}.wasm"] = b"\0asm\1\0\0\0" * 1000
    found[f"{ENGINE}standard_library.zip"] = b"PK" * 2000
    found[f"{ENGINE}snapshot.bin"] = b"GSN1" * 1000
    hashes = {
        path: {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)} for path, body in found.items()
    }
    return {**found, "manifest.json": json.dumps({"files": hashes}).encode()}


@dataclass
class Host:
    """Serves the files below `folder` as our recipes do, but for the rules: of these the last one counts."""

    folder: str = "/"
    files: dict[str, bytes] = field(default_factory=files)
    rules: list[tuple[Matches, str, tuple[str, ...]]] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    rewrites: str = ""
    missing: int = 404
    packs: tuple[str, ...] = ("br", "gzip")
    asked: list[dict[str, str]] = field(default_factory=list)

    def send(self, name: str, *values: str, to: Matches = lambda path: True) -> Host:
        """From now on send a header with these values, once each, or not at all; instead of what was sent."""
        self.rules.append((to, name, values))
        return self

    def answer(self, path: str, request: dict[str, str]) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers and body for the path of an address."""
        self.asked.append(request)
        if path in self.redirects:
            return 302, [("Location", self.redirects[path])], b""
        name = path.removeprefix(self.folder) if path.startswith(self.folder) else "?"
        name = f"{name}index.html" if name == "" or name.endswith("/") else name
        status = 200
        if name not in self.files:
            name, status = (self.rewrites, 200) if self.rewrites else ("404.html", self.missing)
        body = self.files[name]
        sent = {
            **response_headers(name, EMBEDDERS),
            "Content-Type": media_type(name),
            "ETag": f'"{len(body)}"',
        }
        if urlsplit(path).path.endswith((".js", ".css", ".mjs", ".json", ".html", ".wasm", "/")):
            packing = next((one for one in self.packs if one in request.get("accept-encoding", "")), "")
            sent |= {"Content-Encoding": packing} if packing else {}
            body = {"br": _brotli, "gzip": gzip.compress}.get(packing, bytes)(body)
        pairs = list(sent.items())
        for matches, header, values in self.rules:
            if matches(name):
                pairs = [pair for pair in pairs if pair[0].lower() != header.lower()]
                pairs += [(header, value) for value in values]
        return status, pairs, body

    def transport(self) -> httpx.MockTransport:
        """Answers of the host without a network, whatever the scheme and name of its address."""

        def answer(request: httpx.Request) -> httpx.Response:
            asked = {name.lower(): value for name, value in request.headers.items()}
            status, pairs, body = self.answer(request.url.path, asked)
            return httpx.Response(status, headers=pairs, stream=httpx.ByteStream(body))

        return httpx.MockTransport(answer)


@contextmanager
def on_loopback(host: Host) -> Iterator[str]:
    """Serve it, and give the address of its root."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are two packets: the second would wait 40 ms

        def do_GET(self) -> None:  # the name that http.server calls
            request = {name.lower(): value for name, value in self.headers.items()}
            status, pairs, body = host.answer(self.path.partition("?")[0], request)
            self.send_response(status)
            for name, value in pairs:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            if not isinstance(sys.exception(), ConnectionError):  # a browser that has gone on
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{host.folder}"
        finally:
            server.shutdown()
            thread.join()
