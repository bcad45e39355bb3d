"""check: proves the guide and prints its counts, or lists every problem."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from site_builder.cli.translate import in_words
from site_builder.guide import RESPONSE_TIMES
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
    rows = f"response rows {proof.rows}, " if proof.rows else ""
    scenarios = f"; scenarios {proof.scenarios}" if proof.scenarios else ""
    lines = [
        f"Proved: every one of {proof.combinations:,} combinations of answers meets exactly one outcome.",
        f"  questions {proof.questions}, answers {proof.answers}, outcomes {proof.outcomes}, "
        f"{rows}states {proof.states:,}, paths {proof.paths:,}",
        f"  longest path {proof.longest} questions, typical {proof.typical}{scenarios}",
    ]
    if tables := [f"{one.id} {one.rows} rows" for one in proof.tables if one.id != RESPONSE_TIMES]:
        lines.append(f"  tables: {', '.join(tables)}")
    reached = {"procedures": proof.procedures, "FAQ": proof.faq}
    parts = [f"{name} {of[0]} of {of[1]}" for name, of in reached.items() if of[1]]
    reaching = [f"reached from outcomes: {', '.join(parts)}"] if parts else []
    if found := [*reaching, *([f"facts cited {proof.facts}"] if proof.facts else [])]:
        lines.append(f"  {'; '.join(found)}")
    lines += [f"  {notice}" for notice in calendar_notices(calendar_span(), datetime.now(UTC).date())]
    if proof.uncovered:
        lines.append(f"  no outcome leads to: {', '.join(proof.uncovered)}")
    for locale in checked.locales.translated:
        catalog = checked.catalogs[locale.id]
        lines.append(f"  {locale.id}: {in_words(catalog.counts)}")
        if not catalog.published:
            lines.append(f"  {too_little(catalog)}")
    return "\n".join(lines)
