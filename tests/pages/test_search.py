"""The search of languages that lunr has no script for, as the browser runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from site_builder.engine.npm import node
from site_builder.locales.locales import Locale
from site_builder.locales.new_locale import locale_entry
from site_builder.pages.search import search_files, search_language

WORKER = Path(__file__).parents[1] / "support" / "search_worker.mjs"
SEPARATORS = {"zh-CN": r"[\s\u200b\u3000\-、。，．？！；]+", "pl-PL": r"[\s\-]+"}
"""The theme's for these languages."""
TITLES = {
    "zh-CN": ["账单或订阅", "按严重性分类的响应时间", "提交支持请求", "向 Microsoft 上报", "账户", "账"],
    "pl-PL": ["Faktura lub subskrypcja", "Faktury i rozliczenia", "Ważność i czas odpowiedzi", "Awaria"],
}


def search(folder: Path, id: str, *queries: str) -> list[list[int]]:
    """For each query the numbers of the titles that are found, best first."""
    locale = Locale(**locale_entry(id, "machine"))
    for name, script in search_files(locale).items():
        (path := folder / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(script)
    lang, pipeline = search_language(locale)
    fields: dict[str, Any] = {"title": {"boost": 1000}, "text": {"boost": 1}, "also": {"boost": 2000}}
    config = {"lang": lang, "pipeline": pipeline, "separator": SEPARATORS[id], "fields": fields}
    docs = [{"location": str(n), "title": title, "text": ""} for n, title in enumerate(TITLES[id])]
    (folder / "search").mkdir()
    (folder / "search/search_index.json").write_text(json.dumps({"config": config, "docs": docs}))
    done = subprocess.run([*node(), WORKER, folder, *queries], check=True, capture_output=True, text=True)
    return [[int(hit[0]) for hit in hits] for hits in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("id", "found"),
    [
        (
            "zh-CN",
            {"账单": [0], "严重性": [1], "响应时间": [1], "支持请求": [2], "microsoft": [3]},
        ),
        (
            "pl-PL",
            {"faktura": [0, 1], "faktury": [1, 0], "ważności": [2], "awarii": [3], "awar": [3]},
        ),
    ],
)
def test_words_are_found_without_spaces_between_them_and_in_their_other_forms(
    id: str, found: dict[str, list[int]], tmp_path: Path
) -> None:
    assert dict(zip(found, search(tmp_path, id, *found), strict=True)) == found
