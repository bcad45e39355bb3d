"""Renderings: what a text becomes with names in it, and the faults that only then can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_site
from site_builder.locales.renderings import Rendering, distinct_renderings, word_faults
from tests.support.catalogs import change
from tests.support.guide_copies import ROOT, copy_guide


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


def test_a_catalog_is_checked_as_it_reads_and_its_renderings_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_guide(tmp_path)
    forms = root / "docs/locales/forms.yml"
    forms.write_text(forms.read_text().replace("{in-text: Azure Portal}", "{in-text: de Azure Portal}"))
    context = "outcomes.forms.azure-support-request.name"
    words = "Ondersteuningsaanvraag in de {portal:azure}"
    change(root, context, words)
    assert build_site.main(["--root", str(root), "translate", "renderings", "nl-NL"]) == 0
    assert f"{context}: Ondersteuningsaanvraag in de de Azure Portal" in capsys.readouterr().out
    check = ["--root", str(root), "translate", "check", "nl-NL"]
    assert build_site.main(check) == 1
    assert f'{context}: "de de" in "…ndersteuningsaanvraag in de de Azure' in capsys.readouterr().err
    change(root, context, words, comment="rendering: a test")
    build_site.main(check)
    assert context not in capsys.readouterr().err


def test_the_example_guide_reads_without_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_site.main(["--root", str(ROOT / "examples/it-helpdesk"), "translate", "check"]) == 0
    assert "No problems in docs/locales/nl-NL/guide.po" in capsys.readouterr().out


def test_a_reviewer_reads_each_joint_of_a_name_and_its_sentence_once() -> None:
    def one(words: str, *seams: tuple[str, str, str]) -> Rendering:
        return Rendering("a", words, frozenset(seams), ())

    inside = ("in", "Azure", "")
    found = [
        one("In Azure", ("In", "Azure", "")),
        one("Not in Azure", inside),
        one("Also in Azure", inside),
        one("Two", inside, ("a", "b", "c")),
    ]
    assert [each.words for each in distinct_renderings(found)] == ["In Azure", "Not in Azure", "Two"]
