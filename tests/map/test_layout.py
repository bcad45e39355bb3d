"""The layout of pictures by elkjs: the same on every machine, kept, and nothing lies on anything else."""

from __future__ import annotations

import json
import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from site_builder.engine import ELK, fetch, node
from site_builder.map import layout, map_facts
from site_builder.map.cards import WIDTH, make_cards
from site_builder.map.layout import SCRIPT, lay_out
from site_builder.map.words import MapWords
from site_builder.problems import BuildError
from site_builder.site.checking import Checked
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # Node.js starts

ROUNDED_OTHERWISE = """
for (const name of ["acos", "atan2", "cos", "exp", "log10", "pow", "sin", "tan"]) {
  const exact = Math[name];
  Math[name] = (...given) => exact(...given) * (1 + 1e-9);
}
Math.random = () => 0.5;
"""
"""What ECMAScript leaves to engines, a little wrong."""


@pytest.fixture(scope="module")
def elk() -> Path:
    return fetch(ELK, ROOT / ".cache", print)


def test_cards_do_not_touch_and_a_layout_is_kept(checked: Checked, elk: Path, tmp_path: Path) -> None:
    facts = map_facts(checked.content, checked.tree)
    cards = make_cards(facts.parts[0], facts, MapWords(checked.lexicon(checked.locales.source), facts.graph))
    [found] = lay_out([cards], elk, tmp_path)
    boxes = [(x, y, x + WIDTH, y + card.height) for (x, y), card in zip(found.cards, cards, strict=True)]
    for one, other in combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    assert len(found.edges) == sum(len(card.links) for card in cards)
    assert lay_out([cards], tmp_path / "nowhere", tmp_path) == [found]
    with pytest.raises(BuildError, match="The map could not be laid out; elkjs says: "):
        lay_out([cards[-1:], cards], tmp_path / "nowhere", tmp_path)
    assert lay_out([cards[-1:], cards], elk, tmp_path)[1] == found, "only the new picture is laid out"


def test_engines_that_round_otherwise_lay_out_the_same(elk: Path, tmp_path: Path) -> None:
    rows = [{"width": 256, "height": 90 + 7 * n, "enters": 24, "leaves": [40, 60, 80]} for n in range(24)]
    edges = [[n, n % 3, min(23, n + 1 + (n * k) % 5)] for n in range(23) for k in (1, 3)]
    asked = [{"cards": rows, "edges": edges}]
    (tmp_path / "otherwise.mjs").write_text(ROUNDED_OTHERWISE, encoding="utf-8")
    command = [*node(), "--import", str(tmp_path / "otherwise.mjs"), str(SCRIPT), str(elk)]
    given = json.dumps(asked).encode()
    otherwise = subprocess.run(command, input=given, capture_output=True, check=True).stdout
    assert json.loads(otherwise) == layout._run(asked, elk)
