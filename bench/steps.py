"""How long a reader waits with the engine ready: steps of a walk, the card, keys in a field of the sheet.

The page's processor is slowed down four times, as a cheap phone's; a worker's cannot be.
"""

from __future__ import annotations

import statistics
import time

from playwright.sync_api import Browser, Page

from decision_tree.card_json import card_json, sheet_json
from decision_tree.states import StateSpace
from decision_tree.walk import decide
from site_builder.site.checking import Checked

SLOWED = 4
WALK = ("customer", "azure", "break-fix", "critical", "tried", "direct-bill", "global-admin", "unsure")
TYPED = "No virtual machine in West Europe starts."

_STEP = """(answer) => new Promise((resolve) => {
    const marks = (name) => performance.getEntriesByName(name);
    document.querySelector(`.guide-current input[value="${answer}"]`).checked = true;
    const [step, card] = [marks("guide:step").length, marks("guide:card").length];
    setTimeout(() => {
        const start = performance.now();
        document.querySelector(".guide-current .guide-continue").click();
        setTimeout(() => resolve([
            marks("guide:step")[step].startTime - start,
            marks("guide:card")[card] ? marks("guide:card")[card].startTime - start : null,
        ]), 900);
    }, 100);
})"""

_LISTEN = """() => {
    window.keys = [];
    const field = document.querySelector(".guide-current [data-field=summary] .guide-entry");
    field.addEventListener("input", () => {
        const start = performance.now();
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - start)));
    });
    field.focus();
}"""


def measure_steps(runs: int, browser: Browser, address: str) -> dict[str, tuple[str, list[float]]]:
    """Milliseconds from a click, or a key, to what is painted. `address`: of a locale's home page."""
    steps: list[float] = []
    last: list[float] = []
    cards: list[float] = []
    keys: list[float] = []
    for _ in range(runs):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("html[data-engine=ready]")
        page.wait_for_timeout(300)
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        for answer in WALK:
            step, card = page.evaluate(_STEP, answer)
            steps.append(step)
        last.append(step)
        cards.append(card)
        keys += _type(page)
        context.close()
    return {
        f"a step, processor slowed {SLOWED} times": ("ms", steps),
        f"the step to the outcome, slowed {SLOWED} times": ("ms", last),
        f"the outcome's card complete, slowed {SLOWED} times": ("ms", cards),
        f"a key in the sheet, slowed {SLOWED} times": ("ms", keys),
    }


def _type(page: Page) -> list[float]:
    page.evaluate(_LISTEN)
    page.keyboard.type(TYPED, delay=40)
    page.wait_for_timeout(500)
    found: list[float] = page.evaluate("window.keys")
    return found


def measure_cards(runs: int, checked: Checked) -> dict[str, tuple[str, list[float]]]:
    """Milliseconds to compute an outcome's card and ticket in CPython; of the outcome that takes longest."""
    space = StateSpace(checked.tree)
    slowest: list[float] = []
    for answers in checked.proof.witnesses.values():
        step = decide(checked.tree, answers)
        found = []
        for _ in range(runs + 1):
            start = time.perf_counter()
            card_json(space, step, 1_795_600_000)
            sheet_json(checked.tree, step, {}, "", 0)
            found.append((time.perf_counter() - start) * 1000)
        slowest = max(slowest, found[1:], key=lambda one: statistics.median(one) if one else 0.0)
    return {"the largest outcome's card, CPython": ("ms", slowest)}
