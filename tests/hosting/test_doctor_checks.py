"""Each check of the embed doctor: what spoils it, where and how badly it is said, and what mends it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from site_builder.hosting.doctor.checks import ANCESTORS
from site_builder.hosting.headers import policy
from tests.support.deployed_guide import EMBEDDERS, ENGINE, Host
from tests.support.doctor_reports import (
    AWAY,
    CSP,
    GOOD,
    INTRANET,
    SHARED,
    WORKER,
    examined,
    examined_away,
    follow,
    found,
    said,
)


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


FRAME, OPTIONS, CACHE = ANCESTORS, "X-Frame-Options", "Cache-Control"
CORP, SNIFF = "Cross-Origin-Resource-Policy", "X-Content-Type-Options"
PAGE, WORKERS = "{} of the page's policy", "{} of the worker's policy"
WASM, TEAMS = " 'wasm-unsafe-eval'", " https://*.cloud.microsoft"
STRICT, LOOSE = f"script-src 'self'{WASM} 'strict-dynamic'", "script-src 'self' 'unsafe-eval' https:"
# Of which part it is said, under which title, how bad it is, and the host that shows it.
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
