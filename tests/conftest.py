"""Parts that many tests share: the project's own guide, checked once, and copies of it to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build_site
from decision_tree.model import Tree
from site_builder.engine.page_scripts import page_scripts
from site_builder.engine.runtime_bundle import Bundle, runtime_bundle
from site_builder.site.checking import Checked, check_all

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("en-US", "nl-NL", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP", "ar-SA")
"""What the project publishes."""


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The project's guide, read and proved."""
    return check_all(ROOT)


@pytest.fixture(scope="session")
def tree(checked: Checked) -> Tree:
    """Its tree in the source locale."""
    return checked.tree


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything that a build reads, for tests that change it."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


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
def cache_of_project() -> Callable[[Path], None]:
    """Gives a copy what the project has fetched and compressed already: tests need not do it again."""
    cache = ROOT / ".cache"
    runtime_bundle(cache, print)
    page_scripts(cache, print)

    def share(copy: Path) -> None:
        (copy / ".cache").mkdir(exist_ok=True)
        kinds = ("pyodide-*", "esbuild-*", "scripts-*", "compressed", "runtime")
        for folder in (folder for kind in kinds for folder in cache.glob(kind)):
            shutil.copytree(folder, copy / ".cache" / folder.name)

    return share


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    """The engine's runtime, in the project's own cache."""
    return runtime_bundle(ROOT / ".cache", print)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's site, really built, all locales."""
    out = tmp_path_factory.mktemp("built") / "site"
    assert build_site.main(["build", "--out", str(out)]) == 0
    return out
