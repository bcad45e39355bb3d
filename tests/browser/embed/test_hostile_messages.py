"""Messages of a host that means ill: only what is exactly a message counts, once, and to no ill end.

A message that is ignored leaves no trace, so each test sends one that counts after it, by the same way, and
waits for that.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.embed.protocol import ANSWER, AT_ONCE, BUDGET, FLOOD, ID, OTHER_ID, wait_for_looks
from tests.support.guide_page import answer, at_step, start_again

# What counts as a message

FORGED = {
    "another id": f"theme(mark, {{ id: '{OTHER_ID}' }})",
    "no id": "theme(mark, { id: undefined })",
    "a name that every object has, as id": "theme(mark, { id: '__proto__' })",
    "constructor as id": "theme(mark, { id: 'constructor' })",
    "the id in a list": f"theme(mark, {{ id: ['{ID}'] }})",
    "a later version": "theme(mark, { decisionTree: 2 })",
    "the version as text": "theme(mark, { decisionTree: '1' })",
    "no version": "theme(mark, { decisionTree: undefined })",
    "another document": "theme(mark, { page: 'cd'.repeat(16) })",
    "no document": "theme(mark, { page: undefined })",
    "an old number": "theme(mark, { n: 1 })",
    "a number below nothing": "theme(mark, { n: -7 })",
    "half a number": "theme(mark, { n: 99.5 })",
    "a number as text": "theme(mark, { n: '99' })",
    "a number that cannot be counted from": "theme(mark, { n: 2 ** 53 })",
}
OF_WRONG_FORM = {
    "type in a list": "theme(mark, { type: ['theme'] })",
    "a field too many": "theme(mark, { more: 1 })",
    "__proto__ too many": "textWith('__proto__', { accent: mark }, theme(mark))",
    "__proto__ in the place of a field": "textWith('__proto__', mark, theme(mark, { accent: undefined }))",
    "a field too few": "theme(mark, { accent: undefined })",
    "a field of another type": "message('theme', { answers: {} })",
    "type __proto__": "message('__proto__', {})",
    "type constructor": "message('constructor', {})",
    "type toString": "message('toString', {})",
    "a type of the guide": "message('step', { at: 'azure', answers: {}, moved: true })",
    "a method of the one who reads": "message('send', {})",
    "a style in the accent": "theme('red; background: url(//evil.example)')",
    "an accent that is no text": "theme({ toString: mark })",
    "an accent that begins rightly": "theme(mark + '\\n')",
    "a scheme of its own": "message('theme', { scheme: 'dark\\n', accent: mark, ground: '' })",
    "a ground in words": "message('theme', { scheme: 'light', accent: mark, ground: 'red' })",
}
MALFORMED = {
    "half a message": "JSON.stringify(theme(mark)).slice(0, -1)",
    "a message and more": "JSON.stringify(theme(mark)) + '1'",
    "a comma at the end": "JSON.stringify(theme(mark)).replace(/}$/, ',}')",
    "a mark before it": "'\\ufeff' + JSON.stringify(theme(mark))",
    "no message": "''",
    "a list": "[theme(mark)]",
    "null": "'null'",
    "a number": "'1'",
    "a text in a text": "JSON.stringify(JSON.stringify(theme(mark)))",
    "too deep": "'['.repeat(4000)",
    "a character too long": "JSON.stringify(theme(mark)).padEnd(4097)",
    "a megabyte": "JSON.stringify(theme(mark)).padEnd(1 << 20)",
}
NOT_TEXT = {
    "an object": "theme(mark)",
    "a list of one text": "[JSON.stringify(theme(mark))]",
    "a text that is an object": "Object(JSON.stringify(theme(mark)))",
    "a file": "new Blob([JSON.stringify(theme(mark))])",
    "bytes": "new TextEncoder().encode(JSON.stringify(theme(mark)))",
    "a map": "new Map(Object.entries(theme(mark)))",
    "an error": "new Error(JSON.stringify(theme(mark)))",
    "nothing": "undefined",
    "null": "null",
    "a number": "1",
    "true": "true",
}


@pytest.mark.parametrize(
    "spoiled", [FORGED, OF_WRONG_FORM, MALFORMED, NOT_TEXT], ids=["forged", "form", "malformed", "not text"]
)
def test_what_is_not_exactly_a_message_is_ignored(
    by_hand: Callable[..., tuple[Page, Frame]], spoiled: dict[str, str]
) -> None:
    page, guide = by_hand()
    assert len(spoiled) + 3 <= BUDGET, "and else it would be ignored for their number"
    raw = "frames[0].postMessage(data, '*')" if spoiled is NOT_TEXT else "post(data)"
    marks = {f"#bad{number:03x}": expression for number, expression in enumerate(spoiled.values())}
    page.evaluate("() => { post(theme('#000001')); post(theme('#000002')); }")
    for mark, expression in marks.items():
        page.evaluate(f"mark => {{ const data = {expression}; {raw}; }}", mark)
    page.evaluate("() => post(JSON.stringify(theme('#000003')).padEnd(4096))")  # as long as one may be
    assert wait_for_looks(guide, "#000003") == ["#000001", "#000002", "#000003"]
    assert guide.evaluate("received.length") == len(spoiled) + 3
    assert guide.evaluate("({}).accent") is None


def test_a_port_that_comes_with_a_message_is_not_listened_to(
    by_hand: Callable[..., tuple[Page, Frame]],
) -> None:
    page, guide = by_hand()
    page.evaluate(
        """() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => received.push({ data, origin: "a port" });
            frames[0].postMessage(JSON.stringify(theme("#000001")), "*", [port2]);
            port1.postMessage(JSON.stringify(theme("#bad001")));
            post(theme("#000002"));
        }"""
    )
    assert wait_for_looks(guide, "#000002") == ["#000001", "#000002"]
    answer(guide, "azure")
    page.wait_for_function("() => received.some(({ data }) => JSON.parse(data).at === 'kind')")
    assert {one["origin"] for one in page.evaluate("received")} == {guide.evaluate("origin")}


def test_a_message_counts_once_however_often_it_is_sent(by_hand: Callable[..., tuple[Page, Frame]]) -> None:
    page, guide = by_hand()
    page.evaluate(
        """() => {
            const [first, second] = [theme("#000001"), theme("#000002")];
            for (const one of [first, first, second, first, second]) post(one);
            post(theme("#000003"));
        }"""
    )
    assert wait_for_looks(guide, "#000003") == ["#000001", "#000002", "#000003"]


def test_no_message_leads_the_reader_elsewhere_or_writes_into_the_page(
    by_hand: Callable[..., tuple[Page, Frame]], address: str
) -> None:
    page, guide = by_hand()
    led: list[str] = []
    page.on("framenavigated", lambda frame: led.append(frame.url))
    page.context.on("page", lambda other: led.append(f"a window: {other.url}"))
    elsewhere = [
        "../../evil", "javascript:window.ran=1", "//evil.example", "https://evil.example/", "en-US/../..",
        "x\\y", "xx-XX", "", "en-US",
    ]  # fmt: skip
    markup = "<img src=x onerror=window.ran=1>"
    answers = [
        {"product": markup}, {markup: "azure"}, {"product": "javascript:window.ran=1"},
        {"product": "//evil"}, {"product": ["azure"]}, ["product"], "azure",
        {f"a{number}": "x" for number in range(81)},
    ]  # fmt: skip
    assert len(elsewhere) + len(answers) + 1 <= BUDGET
    page.evaluate("all => { for (const locale of all) post(message('locale', { locale })); }", elsewhere)
    page.evaluate("all => { for (const answers of all) post(message('start', { answers })); }", answers)
    page.evaluate("() => post(message('start', { answers: { product: 'azure', constructor: 'x' } }))")
    guide.wait_for_selector("[data-question=kind].guide-current")
    assert guide.evaluate("received.length") == len(elsewhere) + len(answers) + 1
    assert led == [f"{address}en-US/embed/?constructor=x&product=azure"]
    assert guide.evaluate("window.ran") is None
    assert guide.locator("img[src=x]").count() == 0
    expect(guide.locator(".guide-notice")).to_contain_text("constructor=x")


def test_a_host_that_keeps_starting_the_guide_cannot_keep_the_reader_from_going_on(
    by_hand: Callable[..., tuple[Page, Frame]],
) -> None:
    page, guide = by_hand()
    start = "post(message('start', { answers: { product: 'own' } }))"
    page.evaluate(f"() => {{ window.starting = setInterval(() => {start}, 100); }}")
    guide.wait_for_selector("#own-product.guide-current")
    answer(guide, "azure")
    at_step(guide, "own-azure")
    count = guide.evaluate("received.length")
    guide.wait_for_function("count => received.length > count + 5", arg=count)
    at_step(guide, "own-azure")
    page.evaluate("() => clearInterval(starting)")
    start_again(guide)
    at_step(guide, "own-product")


# Floods


def test_a_host_that_floods_the_guide_cannot_keep_the_reader_from_answering(
    by_hand: Callable[..., tuple[Page, Frame]],
) -> None:
    page, guide = by_hand()
    bad = "{ accent: '#bad001', more: 'x'.repeat(3000) }"
    page.evaluate(
        f"""() => {{
            window.began = performance.now();
            const make = (at) => at % 2 ? theme("#0000ff") : theme("#bad001", {bad});
            window.flooding = flood(make, frames[0], {FLOOD});
        }}"""
    )
    assert guide.evaluate(ANSWER) < AT_ONCE
    page.evaluate("flooding")
    guide.wait_for_function("count => received.length >= count", arg=FLOOD)
    taken = guide.evaluate("looks")
    seconds = page.evaluate("(performance.now() - began) / 1000")
    assert set(taken) == {"#0000ff"}
    assert len(taken) <= BUDGET * (seconds + 2), "of the first and of the last second, a part is enough"
    # and when it is over, it is over
    page.evaluate("() => { setInterval(() => post(theme('#00ff00')), 100); }")
    guide.wait_for_function("() => looks.includes('#00ff00')")
