"""What the embed doctor says of what each visit costs: how long files are kept, and how large they come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.hosting import FOR_EVER, HASHED, REVALIDATE
from site_builder.hosting.doctor.responses import Deployed, Finding, Response, named

HASHED_FILES = f"files below {' and '.join(HASHED)}"
OTHER_FILES = "pages, embed.js, tree.json and all that has no hash in its address"
HOUR = 3600
HALF_A_YEAR = 182 * 24 * HOUR
"""In seconds."""
SMALL = 1400
"""Bytes that fit one packet, so that packing them gains nothing."""

_PACKED = {".html", ".css", ".js", ".mjs", ".json", ".wasm", ".svg"}
_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,12})', re.IGNORECASE)


def caching_findings(deployed: Deployed) -> Iterator[Finding]:
    """How long browsers keep files, and whether they can ask if one has changed."""
    short, unsaid, kept, some, blind = [], [], [], [], []
    for response in deployed.present:
        path = deployed.path(response.url)
        age = _age(response)
        if path.startswith(HASHED):
            if (age or 0) < HALF_A_YEAR:
                short.append(path)
            continue
        if age is None:
            unsaid.append(path)
        elif age > HOUR:
            kept.append(path)
        elif age > 0:
            some.append(path)
        if not response.get("ETag") and not response.get("Last-Modified"):
            blind.append(path)
    revalidate = f"Cache-Control: {REVALIDATE}"
    title = "Caching of pages"
    if kept:
        text = f"{named(kept)}: kept for over an hour. After the next publication they name what is gone."
        yield Finding(level="problem", title=title, text=text, header=revalidate, where=OTHER_FILES)
    if some:
        text = f"{named(some)}: kept for a while, up to an hour, in which readers see what was."
        yield Finding(level="advice", title=title, text=text, header=revalidate, where=OTHER_FILES)
    if unsaid:
        text = f"{named(unsaid)}: how long they may be kept is not said, so each browser guesses."
        yield Finding(level="advice", title=title, text=text, header=revalidate, where=OTHER_FILES)
    if short:
        yield Finding(
            level="advice",
            title="Caching of the engine",
            text=f"{named(short)}: under this address they never change, so nobody need fetch them again.",
            header=f"Cache-Control: {FOR_EVER}",
            where=HASHED_FILES,
        )
    if blind:
        text = (
            f"{named(blind)}: neither ETag nor Last-Modified, so that every visit fetches them anew in full."
        )
        yield Finding(level="advice", title="Validators", text=text)
    if not (kept or some or unsaid or short or blind):
        yield Finding(
            level="ok", title="Caching", text="Pages are checked at each visit, files with a hash are kept."
        )


def _age(response: Response) -> int | None:
    """For how many seconds it may be kept without asking again; None where nothing is said."""
    control = response.get("Cache-Control").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    if found := _AGE.search(control):
        return int(found[1])
    return None


def packing_findings(deployed: Deployed) -> Iterator[Finding]:
    """Whether what can be packed comes packed."""
    plain = [
        response
        for response in deployed.present
        if deployed.suffix(response) in _PACKED
        and len(response.body) > SMALL
        and response.get("Content-Encoding").lower() in {"", "identity"}
    ]
    if plain:
        plain.sort(key=lambda response: -len(response.body))
        size = sum(len(response.body) for response in plain) / 1000
        yield Finding(
            level="advice",
            title="Compression",
            text=f"{size:,.0f} kB come as they are though br and gzip were offered: "
            f"{named(deployed.path(one.url) for one in plain)}. Let the host pack text and WebAssembly.",
        )
    else:
        yield Finding(level="ok", title="Compression", text="Text and WebAssembly come packed.")
