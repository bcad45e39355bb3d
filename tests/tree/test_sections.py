from __future__ import annotations

from hypothesis import given

from decision_tree.model import Tree
from decision_tree.progress import routing_space
from site_builder.tree.sections import Section, make_question_sections
from tests.support.trees import every_path, trees


def follow(listed: tuple[Section, ...], tree: Tree, answers: dict[str, str]) -> tuple[list[str], str]:
    """The questions met by following links from the first section with these answers, and the last anchor."""
    sections = {section.anchor: section for section in listed}
    at, met = next(s.anchor for s in listed if s.question == tree.first), []
    while at in sections and sections[at].question in answers:
        met.append(sections[at].question)
        at = sections[at].links[answers[sections[at].question]]
    return met, at


@given(trees())
def test_following_links_is_following_the_tree_for_every_path(tree: Tree) -> None:
    sections = make_question_sections(routing_space(tree))
    for answers, outcome in every_path(tree):
        assert follow(sections, tree, answers) == (list(answers), outcome)


def test_the_guides_links_lead_where_its_engine_leads(tree: Tree) -> None:
    sections = make_question_sections(routing_space(tree))
    paths = list(every_path(tree))
    assert len(paths) > 400
    for answers, outcome in paths:
        assert follow(sections, tree, answers) == (list(answers), outcome)


@given(trees())
def test_anchors_are_unique_and_every_section_can_be_told_from_the_others(tree: Tree) -> None:
    sections = make_question_sections(routing_space(tree))
    anchors = [section.anchor for section in sections]
    assert len(set(anchors)) == len(anchors)
    for question in tree.questions:
        given = [one for section in sections if section.question == question.id for one in section.given]
        assert len(set(given)) == len(given)


def test_a_question_that_goes_on_one_way_is_one_section_under_its_own_id(tree: Tree) -> None:
    sections = make_question_sections(routing_space(tree))
    assert [section.anchor for section in sections if section.question == "product"] == ["product"]
    assert len([section for section in sections if section.question == "kind"]) > 1
