"""Build machines on disk: a whole copy of the project each, with a clock, an umask and settings of its own.

They build in processes of their own, so that nothing that is known here can help them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.support.guide_copies import ROOT, copy_guide

PARTS = (
    "build_site.py", "pyproject.toml", "LICENSE", "package.json", "package-lock.json", "locks/site.lock",
)  # fmt: skip
FOLDERS = ("site_builder", "decision_tree")
TWO = ("en-US", "ar-SA")
"""The source, and a translation that runs from right to left: the others are made in the same way."""
CLOCK = '''
"""A clock that begins at $CLOCK, and with $LISTING folders that list their files from the last to the first:
for whatever Python process is started with this on its path."""
import datetime, os, time

AHEAD = int(float(os.environ["CLOCK"]) - time.time())
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


if os.environ["LISTING"]:
    os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)
    os.scandir = scandir
'''


@dataclass(frozen=True)
class Machine:
    """Where and how a site is built. `clock` is the time there when it begins; `listing` whether its folders
    are listed from the last to the first; `touched` what its files are dated, in seconds since 1970."""

    folder: str = "here"
    clock: str = "2027-03-05T09:30:00+00:00"
    listing: str = ""
    jobs: int = 1
    umask: int = 0o022
    touched: int = 1790000000
    zone: str = "UTC"
    language: str = "C.UTF-8"
    hash_seed: str = "0"
    dated: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make a process one of this machine."""
        variables = {
            "CLOCK": str(datetime.fromisoformat(self.clock).timestamp()),
            "LISTING": self.listing,
            "TZ": self.zone,
            "LC_ALL": self.language,
            "LANG": self.language,
            "PYTHONHASHSEED": self.hash_seed,
        }
        if self.dated:
            variables["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(self.dated).timestamp()))
        return variables


HERE = Machine()
OTHERWISE: dict[str, Any] = {
    "folder": "else where",
    "clock": "2027-12-30T23:10:00+00:00",
    "listing": "reversed",
    "jobs": 2,
    "umask": 0o077,
    "touched": 1234567890,
    "zone": "Pacific/Kiritimati",
    "language": "tr_TR.UTF-8",
    "hash_seed": "4711",
}
"""What a machine has that has nothing in common with HERE but the sources and the year."""
ELSEWHERE = replace(HERE, **OTHERWISE)


class Machines:
    """Machines on disk, each set up when it is first asked for."""

    def __init__(self, folder: Path, share_cache: Callable[[Path], None]) -> None:
        self.folder, self.share_cache = folder, share_cache
        (folder / "clock").mkdir()
        (folder / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")

    def build(self, machine: Machine, out: str = "site") -> Path:
        """Build there, into a folder by that name, and return the folder."""
        jobs = str(machine.jobs)
        self.run(machine, "build_site.py", "site", "--out", out, "--jobs", jobs, "--no-compress")
        return self.folder / machine.folder / out

    def run(self, machine: Machine, *arguments: str) -> str:
        """Run Python there, and return what it prints."""
        project = self.folder / machine.folder
        if not project.exists():
            _check_out(project, machine)
            self.share_cache(project)
            shutil.rmtree(project / ".cache" / "compressed", ignore_errors=True)
        kept = {key: value for key, value in os.environ.items() if not _matters(key)}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=project,
            env={**kept, **machine.environment, "PYTHONPATH": f"{self.folder / 'clock'}{os.pathsep}."},
            umask=machine.umask,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _matters(key: str) -> bool:
    return key.startswith(("LC_", "PYTHON")) or key in ("TZ", "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH")


def _check_out(project: Path, machine: Machine) -> None:
    """The sources as a machine has them: in its folder, made under its umask, dated as it likes."""
    project.mkdir(parents=True)
    (project / "locks").mkdir()
    for name in PARTS:
        shutil.copyfile(ROOT / name, project / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    copy_guide(project, TWO)
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")  # with an address there is a sitemap
    settings.write_text(
        text.replace("\nsite_name:", "\nsite_url: https://guide.example.org/help/\nsite_name:", 1), "utf-8"
    )
    for path in project.rglob("*"):
        if path.is_file():
            path.chmod(0o666 & ~machine.umask)
        os.utime(path, (machine.touched, machine.touched))
