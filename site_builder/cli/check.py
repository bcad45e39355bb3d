"""check: proves the guide and prints its counts, or lists every problem."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime

from decision_tree.faults import is_date
from site_builder.cli.days import day_report, ending_notices
from site_builder.cli.sarif import STANDARD_OUTPUT, write_sarif
from site_builder.cli.translate import in_words
from site_builder.editor import write_guide_schemas
from site_builder.guide import RESPONSE_TIMES, plain_language_problems
from site_builder.locales import INTERFACE, calendar_notices, calendar_span, own_domains
from site_builder.mutants import Judge, make_mutants, sample_step, share, summary_lines, survivor_lines
from site_builder.problems import BuildError, ContentError, Problem
from site_builder.site import Checked, check_all, source_pages, too_little
from site_builder.tree import TOUCHED_KINDS, Coverage, ScenarioClocks, scenario_coverage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--json", action="store_true", help="print the certificate")
    parser.add_argument(
        "--sarif",
        metavar="FILE",
        nargs="?",
        const=STANDARD_OUTPUT,
        help="write the problems, or that there are none, as SARIF into a file, or print them",
    )
    parser.add_argument(
        "--plain", action="store_true", help="exit with 1 where an English text does not translate well"
    )
    parser.add_argument("--scenarios", action="store_true", help="list all that no scenario touches")
    parser.add_argument(
        "--mutants",
        action="store_true",
        help="make wrong guides of this one, and list those that neither the proof nor a scenario notices",
    )
    parser.add_argument(
        "--at-least",
        metavar="PERCENT",
        type=_percent,
        help="with --mutants: exit with 1 where fewer are noticed",
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=_day,
        help="say what holds on that day and ends soon, such as 2027-01-01",
    )


def _day(text: str) -> date:
    if not is_date(text):
        raise argparse.ArgumentTypeError(f'expected a date such as 2027-01-01, found "{text}"')
    return date.fromisoformat(text)


def _percent(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError(f'expected a number from 0 to 100, found "{text}"')
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Check everything that a build would."""
    if options.at_least is not None and not options.mutants:
        raise BuildError("--at-least says how many mutants must be noticed; it goes with --mutants")
    if options.json and (options.mutants or options.scenarios):
        raise BuildError("--json prints the certificate of the proof; --mutants and --scenarios are lists")
    if options.sarif == STANDARD_OUTPUT and (options.json or options.mutants or options.scenarios):
        raise BuildError("--sarif prints problems alone; name a file for them to have other reports too")
    write_guide_schemas(options.root)
    try:
        checked = check_all(options.root)
        source_pages(checked)  # a template may ask for a word that nothing else does
    except ContentError as error:
        if options.sarif:
            write_sarif(options.root, error.problems, options.sarif)
        raise
    advice = plain_language_advice(checked)
    failed = int(options.plain and bool(advice))
    if options.sarif:
        write_sarif(options.root, (), options.sarif, advice=advice)
        if options.sarif == STANDARD_OUTPUT:
            return failed
    if options.json:
        print(json.dumps(checked.proof.certificate(), indent=2, ensure_ascii=False))
        return failed
    print(summary(checked, options.on))
    for problem in advice:
        print(f"warning: {problem}")
    if options.scenarios:
        print(coverage_report(checked))
    for line in day_report(checked, options.on.isoformat()) if options.on else ():
        print(line)
    return max(failed, mutant_report(checked, options.at_least) if options.mutants else 0)


def plain_language_advice(checked: Checked) -> list[Problem]:
    """What does not translate well in the guide's own texts, where they are English.

    Beside the phrases that no guide should have, those count that the glossary of the source locale avoids.
    """
    source, content = checked.locales.source, checked.content
    if source.babel.language != "en":
        return []
    terms = checked.locales.glossary.get(source.id, {}).values()
    own = {phrase: term.use[0] if term.use else term.term[0] for term in terms for phrase in term.avoid}
    texts = [*content.texts()]
    if INTERFACE in own_domains(checked.root):
        texts += content.texts(interface=True)
    return sorted(plain_language_problems(texts, own))


