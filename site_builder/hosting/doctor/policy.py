"""Content-Security-Policy (CSP) as browsers read it: which directive rules, which origins a list allows.

The rules are those of Content Security Policy Level 3: of a directive that is stated twice the first counts;
of several policies every one must allow a thing; what has no directive of its own is ruled by the next of
its fallbacks; a source without a scheme takes that of the page, and http allows https.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

Directives = Mapping[str, tuple[str, ...]]
"""One policy: the name of each directive, in lower case, and its values as they are written."""

FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "script-src-elem": ("script-src", "default-src"),
    "script-src": ("default-src",),
    "worker-src": ("child-src", "script-src", "default-src"),
    "connect-src": ("default-src",),
    "style-src-elem": ("style-src", "default-src"),
    "img-src": ("default-src",),
}
"""The directives that are asked, one after the other, where a policy does not have the one in front."""
LONGEST = 16_000
"""Characters of a header that are read. A host could send so many sources that comparing takes minutes."""

_PORTS = {"http": "80", "https": "443"}
_SOURCE = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>\d+|\*))?(?P<path>/[^?#]*)?"
)
_ANY = "any-host.of-all"
"""Stands for the * of an origin with a wildcard: hosts of which no list speaks by name."""


def parse(value: str) -> list[Directives]:
    """The policies of a header, which may hold several between commas. Reads anything, as browsers do."""
    policies: list[Directives] = []
    for part in value[:LONGEST].split(","):
        directives: dict[str, tuple[str, ...]] = {}
        for directive in part.split(";"):
            name, *values = directive.split() or [""]
            if name:
                directives.setdefault(name.lower(), tuple(values))
        if directives:
            policies.append(directives)
    return policies


def ruling(policy: Directives, directive: str) -> str:
    """The name of the directive that rules what `directive` is for; "" when none does, and all is allowed."""
    return next((name for name in (directive, *FALLBACKS.get(directive, ())) if name in policy), "")


def is_place(source: str) -> bool:
    """Whether a source names hosts that a frame's page may have; those with a path name none."""
    stated = _SOURCE.fullmatch(source.lower())
    return source.lower() in {"http:", "https:"} or bool(stated and stated["path"] in {None, "/"})


def allows(sources: Sequence[str], origin: str, own: str) -> bool:
    """Whether a list allows an origin, and of one with a * all that it stands for; `own` is the page's."""
    if origin == "*" or origin.endswith(":*"):  # any host, any port
        return "*" in sources or (origin != "*" and origin in sources)
    return any(_matches(source, origin.replace("*", _ANY), own) for source in sources)


def allows_part(sources: Sequence[str], origin: str, own: str) -> list[str]:
    """The sources that allow a part of what an https origin with a * stands for, as one company's host."""
    return [
        source
        for source in sources
        if "*" in origin and is_place(source) and (stated := _SOURCE.fullmatch(source.lower()))
        if stated["host"] != "*" and stated["port"] in {None, "*", "443"}
        if _matches(origin, f"https://{stated['host'].replace('*', _ANY)}", own)
    ]


def origin_of(url: str) -> str:
    """The origin of an address, without the port that its scheme has anyway. Raises ValueError."""
    split = urlsplit(url)
    host = f"[{split.hostname}]" if ":" in (split.hostname or "") else split.hostname
    usual = split.port is None or str(split.port) == _PORTS.get(split.scheme)
    return f"{split.scheme}://{host}{'' if usual else f':{split.port}'}"


def _matches(source: str, origin: str, own: str) -> bool:
    source = own if source.lower() == "'self'" else source.lower()
    found, stated = _SOURCE.fullmatch(origin), _SOURCE.fullmatch(source)
    if not found or not found["scheme"]:
        return False
    if source in {"*", f"{found['scheme']}:"} or (source, found["scheme"]) == ("http:", "https"):
        return True
    if not stated:
        return False
    scheme, port = stated["scheme"] or urlsplit(own).scheme, found["port"] or _PORTS.get(found["scheme"])
    host = stated["host"]
    return (
        found["scheme"] in ({"http", "https"} if scheme == "http" else {scheme})
        and (host in {"*", found["host"]} or (host[:2] == "*." and found["host"].endswith(host[1:])))
        and (stated["port"] in {"*", port} or (not stated["port"] and port == _PORTS.get(found["scheme"])))
    )
