"""The same sources give the same site, byte for byte, whoever builds it, where and when.

The builds are those of a whole copy of the project, each in a process of its own, so that nothing that is
known here can help them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from site_builder.locales.calendars import YEARS_AHEAD
from tests.conftest import ROOT

PARTS = ("build_site.py", "mkdocs.yml", "pyproject.toml", "LICENSE", "package.json", "package-lock.json")
FOLDERS = ("docs", "site_builder", "decision_tree")
KEPT = ("en-US", "nl-NL", "ar-SA")
"""The source, a translation, and one from right to left: the others are made in the same way."""
LARGE = 10**6
"""Bytes from which on a compressed file is that of Pyodide: to make it takes 20 seconds, and one does."""

CLOCK = '''
"""A clock that is some days ahead, and folders that list their files from the last to the first: for whatever
Python process is started with this on its path."""
import datetime, os, time

AHEAD = int(os.environ["DAYS_AHEAD"]) * 86400
_time, _gmtime, _localtime, _ns = time.time, time.gmtime, time.localtime, time.time_ns
time.time = lambda: _time() + AHEAD
time.time_ns = lambda: _ns() + AHEAD * 10**9
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
_datetime, _date = datetime.datetime, datetime.date


class _Kind(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])


class Datetime(_datetime, metaclass=_Kind):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


class Date(_date, metaclass=_Kind):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


datetime.datetime, datetime.date = Datetime, Date

_listdir, _scandir = os.listdir, os.scandir
os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)


class _Listed:
    def __init__(self, entries):
        self.entries = iter(entries)

    def __iter__(self):
        return self.entries

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    close = __exit__


def scandir(path="."):
    with _scandir(path) as found:
        return _Listed(sorted(found, key=lambda entry: entry.name, reverse=True))


os.scandir = scandir
'''


@dataclass(frozen=True)
class Machine:
    """Where and how a site is built. `ahead` is the days that its clock is ahead (and its folders are listed
    the other way round), `touched` what its files are dated, in seconds since 1970."""

    folder: str
    jobs: int = 1
    umask: int = 0o022
    ahead: int = 0
    touched: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


HERE = Machine("here", environment={"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"})


def elsewhere(folder: str, ahead: int, **more: str) -> Machine:
    """A machine that has nothing in common with HERE but the sources."""
    other = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "LANG": "ja_JP"}
    return Machine(f"else where/{folder}", 2, 0o077, ahead, 1234567890, {**other, **more})


def days_within_the_year() -> int:
    """Days from today to another day of this year, on whatever day this runs."""
    today = datetime.now(UTC)
    return 40 if (today + timedelta(days=42)).year == today.year else -40


class Build(Protocol):
    """Builds on a machine, into a folder by that name, and returns the folder."""

    def __call__(self, machine: Machine, out: str = "site") -> Path: ...


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, cache_of_project: Callable[[Path], None]) -> Build:
    """Builds on a machine, which is set up when it is first asked for."""
    everything = tmp_path_factory.mktemp("machines")
    (everything / "clock").mkdir()
    (everything / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    slow = everything / HERE.folder / ".cache" / "compressed"

    def run(machine: Machine, out: str = "site") -> Path:
        project = everything / machine.folder
        if not project.exists():
            _check_out(project, machine)
            cache_of_project(project)
            shutil.rmtree(project / ".cache" / "compressed", ignore_errors=True)  # Pyodide alone is shared
            for made in slow.glob("*") if machine.folder != HERE.folder else ():
                if made.stat().st_size > LARGE:
                    (project / ".cache" / "compressed").mkdir(exist_ok=True)
                    shutil.copyfile(made, project / ".cache" / "compressed" / made.name)
        environment = {key: value for key, value in os.environ.items() if not _matters(key)}
        environment |= machine.environment
        if machine.ahead:
            environment |= {"PYTHONPATH": str(everything / "clock"), "DAYS_AHEAD": str(machine.ahead)}
        done = subprocess.run(
            [sys.executable, "build_site.py", "site", "--out", out, "--jobs", str(machine.jobs)],
            cwd=project,
            env=environment,
            umask=machine.umask,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return project / out

    return run


def _matters(key: str) -> bool:
    return key.startswith(("LC_", "PYTHON")) or key in ("TZ", "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH")


def _check_out(project: Path, machine: Machine) -> None:
    """The sources as a machine has them: in its folder, made under its umask, dated as it likes."""
    project.mkdir(parents=True)
    for name in (*PARTS, "locks/site.lock"):
        shutil.copyfile(ROOT / name, project / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for catalog in (project / "docs/locales").glob("*/guide.po"):
        if catalog.parent.name not in KEPT:
            header = catalog.read_text(encoding="utf-8").split("\n\n")[0]
            catalog.write_text(header + "\n", encoding="utf-8")  # nothing is translated: not published
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")  # with an address there is a sitemap
    settings.write_text(
        text.replace("\nsite_name:", "\nsite_url: https://guide.example.org/help/\nsite_name:", 1), "utf-8"
    )
    for path in project.rglob("*"):
        if path.is_file():
            path.chmod(0o666 & ~machine.umask)
        if machine.touched is not None:
            os.utime(path, (machine.touched, machine.touched))


def tree(site: Path) -> dict[str, str]:
    """Every file and folder of a site, with the hash of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(site.rglob("*"))
    }


