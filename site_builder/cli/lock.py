"""lock: writes the lock files anew from the dependency groups of pyproject.toml."""

from __future__ import annotations

import argparse

from site_builder.cli.environment import GROUPS, LOCKS, REPLACED, ROOT, call
from site_builder.cli.setup import say, uv_program
from site_builder.problems import BuildError

OLDEST = "3.11"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """All options are uv's."""
    parser.epilog = "Pins that still fit stay. Other options go to `uv pip compile`, such as --upgrade."


def run(options: argparse.Namespace) -> int:
    """Write every lock file, with hashes, once for all systems and Pythons."""
    uv = [str(uv_program()), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    uv += ["--python-version", OLDEST, "--only-binary", ":all:"]
    uv += ["--custom-compile-command", "python3 build_site.py lock", *options.rest]
    for group, name in LOCKS.items():
        say(f"Locking {name} …")
        groups = GROUPS.get(group, (group,))
        named = [option for one in groups for option in ("--group", one)]
        named += ["--constraints", LOCKS["site"]] if "site" in groups[:-1] else []
        named += ["--no-emit-package", REPLACED[group]] if group in REPLACED else []
        if call([*uv, *named, "--output-file", name], cwd=ROOT):
            raise BuildError(f"uv could not resolve {name}; what it said is above.")
    return 0
