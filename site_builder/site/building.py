"""The whole build: checked content -> site/, all locales, swapped in only when everything is right.

Built parts are kept in a cache under the hash of everything they are made from, so that an unchanged
locale is not built again; the published folder is replaced whole or not at all. Locales are built side by
side, one process for each core.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision_tree import __version__
from site_builder.editor import write_schemas
from site_builder.engine import ELK, fetch, make_page_styles, write_engine
from site_builder.hosting import single_name, write_host_files
from site_builder.locales import Catalog, calendar_span, own_domains, pseudo_catalogs
from site_builder.pages import GENERATOR, page_environment, render, with_date
from site_builder.parallel import side_by_side
from site_builder.shared_files import CACHE, INTERFACE, PAGES, PRODUCT, SETTINGS, THEME, folders
from site_builder.site.checking import Checked
from site_builder.site.compressing import compress
from site_builder.site.edition import (
    SINGLE,
    TREE,
    SiteContext,
    build_edition,
    page_titles,
    site_context,
    theme_facts,
    write_json,
)
from site_builder.site.finishing import finish_pages
from site_builder.site.inputs import refuse_changes
from site_builder.site.llms import write_llms
from site_builder.site.manifest import EMBED, write_manifest
from site_builder.site.publish import check_target, open_to_readers, replacing
from site_builder.site.static_files import FOLDER, StaticFiles
from site_builder.source_date import source_date
from site_builder.store import HASHES, is_whole, made, sha256_of
from site_builder.tree import CHECKER
from site_builder.unchanged import MARK, fingerprint

EDITIONS = "editions"
"""The folder of the cache that keeps built editions: of each locale the last two."""
TEMPLATES = "templates"
"""The folder of the cache that keeps the theme's compiled templates."""


@dataclass(frozen=True)
class Built:
    """What a build did: the locales built anew, those that had not changed, and the site's fingerprint."""

    built: tuple[str, ...]
    kept: tuple[str, ...]
    fingerprint: str


def build_site(
    checked: Checked,
    out: Path,
    cache: Path,
    report: Callable[[str], None],
    *,
    pseudo: bool = False,
    jobs: int | None = None,
    compressed: bool = True,
    live: bool = False,
) -> Built:
    """Build everything into `out`. `cache` keeps the guide's parts between runs; `report` is told, a line at
    a time.

    With `pseudo` the pseudo-locales are built too; `compressed` puts .br and .gz beside the files. `jobs` is
    the number of processes (one for each core). `live`: for its writer, and not for readers.
    On any error `out` is left as it was. Raises BuildError, ContentError (templates),
    OSError.
    """
    check_target(out, checked.root)
    cache.mkdir(parents=True, exist_ok=True)
    catalogs = [catalog for catalog in checked.catalogs.values() if catalog.published]
    for catalog in checked.catalogs.values():
        if not catalog.published:
            report(too_little(catalog))
    if pseudo:
        catalogs += pseudo_catalogs(checked.catalogs[checked.locales.source.id])
    with replacing(out) as stage:
        scripts = write_engine(CACHE, stage, report)
        address = checked.address
        elk = fetch(ELK, CACHE, report)
        styles = make_page_styles(CACHE, report, folders(checked.root, f"{THEME}/assets"))
        context = site_context(
            checked, catalogs, scripts=scripts, address=address, styles=styles, elk=elk, live=live
        )
        # every locale's page on embedding lists the titles of all
        lines = (context.repository, context.live)  # where pages link to
        common = _common_stamp(checked, scripts, list(context.titles.items()), lines)
        keys = {catalog.locale.id: _locale_stamp(common, checked, catalog) for catalog in catalogs}
        kept = [id for id, key in keys.items() if is_whole(cache / EDITIONS / id / key)]
        for id in kept:
            report(f"{id}: unchanged, skipped.")
        wanted = len(keys) - len(kept)
        work = [(id, key, cache, stage) for id, key in keys.items()]
        for (id, *_), _ in side_by_side(_build, context, work, jobs=jobs, worth_a_start=wanted > 1):
            if id not in kept:
                report(f"{id}: built.")
        _write_single_files(context, {id: cache / EDITIONS / id / key for id, key in keys.items()}, stage)
        _write_root(context, stage)
        write_manifest(stage, checked.content.version, root=checked.root, cache=CACHE)
        refuse_changes(checked.root, checked.inputs)
        if compressed:
            compress(stage, CACHE, jobs)
        open_to_readers(stage)
        fingerprinted = fingerprint(stage)  # before anybody can change it
    return Built(tuple(id for id in keys if id not in kept), tuple(kept), fingerprinted)


