"""The whole build: checked content -> site/, all locales, swapped in only when everything is right.

Built parts are kept in a cache under the hash of everything they are made from, so that an unchanged
locale is not built again; the published folder is replaced whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decision_tree import __version__
from decision_tree.json_form import dump_tree, to_json
from site_builder.calendars import covered, working_calendars
from site_builder.catalog import catalog_name, status, translator
from site_builder.checking import Checked
from site_builder.engine_tree import engine_tree
from site_builder.interface import THEME_WORDS
from site_builder.json_schema import write_schemas
from site_builder.lexicon import Lexicon
from site_builder.locales import Locale
from site_builder.pages import Edition, render_pages
from site_builder.publish import MARK, check_target, replacing
from site_builder.runtime import make_runtime
from site_builder.site import build_locale
from site_builder.templates import page_environment, render

CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Built:
    """What a build did: the locales built anew, and those that had not changed."""

    built: tuple[str, ...]
    kept: tuple[str, ...]


def build_site(checked: Checked, out: Path, cache: Path, report: Callable[[str], None]) -> Built:
    """Build everything into `out`. `cache` keeps parts between runs; `report` is told, a line at a time.

    On any error `out` is left as it was. Raises PublishError, SiteError, ContentError (templates),
    PyodidePackageError, EngineWheelError, OSError.
    """
    check_target(out, checked.root)
    cache.mkdir(parents=True, exist_ok=True)
    built, kept = [], []
    with replacing(out) as stage:
        engine = make_runtime(cache, stage, report)
        common = _common_stamp(checked, engine)
        for locale in checked.locales.all:
            stamp = _stamp(common, [checked.root / catalog_name(locale.id)])
            folder = cache / "locales" / f"{locale.id}-{stamp}"
            if folder.exists():
                report(f"{locale.id}: unchanged, skipped.")
                kept.append(locale.id)
            else:
                report(f"{locale.id}: building …")
                _build_edition(checked, locale, engine, folder)
                built.append(locale.id)
            shutil.copytree(folder, stage / locale.id)
        _write_root(checked, stage, engine)
    _forget(cache / "locales", [locale.id for locale in checked.locales.all])
    return Built(tuple(built), tuple(kept))


def _build_edition(checked: Checked, locale: Locale, engine: str, folder: Path) -> None:
    translate = translator(checked.root, checked.content, checked.locales, locale)
    guide = checked.content.localized(translate)
    source = checked.locales.source
    lexicon = Lexicon(guide, locale, source, checked.locales.labels.get(locale.id, {}))
    english = Lexicon(checked.content.guide, source, source, {})
    calendars = working_calendars(checked.locales.calendars, locale.babel)
    is_source = locale.id == checked.locales.source.id
    edition = Edition(
        lexicon=lexicon,
        english=english,
        calendars=calendars,
        labels=lexicon.labels,
        status=None if is_source else status(checked.root, checked.content, locale),
        proof=checked.proof,
        version=checked.content.version,
        engine=f"../{engine}",
    )
    plain = checked.content.localized(lambda context, text: lexicon.plain(translate(context, text)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-") as work:
        html = Path(work) / "html"
        build_locale(
            config=checked.root / "mkdocs.yml",
            pages=render_pages(checked.root / "docs" / "pages", edition),
            navigation=_navigation(lexicon),
            title=lexicon.plain(guide.tree.title),
            locale=locale,
            extra=_theme_facts(checked, lexicon, engine),
            markdown=Path(work) / "markdown",
            out=html,
        )
        tree = dump_tree(engine_tree(lexicon, english, edition.version, calendars))
        (html / "tree.json").write_text(tree, encoding="utf-8", newline="\n")
        _write_json(html / "guide.json", to_json(plain))
        try:
            html.rename(folder)
        except OSError:
            if not folder.exists():  # another build may have made the very same just now
                raise


def _navigation(lexicon: Lexicon) -> list[Any]:
    guide = lexicon.guide
    titles = {page.id: lexicon.plain(page.title) for page in guide.pages.pages}
    procedures: list[Any] = ["procedures/index.md"]
    procedures += [{lexicon.plain(p.title): f"procedures/{p.id}.md"} for p in guide.procedures]
    return [
        {titles["home"]: "index.md"},
        {titles["procedures"]: procedures},
        *({titles[id]: f"{id}.md"} for id in ("response-times", "roles", "faq", "about")),
    ]


def _theme_facts(checked: Checked, lexicon: Lexicon, engine: str) -> dict[str, Any]:
    locale = lexicon.locale
    return {
        "locale": locale.id,
        "locales": [_locale_facts(one) for one in checked.locales.all],
        "engine": engine,
        "source": checked.locales.source.id,
        "translation": locale.translation,
        "words": {key: lexicon.word(key, licence="{licence}") for key in THEME_WORDS},
    }


def _locale_facts(locale: Locale) -> dict[str, str]:
    return {"id": locale.id, "name": locale.name, "direction": locale.direction}


def _write_root(checked: Checked, stage: Path, engine: str) -> None:
    """What lies above the locales: the choice of language, the proof, the schemas."""
    environment = page_environment(checked.root / "docs" / "pages")
    source = checked.locales.source
    lexicon = Lexicon(checked.content.guide, source, source, {})
    facts = _theme_facts(checked, lexicon, engine)
    for name, template in (("index.html", "root.html.j2"), ("404.html", "root404.html.j2")):
        page = render(environment, template, **facts, title=lexicon.guide.tree.title)
        (stage / name).write_text(page, encoding="utf-8", newline="\n")
    _write_json(stage / MARK, {"engine": __version__, **checked.proof.certificate()})
    write_schemas(stage / "schemas")


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _common_stamp(checked: Checked, engine: str) -> str:
    """A hash of everything that every locale's site is made from."""
    root = checked.root
    files = [root / "mkdocs.yml", CODE / "requirements.lock", *sorted((root / "docs/locales").glob("*.yml"))]
    for folder in (root / "docs" / "pages", root / "docs" / "theme"):
        files += sorted(path for path in folder.rglob("*") if path.is_file())
    for package in ("site_builder", "decision_tree"):
        files += sorted((CODE / package).glob("*.py"))
    return _stamp(f"{checked.content.version}{engine}{covered()}", files)


def _stamp(start: str, files: Iterable[Path]) -> str:
    digest = hashlib.sha256(start.encode())
    for path in files:
        digest.update(path.as_posix().encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:16]


def _forget(folder: Path, locales: list[str]) -> None:
    """Keep of each locale what was used last, and the one before it; drop what is older."""
    for locale in locales:
        found = sorted(folder.glob(f"{locale}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in found[2:]:
            shutil.rmtree(path, ignore_errors=True)
