"""Pages that frame or open the guide without being who they say, and pages that the guide opens."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.embed.protocol import ANSWER, ID, LOOKS, SPEAK, frame_of, named, wait_for_looks
from tests.browser.intranet import Intranet, OpenHost, guide_in
from tests.support.answers import QUERY
from tests.support.guide_page import answer, at_step


@pytest.mark.parametrize("claimed", ["honest", "another", "the guide"])
def test_a_page_that_claims_another_origin_is_told_nothing_and_not_listened_to(
    open_host: OpenHost, host: Intranet, hostile: Intranet, address: str, claimed: str
) -> None:
    own = address.rstrip("/")
    origin = {"honest": hostile.origin, "another": host.origin, "the guide": own}[claimed]
    body = frame_of(f"{address}en-US/embed/", named(origin))
    page = open_host(
        hostile.page(body, head=f"<script>{SPEAK}</script>"),
        expect=("target origin provided",),
    )
    guide = guide_in(page)
    guide.evaluate(LOOKS)
    page.evaluate(
        "() => { post(theme('#0000ff')); post(message('start', { answers: { product: 'azure' } })); }"
    )
    guide.wait_for_function("() => received.length === 2")
    if claimed == "honest":
        assert wait_for_looks(guide, "#0000ff") == ["#0000ff"]
        page.wait_for_function("() => received.some(({ data }) => JSON.parse(data).at === 'kind')")
        return
    assert guide.evaluate(ANSWER) > 0
    answer(guide, "critical")
    assert guide.evaluate("looks") == []
    assert page.evaluate("received") == []


def test_a_name_that_is_no_name_of_ours_makes_the_guide_silent_and_harms_nothing(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    ours = {"decisionTree": 1, "id": ID, "host": host.origin}
    look = {"scheme": "constructor", "accent": "</style><script>window.ran=1</script>", "ground": "url(//x)"}
    wrong = [
        {**ours, "id": "x"}, {**ours, "id": f"../{ID}"}, {**ours, "decisionTree": 2},
        {**ours, "host": "garbage"}, {**ours, "host": "*"},
        {**ours, "host": [host.origin]}, {**ours, "host": None}, {"decisionTree": 1, "id": ID}, look,
        {"scheme": {}, "accent": [], "ground": 1},
    ]  # fmt: skip
    names = ["", "null", "1", "[]", "{", '"x"', *map(json.dumps, wrong)]
    body = "".join(frame_of(f"{address}en-US/embed/", name) for name in names)
    page = open_host(host.page(body))
    for number in range(len(names)):
        guide = guide_in(page, number)
        assert guide.evaluate(ANSWER) > 0
        assert guide.evaluate("[window.ran, document.body.dataset.mdColorScheme]") == [None, "default"]
    assert page.evaluate("received") == []


def test_who_opens_the_guide_in_a_window_is_told_nothing_and_not_listened_to(
    open_host: OpenHost, hostile: Intranet, address: str
) -> None:
    page = open_host(hostile.page("", head=f"<script>{SPEAK}</script>"))
    name = named(hostile.origin)
    with page.context.expect_page() as found:
        page.evaluate(
            "([url, name]) => { window.guide = open(url, name); }", [f"{address}en-US/embed/", name]
        )
    popup = found.value
    popup.wait_for_selector(".guide--live .guide-current")
    assert popup.evaluate("[name, !!opener]") == [name, True]
    popup.evaluate(LOOKS)
    page.evaluate(
        """() => {
            post(theme("#bad001"), guide);
            post(message("start", { answers: { product: "azure" } }), guide);
            post(message("locale", { locale: "nl-NL" }), guide);
        }"""
    )
    popup.wait_for_function("() => received.length === 3")
    expect(popup.locator(".guide-current")).to_have_attribute("id", "product")
    assert popup.evaluate(ANSWER) > 0
    assert popup.evaluate("[looks, location.pathname]") == [[], "/en-US/embed/"]
    assert page.evaluate("received") == []


def test_what_the_guide_opens_cannot_reach_back(
    open_host: OpenHost, beside: Callable[..., str], address: str
) -> None:
    page = open_host(beside(f'answers="{QUERY}"'))
    page.context.route(
        lambda url: not url.startswith((address, "http://localhost:")),
        lambda route: route.fulfill(body="<!doctype html><title>Portal</title>", content_type="text/html"),
    )
    guide = guide_in(page, 1)
    at_step(guide, "azure")
    links = guide.locator("a[target=_blank]:visible")
    kinds = {}
    for link in links.all():
        kind = link.evaluate("one => `${one.origin === location.origin} ${one.rel} ${one.referrerPolicy}`")
        kinds.setdefault(kind, link)
    assert {kind.split()[0] for kind in kinds} == {"true", "false"}, "pages of the guide, and portals"
    for kind, link in kinds.items():
        with page.context.expect_page() as found:
            link.click()
        found.value.wait_for_load_state()
        assert found.value.evaluate("[window.opener, document.referrer]") == [None, ""], kind
        found.value.close()
