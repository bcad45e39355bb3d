"""A deployed guide as the embed doctor fetches it: from any page of it to its root, embed page and files."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

import httpx
from selectolax.lexbor import LexborHTMLParser

from site_builder.hosting.doctor.fetch import Client, FetchError, Response

MOST_FILES = 200
"""Files that are fetched at most, should a manifest name more."""
LARGEST_PAGE = 2 * 2**20
"""Bytes of a page that are read."""
PATIENCE = 300.0
"""Seconds for all of it."""

_FOLDER = re.compile(r"(.*/)(?:engine|static)/[^/]+")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_IMPORT = re.compile(r"""\b(?:import|from)\s*["'](\.{1,2}/[^"'\n]+)["']""")
_RUNTIME = re.compile(r'"(\.\./[0-9a-f]{12}/[a-z_.]+)"')
"""A file of the runtime as the worker names it; for where no manifest does."""


class Page:
    """What an HTML page loads, as whole addresses; `links` are those of its languages."""

    def __init__(self, response: Response) -> None:
        self.url = response.url
        html = LexborHTMLParser(response.body[:LARGEST_PAGE].decode("utf-8", "replace"))
        self.links = self._addresses(html, "a[hreflang]", "href")
        self.worker = "".join(self._addresses(html, "#guide[data-worker]", "data-worker")[:1])
        self.tree = "".join(self._addresses(html, "#guide[data-tree]", "data-tree")[:1])
        self.loaded = self._addresses(html, "script[src], img[src], iframe[src]", "src")
        self.loaded += self._addresses(html, "link[rel~=stylesheet], link[rel~=icon]", "href")

    def _addresses(self, html: LexborHTMLParser, selector: str, attribute: str) -> list[str]:
        found: list[str] = []
        for element in html.css(selector):
            with suppress(ValueError):  # such as http://[
                address = (element.attributes[attribute] or "").strip()
                found.append(urljoin(self.url, address).partition("#")[0])
        return found


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A guide as its host serves it.

    `page` is the one to show in frames: the embed page, or, for the reason in `no_embed_page`, the one that
    was asked for. `files` holds what belongs to it. `element` has the module of the custom element and all
    that it imports, by the origin that asked; "" where none was named. `missing` answers an address that is
    nobody's. `manifest` has the SHA-256 of each file by its path; `no_manifest` says why there is none.
    """

    root: str
    asked: Response
    page: Response
    content: Page
    no_embed_page: str
    files: tuple[Response, ...]
    element: Mapping[str, tuple[Response, ...]]
    missing: Response
    manifest: Mapping[str, str]
    no_manifest: str

    @property
    def present(self) -> list[Response]:
        """The page and its files, as far as they are there."""
        return [response for response in (self.page, *self.files) if not response.fault]

    def path(self, response: Response) -> str:
        """The path of a file from the site's root, with the name that a page has among the files."""
        path = unquote(response.url.partition("?")[0].removeprefix(self.root))
        return f"{path}index.html" if path == "" or path.endswith("/") else path


async def gather(
    address: str, origins: Iterable[str] = (), transport: httpx.AsyncBaseTransport | None = None
) -> Deployment:
    """Fetch all that the doctor looks at, beginning with one page of the guide.

    The custom element's module is asked for by a page of each of `origins`, and by one of no known origin.
    Raises FetchError when the address gives no page of the guide.
    """
    try:
        async with asyncio.timeout(PATIENCE), Client(address, transport) as client:
            return await _gather(client, address, ["", *origins])
    except TimeoutError:
        raise FetchError(f"The files of {address} had not come after {PATIENCE:.0f} seconds.") from None


async def _gather(client: Client, address: str, origins: list[str]) -> Deployment:
    asked = await client.get(address)
    where = f"{address} leads to {asked.url}, which" if asked.steps else asked.url
    if asked.fault:
        raise FetchError(f"{where} has the {asked.fault}; give the address of a page that exists.")
    if asked.type != "text/html":
        kind = asked.type or "no media type"
        raise FetchError(f"{where} is not a web page ({kind}); give the address of a page of the guide.")
    content = Page(asked)
    if not (root := _root(content)):
        raise FetchError(f"{where} is no page of the guide: it names none of the guide's scripts.")
    home = f"{root}{_locale(content, root)}/"
    page, no_embed_page = await client.find(f"{home}embed/"), ""
    if not page.fault and page.type == "text/html" and Page(page).worker:
        content = Page(page)
    else:
        no_embed_page = f"{home}embed/: {page.fault or 'it does not show the decision tree'}."
        page = asked
    manifest, no_manifest = _manifest(await client.find(f"{root}manifest.json"))
    listed = [root + path for path in manifest if path.startswith("engine/")]
    wanted = [f"{root}embed.js", content.tree or f"{home}tree.json", *content.loaded]
    wanted += listed or await _runtime(client, content.worker)
    wanted = [url for url in dict.fromkeys(wanted) if url.startswith(root)][:MOST_FILES]
    return Deployment(
        root=root,
        asked=asked,
        page=page,
        content=content,
        no_embed_page=no_embed_page,
        files=tuple(await asyncio.gather(*map(client.find, wanted))),
        element={origin: await _element(client, root, origin) for origin in origins},
        missing=await client.find(f"{home}there-is-no-such-page-embed-doctor/"),
        manifest=manifest,
        no_manifest=no_manifest,
    )


async def _runtime(client: Client, worker: str) -> list[str]:
    """The worker and the files that it names, as addresses; none where a page names no worker."""
    if not worker:
        return []
    response = await client.find(worker)
    script = "" if response.fault else response.body.decode("utf-8", "replace")
    return [worker, *(urljoin(worker, name) for name in _RUNTIME.findall(script))]


def _root(page: Page) -> str:
    """The site's root, by what a page says of the folders that lie there; "" where it says nothing."""
    folders = filter(None, map(_FOLDER.match, (page.worker, *page.loaded)))
    return next((folder[1] for folder in folders if page.url.startswith(folder[1])), "")


def _locale(page: Page, root: str) -> str:
    for address in (page.url, *page.links):
        name = address.partition("?")[0].removeprefix(root).partition("/")[0]
        if _LOCALE.fullmatch(name):
            return name
    raise FetchError(f"{page.url} leads to no language of the guide; give the address of one: {root}en-US/.")


async def _element(client: Client, root: str, origin: str) -> tuple[Response, ...]:
    """The custom element's module and all that it imports, as a page of `origin` asks for them."""
    wanted, found = [f"{root}embed.js"], dict[str, Response]()
    while wanted and len(found) < MOST_FILES:
        url = wanted.pop(0)
        if url not in found and url.startswith(root):
            found[url] = await client.find(url, origin or "https://intranet.example.org")
            script = "" if found[url].fault else found[url].body.decode("utf-8", "replace")
            wanted += [urljoin(found[url].url, name) for name in _IMPORT.findall(script)]
    return tuple(found.values())


def _manifest(response: Response) -> tuple[dict[str, str], str]:
    """The hashes that the build wrote down, by path; or none, and why."""
    if response.fault:
        return {}, f"{response.url}: {response.fault}."
    try:
        files = json.loads(response.body)["files"]
        return {str(path): str(entry["sha256"]).lower() for path, entry in files.items()}, ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, f"{response.url} is not what the build writes there."
