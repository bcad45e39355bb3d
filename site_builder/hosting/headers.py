"""HTTP headers of the site: Content-Security-Policy (CSP), media types, caching, cross-origin headers.

They have one source, so that our own server, the recipes for hosts and the embed doctor cannot disagree. Any
origin may read the site, which is public. It loads and runs nothing but its own files. Who may show it in a
frame (frame-ancestors) is set in docs/hosting.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.guide import Document, Plain, Url, build_instance, check_format, read_yaml
from site_builder.problems import ContentError, Problem

HOSTING_FILE = "docs/hosting.yml"

POLICY_HEADER = "Content-Security-Policy"

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are data: addresses in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""The policy (CSP): what a page may load and run, by directive.

'wasm-unsafe-eval' lets WebAssembly compile, and no text."""

HASHED = ("engine/", "static/")
"""Folders of files with a content hash in their path, which never change and are cached for ever."""

SINGLE = re.compile(r"guide-[^/]+\.html")
"""The names of the guides in one file, in the site's root. With the styles in them, which the header's policy
does not let a page have, they are to be kept and opened from there: hosts send them as attachments."""
ATTACHMENT = {"Content-Disposition": "attachment"}
"""The header of files to keep, beside those of all."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Cache-Control of files with a hash."""
REVALIDATE = "no-cache"
"""Cache-Control of all other files: kept, and asked for anew (304) at each visit."""

TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xml": "application/xml",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
    ".zip": "application/zip",
    ".bin": "application/octet-stream",
}
"""Media types by the suffix of the file's name. Only with the right one do browsers run a script, and compile
WebAssembly while it arrives."""


@dataclass(frozen=True, kw_only=True)
class Hosting:
    """docs/hosting.yml. `embedders`: the origins whose pages may show the guide in a frame; `address`: where
    the site will be, for its sitemap, in place of the site_url of mkdocs.yml."""

    embedders: tuple[Plain, ...] = ()
    address: Url | None = None


def page_policy() -> str:
    """The policy (CSP) for the <meta> of every page, for hosts that send no headers of ours."""
    return "; ".join(f"{directive} {sources}" for directive, sources in POLICY.items())


def policy(embedders: Iterable[str]) -> str:
    """The policy (CSP) as a header, which alone can say who may show a page in a frame."""
    ancestors = " ".join(dict.fromkeys(("'self'", *embedders)))
    return f"{page_policy()}; frame-ancestors {ancestors}"


def response_headers(path: str, embedders: Iterable[str]) -> dict[str, str]:
    """The headers of a file by its path from the site's root, besides type, length and validators."""
    return {
        **common_headers(embedders),
        "Cache-Control": FOR_EVER if path.startswith(HASHED) else REVALIDATE,
        **(ATTACHMENT if SINGLE.fullmatch(path) else {}),
    }


def common_headers(embedders: Iterable[str]) -> dict[str, str]:
    """The headers of every response, whatever its path. X-Frame-Options is not among them: it cannot name
    several origins, and frame-ancestors takes its place."""
    return {
        POLICY_HEADER: policy(embedders),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Resource-Policy": "cross-origin",  # for host pages that isolate themselves
        "Cross-Origin-Embedder-Policy": "require-corp",  # without it, such a host may not frame us
        "Access-Control-Allow-Origin": "*",  # module scripts on other hosts' pages are asked for with CORS
    }


def single_name(locale: str) -> str:
    """The name of the guide in one file, by the id of its locale."""
    return f"guide-{locale}.html"


def media_type(name: str) -> str:
    """The media type of a file by its name."""
    return TYPES.get(Path(name).suffix, "application/octet-stream")


def read_hosting(root: Path) -> Hosting:
    """Read docs/hosting.yml below `root`; without it no other site may show the guide in a frame.

    Raises ContentError with every problem found.
    """
    if not (root / HOSTING_FILE).exists():
        return Hosting(embedders=())
    document = read_yaml(root / HOSTING_FILE, HOSTING_FILE)
    check_format(Hosting, document)
    problems = list(document.problems) or list(_embedder_problems(document))
    if problems:
        raise ContentError(problems)
    hosting: Hosting = build_instance(Hosting, document.value)
    return hosting


_ORIGIN = re.compile(r"\*|https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(\d{1,5}|\*))?")


def embedder_fault(origin: str) -> str:
    """What is wrong with an origin for frame-ancestors, as one sentence; "" when it is right."""
    if _ORIGIN.fullmatch(origin):
        return ""
    return f'"{origin}" is not an origin; write "https://intranet.example.org", without a path, or "*"'


def _embedder_problems(document: Document) -> Iterator[Problem]:
    for index, origin in enumerate(document.value.get("embedders", [])):
        if fault := embedder_fault(origin):
            yield document.problem(("embedders", index), fault)
