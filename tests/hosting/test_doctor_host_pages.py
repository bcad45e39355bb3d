"""Host pages that the embed doctor looks at by their name or kind, and who may frame the guide."""

from __future__ import annotations

from site_builder.hosting.doctor.checks import EVERY_FILE
from site_builder.hosting.doctor.host_pages import KINDS, suggested_embedders
from site_builder.hosting.headers import policy
from tests.support.deployed_guide import EMBEDDERS, Host
from tests.support.doctor_reports import (
    AWAY,
    CSP,
    GOOD,
    INTRANET,
    SHARED,
    examined,
    examined_away,
    follow,
    found,
    gathered,
    said,
)


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
