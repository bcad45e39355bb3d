"""The checks of the embed doctor: what is wrong in a sentence, and the header to add for which files.

Reachable, who may frame it, script policy, media types, compressed copies, caching, manifest, https.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from site_builder.hosting import FOR_EVER, HASHED, POLICY_HEADER, REVALIDATE, common_headers, media_type
from site_builder.hosting.doctor.deployment import Deployment
from site_builder.hosting.doctor.fetch import Response, is_loopback
from site_builder.hosting.doctor.policy import Directives, allows, origin_of, parse, ruling

Level = Literal["ok", "advice", "problem"]

ANCESTORS, OPTIONS = "frame-ancestors", "X-Frame-Options"
EVERY_FILE = "every file"
HASHED_FILES = f"files below {' and '.join(HASHED)}"
OTHER_FILES = "pages, embed.js, tree.json and all that has no hash in its address"
HOUR = 3600
HALF_A_YEAR = 182 * 24 * HOUR
PACKED = (".html", ".css", ".js", ".mjs", ".json", ".wasm", ".svg")
SMALL = 1400
"""Bytes that fit one packet, so that compressing them gains nothing."""
SCRIPT_TYPES = ("text/javascript", "application/javascript", "application/x-javascript")
"""Media types with which browsers run a script."""
NEEDS = {
    "script-src-elem": "scripts, without which the tree is nothing but links",
    "connect-src": "the engine to fetch the tree and its own parts",
    "worker-src": "the worker of the engine",
    "style-src-elem": "styles",
    "img-src": "images",
}
"""What a page of the guide loads from its own host, by directive. The worker loads the first two."""
SANDBOX = {"allow-scripts", "allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"}
SANDBOX |= {"allow-forms", "allow-modals", "allow-downloads"}
"""What a sandbox must allow, as handbook/embedding.md says."""

_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,12})', re.IGNORECASE)
_MODULE = "browsers run no module of this type"
_TYPES: tuple[tuple[Level, str, tuple[str, ...], str], ...] = (
    ("problem", ".js", SCRIPT_TYPES, _MODULE),
    ("problem", ".mjs", SCRIPT_TYPES, _MODULE),
    ("problem", ".css", ("text/css",), "browsers use no style sheet of this type"),
    ("advice", ".wasm", ("application/wasm",), "it is compiled only when all of it has arrived"),
    ("advice", ".json", ("application/json",), "other programs may not know what it is"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that is right, could be better, or is wrong, in a sentence.

    `header` is a whole line to send for the files that `where` names; `remove` names one to send no more.
    """

    level: Level
    title: str
    text: str
    header: str | None = None
    where: str = ""
    remove: str = ""


def site_findings(guide: Deployment, suggested: str) -> Iterator[Finding]:
    """What each check finds; `suggested` is the policy to send, as a whole line."""
    for title, good, findings in (
        ("Files", "All files that a frame needs are there.", reachable(guide)),
        ("Framing headers", "They say who may show the guide in a frame.", framing(guide, suggested)),
        ("Policy", "Nothing that the guide needs is forbidden.", script_policy(guide, suggested)),
        ("Media types", "Scripts, styles, WebAssembly and JSON have theirs.", media_types(guide)),
        ("Compression", "Text and WebAssembly come packed.", compressed_copies(guide)),
        ("Caching", "Pages are checked at each visit, files with a hash are kept.", caching(guide)),
        ("Served as built", "The files have the hashes of manifest.json.", built_files(guide)),
        ("https", "Nothing leads from https to http.", transport(guide)),
    ):
        yield from list(findings) or [Finding("ok", title, good)]


def reachable(guide: Deployment) -> Iterator[Finding]:
    """The embed page and its files are there, and what is not there has the status 404."""
    if guide.no_embed_page:
        text = f"{guide.no_embed_page} So {guide.page.url} was looked at, navigation and all."
        yield Finding("advice", "There is no embed page", text)
    if not guide.content.worker:
        text = f"{guide.page.url} is not the page that the build writes; publish all of site/."
        yield Finding("problem", "The page names no engine", text)
    gone = [f"{guide.path(file)} ({file.fault})" for file in guide.files if file.fault]
    gone = [name for name in gone if not name.startswith("embed.js")]  # which one kind of host page needs
    yield from _about(gone, "problem", "Files are missing", "publish all of site/")
    if guide.missing.status not in {404, 410}:
        text = f"They have {guide.missing.fault or 'status 200'} and not 404: where all are rewritten to one "
        text += "page, a missing file comes as that page. Switch that off, and send 404.html."
        level: Level = "problem" if guide.missing.status < 400 else "advice"
        yield Finding(level, "Addresses that do not exist", text)


