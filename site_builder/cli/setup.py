"""Makes an environment: the pinned uv installs what a lock file pins; pip does where uv cannot be had.

Every package is compared with its hash in the lock. An environment is made whole or not at all, by one
process at a time. Standard library only. What it has to say goes to stderr: stdout is the verb's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from site_builder.cli.environment import (
    COMPLETE,
    ENVIRONMENTS,
    ROOT,
    call,
    folder_of,
    is_complete,
    locks_of,
    python_of,
)
from site_builder.cli.pip_settings import for_uv
from site_builder.problems import BuildError
from site_builder.store import one_at_a_time

PYTHON: str = getattr(sys, "_base_executable", sys.executable)
"""The Python that environments are made with: in one, that which made it."""
PIP = (PYTHON, "-P", "-m", "pip")
SECONDS = {"site": 10, "properdocs": 10, "test": 15, "bench": 15}
"""What setting a group up takes on two cores and an ordinary line, rounded up."""
AHEAD = """
from pathlib import Path
from site_builder.engine import make_page_scripts, make_runtime
for make in (make_runtime, make_page_scripts):
    make(Path.cwd() / ".cache", lambda line: None)
"""
"""What a site needs from npm, which no Python package has a part in: made while those are installed."""


class RefusedError(BuildError):
    """Nothing arrived, or not what the lock says: no other way of installing is tried."""


def python_with(group: str) -> Path:
    """The Python of the environment of a group, which is made if need be. Raises BuildError and OSError."""
    locks = locks_of(group)
    folder = folder_of(group, locks)
    if not is_complete(folder):
        make_environment(group, folder, locks)
    return python_of(folder)


def make_environment(group: str, folder: Path, locks: list[Path], *, builds: bool = False) -> None:
    """Make the environment of a group in `folder`, for a verb that `builds` the site or does not.

    Raises BuildError and OSError, and leaves nothing then.
    """
    ENVIRONMENTS.mkdir(exist_ok=True)
    with one_at_a_time(ENVIRONMENTS):
        if is_complete(folder):  # another process has made it meanwhile
            return
        started = time.monotonic()
        estimate = f"; about {SECONDS[group]} seconds" if group in SECONDS else ""
        say(f"Setting up .venv/{folder.name} (only this once{estimate}) …")
        with making_engine(wanted=builds), whole(folder):
            uv = _uv()
            if not (uv and _uv_installs(uv, folder, locks)):
                say("uv cannot install the packages here, so pip does; that takes longer.")
                pip_installs(folder, locks)
        for stale in ENVIRONMENTS.glob(f"{group}-*"):
            if stale != folder:
                shutil.rmtree(stale, ignore_errors=True)
        say(f"Set up in {time.monotonic() - started:.0f} s.")


def uv_program() -> Path:
    """The pinned uv, installed if need be. Raises BuildError."""
    ENVIRONMENTS.mkdir(exist_ok=True)
    with one_at_a_time(ENVIRONMENTS):
        if uv := _uv():
            return uv
    raise BuildError("There is no uv for this machine among those that locks/uv.lock pins.")


def _uv() -> Path | None:
    """The pinned uv; None where pip finds none for this machine. Raises BuildError."""
    locks = locks_of("uv")
    folder = folder_of("uv", locks)
    if not is_complete(folder):
        try:
            with whole(folder):
                pip_installs(folder, locks)
        except RefusedError:
            raise
        except BuildError:
            return None
    return python_of(folder).with_name("uv.exe" if os.name == "nt" else "uv")


@contextmanager
def whole(folder: Path) -> Iterator[None]:
    """An empty virtual environment, to be filled in the block; it is gone if that fails."""
    shutil.rmtree(folder, ignore_errors=True)
    make = (PYTHON, "-m", "venv", "--without-pip", str(folder))
    try:
        if not _succeeds(*make):
            raise BuildError(f"Python could not make a virtual environment; see: {' '.join(make)}")
        yield
        (folder / COMPLETE).touch()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _uv_installs(uv: Path, folder: Path, locks: list[Path]) -> bool:
    """Let uv install what the locks pin. False where it cannot. Raises RefusedError if a hash differs."""
    options, variables = for_uv(_pip_settings())
    command = [str(uv), "pip", "sync", "--python", str(python_of(folder)), "--require-hashes"]
    # Compiled now, as pip does it, and not at the start of every process where Python may not write.
    command += ["--only-binary", ":all:", "--compile-bytecode", *options, *map(str, locks)]
    # A package may be at any of several indexes, as it may for pip: its hash decides, not where it is from.
    variables = {"UV_INDEX_STRATEGY": "unsafe-best-match", **os.environ, **variables}
    try:
        code, output = watched(command, variables, ("Resolved", "Downloading", "Prepared", "Installed"))
    except OSError:  # it does not start on this machine
        return False
    if "Hash mismatch" in output:
        raise RefusedError(_differs(locks))
    return code == 0


def pip_installs(folder: Path, locks: list[Path]) -> None:
    """Let pip install what the locks pin. Raises BuildError."""
    command = [*_pip(folder), "install", "--require-hashes", "--only-binary", ":all:", "--no-input"]
    command += ["--no-user", "--no-deps", "--disable-pip-version-check"]
    command += [option for lock in locks for option in ("-r", str(lock))]
    code, output = watched(command, dict(os.environ), ("Collecting", "Installing"))
    if code:
        raise _why_pip_failed(output, locks)


def _pip(folder: Path) -> list[str]:
    """The start of a command that runs pip on the environment: this Python's pip, or else one of its own."""
    if _succeeds(*PIP, "--version"):
        return [*PIP, "--python", str(python_of(folder))]
    own = (str(python_of(folder)), "-I", "-m")
    if not _succeeds(*own, "ensurepip"):
        raise BuildError("This Python has no pip; on Debian or Ubuntu: apt install python3-venv.")
    return [*own, "pip"]


