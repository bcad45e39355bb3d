"""A mistake in mkdocs.yml or in a template of the theme is one sentence with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import shared_files
from site_builder.pages import theme_problems
from site_builder.shared_files import find_shared, folders

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]
SETTINGS, MAIN = "mkdocs.yml", "docs/theme/main.html"


def found(root: Path) -> list[str]:
    look = folders(root, shared_files.THEME)
    return [str(one) for one in theme_problems(find_shared(root, shared_files.SETTINGS), look)]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (SETTINGS, "  name: material", "  name: materiel", ':10:1: the setting "theme": Unrecognised'),
        (SETTINGS, "  name: material", "  name: mkdocs", ':10:1: the theme must be "material"'),
        (SETTINGS, "docs/theme", "docs/thme", "The path set in custom_dir ('docs/thme') does not exist."),
        (SETTINGS, "- search", "- serch", ':34:1: the setting "plugins": The "serch" plugin is not'),
        (SETTINGS, "strict: true", "stric: true", ':7:1: the setting "stric": Unrecognised configuration'),
        (SETTINGS, "strict: true", "strict: 12", "Expected type: bool but received: int"),
        (SETTINGS, "strict: true", "strict: a: b", ":7:10: this is not YAML: mapping values are not allowed"),
        (SETTINGS, "strict: true", "\tstrict: true", ":7:1: this is not YAML: found character '\\t' that"),
        (MAIN, "{% block", "\n{% if %}{% block", ":7: Expected an expression"),
        (MAIN, "{% block htmltitle %}", "{% block htmltitle %}{{ 1|nope }}", ":6: No filter named 'nope'."),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line(spoil: Spoil, file: str, old: str, new: str, said: str) -> None:
    (problem,) = found(spoil(file, old, new))
    assert problem.startswith(file) and said in problem


def test_what_cannot_be_read_is_said(copy: Path) -> None:
    assert found(copy) == []
    (copy / MAIN).unlink()  # the product's is there
    (copy / "docs/theme/404.html").write_bytes(b"\xff")
    assert found(copy) == ["docs/theme/404.html: is not UTF-8 text; save the file as UTF-8"]
    (copy / SETTINGS).write_bytes(b"\xff")
    assert found(copy) == ["mkdocs.yml: is not UTF-8 text; save the file as UTF-8"]
    (copy / SETTINGS).write_bytes(b"- a")
    assert len(found(copy)) == 1
    (copy / SETTINGS).unlink()
    (copy / "docs/theme/404.html").unlink()
    assert found(copy) == [], "those of the product are there"
