"""Finds a Chromium for the browser tests, or installs one.

As a program it prints which one: `build_site.py test` asks it before it runs anything else.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
        r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    ),
}
# Where `playwright install chromium` puts its browser, and what the program in it is called.
PLAYWRIGHT = {
    "darwin": ("~/Library/Caches/ms-playwright", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"),
    "win32": (r"%LocalAppData%\ms-playwright", "chromium-*/chrome-win*/chrome.exe"),
    "linux": ("~/.cache/ms-playwright", "chromium-*/chrome-linux*/chrome"),
}


class ChromiumError(Exception):
    """Why there is no browser to test with, as one sentence."""


def find() -> Path | None:
    """The first Chromium-based browser here that starts, or None.

    Raises ChromiumError if the variable GUIDE_CHROMIUM names one that does not start.
    """
    if chosen := os.environ.get("GUIDE_CHROMIUM"):
        if starts(Path(chosen)):
            return Path(chosen)
        raise ChromiumError(f"GUIDE_CHROMIUM is {chosen}, which is not a browser that starts.")
    return next(filter(starts, candidates()), None)


def ensure(python: str, report: Callable[[str], None]) -> Path:
    """The browser that `find` finds, after installing one if there is none.

    `python` is one that has Playwright, for its own download. Raises ChromiumError if all ways fail.
    """
    if found := find():
        return found
    for install in (install_with_apt, install_with_playwright):
        install(python, report)
        if found := find():
            return found
    raise ChromiumError(
        "There is no Chromium here and none could be installed: install Chromium, Chrome or Edge, "
        "or let GUIDE_CHROMIUM name one."
    )


def arguments() -> list[str]:
    """The switches for a quiet browser in a test: no request of its own, and none of root's sandbox."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
    ]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*quiet, "--no-first-run", "--disable-gpu", *(["--no-sandbox"] if root else [])]


def candidates() -> Iterator[Path]:
    """Every place where a browser may be, the likeliest first."""
    yield from (Path(path) for path in map(shutil.which, NAMES) if path)
    for place in USUAL_PLACES.get(sys.platform, ()):
        yield Path(os.path.expandvars(place))
    folder, pattern = PLAYWRIGHT.get(sys.platform, PLAYWRIGHT["linux"])
    downloads = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or os.path.expandvars(folder)
    yield from sorted(Path(downloads).expanduser().glob(pattern), reverse=True)


def starts(browser: Path) -> bool:
    """Whether it runs: on Ubuntu a program of this name may be a note that there is a snap."""
    if not browser.is_file():
        return False
    if sys.platform == "win32":
        return True  # there, asking for the version opens a window
    try:
        return subprocess.run([browser, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_with_apt(python: str, report: Callable[[str], None]) -> None:
    """Install Debian's package, where this user may and where it is not a stand-in for a snap."""
    prefix = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (prefix and why_not([*prefix, "true"])):
        return
    apt = [
        *prefix,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]
    report("Installing Chromium with apt …")
    reason = why_not([*apt, "update"])
    policy = subprocess.run(["apt-cache", "policy", "chromium"], capture_output=True, text=True).stdout
    candidate = re.search(r"Candidate: (\S+)", policy)
    if candidate and candidate[1] != "(none)" and "snap" not in candidate[1]:
        reason = why_not([*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"])
    if reason:
        report(reason)


def install_with_playwright(python: str, report: Callable[[str], None]) -> None:
    """Let Playwright download its own Chromium."""
    report("Downloading Chromium with Playwright …")
    if reason := why_not([python, "-m", "playwright", "install", "chromium"]):
        report(reason)


def why_not(command: list[str]) -> str:
    """Run a command; what it says of its failure in one line, or nothing if it succeeds."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return ""
    said = re.search(r"^E(?:rror)?:.*", done.stderr, re.MULTILINE)
    return said[0] if said else f"{command[0]} failed."


if __name__ == "__main__":
    try:
        print(ensure(sys.executable, lambda line: print(line, file=sys.stderr, flush=True)))
    except ChromiumError as error:
        sys.exit(str(error))
