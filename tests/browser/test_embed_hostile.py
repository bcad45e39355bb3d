"""The guide among pages that mean ill: hosts, frames beside it, openers, and whoever writes its address.

A message that is ignored leaves no trace, so each test sends one that counts after it, by the same way, and
waits for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.conftest import served
from tests.browser.intranet import LISTEN, RECORD, Intranet, OpenHost, guide_in, opener
from tests.support.answers import QUERY
from tests.support.guide_page import answer, at_step

ID, OTHER_ID = "0123456789abcdef" * 2, "f" * 32
"""The frame's id, and one that no frame has."""
FLOOD = 10_000
BUDGET = 20
"""Messages of its host that the guide takes in a second."""
AT_ONCE = 20_000
"""Milliseconds in which a click is answered, whoever floods: far fewer than all of a flood would take."""
LEAST, MOST = 120, 20_000
"""Pixels that the element's height can be."""
ONLY_IDS = re.compile(r"[a-z0-9-]+")


# What pages do

SPEAK = (
    f"const ID = {json.dumps(ID)};"
    + """
let n = 0;
/** A message for the guide, or as if from it, with some of it spoiled. */
function message(type, fields, spoiled = {}) {
  return { escalationGuide: 1, id: ID, page: "ab".repeat(16), n: ++n, type, ...fields, ...spoiled };
}
function theme(accent, spoiled = {}) {
  return message("theme", { scheme: "light", accent, ground: "" }, spoiled);
}
function post(data, to = frames[0]) {
  to.postMessage(typeof data === "string" ? data : JSON.stringify(data), "*");
}
/** Without what an object has by its class: a key "__proto__" too becomes one of the text. */
function textWith(name, value, data) {
  return JSON.stringify(data).replace(/}$/, `,${JSON.stringify(name)}:${JSON.stringify(value)}}`);
}
/** In many small bursts, so that other work can come between. */
async function flood(make, to, count) {
  for (let sent = 0; sent < count; ) {
    for (const end = Math.min(sent + 500, count); sent < end; sent++) post(make(sent), to);
    await new Promise((done) => setTimeout(done));
  }
}
"""
)
"""What a page that knows the protocol can say."""

LOOKS = """() => {
  window.looks = [];
  const { set } = guideTheme;
  guideTheme.set = (look) => { looks.push(look.accent); set(look); };
}"""
"""Records in the guide's page which accents it was told, and took."""

ANSWER = """async () => {
  const before = performance.now();
  document.querySelector(".guide-current input[value=customer]").checked = true;
  document.querySelector(".guide-current .guide-continue").click();
  while (!document.querySelector("#product.guide-current")) await new Promise((done) => setTimeout(done));
  return performance.now() - before;
}"""
"""Answers the first question, and says how long the guide took for it."""


def named(host: str, id: str = ID) -> str:
    """A frame's name as element.js writes it, for a page of this origin."""
    return json.dumps({"escalationGuide": 1, "id": id, "host": host})


def frame_of(url: str, name: str) -> str:
    return f'<iframe name="{escape(name)}" width="900" height="700" src="{escape(url)}"></iframe>'


@pytest.fixture
def by_hand(host: Intranet, open_host: OpenHost, address: str) -> Callable[..., tuple[Page, Frame]]:
    """A host page that made the frame itself, and so can say what it likes."""

    def open_it(query: str = "", **options: Any) -> tuple[Page, Frame]:
        body = frame_of(f"{address}en-US/embed/{query}", named(host.origin))
        page = open_host(host.page(body, head=f"<script>{SPEAK}</script>"), **options)
        guide = guide_in(page)
        guide.evaluate(LOOKS)
        return page, guide

    return open_it


@pytest.fixture
def beside(host: Intranet, hostile: Intranet, address: str) -> Callable[..., str]:
    """The address of a host page with the element and, above it, a frame of a third origin, with one of that
    origin again in it."""

    def make(attributes: str = "") -> str:
        hostile.page("", path="/inner", head=f"<script>{SPEAK}</script>")
        inner = f'<iframe src="{hostile.origin}/inner"></iframe>'
        evil = hostile.page(inner, path="/evil", head=f"<script>{SPEAK}</script>")
        script = f'<script type="module" src="{address}embed.js"></script>'
        element = f"<escalation-guide {attributes}></escalation-guide>"
        body = f'<iframe width="300" height="50" src="{evil}"></iframe>{script}{element}'
        return host.page(body, head=f"<script>{SPEAK}</script>")

    return make


