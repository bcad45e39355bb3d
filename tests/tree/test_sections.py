from __future__ import annotations

from hypothesis import given

from decision_tree.model import Tree
from decision_tree.progress import routing_space
from decision_tree.states import StateSpace
from decision_tree.walk import decide
from site_builder.tree.sections import Section, make_question_sections
from tests.support.selection_trees import every_way, met, selection_trees
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


def is_reached(section: Section, answers: dict[str, str], space: StateSpace) -> bool:
    """Whether some way to a section, as the page says it, is that of the answers."""
    alike = {(name, space.representative(name, value)) for name, value in answers.items()}
    return any(set(pairs) <= alike and met(tests, answers) for pairs, tests in section.ways)


@given(selection_trees())
def test_the_cases_of_several_answers_lead_where_every_selection_leads(tree: Tree) -> None:
    ways = list(every_way(tree))
    if any(len(cases) != 1 for _, cases in ways):
        return  # only a tree that can be proved has a page
    space = routing_space(tree)
    listed = make_question_sections(space)
    sections = {section.anchor: section for section in listed}
    for answers, _ in ways:
        at = next(section.anchor for section in listed if section.question == tree.first)
        for name, value in answers.items():
            section = sections[at]
            assert section.question == name
            before = {asked: answers[asked] for asked in list(answers)[: list(answers).index(name)]}
            if section.ways:
                told = [one for one in listed if one.question == name and is_reached(one, before, space)]
                assert section in told
            fitting = {anchor for tests, anchor in section.cases if met(tests, {name: value})}
            at = section.links[value] if section.links else fitting.pop()
            assert not fitting
        assert at.split("--")[0] == decide(tree, answers).at
