"""Content-Security-Policy as browsers read it: policies, which directive rules a thing, what a list allows.

The rules are those of Content Security Policy Level 3: of a directive that is stated twice the first counts;
of several policies every one must allow a thing; what has no directive of its own is ruled by the next of
its fallbacks; a list without a scheme takes that of the page, and http allows https.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, unquote, urlsplit

Directives = Mapping[str, tuple[str, ...]]
"""One policy: the name of each directive, in lower case, and its values as they are written."""

FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "script-src-elem": ("script-src", "default-src"),
    "script-src": ("default-src",),
    "worker-src": ("child-src", "script-src", "default-src"),
    "connect-src": ("default-src",),
    "style-src-elem": ("style-src", "default-src"),
    "img-src": ("default-src",),
    "frame-src": ("child-src", "default-src"),
}
"""The directives that are asked, one after the other, where a policy does not have the one in front."""

_PORTS = {"http": "80", "https": "443", "ws": "80", "wss": "443"}
_UPGRADES = {"http": {"https"}, "ws": {"wss", "http", "https"}, "wss": {"https"}}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>\d+|\*))?(?P<path>/[^?#]*)?",
    re.IGNORECASE,
)
_ANY = "any-host.of-all"
"""Stands for the * of an origin with a wildcard: hosts of which no list speaks by name."""


def parse(value: str) -> list[Directives]:
    """The policies of one header, which may hold several between commas. Reads anything, as browsers do."""
    policies: list[Directives] = []
    for part in value.split(","):
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


def permits(policy: Directives, directive: str, url: str, own: str) -> bool:
    """Whether a page of the origin `own` may load `url` for what `directive` is for."""
    name = ruling(policy, directive)
    if not name:
        return True
    sources = policy[name]
    if directive == "script-src-elem" and keyword(sources, "strict-dynamic"):
        return False  # then places do not count, and a page of files has no nonces
    return allows(sources, url, own)


def permits_wasm(policy: Directives) -> bool:
    """Whether WebAssembly may be compiled."""
    name = ruling(policy, "script-src")
    return not name or any(keyword(policy[name], word) for word in ("wasm-unsafe-eval", "unsafe-eval"))


def keyword(sources: Sequence[str], word: str) -> bool:
    """Whether a list has a keyword, given without its quotes."""
    return f"'{word}'" in (source.lower() for source in sources)


def is_place(source: str) -> bool:
    """Whether a source names hosts that a frame's page may have; those with a path name none."""
    host = _HOST.fullmatch(source)
    return bool(_SCHEME.fullmatch(source) or (host and host["path"] in {None, "/"}))


def allows(sources: Sequence[str], url: str, own: str) -> bool:
    """Whether one of a list's sources matches an address or an origin; `own` is the origin of the page."""
    return any(_matches(source, url, own) for source in sources)


def covers(sources: Sequence[str], origin: str, own: str) -> bool:
    """Whether a list allows an origin, and of one with a * every origin that it stands for."""
    if origin == "*":
        return "*" in sources
    if origin.endswith(":*"):  # any port
        return any(source == origin for source in sources) or "*" in sources
    return allows(sources, origin.replace("*", _ANY), own)


def narrower(sources: Sequence[str], origin: str, own: str) -> list[str]:
    """The sources that allow a part of what an origin with a * stands for, such as one company's host."""
    found: list[str] = []
    if "*" not in origin:
        return found
    for source in sources:
        if (host := _HOST.fullmatch(source)) and host["host"] != "*" and is_place(source):
            scheme = host["scheme"] or urlsplit(own).scheme
            schemes = {scheme.lower()} | _UPGRADES.get(scheme.lower(), set())
            name = host["host"].replace("*", _ANY)
            port = f":{host['port']}" if (host["port"] or "*") != "*" else ""
            if any(_matches(origin, f"{one}://{name}{port}", own) for one in schemes):
                found.append(source)
    return found


def origin_of(url: str) -> str:
    """The origin of an address, without the port that its scheme has anyway."""
    split = urlsplit(url)
    port = "" if _port(split) == _PORTS.get(split.scheme) else f":{_port(split)}"
    host = split.hostname or ""
    return f"{split.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def _matches(source: str, url: str, own: str) -> bool:
    try:
        there, here = urlsplit(url), urlsplit(own)
    except ValueError:  # such as https://[1
        return False
    if source == "*":
        return there.scheme in _PORTS or there.scheme == here.scheme
    if source.lower() == "'self'":
        return _is_own(there, here)
    if scheme := _SCHEME.fullmatch(source):
        return _scheme_fits(scheme[1].lower(), there.scheme)
    host = _HOST.fullmatch(source)
    return bool(
        host
        and there.hostname
        and _scheme_fits((host["scheme"] or here.scheme).lower(), there.scheme)
        and _host_fits(host["host"].lower(), there.hostname)
        and _port_fits(host["port"], there)
        and _path_fits(host["path"] or "", there.path)
    )


def _is_own(there: SplitResult, here: SplitResult) -> bool:
    if there.hostname != here.hostname:
        return False
    if (there.scheme, _port(there)) == (here.scheme, _port(here)):
        return True
    usual = all(_port(one) == _PORTS.get(one.scheme) for one in (there, here))
    upgraded = there.scheme in {"https", "wss"} or (here.scheme, there.scheme) == ("http", "ws")
    return upgraded and (usual or _port(there) == _port(here))


def _scheme_fits(stated: str, found: str) -> bool:
    return stated == found or found in _UPGRADES.get(stated, ())


def _host_fits(stated: str, found: str) -> bool:
    if stated == "*":
        return True
    if stated.startswith("*."):
        return found.endswith(stated[1:])
    return stated.strip("[]") == found


def _port_fits(stated: str | None, there: SplitResult) -> bool:
    found, usual = _port(there), _PORTS.get(there.scheme, "")
    if not stated:
        return found == usual
    return stated in {"*", found} or (stated == "80" and found == "443" == usual)


def _path_fits(stated: str, found: str) -> bool:
    stated, found = unquote(stated), unquote(found) or "/"
    return found.startswith(stated) if stated.endswith("/") else stated in {"", found}


def _port(split: SplitResult) -> str:
    try:
        return str(split.port or _PORTS.get(split.scheme, ""))
    except ValueError:  # out of range
        return ""
