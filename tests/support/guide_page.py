"""What tests do in a page of the guide, in Chromium, and what they wait for."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Frame, Page, Route

from tests.support.tabs import PATIENCE

KEEP_ENGINE = """{
    const Real = Worker;
    window.Worker = class extends Real {
        constructor(...all) {
            super(...all);
            if (String(all[0]).includes("/engine/")) window.engineWorker = this; // search has one too
        }
    };
}"""
"""Run first of all in a page, it keeps the engine's worker in window.engineWorker."""


def ready(page: Page) -> Page:
    """The page, once the engine runs. One that will not is an error at once."""
    page.wait_for_selector("html:is([data-engine=ready], [data-engine=failed])")
    assert page.evaluate("document.documentElement.dataset.engine") == "ready"
    return page


def until(page: Page, happened: Callable[[], bool]) -> None:
    """Wait for what is seen here and not in the page, while the page goes on."""
    end = time.monotonic() + PATIENCE / 1000
    while not happened():
        assert time.monotonic() < end, "it has not happened"
        page.wait_for_timeout(20)


def hold(page: Page, pattern: str) -> Callable[[], None]:
    """Hold back what a page asks for, until what this returns is called: it waits for that and lets it go."""
    held: list[Route] = []
    page.route(pattern, lambda route: held.append(route))

    def let_go() -> None:
        until(page, lambda: bool(held))
        for route in held:
            route.continue_()

    return let_go


def answer(page: Page | Frame, *ids: str) -> None:
    """Choose an answer, once for each answer id."""
    for id in ids:
        before = page.locator(".guide-current").get_attribute("id")
        page.locator(f".guide-current [data-answer='{id}'] a").click()
        page.wait_for_function("before => document.querySelector('.guide-current').id !== before", arg=before)


def change(page: Page | Frame, number: int) -> None:
    """Choose to change the answer of that number, counted from 0; -1 is the last."""
    page.locator(".guide-change-answers").click()
    page.locator(".guide-change a").nth(number).click()


def start_again(page: Page | Frame) -> None:
    """Start again, as a reader does who looks at their answers."""
    page.locator(".guide-change-answers").click()
    page.locator(".guide-start-again").click()


def choose_language(page: Page, value: str) -> None:
    """Choose the language of the support, at an outcome."""
    page.locator(".guide-current .guide-due-how summary").click()
    page.locator(".guide-current [data-setting=language] select").select_option(value)


def shown(page: Page) -> str:
    """The question or outcome that is shown."""
    step = page.locator(".guide-current")
    return str(step.get_attribute("data-question") or step.get_attribute("data-outcome"))


def at_step(page: Page | Frame, id: str) -> None:
    """Wait until the question or outcome of that id is the step that is shown."""
    page.wait_for_function(
        """id => {
            const step = document.querySelector(".guide-current");
            return step && (step.dataset.question ?? step.dataset.outcome) === id;
        }""",
        arg=id,
    )


def follow(page: Page, address: str) -> None:
    """Bring a guide to these answers and this step, as links of its own page do: start again, then there."""
    page.evaluate(FOLLOW, address)


FOLLOW = """async (address) => {
    const steps = () => performance.getEntriesByName("guide:step").length;
    const shown = async (click) => {
        const before = steps();
        click();
        while (steps() === before) await new Promise((done) => setTimeout(done, 5));
    };
    const { confirm } = window;
    window.confirm = () => true; // what was typed may be forgotten
    await shown(() => document.querySelector(".guide-start-again").click());
    window.confirm = confirm;
    const link = document.createElement("a");
    link.className = "guide-change-link";
    link.href = address;
    document.querySelector("main").append(link);
    await shown(() => link.click());
    link.remove();
}"""
