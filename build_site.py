"""The command line: build, serve, check, translate, schema. It parses and calls; site_builder does the work.

Exit codes: 0 all is well, 1 the content has problems (each printed as file:line:column: message),
2 wrong usage or something outside the content (a port that is taken, no network, no disk space).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from site_builder.unchanged import recall, stamp

ROOT = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(all_verbs=not _is_build(given)).parse_args(given)
    options.root = options.root.resolve()
    try:
        if not (options.root / "docs" / "guide").is_dir():
            print(f"{options.root} holds no guide: there is no folder docs/guide in it.", file=sys.stderr)
            return 2
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except OSError as error:
        print(f"{error.filename or 'The system'}: {error.strerror or error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from site_builder.cli import explain

        return explain(error)


def _is_build(arguments: list[str]) -> bool:
    """Whether they build the site. Then only what that needs is read: the rest takes a third of a second."""
    rest = arguments[2:] if arguments[:1] == ["--root"] else arguments
    return rest[:1] == ["build"]


def _parser(*, all_verbs: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build_site.py", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        help="the folder that holds docs/ and mkdocs.yml (default: this one)",
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=argparse.ArgumentParser)

    build = verbs.add_parser("build", help="check everything and build the site")
    build.add_argument("--out", type=Path, help="where to (default: site/)")
    build.add_argument("--pseudo", action="store_true", help="build the pseudo-locales en-XA and ar-XB too")
    build.add_argument("--jobs", type=_count, help="locales built side by side (default: one for each core)")
    build.add_argument(
        "--no-compress",
        dest="compressed",
        action="store_false",
        help="leave out the .br and .gz copies that web servers send",
    )
    build.set_defaults(run=_build)

    serve = verbs.add_parser("serve", help="build, serve on this machine, and build again on every change")
    serve.add_argument("--out", type=Path, help="where to build to (default: site/)")
    serve.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes a free one")
    serve.set_defaults(run=_serve)

    check = verbs.add_parser("check", help="prove the guide and print its counts, or list every problem")
    check.add_argument("--json", action="store_true", help="print the certificate")
    check.set_defaults(run=_check)

    schema = verbs.add_parser("schema", help="write the JSON Schemas that editors use for completion")
    schema.set_defaults(run=_schema)

    if all_verbs:
        from site_builder.cli import doctor as embed_cli
        from site_builder.cli import hosting as hosting_cli
        from site_builder.cli import translate as translating

        translating.add_parser(verbs)
        hosting_cli.add_parser(verbs)
        embed_cli.add_parser(verbs)
    return parser


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f'expected a number from 1 on, found "{text}"')
    return number


def _build(options: argparse.Namespace) -> int:
    started = time.monotonic()
    out = (options.out or options.root / "site").resolve()
    made_from = stamp(options.root, pseudo=options.pseudo, compressed=options.compressed)
    said = recall(options.root / ".cache", out, made_from)
    if said is None:
        from site_builder.cli import build_into

        build_into(options.root, out, pseudo=options.pseudo, jobs=options.jobs, compressed=options.compressed)
    else:
        print("\n".join(said))
    print(f"The site is in {out}.\nDone in {time.monotonic() - started:.1f} s.", flush=True)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from site_builder.cli import serve

    return serve(options.root, (options.out or options.root / "site").resolve(), options.port)


def _check(options: argparse.Namespace) -> int:
    from site_builder.cli import check

    return check(options.root, as_json=options.json)


def _schema(options: argparse.Namespace) -> int:
    from site_builder.cli import write_all_schemas

    return write_all_schemas(options.root)


if __name__ == "__main__":
    sys.exit(main())
