"""import: makes a first draft of a guide from files of another kind, in a folder of its own.

What reads a file follows from its suffix: READERS has a function for each, which returns what is to be
written. The draft is checked before anybody sees it, and written whole or not at all.
"""

from __future__ import annotations

import argparse
import secrets
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.articles import (
    REPORT,
    Article,
    Draft,
    Edition,
    as_locale,
    file_texts,
    has_interface,
    make_draft,
    part_counts,
    placed_words,
    read_article,
    report,
    translate_draft,
    web_address,
    write_catalog,
)
from site_builder.cli.new import IGNORED, STARTER, copy_schemas
from site_builder.map import draft_of_mermaid
from site_builder.problems import BuildError, ContentError, printable
from site_builder.shared_files import GUIDE
from site_builder.site import check_all

LARGEST_FILE = 1_000_000
"""Bytes of a file of a guide that are read."""
MOST_LISTED = 15
"""Leftovers that are printed; all of them are in the report."""


@dataclass(frozen=True)
class Import:
    """What is to be written, by path below the folder, and what is said of it, in lines.

    `finish` adds to the folder what needs a checked guide in it, and returns more lines.
    """

    files: Mapping[str, str]
    lines: Sequence[str]
    finish: Callable[[Path], Sequence[str]] = lambda folder: ()
    refused: str = (
        "The draft would not pass the check, so nothing was written. That is a mistake of the import:"
    )
    """What is said before the problems of a draft that the check does not accept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "sources",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="articles in Markdown (.md), or a flowchart of Mermaid (.mmd)",
    )
    parser.add_argument(
        "--into",
        required=True,
        type=Path,
        metavar="FOLDER",
        help="where the draft will be: a new or empty folder",
    )
    parser.add_argument(
        "--localized",
        action="append",
        default=[],
        metavar="LOCALE=FILE",
        help="another edition, such as nl-NL=article.nl.md; of several articles in their order",
    )
    parser.add_argument(
        "--url",
        metavar="URL",
        default="",
        help="the article's address on the web, which relative links follow",
    )


def run(options: argparse.Namespace) -> int:
    """Read, make, check and write the draft, and say what to do next."""
    folder = _free(options.into.resolve())
    made = _reader(options.sources)(options)
    more = _write(folder, made)
    for line in (*made.lines, *more):
        print(printable(line))
    root = f"python3 build_site.py --root {shlex.quote(str(options.into))}"
    print("Next:")
    print(f"  {root} serve   to see it while you write")
    print(f"  {root} check   proves that every combination of answers meets one outcome")
    if REPORT in made.files:
        print(
            f"  {options.into / REPORT} lists what to look over; handbook/writing.md has each kind of part."
        )
    return 0


def _free(folder: Path) -> Path:
    """The folder, if it is new or empty. Raises BuildError."""
    if folder.is_file():
        raise BuildError(f"{folder} is a file; name a new folder for the draft.")
    if folder.is_dir() and any(folder.iterdir()):
        raise BuildError(f"{folder} is not empty; name a new folder for the draft.")
    return folder


def _reader(sources: Sequence[Path]) -> Callable[[argparse.Namespace], Import]:
    """What reads these files, by their suffix. Raises BuildError."""
    found = {path.suffix.lower(): path for path in sources}
    for suffix, path in found.items():
        if suffix not in READERS:
            known = ", ".join(READERS)
            raise BuildError(f"{path} is of no kind that can be imported; those are {known}.")
    if len({READERS[suffix] for suffix in found}) > 1:
        raise BuildError("The files are of several kinds; import one kind at a time.")
    return READERS[next(iter(found))]


def _articles(options: argparse.Namespace) -> Import:
    """The draft of articles in Markdown."""
    if options.url and not (web_address(options.url) or "").startswith("https://"):
        raise BuildError(
            f"--url {options.url}: expected the article's address, such as https://docs.example.org/a."
        )
    articles = [read_article(path) for path in dict.fromkeys(options.sources)]
    draft = make_draft(articles, base=options.url)
    editions = [
        translate_draft(draft, articles, others, locale, _made(others, articles), options.url)
        for locale, others in _localized(options.localized, articles, draft.locale).items()
    ]
    files = file_texts(draft, editions)
    names = [Path(article.file).name for article in articles]
    files[REPORT] = report(draft, names)
    for name, text in files.items():
        if len(text.encode()) > LARGEST_FILE:
            raise BuildError(
                f"{name} would have more than {LARGEST_FILE:,} bytes; import fewer articles at once."
            )
    lines = [f"{options.into}: {part_counts(draft)}.", placed_words(draft)]
    if draft.leftovers:
        lines[-1] += " Left out, or not as it was:"
        lines += [f"  {one}" for one in draft.leftovers[:MOST_LISTED]]
        if (more := len(draft.leftovers) - MOST_LISTED) > 0:
            lines.append(f"  and {more} more, in {options.into / REPORT}")
    if not has_interface(draft.locale):
        lines.append(
            f"The interface has no words in {draft.locale}: those in {GUIDE}/interface.yml are English yet."
        )
    if machine := [article.file for article in articles if article.translation == "machine"]:
        lines.append(
            f"A machine translated it, as its front matter says; look over its words: {', '.join(machine)}."
        )
    return Import(files, lines, lambda folder: _add_editions(folder, draft, editions, names))


def _localized(named: Sequence[str], articles: Sequence[Article], source: str) -> dict[str, list[Article]]:
    """The other editions by their locales. Raises BuildError and ContentError."""
    found: dict[str, list[Article]] = {}
    for text in named:
        tag, _, name = text.partition("=")
        locale = as_locale(tag)
        if not name or not locale:
            raise BuildError(
                f"--localized {text}: expected a locale and a file, such as nl-NL=article.nl.md."
            )
        if locale == source:
            raise BuildError(f"--localized {text}: the articles themselves are in {source}.")
        found.setdefault(locale, []).append(read_article(Path(name)))
        if len(found[locale]) > len(articles):
            raise BuildError(f"--localized {text}: there are more editions in {locale} than articles.")
    return found


def _made(editions: Sequence[Article], articles: Sequence[Article]) -> str:
    """How an edition was made: as it says; one that says nothing is the original of a translated one."""
    says = [one.translation for one in editions]
    if "machine" in says or ("" in says and not all(one.translation for one in articles)):
        return "machine"
    return "human"


def _add_editions(folder: Path, draft: Draft, editions: Sequence[Edition], names: Sequence[str]) -> list[str]:
    """Write the catalogs of other editions, and what does not align into the report."""
    lines: list[str] = []
    missed: list[str] = []
    for edition in editions:
        done, whole, refused = write_catalog(folder, draft, edition)
        found = [*edition.missed, *refused]
        missed += found
        share = f"{done} of {whole} texts ({100 * done // whole} %)"
        more_words = " Does not align:" if found else ""
        lines.append(f"{edition.locale}: {share}, marked {edition.translation}.{more_words}")
        lines += [f"  {one}" for one in found[:MOST_LISTED]]
        if (more := len(found) - MOST_LISTED) > 0:
            lines.append(f"  and {more} more, in {REPORT}")
    (folder / REPORT).write_text(report(draft, names, missed), encoding="utf-8", newline="\n")
    return lines


def _flowchart(options: argparse.Namespace) -> Import:
    """The draft of a Mermaid flowchart."""
    if len(options.sources) > 1:
        raise BuildError("A flowchart is a whole tree: import one file.")
    if options.localized or options.url:
        raise BuildError("A flowchart has no other editions and no address: leave out --localized and --url.")
    files = draft_of_mermaid(options.sources[0])
    lines = [f"{options.into}: the questions, outcomes and ways of {options.sources[0]}."]
    lines.append(f"Each outcome's summary is yet to be written: {GUIDE}/outcomes.yml.")
    refused = "The flowchart is no whole guide, so nothing was written. Of its draft the check says:"
    return Import({f"{GUIDE}/{name}": text for name, text in files.items()}, lines, refused=refused)


READERS: dict[str, Callable[[argparse.Namespace], Import]] = {
    ".md": _articles,
    ".markdown": _articles,
    ".mdx": _articles,
    ".mmd": _flowchart,
    ".mermaid": _flowchart,
}
"""What reads files with a suffix: of the options it makes what is to be written."""


def _write(folder: Path, made: Import) -> Sequence[str]:
    """Write a draft into a folder: all, and only what the check accepts. Returns more lines.

    Raises ContentError, OSError.
    """
    draft = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    draft.mkdir(parents=True)
    try:
        for name, text in made.files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        shutil.copyfile(STARTER / IGNORED, draft / IGNORED)
        copy_schemas(draft)
        lines = _checked(draft, made)
        if folder.exists():  # it stays the folder that it is: somebody may be in it
            for path in draft.iterdir():
                path.rename(folder / path.name)
        else:
            draft.rename(folder)
        return lines
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _checked(folder: Path, made: Import) -> Sequence[str]:
    """Finish a draft and check it. Raises ContentError after a sentence that says whose mistake it is."""
    try:
        lines = made.finish(folder)
        check_all(folder)
    except ContentError:
        print(made.refused, file=sys.stderr)
        raise
    return lines
