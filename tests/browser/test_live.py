"""An edit while the guide is served shows itself in a real browser; a published site has nothing of that."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.serving_copy import ERRORS, serving_copy

PATIENCE = 120_000
"""Milliseconds: how fast it is, the bench measures."""
OLD, NEW, WRONG = "What do you need help with?", "What is it about?", "to: progres"


@pytest.fixture
def serving(copy: Path, cache_of_project: Callable[[Path], None]) -> Iterator[str]:
    """The address of the copy while `serve` serves it."""
    cache_of_project(copy)
    with serving_copy(copy) as served:
        yield served.address
    left = [
        *(copy / ".cache").glob("preview-*"),
        *copy.glob(".site-*"),
        *copy.glob(".cache/editions/*/.making-*"),
    ]
    assert not left, "a build that was ended has tidied up"
    for path in (copy / "site").rglob("*"):
        assert "_reload" not in path.name
        assert path.is_dir() or b"_reload.js" not in path.read_bytes(), path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_changed_word_shows_itself_in_the_page_that_is_open(
    copy: Path, serving: str, browser: Browser
) -> None:
    page = browser.new_page()
    loads: list[str] = []
    page.on("load", lambda page: loads.append(page.url))
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{serving}en-US/")
    expect(page.get_by_text(OLD).first).to_be_visible(timeout=PATIENCE)
    tree = copy / "docs/guide/tree.yml"
    edit(tree, OLD, NEW)
    expect(page.get_by_text(NEW).first).to_be_visible(timeout=PATIENCE)
    edit(tree, "to: progress", WRONG)
    wait_for(lambda: "The site stays as it was." in (copy / ERRORS).read_text())
    expect(page.get_by_text(NEW).first).to_be_visible()
    edit(tree, NEW, "What about it?")
    edit(tree, WRONG, "to: progress")
    expect(page.get_by_text("What about it?").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state()
    assert len(loads) == 3, "nothing to show where a build failed"
    page.goto(f"{serving}nl-NL/")
    edit(copy / "docs/interface/nl-NL.po", 'msgstr "Zoeken"', 'msgstr "Vinden"')
    expect(page.get_by_role("dialog", name="Vinden").first).to_be_attached(timeout=PATIENCE)
    assert wrong == []
    page.close()
