"""The embed doctor, on a guide that a server on loopback spoils in one way after the other."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_site
from site_builder.hosting.doctor.checks import (
    ANCESTORS,
    EVERY_FILE,
    HASHED_FILES,
    OTHER_FILES,
    Finding,
    is_bare,
)
from site_builder.hosting.doctor.deployment import Deployment, Page, gather
from site_builder.hosting.doctor.fetch import FetchError, Response, checked_address, is_loopback
from site_builder.hosting.doctor.host_pages import KINDS, embedder, suggested_embedders
from site_builder.hosting.doctor.report import Report, diagnose
from site_builder.hosting.headers import HASHED, policy, read_hosting
from site_builder.live.server import make_server
from tests.conftest import ROOT
from tests.support.deployed_guide import EMBEDDERS, ENGINE, Host, on_loopback

CSP = "Content-Security-Policy"
INTRANET = "https://intranet.example.org"
AWAY = "https://guide.example.org/"
GOOD = policy(EMBEDDERS)
WORKER = f"{ENGINE}worker.js"


def in_a_thread(call: Callable[..., Any], *arguments: Any) -> Any:
    """The doctor runs a loop: where a browser test ran before, this thread has Playwright's already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call, *arguments).result()


def gathered(host: Host, *origins: str, page: str = "en-US/embed/") -> Deployment:
    with on_loopback(host) as root:
        found: Deployment = in_a_thread(asyncio.run, gather(f"{root}{page}", origins))
    return found


def examined(host: Host, *origins: str, page: str = "en-US/embed/") -> Report:
    """What the doctor says of a host on loopback."""
    return diagnose(gathered(host, *origins, page=page), [*KINDS, *map(embedder, origins)])


def examined_away(host: Host, *origins: str, root: str = AWAY, page: str = "en-US/embed/") -> Report:
    """The same as if it were on another machine."""
    guide = in_a_thread(asyncio.run, gather(f"{root}{page}", origins, host.transport()))
    return diagnose(guide, [*KINDS, *map(embedder, origins)])


def found(report: Report, id: str, title: str) -> Finding:
    (judged,) = (part for part in (report.site, *report.hosts) if part.id == id)
    findings = [one for one in judged.findings if one.title == title]
    assert findings, f"{title} is not among {[one.title for one in judged.findings]}"
    return findings[0]


def said(report: Report) -> list[tuple[str, str]]:
    """Where and about what there is advice or a problem."""
    parts = (report.site, *report.hosts)
    return [(part.id, one.title) for part in parts for one in part.findings if one.level != "ok"]


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
    assert said(examined(Host().send(CSP, policy(read_hosting(ROOT).embedders)))) == []


def test_the_guide_as_it_is_built_and_served_here_has_no_problem(site: Path) -> None:
    with make_server(site, 0, read_hosting(ROOT).embedders) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            guide = in_a_thread(asyncio.run, gather(f"http://127.0.0.1:{server.server_port}/"))
        finally:
            server.shutdown()
            thread.join()
    report = diagnose(guide)
    assert report.problems == 0, report.in_words()
    assert {one.verdict for one in report.hosts} <= {"works", "works, with advice"}
    assert report.page.endswith("/en-US/embed/")


@pytest.mark.parametrize("folder", ["/", "/intranet/guide/"])
@pytest.mark.parametrize("page", ["", "en-US/", "en-US/embed/?product=azure#kind"])
def test_from_any_page_of_the_site_all_its_files_are_found_and_looked_at(folder: str, page: str) -> None:
    host = Host(folder=folder)
    guide = gathered(host, page=page)
    assert said(diagnose(guide)) == []
    assert guide.root.endswith(folder) and guide.page.url == f"{guide.root}en-US/embed/"
    others = {name for name in host.files if name.endswith(".html")} | {"manifest.json", f"{ENGINE}choose.js"}
    assert {guide.path(file) for file in guide.files} >= set(host.files) - others


