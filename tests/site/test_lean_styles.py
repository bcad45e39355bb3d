"""The theme's style sheets lose the rules that no page meets, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.material_files import TEMPLATES, theme_styles
from site_builder.site.lean_styles import classes_of, lean_styles

COLOR = re.compile(r"data-md-color-(?:primary|accent)=[\"']?([\w-]+)")
CLASS = re.compile(r"\.([\w-]+)")
_, PALETTE = (TEMPLATES / path for path in theme_styles())


@pytest.mark.parametrize("colors", [{"custom"}, {"deep-purple", "lime"}, {"black", "white"}])
def test_the_rules_of_the_colors_that_are_chosen_stay(colors: set[str]) -> None:
    whole = PALETTE.read_text(encoding="utf-8")
    classes = frozenset(CLASS.findall(whole))
    text = lean_styles(PALETTE.read_bytes(), frozenset(colors), classes).decode()
    assert set(COLOR.findall(text)) == set(COLOR.findall(whole)) & colors
    rules = re.findall(r"[^{}]+\{[^{}]*\}", whole)
    stay = [one for one in rules if set(COLOR.findall(one)) <= colors]
    at = 0
    for rule in stay:
        assert (at := text.find(rule.lstrip("}"), at)) >= 0, rule
    assert text.count("{") == text.count("}")
    assert len(text) < len(whole) * 0.8


def test_a_rule_stays_if_an_element_or_a_script_has_its_classes(tmp_path: Path) -> None:
    sheet = b".one .two{x:1}.one:not(.three),.three>.four{x:2}@media print{.three{x:3}}"
    sheet += b".five-six{x:4}[data-md-color-accent=lime]{x:5}"
    script = tmp_path / "a.js"
    script.write_text('element.classList.add("five-six")', encoding="utf-8")
    classes = classes_of(['<p class="one two">three</p>'], [script])
    left = b".one .two{x:1}.one:not(.three){x:2}.five-six{x:4}"
    assert lean_styles(sheet, frozenset(), classes) == left
