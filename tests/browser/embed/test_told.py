"""What the guide tells its host: ids, a locale, heights and codes; nothing that is typed or made up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Frame, Page, expect

from tests.browser.embed.protocol import frames_beside
from tests.browser.intranet import LISTEN, RECORD, OpenHost
from tests.support.answers import QUERY
from tests.support.guide_page import answer

ONLY_IDS = re.compile(r"[a-z0-9-]+")


def test_nothing_that_a_reader_types_is_ever_told(
    new_host_page: OpenHost, beside: Callable[..., str]
) -> None:
    typed = {
        "email": "zebra@quagga.example", "tel": "+31 20 7654321", "datetime-local": "2031-07-17T13:37",
        "text": "Zebra Quagga 7654321", "lines": "Zebra\nQuagga",
    }  # fmt: skip
    page = new_host_page(before=RECORD + LISTEN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers} {request.post_data}"))
    page.goto(beside(f'answers="{QUERY}"'))
    guide, *_ = frames_beside(page)
    guide.wait_for_selector("html[data-engine=ready] .guide-receipt-id", state="attached")
    guide.locator("#azure.guide-current .guide-fields > summary").click()
    entries = guide.locator("#azure.guide-current .guide-entry:visible:not([readonly])").all()
    assert len(entries) > 3
    for entry in entries:
        kind = entry.evaluate("one => one.matches('textarea') ? 'lines' : one.type")
        entry.fill(typed[kind])
        entry.blur()
    # and then all that makes the guide speak
    expect(guide.locator("#azure textarea[readonly]").first).to_have_value(re.compile("Zebra"))
    element = "document.querySelector('decision-tree')"
    page.evaluate(f"{element}.setAttribute('answers', 'product=ems')")
    page.evaluate(f"{element}.setAttribute('locale', 'nl-NL')")
    page.evaluate(f"{element}.setAttribute('accent', '#0000ff')")
    page.wait_for_function("() => heard.filter(([type]) => type === 'error').length === 2")
    page.set_viewport_size({"width": 500, "height": 900})
    guide.evaluate("document.querySelector('.guide-answer .guide-change a').click()")
    guide.wait_for_function("() => !document.querySelector('.guide-current').dataset.outcome")
    page.wait_for_function("() => received.length > 5 && heard.at(-1)[0] === 'step'")
    told = [one["data"] for frame in page.frames if frame is not guide for one in frame.evaluate("received")]
    assert {json.loads(text)["type"] for text in told} >= {"ready", "height", "step", "outcome", "error"}
    for text in [*told, *asked, guide.url, page.url]:
        assert not re.search("zebra|quagga|7654321|2031-07", text, re.IGNORECASE), text
    for text in told:
        check_told(json.loads(text))


TOLD = {
    "ready": {"locale"},
    "height": {"height"},
    "step": {"at", "answers", "moved"},
    "outcome": {"at", "answers"},
    "error": {"code"},
}
"""Each kind of message of the guide, and its fields."""


def check_told(message: dict[str, Any]) -> None:
    """That a message of the guide is ids, a locale, a height and nothing more."""
    head = {"decisionTree", "id", "page", "n", "type"}
    assert message.keys() - head == TOLD[message["type"]]
    ids = [message[name] for name in ("at", "code") if name in message]
    ids += [part for pair in message.get("answers", {}).items() for part in pair]
    assert all(ONLY_IDS.fullmatch(id) for id in ids), message
    assert isinstance(message.get("height", 0), int)
    assert isinstance(message.get("moved", True), bool)
    assert re.fullmatch("[A-Za-z-]+", message.get("locale", "en"))
    assert all(re.fullmatch("[0-9a-f]{32}", message[name]) for name in ("id", "page"))


MARKUP = "<img src=x onerror=window.ran=1>"


def test_a_hostile_link_is_shown_as_text_and_only_known_ids_are_told(
    by_hand: Callable[..., tuple[Page, Frame]], address: str
) -> None:
    query = {
        "product": MARKUP, MARKUP: "x", "__proto__": MARKUP, "constructor": "x",
        "theme": MARKUP, "accent": "red;}*{background:url(//evil.example)}",
    }  # fmt: skip
    page, guide = by_hand(f"?{urlencode(query)}#<script>window.ran=1</script>")
    expect(guide.locator(".guide-notice")).to_contain_text(f"product={MARKUP}")  # as the text that it is
    assert guide.locator("img[src=x], .guide-notice img, .guide-notice script").count() == 0
    guide.locator(".guide-open-full").focus()  # which brings the answers into its address
    full = guide.locator(".guide-open-full").evaluate("one => one.href")
    assert full.startswith(f"{address}en-US/?")
    answer(guide, "azure")
    page.wait_for_function("() => received.some(({ data }) => JSON.parse(data).at === 'kind')")
    told = [json.loads(one["data"]) for one in page.evaluate("received")]
    for message in told:
        check_told(message)
    answers = [one["answers"] for one in told if "answers" in one]
    assert answers[0] == {}
    assert answers[-1] == {"product": "azure"}
    assert {one["at"] for one in told if "at" in one} == {"product", "kind"}
    assert guide.evaluate("[window.ran, ({}).product]") == [None, None]