def test_it_asks_by_its_own_name_without_cookies_and_no_other_host() -> None:
    other, host = Host(), Host().send("Set-Cookie", "a=b")
    with on_loopback(other) as elsewhere:
        page = host.files["en-US/embed/index.html"].decode()
        link = f'<link rel="stylesheet" href="{elsewhere}x.css">'
        host.files["en-US/embed/index.html"] = page.replace("</head>", f"{link}</head>").encode()
        host.redirects = {f"/{WORKER}": f"{elsewhere}{WORKER}", "/away": elsewhere}
        assert "on another host" in found(examined(host, INTRANET), "site", "Files are missing").text
        with pytest.raises(FetchError, match="on another host; name it if the guide is there"):
            examined(host, page="away")
    assert other.asked == []
    assert {one["user-agent"] for one in host.asked} == {"EscalationGuide-embed-doctor/1"}
    assert {one["accept-encoding"] for one in host.asked} == {"br, gzip"}
    assert {one["origin"] for one in host.asked if "origin" in one} == {INTRANET}
    assert not any("cookie" in one for one in host.asked)


# Each check: what spoils it, of which part it is said, under which title, how bad it is


def ending(suffix: str) -> Callable[[str], bool]:
    return lambda path: path.endswith(suffix)


def stating(directive: str, instead: str, to: Callable[[str], bool] = lambda path: True) -> Host:
    """A host whose policy states something in place of a directive of ours."""
    stated = re.sub(rf"(?<=; ){directive} [^;]*(; |$)", f"{instead}; " if instead else "", GOOD)
    assert stated != GOOD
    return Host().send(CSP, stated, to=to)


def sending_options(*values: str) -> Host:
    return Host().send(CSP).send(OPTIONS, *values)


def typed(media_type: str, suffix: str) -> Host:
    return Host().send("Content-Type", *filter(None, [media_type]), to=ending(suffix))


FRAME, OPTIONS, SHARED, CACHE = ANCESTORS, "X-Frame-Options", "Access-Control-Allow-Origin", "Cache-Control"
CORP, SNIFF = "Cross-Origin-Resource-Policy", "X-Content-Type-Options"
PAGE, WORKERS = "{} of the page's policy", "{} of the worker's policy"
WASM, TEAMS = " 'wasm-unsafe-eval'", " https://*.cloud.microsoft"
STRICT, LOOSE = f"script-src 'self'{WASM} 'strict-dynamic'", "script-src 'self' 'unsafe-eval' https:"
FAULTS: tuple[tuple[str, str, str, Host], ...] = (
    # who may frame it
    ("iframe", FRAME, "problem", stating(FRAME, "frame-ancestors 'none'")),
    ("iframe", FRAME, "advice", stating(FRAME, "frame-ancestors 'self'")),
    ("sharepoint", FRAME, "problem", Host().send(CSP, policy(EMBEDDERS[1:]))),
    (
        "sharepoint",
        FRAME,
        "problem",
        Host().send(CSP, GOOD.replace("*.sharepoint.com", "a.sharepoint.com/it")),
    ),
    ("sharepoint", FRAME, "problem", Host().send(CSP, GOOD, "frame-ancestors 'self'")),
    ("teams", FRAME, "problem", Host().send(CSP, GOOD.replace(TEAMS, ""))),
    ("teams", FRAME, "problem", Host().send(CSP, f"{GOOD}, frame-ancestors 'self'")),
    ("confluence", FRAME, "problem", Host().send(CSP, policy(EMBEDDERS[:-1]))),
    ("site", FRAME, "advice", Host().send(CSP)),
    ("iframe", OPTIONS, "problem", sending_options("DENY")),
    ("sharepoint", OPTIONS, "problem", sending_options("SameOrigin")),
    ("teams", OPTIONS, "problem", sending_options("SAMEORIGIN", "ALLOW-FROM https://a.example")),
    ("script", OPTIONS, "problem", sending_options("DENY").send(f"{CSP}-Report-Only", GOOD)),
    ("site", OPTIONS, "advice", Host().send(OPTIONS, "DENY")),
    ("site", OPTIONS, "advice", sending_options("ALLOW-FROM https://a.example")),
    ("site", CORP, "advice", Host().send(CORP, "same-origin")),
    # the policy, of the page and of the worker
    ("site", PAGE.format("default-src"), "problem", stating("script-src", "")),
    ("site", PAGE.format("default-src"), "problem", stating("style-src", "")),
    ("site", PAGE.format("script-src"), "problem", stating("script-src", "script-src 'self'")),
    ("site", PAGE.format("script-src"), "problem", stating("script-src", STRICT)),
    ("site", PAGE.format("script-src"), "advice", stating("script-src", LOOSE)),
    ("site", PAGE.format("worker-src"), "problem", stating("worker-src", "worker-src 'none'")),
    ("site", PAGE.format("child-src"), "problem", stating("worker-src", "child-src 'none'")),
    ("site", PAGE.format("connect-src"), "problem", stating("connect-src", "connect-src https://a.example")),
    ("site", PAGE.format("img-src"), "problem", stating("img-src", "img-src 'self'")),
    ("site", PAGE.format("sandbox"), "problem", Host().send(CSP, f"{GOOD}; sandbox allow-scripts")),
    (
        *("site", PAGE.format("require-trusted-types-for"), "problem"),
        Host().send(CSP, f"{GOOD}; require-trusted-types-for 'script'"),
    ),
    (
        *("site", WORKERS.format("script-src"), "problem"),
        stating("script-src", "script-src 'self'", ending("worker.js")),
    ),
    ("site", WORKERS.format("default-src"), "problem", stating("connect-src", "", ending("worker.js"))),
    # media types
    ("site", "Media type of .mjs", "problem", typed("text/plain", ".mjs")),
    ("site", "Media type of .js", "problem", typed("", ".js")),
    ("site", "Media type of .css", "problem", typed("text/plain", ".css")),
    ("site", "Media type of .wasm", "advice", typed("application/octet-stream", ".wasm")),
    ("site", "Media type of .json", "advice", typed("text/plain", ".json")),
    ("site", SNIFF, "advice", Host().send(SNIFF)),
    # the element's module
    ("script", SHARED, "problem", Host().send(SHARED, to=ending("embed.js"))),
    ("script", SHARED, "problem", Host().send(SHARED, to=ending("channel.js"))),
    ("script", SHARED, "problem", Host().send(SHARED, "*", "*")),
    # caching
    ("site", "Caching of pages", "problem", Host().send(CACHE, "max-age=86400", to=ending(".html"))),
    ("site", "Caching of pages", "problem", Host().send(CACHE, "max-age=31536000", to=ending("embed.js"))),
    ("site", "Caching of pages", "advice", Host().send(CACHE, "public, max-age=600", to=ending("tree.json"))),
    ("site", "Caching of pages", "advice", Host().send(CACHE, to=ending(".html"))),
    ("site", "Caching of the engine", "advice", Host().send(CACHE, "no-cache")),
)


