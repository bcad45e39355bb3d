"""Whole builds by number of locales, and one edition beside a plain `mkdocs build` of the same pages.

Every build is a process of its own that makes a new copy of the guide: a file system takes longer to write
after thousands of files were deleted.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.edition import EDITIONS
from bench.results import Results, in_turns
from bench.stage import CACHE, ROOT

COUNTS = (1, 10, 20, 40)
"""The numbers of locales that are built."""
NOT_COPIED = ("bench*", "compressed*", *EDITIONS)
"""Of a checkout's cache, what depends on its locales; the engine and Pyodide are made once for all builds."""
MODELS = ("nl-NL", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP", "ar-SA")
"""The locales whose catalogs the further ones have."""
MORE = (
    "nl-BE", "nl-SR", "de-AT", "nl-AW", "de-LU", "de-LI", "de-IT", "de-BE", "fr-BE", "fr-CA", "fr-CH",
    "fr-LU", "fr-MC", "fr-SN", "es-AR", "es-BO", "es-CL", "es-CO", "es-CR", "es-EC", "es-MX", "es-PE",
    "es-UY", "es-VE", "es-HN", "es-PY", "es-SV", "ar-AE", "ar-EG", "ar-JO", "ar-MA", "ar-QA",
)  # fmt: skip
"""Countries that count as their model does."""


@dataclass(frozen=True)
class Checkout:
    """A checkout of this project. `prefix` begins the names of its figures."""

    folder: Path
    prefix: str = ""

    @property
    def python(self) -> str:
        """Its own environment's Python, or this one."""
        return str(next(self.folder.glob(".venv/site-*/bin/python"), sys.executable))

    def build(self, guide: Path, locales: int, *options: str) -> float:
        """Seconds of the whole command; all `locales` must be built anew, or with 0 none."""
        verb = "site" if (self.folder / "site_builder/cli/site.py").exists() else "build"  # its older name
        command = [self.python, str(self.folder / "build_site.py"), "--root", str(guide), verb, *options]
        started = time.perf_counter()
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        seconds = time.perf_counter() - started
        if (built := len(re.findall(r"^\S+: built\.$", said, re.MULTILINE))) != locales:
            raise RuntimeError(f"A build of {locales} locales built {built}.")
        return seconds


def measure_builds(
    results: Results, runs: int, folder: Path, counts: Sequence[int], beside: Path | None
) -> None:
    """Build in new folders below `folder`; with `beside`, another checkout's builds in turn with ours."""
    checkouts = [Checkout(ROOT), *([Checkout(beside.resolve(), "other checkout: ")] if beside else [])]
    caches = {checkout: _base_cache(checkout, folder / f"base-{at}") for at, checkout in enumerate(checkouts)}
    for count in counts:
        for number, checkout in enumerate(in_turns(checkouts, runs)):
            guide = folder / f"{count}-{number}"
            copy_guide(checkout.folder, guide, count, caches[checkout])
            plain = checkout.build(guide, count, "--no-compress")
            name = f"{checkout.prefix}build of {count} locale{'s' * (count > 1)}"
            results.add(name, "s", plain)
            results.add(f"{name}, compressed copies too", "s", plain + checkout.build(guide, 0))
            results.add(f"{name}, nothing changed", "s", checkout.build(guide, 0))
    for number, checkout in enumerate(in_turns(checkouts, runs)):
        guide = folder / f"edition-{number}"
        copy_guide(checkout.folder, guide, 2, caches[checkout])
        script = Path(__file__).with_name("edition.py")
        command = [checkout.python, str(script), str(checkout.folder), str(guide), "3"]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        found = json.loads(said.splitlines()[-1])
        results.add(f"{checkout.prefix}one edition", "s", *found["edition"])
        results.add(f"{checkout.prefix}plain mkdocs build of its pages", "s", *found["mkdocs"])


def _base_cache(checkout: Checkout, guide: Path) -> Path:
    """A cache with everything that does not depend on the locales, compressed copies of it too."""
    copy_guide(checkout.folder, guide, 2, checkout.folder / CACHE.name)
    checkout.build(guide, 2)
    for name in EDITIONS:
        shutil.rmtree(guide / ".cache" / name, ignore_errors=True)
    return guide / ".cache"


def copy_guide(checkout: Path, guide: Path, count: int, cache: Path) -> None:
    """The checkout's guide with `count` locales, each with a complete catalog, and a copy of the cache."""
    shutil.copytree(checkout / "docs", guide / "docs")
    shutil.copyfile(checkout / "mkdocs.yml", guide / "mkdocs.yml")
    ours = cache == checkout / CACHE.name
    shutil.copytree(cache, guide / ".cache", ignore=shutil.ignore_patterns(*NOT_COPIED) if ours else None)
    locales = guide / "docs" / "locales"
    listed = yaml.safe_load((locales / "locales.yml").read_text(encoding="utf-8"))
    by_id = {locale["id"]: locale for locale in listed["locales"]}
    chosen = [by_id[id] for id in ("en-US", *MODELS)][:count]
    for id in MORE[: count - len(chosen)]:
        model = next(model for model in MODELS if model[:2] == id[:2])
        chosen.append(
            {**by_id[model], "id": id, "name": f"{by_id[model]['name']} ({id[3:]})", "translation": "machine"}
        )
        (locales / id).mkdir()
        interface = guide / "docs" / "interface"
        _copy_catalog(locales / model / "guide.po", locales / id / "guide.po", model, id)
        _copy_catalog(interface / f"{model}.po", interface / f"{id}.po", model, id)
    _write(locales / "locales.yml", {**listed, "locales": chosen})
    kept = {locale["id"] for locale in chosen}
    labels, glossary = (
        yaml.safe_load((locales / name).read_text(encoding="utf-8"))
        for name in ("labels.yml", "glossary.yml")
    )
    _write(locales / "labels.yml", {id: entry for id, entry in labels.items() if id in kept})
    if (locales / "forms.yml").exists():  # not in a checkout from before it
        forms = yaml.safe_load((locales / "forms.yml").read_text(encoding="utf-8"))
        models = {id: next((one for one in MODELS if one[:2] == id[:2]), id) for id in kept}
        _write(
            locales / "forms.yml", {id: deepcopy(forms[one]) for id, one in models.items() if one in forms}
        )
    terms = {id: entry for id, entry in glossary["terms"].items() if id in kept}
    _write(locales / "glossary.yml", {**glossary, "terms": terms})


def _copy_catalog(path: Path, copy: Path, locale: str, other: str) -> None:
    """Write the catalog of a locale as that of another one."""
    catalog = path.read_text(encoding="utf-8")
    for old, new in ((locale, other), (locale.replace("-", "_"), other.replace("-", "_"))):
        catalog = catalog.replace(f": {old}\\n", f": {new}\\n", 1)
    copy.write_text(catalog, encoding="utf-8")


def _write(path: Path, data: Mapping[str, object]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
