"""The whole build: checked content -> site/, all locales, swapped in only when everything is right.

Built parts are kept in a cache under the hash of everything they are made from, so that an unchanged
locale is not built again; the published folder is replaced whole or not at all. Locales are built side by
side, one process for each core.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from decision_tree import __version__
from site_builder.engine import write_engine
from site_builder.hosting import write_host_files
from site_builder.locales import Catalog, calendar_span, catalog_name, pseudo_catalogs
from site_builder.pages import page_environment, render, site_address
from site_builder.parallel import side_by_side
from site_builder.site.checking import Checked
from site_builder.site.compressing import compress
from site_builder.site.edition import Press, build_edition, theme_facts, write_json
from site_builder.site.manifest import EMBED, write_manifest
from site_builder.site.publish import check_target, open_to_readers, replacing
from site_builder.site.schemas import write_schemas
from site_builder.site.static_files import FOLDER, gather
from site_builder.tree import layout_of, walks_meeting
from site_builder.unchanged import MARK, fingerprint

CODE = Path(__file__).resolve().parents[2]


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
) -> Built:
    """Build everything into `out`. `cache` keeps parts between runs; `report` is told, a line at a time.

    With `pseudo` the pseudo-locales are built too; `compressed` puts .br and .gz beside the files. `jobs` is
    the number of processes (one for each core).
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
        engine = write_engine(cache, stage, report)
        common = _common_stamp(checked, engine, _titles(checked, catalogs))
        folders = {
            catalog.locale.id: cache
            / "locales"
            / f"{catalog.locale.id}-{_locale_stamp(common, checked, catalog)}"
            for catalog in catalogs
        }
        kept = [id for id, folder in folders.items() if folder.exists()]
        for id in kept:
            report(f"{id}: unchanged, skipped.")
        wanted = len(folders) - len(kept)
        english = checked.lexicon(checked.locales.source)
        weights = walks_meeting(english, checked.content.version) if wanted else {}
        address = site_address(checked.root / "mkdocs.yml")
        press = Press(checked, tuple(catalogs), english, layout_of(english), engine, address, weights)
        work = [(id, folder, stage) for id, folder in folders.items()]
        for (id, _, _), _ in side_by_side(_build, press, work, jobs=jobs, worth_a_start=wanted > 1):
            if id not in kept:
                report(f"{id}: built.")
        _write_root(press, stage)
        write_manifest(stage, checked.content.version, root=checked.root, cache=cache)
        if compressed:
            compress(stage, cache, jobs)
        open_to_readers(stage)
        made = fingerprint(stage)  # before anybody can change it
    _forget(cache / "locales", list(folders))
    return Built(tuple(id for id in folders if id not in kept), tuple(kept), made)


def too_little(catalog: Catalog) -> str:
    """Why a locale is not published, as one sentence."""
    locale, share = catalog.locale, catalog.counts.coverage
    return (
        f"{locale.id}: not published, {share:.1f} % of its texts are translated "
        f"and its least_coverage in docs/locales/locales.yml is {locale.least_coverage} %."
    )


def _build(press: Press, job: tuple[str, Path, Path]) -> None:
    """Make a locale's part of the site in the cache, unless it is there, and copy it to the stage."""
    id, folder, stage = job
    if not folder.exists():
        build_edition(press, next(one for one in press.catalogs if one.locale.id == id), folder)
    shutil.copytree(folder, stage / id, ignore=lambda path, _: [FOLDER] if Path(path) == folder else [])
    shutil.copytree(folder / FOLDER, stage / FOLDER, dirs_exist_ok=True)


def _write_root(press: Press, stage: Path) -> None:
    """What lies above the locales: the choice of language, the proof, the schemas."""
    checked = press.checked
    assets = stage / "assets"
    assets.mkdir()
    for name in ("favicon.svg", "root.css"):
        shutil.copyfile(checked.root / "docs/theme/assets" / name, assets / name)
    environment = page_environment(checked.root / "docs" / "pages")
    lexicon = press.english
    facts = theme_facts(press, lexicon)
    for name, template in (("index.html", "root.html.j2"), ("404.html", "root404.html.j2")):
        page = render(environment, template, **facts, title=lexicon.guide.tree.title)
        (stage / name).write_text(page, encoding="utf-8", newline="\n")
    gather(stage, [stage / "index.html", stage / "404.html"], "", stage / FOLDER, press.root)
    assets.rmdir()
    embed = f"""import {{ define }} from "./{press.engine}element.js";\n"""
    embed += f"define({json.dumps(press.titles, ensure_ascii=False)});\n"
    (stage / EMBED).write_text(embed, encoding="utf-8", newline="\n")
    write_json(stage / MARK, {"engine": __version__, **checked.proof.certificate()})
    write_schemas(stage / "schemas")
    write_host_files(stage, checked.hosting, [locale.id for locale in press.locales], press.root)


def _titles(checked: Checked, catalogs: Iterable[Catalog]) -> list[tuple[str, str]]:
    """The locales that the site has, with their titles: every locale's page on embedding lists them."""
    return [(one.locale.id, str(checked.lexicon(one.locale, one).guide.tree.title)) for one in catalogs]


def _common_stamp(checked: Checked, engine: str, listed: list[tuple[str, str]]) -> str:
    """A hash of everything that every locale's site is made from."""
    root = checked.root
    files = [root / "mkdocs.yml", CODE / "locks/site.lock", *sorted((root / "docs/locales").glob("*.yml"))]
    for folder in (root / "docs" / "pages", root / "docs" / "theme"):
        files += sorted(path for path in folder.rglob("*") if path.is_file())
    for package in ("site_builder", "decision_tree"):
        files += sorted(path for kind in ("*.py", "*.js") for path in (CODE / package).rglob(kind))
    return _stamp(f"{checked.content.version}{engine}{calendar_span()}{listed}", files)


def _locale_stamp(common: str, checked: Checked, catalog: Catalog) -> str:
    chain = checked.locales.chain(catalog.locale)
    return _stamp(common, [checked.root / catalog_name(locale.id) for locale in chain])


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
