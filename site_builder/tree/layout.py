"""What the trees of all locales have in common: only their words differ, so it is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from decision_tree.model import Tree
from site_builder.locales import Lexicon
from site_builder.tree.compile import Compiler, Met, met_facts, settled
from site_builder.tree.sections import StaticTree, response_rows, static_tree


@dataclass(frozen=True)
class Layout:
    """`met`: the answers with which each question and outcome is met. `static`: the sections of the page.
    `rows`: the ids of the response rows that each outcome can show."""

    met: Met
    static: StaticTree
    rows: Mapping[str, tuple[str, ...]]

    def sections(self, tree: Tree) -> StaticTree:
        """The sections of the page with the words of another locale's tree."""
        questions = {question.id: question for question in tree.questions}
        return StaticTree(
            tuple(replace(one, question=questions[one.question.id]) for one in self.static.variants)
        )


def layout_of(lexicon: Lexicon) -> Layout:
    """The layout of a proved guide, in whatever locale."""
    raw = Compiler(lexicon, lexicon, "", str, str).raw_tree()
    met = met_facts(raw)
    tree = settled(raw, met)
    return Layout(met, static_tree(tree), response_rows(tree))
