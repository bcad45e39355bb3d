"""The command line of those who show the guide in their own pages: embed doctor."""

from __future__ import annotations

import argparse
import dataclasses
import json
import textwrap
from typing import Any

from site_builder.hosting.doctor import (
    KINDS,
    HostPage,
    Judged,
    Report,
    checked_address,
    diagnose,
    embedder,
    fetch,
    gather,
)
from site_builder.problems import BuildError

WIDTH = 100
_MARKS = {"ok": "ok     ", "advice": "advice ", "problem": "PROBLEM"}


def add_parser(verbs: Any) -> None:
    """Add the verb `embed` with its actions to the subparsers of a command line."""
    embed = verbs.add_parser("embed", help="show the guide in the pages of an intranet")
    actions = embed.add_subparsers(required=True, metavar="ACTION")
    doctor = actions.add_parser(
        "doctor",
        help="look at the deployed guide, and say what keeps host pages from showing it",
        description="Look at the deployed guide and say for each kind of host page what is right and what to "
        "change, with the exact headers. Exits with 0 when nothing must change, 1 when something must, and "
        "2 when the guide could not be looked at.",
    )
    doctor.add_argument("url", metavar="URL", help="any page of it, such as https://guide.example.org/en-US/")
    doctor.add_argument(
        "--embedder",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="look at pages of this origin too, such as https://intranet.example.org; may be repeated",
    )
    doctor.add_argument(
        "--only",
        action="append",
        default=[],
        choices=[kind.id for kind in KINDS],
        help="of the kinds of host pages look at this one; may be repeated (default: all)",
    )
    doctor.add_argument("--json", action="store_true", help="for scripts")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    address = checked_address(options.url)
    hosts = [kind for kind in KINDS if not options.only or kind.id in options.only]
    hosts += [_embedder(origin) for origin in dict.fromkeys(options.embedder)]
    deployed = gather(fetch, address, dict.fromkeys(host.names for host in hosts if host.names))
    report = diagnose(deployed, hosts)
    print(json.dumps(as_json(report), indent=2, ensure_ascii=False) if options.json else in_words(report))
    return 1 if report.problems else 0


def _embedder(origin: str) -> HostPage:
    try:
        return embedder(origin.removesuffix("/"))
    except ValueError as error:
        raise BuildError(f"--embedder: {error}.") from None


def in_words(report: Report) -> str:
    """The report as it is printed. It quotes what a host sent, so only what is printable gets through."""
    deployed = report.deployed
    lines = [f"The guide at {deployed.root}, looked at by its page {deployed.page.url}"]
    for part in (*report.hosts, report.site):
        lines += ["", f"{part.name}: {part.verdict}"]
        for finding in part.findings:
            lines += textwrap.wrap(
                f"{_MARKS[finding.level]} {finding.title}: {finding.text}",
                WIDTH,
                initial_indent="  ",
                subsequent_indent=" " * 10,
                break_long_words=False,
                break_on_hyphens=False,
            )
    if report.headers:
        lines += ["", "Add these headers, each in place of all of its name that are sent now:"]
        for header, where in report.headers:
            lines += ["", f"  {where}:", f"    {header}"]
    if report.removals:
        lines += ["", f"Send these no more: {', '.join(report.removals)}"]
    count = report.problems
    lines += [
        "",
        "Nothing must be changed." if not count else f"{count} problem{'s' if count != 1 else ''} found.",
    ]
    return "\n".join("".join(letter if letter.isprintable() else "�" for letter in line) for line in lines)


def as_json(report: Report) -> dict[str, Any]:
    """The report for scripts."""

    def part(judged: Judged) -> dict[str, Any]:
        return dataclasses.asdict(judged)

    return {
        "root": report.deployed.root,
        "page": report.deployed.page.url,
        "problems": report.problems,
        "hosts": [part(host) for host in report.hosts],
        "site": part(report.site),
        "headers": [{"where": where, "header": header} for header, where in report.headers],
        "removals": list(report.removals),
    }
