"""The layout of pictures, by elkjs in Node.js: where cards stand and along which points edges run.

The layered algorithm of ELK computes with what IEEE 754 and ECMAScript define to the last bit, so that every
machine lays out the same. What was laid out is kept.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.engine import ELK, node, pinned
from site_builder.map.cards import WIDTH, Card
from site_builder.problems import BuildError
from site_builder.store import made

SCRIPT = Path(__file__).with_name("layout.mjs")
KEPT = 64
"""Layouts that the cache keeps: those of all locales, and of versions before."""
ENTERS = 24
"""How far down edges come to a card."""
FILE = "layout.json"


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
    asked = json.dumps([_asked(cards) for cards in pictures]).encode()
    digest = hashlib.sha256(repr(pinned(ELK.name)).encode() + SCRIPT.read_bytes() + asked)

    def make(folder: Path) -> None:
        (folder / FILE).write_bytes(_run(asked, elk))

    folder = made(cache / "layouts", digest.hexdigest()[:16], make, keep=KEPT, compared=True)
    found: list[dict[str, Any]] = json.loads((folder / FILE).read_bytes())
    return [Layout(one["width"], one["height"], one["cards"], one["edges"]) for one in found]


def _asked(cards: Sequence[Card]) -> dict[str, Any]:
    places = {card.id: index for index, card in enumerate(cards)}
    boxes, edges = [], []
    for index, card in enumerate(cards):
        leaves = sorted({link.top for link in card.links})
        enters = min(ENTERS, card.height // 2)
        boxes.append({"width": WIDTH, "height": card.height, "enters": enters, "leaves": leaves})
        edges += [[index, leaves.index(link.top), places[link.to]] for link in card.links]
    return {"cards": boxes, "edges": edges}


def _run(asked: bytes, elk: Path) -> bytes:
    done = subprocess.run([*node(), str(SCRIPT), str(elk.resolve())], input=asked, capture_output=True)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise BuildError(f"The map could not be laid out; elkjs says: {reason or 'nothing'}.")
    return done.stdout
