"""export: writes the guide's tree as a diagram for other tools."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from site_builder.map import write_dot, write_mermaid
from site_builder.problems import BuildError, did_you_mean
from site_builder.site import Checked, check_all, plain_tree_in
from site_builder.store import write_whole

FORMS = {"mermaid": write_mermaid, "dot": write_dot}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    form = parser.add_mutually_exclusive_group(required=True)
    for name, what in (
        ("mermaid", "a Mermaid flowchart, which `import` reads again"),
        ("dot", "a DOT graph"),
    ):
        form.add_argument(f"--{name}", nargs="?", const="", metavar="FILE", help=f"write {what}")
    parser.add_argument("--locale", help="its texts in this locale (default: that of the source)")


def run(options: argparse.Namespace) -> int:
    """Write the diagram into a file, or print it."""
    checked = check_all(options.root, catalogs=options.locale is not None)
    name = next(name for name in FORMS if getattr(options, name) is not None)
    text = diagram(checked, name, options.locale or checked.locales.source.id)
    file = getattr(options, name)
    if file:
        write_whole(Path(file), text.encode())
    else:
        sys.stdout.buffer.write(text.encode())
    return 0


def diagram(checked: Checked, form: str, locale: str) -> str:
    """The guide's tree as a diagram, "mermaid" or "dot". Raises BuildError for an unknown locale."""
    if locale not in checked.catalogs:
        raise BuildError(f"The guide has no locale {locale}{did_you_mean(locale, checked.catalogs)}.")
    return FORMS[form](plain_tree_in(checked, checked.catalogs[locale].locale))