@pytest.mark.parametrize(("id", "title", "level", "host"), FAULTS)
def test_a_fault_is_named_and_the_headers_that_are_suggested_mend_it(
    id: str, title: str, level: str, host: Host
) -> None:
    report = examined(host)
    finding = found(report, id, title)
    assert finding.level == level
    assert finding.header or finding.remove
    follow(host, report)
    assert said(examined(host)) == []


# What headers do not mend


def test_a_file_that_is_missing_is_named_and_a_missing_module_stops_the_element_alone() -> None:
    host = Host()
    del host.files[f"{ENGINE}guide.js"]
    assert f"{ENGINE}guide.js (status 404)" in found(examined(host), "site", "Files are missing").text
    host = Host()
    del host.files["embed.js"]
    report = examined(host)
    assert said(report) == [("script", "embed.js")]
    assert [one.verdict for one in report.hosts] == ["works", "blocked", "works", "works", "works"]


def test_the_page_that_was_asked_for_is_looked_at_where_there_is_no_embed_page() -> None:
    host = Host()
    del host.files["en-US/embed/index.html"]
    report = examined(host, page="en-US/")
    assert said(report) == [("site", "There is no embed page")]
    assert report.page.endswith("/en-US/")


def test_files_without_compression_or_validators_are_named() -> None:
    report = examined(Host(packs=()))
    assert said(report) == [("site", "Compression")] and "pyodide.primary.wasm" in report.in_words()
    assert said(examined(Host(packs=("gzip",)))) == []
    host = Host().send("ETag", to=ending(".html"))
    assert said(examined(host)) == [("site", "Validators")]
    assert said(examined(host.send("Last-Modified", "Wed, 25 Nov 2026 09:00:00 GMT"))) == []


@pytest.mark.parametrize(
    ("missing", "level"), [(410, ""), (403, "advice"), (500, "advice"), (200, "problem")]
)
def test_an_address_that_does_not_exist_should_say_so(missing: int, level: str) -> None:
    report = examined(Host(missing=missing) if missing != 200 else Host(rewrites="index.html"))
    title = "Addresses that do not exist"
    assert found(report, "site", title).level == level if level else ("site", title) not in said(report)