def assert_same(one: Path, two: Path) -> None:
    first, second = tree(one), tree(two)
    assert sorted(first) == sorted(second), "the same names"
    assert [name for name in first if first[name] != second[name]] == [], "the same bytes"
    assert {path.parent.name for path in one.glob("*/index.html")} == set(KEPT), "all of it"


@pytest.fixture(scope="module")
def here(build: Build) -> Path:
    """The site as it is built here, today."""
    return build(HERE)


def test_another_machine_on_another_day_of_the_year_builds_the_same_site(build: Build, here: Path) -> None:
    assert_same(here, build(elsewhere("today", days_within_the_year())))


def test_warm_caches_give_the_same_site_as_empty_ones(build: Build, here: Path) -> None:
    assert_same(here, build(replace(HERE, jobs=2), "again"))


def test_with_a_date_given_the_day_and_year_of_the_build_do_not_matter(build: Build) -> None:
    dated = {"SOURCE_DATE_EPOCH": epoch(2025, 3, 1)}
    today = build(replace(HERE, environment={**HERE.environment, **dated}), "dated")
    assert_same(today, build(elsewhere("in two years", 800, **dated)))


def test_two_dates_given_of_one_year_give_the_same_site(build: Build) -> None:
    found = [
        build(replace(HERE, environment={**HERE.environment, "SOURCE_DATE_EPOCH": date}), f"dated {date}")
        for date in (epoch(2025, 1, 1), epoch(2025, 12, 31))
    ]
    assert_same(*found)


def test_a_site_is_open_to_readers_whatever_the_builder_keeps_private(build: Build, here: Path) -> None:
    def modes(site: Path) -> dict[str, int]:
        return {
            path.relative_to(site).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*")
        }

    assert modes(build(elsewhere("today", days_within_the_year()), "again")) == modes(here)


def test_the_clock_of_these_tests_is_really_ahead(build: Build) -> None:
    """Otherwise they would promise nothing: with a clock two years ahead, and no date given, other holidays
    are on the calendars."""
    later = build(replace(HERE, ahead=800), "later")
    ends = json.loads((later / "en-US/tree.json").read_text(encoding="utf-8"))["calendars"][0]["ends"]
    assert ends[:4] == str((datetime.now(UTC) + timedelta(days=800)).year + YEARS_AHEAD)


def epoch(year: int, month: int, day: int) -> str:
    return str(int(datetime(year, month, day, tzinfo=UTC).timestamp()))
