"""How mistakes in the guide's files are reported: all at once, each once, at its line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.guide.yaml_file import read_yaml
from tests.support.guide_problems import FACTS, OUTCOMES, TIMES, TREE, problems

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]


def test_all_problems_of_a_run_are_reported_at_once(spoil: Spoil) -> None:
    spoil(TREE, "first: product", "frist: product")
    spoil(FACTS, "https://portal.azure.com", "http://portal.azure.com")
    found = problems(spoil(OUTCOMES, "level: caution", "level: danger"))
    assert {line.split(":")[0] for line in found} == {TREE, FACTS, OUTCOMES}


def test_one_kind_of_mistake_does_not_hide_another(spoil: Spoil) -> None:
    """Form, names, locales, catalogs and templates: the five are looked at whatever is wrong in one."""
    spoil(TIMES, "hours: 2,", "hors: 2,")
    spoil(TREE, "to: partner-center", "to: partner-centre")
    spoil("docs/locales/locales.yml", "direction: ltr", "derection: ltr")
    spoil("docs/locales/labels.yml", "{text: Klanten, status: seen}", "{text: Klanten, status: seem}")
    found = problems(spoil("docs/pages/faq.html.j2", "{% for entry", "{% fro entry"), catalogs=True)
    files = {line.split(":")[0] for line in found}
    assert files == {
        TIMES,
        TREE,
        "docs/locales/locales.yml",
        "docs/locales/labels.yml",
        "docs/pages/faq.html.j2",
    }


def test_a_catalog_is_looked_at_even_when_the_guide_cannot_be_read(spoil: Spoil) -> None:
    spoil(TREE, "first: product", "frist: product")
    found = problems(
        spoil("docs/locales/nl-NL/guide.po", 'msgctxt "tree.title"', 'msgctxt "tree.title'), catalogs=True
    )
    assert any(line.startswith("docs/locales/nl-NL/guide.po:") for line in found)


def test_a_file_that_is_wrong_is_not_missed_by_others(spoil: Spoil) -> None:
    """Names of a file that cannot be read are not reported as unknown everywhere else."""
    found = problems(spoil(FACTS, "portals:", "portals: *x"))
    assert {line.split(":")[0] for line in found} == {FACTS}


def test_files_that_are_read_again_have_their_problems_once(spoil: Spoil) -> None:
    """What was read of a file is kept by its text; what a check finds in it is not."""
    spoil(TREE, "first: product", "frist: product")
    root = spoil(OUTCOMES, "level: caution", "level: danger")
    assert problems(root) == problems(root)


def test_the_column_is_where_the_value_stands(spoil: Spoil) -> None:
    root = spoil(TREE, "to: partner-center", "to: partner-centre")
    lines = (root / TREE).read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if "partner-centre" in text)
    column = lines[line - 1].index("partner-centre") + 1
    assert problems(root)[0].startswith(f"{TREE}:{line}:{column}: ")


def test_a_character_that_yaml_does_not_allow_is_named_with_its_place(tmp_path: Path) -> None:
    """Also behind characters of several bytes, which its two readers count in two ways."""
    (tmp_path / "a.yml").write_text("é: ééé\nü: é\x01\n", encoding="utf-8")
    (problem,) = read_yaml(tmp_path / "a.yml", "a.yml").problems
    assert str(problem) == "a.yml:2:5: holds a character that YAML does not allow: U+0001"
