"""The search of the shipped guide in its locales."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.site.checking import Checked
from site_builder.site.edition import build_edition, site_context
from tests.conftest import LOCALES
from tests.pages.test_search_index import entries


@pytest.mark.parametrize("locale", LOCALES)
def test_each_locale_has_synonyms_of_its_own_however_they_are_set_apart(
    checked: Checked, locale: str
) -> None:
    found, english = entries(checked, locale), entries(checked, "en-US")
    assert found.keys() == english.keys()
    for place, entry in found.items():
        words = entry.get("also", [])
        assert all(word == word.strip() and word and not set(word) & set(",،、") for word in words), place
    if locale != "en-US":
        place = "?open=kind.billing"
        assert found[place]["also"] != english[place]["also"]


def test_each_locale_has_the_searchs_settings_of_its_language(checked: Checked, tmp_path: Path) -> None:
    context = site_context(checked, checked.catalogs.values())
    separators = {}
    for id in ("en-US", "ja-JP"):  # in this order, in one process
        build_edition(context, checked.catalogs[id], tmp_path / id, tmp_path / "cache")
        index = json.loads((tmp_path / id / "search/search_index.json").read_text(encoding="utf-8"))
        separators[id] = index["config"]["separator"]
    assert "。" in separators["ja-JP"] and "。" not in separators["en-US"]
