"""The pictures of the map in one locale: one of the whole tree, or one for each part of a large tree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from site_builder.locales import Lexicon
from site_builder.map.cards import make_cards
from site_builder.map.clusters import Part
from site_builder.map.facts import MapFacts
from site_builder.map.layout import lay_out
from site_builder.map.svg import write_svg
from site_builder.map.words import MapWords


@dataclass(frozen=True)
class Picture:
    """The picture of a part of the tree, as SVG."""

    part: Part
    svg: Markup


def draw_pictures(facts: MapFacts, lexicon: Lexicon, elk: Path, cache: Path) -> tuple[Picture, ...]:
    """The pictures of all parts, the whole tree's or its overview first. `elk` is the folder of elkjs,
    `cache` keeps layouts. Raises BuildError, OSError."""
    words = MapWords(lexicon, facts.graph)
    cards = [make_cards(part, facts, words) for part in facts.parts]
    layouts = lay_out(cards, elk, cache)
    mirrored = lexicon.locale.direction == "rtl"
    return tuple(
        Picture(part, write_svg(shown, layout, words.title(part.root), mirrored=mirrored))
        for part, shown, layout in zip(facts.parts, cards, layouts, strict=True)
    )
