"""A guide in a folder of its own with numbers, dates, several answers and variants: in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

import build_site
from tests.browser.conftest import served
from tests.conftest import build
from tests.guide.test_number_questions import with_people
from tests.guide.test_periods import add_dates
from tests.guide.test_several_answers import GROUPS, SYMPTOMS
from tests.support.axe import violations
from tests.support.guide_page import at_step, ready
from tests.support.shipped_words import shipped_words
from tests.tree.test_variants import add_words

AMOUNT = """\
  - id: amount
    question: How much is the damage?
    name: Damage
    number: {from: 0, to: 5000, step: 0.05, unit: EUR}
    to:
      - {to: bought, when: {amount: {under: 500}}}
      - {to: front-desk, when: {amount: {from: 500, under: 1000}}}
      - {to: front-desk, when: {amount: {from: 1000}}}

  - id: bought
    question: When was it bought?
    name: Bought
    date: {from: 2000-01-01, to: today}
    to:
      - {to: room, when: {bought: {since: {under: 2 years}}}}
      - {to: front-desk, when: {bought: {since: {from: 2 years}}}}

"""
OTHER = "Something else, to: front-desk"
Open = Callable[..., Page]
DESKS = """\
tables:
  - id: desks
    name: Desks
    hit_policy: first
    inputs: [problem, people]
    promise: within
    columns:
      - {id: desk, name: Desk, type: text}
      - {id: fee, name: Fee, type: amount, unit: EUR}
      - {id: within, name: Answers within, type: duration}
    rows:
      - {id: other, when: {problem: other}, desk: The hall, fee: 12.50, within: 2 hours,
         hours_kept: round-the-clock}
      - {id: crowd, when: {people: {from: 9}}, desk: The office, within: 24 hours,
         hours_kept: round-the-clock}
      - {id: damage, desk: The insurer, within: 3 business days, hours_kept: business-hours}
