from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_site
from site_builder.cli.doctor import in_words
from site_builder.hosting.doctor.caching import HASHED_FILES, OTHER_FILES
from site_builder.hosting.doctor.deployed import gather, imports
from site_builder.hosting.doctor.fetching import FetchError, checked_address, fetch
from site_builder.hosting.doctor.framing import KINDS, embedder, embedders
from site_builder.hosting.doctor.report import Judged, Report, diagnose
from site_builder.hosting.doctor.responses import EVERY_FILE, Finding, Page, Response
from site_builder.hosting.headers import HASHED, policy, read_hosting
from site_builder.live.server import make_server
from tests.conftest import ROOT
from tests.support.deployed_guide import EMBEDDERS, ENGINE, Host, on_loopback

CSP = "Content-Security-Policy"
INTRANET = "https://intranet.example.org"
AWAY = "https://guide.example.org/"
GOOD = policy(EMBEDDERS)


def examined(host: Host, *origins: str, page: str = "en-US/embed/", only: Sequence[str] = ()) -> Report:
    """What the doctor says of a host on loopback."""
    hosts = [kind for kind in KINDS if not only or kind.id in only] + [embedder(one) for one in origins]
    with on_loopback(host) as root:
        return diagnose(gather(fetch, f"{root}{page}", origins), hosts)


def examined_away(host: Host, *origins: str, root: str = AWAY, page: str = "en-US/embed/") -> Report:
    """The same as if it were on another machine."""
    hosts = [*KINDS, *(embedder(one) for one in origins)]
    return diagnose(gather(host.fetch_from(root), f"{root}{page}", origins), hosts)


def part(report: Report, id: str) -> Judged:
    return next(one for one in (report.site, *report.hosts) if one.id == id)


def found(report: Report, id: str, title: str) -> Finding:
    findings = [one for one in part(report, id).findings if one.title == title]
    assert findings, f"{title} is not among {[one.title for one in part(report, id).findings]}"
    return findings[0]


def said(report: Report) -> list[tuple[str, str]]:
    """Where and about what there is advice or a problem."""
    return [
        (one.id, finding.title)
        for one in (report.site, *report.hosts)
        for finding in one.findings
        if finding.level != "ok"
    ]


def follow(host: Host, report: Report) -> None:
    """Do what the report says about headers."""
    places: dict[str, Callable[[str], bool]] = {
        EVERY_FILE: lambda path: True,
        HASHED_FILES: lambda path: path.startswith(HASHED),
        OTHER_FILES: lambda path: not path.startswith(HASHED),
    }
    for line, where in report.headers:
        name, _, value = line.partition(": ")
        ending = where.removeprefix("files that end in ")
        host.send(name, value, to=places.get(where) or (lambda path, ending=ending: path.endswith(ending)))
    for name in report.removals:
        host.send(name)


# What is right


def test_a_guide_that_is_served_by_our_headers_works_everywhere() -> None:
    report = examined(Host())
    assert said(report) == []
    assert [one.verdict for one in (report.site, *report.hosts)] == ["works"] * 6
    assert report.headers == () and report.removals == ()


def test_our_own_recipe_allows_every_kind_of_host_page() -> None:
    host = Host().send(CSP, policy(read_hosting(ROOT).embedders))
    assert said(examined(host)) == []


def test_the_guide_as_it_is_built_and_served_here_has_no_problem(site: Path) -> None:
    with make_server(site, 0, read_hosting(ROOT).embedders) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            report = diagnose(gather(fetch, f"http://127.0.0.1:{server.server_port}/"))
        finally:
            server.shutdown()
            thread.join()
    assert report.problems == 0, in_words(report)
    assert {one.verdict for one in report.hosts} <= {"works", "works, with advice"}
    assert report.deployed.page.url.endswith("/en-US/embed/")


