"""Renderings: what a text becomes with names in it, and the faults that only then can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_site
from site_builder.locales.renderings import word_faults
from tests.support.catalogs import change
from tests.support.guide_copies import copy_guide


@pytest.mark.parametrize(
    ("words", "text", "locale", "fault"),
    [
        ("Open de de Azure Portal", "Open de {portal:azure}", "nl-NL", '"de de" in'),
        ("en le portail", "en {portal:azure}", "fr-FR", ""),
        ("l’aide de le portail", "l’aide de {portal:azure}", "fr-FR", '"de le" in'),
        ("Il refuse de le dire à {name}", "Il refuse de le dire à {name}", "fr-FR", ""),
        ("In in 2020", "In {date}", "en-US", '"In in" in'),
        ("What is it?.", "{question}.", "en-US", "two marks in"),
        ("a  b", "a {x} b", "en-US", "two spaces in"),
        ("Wait… then", "Wait… {x}", "en-US", ""),
        ("very very", "very {x}", "en-US", ""),
    ],
)
def test_the_seams_of_a_rendering_are_looked_at(words: str, text: str, locale: str, fault: str) -> None:
    found = [*word_faults(words, text, locale)]
    assert any(fault in one for one in found) if fault else found == []


def test_the_renderings_of_a_catalog_are_printed_with_their_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_guide(tmp_path)
    run = ["--root", str(root), "translate", "renderings", "nl-NL"]
    context = "outcomes.warnings.helpdesk-critical.text"
    words = "Vraag in de {portal:azure} een {role:global-admin}."
    change(root, context, words)
    assert build_site.main(run) == 1
    printed = capsys.readouterr()
    assert f"{context}: Vraag in de de Azure Portal een globale beheerder." in printed.out
    assert f'{context}: "de de" in "Vraag in de de Azure' in printed.err
    before = printed.err.count("\n")
    change(root, context, words, comment="rendering: a test")
    build_site.main(run)
    assert context not in (after := capsys.readouterr().err)
    assert after.count("\n") < before
