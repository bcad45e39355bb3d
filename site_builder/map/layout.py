"""The layout of pictures, by elkjs in Node.js: where cards stand and along which points edges run.

The layered algorithm of ELK computes with what IEEE 754 and ECMAScript define to the last bit, so that every
machine lays out the same. What was laid out is kept.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.engine import ELK, node, pinned
from site_builder.map.cards import WIDTH, Card
from site_builder.problems import BuildError
from site_builder.store import is_whole, made

SCRIPT = Path(__file__).with_name("layout.mjs")
KEPT = 64
"""Layouts that the cache keeps: those of all locales, and of versions before."""
WORTH_COMPILING = 150
"""Edges from which the optimizing compiler of Node.js saves more time than it takes."""
ENTERS = 24
"""How far down edges come to a card."""
FILE = "layouts.json"


@dataclass(frozen=True)
class Layout:
    """A picture's size; each card's place; and each edge's points: x, y, x, y …"""

    width: int
    height: int
    cards: list[tuple[int, int]]
    edges: list[list[int]]


def lay_out(pictures: Sequence[Sequence[Card]], elk: Path, cache: Path) -> list[Layout]:
    """The layouts of pictures, with edges in the order of their cards' links. `elk` is the folder of elkjs.

    Raises BuildError if Node.js cannot be had or fails, OSError.
    """
    asked = {_key(picture): picture for picture in map(_asked, pictures)}
    digest = hashlib.sha256("".join(asked).encode())

    def make(folder: Path) -> None:
        known = _kept(folder.parent)
        missing = {key: picture for key, picture in asked.items() if key not in known}
        made_now = zip(missing, _run([*missing.values()], elk) if missing else (), strict=True)
        found = known | dict(made_now)
        (folder / FILE).write_text(json.dumps({key: found[key] for key in asked}), encoding="utf-8")

    folder = made(cache / "layouts", digest.hexdigest()[:16], make, keep=KEPT, compared=True)
    found = json.loads((folder / FILE).read_bytes())
    ordered = (found[_key(_asked(cards))] for cards in pictures)
    return [Layout(one["width"], one["height"], one["cards"], one["edges"]) for one in ordered]


def _key(picture: Mapping[str, Any]) -> str:
    """A name for all that decides a layout: elkjs, what it is told, and the sizes of cards."""
    told = (pinned(ELK.name), SCRIPT.read_bytes(), json.dumps(picture))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _kept(shelf: Path) -> dict[str, Any]:
    """The pictures of all sets that were laid out: a change of a large guide touches few of them."""
    found: dict[str, Any] = {}
    for path in shelf.glob(f"*/{FILE}"):
        if is_whole(path.parent):
            found |= json.loads(path.read_bytes())
    return found


def _asked(cards: Sequence[Card]) -> dict[str, Any]:
    places = {card.id: index for index, card in enumerate(cards)}
    boxes, edges = [], []
    for index, card in enumerate(cards):
        leaves = sorted({link.top for link in card.links})
        enters = min(ENTERS, card.height // 2)
        boxes.append({"width": WIDTH, "height": card.height, "enters": enters, "leaves": leaves})
        edges += [[index, leaves.index(link.top), places[link.to]] for link in card.links]
    return {"cards": boxes, "edges": edges}


def _run(asked: Sequence[Mapping[str, Any]], elk: Path) -> list[Any]:
    """The layouts of pictures, by Node.js."""
    edges = sum(len(picture["edges"]) for picture in asked)
    quick = ["--no-opt"] if edges < WORTH_COMPILING else []
    done = subprocess.run(
        [*node(), *quick, str(SCRIPT), str(elk.resolve())],
        input=json.dumps(asked).encode(),
        capture_output=True,
    )
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise BuildError(f"The map could not be laid out; elkjs says: {reason or 'nothing'}.")
    found: list[Any] = json.loads(done.stdout)
    return found