@pytest.mark.parametrize("folder", ["/", "/intranet/guide/"])
@pytest.mark.parametrize(
    "page", ["", "index.html", "en-US/", "en-US/embed/", "en-US/embed/?product=azure#kind"]
)
def test_the_site_is_found_from_any_page_of_it(folder: str, page: str) -> None:
    report = examined(Host(folder=folder), page=page)
    assert said(report) == []
    assert report.deployed.root.endswith(folder)
    assert report.deployed.page.url.startswith(f"{report.deployed.root}en-US/embed/")
    assert report.deployed.locale == "en-US"


def test_the_languages_home_is_looked_at_where_there_is_no_embed_page() -> None:
    host = Host()
    del host.files["en-US/embed/index.html"]
    report = examined(host, page="")
    assert said(report) == [("site", "There is no embed page")]
    assert report.deployed.page.url == f"{report.deployed.root}en-US/"


def test_every_file_that_the_page_and_its_worker_load_is_looked_at() -> None:
    host = Host()
    deployed = examined(host).deployed
    looked_at = {deployed.path(url) for url in deployed.files}
    others = {name for name in host.files if name.endswith((".html", ".svg"))} | {"manifest.json"}
    assert looked_at == set(host.files) - others


def test_it_asks_as_browsers_do_but_by_its_own_name_and_without_cookies() -> None:
    host = Host().send("Set-Cookie", "a=b")
    examined(host, INTRANET)
    assert {one["user-agent"] for one in host.asked} == {"EscalationGuide-embed-doctor/1"}
    assert {one["accept-encoding"] for one in host.asked} == {"br, gzip"}
    assert {one["origin"] for one in host.asked if "origin" in one} == {INTRANET}
    assert not any("cookie" in one for one in host.asked)


def test_imports_are_those_of_statements() -> None:
    script = (
        'import "./a.js";\nimport { x,\n y } from "./b.js";import*as z from"./c.js";\n'
        'export { w } from "../d.js"; const later = import("./not.js"); import fs from "node:fs";\n'
        '/** @param {import("./nor.js").T} t */'
    )
    response = Response(url=f"{AWAY}engine/1/x.js", status=200, headers=(), body=script.encode())
    assert list(imports(response)) == [
        f"{AWAY}engine/{name}" for name in ("1/a.js", "1/b.js", "1/c.js", "d.js")
    ]
    assert list(imports(None)) == []


@given(
    st.text()
    | st.lists(st.sampled_from(["<![", "<script src=", "'http://[1'", "//a:99999/", ">", "<a ", "<!-"])).map(
        "".join
    )
)
def test_any_page_can_be_read(html: str) -> None:
    page = Page(AWAY, html)
    assert all(isinstance(address, str) for address in page.loaded)


# Each check: what spoils it, of which part it is said, under which title, how bad it is


def without(directive: str, instead: str = "") -> str:
    return re.sub(rf"(?<=; ){directive} [^;]*(; |$)", f"{instead}; " if instead else "", GOOD)


