"""check: proves the guide and prints its counts, or lists every problem."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from site_builder.cli.translate import in_words
from site_builder.locales import calendar_notices, calendar_span
from site_builder.site import Checked, check_all, source_pages, too_little


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--json", action="store_true", help="print the certificate")


def run(options: argparse.Namespace) -> int:
    """Check everything that a build would."""
    checked = check_all(options.root)
    source_pages(checked)  # a template may ask for a word that nothing else does
    if options.json:
        print(json.dumps(checked.proof.certificate(), indent=2, ensure_ascii=False))
    else:
        print(summary(checked))
    return 0


def summary(checked: Checked) -> str:
    """What was proved, in lines of text."""
    proof = checked.proof
    lines = [
        f"Proved: every one of {proof.combinations:,} combinations of answers meets exactly one outcome.",
        f"  questions {proof.questions}, answers {proof.answers}, outcomes {proof.outcomes}, "
        f"response rows {proof.rows}, states {proof.states:,}, paths {proof.paths:,}",
        f"  longest path {proof.longest} questions, typical {proof.typical}; scenarios {proof.scenarios}",
        f"  reached from outcomes: procedures {proof.procedures[0]} of {proof.procedures[1]}, "
        f"FAQ {proof.faq[0]} of {proof.faq[1]}; facts cited {proof.facts}",
    ]
    lines += [f"  {notice}" for notice in calendar_notices(calendar_span(), datetime.now(UTC).date())]
    if proof.uncovered:
        lines.append(f"  no outcome leads to: {', '.join(proof.uncovered)}")
    for locale in checked.locales.translated:
        catalog = checked.catalogs[locale.id]
        lines.append(f"  {locale.id}: {in_words(catalog.counts)}")
        if not catalog.published:
            lines.append(f"  {too_little(catalog)}")
    return "\n".join(lines)
