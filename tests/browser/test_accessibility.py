"""axe finds nothing in any kind of page, in any state of the tree.

A page takes axe a second of processor time, so what can differ is covered where it differs, and once:

| what | where |
|---|---|
| every kind of page, state of the tree and of a card, one outcome of each kind | English, in the light |
| colors in the dark | a question, a card with everything open, the map: for contrast alone |
| from right to left | Arabic: an outcome with its card, a page with tables |
| zoom to 400 %, which leaves 320 pixels; forced colors | German, every kind of page; English |
| the longest texts | the pseudo-locale en-XA: an outcome |

The names that a translation can spoil are read in every locale by `test_site_pages`. Texts that are
not translated yet, and how the page says so, are in `test_locales`. `axe_pairs` shows axe every question and
outcome in every locale: by hand, before a release.
"""

from __future__ import annotations

from playwright.sync_api import Page

from decision_tree.model import Outcome
from site_builder.site.checking import Checked
from tests.browser.conftest import Visit, Walk
from tests.browser.test_locales import CUT_OFF
from tests.support.answers import PROVIDER, QUERY
from tests.support.axe import contrast_violations, violations
from tests.support.guide_page import answer, at_step
from tests.support.outcome_card import card, type_in
from tests.support.tabs import PHONE

PAGES = (
    "faq/", "response-times/", "names/", "about/", "evidence/", "procedures/",
    "procedures/azure-without-admin/", "map/", "translation/", "embedding/",
)  # fmt: skip
"""One of every kind of page beside the tree."""
DOUBT = QUERY.replace("access=yes", "access=unsure")


def in_the_dark(page: Page) -> list[str]:
    """What axe finds of colors in the dark."""
    choose(page, "slate")
    found = contrast_violations(page)
    choose(page, "default")
    return found


def choose(page: Page, scheme: str) -> None:
    """Choose dark colors or light ones, as the button in the header does."""
    page.locator(".md-header").dispatch_event("pointerover")  # brings the theme's script
    page.wait_for_selector("html.js")
    page.locator(f"input[data-md-color-scheme={scheme}]").evaluate("input => input.click()")
    page.wait_for_selector(f"body[data-md-color-scheme={scheme}]")


def test_the_tree_in_its_states(walk: Walk, visit: Visit) -> None:
    page = visit("en-US/")
    assert not violations(page), "a question"
    page = walk("en-US/?product=azure")
    answer(page, "critical")
    assert not violations(page), "a question with answers given"
    assert not in_the_dark(page), "the same in the dark"
    page = walk(f"en-US/?{QUERY}&cloud=us-government&nonsense=1")
    at_step(page, "azure")
    assert not violations(page), "an outcome with a notice"


def test_the_card_with_mistakes_and_doubt(visit: Visit, address: str) -> None:
    page = card(visit(f"en-US/?{DOUBT}", engine=True))
    type_in(page, "customer-domain", "https://contoso.com/")
    type_in(page, "subscription", "none")
    page.locator(".guide-current .guide-finding button").wait_for()
    for details in page.locator(".guide-current details").all():
        details.evaluate("one => { one.open = true; }")
    page.get_by_role("button").and_(page.locator(".guide-ticket .md-button--primary")).click()
    page.locator(".guide-copied").wait_for()
    assert not violations(page), "mistakes, doubt, everything open, just copied"
    assert not in_the_dark(page), "the same in the dark"
    page.locator(".guide-current .guide-finding button").click()
    page.locator(".guide-current .guide-completed a").wait_for()
    page.locator(".guide-current .guide-due-how").evaluate("one => { one.open = true; }")
    page.locator(".guide-due-moment input[value=at]").check()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not violations(page), "the completed address and another moment, on a phone"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page = card(visit(f"en-US/?{PROVIDER}", engine=True))
    assert not violations(page), "a message to the provider"


def test_an_outcome_of_each_kind_with_all_its_conditions(visit: Visit, checked: Checked) -> None:
    page = visit("en-US/")
    kinds: dict[str, Outcome] = {}
    for outcome in checked.tree.outcomes:  # the one with most in it
        kinds[outcome.kind] = max(outcome, kinds.get(outcome.kind, outcome), key=lambda one: len(one.parts))
    for outcome in kinds.values():
        page.evaluate("id => { location.hash = id; }", outcome.id)
        at_step(page, outcome.id)
        assert not violations(page), outcome.id


def test_every_other_page(visit: Visit) -> None:
    for path in PAGES:
        page = visit(f"en-US/{path}")
        assert not violations(page), path
        if path == "map/":
            assert not in_the_dark(page), "it has colors of its own"


def test_the_page_above_the_locales_and_the_one_for_lost_readers(visit: Visit) -> None:
    assert not violations(visit("?languages"))
    assert not violations(visit("nowhere/at/all", expect=("404",)))


def test_without_scripts_the_static_tree(visit: Visit) -> None:
    page = visit("en-US/faq/")
    page.route("**/home.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    visit("en-US/#partner")
    assert page.locator(".guide--live").count() == 0
    assert not violations(page)


def test_from_right_to_left(visit: Visit, walk: Walk) -> None:
    page = card(walk(f"ar-SA/?{QUERY}#azure"))
    assert not violations(page), "an outcome"
    assert not violations(visit("ar-SA/response-times/")), "a page"


def test_with_the_longest_texts(visit: Visit, other_edition: str) -> None:
    page = visit(f"{other_edition}en-XA/?{QUERY}#azure", expect=("another host",))
    page.evaluate("scrollTo(0, 0)")  # an anchor leaves a link half under the header, where a target is small
    assert not violations(page)


def test_at_a_zoom_of_400_percent_no_page_scrolls_sideways_or_is_cut_off(visit: Visit) -> None:
    """WCAG 1.4.10, Reflow: 1,280 by 1,024 pixels then are 320 by 256. Tables and the map scroll alone."""
    for path in ("", f"?{QUERY}#azure", *PAGES):
        page = visit(f"de-DE/{path}", size={"width": 320, "height": 256})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        assert path == "map/" or page.evaluate(CUT_OFF) == [], path
        header = page.locator(".md-header").bounding_box()
        assert header and header["height"] <= 256 / 4, "what stays above the text leaves room for it"


UNMARKED = """() => [...document.querySelectorAll(":is(.guide-entry, .md-button, .guide-choice)")]
    .filter((one) => one.closest(".guide-current") && one.checkVisibility())
    .filter((one) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(one);
        const ground = getComputedStyle(document.body).backgroundColor;
        return borderTopStyle === "none" || !parseFloat(borderTopWidth) || borderTopColor === ground;
    })
    .map((one) => one.outerHTML.slice(0, 80))"""


def test_in_forced_colors_everything_to_use_has_a_border_and_the_focus_an_outline(visit: Visit) -> None:
    page = visit("en-US/?product=azure#product")
    page.emulate_media(forced_colors="active")
    mark = "one => getComputedStyle(one, '::after').content"
    marks = page.locator(".guide-current .guide-choice").evaluate_all(f"all => all.map({mark})")
    assert marks[0] not in marks[1:], "the answer that was given looks so"
    page.locator(".guide-current .guide-choice").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    unmarked = page.evaluate(UNMARKED)
    page.emulate_media(forced_colors="none")
    assert not unmarked, "a question"
    page = card(visit(f"en-US/?{QUERY}", engine=True))
    page.emulate_media(forced_colors="active")
    unmarked = page.evaluate(UNMARKED)
    page.emulate_media(forced_colors="none")
    assert not unmarked, "an outcome"
