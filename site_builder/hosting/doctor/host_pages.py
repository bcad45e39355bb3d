"""Host pages: the kinds of pages that show the guide, and whether each may (frame-ancestors)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.hosting import common_headers, embedder_fault
from site_builder.hosting.doctor import checks
from site_builder.hosting.doctor.checks import ANCESTORS, EVERY_FILE, OPTIONS, Finding, named
from site_builder.hosting.doctor.deployment import Deployment
from site_builder.hosting.doctor.policy import allows, allows_part, is_place, origin_of

SHARED = "Access-Control-Allow-Origin"


@dataclass(frozen=True, kw_only=True)
class HostPage:
    """A kind of page that shows the guide in a frame.

    `origins` must all be allowed to; none when it may be any. `element` says that the page runs our script,
    which makes the frame; `secure` that it is always https. `names` is the one origin that it has, if known.
    """

    id: str
    name: str
    origins: tuple[str, ...] = ()
    element: bool = False
    secure: bool = True
    names: str = ""


# The hosts that a tab of Teams must be shown by, as Teams documents them: it also runs in other apps.
_TEAMS = ("teams.microsoft.com", "*.teams.microsoft.com", "*.cloud.microsoft", "*.office.com")
_SHAREPOINT, _CONFLUENCE = ("https://*.sharepoint.com",), ("https://*.atlassian.net",)
KINDS = (
    HostPage(id="iframe", name="HTML page with an iframe", secure=False),
    HostPage(id="script", name="HTML page with embed.js", secure=False, element=True),
    HostPage(id="sharepoint", name="SharePoint page (Embed web part)", origins=_SHAREPOINT),
    HostPage(id="teams", name="Teams tab", origins=tuple(f"https://{host}" for host in _TEAMS)),
    HostPage(id="confluence", name="Confluence Cloud page (iframe macro)", origins=_CONFLUENCE),
)
"""The kinds of host pages that the guide is made for."""


def embedder(origin: str) -> HostPage:
    """The pages of one origin, such as https://intranet.example.org. Raises ValueError, in words."""
    if fault := embedder_fault(origin):
        raise ValueError(fault)
    try:
        whole = "" if "*" in origin else origin_of(origin)
    except ValueError:  # a port out of range
        whole = ""
    if not whole:
        raise ValueError(f'"{origin}" is not the origin of one page, such as "https://intranet.example.org"')
    name, secure = f"Pages of {whole} (iframe or embed.js)", whole.startswith("https:")
    return HostPage(id=origin, name=name, origins=(whole,), element=True, secure=secure, names=whole)


def suggested_embedders(guide: Deployment, hosts: Iterable[HostPage]) -> list[str]:
    """Who may show the guide by the header to suggest: who may today, and these hosts besides."""
    own, lists = origin_of(guide.page.url), [_places(sources) for sources in checks.ancestors(guide)]
    allowed = [
        source
        for source in (source for sources in lists for source in sources)
        if all(
            source in other or (not embedder_fault(source) and allows(other, source, own)) for other in lists
        )
    ]
    wanted = [origin for host in hosts for origin in host.origins if origin != own]
    if not wanted and not allowed:
        wanted = [origin for host in KINDS for origin in host.origins]
    return list(dict.fromkeys([*allowed, *(one for one in wanted if not _allows_some(allowed, one, own))]))


def host_findings(host: HostPage, guide: Deployment, suggested: str) -> Iterator[Finding]:
    """What is said of one kind of host page. `suggested` is the header that allows it, as a whole line."""
    yield _framing(host, guide, suggested)
    if checks.is_bare(guide.page.url):
        text = f"{guide.page.url} is http, which browsers block in a page of https. Serve the guide by https."
        yield Finding("problem" if host.secure else "advice", "https", text)
    if host.element:
        yield from _module(host, guide)


def _framing(host: HostPage, guide: Deployment, suggested: str) -> Finding:
    lists, options, own = checks.ancestors(guide), checks.forbids_frames(guide), origin_of(guide.page.url)
    if not lists and (not options or (options, host.names) == ("sameorigin", own)):
        return Finding("ok", ANCESTORS, "No header forbids the frame.")
    if not lists:
        text = (
            f'"{guide.page.get(OPTIONS)}" forbids it, and cannot name other hosts. Send {ANCESTORS} instead.'
        )
        return Finding("problem", OPTIONS, text, suggested, EVERY_FILE, OPTIONS)
    if refused := [one for one in host.origins if not all(_allows_some(list, one, own) for list in lists)]:
        many = f" {len(lists)} lists are sent, and all of them apply: send one." if len(lists) > 1 else ""
        text = f"It does not allow {named(refused)}.{many}"
        return Finding("problem", ANCESTORS, text, suggested, EVERY_FILE)
    if host.origins or all(map(_places, lists)):
        who = "; and of these ".join(named(_places(sources) or [own]) for sources in lists)
        return Finding("ok", ANCESTORS, f"It allows {who}.")
    alone = all(allows(sources, own, own) for sources in lists)
    text = f"It allows {own} alone." if alone else "It allows no page at all."
    text += " To have yours allowed: --embedder and its origin."
    return Finding("advice" if alone else "problem", ANCESTORS, text, suggested, EVERY_FILE)


def _places(sources: Iterable[str]) -> list[str]:
    """The hosts of a list: neither keywords, nor what no page can match."""
    return [source for source in sources if is_place(source)]


def _allows_some(sources: Sequence[str], origin: str, own: str) -> bool:
    """Whether a list allows an origin, or of one with a * at least a part, which may be all that is meant."""
    sources = [source for source in sources if is_place(source) or source.lower() == "'self'"]
    return allows(sources, origin, own) or bool(allows_part(sources, origin, own))


def _module(host: HostPage, guide: Deployment) -> Iterator[Finding]:
    """Whether the host page can run the element's module and all that it imports."""
    files, own = guide.element[host.names], origin_of(guide.page.url)
    if faults := [f"{guide.path(file)} ({file.fault})" for file in files if file.fault]:
        text = f"The element cannot be loaded: {named(faults)}. An iframe does without it."
        yield Finding("problem", "embed.js", text)
    there = [file for file in files if not file.fault]
    if wrong := [guide.path(file) for file in there if file.type not in checks.SCRIPT_TYPES]:
        yield Finding(
            "problem", "embed.js", f"{named(wrong)}: not served as a script, so that no page runs it."
        )
    closed = [guide.path(file) for file in there if file.get(SHARED) not in {"*", host.names or "*"}]
    if closed and host.names != own:
        text, header = "pages of other origins cannot load it", f"{SHARED}: {common_headers(())[SHARED]}"
        yield Finding("problem", SHARED, f"{named(closed)}: {text}.", header, EVERY_FILE)
    elif not (faults or wrong):
        text = f"The module loads. A host page with a policy must allow script-src {own} and frame-src {own}."
        yield Finding("ok", "embed.js", text)
