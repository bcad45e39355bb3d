"""Finding a browser: the chosen one, else one that starts, else one that can be installed."""

import os
import sys
from pathlib import Path

import pytest

from tests.support import chromium

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for browsers are shell scripts")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, on a machine with no browser anywhere else."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.delenv("GUIDE_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "USUAL_PLACES", {})
    return tmp_path


def program(path: Path, exit_code: int) -> Path:
    """A program that ends with `exit_code` whatever it is asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return path


def test_a_browser_on_the_path_that_does_not_start_is_passed_over(bare: Path) -> None:
    program(bare / "chromium", 1)
    works = program(bare / "google-chrome", 0)
    assert chromium.find() == works


def test_the_chosen_browser_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium", 0)
    chosen = program(bare / "elsewhere" / "my-browser", 0)
    monkeypatch.setenv("GUIDE_CHROMIUM", str(chosen))
    assert chromium.find() == chosen


def test_a_chosen_browser_that_does_not_start_is_an_error(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium", 0)
    monkeypatch.setenv("GUIDE_CHROMIUM", "/nowhere/browser")
    with pytest.raises(chromium.ChromiumError, match="GUIDE_CHROMIUM is /nowhere/browser"):
        chromium.find()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the program has another name")
def test_the_browser_that_playwright_downloaded_is_found(bare: Path) -> None:
    downloaded = program(bare / "downloads" / "chromium-1200" / "chrome-linux64" / "chrome", 0)
    assert chromium.find() == downloaded


def test_the_next_way_to_install_is_tried_when_one_fails(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "install_with_apt", lambda python, report: None)
    monkeypatch.setattr(
        chromium, "install_with_playwright", lambda python, report: program(bare / "chromium", 0)
    )
    assert chromium.ensure("python", print) == bare / "chromium"


def test_no_browser_at_all_is_one_clear_sentence(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[str] = []
    # There is neither apt on this PATH nor a Python of this name.
    with pytest.raises(chromium.ChromiumError, match="install Chromium, Chrome or Edge"):
        chromium.ensure("no-such-python", reported.append)
    assert reported[0].startswith("Downloading Chromium with Playwright")
