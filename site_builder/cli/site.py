"""site: checks everything and builds the site, unless it is as it would be built."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from site_builder.cli.environment import GENERATORS
from site_builder.unchanged import recall, remember, stamp


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--out", type=Path, help="where to (default: site/, with --single single/)")
    parser.add_argument(
        "--single",
        action="store_true",
        help="write only guide-<locale>.html, the whole guide of each locale in one file",
    )
    names = " or ".join(GENERATORS)
    parser.add_argument(  # command_line chooses the packages by it
        "--generator",
        metavar="NAME",
        help=f"what puts the theme around the pages: {names} (default: the first)",
    )
    parser.add_argument("--pseudo", action="store_true", help="build the pseudo-locales en-XA and ar-XB too")
    parser.add_argument("--jobs", type=_count, help="locales built side by side (default: one for each core)")
    parser.add_argument(
        "--no-compress",
        dest="compressed",
        action="store_false",
        help="leave out the .br and .gz copies that web servers send",
    )


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f'expected a number from 1 on, found "{text}"')
    return number


def run(options: argparse.Namespace) -> int:
    """Build the site."""
    started = time.monotonic()
    out = (options.out or options.root / ("single" if options.single else "site")).resolve()
    if options.single:
        _write_single_files(options.root, out, pseudo=options.pseudo, jobs=options.jobs)
    else:
        make_site(options.root, out, pseudo=options.pseudo, jobs=options.jobs, compressed=options.compressed)
    print(f"Done in {time.monotonic() - started:.1f} s.", flush=True)
    return 0


def _write_single_files(root: Path, out: Path, *, pseudo: bool, jobs: int | None) -> None:
    """Check everything, and write the guide of each locale in one file."""
    from site_builder.cli.check import summary
    from site_builder.site import check_all, write_single_files

    checked = check_all(root)
    print(summary(checked), flush=True)
    write_single_files(checked, out, lambda line: print(line, flush=True), pseudo=pseudo, jobs=jobs)
    print(f"The files are in {out}.", flush=True)


def make_site(
    root: Path, out: Path, *, pseudo: bool = False, jobs: int | None = None, compressed: bool = False,
    live: bool = False,
) -> None:  # fmt: skip
    """Build the site into `out`, unless it is there just so. `live`: for its writer, and not for readers.

    Raises what the build raises.
    """
    said = recall(root / ".cache", out, stamp(root, pseudo=pseudo, compressed=compressed, live=live))
    if said is None:
        _build(root, out, pseudo=pseudo, jobs=jobs, compressed=compressed, live=live)
    else:
        print("\n".join(said))
    print(f"The site is in {out}.", flush=True)


def _build(root: Path, out: Path, *, pseudo: bool, jobs: int | None, compressed: bool, live: bool) -> None:
    """Check everything and build it, and record what the site was made from."""
    from site_builder.cli.check import summary
    from site_builder.editor import write_guide_schemas
    from site_builder.site import build_site, check_all

    write_guide_schemas(root)
    made_from = stamp(root, pseudo=pseudo, compressed=compressed, live=live)
    checked = check_all(root)
    told = summary(checked)
    print(told, flush=True)
    cache = root / ".cache"
    built = build_site(
        checked,
        out,
        cache,
        lambda line: print(line, flush=True),
        pseudo=pseudo,
        jobs=jobs,
        compressed=compressed,
        live=live,
    )
    if made_from is not None and stamp(root, pseudo=pseudo, compressed=compressed, live=live) == made_from:
        # What was changed while it was built may be in the site or not, so such a site is not recorded.
        ids = (*built.built, *built.kept)
        said = [told, *(f"{id}: unchanged, skipped." for id in ids)]
        remember(cache, out, made_from, built.fingerprint, said)
