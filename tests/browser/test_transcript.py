"""What a screen reader gets of a walk: roles, names, the focus, what is announced; as a file to read."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.support.answers import CRITICAL
from tests.support.clocks import BEFORE_HOLIDAYS
from tests.support.guide_page import answer, at_step, ready

RECORDED = Path(__file__).with_name("transcript.yml")
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
FOCUS = """() => {
    const one = document.activeElement;
    const words = (element) => (element?.innerText ?? "").split("\\n").filter(Boolean).join(" ");
    const described = (one.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (one === document.body) return "the page";
    const by = described.map((id) => `described by: ${words(document.getElementById(id))}`);
    return [words(one), ...by].join(" · ");
}"""


def step(page: Page, title: str) -> str:
    """A step in words: where the focus is, what was announced, and the tree of what is there."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    heard = page.evaluate("window.heard.splice(0)")
    tree = page.locator("main").aria_snapshot()
    said = "".join(f"# announced: {one}\n" for one in heard)
    return f"# {title}\n# focus: {page.evaluate(FOCUS)}\n{said}{tree}\n"


def test_a_walk_reads_as_it_was_recorded(new_page: NewPage, address: str) -> None:
    """A page of its own, by a clock that stands still: the due time is part of what is read."""
    page = new_page(timezone_id="Europe/Amsterdam")
    page.add_init_script(BEFORE_HOLIDAYS)
    page.goto(f"{address}en-US/")
    ready(page)
    page.evaluate(HEARD)
    read = [step(page, "The first question")]
    *questions, last = CRITICAL.values()
    for given in questions:
        answer(page, given)
    read.append(step(page, "The last question"))
    answer(page, last)
    at_step(page, "azure")
    page.wait_for_function("() => document.querySelector('.guide-receipt-id')?.textContent")
    read.append(step(page, "The outcome"))
    page.locator(".guide-current .guide-fields > summary").click()
    read.append(step(page, "The outcome with its form"))
    # the receipt changes with every text of the guide
    receipt = page.locator(".guide-receipt-id").text_content() or ""
    transcript = "\n".join(read).replace(receipt, "RECEIPT")
    if not RECORDED.exists() or RECORDED.read_text(encoding="utf-8") != transcript:
        found = Path(__file__).parents[2] / "test-results" / RECORDED.name
        found.parent.mkdir(exist_ok=True)
        found.write_text(transcript, encoding="utf-8")
    recorded = RECORDED.read_text(encoding="utf-8") if RECORDED.exists() else ""
    assert transcript == recorded, f"it reads otherwise; if meant, copy test-results/{RECORDED.name}"