def framing(guide: Deployment, suggested: str) -> Iterator[Finding]:
    """frame-ancestors is sent, X-Frame-Options is not, and pages that isolate themselves may load files."""
    options, lists, forbidden = guide.page.get(OPTIONS), ancestors(guide), forbids_frames(guide)
    if options and (lists or not forbidden):
        text = f'"{options}" counts for nothing in current browsers, which go by {ANCESTORS}. Leave it out, '
        yield Finding("advice", OPTIONS, f"{text}since old browsers and some tools heed it.", remove=OPTIONS)
    if not lists and not forbidden:
        text = "No header says who may show the guide in a frame, so that anybody may. Say who."
        yield Finding("advice", ANCESTORS, text, suggested, EVERY_FILE)
    harm = "pages that isolate themselves cannot load files"
    yield from _common(guide, "Cross-Origin-Resource-Policy", harm)


def script_policy(guide: Deployment, suggested: str) -> Iterator[Finding]:
    """The policy (CSP) of the page and of its worker lets the engine run, and is no looser than ours."""
    page, worker = policies(guide.page), guide.content.worker
    every = [("page", policy, [*NEEDS]) for policy in page]
    for file in guide.files:  # a worker keeps to the headers of its own script, not to its page's
        if file.url == worker:
            every += [("worker", policy, [*NEEDS][:2]) for policy in policies(file) if policy not in page]
    many = f" {len(page)} policies are sent, and all of them apply: send one." if len(page) > 1 else ""
    for whose, policy, needs in every:
        for directive, text in _refused(policy, needs, origin_of(guide.page.url)):
            title = f"{ruling(policy, directive) or directive} of the {whose}'s policy"
            yield Finding("problem", title, f"It does not allow {text}.{many}", suggested, EVERY_FILE)
        name = ruling(policy, "script-src")
        loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:", "blob:"}
        loose &= {source.lower() for source in policy.get(name, ())}
        title, text = f"{name} of the {whose}'s policy", "the guide does without; do not allow it"
        yield from _about(sorted(loose), "advice", title, text, suggested, EVERY_FILE)


def media_types(guide: Deployment) -> Iterator[Finding]:
    """Scripts, styles, WebAssembly and JSON have their media type, and browsers are told not to guess."""
    for level, suffix, types, harm in _TYPES:
        files = [file for file in guide.present if guide.path(file).endswith(suffix)]
        wrong = [file for file in files if file.type not in types]
        text = f"served as {wrong[0].get('Content-Type') or 'nothing'}; {harm}" if wrong else ""
        header, where = f"Content-Type: {media_type(f'name{suffix}')}", f"files that end in {suffix}"
        yield from _about(map(guide.path, wrong), level, f"Media type of {suffix}", text, header, where)
    yield from _common(guide, "X-Content-Type-Options", "browsers may guess what a file is")


def compressed_copies(guide: Deployment) -> Iterator[Finding]:
    """Text and WebAssembly come as br or gzip."""
    plain = [
        file
        for file in sorted(guide.present, key=lambda file: -len(file.body))
        if guide.path(file).endswith(PACKED) and len(file.body) > SMALL
        if file.get("Content-Encoding").lower() in {"", "identity"}
    ]
    text = f"{sum(len(file.body) for file in plain) / 1000:,.0f} kB come as they are though br and gzip were "
    text += "offered; send the .br and .gz files of the build"
    yield from _about(map(guide.path, plain), "advice", "Compression", text)


def caching(guide: Deployment) -> Iterator[Finding]:
    """Files with a hash in their address are kept; all others are asked for anew at each visit."""
    files = {guide.path(file): file for file in guide.present}
    ages = {path: _age(file) for path, file in files.items() if not path.startswith(HASHED)}
    long = [path for path, age in ages.items() if age is not None and age > HOUR]
    short = [path for path, age in ages.items() if age is None or 0 < age <= HOUR]
    title, header = "Caching of pages", f"Cache-Control: {REVALIDATE}"
    text = "kept for over an hour; after the next publication they name what is gone"
    yield from _about(long, "problem", title, text, header, OTHER_FILES)
    text = "kept for a while, or for as long as each browser guesses, in which readers see what was"
    yield from _about(short, "advice", title, text, header, OTHER_FILES)
    brief = [path for path, file in files.items() if path not in ages and (_age(file) or 0) < HALF_A_YEAR]
    text, header = "they never change: nobody need fetch them again", f"Cache-Control: {FOR_EVER}"
    yield from _about(brief, "advice", "Caching of the engine", text, header, HASHED_FILES)
    blind = [path for path in ages if not files[path].get("ETag") and not files[path].get("Last-Modified")]
    text = "neither ETag nor Last-Modified: every visit fetches all of it"
    yield from _about(blind, "advice", "Validators", text)