def test_a_file_that_was_changed_on_the_way_is_found_out() -> None:
    host = Host()
    host.files[f"{ENGINE}guide.js"] = b"export class Guide{}"
    finding = found(examined(host), "site", "Served as built")
    assert finding.level == "problem" and f"{ENGINE}guide.js:" in finding.text
    host.files["en-US/embed/index.html"] += b"<script>count()</script>"
    assert "embed/index.html" in found(examined(host), "site", "Served as built").text


def test_a_file_of_another_build_is_found_out() -> None:
    host = Host()
    manifest = json.loads(host.files["manifest.json"])
    del manifest["files"]["static/embed.3c4d.css"]
    host.files["manifest.json"] = json.dumps(manifest).encode()
    finding = found(examined(host), "site", "Served as built")
    assert finding.level == "problem" and "static/embed.3c4d.css" in finding.text


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b'{"files": {"a": 1}}', b"\xff", b"[" * 9999])
def test_without_a_manifest_it_is_said_that_the_hashes_were_not_compared(manifest: bytes | None) -> None:
    host = Host()
    host.files.pop("manifest.json")
    host.files |= {"manifest.json": manifest} if manifest is not None else {}
    report = examined(host)
    assert said(report) == [("site", "Served as built")] and report.problems == 0
    assert "Left out" in found(report, "site", "Served as built").text


# http and https


def test_a_guide_of_http_is_blocked_where_pages_are_https() -> None:
    plain = "http://intranet.example.org"
    report = examined_away(Host(), INTRANET, plain, root="http://guide.example.org/")
    levels = {one.id: found(report, one.id, "https").level for one in report.hosts}
    assert [id for id, level in levels.items() if level == "advice"] == ["iframe", "script", plain]
    others = ["sharepoint", "teams", "confluence", INTRANET]
    assert [id for id, level in levels.items() if level == "problem"] == others


def test_over_https_strict_transport_is_advised_and_is_enough() -> None:
    host = Host()
    report = examined_away(host)
    assert said(report) == [("site", "Strict-Transport-Security")]
    follow(host, report)
    assert said(examined_away(host)) == []


def test_a_redirect_from_https_to_http_is_a_problem() -> None:
    host = Host(redirects={f"/{WORKER}": f"http://guide.example.org/w/{WORKER}"})
    assert found(examined_away(host), "site", "Redirect from https to http").level == "problem"
    host.redirects = {"/start": f"{AWAY}en-US/embed/"}
    assert "Redirect from https to http" not in examined_away(host, page="start").in_words()


def test_addresses_with_http_in_the_page_are_a_problem_but_for_this_machines() -> None:
    host = Host()
    page = host.files["en-US/embed/index.html"].decode()
    for address, bad in (("http://cdn.example/x.css", True), ("http://localhost:1/x.css", False)):
        link = f'<link rel="stylesheet" href="{address}"><a href="http://portal.example/">'
        host.files["en-US/embed/index.html"] = page.replace("</head>", f"{link}</head>").encode()
        assert (("site", "Addresses with http in the page") in said(examined(host))) is bad


# Host pages by name


def test_a_host_page_that_is_named_is_looked_at_and_added_to_who_may_already() -> None:
    host = Host()
    report = examined(host, INTRANET)
    assert said(report) == [(INTRANET, "frame-ancestors")]
    assert report.headers == ((f"{CSP}: {policy([*EMBEDDERS, INTRANET])}", EVERY_FILE),)
    follow(host, report)
    assert said(examined(host, INTRANET)) == []
    assert said(examined(host.send(CSP, policy(["*"])), INTRANET)) == []


def test_who_may_already_frame_stays_allowed_by_the_header_that_is_suggested() -> None:
    guide = gathered(Host().send(CSP, "frame-ancestors https://old.example https://contoso.sharepoint.com"))
    expected = ["https://old.example", "https://contoso.sharepoint.com", *EMBEDDERS[1:]]
    assert suggested_embedders(guide, KINDS) == expected
    lists = ("frame-ancestors https://a.example *.b.example", "frame-ancestors https://x.b.example")
    assert suggested_embedders(gathered(Host().send(CSP, *lists)), ()) == ["https://x.b.example"]


def test_one_companys_sharepoint_is_enough() -> None:
    report = examined(
        Host().send(CSP, GOOD.replace("https://*.sharepoint.com", "https://contoso.sharepoint.com"))
    )
    assert said(report) == []
    assert "https://contoso.sharepoint.com" in found(report, "sharepoint", "frame-ancestors").text