def frames_beside(page: Page) -> tuple[Frame, Frame, Frame]:
    """The guide, the hostile frame, and the hostile frame inside that."""
    guide = guide_in(page, 1)
    outer = page.frame_locator("iframe >> nth=0")
    outer.frame_locator("iframe").locator("body").wait_for(state="attached")
    evil = next(frame for frame in page.frames if frame.url.endswith("/evil"))
    return guide, evil, evil.child_frames[0]


def add_frame(page: Page, url: str) -> Frame:
    """Put one more frame into a page, below all else."""
    with page.expect_event("framenavigated", lambda frame: frame.url == url) as added:
        page.evaluate(
            "url => { document.body.append(document.createElement('iframe')); frames[2].location = url; }",
            url,
        )
    frame = added.value
    assert isinstance(frame, Frame)
    frame.wait_for_load_state()
    return frame


def height(page: Page) -> float:
    return float(page.evaluate("document.querySelector('escalation-guide').getBoundingClientRect().height"))


def id_of_frame(page: Page) -> str:
    return str(page.evaluate("JSON.parse(document.querySelector('escalation-guide iframe').name).id"))


def wait_for_looks(guide: Frame, accent: str) -> list[str]:
    """The accents that the guide has taken, once this is the last of them."""
    guide.wait_for_function("accent => looks.at(-1) === accent", arg=accent)
    return list(guide.evaluate("looks"))


def settled(page: Page) -> float:
    """The element's height once it is that of the guide's page, and the first question is shown in it."""
    page.wait_for_function(
        """() => heard.some(([type]) => type === "step")
            && received.some(({ data }) => JSON.parse(data).type === "height")"""
    )
    return height(page)


# What counts as a message

FORGED = {
    "another id": f"theme(mark, {{ id: '{OTHER_ID}' }})",
    "no id": "theme(mark, { id: undefined })",
    "a name that every object has, as id": "theme(mark, { id: '__proto__' })",
    "constructor as id": "theme(mark, { id: 'constructor' })",
    "the id in a list": f"theme(mark, {{ id: ['{ID}'] }})",
    "a later version": "theme(mark, { escalationGuide: 2 })",
    "the version as text": "theme(mark, { escalationGuide: '1' })",
    "no version": "theme(mark, { escalationGuide: undefined })",
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
    answer(guide, "customer")
    page.wait_for_function("() => received.some(({ data }) => JSON.parse(data).at === 'product')")
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
        {"subject": markup}, {markup: "customer"}, {"subject": "javascript:window.ran=1"},
        {"subject": "//evil"}, {"subject": ["customer"]}, ["subject"], "customer",
        {f"a{number}": "x" for number in range(81)},
    ]  # fmt: skip
    assert len(elsewhere) + len(answers) + 1 <= BUDGET
    page.evaluate("all => { for (const locale of all) post(message('locale', { locale })); }", elsewhere)
    page.evaluate("all => { for (const answers of all) post(message('start', { answers })); }", answers)
    page.evaluate("() => post(message('start', { answers: { subject: 'customer', constructor: 'x' } }))")
    guide.wait_for_selector("#product.guide-current")
    assert guide.evaluate("received.length") == len(elsewhere) + len(answers) + 1
    assert led == [f"{address}en-US/embed/?constructor=x&subject=customer"]
    assert guide.evaluate("window.ran") is None
    assert guide.locator("img[src=x]").count() == 0
    expect(guide.locator(".guide-notice")).to_contain_text("constructor=x")


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


# Heights


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
    page.wait_for_function("() => document.querySelector('escalation-guide').clientHeight === 3000")


def test_a_page_that_has_taken_the_guides_place_in_the_frame_is_not_heard(
    open_host: OpenHost, beside: Callable[..., str], hostile: Intranet
) -> None:
    page = open_host(beside(), expect=("target origin provided",))
    frames_beside(page)
    before = settled(page)
    id = id_of_frame(page)
    heard = page.evaluate("heard")
    page.evaluate(
        "url => document.querySelector('escalation-guide iframe').src = url", f"{hostile.origin}/inner"
    )
    frame = page.locator("escalation-guide iframe").element_handle().content_frame()
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
    page.evaluate("document.querySelector('escalation-guide').setAttribute('accent', '#0000ff')")
    frame.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert frame.evaluate("received") == []


