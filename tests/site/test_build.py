"""Builds of copies of the guide, with the real MkDocs and the real Pyodide package."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

import build_site
from site_builder.editor.schemas import PUBLISHED, schema, write_schemas
from site_builder.locales import GUIDE, INTERFACE
from site_builder.locales.po_file import read_po, write_po
from site_builder.site import building, compressing
from site_builder.site.edition import build_edition
from tests.conftest import ROOT, build
from tests.support.guide_copies import FEW, copy_guide
from tests.support.site_pages import pages

TWO = ("en-US", "nl-NL")


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_schemas_in_the_repository_are_those_of_the_classes(tmp_path: Path) -> None:
    for name in PUBLISHED:
        jsonschema.Draft202012Validator.check_schema(schema(name))
    write_schemas(tmp_path)
    assert digest(tmp_path) == digest(ROOT / "schemas"), "run: python3 build_site.py schema"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, cache_of_project: Callable[[Path], None]) -> Path:
    """The site of a guide that is told its own address, and whose Dutch titles are hostile."""
    root = copy_guide(tmp_path_factory.mktemp("told"), TWO)
    cache_of_project(root)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    address = "site_url: https://guide.example.org/help/\nsite_name:"
    settings.write_text(text.replace("site_name:", address, 1), encoding="utf-8")
    attacks = {"Escalatiegids": 'Gids" onmouseover="alert(top)" x="', "Zoeken": 'Zoek" onfocus="alert(top)'}
    for name in (GUIDE.catalog("nl-NL"), INTERFACE.catalog("nl-NL")):
        catalog = read_po(root / name, name)
        attacked = [entry for entry in catalog if entry.msgstr in attacks]
        assert attacked
        for entry in attacked:
            entry.msgstr, entry.tcomment = attacks[entry.msgstr], "typography: an attack"
        write_po(catalog, root / name)
    return build(root, root / "site", "--no-compress")


@pytest.mark.xdist_group("told")
def test_each_locale_has_a_sitemap_that_names_every_page_in_every_language(told: Path) -> None:
    for locale in TWO:
        built = told / locale
        entries = ElementTree.parse(built / "sitemap.xml").getroot()
        where = f"https://guide.example.org/help/{locale}/"
        listed = {entry[0].text: entry[1:] for entry in entries}
        paths = {path.parent.relative_to(built).as_posix() for path in pages(built)} - {"embed"}
        assert listed.keys() == {where if path == "." else f"{where}{path}/" for path in paths}
        for address, links in listed.items():
            found = {link.attrib["hreflang"]: link.attrib["href"] for link in links}
            wanted = {id: str(address).replace(f"/{locale}/", f"/{id}/") for id in TWO}
            assert found == {**wanted, "x-default": wanted["en-US"]}


@pytest.mark.xdist_group("told")
def test_no_title_can_become_markup_in_what_the_theme_writes(told: Path) -> None:
    for page in (told / "nl-NL").rglob("*.html"):
        found = _Attributes()
        found.feed(page.read_text(encoding="utf-8"))
        assert not [name for name in found.names if name.startswith("on")], page


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attributes}


def test_a_new_translation_rebuilds_its_locale_alone(
    built: Path, spoil: Callable[[str, str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = digest(built / "site")
    spoil("docs/locales/nl-NL/guide.po", 'msgstr "Waar hebt u', 'msgstr "Waar precies hebt u')
    assert build_site.main(["--root", str(built), "site", "--no-compress"]) == 0
    said = capsys.readouterr().out
    assert {f"{id}: unchanged, skipped." for id in FEW if id != "nl-NL"} <= set(said.splitlines())
    assert "nl-NL: built." in said
    assert "Waar precies hebt u" in (built / "site/nl-NL/index.html").read_text(encoding="utf-8")
    after = digest(built / "site")
    kept = [name for name in before if name.startswith(("en-US/", "ar-SA/"))]
    assert len(kept) > 40
    assert [name for name in kept if after.get(name) != before[name]] == []


def test_what_is_saved_during_a_build_is_in_no_site_and_in_no_cache(
    built: Path,
    spoil: Callable[[str, str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = digest(built / "site")
    catalog = "docs/locales/nl-NL/guide.po"
    spoil(catalog, 'msgstr "Waar hebt u', 'msgstr "Waar precies hebt u')
    command = ["--root", str(built), "site", "--no-compress", "--jobs", "1"]

    def save_then_build(*arguments: Any) -> None:
        spoil(catalog, 'msgstr "Waar precies hebt u', 'msgstr "Waar dan hebt u')
        build_edition(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(building, "build_edition", save_then_build)
        assert build_site.main(command) == 2
    assert f"{catalog} was changed while the site was being built" in capsys.readouterr().err
    assert digest(built / "site") == before
    spoil(catalog, 'msgstr "Waar dan hebt u', 'msgstr "Waar precies hebt u')
    assert build_site.main(command) == 0
    assert "Waar precies hebt u" in (built / "site/nl-NL/index.html").read_text(encoding="utf-8")


def test_an_edition_that_was_altered_in_the_cache_is_built_anew(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was done to it: see `test_store`."""
    before = digest(built / "site")
    (altered,) = (built / ".cache/editions").glob("nl-NL/*/faq/index.html")
    content = altered.read_bytes()
    altered.unlink()  # it is a link to what other tests have
    altered.write_bytes(content[: len(content) // 2])
    shutil.rmtree(built / "site")
    assert build_site.main(["--root", str(built), "site", "--no-compress"]) == 0
    said = capsys.readouterr().out
    assert "nl-NL: built." in said
    assert "en-US: unchanged, skipped." in said
    assert digest(built / "site") == before


def test_a_build_puts_compressed_copies_beside_what_it_publishes(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # To compress the engine takes half a minute. With one job it is done here, where it can be left out.
    monkeypatch.setattr(compressing, "squeeze", lambda content, way: b"small")
    private = os.umask(0o077)
    try:
        assert build_site.main(["--root", str(built), "site", "--jobs", "1"]) == 0
    finally:
        os.umask(private)
    copies = {path.relative_to(built / "site").as_posix(): path for path in (built / "site").rglob("*.br")}
    assert {"index.html.br", "nl-NL/index.html.br", "ar-SA/tree.json.br"} <= copies.keys()
    assert {"engine", "static"} <= {name.split("/")[0] for name in copies}
    assert {stat.S_IMODE(path.stat().st_mode) for path in copies.values()} == {0o644}
    listed = json.loads((built / "site/manifest.json").read_text(encoding="utf-8"))["files"]
    assert {name.removesuffix(".br") for name in copies} <= listed.keys() | {"manifest.json"}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("docs/guide/tree.yml", "to: progress", "to: progres", 1),
        ("docs/pages/faq.html.j2", "{% for entry", "{% fro entry", 1),
        ("docs/pages/faq.html.j2", 'word("part-more")', 'word("part-mroe")', 1),
        ("docs/theme/main.html", "{% block scripts %}", "{% blok scripts %}", 1),
    ],
    ids=["content", "template syntax", "unknown word", "theme"],
)
def test_a_failed_build_says_why_and_leaves_the_site_untouched(
    built: Path,
    spoil: Callable[[str, str, str], Path],
    capsys: pytest.CaptureFixture[str],
    file: str, old: str, new: str, code: int,
) -> None:  # fmt: skip
    before = digest(built / "site")
    spoil(file, old, new)
    assert build_site.main(["--root", str(built), "site", "--no-compress"]) == code
    said = capsys.readouterr().err
    assert Path(file).name.split(".")[0] in said
    assert "Traceback" not in said
    assert digest(built / "site") == before
