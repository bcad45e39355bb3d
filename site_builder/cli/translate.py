"""translate: the verb of translators: extract, update, status, check, new, mark, export, import; review and
apply are in translate_review."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_builder.cli.translate_review import apply, review
from site_builder.guide import Content, read_content
from site_builder.locales import (
    GUIDE,
    INTERFACE,
    LOCALES_FILE,
    TRANSLATED_STATUSES,
    Catalog,
    CatalogReader,
    Locale,
    Locales,
    StatusCounts,
    TextDomain,
    add_locale,
    check_catalog,
    distinct_renderings,
    export_catalog,
    import_catalog,
    mark_translations,
    own_domains,
    read_catalog,
    read_for_change,
    read_locales,
    render_catalog,
    rendering_problems,
    summarize_translation,
    update_catalog,
    write_template,
)
from site_builder.problems import BuildError, ContentError, did_you_mean
from site_builder.site import check_all, extract_messages
from site_builder.tree import count_exposure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of the verb, with their options."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    def add(name: str, text: str, run: Callable[[argparse.Namespace], int], *, locales: bool = True) -> Any:
        action = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        if locales:
            action.add_argument("locales", nargs="*", metavar="LOCALE", help="such as nl-NL (default: all)")
        action.set_defaults(action=run)
        return action

    add("extract", f"write the texts to translate into {GUIDE.template}", _extract, locales=False)
    add("update", "bring catalogs in step with the guide; make those that are missing", _update)
    status = add("status", "how much is translated, by whom, and how much is stale or missing", _status)
    status.add_argument("--json", action="store_true", help="for scripts")
    add("check", "list every problem of catalogs", _check)
    add("renderings", "print how texts with names in them read, each joint once", _renderings)
    new = add("new", "make all that a new locale needs", _new, locales=False)
    new.add_argument("locale", metavar="LOCALE", help="such as de-AT")
    for name, text, run, metavar in (
        ("export", "copy a catalog for tools that lose contexts, such as XLIFF's", _export, "TO"),
        ("import", "take translations over from such a file, checked first", _import, "FROM"),
    ):
        exchange = add(name, text, run, locales=False)
        exchange.add_argument("locale", metavar="LOCALE", help="such as nl-NL")
        exchange.add_argument("file", metavar=metavar, type=Path, help="a .po file")
        exchange.add_argument(
            "--interface", action="store_true", help="the interface's words, in place of the guide's texts"
        )
    marking = add("mark", "say of translations how they were made", _mark, locales=False)
    marking.add_argument("locale", metavar="LOCALE", help="such as nl-NL")
    marking.add_argument("status", choices=TRANSLATED_STATUSES, help="what is true of them")
    marking.add_argument("contexts", nargs="+", metavar="CONTEXT", help="such as faq.questions.phone, or '*'")
    sheet = add("review", "write a page on which a person reviews a translation", _review, locales=False)
    sheet.add_argument("locale", metavar="LOCALE", help="such as nl-NL")
    sheet.add_argument("--out", type=Path, help="the page (default: review-LOCALE.html in this folder)")
    applying = add("apply", "put what a review saved into the catalogs, checked first", _apply, locales=False)
    applying.add_argument("file", metavar="FILE", type=Path, help="a .json file that such a page saved")


def run(options: argparse.Namespace) -> int:
    """Do what the action says."""
    return int(options.action(options))


def in_words(counts: StatusCounts) -> str:
    """Counts as a line of words."""
    return ", ".join(f"{number} {status}" for status, number in dataclasses.asdict(counts).items())


def _extract(options: argparse.Namespace) -> int:
    for extract in extract_messages(check_all(options.root, catalogs=False)):
        changed = write_template(options.root, extract)
        print(f"{extract.domain.template}: {len(extract.messages)} texts{'' if changed else ', unchanged'}.")
    return 0


def _update(options: argparse.Namespace) -> int:
    checked = check_all(options.root, catalogs=False)
    chosen = _chosen(options.locales, checked.locales)
    for extract in extract_messages(checked):
        write_template(options.root, extract)
        for locale in chosen:
            update_catalog(options.root, extract, locale)
    reader = CatalogReader.for_guide(options.root, checked.content, checked.locales)
    for locale in chosen:
        print(f"{locale.id}: {in_words(read_catalog(reader, locale).counts)}")
    return 0


def _status(options: argparse.Namespace) -> int:
    checked = check_all(options.root, catalogs=False)
    weights = count_exposure(checked.compiled, checked.lexicon(checked.locales.source))
    found = {}
    reader = CatalogReader.for_guide(options.root, checked.content, checked.locales)
    for locale in _chosen(options.locales, checked.locales):
        id, catalog = locale.id, read_catalog(reader, locale)
        found[id] = _as_json(catalog, weights)
        if not options.json:
            met = sum(row["share_met"] for row in found[id]["shares"] if row["status"] in TRANSLATED_STATUSES)
            print(
                f"{id}: {in_words(catalog.counts)}; {catalog.coverage:.1f} % translated, "
                f"{100 * met:.1f} % of what readers meet"
                f"{'' if catalog.published else '; not published'}"
            )
    if options.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


def _as_json(catalog: Catalog, weights: dict[str, int]) -> dict[str, Any]:
    state = summarize_translation(catalog, weights, {})
    return {
        **dataclasses.asdict(catalog.counts),
        "total": catalog.counts.total,
        "translation": catalog.locale.translation,
        "made_from": catalog.made_from.isoformat() if catalog.made_from else None,
        "least_coverage": catalog.locale.least_coverage,
        "published": catalog.published,
        "shares": [dataclasses.asdict(row) for row in state.rows],
        "texts": catalog.statuses,
    }


def _check(options: argparse.Namespace) -> int:
    content, reader = _read(options)
    chosen = _chosen(options.locales, reader.locales)
    problems = [problem for locale in chosen for problem in check_catalog(reader, locale).problems]
    if not problems:  # a text that is wrong by itself would be reported again with every name in it
        for locale in chosen:
            problems += rendering_problems(render_catalog(content, reader, locale), reader, locale)
    if problems:
        raise ContentError(problems)
    names = [domain.catalog(locale.id) for domain in own_domains(options.root) for locale in chosen]
    print(f"No problems in {', '.join(names) or 'any catalog: there is none'}.")
    return 0


def _renderings(options: argparse.Namespace) -> int:
    content, reader = _read(options)
    for locale in _chosen(options.locales, reader.locales):
        for domain in own_domains(options.root):
            read_for_change(options.root, domain, locale)  # one that is missing would have nothing to print
        for one in distinct_renderings(render_catalog(content, reader, locale)):
            print(f"{one.context}: {one.words}")
    return 0


def _new(options: argparse.Namespace) -> int:
    checked = check_all(options.root, catalogs=False)
    for line in add_locale(options.root, checked.content.guide, checked.locales, options.locale):
        print(line)
    options.locales = [options.locale]
    return _update(options)


def _export(options: argparse.Namespace) -> int:
    (locale,) = _chosen([options.locale], _reader(options).locales)
    count = export_catalog(options.root, _domain(options), locale, options.file)
    print(f"{options.file}: {count} texts.")
    return 0


def _import(options: argparse.Namespace) -> int:
    reader = _reader(options)
    (locale,) = _chosen([options.locale], reader.locales)
    domain = _domain(options)
    done = import_catalog(reader, domain, locale, options.file)
    print(f"{domain.catalog(locale.id)}: {done.changed} translations changed.")
    if done.outdated:
        print(f"{done.outdated} were left out: their source has changed since the export.")
    return 0


def _mark(options: argparse.Namespace) -> int:
    reader = _reader(options)
    (locale,) = _chosen([options.locale], reader.locales)
    changed = mark_translations(reader, locale, options.status, options.contexts)
    print(f"{locale.id}: {changed} texts marked {options.status}.")
    return 0


def _review(options: argparse.Namespace) -> int:
    checked = check_all(options.root, catalogs=False)
    (locale,) = _chosen([options.locale], checked.locales)
    return review(checked, locale, options.out or Path(f"review-{locale.id}.html"))


def _apply(options: argparse.Namespace) -> int:
    return apply(_reader(options), options.file)


def _domain(options: argparse.Namespace) -> TextDomain:
    """The domain whose catalog is asked for. Raises BuildError for one that is the product's."""
    domain = INTERFACE if options.interface else GUIDE
    if domain not in own_domains(options.root):
        raise BuildError(f"The interface's words are the product's; {options.root} has none of its own.")
    return domain


def _reader(options: argparse.Namespace) -> CatalogReader:
    return _read(options)[1]


def _read(options: argparse.Namespace) -> tuple[Content, CatalogReader]:
    """A guide that is not proved, and its catalogs, so that they can be worked on while the tree is wrong."""
    content = read_content(options.root)
    locales = read_locales(options.root, content.guide)
    return content, CatalogReader.for_guide(options.root, content, locales)


def _chosen(ids: list[str], locales: Locales) -> list[Locale]:
    known = {locale.id: locale for locale in locales.translated}
    for id in ids:
        if id == locales.source.id:
            raise BuildError(f"{id} is the source; its words are in docs/guide/.")
        if id not in known:
            raise BuildError(f'unknown locale "{id}"{did_you_mean(id, known)}; {LOCALES_FILE} lists them.')
    return [known[id] for id in ids] or list(known.values())
