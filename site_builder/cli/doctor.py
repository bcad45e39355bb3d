"""The verb `embed doctor`: says what keeps host pages from showing a deployed guide."""

from __future__ import annotations

import argparse
import asyncio

from site_builder.hosting.doctor import KINDS, HostPage, checked_address, diagnose, embedder, gather
from site_builder.problems import BuildError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of the verb `embed`, with their options."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
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


def run(options: argparse.Namespace) -> int:
    """Look, and print what was found."""
    address = checked_address(options.url)
    hosts = [kind for kind in KINDS if not options.only or kind.id in options.only]
    hosts += [_embedder(origin) for origin in dict.fromkeys(options.embedder)]
    guide = asyncio.run(gather(address, dict.fromkeys(host.names for host in hosts if host.names)))
    report = diagnose(guide, hosts)
    print(report.as_json() if options.json else report.in_words())
    return 1 if report.problems else 0


def _embedder(origin: str) -> HostPage:
    try:
        return embedder(origin.removesuffix("/"))
    except ValueError as error:
        raise BuildError(f"--embedder: {error}.") from None