def test_a_host_page_of_the_guides_own_origin_is_let_in_by_sameorigin_and_needs_no_sharing() -> None:
    host = Host().send(CSP).send("X-Frame-Options", "SAMEORIGIN").send("Access-Control-Allow-Origin")
    own = AWAY.rstrip("/")
    verdicts = {one.id: one.verdict for one in examined_away(host, own, INTRANET).hosts}
    assert verdicts[own] != "blocked" and verdicts[INTRANET] == "blocked"


def test_a_module_that_is_shared_with_one_origin_loads_there_alone() -> None:
    host = Host().send(SHARED, INTRANET).send(CSP, policy([*EMBEDDERS, INTRANET]))
    assert said(examined(host, INTRANET)) == [("script", SHARED)]


def test_what_a_host_sends_cannot_write_to_the_screen_or_into_the_suggested_header() -> None:
    host = Host().send(CSP, 'frame-ancestors "quoted" https://a.example/\x1b[2J $(x)')
    report = examined(host.send("X-Frame-Options", "\x1b[2J\x9b2J"))
    assert not {"\x1b", "\x9b"} & {*report.in_words(), *report.as_json()}
    assert report.as_json().count("\ufffd") == 1 and json.loads(report.as_json())
    assert report.headers == ((f"{CSP}: {GOOD}", EVERY_FILE),)
    with pytest.raises(FetchError) as caught:
        examined(Host().send("Content-Type", "\x1b[2J"))
    assert "\x1b" not in str(caught.value)


# The command