WORKER = f"{ENGINE}worker.js"
FAULTS: dict[str, tuple[Callable[[Host], object], str, str, str]] = {
    "nobody is allowed to frame": (
        lambda host: host.send(CSP, policy([]).replace("frame-ancestors 'self'", "frame-ancestors 'none'")),
        "iframe",
        "frame-ancestors",
        "problem",
    ),
    "only the guide itself is": (
        lambda host: host.send(CSP, policy([])),
        "iframe",
        "frame-ancestors",
        "advice",
    ),
    "SharePoint is not": (
        lambda host: host.send(CSP, policy(EMBEDDERS[1:])),
        "sharepoint",
        "frame-ancestors",
        "problem",
    ),
    "one host of Teams is not": (
        lambda host: host.send(CSP, GOOD.replace(" https://*.cloud.microsoft", "")),
        "teams",
        "frame-ancestors",
        "problem",
    ),
    "Confluence is not": (
        lambda host: host.send(CSP, policy(EMBEDDERS[:-1])),
        "confluence",
        "frame-ancestors",
        "problem",
    ),
    "SharePoint is allowed with a path, which no origin has": (
        lambda host: host.send(CSP, GOOD.replace("*.sharepoint.com", "contoso.sharepoint.com/sites/it")),
        "sharepoint",
        "frame-ancestors",
        "problem",
    ),
    "a second policy forbids": (
        lambda host: host.send(CSP, GOOD, "frame-ancestors 'self'"),
        "sharepoint",
        "frame-ancestors",
        "problem",
    ),
    "a second policy in one header forbids": (
        lambda host: host.send(CSP, f"{GOOD}, frame-ancestors 'self'"),
        "confluence",
        "frame-ancestors",
        "problem",
    ),
    "anybody may frame": (lambda host: host.send(CSP), "site", "frame-ancestors", "advice"),
    "X-Frame-Options forbids": (
        lambda host: host.send(CSP).send("X-Frame-Options", "DENY"),
        "iframe",
        "X-Frame-Options",
        "problem",
    ),
    "X-Frame-Options forbids others": (
        lambda host: host.send(CSP).send("X-Frame-Options", "SameOrigin"),
        "sharepoint",
        "X-Frame-Options",
        "problem",
    ),
    "X-Frame-Options contradicts itself": (
        lambda host: host.send(CSP).send("X-Frame-Options", "SAMEORIGIN", "ALLOW-FROM https://a.example"),
        "teams",
        "X-Frame-Options",
        "problem",
    ),
    "a policy that is only reported does not override X-Frame-Options": (
        lambda host: host.send(CSP).send(f"{CSP}-Report-Only", GOOD).send("X-Frame-Options", "DENY"),
        "script",
        "X-Frame-Options",
        "problem",
    ),
    "X-Frame-Options is overridden": (
        lambda host: host.send("X-Frame-Options", "DENY"),
        "site",
        "X-Frame-Options",
        "advice",
    ),
    "X-Frame-Options is obsolete": (
        lambda host: host.send(CSP).send("X-Frame-Options", "ALLOW-FROM https://a.example"),
        "site",
        "X-Frame-Options",
        "advice",
    ),
    "scripts are forbidden": (
        lambda host: host.send(CSP, without("script-src")),
        "site",
        "default-src of the page's policy",
        "problem",
    ),
    "WebAssembly is": (
        lambda host: host.send(CSP, GOOD.replace(" 'wasm-unsafe-eval'", "")),
        "site",
        "script-src of the page's policy",
        "problem",
    ),
    "WebAssembly is for the worker": (
        lambda host: host.send(CSP, GOOD.replace(" 'wasm-unsafe-eval'", ""), to=lambda path: path == WORKER),
        "site",
        "script-src of the worker's policy",
        "problem",
    ),
    "the worker may not fetch": (
        lambda host: host.send(CSP, without("connect-src"), to=lambda path: path == WORKER),
        "site",
        "default-src of the worker's policy",
        "problem",
    ),
    "the worker may not import": (
        lambda host: host.send(CSP, "script-src-elem 'none'", to=lambda path: path == WORKER),
        "site",
        "script-src-elem of the worker's policy",
        "problem",
    ),
    "workers are forbidden": (
        lambda host: host.send(CSP, without("worker-src", "worker-src 'none'")),
        "site",
        "worker-src of the page's policy",
        "problem",
    ),
    "workers are, by way of child-src": (
        lambda host: host.send(CSP, without("worker-src", "child-src 'none'")),
        "site",
        "child-src of the page's policy",
        "problem",
    ),
    "connections are": (
        lambda host: host.send(CSP, without("connect-src", "connect-src https://api.example")),
        "site",
        "connect-src of the page's policy",
        "problem",
    ),
    "styles are": (
        lambda host: host.send(CSP, without("style-src")),
        "site",
        "default-src of the page's policy",
        "problem",
    ),
    "icons are": (
        lambda host: host.send(CSP, without("img-src", "img-src 'self'")),
        "site",
        "img-src of the page's policy",
        "problem",
    ),
    "images are": (
        lambda host: host.send(CSP, without("img-src", "img-src data:")),
        "site",
        "img-src of the page's policy",
        "problem",
    ),
    "scripts need a nonce": (
        lambda host: host.send(
            CSP, without("script-src", "script-src 'self' 'unsafe-eval' 'strict-dynamic'")
        ),
        "site",
        "script-src of the page's policy",
        "problem",
    ),
    "workers need a trusted type": (
        lambda host: host.send(CSP, f"{GOOD}; require-trusted-types-for 'script'"),
        "site",
        "require-trusted-types-for of the page's policy",
        "problem",
    ),
    "a sandbox stops the scripts": (
        lambda host: host.send(CSP, f"{GOOD}; sandbox allow-same-origin"),
        "site",
        "sandbox of the page's policy",
        "problem",
    ),
    "a sandbox stops less": (
        lambda host: host.send(CSP, f"{GOOD}; sandbox allow-scripts allow-same-origin allow-forms"),
        "site",
        "sandbox of the page's policy",
        "advice",
    ),
    "modules are served as text": (
        lambda host: host.send("Content-Type", "text/plain", to=lambda path: path.endswith(".mjs")),
        "site",
        "Media type of .mjs",
        "problem",
    ),
    "scripts are served as nothing": (
        lambda host: host.send("Content-Type", to=lambda path: path.endswith(".js")),
        "site",
        "Media type of .js",
        "problem",
    ),
    "styles are served as text": (
        lambda host: host.send("Content-Type", "text/plain", to=lambda path: path.endswith(".css")),
        "site",
        "Media type of .css",
        "problem",
    ),
    "WebAssembly is served as bytes": (
        lambda host: host.send(
            "Content-Type", "application/octet-stream", to=lambda path: path.endswith(".wasm")
        ),
        "site",
        "Media type of .wasm",
        "advice",
    ),
    "JSON is served as text": (
        lambda host: host.send("Content-Type", "text/plain", to=lambda path: path.endswith(".json")),
        "site",
        "Media type of .json",
        "advice",
    ),
    "types may be guessed": (
        lambda host: host.send("X-Content-Type-Options"),
        "site",
        "X-Content-Type-Options",
        "advice",
    ),
    "the module is not shared": (
        lambda host: host.send("Access-Control-Allow-Origin", to=lambda path: path == "embed.js"),
        "script",
        "Access-Control-Allow-Origin",
        "problem",
    ),
    "what the module imports is not shared": (
        lambda host: host.send("Access-Control-Allow-Origin", to=lambda path: path.endswith("channel.js")),
        "script",
        "Access-Control-Allow-Origin",
        "problem",
    ),
    "the module is shared twice, which is once too often": (
        lambda host: host.send("Access-Control-Allow-Origin", "*", "*"),
        "script",
        "Access-Control-Allow-Origin",
        "problem",
    ),
    "isolated pages are kept out": (
        lambda host: host.send("Cross-Origin-Resource-Policy", "same-origin"),
        "site",
        "Cross-Origin-Resource-Policy",
        "advice",
    ),
    "pages are kept for a day": (
        lambda host: host.send("Cache-Control", "max-age=86400", to=lambda path: path.endswith(".html")),
        "site",
        "Caching of pages",
        "problem",
    ),
    "the module is kept for ever": (
        lambda host: host.send("Cache-Control", "max-age=31536000", to=lambda path: path == "embed.js"),
        "site",
        "Caching of pages",
        "problem",
    ),
    "the tree is kept for ten minutes": (
        lambda host: host.send(
            "Cache-Control", "public, max-age=600", to=lambda path: path.endswith("tree.json")
        ),
        "site",
        "Caching of pages",
        "advice",
    ),
    "nothing is said about keeping pages": (
        lambda host: host.send("Cache-Control", to=lambda path: path.endswith(".html")),
        "site",
        "Caching of pages",
        "advice",
    ),
    "the engine is not kept": (
        lambda host: host.send("Cache-Control", "no-cache"),
        "site",
        "Caching of the engine",
        "advice",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_and_the_headers_that_are_suggested_mend_it(fault: str) -> None:
    spoil, id, title, level = FAULTS[fault]
    host = Host()
    spoil(host)
    report = examined(host)
    finding = found(report, id, title)
    assert finding.level == level
    assert finding.header or finding.remove
    assert part(report, id).verdict != "works"
    assert bool(report.problems) == any(
        one.level == "problem" for judged in (report.site, *report.hosts) for one in judged.findings
    )
    follow(host, report)
    assert said(examined(host)) == []


# What headers do not mend


def test_a_file_that_is_missing_is_named() -> None:
    host = Host()
    del host.files[f"{ENGINE}guide.js"]
    finding = found(examined(host), "site", "Files are missing")
    assert finding.level == "problem" and f"{ENGINE}guide.js (status 404)" in finding.text


def test_a_missing_module_stops_the_element_alone() -> None:
    host = Host()
    del host.files["embed.js"]
    report = examined(host)
    assert said(report) == [("script", "embed.js")]
    assert [one.verdict for one in report.hosts] == ["works", "blocked", "works", "works", "works"]


def test_files_without_packing_are_named_and_how_large_they_are() -> None:
    report = examined(Host(packs=()))
    assert said(report) == [("site", "Compression")]
    assert "pyodide.primary.wasm" in in_words(report)


def test_gzip_is_packing_too() -> None:
    assert said(examined(Host(packs=("gzip",)))) == []


def test_pages_without_validators_are_named() -> None:
    report = examined(Host().send("ETag", to=lambda path: path.endswith(".html")))
    assert said(report) == [("site", "Validators")]
    modified = Host().send("ETag").send("Last-Modified", "Wed, 25 Nov 2026 09:00:00 GMT")
    assert said(examined(modified)) == []


@pytest.mark.parametrize(("missing", "level"), [(404, "ok"), (410, "ok"), (403, "advice"), (500, "advice")])
def test_an_address_that_does_not_exist_should_say_so(missing: int, level: str) -> None:
    assert found(examined(Host(missing=missing)), "site", "Addresses that do not exist").level == level


def test_a_host_that_rewrites_every_address_to_one_page_is_found_out() -> None:
    report = examined(Host(rewrites="index.html"))
    finding = found(report, "site", "Addresses that do not exist")
    assert finding.level == "problem" and "status 200" in finding.text


def test_a_file_that_was_changed_on_the_way_is_found_out() -> None:
    host = Host()
    host.files[f"{ENGINE}guide.js"] = b"export class Guide{}"
    finding = found(examined(host), "site", "Served as built")
    assert finding.level == "problem" and f"{ENGINE}guide.js." in finding.text
    host.files["en-US/embed/index.html"] += b"<script>count()</script>"
    assert "embed/index.html" in found(examined(host), "site", "Served as built").text


def test_a_file_of_another_build_is_found_out() -> None:
    host = Host()
    manifest = json.loads(host.files["manifest.json"])
    del manifest["files"][f"{ENGINE}guide.js"]
    host.files["manifest.json"] = json.dumps(manifest).encode()
    assert "Not among what it wrote" in found(examined(host), "site", "Served as built").text


@pytest.mark.parametrize(
    "manifest", [None, b"", b"[]", b'{"files": []}', b'{"files": {"a": 1}}', b"\xff", b"[" * 9999]
)
def test_without_a_manifest_it_is_said_that_the_hashes_were_not_compared(manifest: bytes | None) -> None:
    host = Host()
    host.files.pop("manifest.json")
    if manifest is not None:
        host.files["manifest.json"] = manifest
    report = examined(host)
    assert said(report) == [("site", "Served as built")]
    assert report.problems == 0
    assert "Left out" in found(report, "site", "Served as built").text


def test_a_policy_in_the_page_itself_is_judged_and_no_header_is_offered_for_it() -> None:
    host = Host()
    page = host.files["en-US/embed/index.html"].decode()
    del host.files["manifest.json"]
    stated = """<meta charset="utf-8"><meta http-equiv="content-security-policy" content="{}">"""
    host.files["en-US/embed/index.html"] = page.replace(
        '<meta charset="utf-8">', stated.format("script-src 'self'; frame-ancestors 'none'; sandbox")
    ).encode()
    report = examined(host)
    assert ("site", "script-src of the page's policy") in said(report)
    assert found(report, "site", "script-src of the page's policy").header is None
    assert part(report, "iframe").verdict == "works in part"  # in a page frame-ancestors counts for nothing


# http and https


def test_a_guide_of_http_is_blocked_where_pages_are_https() -> None:
    report = examined_away(Host(), INTRANET, "http://intranet.example.org", root="http://guide.example.org/")
    https = {one.id: found(report, one.id, "https").level for one in report.hosts}
    assert https == {
        "iframe": "advice",
        "script": "advice",
        "sharepoint": "problem",
        "teams": "problem",
        "confluence": "problem",
        INTRANET: "problem",
        "http://intranet.example.org": "advice",
    }


def test_over_https_strict_transport_is_advised_and_is_enough() -> None:
    host = Host()
    report = examined_away(host)
    assert [title for _, title in said(report) if title != "Compression"] == ["Strict-Transport-Security"]
    follow(host, report)
    assert [title for _, title in said(examined_away(host)) if title != "Compression"] == []


def test_a_redirect_from_https_to_http_is_a_problem() -> None:
    host = Host(redirects={f"/{WORKER}": f"http://guide.example.org/w/{WORKER}"})
    assert found(examined_away(host), "site", "Redirect from https to http").level == "problem"
    host.redirects = {"/start": f"{AWAY}en-US/embed/"}
    assert "Redirect from https to http" not in in_words(examined_away(host, page="start"))


def test_addresses_with_http_in_the_page_are_a_problem_but_for_this_machines() -> None:
    host = Host()
    page = host.files["en-US/embed/index.html"].decode()
    for address, bad in (("http://cdn.example/x.css", True), ("http://localhost:1/x.css", False)):
        link = f'<link rel="stylesheet" href="{address}"><a href="http://portal.example/">'
        host.files["en-US/embed/index.html"] = page.replace("</head>", f"{link}</head>").encode()
        assert ("Addresses with http in the page" in dict(map(reversed, said(examined(host))))) is bad  # type: ignore[arg-type]


# Host pages by name


def test_a_host_page_that_is_named_is_looked_at_and_added_to_who_may_already() -> None:
    host = Host()
    report = examined(host, INTRANET)
    assert said(report) == [(INTRANET, "frame-ancestors")]
    assert report.headers == ((f"{CSP}: {policy([*EMBEDDERS, INTRANET])}", EVERY_FILE),)
    follow(host, report)
    assert said(examined(host, INTRANET)) == []


def test_who_may_already_frame_stays_allowed_by_the_header_that_is_suggested() -> None:
    host = Host().send(CSP, "frame-ancestors https://old.example https://contoso.sharepoint.com")
    deployed = examined(host).deployed
    assert embedders(deployed, KINDS) == [
        "https://old.example",
        "https://contoso.sharepoint.com",
        *EMBEDDERS[1:],
    ]


def test_of_several_lists_only_what_all_allow_stays_allowed() -> None:
    host = Host().send(
        CSP, "frame-ancestors https://a.example *.b.example", "frame-ancestors https://x.b.example"
    )
    deployed = examined(host).deployed
    assert embedders(deployed, ()) == ["https://x.b.example"]


def test_one_companys_sharepoint_is_enough() -> None:
    host = Host().send(CSP, GOOD.replace("https://*.sharepoint.com", "https://contoso.sharepoint.com"))
    report = examined(host)
    assert said(report) == []
    assert "https://contoso.sharepoint.com" in found(report, "sharepoint", "frame-ancestors").text


def test_a_host_page_of_the_guides_own_origin_is_let_in_by_sameorigin_and_needs_no_sharing() -> None:
    host = Host().send(CSP).send("X-Frame-Options", "SAMEORIGIN").send("Access-Control-Allow-Origin")
    own = AWAY.rstrip("/")
    assert part(examined_away(host, own), own).verdict != "blocked"
    assert part(examined_away(host, INTRANET), INTRANET).verdict == "blocked"


def test_a_module_that_is_shared_with_one_origin_loads_there_alone() -> None:
    host = Host().send("Access-Control-Allow-Origin", INTRANET).send(CSP, policy([*EMBEDDERS, INTRANET]))
    report = examined(host, INTRANET)
    assert said(report) == [("script", "Access-Control-Allow-Origin")]


def test_what_a_host_sends_cannot_write_to_the_screen_or_into_the_suggested_header() -> None:
    host = (
        Host()
        .send(CSP, 'frame-ancestors "quoted" https://a.example/\x1b[2J $(x)')
        .send("X-Frame-Options", "\x1b[2J")
    )
    report = examined(host)
    assert "\x1b" not in in_words(report)
    assert report.headers == ((f"{CSP}: {GOOD}", EVERY_FILE),)


def test_any_page_is_allowed_by_a_star() -> None:
    assert said(examined(Host().send(CSP, policy(["*"])), INTRANET)) == []


# The command


def doctor(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = build_site.main(["embed", "doctor", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_command_is_content_with_a_good_guide(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host()) as root:
        code, out, err = doctor(capsys, root)
    assert (code, err) == (0, "")
    assert "SharePoint page (Embed web part): works\n" in out
    assert out.endswith("Nothing must be changed.\n")
    assert "Add these headers" not in out


def test_the_command_is_content_with_advice(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host(packs=())) as root:
        code, out, _ = doctor(capsys, root)
    assert code == 0
    assert "Teams tab: works, with advice\n" in out


def test_the_command_prints_one_policy_for_all_that_must_change(capsys: pytest.CaptureFixture[str]) -> None:
    bad = "default-src 'self'; style-src 'none'; frame-ancestors https://old.example"
    with on_loopback(Host().send(CSP, bad).send("X-Frame-Options", "DENY")) as root:
        code, out, _ = doctor(capsys, root, "--embedder", f"{INTRANET}/")
    assert code == 1
    (line,) = re.findall(r"^ +(Content-Security-Policy: .*)$", out, re.MULTILINE)
    assert line == f"{CSP}: {policy(['https://old.example', *EMBEDDERS, INTRANET])}"
    assert "Send these no more: X-Frame-Options\n" in out
    assert "SharePoint page (Embed web part): blocked\n" in out
    assert "HTML page with an iframe: works in part\n" in out


def test_the_command_prints_json_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host().send(CSP, policy(EMBEDDERS[1:]))) as root:
        code, out, _ = doctor(capsys, f"{root}en-US/", "--json")
        report = json.loads(out)
    assert code == 1
    assert (report["root"], report["page"], report["problems"]) == (root, f"{root}en-US/embed/", 1)
    verdicts = {one["id"]: one["verdict"] for one in report["hosts"]}
    assert verdicts["sharepoint"] == "blocked" and verdicts["teams"] == "works"
    assert report["headers"] == [
        {"where": EVERY_FILE, "header": f"{CSP}: {policy([*EMBEDDERS[1:], EMBEDDERS[0]])}"}
    ]


def test_the_command_can_leave_out_kinds_that_are_not_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host().send(CSP, policy([INTRANET]))) as root:
        assert doctor(capsys, root)[0] == 1
        code, out, _ = doctor(capsys, root, "--only", "iframe", "--embedder", INTRANET)
    assert code == 0
    assert "SharePoint" not in out


@pytest.mark.parametrize(
    "url",
    [
        "guide.example.org",
        "ftp://guide.example.org/",
        "site/index.html",
        "/site/index.html",
        "file:///site/index.html",
        "",
        "https://",
        "https://guide.example.org:99999/",
        "https://[1/",
        "https://guide.example.org/a b",
        "https://someone:secret@guide.example.org/",
        "http://" + "a" * 70 + ".example/",
    ],
)
def test_what_is_no_address_is_said_in_one_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = doctor(capsys, url)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "https://guide.example.org/en-US/" in err or "host name" in err
    assert "secret" not in err


@pytest.mark.parametrize(
    "origin",
    ["intranet.example.org", "https://intranet.example.org/page", "https://*.example.org", "*", "ftp://a"],
)
def test_what_is_no_origin_is_said_in_one_sentence(origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = doctor(capsys, AWAY, "--embedder", origin)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "https://intranet.example.org" in err


@pytest.mark.parametrize("verb", [["embed"], ["embed", "doctor"]])
def test_the_verb_explains_itself(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_site.main([*verb, "--help"])
    assert caught.value.code == 0
    assert "usage:" in capsys.readouterr().out


# What cannot be looked at


def test_a_page_that_is_not_there_or_not_ours_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    host = Host()
    host.files["other.html"] = b"<!doctype html><title>Something else</title>"
    host.redirects["/login"] = "/other.html"
    host.files["nameless.html"] = b'<!doctype html><script src="engine/1a2b3c/x.js"></script>'
    with on_loopback(host) as root:
        for page, message in (
            ("nowhere/", "has the status 404"),
            ("embed.js", "is not a web page (text/javascript)"),
            ("other.html", "is no page of the guide"),
            ("nameless.html", "leads to no language"),
            ("login", "other.html, which is no page of the guide"),
        ):
            code, out, err = doctor(capsys, f"{root}{page}")
            assert (code, out, err.count("\n")) == (2, "", 1)
            assert message in err


def test_a_connection_that_is_refused_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        code, _, err = doctor(capsys, f"http://127.0.0.1:{port}/")
    assert (code, err.count("\n")) == (2, 1)
    assert "the connection was refused" in err


def test_a_host_that_does_not_speak_tls_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host()) as root, sending(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert root
        code, _, err = doctor(capsys, f"https://127.0.0.1:{port}/")
    assert (code, err.count("\n")) == (2, 1)
    assert "No secure connection" in err


@contextmanager
def sending(answer: bytes | None) -> Iterator[int]:
    """A host that sends these bytes to whoever comes, or nothing at all. Gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        stop = threading.Event()

        def serve() -> None:
            kept = []
            while not stop.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                connection.settimeout(0.5)
                kept.append(connection)
                if answer is not None:
                    with connection:
                        connection.recv(65536)
                        connection.sendall(answer)
            for connection in kept:
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "broke off"),
        (b"SSH-2.0-OpenSSH\r\n", "not HTTP"),
        (b"", "could not be reached|broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "is not packed as"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nplain",
            "is not packed as|too early",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 5\r\n\r\nplain", "nobody had asked"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /\r\n\r\n", "without an end"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: file:///etc/hosts\r\n\r\n", "no web address"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://[1\r\n\r\n", "no web address"),
    ],
)
def test_an_answer_that_is_none_is_said_in_one_sentence(
    answer: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with sending(answer) as port:
        code, out, err = doctor(capsys, f"http://127.0.0.1:{port}/")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert re.search(message, err)


def test_a_host_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.hosting.doctor.fetching.TIMEOUT", 0.2)
    with sending(None) as port, pytest.raises(FetchError, match="did not answer within"):
        fetch(f"http://127.0.0.1:{port}/")


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.hosting.doctor.fetching.LARGEST", 1000)
    body = b"x" * 2000
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + body
    with sending(answer) as port, pytest.raises(FetchError, match="is larger than"):
        fetch(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_not_read(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.hosting.doctor.fetching.LARGEST", 2**17)
    host = Host(packs=(encoding,))
    host.files["embed.js"] = b" " * 2**24
    with on_loopback(host) as root, pytest.raises(FetchError, match="when it is unpacked"):
        fetch(f"{root}embed.js")


def test_a_file_that_cannot_be_fetched_is_a_finding_and_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host()
    host.redirects[f"/{WORKER}"] = f"/{WORKER}"
    finding = found(examined(host), "site", "Files are missing")
    assert "without an end" in finding.text


def test_addresses_of_other_scripts_are_asked_for_in_ascii() -> None:
    assert (
        checked_address("https://gïds.example/blått?q=å#x")
        == "https://xn--gds-zma.example/bl%C3%A5tt?q=%C3%A5"
    )
