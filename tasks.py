"""Two commands, nothing but Python: makes the environment that a command needs, then runs the command.

    python3 tasks.py serve [options]         build the site, serve it on this machine, rebuild on change
    python3 tasks.py site [options]          build the site into site/
    python3 tasks.py check [options]         prove the guide, or list every problem in it
    python3 tasks.py test [pytest options]   lint, types and all tests; installs a Chromium if there is none
    python3 tasks.py bench [options]         measure the build and the page; --short in two minutes
    python3 tasks.py lock [--upgrade]        write the files of locks/ anew from pyproject.toml

Every other verb goes to build_site.py as it is: `python3 tasks.py build --help` lists them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENVS = ROOT / ".venv"
LOCKS = {  # dependency group of pyproject.toml: its lock file; that of test has the packages of site too
    "site": "locks/site.lock",
    "test": "locks/test.lock",
    "bench": "locks/bench.lock",
    "node": "locks/node.lock",
    "pyodide-build": "locks/pyodide-build.lock",
    "uv": "locks/uv.lock",
}


GROUPS = {"test": ("site", "test"), "bench": ("site", "test", "bench")}
"""Environments that hold the packages of several groups."""


class SetUpError(Exception):
    """What stopped the set-up, as one sentence for the person at the terminal."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    if sys.version_info[:2] < OLDEST:
        needed, found = ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:3]))
        return fail(f"This project needs Python {needed} or newer, and this is Python {found}.")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    verb, *rest = arguments
    own = {"test": test, "bench": bench, "lock": lock}
    try:
        if verb in own:
            return own[verb](rest)
        return forward(["build" if verb == "site" else verb, *rest])
    except SetUpError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"The set-up could not read or write what it needs: {error}.")
    except KeyboardInterrupt:
        return 130


def forward(arguments: list[str]) -> int:
    """Hand a verb to build_site.py, in the environment of the site."""
    command = [str(environment("site")), str(ROOT / "build_site.py"), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # so that a signal for this process reaches the server itself
    return call(command)


def test(arguments: list[str]) -> int:
    """Run every check, even after one has failed; arguments go to pytest."""
    python = str(environment("test"))
    variables = with_browser(python)
    checks = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "pytest": ["-m", "pytest", *arguments],
    }
    failed = []
    for title, check in checks.items():
        print(f"\n=== {title} ===", flush=True)
        if call([python, *check], cwd=ROOT, env=variables):
            failed.append(title)
    return fail(f"Failed: {', '.join(failed)}.") if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure, in the environment of the tests, with their browser."""
    python = str(environment("test"))
    return call([python, "-m", "bench", *arguments], cwd=ROOT, env=with_browser(python))


def with_browser(python: str) -> dict[str, str]:
    """The environment variables for a command that needs a browser, which is installed if there is none."""
    from tests.support import chromium

    try:
        browser = chromium.ensure(python, say)
    except chromium.ChromiumError as error:
        raise SetUpError(str(error)) from error
    return {**os.environ, "GUIDE_CHROMIUM": str(browser)}


def lock(arguments: list[str]) -> int:
    """Write every lock file anew; pins that still fit stay, unless the arguments (for uv) say otherwise."""
    uv = [str(environment("uv")), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    uv += ["--python-version", ".".join(map(str, OLDEST)), "--only-binary", ":all:"]
    uv += ["--custom-compile-command", "python3 tasks.py lock", *arguments]
    for group, name in LOCKS.items():
        say(f"Locking {name} …")
        groups = GROUPS.get(group, (group,))
        named = [option for one in groups for option in ("--group", one)]
        named += ["--constraints", LOCKS["site"]] if "site" in groups[:-1] else []
        if call([*uv, *named, "--output-file", name], cwd=ROOT):
            return fail(f"uv could not resolve {name}; what it said is above.")
    return 0


def environment(kind: str) -> Path:
    """The Python of the virtual environment that holds what the lock files of `kind` pin, made if need be."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetUpError("This Python has no venv module; on Debian or Ubuntu: apt install python3-venv.")
    locks = [ROOT / LOCKS[kind]]
    if kind not in ("node", "uv") and not (shutil.which("node") and shutil.which("npm")):
        locks.append(ROOT / LOCKS["node"])  # npm fetches Pyodide
    pins = b"".join(lock.read_bytes() for lock in locks)
    key = hashlib.sha256(pins + repr((sys.version, sys.base_prefix)).encode()).hexdigest()[:12]
    folder = VENVS / f"{kind}-{key}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = folder / "complete"  # written last: without it the folder is what an interrupted run left
    VENVS.mkdir(exist_ok=True)
    with one_at_a_time():
        if not (complete.exists() and python.exists()):
            say(f"Setting up {folder.relative_to(ROOT)} (only this once; less than a minute) …")
            shutil.rmtree(folder, ignore_errors=True)
            try:
                make = [sys.executable, "-m", "venv", str(folder)]
                if call(make, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
                    raise SetUpError(f"Python could not make a virtual environment; see: {' '.join(make)}")
                install(python, locks)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            complete.touch()
            for stale in VENVS.glob(f"{kind}-*"):
                if stale != folder:
                    shutil.rmtree(stale, ignore_errors=True)
    return python


def install(python: Path, locks: list[Path]) -> None:
    """Install the packages of the lock files, each checked against its hash, showing how far it is."""
    total = sum("==" in line for lock in locks for line in lock.read_text("utf-8").splitlines())
    command = [str(python), "-I", "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    command += ["--no-input", "--no-user", "--disable-pip-version-check"]
    command += [option for lock in locks for option in ("-r", str(lock))]
    pipe, output, count = subprocess.PIPE, "", 0
    with subprocess.Popen(command, stdout=pipe, stderr=subprocess.STDOUT, text=True, errors="replace") as pip:
        assert pip.stdout
        for line in pip.stdout:
            output += line
            if line.startswith("Collecting "):
                count += 1
                progress(f"  {count} of at most {total} packages: {line.split()[1]}")
            elif line.startswith("Installing "):
                progress("  installing")
    progress("")
    if pip.returncode:
        raise SetUpError(why_pip_failed(output, " and ".join(lock.name for lock in locks)))


def why_pip_failed(output: str, names: str) -> str:
    """One sentence from pip's many."""
    if "DO NOT MATCH THE HASHES" in output:
        return f"A download does not match its hash in {names}, so nothing was installed; try again once."
    if "Retrying (" in output or "Could not fetch URL" in output:
        return "The packages could not be downloaded: check the network, or pip's proxy and index settings."
    errors = [
        line[len("ERROR:") :].strip(" .\n") for line in output.splitlines() if line.startswith("ERROR:")
    ]
    return f"pip could not install {names}: {errors[-1] if errors else 'it gave no reason'}."


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another tasks.py that is setting up: both may want the same environment."""
    with (VENVS / "lock").open("a") as file:
        while not held(file):
            pass
        yield  # closing the file lets go


def held(file: IO[str]) -> bool:
    """Lock an open file until it is closed; False if another still had it after some seconds of waiting."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
    return True


def call(command: list[str], **options: object) -> int:
    """Run a command to its end; on Ctrl-C, which reaches it as well, let it tidy up first."""
    child = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        return int(child.wait())
    except KeyboardInterrupt:
        child.wait()
        raise


def progress(text: str) -> None:
    """Show `text` in place of the last progress line; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)


def say(text: str) -> None:
    """Tell the person; on stderr, since stdout belongs to the command that runs."""
    print(text, file=sys.stderr, flush=True)


def fail(sentence: str) -> int:
    """Tell what went wrong and return the exit code that says so."""
    say(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