def built_files(guide: Deployment) -> Iterator[Finding]:
    """The files are those of one build, byte for byte: they have the hashes that manifest.json lists."""
    title = "Served as built"
    if guide.no_manifest:
        text = f"Left out: whether the files are those of the build. {guide.no_manifest}"
        yield Finding("advice", title, text)
        return
    found = {guide.path(file): hashlib.sha256(file.body).hexdigest() for file in guide.present}
    other = [path for path, sha256 in found.items() if guide.manifest.get(path, sha256) != sha256]
    other += [path for path in found if path not in guide.manifest and path.startswith(HASHED)]
    text = "not what manifest.json lists. Something on the way rewrites files, or two builds are mixed: "
    text += "switch off minifying and injecting, empty the caches, and publish all of site/ again"
    yield from _about(other, "problem", title, text)


def transport(guide: Deployment) -> Iterator[Finding]:
    """Nothing of the guide comes by http, and browsers are told never to ask for it so."""
    ways = [(*file.steps, file.url) for file in (guide.asked, guide.page, *guide.files)]
    down = [after for way in ways for before, after in pairwise(way) if is_https(before) > is_https(after)]
    text = "browsers block it in a page of https. Redirect to https, or not at all"
    yield from _about(down, "problem", "Redirect from https to http", text)
    bare = [url for url in guide.content.loaded if is_bare(url) and not is_bare(guide.page.url)]
    text = "the page loads it, and browsers block http in a page of https. Use https"
    yield from _about(bare, "problem", "Addresses with http in the page", text)
    title, page = "Strict-Transport-Security", guide.page
    if is_https(page.url) and not is_loopback(page.url) and not _AGE.search(page.get(title)):
        text = "With it browsers ask for this host by https only, whatever a link says."
        yield Finding("advice", title, text, f"{title}: max-age=31536000", EVERY_FILE)


def policies(response: Response) -> list[Directives]:
    """The policies (CSP) of a response's headers: browsers keep to every one of them."""
    return parse(response.get(POLICY_HEADER))


def ancestors(guide: Deployment) -> list[tuple[str, ...]]:
    """Who may show the page, by each policy that says so. Only headers can say it, and all of them apply."""
    return [policy[ANCESTORS] for policy in policies(guide.page) if ANCESTORS in policy]


def forbids_frames(guide: Deployment) -> str:
    """What X-Frame-Options means by the HTML standard: "deny", "sameorigin", or "": nothing."""
    stated = {part.strip().lower() for part in guide.page.get(OPTIONS).split(",")} - {""}
    if stated & {"deny", "sameorigin"}:
        return "sameorigin" if stated == {"sameorigin"} else "deny"
    return ""


def named(names: Iterable[str]) -> str:
    """A few names in a row, and how many more there are."""
    every = list(dict.fromkeys(names))
    return ", ".join(every[:5]) + (f" and {len(every) - 5} more" if len(every) > 5 else "")


def is_https(url: str) -> bool:
    """Whether an address is https."""
    return url.startswith("https:")


def is_bare(url: str) -> bool:
    """Whether an address is http where a page of https would not let it through."""
    return url.startswith("http:") and not is_loopback(url)


def _about(
    names: Iterable[str], level: Level, title: str, text: str, header: str = "", where: str = ""
) -> Iterator[Finding]:
    """A finding about these files or sources, where there are any."""
    if subject := named(names):
        yield Finding(level, title, f"{subject}: {text}.", header or None, where)


def _common(guide: Deployment, name: str, otherwise: str) -> Iterator[Finding]:
    """Advice to send a header that every file has with the same value."""
    value = common_headers(())[name]
    if found := sorted({file.get(name) or "nothing" for file in guide.present} - {value}):
        text = f"It says {named(found)}, so that {otherwise}."
        yield Finding("advice", name, text, f"{name}: {value}", EVERY_FILE)


def _refused(policy: Directives, needs: Iterable[str], own: str) -> Iterator[tuple[str, str]]:
    """The directives that forbid what the guide needs, and what that is."""
    for directive in needs:
        sources = policy.get(ruling(policy, directive), ("*", "data:"))
        strict = directive == "script-src-elem" and "'strict-dynamic'" in sources  # places do not count then
        if strict or not allows(sources, own, own):
            yield directive, NEEDS[directive]
        elif directive == "img-src" and "data:" not in sources:
            yield directive, "data: addresses, which the icons of style sheets are"
    scripts = {source.lower() for source in policy.get(ruling(policy, "script-src"), ("'unsafe-eval'",))}
    if not scripts & {"'wasm-unsafe-eval'", "'unsafe-eval'"}:
        yield "script-src", "'wasm-unsafe-eval', so that the engine, which is WebAssembly, cannot start"
    if "'script'" in policy.get("require-trusted-types-for", ()):
        yield "require-trusted-types-for", "the address of a worker as plain text: the engine cannot start"
    if "sandbox" in policy and (missing := SANDBOX - {value.lower() for value in policy["sandbox"]}):
        yield "sandbox", f"all that the guide needs: {named(sorted(missing))}"


def _age(response: Response) -> int | None:
    """For how many seconds it may be kept without asking again; None where nothing is said."""
    control = response.get("Cache-Control").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    found = _AGE.search(control)
    return int(found[1]) if found else None
