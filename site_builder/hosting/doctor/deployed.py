"""Gathering a deployed guide for the embed doctor: from any page of it to its root, embed page and files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from site_builder.hosting.doctor.fetching import FetchError
from site_builder.hosting.doctor.responses import Deployed, Page, Response

ENGINE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.primary.wasm",
    "pyodide.secondary.wasm",
    "standard_library.zip",
    "snapshot.bin",
    "runtime.js",
    "worker.js",
    "engine.json",
    "outcome_card.js",
)
"""What every engine's folder holds, besides the scripts that pages name."""
NOBODYS = "there-is-no-such-page-embed-doctor/"
"""A name that no page of a guide has."""

_FOLDER = re.compile(r"(.*/)(?:engine|static)/[^/]+")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_IMPORT = re.compile(r"""\b(?:import|export)\b\s*(?:[\w$*{},\s]*?\bfrom\s*)?["'](\.{0,2}/[^"'\n]+)["']""")
_CONNECTIONS = 6
"""As many as browsers open to one host."""
_MOST = 500
"""Files that are fetched at most, should a host answer each with more."""


class Fetch(Protocol):
    """Fetches an address, for a page of `origin` if one is given. Raises FetchError."""

    def __call__(self, url: str, origin: str = "") -> Response:
        """The answer, whatever its status."""


def gather(fetch: Fetch, address: str, origins: Iterable[str] = ()) -> Deployed:
    """Fetch all that the doctor looks at, beginning with one page of the guide.

    The custom element's module is asked for by a page of each of `origins`, and by one of no known origin.
    Raises FetchError when the address gives no page of the guide.
    """
    asked = fetch(address)
    where = f"{address} leads to {asked.url}, which" if asked.way else asked.url
    if asked.status >= 400:
        raise FetchError(f"{where} has the status {asked.status}; give the address of a page that exists.")
    if not _is_page(asked):
        kind = asked.type or "no media type"
        raise FetchError(f"{where} is not a web page ({kind}); give the address of a page of the guide.")
    first = _page(asked)
    if not (root := _root(first)):
        raise FetchError(f"{where} is no page of the guide: it names none of the guide's scripts.")
    locale = _locale(first, root)
    page, why_not = _framed(fetch, asked, f"{root}{locale}/")
    content = _page(page)
    gathering = _Gathering(fetch, root)
    runtime = content.runtime or first.runtime
    manifest, no_manifest = _manifest(fetch, root)
    gathering.add(
        [
            f"{root}embed.js",
            content.tree or f"{root}{locale}/tree.json",
            *content.scripts,
            *content.styles,
            *([urljoin(runtime, name) for name in ENGINE_FILES] if runtime else ()),
            *(root + path for path in manifest if runtime and (root + path).startswith(runtime)),
        ]
    )
    return Deployed(
        root=root,
        locale=locale,
        asked=asked,
        page=page,
        content=content,
        no_embed_page=why_not,
        files=gathering.files,
        failed=gathering.failed,
        element={origin: tuple(_element(fetch, root, origin)) for origin in ("", *origins)},
        missing=_nothing(fetch, f"{root}{locale}/{NOBODYS}"),
        manifest=manifest,
        no_manifest=no_manifest,
    )


class _Gathering:
    """Files below the root, each fetched once, with the modules that they import."""

    def __init__(self, fetch: Fetch, root: str) -> None:
        self.fetch, self.root = fetch, root
        self.files: dict[str, Response] = {}
        self.failed: dict[str, str] = {}

    def add(self, addresses: Iterable[str]) -> None:
        wanted = list(addresses)
        while wanted := [url for url in dict.fromkeys(wanted) if self._is_new(url)]:
            with ThreadPoolExecutor(_CONNECTIONS) as pool:
                found = list(pool.map(self._try, wanted))
            for url, response in zip(wanted, found, strict=True):
                if isinstance(response, Response):
                    self.files[url] = response
                else:
                    self.failed[url] = response
            wanted = [address for url in wanted for address in imports(self.files.get(url))]

    def _is_new(self, url: str) -> bool:
        seen = len(self.files) + len(self.failed)
        return url.startswith(self.root) and seen < _MOST and url not in self.files and url not in self.failed

    def _try(self, url: str) -> Response | str:
        try:
            return self.fetch(url)
        except FetchError as error:
            return str(error)


def imports(response: Response | None) -> Iterator[str]:
    """The addresses of the modules that a script imports when it is loaded."""
    if response and response.status == 200 and urlsplit(response.url).path.endswith(".js"):
        for name in _IMPORT.findall(response.body.decode("utf-8", "replace")):
            yield urljoin(response.url, name)


def _is_page(response: Response) -> bool:
    return response.type in {"text/html", "application/xhtml+xml"}


def _page(response: Response) -> Page:
    return Page(response.url, response.body.decode("utf-8", "replace"))


def _root(page: Page) -> str:
    """The site's root, by what a page says of the folders that lie there; "" where it says nothing."""
    for address in (page.runtime, *page.scripts, *page.styles):
        if (folder := _FOLDER.match(address)) and page.url.startswith(folder[1]):
            return folder[1]
    return ""


def _locale(page: Page, root: str) -> str:
    below = page.url.partition("?")[0].removeprefix(root)
    for address in (below, *(link.removeprefix(root) for link in page.links)):
        name = address.partition("/")[0]
        if _LOCALE.fullmatch(name):
            return name
    raise FetchError(f"{page.url} leads to no language of the guide; give the address of one: {root}en-US/.")


def _framed(fetch: Fetch, asked: Response, home: str) -> tuple[Response, str]:
    """The page to show in frames, and why it is not the embed page, if so."""
    why = ""
    for address in (f"{home}embed/", home):
        try:
            page = asked if asked.url.partition("?")[0] == address else fetch(address)
        except FetchError as error:
            why = why or str(error)
            continue
        if page.status == 200 and _is_page(page) and _page(page).runtime:
            return page, why
        why = why or (
            f"{address} has the status {page.status}."
            if page.status != 200
            else f"{address} does not show the decision tree."
        )
    return asked, why


def _element(fetch: Fetch, root: str, origin: str) -> Iterator[Response | str]:
    """The custom element's module and all that it imports, as a page of `origin` asks for them."""
    wanted, seen = [f"{root}embed.js"], set[str]()
    while wanted and len(seen) < _MOST:
        url = wanted.pop(0)
        if url in seen or not url.startswith(root):
            continue
        seen.add(url)
        try:
            response = fetch(url, origin or "https://intranet.example.org")
        except FetchError as error:
            yield str(error)
            continue
        yield response
        wanted += imports(response)


def _manifest(fetch: Fetch, root: str) -> tuple[dict[str, str], str]:
    """The hashes that the build wrote down, by path; or none, and why."""
    address = f"{root}manifest.json"
    try:
        response = fetch(address)
    except FetchError as error:
        return {}, str(error)
    if response.status != 200:
        return {}, f"{address} has the status {response.status}."
    try:
        files = json.loads(response.body)["files"]
        return {str(path): str(entry["sha256"]).lower() for path, entry in files.items()}, ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, f"{address} is not what the build writes there."


def _nothing(fetch: Fetch, address: str) -> Response | None:
    try:
        return fetch(address)
    except FetchError:
        return None
