from __future__ import annotations

from hypothesis import given

from decision_tree.model import Tree
from site_builder.tree.sections import StaticTree, static_tree
from tests.support.trees import every_path, trees


def follow(static: StaticTree, tree: Tree, answers: dict[str, str]) -> tuple[list[str], str]:
    """The questions met by following links from the first section with these answers, and the last anchor."""
    sections = {variant.anchor: variant for variant in static.variants}
    at, met = next(v.anchor for v in static.variants if v.question.id == tree.first), []
    while at in sections and sections[at].question.id in answers:
        met.append(sections[at].question.id)
        at = sections[at].links[answers[sections[at].question.id]]
    return met, at


@given(trees())
def test_following_links_is_following_the_tree_for_every_path(tree: Tree) -> None:
    static = static_tree(tree)
    for answers, outcome in every_path(tree):
        assert follow(static, tree, answers) == (list(answers), outcome)


def test_the_guides_links_lead_where_its_engine_leads(tree: Tree) -> None:
    static = static_tree(tree)
    paths = list(every_path(tree))
    assert len(paths) > 500
    for answers, outcome in paths:
        assert follow(static, tree, answers) == (list(answers), outcome)


@given(trees())
def test_anchors_are_unique_and_every_variant_can_be_told_from_the_others(tree: Tree) -> None:
    static = static_tree(tree)
    anchors = [variant.anchor for variant in static.variants]
    assert len(set(anchors)) == len(anchors)
    for question in tree.questions:
        given = [combination for variant in static.of(question.id) for combination in variant.given]
        assert len(set(given)) == len(given)


def test_a_question_that_goes_on_one_way_is_one_section_under_its_own_id(tree: Tree) -> None:
    static = static_tree(tree)
    assert [variant.anchor for variant in static.of("subject")] == ["subject"]
    assert len(static.of("kind")) > 1
