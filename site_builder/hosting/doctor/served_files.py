"""What the embed doctor says of how a guide's files are served, which is the same for every host page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import urlsplit

from site_builder.hosting import HASHED, common_headers, media_type
from site_builder.hosting.doctor.caching import caching_findings, packing_findings
from site_builder.hosting.doctor.responses import (
    EVERY_FILE,
    Deployed,
    Finding,
    Level,
    Response,
    is_bare,
    is_loopback,
    named,
)

SCRIPT_TYPES = {
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/ecmascript",
    "text/ecmascript",
    "text/x-javascript",
}
"""Types with which browsers run a script."""
_HARM: Mapping[str, tuple[Level, str]] = {
    ".js": ("problem", "browsers run no module of this type, whether nosniff is sent or not"),
    ".mjs": ("problem", "browsers run no module of this type, whether nosniff is sent or not"),
    ".css": ("problem", "browsers use no style sheet of this type, least of all with nosniff"),
    ".wasm": ("advice", "it is compiled only when all of it has arrived, so that the engine starts later"),
    ".json": ("advice", "the guide reads it all the same, but other programs may not know what it is"),
}
"""How bad it is when a file with this ending has a type of another kind, and why."""
_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?\d', re.IGNORECASE)


def serving_findings(deployed: Deployed) -> Iterator[Finding]:
    """Everything about the files, one finding or more for each question."""
    yield from _presence(deployed)
    yield from _types(deployed)
    yield from _built_so(deployed)
    yield from _nowhere(deployed)
    yield from caching_findings(deployed)
    yield from packing_findings(deployed)
    yield from _across(deployed)
    yield from _transport(deployed)


def runs_as_script(response: Response) -> bool:
    """Whether browsers run it as a module."""
    return response.type in SCRIPT_TYPES


def _presence(deployed: Deployed) -> Iterator[Finding]:
    if deployed.no_embed_page:
        yield Finding(
            level="advice",
            title="There is no embed page",
            text=f"{deployed.no_embed_page} So {deployed.page.url} was looked at, navigation and all.",
        )
    module = f"{deployed.root}embed.js"  # which host pages of one kind alone need
    gone = [
        f"{deployed.path(url)} (status {one.status})"
        for url, one in deployed.files.items()
        if one.status != 200 and url != module
    ]
    gone += [
        f"{deployed.path(url)} ({why.removesuffix('.')})"
        for url, why in deployed.failed.items()
        if url != module
    ]
    if not deployed.content.runtime:
        yield Finding(
            level="problem",
            title="The page names no engine",
            text=f"{deployed.page.url} is not the page that the build writes; publish all of site/.",
        )
    if gone:
        text = f"Publish all of site/: {named(gone)}."
        yield Finding(level="problem", title="Files are missing", text=text)
    else:
        yield Finding(
            level="ok",
            title="Files",
            text=f"All {len(deployed.present)} files that a frame needs are there.",
        )


def _types(deployed: Deployed) -> Iterator[Finding]:
    wrong: dict[str, list[Response]] = {}
    for response in deployed.present:
        suffix = deployed.suffix(response)
        right = {
            ".js": runs_as_script(response),
            ".mjs": runs_as_script(response),
            ".css": response.type == "text/css",
            ".wasm": response.get("Content-Type").strip().lower() == "application/wasm",
            ".json": response.type in {"application/json", "text/json"} or response.type.endswith("+json"),
        }
        if not right.get(suffix, True):
            wrong.setdefault(suffix, []).append(response)
    for suffix, responses in sorted(wrong.items()):
        level, harm = _HARM[suffix]
        found = responses[0].get("Content-Type") or "no media type"
        yield Finding(
            level=level,
            title=f"Media type of {suffix}",
            text=f"{named(deployed.path(one.url) for one in responses)}: served as {found}; {harm}.",
            header=f"Content-Type: {media_type(suffix.replace('.', 'name.', 1))}",
            where=f"files that end in {suffix}",
        )
    if not wrong:
        yield Finding(
            level="ok", title="Media types", text="Scripts, styles, WebAssembly and JSON have theirs."
        )
    bare = [one for one in deployed.present if one.get("X-Content-Type-Options").lower() != "nosniff"]
    if bare:
        yield _common("X-Content-Type-Options", "Without it browsers may guess what a file is.")


def _built_so(deployed: Deployed) -> Iterator[Finding]:
    title = "Served as built"
    if deployed.no_manifest:
        text = f"Left out: whether the files are those that were built. {deployed.no_manifest}"
        yield Finding(level="advice", title=title, text=text)
        return
    changed, compared = [], 0
    for response in deployed.present:
        expected = deployed.manifest.get(deployed.path(response.url))
        if expected:
            compared += 1
            if hashlib.sha256(response.body).hexdigest() != expected:
                changed.append(deployed.path(response.url))
    unknown = [
        path
        for path in (deployed.path(one.url) for one in deployed.present)
        if path not in deployed.manifest and path.startswith(HASHED)
    ]
    if changed or unknown:
        said = f"Not what the build wrote: {named(changed)}. " if changed else ""
        said += f"Not among what it wrote: {named(unknown)}. " if unknown else ""
        yield Finding(
            level="problem",
            title=title,
            text=f"{said}Something on the way rewrites files, or two builds are mixed: switch off minifying "
            "and injecting for these addresses, empty the caches, and publish all of site/ again.",
        )
    else:
        yield Finding(
            level="ok", title=title, text=f"{compared} files have the hash that the build wrote down."
        )


def _nowhere(deployed: Deployed) -> Iterator[Finding]:
    title, missing = "Addresses that do not exist", deployed.missing
    if missing is None:
        yield Finding(
            level="advice", title=title, text="An address that does not exist was not answered at all."
        )
    elif missing.status in {404, 410}:
        yield Finding(level="ok", title=title, text=f"They have the status {missing.status}.")
    elif missing.status < 400:
        yield Finding(
            level="problem",
            title=title,
            text=f"They have the status {missing.status} and not 404, as where every address is rewritten to "
            "one page: a missing file then comes as a page. Switch that off; 404.html is the answer.",
        )
    else:
        text = f"They have the status {missing.status}; 404, with 404.html, tells readers more."
        yield Finding(level="advice", title=title, text=text)


def _across(deployed: Deployed) -> Iterator[Finding]:
    kept = [
        one for one in deployed.present if one.get("Cross-Origin-Resource-Policy").lower() != "cross-origin"
    ]
    if kept:
        found = sorted({one.get("Cross-Origin-Resource-Policy") or "nothing" for one in kept})
        yield _common(
            "Cross-Origin-Resource-Policy",
            f"It says {named(found)}: host pages with Cross-Origin-Embedder-Policy cannot load such files.",
        )


def _transport(deployed: Deployed) -> Iterator[Finding]:
    ways = [deployed.asked, deployed.page, *deployed.files.values()]
    down = [url for one in ways for url in _steps_down(one)]
    if down:
        yield Finding(
            level="problem",
            title="Redirect from https to http",
            text=f"{named(down)}: browsers block it in a page of https. Redirect to https, or not at all.",
        )
    bare = [url for url in deployed.content.loaded if is_bare(url)]
    if bare and not is_bare(deployed.page.url):
        text = f"The page loads {named(bare)}: browsers block http in a page of https. Use https."
        yield Finding(level="problem", title="Addresses with http in the page", text=text)
    strict = _AGE.search(deployed.page.get("Strict-Transport-Security"))
    if urlsplit(deployed.page.url).scheme == "https" and not is_loopback(deployed.page.url) and not strict:
        yield Finding(
            level="advice",
            title="Strict-Transport-Security",
            text="With it browsers ask for this host by https only, whatever a link says.",
            header="Strict-Transport-Security: max-age=31536000",
            where=EVERY_FILE,
        )


def _steps_down(response: Response) -> list[str]:
    steps = [*response.way, response.url]
    return [
        after
        for before, after in pairwise(steps)
        if urlsplit(before).scheme == "https" and urlsplit(after).scheme == "http"
    ]


def _common(name: str, text: str) -> Finding:
    """Advice to send a header that every file has with the same value."""
    header = f"{name}: {common_headers(())[name]}"
    return Finding(level="advice", title=name, text=text, header=header, where=EVERY_FILE)