def doctor(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = in_a_thread(build_site.main, ["embed", "doctor", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(("packs", "verdict"), [(("br",), "works"), ((), "works, with advice")])
def test_the_command_is_content_without_problems(
    packs: tuple[str, ...], verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with on_loopback(Host(packs=packs)) as root:
        code, out, err = doctor(capsys, root)
    assert (code, err) == (0, "")
    assert f"SharePoint page (Embed web part): {verdict}\n" in out
    assert out.endswith("Nothing must be changed.\n") and "Add these headers" not in out


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
    assert set(report["site"]["findings"][0]) == {"level", "title", "text", "header", "where", "remove"}
    header = f"{CSP}: {policy([*EMBEDDERS[1:], EMBEDDERS[0]])}"
    assert report["headers"] == [{"where": EVERY_FILE, "header": header}] and report["removals"] == []


def test_the_command_can_leave_out_kinds_that_are_not_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host().send(CSP, policy([INTRANET]))) as root:
        assert doctor(capsys, root)[0] == 1
        code, out, _ = doctor(capsys, root, "--only", "iframe", "--embedder", INTRANET)
    assert code == 0 and "SharePoint" not in out


def test_the_command_explains_itself_and_its_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code, words in (
        (["embed", "--help"], 0, ["usage:", "doctor"]),
        (["embed", "doctor", "--help"], 0, ["usage:", *(kind.id for kind in KINDS)]),
        (["embed", "doctor", AWAY, "--only", "sharpoint"], 2, ["sharpoint", "sharepoint"]),
    ):
        with pytest.raises(SystemExit) as caught:
            build_site.main(arguments)
        captured = capsys.readouterr()
        assert caught.value.code == code
        assert [word for word in words if word not in captured.out + captured.err] == []


@pytest.mark.parametrize(
    "url",
    [
        *("guide.example.org", "ftp://guide.example.org/", "site/index.html", "file:///site/index.html", ""),
        *("https://", "https://guide.example.org:99999/", "https://[1/", "https://guide.example.org/a b"),
        *("https://someone:secret@guide.example.org/", "http://" + "a" * 70 + ".example/"),
    ],
)
def test_what_is_no_address_is_said_in_one_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = doctor(capsys, url)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "https://guide.example.org/en-US/" in err and "secret" not in err


def test_addresses_of_other_scripts_are_asked_for_in_ascii() -> None:
    expected = "https://xn--gds-zma.example/bl%C3%A5tt?q=%C3%A5"
    assert checked_address("https://gïds.example/blått?q=å#x") == expected


@pytest.mark.parametrize(
    "origin", ["a.example", f"{INTRANET}/page", "https://*.a.example", "*", "https://a:99999"]
)
def test_what_is_no_origin_is_said_in_one_sentence(origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = doctor(capsys, AWAY, "--embedder", origin)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "https://intranet.example.org" in err


# What cannot be looked at


def test_a_page_that_is_not_there_or_not_ours_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    host = Host(redirects={"/login": "/other.html"})
    host.files["other.html"] = b"<!doctype html><title>Something else</title>"
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


@contextmanager
def sending(*pieces: bytes, again: bytes | None = None) -> Iterator[int]:
    """A host that sends these bytes to whoever comes, then `again` until it is over. Gives its port."""
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(5)
                connection.recv(65536)
                for piece in pieces:
                    connection.sendall(piece)
                while again is not None and not stop.wait(0.02):
                    try:
                        connection.sendall(again)
                    except OSError:
                        break

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stop.set()
            thread.join()


OK = b"HTTP/1.1 200 OK\r\n"
FOUND = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (OK + b"Content-Length: 9\r\n\r\nshort", "no answer"),
        (b"SSH-2.0-OpenSSH\r\n", "no answer"),
        (b"", "no answer"),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "is not packed as"),
        (OK + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nplain", "is not packed as|too early"),
        (OK + b"Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nplain", "is not packed as"),
        (FOUND + b"Location: /\r\n\r\n", "without an end"),
        (FOUND + b"Location: file:///etc/hosts\r\n\r\n", "on another host"),
        (FOUND + b"Location: http://[1\r\n\r\n", "on another host|no answer"),
    ],
)
def test_an_answer_that_is_none_is_said_in_one_sentence(
    answer: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with sending(answer) as port:
        code, out, err = doctor(capsys, f"http://127.0.0.1:{port}/")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert re.search(message, err)


def test_no_connection_and_no_tls_are_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        code, _, err = doctor(capsys, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (code, err.count("\n")) == (2, 1) and "Connect call failed" in err
    with sending(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        code, _, err = doctor(capsys, f"https://127.0.0.1:{port}/")
    assert (code, err.count("\n")) == (2, 1) and "SSL" in err


FETCH, ALL = "site_builder.hosting.doctor.fetch", "site_builder.hosting.doctor.deployment"


@pytest.mark.parametrize(
    ("pieces", "again", "limit", "message"),
    [
        ((), b"", f"{FETCH}.TIMEOUT", "did not answer within"),
        ((OK,), b"X-Slow: 1\r\n", f"{ALL}.PATIENCE", "had not come after"),
        ((OK + b"\r\n",), b"slow", f"{ALL}.PATIENCE", "had not come after"),
        ((OK + b"\r\n", b"x" * 2000), None, f"{FETCH}.LARGEST", "is larger than"),
    ],
)
def test_a_host_without_an_end_is_given_up(
    pieces: tuple[bytes, ...], again: bytes | None, limit: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit, 1000 if "LARGEST" in limit else 0.3)
    with sending(*pieces, again=again) as port, pytest.raises(FetchError, match=message):
        in_a_thread(asyncio.run, gather(f"http://127.0.0.1:{port}/"))


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_not_read(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{FETCH}.LARGEST", 2**17)
    host = Host(packs=(encoding,))
    host.files["en-US/embed/index.html"] = b" " * 2**22
    with pytest.raises(FetchError, match="too large when it is unpacked"):
        gathered(host)


def test_a_file_that_cannot_be_fetched_is_a_finding_and_not_the_end() -> None:
    finding = found(examined(Host(redirects={f"/{WORKER}": f"/{WORKER}"})), "site", "Files are missing")
    assert "without an end" in finding.text


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["<![", "<script src=", "'http://[1'", "//a:99999/", "http://\x01", ">", "<a ", "<!--"]
        )
    ).map("".join)
)
def test_any_page_can_be_read(html: str) -> None:
    for address in Page(Response(url=AWAY, body=html.encode("utf-8", "replace"))).loaded:
        assert is_bare(address) == (address.startswith("http:") and not is_loopback(address))


def test_a_page_of_nonsense_and_a_policy_of_a_thousand_sources_take_no_time() -> None:
    nonsense = b"<![<script src='http://[1'><script src=//a:99999/>" * 20_000
    host = Host().send(CSP, f"frame-ancestors {' '.join(f'https://a{n}.example' for n in range(900))}")
    host.files["en-US/embed/index.html"] += nonsense
    host.files["embed.js"] = b'import "./a.js";' + b"import " * 100_000
    assert ("sharepoint", "frame-ancestors") in said(examined(host))