# Others who speak to the guide


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
        post(message("start", { answers: { subject: "customer" } }, { ...known, n: 1001 }), guide);
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
    page.evaluate("document.querySelector('escalation-guide').setAttribute('accent', '#0000ff')")
    assert wait_for_looks(guide, "#0000ff") == ["#0000ff"]
    assert "/en-US/embed/" in guide.url and "subject" not in guide.url
    expect(guide.locator(".guide-current")).to_have_attribute("id", "subject")


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
        "() => { post(theme('#0000ff')); post(message('start', { answers: { subject: 'customer' } })); }"
    )
    guide.wait_for_function("() => received.length === 2")
    if claimed == "honest":
        assert wait_for_looks(guide, "#0000ff") == ["#0000ff"]
        page.wait_for_function("() => received.some(({ data }) => JSON.parse(data).at === 'product')")
        return
    assert guide.evaluate(ANSWER) > 0
    answer(guide, "azure")
    assert guide.evaluate("looks") == []
    assert page.evaluate("received") == []


def test_a_name_that_is_no_name_of_ours_makes_the_guide_silent_and_harms_nothing(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    ours = {"escalationGuide": 1, "id": ID, "host": host.origin}
    look = {"scheme": "constructor", "accent": "</style><script>window.ran=1</script>", "ground": "url(//x)"}
    wrong = [
        {**ours, "id": "x"}, {**ours, "id": f"../{ID}"}, {**ours, "escalationGuide": 2},
        {**ours, "host": "garbage"}, {**ours, "host": "*"},
        {**ours, "host": [host.origin]}, {**ours, "host": None}, {"escalationGuide": 1, "id": ID}, look,
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
            post(message("start", { answers: { subject: "customer" } }), guide);
            post(message("locale", { locale: "nl-NL" }), guide);
        }"""
    )
    popup.wait_for_function("() => received.length === 3")
    expect(popup.locator(".guide-current")).to_have_attribute("id", "subject")
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


# What is told


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
    guide.wait_for_selector("html[data-engine=ready] #azure .guide-receipt")
    entries = guide.locator("#azure.guide-current .guide-entry:visible:not([readonly])").all()
    assert len(entries) > 3
    for entry in entries:
        kind = entry.evaluate("one => one.matches('textarea') ? 'lines' : one.type")
        entry.fill(typed[kind])
        entry.blur()
    # and then all that makes the guide speak
    expect(guide.locator("#azure textarea[readonly]").first).to_have_value(re.compile("Zebra"))
    element = "document.querySelector('escalation-guide')"
    page.evaluate(f"{element}.setAttribute('answers', 'subject=customer')")
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
    head = {"escalationGuide", "id", "page", "n", "type"}
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
        "subject": "customer", "product": MARKUP, MARKUP: "x", "__proto__": MARKUP, "constructor": "x",
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
    assert answers[0] == {"subject": "customer"}
    assert answers[-1] == {"subject": "customer", "product": "azure"}
    assert {one["at"] for one in told if "at" in one} == {"product", "kind"}
    assert guide.evaluate("[window.ran, ({}).subject]") == [None, None]


# Who may show the guide at all


PATHS = ("en-US/embed/", "en-US/", "nl-NL/faq/", "", "nowhere/", "embed.js", "certificate.json")


def test_a_page_that_is_not_among_the_embedders_can_show_nothing_of_the_guide(
    browser: Browser, host: Intranet, site: Path
) -> None:
    with (
        served(site, embedders=()) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page(expect=("frame-ancestors", "404", "Failed to load resource"))
        for path in PATHS:
            with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
                page.goto(host.page(frame_of(f"{address}{path}", named(host.origin))))
            frame = page.locator("iframe").element_handle().content_frame()
            assert frame, path
            frame.wait_for_url("chrome-error://**")
            assert frame.locator("body *").filter(has_text="Escalation").count() == 0, path


def test_a_page_that_is_among_them_can_show_it_unless_another_that_is_not_shows_that_page(
    browser: Browser, host: Intranet, hostile: Intranet, site: Path
) -> None:
    """So nothing can be laid over it by strangers."""
    with (
        served(site, embedders=(host.origin,)) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin, hostile.origin]) as open_page,
    ):
        friendly = host.page(frame_of(f"{address}en-US/embed/", named(host.origin)))
        answer(guide_in(open_page(friendly)), "customer")
        page = open_page(expect=("frame-ancestors",))
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(hostile.page(f'<iframe src="{friendly}" width="1000" height="800"></iframe>'))
        outer = page.frame_locator("iframe")
        inner = outer.locator("iframe").element_handle().content_frame()
        assert inner
        inner.wait_for_url("chrome-error://**")
