"""translate review and translate apply: a sheet for a person, and the way back into the catalogs."""

from __future__ import annotations

import sys
from pathlib import Path

from site_builder.engine import bundle_script
from site_builder.locales import (
    LOCALES_FILE,
    CatalogReader,
    Locale,
    apply_review,
    check_catalog,
    own_domains,
    read_catalog,
    read_for_change,
    read_translations,
)
from site_builder.problems import BuildError, did_you_mean
from site_builder.review import SCRIPT, SheetMaker, order_messages, problems_by_key, read_review, render_sheet
from site_builder.site import Checked
from site_builder.tree import count_exposure


def review(checked: Checked, locale: Locale, out: Path) -> int:
    """Write the review sheet of a locale. Raises BuildError, ContentError, OSError."""
    root = checked.root
    if out.suffix != ".html" or out.is_dir():
        raise BuildError(f"{out} is not the name of a .html file.")
    if (root / "docs").resolve() in out.resolve().parents:
        raise BuildError(f"{out} lies in docs/, which holds the guide itself; write it to another folder.")
    reader = CatalogReader.for_guide(root, checked.content, checked.locales)
    domains = own_domains(root)
    translations = {
        f"{domain.name}:{translation.message.context}": translation
        for domain in domains
        for translation in read_translations(
            read_for_change(root, domain, locale), reader.messages[domain], locale
        )
    }
    if behind := sum(translation.entry is None for translation in translations.values()):
        update = f"run: python3 build_site.py translate update {locale.id}"
        raise BuildError(f"The catalogs of {locale.id} lack {behind} texts of the guide; {update}")
    english = checked.lexicon(checked.locales.source)
    groups = order_messages(
        {domain: reader.messages[domain] for domain in domains},
        checked.compiled,
        count_exposure(checked.compiled, english),
    )
    files = {domain.catalog(locale.id): domain.name for domain in domains}
    problems = problems_by_key(check_catalog(reader, locale).problems, files)
    lexicon = checked.lexicon(locale, read_catalog(reader, locale))
    sheet = SheetMaker(checked.locales, locale, english, lexicon).make(groups, translations, problems)
    script = bundle_script(root / ".cache", lambda line: print(line, flush=True), SCRIPT)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(render_sheet(sheet, script), encoding="utf-8")
    open_texts = sum(text.has_words and not text.is_done for text in sheet.texts)
    print(f"{out}: {len(sheet.texts)} texts, of which {open_texts} are to be reviewed; open it in a browser.")
    return 0


def apply(reader: CatalogReader, file: Path) -> int:
    """Put a review into the catalogs, print what was left out and what was noted, and return the exit code.

    Raises BuildError, ContentError, OSError.
    """
    done = read_review(file)
    locales = {locale.id: locale for locale in reader.locales.translated}
    if done.locale == reader.locales.source.id:
        raise BuildError(f"{file} is a review of {done.locale}, the source; its words are in docs/guide/.")
    if done.locale not in locales:
        hint = did_you_mean(done.locale, locales)
        raise BuildError(
            f'{file} is a review of an unknown locale "{done.locale}"{hint}; {LOCALES_FILE} lists them.'
        )
    applied = apply_review(
        reader, locales[done.locale], done.texts, f"{done.reviewer}, {done.day.isoformat()}", str(file)
    )
    for note in applied.notes:
        print(f"Note: {note}")
    for problem in applied.left_out:
        print(problem, file=sys.stderr)
    print(
        f"{done.locale}, reviewed by {done.reviewer}: {applied.changed} texts changed, "
        f"{applied.marked} marked, {applied.left_out_texts} left out."
    )
    return 1 if applied.left_out else 0
