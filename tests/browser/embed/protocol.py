"""Messages by hand: what pages that know the protocol can say, and how tests see what came of it."""

from __future__ import annotations

import json
from html import escape

from playwright.sync_api import Frame, Page

from tests.browser.intranet import guide_in

ID, OTHER_ID = "0123456789abcdef" * 2, "f" * 32
"""The frame's id, and one that no frame has."""
FLOOD = 10_000
"""Messages that are one."""
BUDGET = 20
"""Messages of its host that the guide takes in a second."""
AT_ONCE = 20_000
"""Milliseconds in which a click is answered, whoever floods: far fewer than all of a flood would take."""

SPEAK = (
    f"const ID = {json.dumps(ID)};"
    + """
let n = 0;
/** A message for the guide, or as if from it, with some of it spoiled. */
function message(type, fields, spoiled = {}) {
  return { decisionTree: 1, id: ID, page: "ab".repeat(16), n: ++n, type, ...fields, ...spoiled };
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
  document.querySelector(".guide-current [data-answer=azure] a").click();
  const next = "[data-question=kind].guide-current";
  while (!document.querySelector(next)) await new Promise((done) => setTimeout(done));
  return performance.now() - before;
}"""
"""Answers the first question, and says how long the guide took for it."""


def named(host: str, id: str = ID) -> str:
    """A frame's name as element.js writes it, for a page of this origin."""
    return json.dumps({"decisionTree": 1, "id": id, "host": host})


def frame_of(url: str, name: str) -> str:
    """A frame of that name, as HTML."""
    return f'<iframe name="{escape(name)}" width="900" height="700" src="{escape(url)}"></iframe>'


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
    """The element's height in the host's page."""
    return float(page.evaluate("document.querySelector('decision-tree').getBoundingClientRect().height"))


def id_of_frame(page: Page) -> str:
    """The id that the element gave its frame."""
    return str(page.evaluate("JSON.parse(document.querySelector('decision-tree iframe').name).id"))


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
