"""A guide in a folder of its own with numbers, dates, several answers, variants and tables, and its site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

import build_site
from tests.browser.conftest import served
from tests.conftest import build
from tests.guide.test_number_questions import with_people
from tests.guide.test_periods import add_dates
from tests.guide.test_several_answers import GROUPS, SYMPTOMS
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
