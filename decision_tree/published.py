"""A published guide: its tree, from the address or the folder of a built site, or of one of its locales.

Of a site, the tree must be the one that its certificate names: the one that was proved.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from decision_tree.json_form import load_tree
from decision_tree.model import Tree, TreeError
from decision_tree.refusals import nearest
from decision_tree.states import StateSpace
from decision_tree.typed_answers import entry_faults

CERTIFICATE = "certificate.json"
TREE = "tree.json"
LARGEST = 20 * 2**20
"""Bytes of a file that is read; the shipped guide's largest tree has 0.2 million."""
TIMEOUT = 20.0
"""Seconds without a byte after which an address is given up."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class PublishedError(Exception):
    """There is no guide there, or none that can be used. The message is one printable sentence."""

    def __init__(self, message: str) -> None:
        super().__init__("".join(sign if sign.isprintable() else "�" for sign in message))


@dataclass(frozen=True, slots=True)
class Published:
    """A guide's tree in one locale, and the address of its page: "" where it was read from a folder."""

    tree: Tree
    page: str = ""


def read_published(place: str, locale: str | None = None) -> Published:
    """The guide at an address or in a folder, of a site or of one of its locales; or in a tree.json.

    Of a site, `locale` chooses; without it, the first: its source. Raises PublishedError.
    """
    is_address = "://" in place
    if is_address:
        _check(place)
        place = place.partition("#")[0].partition("?")[0]  # as copied while answering
    base = place if not is_address or place.endswith((".json", ".html", "/")) else f"{place}/"
    read = _fetch if is_address else _read
    if place.endswith(".json"):
        return _published(base, read(base), is_address, locale)
    certificate = read(_below(base, CERTIFICATE))
    if certificate is None:
        where = _below(base, TREE)
        return _published(where, read(where), is_address, locale)
    trees = _trees(base, certificate)
    chosen = locale or next(iter(trees))
    if chosen not in trees:
        raise PublishedError(f"{place} has no locale {chosen!r}{nearest(chosen, list(trees))}.")
    where = _below(base, f"{chosen}/{TREE}")
    content = read(where)
    if content is not None and hashlib.sha256(content).hexdigest() != trees[chosen]:
        raise PublishedError(
            f"{where} is not the tree that {CERTIFICATE} there proves: publish the site anew."
        )
    return _published(where, content, is_address, locale)


def _below(base: str, name: str) -> str:
    return urljoin(base, name) if "://" in base else str(Path(base) / name)


def _trees(base: str, certificate: bytes) -> Mapping[str, str]:
    """Locales of a certificate, the source first, with the SHA-256 of each tree. Raises PublishedError."""
    try:
        trees = json.loads(certificate)["trees"]
    except (ValueError, RecursionError, KeyError, TypeError):
        trees = None
    if not isinstance(trees, dict) or not trees or not all(isinstance(one, str) for one in trees.values()):
        raise PublishedError(f"{_below(base, CERTIFICATE)} is not the certificate of a guide.")
    return trees


def _published(where: str, content: bytes | None, is_address: bool, locale: str | None) -> Published:
    """The guide in a tree.json. Raises PublishedError."""
    if content is None:
        raise PublishedError(
            f"There is no guide there ({where}): name the address or the folder of a built site."
        )
    try:
        tree = load_tree(content.decode("utf-8"))
        StateSpace(tree)
        for fault in entry_faults(tree):
            raise TreeError(fault)
    except UnicodeDecodeError:
        raise PublishedError(f"{where}: this is not UTF-8 text, so not a {TREE}.") from None
    except TreeError as error:
        raise PublishedError(f"{where}: {error}.") from None
    if locale not in (None, tree.locale):
        raise PublishedError(
            f"{where} is in the locale {tree.locale}, not {locale}: name the site to choose one."
        )
    return Published(tree, urljoin(where, ".") if is_address else "")


def _read(path: str) -> bytes | None:
    """The content of a file; None where there is none. Raises PublishedError."""
    try:
        with Path(path).open("rb") as file:
            return _limited(path, file.read)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PublishedError(f"{path}: {error.strerror or error}.") from None


def _fetch(address: str) -> bytes | None:
    """What is at an address; None where its server says that there is nothing. Raises PublishedError."""
    handlers: list[urllib.request.BaseHandler] = [_SameRules()]
    if urlsplit(address).hostname in LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))  # no proxy of the environment leads to this machine
    request = urllib.request.Request(address, headers={"User-Agent": "decision-tree-mcp/1"})
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=TIMEOUT) as response:
            return _limited(address, response.read)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (404, 410):
            return None
        raise PublishedError(f"{address} cannot be read: status {error.code}.") from None
    except TimeoutError:
        raise PublishedError(f"{address} did not answer within {TIMEOUT:.0f} seconds.") from None
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            raise PublishedError(f"{address} did not answer within {TIMEOUT:.0f} seconds.") from None
        raise PublishedError(f"{address} gave no answer: {str(reason).rstrip('.')}.") from None


def _limited(where: str, read: Callable[[int], bytes]) -> bytes:
    """What can be read, if it is no larger than any file of a guide. Raises PublishedError."""
    content = read(LARGEST + 1)
    if len(content) > LARGEST:
        raise PublishedError(f"{where} is larger than any file of a guide.")
    return content


def _check(address: str) -> None:
    """Raises PublishedError for an address that is not encrypted, except on this machine."""
    try:
        parts = urlsplit(address)
        allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        usable = bool(parts.hostname) and parts.username is None
    except ValueError:
        allowed = usable = False
    if not (allowed and usable):
        raise PublishedError(
            f"{address} cannot be read: expected an address that begins with https://, or http://localhost."
        )


class _SameRules(urllib.request.HTTPRedirectHandler):
    """Follows a redirect on the same host, under the rules for addresses."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        try:
            _check(newurl)
            if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
                raise PublishedError(
                    f"{req.full_url} leads to {newurl}, on another host: name it if the guide is there."
                )
        except PublishedError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)
