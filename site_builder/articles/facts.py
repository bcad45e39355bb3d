"""facts.yml of a draft: labels of bold words, and what an article links to: portals, links, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from site_builder.articles.ids import Ids, make_id
from site_builder.articles.register import source_of
from site_builder.guide import inline

_PORTAL = re.compile(
    r"^(?:portal|console|admin|app|apps|dashboard|login|signin|my|account|accounts|manage)\b|\.console\."
)


@dataclass
class _Named:
    id: str
    value: dict[str, Any]
    facts: list[str]


@dataclass
class FactsFile:
    """What texts of the draft refer to, each once. `loose_bold` are bold words that are no label, by line."""

    ids: Ids
    labels: dict[str, _Named] = field(default_factory=dict)
    links: dict[tuple[str, str], _Named] = field(default_factory=dict)
    portals: dict[tuple[str, str], _Named] = field(default_factory=dict)
    addresses: dict[str, _Named] = field(default_factory=dict)
    loose_bold: list[tuple[int, str]] = field(default_factory=list)

    def label(self, words: str, source: list[str]) -> str:
        """The id of a label."""
        if words not in self.labels:
            id = self.ids.take("label", make_id(words, "label"))
            self.labels[words] = _Named(id, {"id": id, "text": words}, [])
        return _cited(self.labels[words], source).id

    def link(self, url: str, name: str, source: list[str]) -> str:
        """The kind and id of an address, as a reference has them: a portal where one signs in or calls."""
        parts = urlsplit(url)
        shown = url.removeprefix("https://").rstrip("/")
        is_portal = parts.scheme != "https" or (
            parts.path.count("/") <= 2
            and not parts.query
            and _PORTAL.search(parts.hostname or "") is not None
        )
        name = name or (shown if parts.scheme == "https" else parts.path)
        if len(name) > 100:
            name = f"{name[:99]}…"
        listed, kind = (self.portals, "portal") if is_portal else (self.links, "link")
        key = (url, name)
        if key not in listed:
            id = self.ids.take(kind, make_id(name, kind))
            listed[key] = _Named(id, {"id": id, "name": _name(name, shown), "url": url}, [])
        return f"{kind}:{_cited(listed[key], source).id}"

    def address(self, start: str, placeholder: str, source: list[str]) -> str:
        """The id of an address that a reader completes."""
        slug = re.sub(r"[^a-z]+", "-", placeholder.lower()).strip("-") or "name"
        pattern = f"{start}<{slug}>"
        if pattern not in self.addresses:
            id = self.ids.take("address", make_id(f"{urlsplit(start).hostname} {slug}", "address"))
            value = {"id": id, "name": placeholder, "pattern": pattern, "placeholder": placeholder}
            self.addresses[pattern] = _Named(id, value, [])
        return _cited(self.addresses[pattern], source).id

    def as_yaml(self) -> dict[str, Any]:
        """The value of the file."""
        listed = {
            "portals": self.portals.values(), "labels": self.labels.values(),
            "links": self.links.values(), "addresses": self.addresses.values(),
        }  # fmt: skip
        return {
            key: [{**one.value, "source": source_of(one.facts or ["F1"])} for one in of]
            for key, of in listed.items()
            if of
        }


def _name(words: str, address: str) -> str:
    """A name that a text may be: the words of a link, or else its address without what begins it."""
    for name in (words, address.removeprefix("www.")):
        escaped = re.sub(r"([{}])", r"\1\1", name.replace("`", "’"))
        if not inline.find_faults(escaped):
            return escaped
    return urlsplit(f"https://{address}").hostname or "link"


def _cited(named: _Named, source: list[str]) -> _Named:
    named.facts += [fact for fact in source[:1] if len(named.facts) < 3 and fact not in named.facts]
    return named
