"""Judges a page of the guide: it shows what its tree says of its address, or tells what is wrong."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Frame, Page

from decision_tree.card import card
from decision_tree.model import Tree
from decision_tree.receipt import receipt
from decision_tree.walk import decide


def answers_in(page: Page | Frame) -> dict[str, str]:
    """The answers that the address of a page has."""
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def settled(page: Page | Frame) -> str:
    """Wait until the engine runs or never will; how it is."""
    page.wait_for_selector("html:is([data-engine=ready], [data-engine=failed])")
    return str(page.evaluate("document.documentElement.dataset.engine"))


def judge_page(page: Page | Frame, tree: Tree) -> bool:
    """Whether the page says in a sentence that something is not as it was.

    Raises AssertionError if it shows anything but what the tree says of its answers.
    """
    engine = settled(page)
    if engine == "ready":
        page.wait_for_function("() => !location.search.includes('receipt=')")
        page.wait_for_function(COMPLETE)
    answers, shown = answers_in(page), page.evaluate(LOOK)
    step = decide(tree, answers)
    expected = {step.at, *(name for name, _ in step.path)}
    assert shown["id"] in expected, f"{shown['id']} is shown, and {answers} lead to {step.at}"
    if shown["id"] == step.at and step.is_outcome:
        reached = card(tree, step)
        assert set(shown["keys"]) == set(reached.shown), f"{shown['keys']}, and not {reached.shown}"
        assert shown["response"] == ([reached.row.text] if reached.row else []), shown["response"]
        if engine == "ready":
            assert shown["receipt"] == receipt(tree, step), shown["receipt"]
    if step.notices:
        assert shown["notices"], f"nothing is said of {step.notices}"
    return bool(shown["notices"])


COMPLETE = """() => {
    const step = document.querySelector(".guide-current");
    const receipt = document.querySelector(".guide-receipt-id")?.textContent;
    return step && (step.dataset.question || receipt);
}"""
"""Whether a step is shown, and an outcome with what the engine adds."""
LOOK = """() => {
    const step = document.querySelector(".guide-current");
    const seen = (selector) => [...step.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
    return {
        id: step.dataset.question ?? step.dataset.outcome,
        keys: seen("[data-key]").map((one) => one.dataset.key),
        response: seen(".guide-response-time").map((one) => one.textContent),
        receipt: document.querySelector(".guide-receipt-id")?.textContent ?? "",
        notices: [...document.querySelectorAll(".guide-notice:not([hidden])")].map((one) => one.textContent),
    };
}"""
"""What the step that is shown has, of what depends on the answers."""
