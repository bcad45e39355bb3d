"""serve: builds the site, serves it on this machine, and builds again on every change."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from site_builder.cli.check import summary
from site_builder.cli.site import make_site
from site_builder.engine import ELK, fetch
from site_builder.hosting import read_hosting
from site_builder.live import (
    EDITORS,
    Editions,
    Workbench,
    end_process,
    make_editor,
    make_server,
    process_context,
    read_sources,
    rebuild_on_change,
    versions,
)
from site_builder.problems import BuildError, ContentError, Problem, printable
from site_builder.shared_files import CACHE
from site_builder.site import SiteContext, check_all, site_context

LOCAL = ("http://127.0.0.1:*", "http://localhost:*")
"""Who else may show the site in a frame while it is served here: pages that are tried on the same machine."""


EDITOR = "GUIDE_EDITOR"
"""The environment variable with the editor that opens the lines of a guide."""
STAYS = "The site stays as it was."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--out", type=Path, help="where to build to (default: site/)")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes a free one")
    parser.add_argument(
        "--editor",
        default=os.environ.get(EDITOR, "vscode"),
        help=f"what opens a line of the guide: {', '.join(EDITORS)}, or an address such as "
        f"editor://open?file={{path}}&line={{line}} (default: {EDITOR} of the environment, else vscode)",
    )


def run(options: argparse.Namespace) -> int:
    """Build, serve, and build again on every change, until Ctrl-C; of a faulty guide serve the problems."""
    root, port = options.root, options.port
    out = (options.out or root / "site").resolve()
    if not 0 <= port <= 65535:
        raise BuildError(f"--port {port}: a port is a number from 0 to 65535.")
    editor = make_editor(root, options.editor)
    pipe, far_end = process_context().Pipe()
    editions = Editions(out, {}, pipe.send)
    workbench = Workbench(root, editions, summary)
    try:
        server = make_server(
            out, port, _embedders(root), editions=editions, workbench=workbench, editor=editor
        )
    except OSError as error:
        raise BuildError(f"Port {port} cannot be used ({error.strerror}); try --port 0.") from None
    with server:
        sources = read_sources(root)  # before the build: what changes while it runs is built again
        try:
            make_site(root, out, live=True)
            editions.site_built(versions(out))
        except ContentError as error:
            report(error)
            editions.site_built(versions(out))  # that of an earlier build, or none
            editions.site_failed(error.problems)
        arguments = (far_end, root, out, sources, _rebuild, _warm)
        rebuilder = process_context().Process(target=rebuild_on_change, args=arguments)
        rebuilder.start()  # before there are threads
        threading.Thread(target=_follow, args=(pipe, editions), daemon=True).start()
        print(f"Serving on http://127.0.0.1:{server.server_port}/ (Ctrl-C stops)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
        finally:
            workbench.close()
            end_process(rebuilder)
    return 0


def _embedders(root: Path) -> tuple[str, ...]:
    """Who may show the site in a frame: while that cannot be read, pages on this machine only."""
    try:
        return (*read_hosting(root).embedders, *LOCAL)
    except ContentError:
        return LOCAL


def _follow(pipe: Connection, editions: Editions) -> None:
    """Serve what the process that rebuilds has built, and report what has kept it from that."""
    with suppress(EOFError, OSError):  # it has ended
        while True:
            match pipe.recv():
                case ("edit",):
                    editions.edit_seen()
                case "preview", id, folder, version:
                    editions.preview_built(id, Path(folder), version)
                case "preview failed", problems:
                    editions.preview_failed(problems)
                case "site", versions:
                    editions.site_built(versions)
                case "site failed", problems:
                    editions.site_failed(problems)


def _warm(root: Path, out: Path) -> SiteContext:
    """What previews begin with: the guide as it is, and the engine that the site has."""
    checked = check_all(root)
    catalogs = [catalog for catalog in checked.catalogs.values() if catalog.published]
    address = checked.address
    elk = fetch(ELK, CACHE, print)
    scripts = {path.name: path.relative_to(out).as_posix() for path in out.glob("engine/*/*.js")}
    return site_context(checked, catalogs, scripts=scripts, address=address, elk=elk, live=True)


def _rebuild(root: Path, out: Path) -> tuple[Problem, ...]:
    """One rebuild while serving. Returns what has kept it from its end, which is printed, too; the last good
    site stays then."""
    try:
        make_site(root, out, live=True)
        return ()
    except ContentError as error:
        report(error)
        return error.problems
    except Exception as error:  # whatever it was, the next change must be looked at again
        said = printable(str(error)) or type(error).__name__
        print(f"{said}\n{STAYS}", file=sys.stderr, flush=True)
        return (Problem("", 0, 0, said),)


def report(error: ContentError) -> None:
    """Print the problems of a guide that is served as it was before."""
    for problem in error.problems:
        print(problem, file=sys.stderr)
    print(STAYS, file=sys.stderr, flush=True)
