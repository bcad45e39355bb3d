"""Frames beside the guide or in its place: they speak neither to it nor for it.

A message that is ignored leaves no trace, so each test sends one that counts after it, by the same way, and
waits for that.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.embed.protocol import (
    ANSWER,
    AT_ONCE,
    FLOOD,
    LOOKS,
    OTHER_ID,
    SPEAK,
    add_frame,
    frames_beside,
    height,
    id_of_frame,
    settled,
    wait_for_looks,
)
from tests.browser.intranet import Intranet, OpenHost

LEAST, MOST = 120, 20_000
"""Pixels that the element's height can be."""


def test_a_frame_that_floods_its_host_cannot_keep_the_guide_from_being_heard(
    open_host: OpenHost, beside: Callable[..., str]
) -> None:
    page = open_host(beside())
    guide, evil, _ = frames_beside(page)
    settled(page)
    id = id_of_frame(page)
    evil.evaluate(
        f"""id => {{
            const make = (at) => at % 2 ? message("height", {{ height: 5000 }}, {{ id }}) : "x".repeat(4000);
            window.flooding = flood(make, parent, {FLOOD});
        }}""",
        id,
    )
    assert guide.evaluate(ANSWER) < AT_ONCE
    page.wait_for_function("() => heard.some(([, { at }]) => at === 'product')", timeout=AT_ONCE)
    evil.evaluate("flooding")
    page.wait_for_function("count => received.length > count", arg=FLOOD)
    assert height(page) < 5000
    assert [type for type, _ in page.evaluate("heard")] == ["ready", "step", "step"]


def test_the_guides_own_frame_cannot_get_a_height_out_of_bounds(
    open_host: OpenHost, beside: Callable[..., str]
) -> None:
    """As if the guide's page were somebody else's."""
    page = open_host(beside())
    guide, *_ = frames_beside(page)
    settled(page)
    id = id_of_frame(page)

    def say(*heights: str) -> float:
        """Let the guide's window say these, then a step that has a name of its own; the height after that."""
        texts = page.evaluate(
            f"""id => [{", ".join(heights)}].map((height) => {{
                const text = JSON.stringify(message("height", {{ height: "HERE" }}, {{ id }}));
                return text.replace('"HERE"', height);
            }})""",
            id,
        )
        end = page.evaluate(
            "id => JSON.stringify(message('step', { at: `end-${n}`, answers: {}, moved: true }, { id }))", id
        )
        guide.evaluate("texts => { for (const text of texts) parent.postMessage(text, '*'); }", [*texts, end])
        page.wait_for_function(
            "at => heard.some(([, detail]) => detail.at === at)", arg=json.loads(end)["at"]
        )
        return height(page)

    assert say("'1234.5'") == 1234.5
    assert say("'null'", "'\"3000\"'", "'1e400'", "'[3000]'", "'{}'", "'true'", "'NaN'") == 1234.5
    assert say("'-1e9'") == LEAST
    assert say("'0'") == LEAST
    assert say("'1e9'") == MOST
    assert say("'1.7976931348623157e308'") == MOST
    assert say("'700'") == 700


@pytest.mark.parametrize("id", ["right", "wrong"])
def test_no_other_frame_can_speak_for_the_guide(
    open_host: OpenHost, beside: Callable[..., str], address: str, id: str
) -> None:
    page = open_host(beside())
    guide, evil, inner = frames_beside(page)
    before = settled(page)
    sibling = add_frame(page, f"{address}en-US/embed/")  # of the guide's own origin
    heard, count = page.evaluate("[heard, received.length]")
    forged = page.evaluate(
        """id => [
            ["ready", { locale: "nl-NL" }], ["height", { height: 3000 }], ["height", { height: -1 }],
            ["height", { height: 1e9 }], ["step", { at: "forged", answers: {}, moved: true }],
            ["outcome", { at: "forged", answers: {} }], ["error", { code: "forged" }],
        ].map(([type, fields]) => JSON.stringify(message(type, fields, { id })))""",
        id_of_frame(page) if id == "right" else OTHER_ID,
    )
    for frame in (evil, inner, sibling, page.main_frame):
        frame.evaluate("all => { for (const one of all) top.postMessage(one, '*'); }", forged)
    page.wait_for_function("count => received.length >= count", arg=count + 4 * len(forged))
    assert page.evaluate("heard") == heard
    assert height(page) == before
    # the same text from the guide's window is heard
    text = page.evaluate(
        "id => JSON.stringify(message('height', { height: 3000 }, { id }))", id_of_frame(page)
    )
    guide.evaluate("text => parent.postMessage(text, '*')", text)
    page.wait_for_function("() => document.querySelector('decision-tree').clientHeight === 3000")


def test_a_page_that_has_taken_the_guides_place_in_the_frame_is_not_heard(
    open_host: OpenHost, beside: Callable[..., str], hostile: Intranet
) -> None:
    page = open_host(beside(), expect=("target origin provided",))
    frames_beside(page)
    before = settled(page)
    id = id_of_frame(page)
    heard = page.evaluate("heard")
    page.evaluate(
        "url => document.querySelector('decision-tree iframe').src = url", f"{hostile.origin}/inner"
    )
    frame = page.locator("decision-tree iframe").element_handle().content_frame()
    assert frame
    frame.wait_for_url("**/inner")
    assert frame.evaluate("JSON.parse(name).id") == id, "it has the frame's name, and so the id"
    count = page.evaluate("received.length")
    frame.evaluate("id => post(message('height', { height: 3000 }, { id }), parent)", id)
    frame.evaluate("id => post(message('error', { code: 'forged' }, { id }), parent)", id)
    page.wait_for_function("count => received.length >= count", arg=count + 2)
    assert page.evaluate("heard") == heard
    assert height(page) == before
    # nor does the host say anything to it
    page.evaluate("document.querySelector('decision-tree').setAttribute('accent', '#0000ff')")
    frame.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert frame.evaluate("received") == []


def test_no_frame_beside_the_guide_can_speak_to_it(
    open_host: OpenHost, host: Intranet, beside: Callable[..., str]
) -> None:
    page = open_host(beside())
    guide, evil, inner = frames_beside(page)
    settled(page)
    guide.evaluate(LOOKS)
    # all that the page around the guide knows, as if they had found it out
    known = guide.evaluate("(({ id, page }) => ({ id, page, n: 1000 }))(JSON.parse(received[0].data))")
    before = guide.evaluate("received.length")
    forge = """known => {
        const guide = top.frames[1];
        post(theme("#bad001", known), guide);
        post(message("start", { answers: { product: "azure" } }, { ...known, n: 1001 }), guide);
        post(message("locale", { locale: "nl-NL" }, { ...known, n: 1002 }), guide);
    }"""
    own = add_frame(page, host.page("", path="/own", head=f"<script>{SPEAK}</script>"))
    for frame in (
        evil,
        inner,
        own,
    ):  # also one of the host's origin: the page around the guide alone may speak
        frame.evaluate(forge, known)
    guide.wait_for_function("count => received.length >= count", arg=before + 9)
    page.evaluate("document.querySelector('decision-tree').setAttribute('accent', '#0000ff')")
    assert wait_for_looks(guide, "#0000ff") == ["#0000ff"]
    assert "/en-US/embed/" in guide.url and "product" not in guide.url
    expect(guide.locator(".guide-current")).to_have_attribute("id", "product")