def coverage_line(coverage: Coverage) -> str:
    """How much of a guide its scenarios touch."""
    counts = [
        f"{TOUCHED_KINDS[kind]} {coverage.count(kind)} of {total}"
        for kind, total in coverage.totals.items()
        if total
    ]
    return f"touched by scenarios: {', '.join(counts)}"


def coverage_report(checked: Checked) -> str:
    """All that no scenario touches, a line each."""
    coverage = scenario_coverage(checked.content, checked.tree)
    if not coverage.scenarios:
        return "The guide has no scenarios; they are in docs/guide/scenarios.yml."
    lines = [f"Not touched by any of {coverage.scenarios} scenarios: {len(coverage.untouched)}"]
    return "\n".join([*lines, *(f"  {one}" for one in coverage.untouched)])


def mutant_report(checked: Checked, at_least: int | None) -> int:
    """Print what becomes of wrong guides. The exit code is 1 where fewer than `at_least` % are noticed."""
    content, tree, locales = checked.content, checked.tree, checked.locales
    clocks = ScenarioClocks(locales.calendars, locales.calendar)
    step = sample_step(content, tree)
    found = Judge(content, tree, clocks).judge(make_mutants(content, tree, step))
    for line in (*summary_lines(found, step), *survivor_lines(content, tree, found)):
        print(line)
    if at_least is None or 100 * found.noticed >= at_least * found.made:
        return 0
    print(f"{share(found)} of the mutants are noticed; at least {at_least} % must be.", file=sys.stderr)
    return 1


def summary(checked: Checked, today: date | None = None) -> str:
    """What was proved, and what writers should know on a day, in lines of text."""
    proof = checked.proof
    today = today or datetime.now(UTC).date()
    rows = f"response rows {proof.rows}, " if proof.rows else ""
    scenarios = f"; scenarios {proof.scenarios}" if proof.scenarios else ""
    lines = [
        f"Proved: every one of {proof.combinations:,} combinations of answers meets exactly one outcome.",
        f"  questions {proof.questions}, answers {proof.answers}, outcomes {proof.outcomes}, "
        f"{rows}states {proof.states:,}, paths {proof.paths:,}",
        f"  longest path {proof.longest} questions, typical {proof.typical}{scenarios}",
    ]
    if proof.scenarios:
        lines.append(f"  {coverage_line(scenario_coverage(checked.content, checked.tree))}")
    if tables := [f"{one.id} {len(one.rows)} rows" for one in proof.tables if one.id != RESPONSE_TIMES]:
        lines.append(f"  tables: {', '.join(tables)}")
    reached = {"procedures": proof.procedures, "FAQ": proof.faq}
    parts = [f"{name} {of[0]} of {of[1]}" for name, of in reached.items() if of[1]]
    reaching = [f"reached from outcomes: {', '.join(parts)}"] if parts else []
    if found := [*reaching, *([f"facts cited {proof.facts}"] if proof.facts else [])]:
        lines.append(f"  {'; '.join(found)}")
    if proof.witnesses_by_period:
        lines.append(f"  dates: proved in each of {len(proof.witnesses_by_period)} periods")
    lines += [f"  {notice}" for notice in calendar_notices(calendar_span(), today)]
    lines += [f"  {notice}" for notice in ending_notices(checked.content.dated, today)]
    if proof.uncovered:
        lines.append(f"  no outcome leads to: {', '.join(proof.uncovered)}")
    for locale in checked.locales.translated:
        catalog = checked.catalogs[locale.id]
        lines.append(f"  {locale.id}: {in_words(catalog.counts)}")
        if not catalog.published:
            lines.append(f"  {too_little(catalog)}")
    return "\n".join(lines)
