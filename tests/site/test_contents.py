"""The site holds no file that nobody asks for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from site_builder.tree import CHECKER
from tests.conftest import LOCALES

ALONE = re.compile(
    r"\.nojekyll|_headers|_redirects|(manifest|certificate|staticwebapp\.config)\.json"
    r"|(index|404)\.html|embed\.js|checker\.py|llms\.txt|schemas/[\w-]+\.schema\.json"
    r"|[a-z]{2}-[A-Z]{2}/(404\.html|guide\.json|tree\.json|search/search_index\.json|sitemap\.xml)"
    r"|[a-z]{2}-[A-Z]{2}/([\w-]+/)*index\.(html|md)"
)
"""What people, hosts and programs ask for by its own address."""


def paths(site: Path) -> list[str]:
    """Every file of the site but the compressed copies."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file())
    return [path for path in found if not path.endswith((".br", ".gz"))]


def test_every_file_of_a_locale_and_every_shared_one_is_named_by_another(site: Path) -> None:
    kinds = (".html", ".css", ".js", ".json", ".xml")
    texts = {
        p: (site / p).read_text("utf-8") for p in paths(site) if p.endswith(kinds) and p != "manifest.json"
    }
    unnamed = [
        path
        for path in paths(site)
        if not ALONE.fullmatch(path) and not path.startswith("engine/") and "/lunr/" not in path
        if not any(path.rpartition("/")[2] in text for other, text in texts.items() if other != path)
    ]
    assert unnamed == []


def test_a_locale_has_the_search_of_its_own_language_alone(site: Path) -> None:
    for id in LOCALES:
        scripts = {path.name for path in (site / id).rglob("lunr/**/*.js")}
        index = json.loads((site / id / "search/search_index.json").read_text("utf-8"))
        (language,) = index["config"]["lang"]
        segmenter = {"tinyseg.js"} if language == "ja" else set()
        assert scripts == {f"lunr.{language}.min.js", "lunr.stemmer.support.min.js", *segmenter}


def test_there_is_no_source_map_and_no_word_of_one(site: Path) -> None:
    found = paths(site)
    assert not [path for path in found if path.endswith(".map")]
    ours = [path for path in found if path.endswith((".js", ".css")) and not path.startswith("engine/")]
    assert not [path for path in ours if "sourceMappingURL" in (site / path).read_text("utf-8")]


def test_no_font_and_no_icon_is_there_that_pages_do_not_show(site: Path) -> None:
    found = paths(site)
    assert not [path for path in found if path.endswith((".woff", ".woff2", ".ttf", ".ico", ".png"))]
    assert [path for path in found if path.endswith(".svg")] == [
        path for path in found if re.fullmatch(r"static/favicon\.[0-9a-f]{12}\.svg", path)
    ]


COLOR = re.compile(r"data-md-color-(?:primary|accent)=[\"']?([\w-]+)")


def test_of_the_themes_colors_only_those_that_the_settings_name_are_there(site: Path) -> None:
    (styles,) = (site / "static").glob("pages.*.css")
    assert set(COLOR.findall(styles.read_text(encoding="utf-8"))) <= {"custom"}


def test_no_locale_counts_by_another_calendar_than_the_others(site: Path) -> None:
    """So the terminal gives the same moment in each."""
    trees = [json.loads((site / locale / "tree.json").read_text(encoding="utf-8")) for locale in LOCALES]
    assert len({tree["calendar"] for tree in trees}) == 1
    hours = [[(one["id"], one["zone"], one["hours"]) for one in tree["calendars"]] for tree in trees]
    assert all(one == hours[0] for one in hours)


def test_the_site_has_its_proof_and_what_checks_it(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", site / CHECKER.name, site / "certificate.json"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert {line.partition("/")[0] for line in done.stdout.splitlines()} == set(LOCALES)
