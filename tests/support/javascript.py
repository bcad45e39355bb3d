"""TypeScript's compiler, ESLint and Node.js's test runner, over all JavaScript of ours."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from site_builder.engine.npm import PROJECT, install_locked, node
from site_builder.store import made

CACHE = PROJECT / ".cache"
LINTED = ("decision_tree/web", "site_builder", "tests", "eslint.config.mjs")
NODE_TESTS = "tests/web"
"""Tests of what needs no page. Other rooms run those of their own."""
_MANIFESTS = ("package.json", "package-lock.json")


def types() -> str:
    """What TypeScript's compiler finds wrong with the types in comments: nothing, if all is well."""
    packages = developer_packages()
    tsc = packages / "typescript" / "bin" / "tsc"
    return _run(tsc, "--project", PROJECT, "--typeRoots", packages / "@types", "--pretty", "false")


def lint() -> str:
    """What ESLint finds."""
    packages = developer_packages()
    # beside the packages, for its imports are looked for from where it lies
    config = shutil.copyfile(PROJECT / "eslint.config.mjs", packages.parent / "eslint.config.mjs")
    eslint = packages / "eslint" / "bin" / "eslint.js"
    return _run(eslint, "--config", config, "--max-warnings", "0", *LINTED)


def node_tests() -> str:
    """What the tests under Node.js say, if one of them fails."""
    tests = sorted((PROJECT / NODE_TESTS).glob("*.test.mjs"))
    assert tests
    return _run("--test", "--test-reporter=spec", *tests)


def developer_packages() -> Path:
    """The folder node_modules with all that package-lock.json pins, installed once."""
    texts = [(PROJECT / name).read_bytes() for name in _MANIFESTS]
    key = hashlib.sha256(b"\n".join(texts)).hexdigest()[:16]

    def install(folder: Path) -> None:
        for name in _MANIFESTS:
            shutil.copyfile(PROJECT / name, folder / name)
        install_locked(folder)

    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / "developer-packages.lock"):
        return made(CACHE / "developer-packages", key, install) / "node_modules"


def _run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [*node(), *arguments], cwd=PROJECT, capture_output=True, encoding="utf-8", errors="replace"
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
