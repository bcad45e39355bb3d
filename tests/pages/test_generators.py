"""ProperDocs makes the pages that MkDocs makes, in an environment without MkDocs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import build_site
from site_builder.cli.environment import GENERATORS
from site_builder.cli.setup import python_with
from site_builder.pages.mkdocs_site import GENERATOR
from site_builder.site.building import EDITIONS
from tests.conftest import build
from tests.support.guide_copies import FEW, ROOT

SAY = "from site_builder.pages import GENERATOR; print(GENERATOR)"


def test_the_site_is_the_same_by_each_generator_and_no_edition_stands_for_another(built: Path) -> None:
    """In an environment of its own: it would have a part of MkDocs' in any other."""
    python = python_with(GENERATORS["properdocs"])
    without = subprocess.run([python, "-c", "import mkdocs"], capture_output=True, text=True)
    assert "No module named 'mkdocs'" in without.stderr
    named = subprocess.run([python, "-c", SAY], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (named.stdout, GENERATOR) == ("properdocs\n", "mkdocs")

    before = editions(built)
    other = build(built, built / "properdocs", "--no-compress", "--generator", "properdocs")
    assert contents(other) == contents(built / "site")
    assert {one.parent.name for one in editions(built) - before} == set(FEW), "built anew, beside MkDocs' own"
    assert before < editions(built)


def editions(root: Path) -> set[Path]:
    return {path.parent for path in (root / ".cache" / EDITIONS).glob("*/*/tree.json")}


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    ("name", "hint"),
    [("properdoc", 'did you mean "properdocs"?'), ("hugo", "expected one of: mkdocs, properdocs")],
)
def test_a_generator_that_there_is_not(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_site.main(["site", "--generator", name]) == 2
    assert capsys.readouterr().err == f'--generator: there is no generator "{name}" ({hint}).\n'
