"""The embed doctor on guides that are served rightly: what it looks at, and how it asks."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from site_builder.hosting.doctor.deployment import gather
from site_builder.hosting.doctor.fetch import FetchError
from site_builder.hosting.doctor.report import diagnose
from site_builder.hosting.headers import policy, read_hosting
from site_builder.live.server import make_server
from tests.conftest import ROOT
from tests.support.deployed_guide import ENGINE, Host, on_loopback
from tests.support.doctor_reports import CSP, INTRANET, WORKER, examined, found, gathered, in_a_thread, said


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
    assert {one["user-agent"] for one in host.asked} == {"decision-tree-embed-doctor/1"}
    assert {one["accept-encoding"] for one in host.asked} == {"br, gzip"}
    assert {one["origin"] for one in host.asked if "origin" in one} == {INTRANET}
    assert not any("cookie" in one for one in host.asked)
