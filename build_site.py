"""The command line: build, serve, check, translate, schema. It parses and calls; site_builder does the work.

Exit codes: 0 all is well, 1 the content has problems (each printed as file:line:column: message),
2 wrong usage or something outside the content (a port that is taken, no network, no disk space).
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from site_builder import translating
from site_builder.building import build_site, too_little
from site_builder.calendars import covered, notices
from site_builder.checking import Checked, check_all
from site_builder.engine_wheel import EngineWheelError
from site_builder.json_schema import write_schemas
from site_builder.parallel import ParallelError
from site_builder.problems import ContentError, UsageError
from site_builder.publish import PublishError
from site_builder.pyodide_package import PyodidePackageError
from site_builder.serving import make_server, watch
from site_builder.site import SiteError
from site_builder.translating import in_words

FAILURES = (UsageError, PublishError, PyodidePackageError, EngineWheelError, SiteError, ParallelError)
"""What can go wrong outside the content, each said in one sentence."""
ROOT = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = _parser().parse_args(arguments)
    options.root = options.root.resolve()
    try:
        if not (options.root / "docs" / "guide").is_dir():
            raise UsageError(f"{options.root} holds no guide: there is no folder docs/guide in it.")
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count != 1 else ''} found.", file=sys.stderr)
        return 1
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or 'The system'}: {error.strerror or error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
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

    translating.add_parser(verbs)
    return parser


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f'expected a number from 1 on, found "{text}"')
    return number


def _build(options: argparse.Namespace) -> int:
    started = time.monotonic()
    _build_into(options.root, options.out or options.root / "site", pseudo=options.pseudo, jobs=options.jobs)
    print(f"Done in {time.monotonic() - started:.1f} s.")
    return 0


def _build_into(root: Path, out: Path, *, pseudo: bool = False, jobs: int | None = None) -> None:
    checked = check_all(root)
    print(_summary(checked), flush=True)
    cache = root / ".cache"
    build_site(checked, out.resolve(), cache, lambda line: print(line, flush=True), pseudo=pseudo, jobs=jobs)
    print(f"The site is in {out}.", flush=True)


def _serve(options: argparse.Namespace) -> int:
    out = (options.out or options.root / "site").resolve()
    if not 0 <= options.port <= 65535:
        raise UsageError(f"--port {options.port}: a port is a number from 0 to 65535.")
    try:
        server = make_server(out, options.port)
    except OSError as error:
        raise UsageError(f"Port {options.port} cannot be used ({error.strerror}); try --port 0.") from None
    with server:
        _build_into(options.root, out)
        print(f"Serving on http://127.0.0.1:{server.server_port}/ (Ctrl-C stops)", flush=True)
        stop = threading.Event()
        folders = [options.root / "docs", options.root / "mkdocs.yml"]
        watcher = threading.Thread(
            target=watch, args=(folders, lambda: _rebuild(options.root, out), stop), daemon=True
        )
        watcher.start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
        finally:
            stop.set()
    return 0


def _rebuild(root: Path, out: Path) -> None:
    """One rebuild while serving. What is wrong is printed, and the last good site stays."""
    try:
        _build_into(root, out)
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print("The site stays as it was.", file=sys.stderr, flush=True)
    except Exception as error:  # whatever it was, the next change must be looked at again
        print(f"{error or type(error).__name__}\nThe site stays as it was.", file=sys.stderr, flush=True)


def _check(options: argparse.Namespace) -> int:
    checked = check_all(options.root)
    if options.json:
        print(json.dumps(checked.proof.certificate(), indent=2, ensure_ascii=False))
    else:
        print(_summary(checked))
    return 0


def _summary(checked: Checked) -> str:
    proof = checked.proof
    lines = [
        f"Proved: every one of {proof.combinations:,} combinations of answers meets exactly one outcome.",
        f"  questions {proof.questions}, answers {proof.answers}, outcomes {proof.outcomes}, "
        f"response rows {proof.rows}, states {proof.states:,}, paths {proof.paths:,}",
        f"  longest path {proof.longest} questions, typical {proof.typical}; scenarios {proof.scenarios}",
        f"  reached from outcomes: procedures {proof.procedures[0]} of {proof.procedures[1]}, "
        f"FAQ {proof.faq[0]} of {proof.faq[1]}; facts cited {proof.facts}",
    ]
    lines += [f"  {notice}" for notice in notices(covered(), datetime.now(UTC).date())]
    if proof.uncovered:
        lines.append(f"  no outcome leads to: {', '.join(proof.uncovered)}")
    for locale in checked.locales.translated:
        catalog = checked.catalogs[locale.id]
        lines.append(f"  {locale.id}: {in_words(catalog.counts)}")
        if not catalog.published:
            lines.append(f"  {too_little(catalog)}")
    return "\n".join(lines)


def _schema(options: argparse.Namespace) -> int:
    changed = write_schemas(options.root / "schemas")
    print(f"Written: {', '.join(changed)}." if changed else "All schemas are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
