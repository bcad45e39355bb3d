"""The verbs of the command line: finds the one that is asked for, has it set up, and runs it.

Exit codes: 0 all is well, 1 the content or the code has problems (each printed), 2 wrong usage or something
outside the content (a port that is taken, no network, no disk space).
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from site_builder.cli import environment

DESCRIPTION = "Builds, serves, checks and translates the guide. What a verb needs is set up before it runs."
EPILOG = "Exit codes: 0 all is well; 1 problems were found; 2 wrong usage, or something outside the content."


class Verb(NamedTuple):
    """A verb: the module that has its `add_arguments` and `run`, the packages it needs, what it does."""

    module: str
    group: str | None
    summary: str
    builds: bool = False
    """Whether it builds the site, and needs what that fetches."""
    passes_on: bool = False
    """Whether options that it does not know are for another program, in `options.rest`."""
    needs_guide: bool = True
    """Whether there must be a guide in the folder of --root."""
    generates: bool = False
    """Whether --generator names what makes the pages, and with that the packages it needs."""


VERBS = {
    "new": Verb("new", None, "begin a guide in a folder of its own", needs_guide=False),
    "import": Verb("import_draft", "site", "make a first draft of a guide from articles", needs_guide=False),
    "serve": Verb(
        "serve", "site", "build, serve on this machine, and build again on every change", builds=True
    ),
    "site": Verb("site", "site", "check everything and build the site", builds=True, generates=True),
    "check": Verb("check", "site", "prove the guide and print its counts, or list every problem"),
    "diff": Verb("diff", "site", "say what a change does, for every combination of answers"),
    "test": Verb(
        "test", "test", "lint, types and all tests; --quick for the inner loop", builds=True, passes_on=True
    ),
    "export": Verb("export", "site", "write the tree as a Mermaid or DOT diagram"),
    "translate": Verb("translate", "site", "keep the catalogs of translations in step with the guide"),
    "hosting": Verb("hosting", "site", "print the configuration of a host that serves the site"),
    "embed": Verb("doctor", "site", "show the guide in the pages of an intranet"),
    "mcp": Verb("mcp", "mcp", "answer assistants from a built or published guide (MCP)", needs_guide=False),
    "schema": Verb("schema", "site", "write the JSON Schemas that editors use for completion"),
    "bench": Verb("bench", "bench", "measure the build and the page", builds=True, passes_on=True),
    "lock": Verb(
        "lock", None, "write the files of locks/ anew from pyproject.toml", passes_on=True, needs_guide=False
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code.

    Where this Python lacks packages that the verb needs, it goes on in an environment that has them.
    """
    try:
        verb = VERBS.get(name := _verb(arguments))
        if verb and (group := _group(verb, arguments)):
            locks = environment.locks_of(group)
            folder = environment.folder_of(group, locks)
            if not environment.is_ready(group, folder, locks):
                return _go_on(group, verb, folder, locks, arguments)
        code = _run(_parsed(arguments, name))
        sys.stdout.flush()  # here, where what it raises is caught
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is for nobody
        return 141  # as of a program that SIGPIPE ends: what it would have ended with is not known
    except OSError as error:
        print(f"{error.filename or 'The system'}: {error.strerror or error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _explain(error)


def _verb(arguments: Sequence[str]) -> str:
    """The first argument that is neither an option nor the folder of --root."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--root":
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
        elif argument in ("-h", "--help"):
            break
    return ""


def _group(verb: Verb, arguments: Sequence[str]) -> str | None:
    """The dependency group that a verb needs. Raises BuildError for a generator that there is not."""
    if not verb.generates:
        return verb.group
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--generator", nargs="?")
    name = parser.parse_known_args(arguments)[0].generator
    if name is None:  # none is named, or the verb's own parser says that a name is missing
        return verb.group
    if name not in environment.GENERATORS:
        from site_builder.problems import BuildError, did_you_mean

        hint = did_you_mean(name, environment.GENERATORS)
        raise BuildError(f'--generator: there is no generator "{name}"{hint}.')
    return environment.GENERATORS[name]


def _go_on(group: str, verb: Verb, folder: Path, locks: list[Path], arguments: Sequence[str]) -> int:
    """Run the command line again in the environment of the verb, which is made if need be."""
    if not environment.is_complete(folder):
        from site_builder.cli.setup import make_environment

        make_environment(group, folder, locks, builds=verb.builds)
    command = [str(environment.python_of(folder)), str(environment.ROOT / "build_site.py"), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # a signal for this process then reaches the verb itself
    return environment.call(command)


def _parsed(arguments: Sequence[str], name: str) -> argparse.Namespace:
    """The options. Only the chosen verb's module is imported: all of them take a third of a second."""
    parser = argparse.ArgumentParser(prog="build_site.py", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument(
        "--root",
        type=Path,
        default=environment.ROOT,
        help="the folder of the guide, with docs/guide/ in it (default: this one)",
    )
    actions = parser.add_subparsers(required=True, metavar="VERB", title="verbs")
    for one, verb in VERBS.items():
        text = f"{verb.summary[0].upper()}{verb.summary[1:]}"
        text += "" if text.endswith("?") else "."
        asked = actions.add_parser(one, help=verb.summary, description=text, allow_abbrev=not verb.passes_on)
        if one == name:
            chosen = asked
            module = importlib.import_module(f"site_builder.cli.{verb.module}")
            module.add_arguments(chosen)
            chosen.set_defaults(run=module.run, needs_guide=verb.needs_guide)
    options, rest = parser.parse_known_args(arguments)
    if rest and not VERBS[name].passes_on:
        chosen.error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    options.root = options.root.resolve()
    return options


def _run(options: argparse.Namespace) -> int:
    if options.needs_guide and not (options.root / "docs" / "guide").is_dir():
        begin = f"begin one with: python3 build_site.py new {options.root}"
        print(f"{options.root} holds no guide: there is no folder docs/guide in it; {begin}", file=sys.stderr)
        return 2
    return int(options.run(options))


def _explain(error: Exception) -> int:
    """Print what went wrong, for the person at the command line. Raises what was not foreseen."""
    from site_builder.problems import BuildError, ContentError, printable

    if isinstance(error, ContentError):
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count != 1 else ''} found.", file=sys.stderr)
        return 1
    if isinstance(error, BuildError):
        print(printable(str(error)), file=sys.stderr)
        return 2
    raise error
