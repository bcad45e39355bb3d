"""Whether pages of somebody else may show the deployed guide: in a frame, and by the element's module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from site_builder.hosting import common_headers, embedder_fault
from site_builder.hosting.doctor.content_policy import allows, covers, is_place, narrower, origin_of
from site_builder.hosting.doctor.responses import EVERY_FILE, Deployed, Finding, is_bare, is_loopback, named
from site_builder.hosting.doctor.served_files import runs_as_script

ANCESTORS, OPTIONS, SHARED = "frame-ancestors", "X-Frame-Options", "Access-Control-Allow-Origin"


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
    secure: bool = False
    names: str = ""


KINDS = (
    HostPage(id="iframe", name="HTML page with an iframe"),
    HostPage(id="script", name="HTML page with embed.js", element=True),
    HostPage(
        id="sharepoint",
        name="SharePoint page (Embed web part)",
        origins=("https://*.sharepoint.com",),
        secure=True,
    ),
    HostPage(
        id="teams",
        name="Teams tab",
        origins=(
            "https://teams.microsoft.com",
            "https://*.teams.microsoft.com",
            "https://*.cloud.microsoft",
            "https://*.office.com",
        ),
        secure=True,
    ),
    HostPage(
        id="confluence",
        name="Confluence Cloud page (iframe macro)",
        origins=("https://*.atlassian.net",),
        secure=True,
    ),
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
    return HostPage(
        id=origin,
        name=f"Pages of {whole} (iframe or embed.js)",
        origins=(whole,),
        element=True,
        secure=whole.startswith("https:"),
        names=whole,
    )


def embedders(deployed: Deployed, hosts: Iterable[HostPage]) -> list[str]:
    """Who may show the guide by the header to suggest: who may today, and these hosts besides."""
    lists = _lists(deployed)
    allowed = [
        source
        for sources in lists
        for source in _places(sources)
        if all(source in other or _is_within(source, other, deployed) for other in lists)
    ]
    wanted = [origin for host in hosts for origin in host.origins if origin != deployed.origin]
    if not wanted and not allowed:
        wanted = [origin for host in KINDS for origin in host.origins]
    return list(dict.fromkeys([*allowed, *(one for one in wanted if not _holds(allowed, one, deployed))]))


def framing_findings(host: HostPage, deployed: Deployed, suggested: str) -> Iterator[Finding]:
    """What is said of one kind of host page. `suggested` is the header that allows it, as a whole line."""
    if not _lists(deployed):
        yield _by_options(host, deployed, suggested)
    elif host.origins:
        yield _by_name(host, deployed, suggested)
    else:
        yield _by_anyone(deployed, suggested)
    yield from _secure(host, deployed)
    if host.element:
        yield from _module(host, deployed)


def common_framing(deployed: Deployed, suggested: str) -> Iterator[Finding]:
    """What is said of the guide itself, whoever shows it."""
    options, lists = deployed.page.get(OPTIONS), _lists(deployed)
    if options and lists:
        yield Finding(
            level="advice",
            title=OPTIONS,
            text=f'"{options}" counts for nothing in current browsers: where {ANCESTORS} is sent too, they '
            "go by that alone. Leave it out, since old browsers and some tools still keep to it.",
            remove=OPTIONS,
        )
    elif options and not _frame_options(deployed):
        text = f'"{options}" is nothing that current browsers know, so it forbids nothing. Leave it out.'
        yield Finding(level="advice", title=OPTIONS, text=text, remove=OPTIONS)
    if not lists and not _frame_options(deployed):
        yield Finding(
            level="advice",
            title=ANCESTORS,
            text="No header says who may show the guide in a frame, so that anybody may. Say who.",
            header=suggested,
            where=EVERY_FILE,
        )


def _lists(deployed: Deployed) -> list[tuple[str, ...]]:
    """Who may show the page, by each policy that says so. Only headers can say it, and all of them apply."""
    return [one[ANCESTORS] for one in deployed.page.policies if ANCESTORS in one]


def _places(sources: Iterable[str]) -> list[str]:
    """The hosts of a list: neither keywords, nor what no page can match."""
    return [source for source in sources if is_place(source)]


def _is_within(source: str, sources: Sequence[str], deployed: Deployed) -> bool:
    return source != "*" and not embedder_fault(source) and covers(sources, source, deployed.origin)


def _holds(sources: Sequence[str], origin: str, deployed: Deployed) -> bool:
    """Whether a list allows an origin, or of one with a * at least a part, which may be all that is meant."""
    return covers(sources, origin, deployed.origin) or bool(narrower(sources, origin, deployed.origin))


def _frame_options(deployed: Deployed) -> str:
    """What X-Frame-Options means by the HTML standard: "deny", "sameorigin", or "": nothing."""
    stated = {part.strip().lower() for part in deployed.page.get(OPTIONS).split(",")} - {""}
    if len(stated) > 1:
        return "deny" if stated & {"deny", "sameorigin", "allowall"} else ""
    return next(iter(stated & {"deny", "sameorigin"}), "")


def _by_options(host: HostPage, deployed: Deployed, suggested: str) -> Finding:
    options = _frame_options(deployed)
    if not options or (options == "sameorigin" and host.names == deployed.origin):
        return Finding(level="ok", title="Frame", text="No header forbids it.")
    return Finding(
        level="problem",
        title=OPTIONS,
        text=f'"{deployed.page.get(OPTIONS)}" forbids the frame, and cannot name other hosts. Send '
        f"{ANCESTORS}, which overrides it in current browsers, and leave {OPTIONS} out.",
        header=suggested,
        where=EVERY_FILE,
        remove=OPTIONS,
    )


def _by_name(host: HostPage, deployed: Deployed, suggested: str) -> Finding:
    lists, own = _lists(deployed), deployed.origin
    refused = [
        origin for origin in host.origins if not all(_holds(sources, origin, deployed) for sources in lists)
    ]
    if refused:
        many = f" {len(lists)} lists are sent, and all of them apply: send one." if len(lists) > 1 else ""
        text = f"It does not allow {named(refused)}.{many}"
        return Finding(level="problem", title=ANCESTORS, text=text, header=suggested, where=EVERY_FILE)
    part = [
        source
        for origin in host.origins
        for sources in lists
        if not covers(sources, origin, own)
        for source in narrower(sources, origin, own)
    ]
    text = f"It allows no more of them than {named(part)}." if part else f"It allows {named(host.origins)}."
    return Finding(level="ok", title=ANCESTORS, text=text)


def _by_anyone(deployed: Deployed, suggested: str) -> Finding:
    lists, own = _lists(deployed), deployed.origin
    if all("*" in sources for sources in lists):
        return Finding(level="ok", title=ANCESTORS, text="It allows any page, whoever owns it.")
    if all(_places(sources) for sources in lists):
        who = "; and of these ".join(named(_places(sources)) for sources in lists)
        text = f"It allows pages of {who}. Is yours among them? --embedder and its origin tell."
        return Finding(level="ok", title=ANCESTORS, text=text)
    if all(allows(sources, own, own) for sources in lists):
        text = f"It allows pages of {own} alone. To have another allowed: --embedder and its origin."
        return Finding(level="advice", title=ANCESTORS, text=text, header=suggested, where=EVERY_FILE)
    text = "It allows no page at all. To have yours allowed: --embedder and its origin."
    return Finding(level="problem", title=ANCESTORS, text=text, header=suggested, where=EVERY_FILE)


def _secure(host: HostPage, deployed: Deployed) -> Iterator[Finding]:
    address = deployed.page.url
    if is_bare(address):
        yield Finding(
            level="problem" if host.secure else "advice",
            title="https",
            text=f"{address} is http, which browsers block in a page of https"
            f"{', as these are' if host.secure else ''}. Serve the guide by https.",
        )
    elif urlsplit(address).scheme == "http" and is_loopback(address) and host.secure:
        text = "This address is good for trying out on this machine; elsewhere the guide must be https."
        yield Finding(level="ok", title="https", text=text)


def _module(host: HostPage, deployed: Deployed) -> Iterator[Finding]:
    """Whether the host page can run the element's module and all that it imports."""
    gone, wrong, closed = [], [], []
    for response in deployed.element.get(host.names, ()):
        if isinstance(response, str):
            gone.append(response.rstrip("."))
            continue
        path, allowed = deployed.path(response.url), response.get(SHARED)
        if response.status != 200:
            gone.append(f"{path} has the status {response.status}")
            continue
        if not runs_as_script(response):
            wrong.append(path)
        if host.names != deployed.origin and allowed != "*" and (not host.names or allowed != host.names):
            closed.append(f"{path} ({allowed or 'not sent'})")
    if gone:
        text = f"The element cannot be loaded: {named(gone)}. An iframe does without it."
        yield Finding(level="problem", title="embed.js", text=text)
    if wrong:
        text = f"{named(wrong)}: not served as a script, so that no page runs it."
        yield Finding(level="problem", title="embed.js", text=text)
    if closed:
        yield Finding(
            level="problem",
            title=SHARED,
            text=f"{named(closed)}: pages of other origins cannot load the module.",
            header=f"{SHARED}: {common_headers(())[SHARED]}",
            where=EVERY_FILE,
        )
    if not (gone or wrong or closed):
        own = deployed.origin
        text = f"The module loads. A host page with a policy must allow script-src {own} and frame-src {own}."
        yield Finding(level="ok", title="embed.js", text=text)
