"""What the embed doctor looks at, and what it says: responses, a deployed guide, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from site_builder.hosting.doctor.content_policy import Directives, origin_of, parse

Level = Literal["ok", "advice", "problem"]

POLICY_HEADER = "Content-Security-Policy"
EVERY_FILE = "every file"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is right, could be better, or is wrong.

    `header` is a whole line to send for the files that `where` names; `remove` names one to send no more.
    """

    level: Level
    title: str
    text: str
    header: str | None = None
    where: str = ""
    remove: str = ""


@dataclass(frozen=True, kw_only=True)
class Response:
    """What came for an address: `url` is where it came from at last, `way` the addresses that led there.

    `headers` are pairs in the order in which they came, repeated ones kept; `body` is unpacked.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    way: tuple[str, ...] = ()

    def all(self, name: str) -> list[str]:
        """Every value of a header, whatever the case of its name."""
        return [value.strip() for key, value in self.headers if key.lower() == name.lower()]

    def get(self, name: str) -> str:
        """A header's values with commas between them; "" when it is not there."""
        return ", ".join(self.all(name))

    @property
    def type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.get("Content-Type").partition(";")[0].strip().lower()

    @cached_property
    def policies(self) -> list[Directives]:
        """The policies of its headers: browsers keep to every one of them."""
        return [policy for value in self.all(POLICY_HEADER) for policy in parse(value)]


class Page(HTMLParser):
    """What an HTML page loads. Addresses are whole; relative ones are taken from `url`."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url = url
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.images: list[str] = []
        self.frames: list[str] = []
        self.policies: list[Directives] = []
        self.links: list[str] = []
        self.tree = self.runtime = ""
        with suppress(AssertionError):  # which it raises at <![ and nonsense
            self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element names."""
        given = {name: value or "" for name, value in attrs}
        rel = given.get("rel", "").lower().split()
        for attribute, applies, found in (
            ("src", tag == "script", self.scripts),
            ("href", tag == "link" and "stylesheet" in rel, self.styles),
            ("href", tag == "link" and "icon" in rel, self.images),
            ("src", tag == "img", self.images),
            ("src", tag == "iframe", self.frames),
            ("href", tag == "a" and "hreflang" in given, self.links),
        ):
            if applies and given.get(attribute):
                found.append(self._whole(given[attribute]))
        if tag == "meta" and given.get("http-equiv", "").lower() == POLICY_HEADER.lower():
            self.policies += parse(given.get("content", ""))
        if given.get("id") == "guide" and given.get("data-runtime"):
            self.runtime = self._whole(given["data-runtime"])
            self.tree = self._whole(given["data-tree"]) if given.get("data-tree") else ""

    @property
    def loaded(self) -> list[str]:
        """Every address of which a page loads something by itself."""
        own = [address for address in (self.tree, self.runtime) if address]
        return [*self.scripts, *self.styles, *self.images, *self.frames, *own]

    def _whole(self, address: str) -> str:
        try:
            return urljoin(self.url, address.strip()).partition("#")[0]
        except ValueError:  # such as http://[
            return self.url


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """A guide as its host serves it.

    `page` is the one to show in frames: the embed page, or, for the reason in `no_embed_page`, another.
    `files` holds what belongs to it by address, `failed` why others did not come. `element` has the module of
    the custom element and all that it imports, in that order, by the origin that asked; "" where none was
    named. `missing` answers an address that is nobody's. `manifest` has the SHA-256 of each file by its path,
    in hexadecimal; `no_manifest` says why there is none.
    """

    root: str
    locale: str
    asked: Response
    page: Response
    content: Page
    no_embed_page: str = ""
    files: Mapping[str, Response] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    element: Mapping[str, tuple[Response | str, ...]] = field(default_factory=dict)
    missing: Response | None = None
    manifest: Mapping[str, str] = field(default_factory=dict)
    no_manifest: str = ""

    @property
    def origin(self) -> str:
        """The guide's own origin."""
        return origin_of(self.page.url)

    @property
    def present(self) -> list[Response]:
        """The page and its files, as far as they are there."""
        return [response for response in (self.page, *self.files.values()) if response.status == 200]

    def path(self, url: str) -> str:
        """An address as a path from the site's root, with the name that a page has among the files."""
        path = unquote(url.partition("?")[0].removeprefix(self.root))
        return f"{path}index.html" if path == "" or path.endswith("/") else path

    def suffix(self, response: Response) -> str:
        """The end of a file's name, such as ".js", in lower case."""
        return PurePosixPath(self.path(response.url)).suffix.lower()


def named(names: Iterable[str]) -> str:
    """A few names in a row, and how many more there are."""
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - 4} more" if len(every) > 5 else ""
    return ", ".join(every[: 4 if more else 5]) + more


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own, which browsers trust without https."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.endswith(".localhost") or host.startswith("127.")


def is_bare(url: str) -> bool:
    """Whether an address is http where a page of https would not let it through."""
    return urlsplit(url).scheme == "http" and not is_loopback(url)
