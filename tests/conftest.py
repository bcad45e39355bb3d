"""Fixtures of the whole suite: the sample guide, checked once, copies of it to spoil, and a site, built once.

The sample guide is the tests' own (support/guide_copies). The site is the shipped guide's, in all locales.

Tests run side by side in several processes (pytest-xdist). What costs seconds is made by one of them under a
lock, in a folder that all of them see, and only read from then on.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from decision_tree.model import Tree
from site_builder.engine.page_scripts import make_page_scripts
from site_builder.engine.runtime import Runtime, make_runtime
from site_builder.site.checking import Checked, check_all
from tests.support.guide_copies import FEW, ROOT, copy_guide, restored
from tests.support.linking import link_tree

LOCALES = ("en-US", "nl-NL", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP", "ar-SA", "zh-CN", "pl-PL")
"""What the project publishes."""
FETCHED = ("pyodide", "esbuild", "elkjs", "scripts", "compressed", "runtime", "layouts")
"""What of the project's cache is the same for every copy of its guide."""
COSTLY = frozenset({"site", "built_once", "runtime", "cache_of_project", "browser"})
"""Fixtures that start a browser or WebAssembly, or build a whole site."""
LAID_OUT = ("de-DE", "ja-JP", "ar-SA")
"""The longest words, lines without a space, and right to left: all that differs where texts are laid out."""

# A busy machine makes an example slow, and never wrong. Runs by hand have other examples, CI has the same.
settings.register_profile(
    "suite",
    max_examples=50,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker by which `copy` lends its copy."""
    config.addinivalue_line("markers", "lent: builds nothing, so that one copy does for all such tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a costly fixture as slow; other tests that take seconds carry the mark themselves."""
    for item in items:
        if not COSTLY.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of this run that all its processes see. What is made in it is made under `shared`.lock."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample guide that is only read."""
    return copy_guide(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def checked(sample: Path) -> Checked:
    """The sample guide, read and proved."""
    return check_all(sample)


@pytest.fixture(scope="session")
def shipped() -> Checked:
    """The shipped guide, read and proved."""
    return check_all(ROOT)


@pytest.fixture(scope="session")
def tree(checked: Checked) -> Tree:
    """Its tree in the source locale, made once: where `checked` is another guide, use `checked.tree`."""
    return checked.tree


@pytest.fixture
def copy(request: pytest.FixtureRequest) -> Path:
    """A copy of all that a build reads, for tests that change it; in few locales, as eight take longer."""
    if request.node.get_closest_marker("lent"):
        lent: Path = request.getfixturevalue("lent_copy")
        return lent
    return copy_guide(request.getfixturevalue("tmp_path"), FEW)


@pytest.fixture(scope="session")
def kept_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in few locales that the tests of a process use in turn: see lent_copy."""
    return copy_guide(tmp_path_factory.mktemp("kept"), FEW)


@pytest.fixture
def lent_copy(kept_copy: Path) -> Iterator[Path]:
    """The same as `copy` for tests that only read the guide and change its files, which are put back."""
    with restored(kept_copy):
        yield kept_copy


@pytest.fixture
def german_copy(tmp_path: Path) -> Path:
    """A copy with a translation beside nl-NL, for locales that fall back to it."""
    return copy_guide(tmp_path, ("en-US", "nl-NL", "de-DE"))


@pytest.fixture
def spoil(copy: Path) -> Callable[[str, str, str], Path]:
    """Replaces the first occurrence of a text, which must be there, in a file of the copy."""

    def replace(file: str, old: str, new: str) -> Path:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r} to spoil"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return replace


@pytest.fixture(scope="session")
def runtime(shared: Path) -> Runtime:
    """The engine's runtime, in the project's own cache."""
    with FileLock(shared.with_suffix(".lock")):
        return make_runtime(ROOT / ".cache", print)


@pytest.fixture(scope="session")
def cache_of_project(shared: Path, runtime: Runtime) -> Callable[[Path], None]:
    """Gives a copy what the project has fetched and compressed already, as links: see link_tree."""
    cache = ROOT / ".cache"
    with FileLock(shared.with_suffix(".lock")):
        make_page_scripts(cache, print)

    def share(copy: Path) -> None:
        for name in FETCHED:
            if (cache / name).exists():
                link_tree(cache / name, copy / ".cache" / name)

    return share


def build(root: Path, out: Path, *options: str) -> Path:
    """Build a site in a process of its own."""
    command = [sys.executable, str(ROOT / "build_site.py"), "--root", str(root), "site", "--out", str(out)]
    done = subprocess.run([*command, *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The shipped guide's site in all locales, without compressed copies: built once, and only read."""
    out = shared / "site"
    with FileLock(shared.with_suffix(".lock")):
        return out if out.exists() else build(ROOT, out, "--no-compress")


@pytest.fixture(scope="session")
def built_once(shared: Path, cache_of_project: Callable[[Path], None]) -> Path:
    """A copy in few locales with its site and its cache, without compressed copies: once in a run."""
    root = shared / "few"
    with FileLock(shared.with_suffix(".lock")):
        if not (root / "site").exists():
            cache_of_project(copy_guide(root, FEW))
            build(root, root / "site", "--no-compress")
    return root


@pytest.fixture
def built(copy: Path, built_once: Path) -> Path:
    """A copy in few locales that is built already. Files of its site and of its cache are links."""
    for name in (".cache", "site"):
        link_tree(built_once / name, copy / name)
    return copy
