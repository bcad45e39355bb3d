"""What a screen reader gets of a walk: roles, names, the focus, what is announced; as a file to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import NewPage
from tests.support.answers import CRITICAL
from tests.support.clocks import BEFORE_HOLIDAYS
from tests.support.guide_page import answer, at_step, ready

RECORDED = Path(__file__).with_name("transcript.txt")
HEARD = """() => {
    window.heard = [];
    new MutationObserver((all) => {
        for (const { target } of all) {
            const place = target.closest ? target : target.parentElement;
            const region = place?.closest("[role=status], [aria-live]");
            if (region?.textContent.trim()) window.heard.push(region.textContent.trim());
        }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
PASSED_OVER = {"generic", "none", "StaticText", "InlineTextBox", "LineBreak", "ListMarker", "MenuListPopup"}
"""Roles that a screen reader does not name. Texts are said where no role around them has them as its name."""
NAMED_BY_CONTENT = {
    "link",
    "button",
    "heading",
    "option",
    "DisclosureTriangle",
    "combobox",
    "textbox",
    "image",
}
STATES = ("focused", "expanded", "level", "invalid", "current")


def read_tree(session: CDPSession) -> list[str]:
    """The browser's accessibility tree below the main landmark, a line for each role, indented."""
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    main = next(node for node in nodes.values() if node.get("role", {}).get("value") == "main")
    lines: list[str] = []

    def add(node: dict[str, Any], depth: int, named: bool) -> None:
        role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()
        if node.get("ignored") or role in PASSED_OVER:
            if role == "StaticText" and name and not named:
                lines.append("  " * depth + name)
        else:
            states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            told = [
                f"{key}: {states[key]}" for key in STATES if states.get(key) not in (None, False, "false")
            ]
            about = node.get("description", {}).get("value")
            told += [f"described by: {about}"] if about else []
            lines.append(
                "  " * depth + " ".join([role, *([f'"{name}"'] if name else []), *(f"[{t}]" for t in told)])
            )
            depth, named = depth + 1, named or role in NAMED_BY_CONTENT
        for child in node.get("childIds", ()):
            if child in nodes:
                add(nodes[child], depth, named)

    add(main, 0, False)
    return lines


def step(page: Page, session: CDPSession, title: str) -> str:
    """A step in words: what was announced, and the tree of what is there."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    heard = [f"announced: {one}" for one in page.evaluate("window.heard.splice(0)")]
    return "\n".join([f"=== {title} ===", *heard, *read_tree(session)]) + "\n"


def test_a_walk_reads_as_it_was_recorded(new_page: NewPage, address: str) -> None:
    """A page of its own, by a clock that stands still: the due time is part of what is read."""
    page = new_page(timezone_id="Europe/Amsterdam")
    page.add_init_script(BEFORE_HOLIDAYS)
    page.goto(f"{address}en-US/")
    ready(page)
    page.evaluate(HEARD)
    session = page.context.new_cdp_session(page)
    read = [step(page, session, "The first question")]
    *questions, last = CRITICAL.values()
    for given in questions:
        answer(page, given)
    read.append(step(page, session, "The last question"))
    answer(page, last)
    at_step(page, "azure")
    page.wait_for_function("() => document.querySelector('.guide-receipt-id')?.textContent")
    page.wait_for_function("() => document.querySelector('.guide-current .guide-left')?.textContent")
    read.append(step(page, session, "The outcome"))
    page.locator(".guide-current .guide-fields > summary").click()
    read.append(step(page, session, "The outcome with its form"))
    transcript = "\n".join(read)
    recorded = RECORDED.read_text(encoding="utf-8") if RECORDED.exists() else ""
    if transcript != recorded:
        found = Path(__file__).parents[2] / "test-results" / RECORDED.name
        found.parent.mkdir(exist_ok=True)
        found.write_text(transcript, encoding="utf-8")
    assert transcript == recorded, f"it reads otherwise; if meant, copy test-results/{RECORDED.name}"
