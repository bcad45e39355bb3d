"""An edit while the guide is served shows itself in a real browser; a published site has nothing of that."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.serving_copy import ERRORS, serving_copy

PATIENCE = 120_000
"""Milliseconds: how fast it is, the bench measures."""
TREE = "docs/guide/tree.yml"
OLD, NEW = "What do you need help with?", "What is it about?"
RIGHT, WRONG = "to: progress\n", "to: progres\n"


OUTCOME = "en-US/?product=partner-center&on_day=2027-01-01"


@pytest.fixture
def serving(copy: Path, cache_of_project: Callable[[Path], None]) -> Iterator[str]:
    """The address of the copy while `serve` serves it; it has a problem at first, and no site."""
    cache_of_project(copy)
    edit(copy / TREE, RIGHT, WRONG)
    with serving_copy(copy) as served:
        yield served.address
    left = [
        *(copy / ".cache").glob("preview-*"),
        *copy.glob(".site-*"),
        *copy.glob(".cache/editions/*/.making-*"),
    ]
    assert not left, "a build that was ended has tidied up"
    for path in (copy / "site").rglob("*"):
        assert path.name not in ("_live", "_workbench")
        content = b"" if path.is_dir() else path.read_bytes()
        assert b"/_live/" not in content and b"data-live-changed" not in content, path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_guide_that_is_faulty_at_the_start_and_again_later_is_served_as_it_last_was(
    copy: Path, serving: str, browser: Browser
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{serving}en-US/")
    expect(page.get_by_text('did you mean "progress"?')).to_be_visible()
    edit(copy / TREE, WRONG, RIGHT)
    expect(page.get_by_text(OLD).first).to_be_visible(timeout=PATIENCE)
    panel = page.locator("#live-panel")
    expect(panel.get_by_role("status")).to_have_text("Up to date", timeout=PATIENCE)

    loads: list[str] = []
    page.on("load", lambda page: loads.append(page.url))
    edit(copy / TREE, OLD, NEW)
    expect(page.get_by_text(NEW).first).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-live-changed]").filter(visible=True)).to_have_text(NEW)
    expect(panel.get_by_role("button", name="Next")).to_be_visible()

    edit(copy / TREE, RIGHT, WRONG)
    problems = panel.get_by_role("dialog")
    expect(problems).to_contain_text("docs/guide/tree.yml:", timeout=PATIENCE)
    expect(problems.get_by_role("alert")).to_have_text("1 problem keeps the guide from being built")
    expect(page.get_by_text(NEW).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(problems).to_be_hidden()
    expect(panel.get_by_role("status")).to_have_text("1 problem")
    wait_for(lambda: "The site stays as it was." in (copy / ERRORS).read_text())
    edit(copy / TREE, NEW, "What about it?")
    edit(copy / TREE, WRONG, RIGHT)
    expect(page.get_by_text("What about it?").first).to_be_visible(timeout=PATIENCE)
    expect(panel.get_by_role("status")).to_have_text(re.compile("1 change"), timeout=PATIENCE)
    page.wait_for_load_state()
    assert len(loads) == 2, "nothing to show where a build failed"
    assert [text for text in wrong if "503" not in text] == [], "503 is the answer where there is no site yet"
    page.close()