def _succeeds(*command: str) -> bool:
    return call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False) == 0


def _pip_settings() -> str:
    """What `pip config list` prints; nothing where there is no pip."""
    return subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, errors="replace").stdout


def _differs(locks: list[Path]) -> str:
    names = " and ".join(f"locks/{lock.name}" for lock in locks)
    return f"A download does not match its hash in {names}, so nothing was installed; try again once."


def _why_pip_failed(output: str, locks: list[Path]) -> BuildError:
    """One sentence from pip's many."""
    if "DO NOT MATCH THE HASHES" in output:
        return RefusedError(_differs(locks))
    if "Retrying (" in output or "Could not fetch URL" in output:
        return RefusedError(
            "The packages could not be downloaded: check the network, or pip's proxy and index settings."
        )
    errors = re.findall(r"^ERROR: *(.*?)[ .]*$", output, re.MULTILINE)
    names = " and ".join(f"locks/{lock.name}" for lock in locks)
    return BuildError(f"pip could not install {names}: {errors[-1] if errors else 'it gave no reason'}.")


@contextmanager
def making_engine(*, wanted: bool) -> Iterator[None]:
    """Begin to make the engine's files, which may go on after the block: the build waits for them.

    If that fails, the build makes them, or says why.
    """
    if not (wanted and shutil.which("npm")):
        yield
        return
    command, nothing = [PYTHON, "-c", AHEAD], subprocess.DEVNULL
    child = subprocess.Popen(command, cwd=ROOT, stdin=nothing, stdout=nothing, stderr=nothing)
    try:
        yield
    except BaseException:
        child.terminate()
        child.wait()
        raise
    if child.poll() is None:
        say("The engine's files are still being made; the build waits for them.")


def watched(
    command: Sequence[str | Path], variables: dict[str, str], steps: tuple[str, ...]
) -> tuple[int, str]:
    """Run a command, its code and output. Lines that begin with one of `steps` are shown as its progress."""
    output = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,  # what is installing goes on if this process is killed: others wait for that, too
        text=True,
        errors="replace",
    ) as child:
        assert child.stdout
        for line in child.stdout:
            output += line
            if line.startswith(steps):
                progress(f"  {line.strip()}")
    progress("")
    return child.returncode, output


def progress(text: str) -> None:
    """Show `text` in place of the last progress line; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)


def say(text: str) -> None:
    """Tell the person at the command line."""
    print(text, file=sys.stderr, flush=True)
