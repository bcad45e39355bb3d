"""The first screen of every outcome, in three locales: warnings, where, who and when; and its height."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage
from tests.conftest import LAID_OUT
from tests.support.clocks import BEFORE_HOLIDAYS
from tests.support.guide_page import ready

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESKTOP = (1280, 900, 1.5)
PHONE = (360, 740, 2.5)
"""Width and height of a screen in pixels, and how many screens an outcome may be high while it is folded."""

MEASURE = """() => {
    const firstLine = (one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return [...range.getClientRects()].find(({ height }) => height).bottom;
    };
    const bottom = (one) => {
        const due = one.querySelector(".guide-due-result");
        if (due?.checkVisibility()) return due.getBoundingClientRect().bottom; // all of the moment
        const part = [...one.querySelectorAll("li, summary, a, p")].find((part) => part.checkVisibility());
        return firstLine(part ?? one);
    };
    const first = [...document.querySelectorAll(".guide-current [data-first]")];
    const seen = first.filter((one) => one.checkVisibility() && one.offsetHeight);
    return {
        height: document.documentElement.scrollHeight,
        bottoms: Object.fromEntries(seen.map((one) => [one.dataset.first, bottom(one)])),
        sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
}"""
"""The height of the page, and where the first line of each of the four ends; of a due moment the last."""


GO = "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }"


def outcome_page(page: Page, address: str) -> None:
    """Go to an outcome, and wait until its card is there."""
    before = page.evaluate("performance.getEntriesByName('guide:card').length")
    page.evaluate(GO, address)  # as Back does: half the time of starting again
    page.wait_for_function("before => performance.getEntriesByName('guide:card').length > before", arg=before)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.mark.parametrize("locale", ("fr-FR", *LAID_OUT[:2]))  # longest texts, long words, no spaces
def test_every_outcome_says_all_four_at_once_and_is_short(
    new_page: NewPage, address: str, checked: Checked, locale: str
) -> None:
    """A page of its own for each locale: the clock is set to when there is most to say."""
    page = new_page()
    page.add_init_script(BEFORE_HOLIDAYS)
    page.goto(f"{address}{locale}/")
    ready(page)
    wrong: list[str] = []
    for outcome, answers in checked.proof.witnesses.outcomes.items():
        outcome_page(page, f"{address}{locale}/?{urlencode(answers)}")
        for width, height, screens in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")
            found: dict[str, Any] = page.evaluate(MEASURE)
            if found["height"] > screens * height:
                wrong.append(f"{outcome} at {width} px is {found['height']} px high")
            if width < 1000 and found["sideways"]:  # the theme's search field slides when a page grows wide
                wrong.append(f"{outcome} at {width} px scrolls sideways")
            below = [part for part, bottom in found["bottoms"].items() if bottom > height]
            if below:
                wrong.append(f"{outcome} at {width} px has {', '.join(below)} below the first screen")
    assert not wrong, "\n".join(wrong)