"""
AT_DESK = "    summary: They know who can help.\n"


@pytest.fixture(scope="module")
def own(shared: Path, cache_of_project: Callable[[Path], None]) -> Path:
    """A new guide with its site, in English and in Arabic without translations of its own: built once."""
    root = shared / "own guide"
    with FileLock(shared.with_suffix(".own-guide.lock")):
        if not (root / "site").exists():
            with_people(root, "to: room, when: {people: {to: 8}}", "to: amount, when: {people: {to: 8}}")
            add_dates(root)
            path = root / "docs/guide/tree.yml"
            text = path.read_text(encoding="utf-8")
            asked = AMOUNT + SYMPTOMS.replace("to: room", "to: front-desk")
            text = text.replace("  - id: room\n", f"{asked}  - id: room\n", 1) + GROUPS
            assert OTHER in text
            path.write_text(text.replace(OTHER, "Something else, to: symptoms"), encoding="utf-8")
            add_words(root, ("when: {problem: other}", "when: {problem: [other, badge]}"))
            path.with_name("tables.yml").write_text(DESKS, encoding="utf-8")
            outcomes = path.with_name("outcomes.yml")
            text = outcomes.read_text(encoding="utf-8")
            assert AT_DESK in text
            shown = AT_DESK + "    response: desks\n    tables: [desks]\n"
            outcomes.write_text(text.replace(AT_DESK, shown), encoding="utf-8")
            assert build_site.main(["--root", str(root), "translate", "new", "ar-SA"]) == 0
            locales = root / "docs/locales/locales.yml"
            text = locales.read_text(encoding="utf-8")
            locales.write_text(text.replace("least_coverage: 95", "least_coverage: 0"), encoding="utf-8")
            build(root, root / "site", "--no-compress")
    return root


@pytest.fixture
def open_own(browser: Browser, own: Path) -> Iterator[Open]:
    """Opens it, in a context of its own."""
    with served(own / "site", ()) as where:
        contexts = []

        def open_page(path: str, **options: Any) -> Page:
            contexts.append(browser.new_context(**options))
            page = contexts[-1].new_page()
            page.goto(f"{where}{path}")
            return page

        yield open_page
        for context in contexts:
            context.close()


def test_a_number_is_typed_or_chosen_and_leads_to_an_outcome(open_own: Open) -> None:
    page = open_own("en-US/?problem=heating")
    ready(page)
    field = page.locator("#people-entry")
    field.fill("3,000")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="1 to 2,000")).to_be_visible()
    assert not violations(page)
    field.fill("1,500")
    page.get_by_role("button", name="Go on").click()
    at_step(page, "front-desk")
    assert "people=1000-to-2000" in page.url and "1500" not in page.url
    expect(page.get_by_text("Bring a list.")).to_be_visible()
    expect(page.get_by_text("What would change it")).to_be_visible()
    assert not violations(page)
    page.go_back()
    page.get_by_role("link", name="9 to 999").click()
    at_step(page, "front-desk")
    expect(page.get_by_text("Bring a list.")).to_be_hidden()


def test_from_right_to_left_digits_of_the_language_are_read(open_own: Open) -> None:
    page = open_own("ar-SA/?problem=heating", viewport={"width": 360, "height": 740})
    ready(page)
    page.locator(".guide-current .guide-typed-input").fill("٨")
    page.locator(".guide-current .guide-typed-input").press("Enter")
    at_step(page, "amount")
    field = page.locator(".guide-current .guide-typed-input")
    field.fill("٤٩٩٫٩٧")
    field.press("Enter")
    expect(page.locator(".guide-current .guide-typed-fault")).to_contain_text("499.95")
    field.fill("٤٩٩٫٩٥ €")
    field.press("Enter")
    at_step(page, "bought")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    parts = page.locator(".guide-current .guide-typed-input")
    for number, typed in enumerate(("٢٩", "فبراير", "٢٠٠٤")):
        parts.nth(number).fill(typed)
    parts.nth(2).press("Enter")
    at_step(page, "front-desk")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_an_amount_is_typed_with_or_without_its_unit_and_its_thresholds_are_named(open_own: Open) -> None:
    page = open_own("en-US/?problem=heating&people=1-to-8", timezone_id="Asia/Tokyo")
    ready(page)
    field = page.locator(".guide-current").get_by_label("Type the number, or choose:")
    expect(field).to_have_attribute("inputmode", "decimal")
    for typed, fault in (
        ("much", "€0 to €5,000. For example: €499.95"),
        ("5,000.05", "€0 to €5,000. For example: €499.95"),
        ("12.32", "The nearest numbers that can be given are 12.30 and 12.35."),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=fault)).to_be_visible()
    assert not violations(page)
    field.fill("€ 400")
    field.press("Enter")
    page.get_by_role("link", name="less than 2 years ago").click()
    at_step(page, "room")
    page.get_by_role("link", name="An office").click()
    at_step(page, "caretaker")
    changes = page.locator(".guide-why")
    changes.locator("summary").first.click()
    expect(changes.get_by_role("link", name="Damage: €500 or more")).to_be_visible()
    assert "amount=0-to-499p95" in page.url and "400" not in page.url


def test_a_date_is_typed_in_parts_and_counted_from_the_readers_own_day(open_own: Open) -> None:
    page = open_own(
        "en-US/?problem=heating&people=1-to-8&amount=0-to-499p95", timezone_id="Pacific/Kiritimati"
    )
    ready(page)
    page.clock.set_fixed_time("2024-02-28T11:00:00Z")  # there it is the 29th already
    month, day, year = (page.get_by_label(name, exact=True) for name in ("Month", "Day", "Year"))
    for typed, fault, wrong in (
        (("", "1", ""), "Please fill in what is missing: Month and Year.", month),
        (("Feb", "30", "2023"), "There is no such day: February 2023 has 28 days.", day),
        (("13", "1", "2023"), "The month must be a number from 1 to 12, or its name.", month),
        (("3", "1", "2024"), "in this period: January 1, 2000 to today.", month),
    ):
        for part, text in zip((month, day, year), typed, strict=True):
            part.fill(text)
        year.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=fault)).to_be_visible()
        expect(wrong).to_be_focused()
        expect(wrong).to_have_attribute("aria-invalid", "true")
    assert not violations(page)
    for typed, found in (
        (("2", "28", "2022"), "since-from-2-years"),
        (("2", "29", "2024"), "since-under-2-years"),
    ):
        for part, text in zip((month, day, year), typed, strict=True):
            part.fill(text)
        page.locator(".guide-current").get_by_role("button", name="Go on").click()
        page.wait_for_url(f"**bought={found}**")
        assert typed[2] not in page.url.partition("?")[2]
        if found == "since-from-2-years":
            page.go_back()


def test_without_scripts_the_ranges_are_links(open_own: Open) -> None:
    page = open_own("en-US/#people", java_script_enabled=False)
    expect(page.locator(".guide-typed-input")).to_have_count(0)
    page.get_by_role("link", name="1 to 8").click()
    page.get_by_role("link", name="less than €500").click()
    page.get_by_role("link", name="less than 2 years ago").click()
    expect(page.get_by_role("heading", name="Which kind of room is it?")).to_be_visible()


def offered(page: Page) -> list[str]:
    """The answers that the first question offers."""
    return page.locator("#problem li").evaluate_all("items => items.map((one) => one.dataset.answer)")


@pytest.mark.parametrize("engine", [True, False])
def test_a_page_shows_what_holds_on_the_readers_day(open_own: Open, engine: bool) -> None:
    page = open_own("en-US/404.html", timezone_id="Pacific/Auckland")
    start = page.url.replace("404.html", "")
    if not engine:
        page.route("**/*.wasm", lambda route: route.abort())
    running = "html[data-engine=ready]" if engine else "html[data-engine=failed]"
    page.clock.set_fixed_time("2026-12-31T10:30:00Z")
    page.goto(start)
    page.wait_for_selector(running)
    assert "badge" in offered(page) and "pass" not in offered(page)
    page.clock.set_fixed_time("2026-12-31T11:30:00Z")  # in Auckland another year has begun
    page.goto(f"{start}?problem=badge")
    page.wait_for_selector(running)
    assert "pass" in offered(page) and "badge" not in offered(page)
    days = "Until December 31, 2026"
    said = f"Problem: “A lost badge” is not offered on this day ({days}), so the guide asks again."
    expect(page.get_by_text(said)).to_be_visible()
    assert "badge" not in page.url and not (engine and violations(page))
    page.get_by_role("link", name="A lost badge").click()
    at_step(page, "pass-desk")
    expect(page.get_by_text(said)).to_be_hidden()
    expect(page.get_by_text("Fill in the form.")).to_be_visible()
    expect(page.get_by_text("Use the app.")).to_be_hidden()
    assert "period" not in page.url and "From January" not in page.locator("#pass-desk").inner_text()


def test_a_page_shows_another_day_and_the_next_step_after_midnight_the_new_one(open_own: Open) -> None:
    page = open_own("en-US/404.html", timezone_id="UTC")
    start = page.url.replace("404.html", "")
    page.clock.install(time="2027-06-30T23:59:00Z")
    page.goto(f"{start}?on_day=2027-07-01&problem=pass")
    expect(page.get_by_text("on another day: July 1, 2027.")).to_be_visible()
    expect(page.get_by_text("Use the app.")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    assert "on_day=2027-07-01" in page.url
    page.get_by_role("link", name="See it as it is today").click()
    page.wait_for_url(lambda url: "on_day" not in url)
    ready(page)
    page.goto(f"{start}embed/?on_day=2027-07-01&problem=pass")
    expect(page.get_by_text("Use the app.")).to_be_visible()
    page.goto(start)
    ready(page)
    page.clock.set_system_time("2027-07-01T00:01:00Z")
    page.get_by_role("link", name="A lost badge").click()
    expect(page.get_by_text("Use the app.")).to_be_visible()
    at_step(page, "pass-desk")


def test_without_scripts_what_has_dates_says_them(open_own: Open) -> None:
    page = open_own("en-US/", java_script_enabled=False)
    expect(page.get_by_role("link", name="A lost badge Until December 31, 2026")).to_be_visible()
    page.get_by_role("link", name="A lost badge From January 1, 2027").click()
    expect(page.locator("#pass-desk").get_by_text("From January 1, 2027", exact=True)).to_be_visible()
    expect(page.get_by_text("Use the app. From July 1, 2027")).to_be_visible()


def checked(page: Page) -> list[str]:
    """The answers that are checked at the question that is shown."""
    boxes = page.locator(".guide-current .guide-box").all()
    return [box.get_attribute("value") or "" for box in boxes if box.is_checked()]


def test_several_answers_are_checked_and_lead_on_together(open_own: Open) -> None:
    page = open_own("en-US/?problem=other")
    ready(page)
    at_step(page, "symptoms")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").filter(has_text="choose at least one")).to_be_visible()
    expect(page.get_by_label("A noise")).to_be_focused()
    assert not violations(page)
    page.keyboard.press("Space")
    page.get_by_label("None of these").check()
    assert checked(page) == ["none"], "it excludes the others"
    page.get_by_label("Smoke").check()
    page.get_by_label("A noise").check()
    assert checked(page) == ["noise", "smoke"]
    page.keyboard.press("Enter")
    at_step(page, "emergency")
    assert "symptoms=noise.smoke" in page.url
    expect(page.locator(".guide-answer").filter(has_text="Symptoms")).to_contain_text("A noise and Smoke")
    expect(page.get_by_text("What would change it")).to_be_visible()
    page.get_by_text("What would change it").click()
    page.get_by_role("link", name="Symptoms: without Smoke").click()
    at_step(page, "front-desk")
    page.go_back()
    page.go_back()
    at_step(page, "symptoms")
    assert checked(page) == ["noise", "smoke"]


def test_several_answers_of_an_address_count_before_the_engine_does(open_own: Open) -> None:
    page = open_own("ar-SA/?problem=other&symptoms=smell.gone.noise", viewport={"width": 360, "height": 740})
    at_step(page, "front-desk")
    expect(page.locator(".guide-notice")).to_contain_text("symptoms=gone")
    page.goto(page.url.partition("?")[0] + "?problem=other&symptoms=none.smoke")
    at_step(page, "symptoms")
    expect(page.locator(".guide-notice")).to_contain_text("symptoms=none.smoke")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_several_answers_need_no_form_which_a_sandbox_would_not_submit(open_own: Open) -> None:
    page = open_own("en-US/")
    frame_of = '<iframe sandbox="allow-scripts allow-same-origin" height="900" src="{}"></iframe>'
    page.set_content(frame_of.format(f"{page.url}embed/?problem=other"))
    frame = page.frame_locator("iframe")
    frame.get_by_label("Fire").check()
    frame.get_by_role("button", name="Continue").click()
    expect(frame.locator("#emergency.guide-current")).to_be_visible()


def test_without_scripts_several_answers_are_cases_with_a_link_each(open_own: Open) -> None:
    page = open_own("en-US/#symptoms", java_script_enabled=False)
    expect(page.locator(".guide-box")).to_have_count(0)
    page.get_by_role("link", name="with Smoke or Fire", exact=True).click()
    expect(page.get_by_role("heading", name="Call the caretaker on duty now")).to_be_visible()


@pytest.mark.parametrize("engine", [True, False])
def test_words_follow_the_answers_with_the_engine_and_without(open_own: Open, engine: bool) -> None:
    folder = "en-US/" if engine else "en-US/embed/"
    page = open_own(f"{folder}?problem=heating&people=1-to-8")
    if engine:
        ready(page)
    page.locator(".guide-current .guide-choice").first.click()
    page.locator(".guide-current [data-answer=since-under-2-years] a").click()
    at_step(page, "room")
    title = page.locator(".guide-current .guide-title")
    expect(title).to_have_text("Which room is it?")
    expect(page).to_have_title(re.compile("^Which room is it?"))
    hint = page.locator(".guide-current .guide-hint")
    expect(hint).to_have_text("Feel it.")
    expect(hint).to_be_visible()
    assert not violations(page)
    page.get_by_role("link", name="An office, with all of you in it").click()
    at_step(page, "caretaker")
    expect(title).to_have_text("Write to the caretaker and stay warm")
    expect(page).to_have_title(re.compile("^Write to the caretaker and stay warm"))
    expect(page.locator(".guide-answers")).to_contain_text("An office, with all of you in it")
    page.evaluate("location.hash = 'problem'")
    page.locator(".guide-current [data-answer=water] a").click()
    page.locator(".guide-current [data-answer=stopped] a").click()
    at_step(page, "caretaker")
    expect(title).to_have_text("Write to the caretaker")
    expect(page).to_have_title(re.compile("^Write to the caretaker – "))
    expect(page.locator(".guide-current .guide-summary")).to_have_text("The caretaker brings a bucket.")
    expect(page.locator(".guide-answer dd").nth(4)).to_have_text("An office")


def test_without_scripts_a_text_is_what_is_always_true(open_own: Open) -> None:
    page = open_own("en-US/#caretaker", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Write to the caretaker", exact=True)).to_be_visible()
    expect(page.get_by_text("stay warm")).to_have_count(0)


def test_an_outcome_shows_the_row_that_holds_and_its_promise(open_own: Open) -> None:
    page = open_own("en-US/?problem=other&symptoms=noise")
    ready(page)
    at_step(page, "front-desk")
    rows = page.locator(".guide-current .guide-table-rows li")
    expect(rows.filter(visible=True)).to_have_count(1)
    expect(rows.first).to_contain_text("€12.50")
    expect(page.locator(".guide-current .guide-response-time").filter(visible=True)).to_have_text(
        "Answers within: 2 hours"
    )
    expect(page.locator(".guide-due-result")).to_contain_text("Before")
    expect(page.locator(".guide-current .guide-condition").filter(visible=True)).to_have_count(0)
    assert not violations(page)
    page.goto(page.url.split("?")[0] + "?people=9-to-999&problem=heating")
    ready(page)
    expect(rows.filter(visible=True)).to_have_text(re.compile(r"The office\s+Answers within\s+24 hours"))
    page.get_by_text("What would change it").click()
    expect(page.locator(".guide-why li", has_text="Something else")).to_contain_text(
        "Desks: The hall · €12.50"
    )


def test_without_scripts_each_row_says_when_it_holds(open_own: Open) -> None:
    page = open_own("en-US/#front-desk", java_script_enabled=False)
    rows = page.locator("#front-desk .guide-table-rows")
    expect(rows).to_contain_text("The first that applies counts.")
    expect(rows.locator("li").first).to_contain_text("Only if Problem: Something else")
    expect(rows.locator("li").nth(1)).to_contain_text("Only if People: 9")


def test_the_page_of_tables_is_a_list_of_rows_on_a_phone(open_own: Open) -> None:
    page = open_own("ar-SA/tables/", viewport={"width": 360, "height": 740})
    expect(page.get_by_role("heading", name="Desks")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    cell = page.locator("td[data-name=Fee]").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Fee"'
    expect(cell).to_contain_text("12.50")
    expect(page.locator("td[data-name=Fee]").last).to_be_hidden()
    assert not violations(page)


def test_the_site_has_no_word_of_the_guide_that_is_shipped(own: Path) -> None:
    assert not shipped_words(own / "site")
