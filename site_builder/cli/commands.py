"""What the verbs of the command line do, once it is known that there is something to do."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from site_builder.cli.translate import in_words
from site_builder.hosting import read_hosting
from site_builder.live import Editions, context, end, look, make_server, rebuild_on_change, versions, watched
from site_builder.locales import calendar_notices, calendar_span
from site_builder.pages import site_address
from site_builder.problems import BuildError, ContentError
from site_builder.site import Checked, Press, build_site, check_all, too_little, write_schemas
from site_builder.tree import layout_of, walks_meeting
from site_builder.unchanged import recall, remember, stamp

LOCAL = ("http://127.0.0.1:*", "http://localhost:*")
"""Who else may show the site in a frame while it is served here: pages that are tried on the same machine."""


def explain(error: Exception) -> int:
    """Print what went wrong, for the person at the command line, and return the exit code.

    Raises the error itself when it is none that was foreseen.
    """
    if isinstance(error, ContentError):
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count != 1 else ''} found.", file=sys.stderr)
        return 1
    if isinstance(error, BuildError):
        print(error, file=sys.stderr)
        return 2
    raise error


def build_into(
    root: Path, out: Path, *, pseudo: bool = False, jobs: int | None = None, compressed: bool = False
) -> None:
    """Check everything and build it, and record what the site was made from. Raises what those raise."""
    made_from = stamp(root, pseudo=pseudo, compressed=compressed)
    checked = check_all(root)
    told = summary(checked)
    print(told, flush=True)
    cache = root / ".cache"
    built = build_site(
        checked,
        out.resolve(),
        cache,
        lambda line: print(line, flush=True),
        pseudo=pseudo,
        jobs=jobs,
        compressed=compressed,
    )
    if made_from is not None and stamp(root, pseudo=pseudo, compressed=compressed) == made_from:
        # What was changed while it was built may be in the site or not, so such a site is not recorded.
        ids = (*built.built, *built.kept)
        said = [told, *(f"{id}: unchanged, skipped." for id in ids)]
        remember(cache, out.resolve(), made_from, built.fingerprint, said)


def serve(root: Path, out: Path, port: int) -> int:
    """Build, serve, and build again on every change, until Ctrl-C."""
    if not 0 <= port <= 65535:
        raise BuildError(f"--port {port}: a port is a number from 0 to 65535.")
    embedders = (*read_hosting(root).embedders, *LOCAL)
    said, told = context().Pipe()
    editions = Editions({}, said.send)
    try:
        server = make_server(out, port, embedders, editions=editions)
    except OSError as error:
        raise BuildError(f"Port {port} cannot be used ({error.strerror}); try --port 0.") from None
    with server:
        seen = look(watched(root))  # before the build: what changes while it runs is built again
        _build(root, out)
        editions.published(versions(out))
        builder = context().Process(target=rebuild_on_change, args=(told, root, out, seen, _rebuild, _warm))
        builder.start()  # before there are threads
        threading.Thread(target=_follow, args=(said, editions), daemon=True).start()
        print(f"Serving on http://127.0.0.1:{server.server_port}/ (Ctrl-C stops)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
        finally:
            end(builder)
    return 0


def _follow(line: Connection, editions: Editions) -> None:
    """Take over what the process that rebuilds has made."""
    with suppress(EOFError, OSError):  # it has ended
        while True:
            what, *more = line.recv()
            if what == "edition":
                id, folder, version = more
                editions.build_first(id, Path(folder), version)
            else:
                editions.published(*more)


def _warm(root: Path, out: Path) -> Press:
    """What previews begin with: the guide as it is, and the engine that the site has."""
    checked = check_all(root)
    catalogs = tuple(catalog for catalog in checked.catalogs.values() if catalog.published)
    english = checked.lexicon(checked.locales.source)
    (engine,) = (out / "engine").iterdir()
    press = Press(
        checked, catalogs, english, layout_of(english), f"engine/{engine.name}/",
        site_address(root / "mkdocs.yml"), walks_meeting(english, checked.content.version),
    )  # fmt: skip
    assert press.titles  # worked out now, and not with the first preview
    return press


def _build(root: Path, out: Path) -> None:
    """A build for serving: its files are not compressed."""
    said = recall(root / ".cache", out, stamp(root, pseudo=False, compressed=False))
    if said is None:
        build_into(root, out)
    else:
        print("\n".join(said))
    print(f"The site is in {out}.", flush=True)


def _rebuild(root: Path, out: Path) -> bool:
    """One rebuild while serving: whether it came to its end. What is wrong is printed, and the last good site
    stays."""
    try:
        _build(root, out)
        return True
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print("The site stays as it was.", file=sys.stderr, flush=True)
    except Exception as error:  # whatever it was, the next change must be looked at again
        print(f"{error or type(error).__name__}\nThe site stays as it was.", file=sys.stderr, flush=True)
    return False


def check(root: Path, *, as_json: bool) -> int:
    """Prove the guide and print its counts, or with `as_json` the certificate."""
    checked = check_all(root)
    if as_json:
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


def write_all_schemas(root: Path) -> int:
    """Write the JSON Schemas that editors use."""
    changed = write_schemas(root / "schemas")
    print(f"Written: {', '.join(changed)}." if changed else "All schemas are up to date.")
    return 0