def too_little(catalog: Catalog) -> str:
    """Why a locale is not published, as one sentence."""
    locale, share = catalog.locale, catalog.coverage
    return (
        f"{locale.id}: not published, {share:.1f} % of the guide's texts are translated "
        f"and its least_coverage in docs/locales/locales.yml is {locale.least_coverage} %."
    )


def _build(context: SiteContext, job: tuple[str, str, Path, Path]) -> None:
    """Make a locale's part of the site in the cache, unless it is there, and copy it to the stage."""
    id, key, cache, stage = job
    catalog = next(one for one in context.catalogs if one.locale.id == id)
    checked = context.checked

    def make(folder: Path) -> None:
        build_edition(context, catalog, folder, cache / TEMPLATES)
        refuse_changes(checked.root, checked.inputs, _catalog_names(checked, catalog))

    folder = made(cache / EDITIONS / id, key, make, keep=2, compared=True)
    apart = [FOLDER, HASHES, SINGLE]
    shutil.copytree(folder, stage / id, ignore=lambda path, _: apart if Path(path) == folder else [])
    shutil.copytree(folder / FOLDER, stage / FOLDER, dirs_exist_ok=True)


def _write_single_files(context: SiteContext, editions: Mapping[str, Path], stage: Path) -> None:
    """The guides in one file, from the editions' folders by locale, with their date: editions are made
    without one, so that a commit that changes no text makes none anew."""
    day = source_date(context.checked.root)
    for locale in context.locales:
        undated = (editions[locale.id] / SINGLE).read_text(encoding="utf-8")
        dated = with_date(undated, day, locale)
        (stage / single_name(locale.id)).write_text(dated, encoding="utf-8", newline="\n")


def _write_root(context: SiteContext, stage: Path) -> None:
    """What lies above the locales: the choice of language, the proof and its checker, the schemas."""
    checked = context.checked
    environment = page_environment(*folders(checked.root, PAGES))
    lexicon = context.english
    facts = theme_facts(context, lexicon)
    titles = {catalog.locale.id: page_titles(context, catalog) for catalog in context.catalogs}
    pages = {
        name: render(environment, template, **facts, title=lexicon.guide.tree.title, pages=titles)
        for name, template in (("index.html", "root.html.j2"), ("404.html", "root404.html.j2"))
    }
    files = StaticFiles(context.theme_file, stage, stage / FOLDER)
    finish_pages(pages, stage, "", files, context.root)
    embed = f"""import {{ define }} from "./{context.scripts["element.js"]}";\n"""
    embed += f"define({json.dumps(context.titles, ensure_ascii=False)});\n"
    (stage / EMBED).write_text(embed, encoding="utf-8", newline="\n")
    trees = {one.locale.id: sha256_of(stage / one.locale.id / TREE) for one in context.catalogs}
    write_json(stage / MARK, {"engine": __version__, **checked.proof.certificate(), "trees": trees})
    shutil.copyfile(CHECKER, stage / CHECKER.name)
    write_schemas(stage / "schemas")
    write_llms(context, stage)
    write_host_files(stage, checked.hosting, [locale.id for locale in context.locales], context.root)


def _common_stamp(
    checked: Checked, scripts: Mapping[str, str], listed: list[tuple[str, str]], lines: object
) -> str:
    """A hash of everything that every locale's site is made from."""
    group = "site" if GENERATOR == "mkdocs" else GENERATOR  # each generator has its own lock
    files = [PRODUCT / "locks" / f"{group}.lock", *_shared_files(checked.root)]
    for package in ("site_builder", "decision_tree"):
        files += sorted(
            path for kind in ("*.py", "*.js", "*.mjs") for path in (PRODUCT / package).rglob(kind)
        )
    code = [(path.relative_to(PRODUCT).as_posix(), sha256_of(path)) for path in files]
    content = [pair for pair in checked.inputs.items() if not pair[0].endswith(".po")]
    return _stamp(
        checked.content.version, sorted(scripts.items()), calendar_span(), listed, lines, code, content
    )


def _shared_files(root: Path) -> list[Path]:
    """The product's files that a guide in another folder is made with."""
    if root == PRODUCT:
        return []
    names = (SETTINGS, INTERFACE, PAGES, THEME)
    found = [path for name in names for path in (PRODUCT / name, *sorted((PRODUCT / name).rglob("*")))]
    return [path for path in found if path.is_file()]


def _locale_stamp(common: str, checked: Checked, catalog: Catalog) -> str:
    return _stamp(common, [(name, checked.inputs.get(name)) for name in _catalog_names(checked, catalog)])


def _catalog_names(checked: Checked, catalog: Catalog) -> list[str]:
    """The names of the catalogs below the root that a locale's texts come from."""
    locales = checked.locales.chain(catalog.locale)
    return [domain.catalog(locale.id) for domain in own_domains(checked.root) for locale in locales]


def _stamp(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
