"""Forty locales of the project's guide, and a plain MkDocs build of the same pages beside ours."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polib
import yaml
from babel import Locale as BabelLocale

from site_builder.locales.catalog import catalog_name
from site_builder.locales.new_locale import name_of, theme_of
from site_builder.locales.po_file import fixed_metadata, read_po, write_po
from site_builder.site.checking import check_all
from site_builder.site.edition import SiteContext, build_edition, site_context

ROOT = Path(__file__).resolve().parent.parent
MODELS = ("nl-NL", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP", "ar-SA")
"""The locales whose catalogs the others are copies of."""
MORE = (
    "nl-BE", "nl-SR", "de-AT", "de-CH", "de-LU", "de-LI", "de-IT", "de-BE", "fr-BE", "fr-CA", "fr-CH",
    "fr-LU", "fr-MC", "fr-SN", "es-AR", "es-BO", "es-CL", "es-CO", "es-CR", "es-EC", "es-MX", "es-PE",
    "es-UY", "es-VE", "pt-AO", "pt-MO", "pt-MZ", "ar-AE", "ar-EG", "ar-JO", "ar-MA", "ar-QA",
)  # fmt: skip


COUNTS = (10, 20, 40)
"""The numbers of locales that are built."""
OF_PYODIDE = ("pyodide-*", "runtime", "engine")
"""What the build keeps of Pyodide and the engine, as patterns of names in its cache."""


def base_cache(folder: Path) -> Path:
    """A build's cache with all that has nothing to do with locales, and with the source's pages compressed.

    Making the engine's runtime and compressing its 10 MB take longer than all pages, and happen once for each
    version: what builds of more locales take should not drown in that. Made once in an empty `folder`.
    """
    if not folder.exists():
        copy_of_guide(folder, 1, ROOT / ".cache")
        command(folder)
    return folder / ".cache"


def copy_of_guide(folder: Path, count: int, cache: Path) -> None:
    """The guide with `count` locales, the source among them, each with a complete catalog of its own.

    Its cache begins with what `cache` has of Pyodide and of compressed files; not with locales.
    """
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / ".cache").mkdir(parents=True, exist_ok=True)
    of_files = ("compressed",) if cache != ROOT / ".cache" else ()  # ours has the pages of all locales too
    for pattern in (*OF_PYODIDE, *of_files):
        for kept in cache.glob(pattern):
            shutil.copytree(kept, folder / ".cache" / kept.name)
    path = folder / "docs" / "locales" / "locales.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    models = {locale["id"].partition("-")[0]: locale for locale in listed["locales"]}
    chosen = [locale for locale in listed["locales"] if locale["id"] in ("en-US", *MODELS)][:count]
    for id in MORE[: count - len(chosen)]:
        babel, model = BabelLocale.parse(id, sep="-"), models[id.partition("-")[0]]
        chosen.append(
            {**model, "id": id, "name": name_of(babel), "theme": theme_of(babel), "translation": "machine"}
        )
        source, target = folder / catalog_name(model["id"]), folder / catalog_name(id)
        catalog: polib.POFile = read_po(source, source.name)
        own = fixed_metadata(
            "", id, babel
        )  # a country may count otherwise than its model, with as many forms
        catalog.metadata |= {name: own[name] for name in ("Language", "Plural-Forms")}
        write_po(catalog, target)
    path.write_text(yaml.safe_dump({**listed, "locales": chosen}, allow_unicode=True), encoding="utf-8")
    kept_ids = {locale["id"] for locale in chosen}
    for name in ("labels.yml", "glossary.yml"):
        file = folder / "docs" / "locales" / name
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        entries = {id: entry for id, entry in entries.items() if id in kept_ids}
        file.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def command(folder: Path, *arguments: str) -> float:
    """Seconds of the whole command `build_site.py build`, as a process of its own."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / "build_site.py"), "--root", str(folder), "build", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def measure_locales(runs: int, folder: Path, reader: Path) -> dict[str, tuple[str, list[float]]]:
    """Whole builds of several numbers of locales from nothing, and of the most after an edit of one catalog.

    First without compressed copies, which plain MkDocs does not make either; then what those take.
    """
    found: dict[str, tuple[str, list[float]]] = {}
    for count in COUNTS:
        built: list[float] = []
        compressed: list[float] = []
        for number in range(runs):  # a new folder each time: see adr/0012 for why nothing is deleted before
            copy = folder / f"{count}-{number}"
            copy_of_guide(copy, count, reader)
            built.append(command(copy, "--no-compress"))
            compressed.append(built[-1] + command(copy))
        found[f"build of {count} locales, whole command"] = ("s", built)
        found[f"build of {count} locales, then again with compressed copies"] = ("s", compressed)
    edits = []
    path = copy / catalog_name("nl-NL")
    for number in range(runs):
        catalog = read_po(path, path.name)
        entry = next(entry for entry in catalog if entry.msgctxt == "interface.words.print")
        entry.msgstr = f"Afdrukken{'!' * (number + 1)}"
        write_po(catalog, path)
        edits.append(command(copy))
    found[f"build of {COUNTS[-1]} locales, one catalog edited, compressed"] = ("s", edits)
    return found


def measure_against_mkdocs(runs: int, folder: Path) -> dict[str, tuple[str, list[float]]]:
    """One locale's edition, made from the checked guide, beside `mkdocs build` of its very pages; in turn."""
    checked = check_all(ROOT)
    press = site_context(checked, checked.catalogs.values(), engine="engine/x/")
    pages = folder / "plain"
    _write_pages(press, pages)
    ours: list[float] = []
    plain: list[float] = []
    build_edition(press, checked.catalogs["nl-NL"], folder / "first")
    _plain(pages, folder / "plain-site")
    for number in range(runs):
        ours.append(
            _timed(lambda at=number: build_edition(press, checked.catalogs["nl-NL"], folder / f"{at}"))
        )  # type: ignore[misc]
        plain.append(_timed(lambda: _plain(pages, folder / "plain-site")))
    ratio = [one / other for one, other in zip(ours, plain, strict=True)]
    return {
        "one locale's edition, from the checked guide": ("ms", [1000 * one for one in ours]),
        "plain mkdocs build of the same pages": ("ms", [1000 * one for one in plain]),
        "ratio of the two": ("", ratio),
    }


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        work()
    return time.perf_counter() - started


def _write_pages(press: SiteContext, folder: Path) -> None:
    """The Markdown that our own build hands to MkDocs, and the configuration with the same theme."""
    from site_builder.site import edition

    kept = edition.build_locale
    taken: dict[str, object] = {}

    def take(**given: object) -> None:
        taken.update(given)
        raise _TakenError

    edition.build_locale = take  # type: ignore[assignment]
    try:
        build_edition(press, press.checked.catalogs["nl-NL"], folder / "none")
    except _TakenError:
        pass
    finally:
        edition.build_locale = kept
    pages = taken["pages"]
    assert isinstance(pages, dict)
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("docs_dir: docs/pages", "docs_dir: docs").replace(
        "custom_dir: docs/theme", f"custom_dir: {ROOT}/docs/theme"
    )
    text = (
        config
        + "  guide: "
        + yaml.safe_dump(_plain_data(taken["extra"]), default_flow_style=True, width=10**6)
    )
    text += "nav: " + yaml.safe_dump(_plain_data(taken["navigation"]), default_flow_style=True, width=10**6)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def _plain_data(data: object) -> object:
    """The same without the types of templates, which YAML does not know."""
    return json.loads(json.dumps(data))


class _TakenError(Exception):
    """The pages were caught on their way to MkDocs."""


def _plain(folder: Path, out: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(out), strict=False))
