"""Differences of real trees: renames, ranges and periods, built trees, and trees that are not proved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.conditions import Test
from decision_tree.json_form import dump_tree
from decision_tree.model import Answer, Case, Entry, Item, Part, Question, Setting, Tree
from decision_tree.periods import PERIOD
from decision_tree.walk import decide
from site_builder.diff import (
    Side,
    TreeDifference,
    as_html,
    as_json,
    as_markdown,
    as_text,
    compare_sides,
    compare_trees,
    read_side,
)
from site_builder.diff.joint_ranges import joint_ranges
from site_builder.problems import BuildError
from tests.support.guide_copies import ROOT
from tests.support.trees import make_tree


def changes(found: TreeDifference) -> list[tuple[str, str, str, str]]:
    """All changes of a difference."""
    return [(one.aspect, one.id, one.old, one.new) for finding in found.findings for one in finding.changes]


def groups(found: TreeDifference) -> list[tuple[str, int]]:
    """All groups of a difference, in words."""
    return [
        (" · ".join(test.words for test in group.tests), group.combinations)
        for finding in found.findings
        for group in finding.groups
    ]


def test_a_tree_does_the_same_as_itself(tree: Tree) -> None:
    found = compare_trees(tree, tree)
    assert not found.findings and not found.changed and not found.gone and not found.new
    assert found.combinations > 1000


def test_a_route_is_told_by_its_answers_with_an_example_that_walks_there(tree: Tree) -> None:
    product = next(one for one in tree.questions if one.id == tree.first)
    changed = replace(product.answers[0], cases=(Case(tree.outcomes[-1].id),))
    first = replace(product, answers=(changed, *product.answers[1:]))
    new = replace(tree, questions=tuple(first if one is product else one for one in tree.questions))
    found = compare_trees(tree, new)
    (outcome, *_) = [one for one in found.findings if one.changes[0].aspect == "outcome"]
    for group in outcome.groups:
        assert group.exact and group.tests
        step = decide(new, group.answers)
        assert step.is_outcome and not step.notices and step.at == group.at == tree.outcomes[-1].id
        assert decide(tree, group.old_answers).at == group.old_at
        for test in group.tests:
            assert group.old_answers[test.question] in test.answers


def test_what_is_renamed_is_no_change() -> None:
    def tree(color: str, red: str, end: str) -> Tree:
        size = Answer("s", "S", (Case(end, (Test(color, (red,)),)),))
        answers = (Answer(red, "Red", (Case("size"),)), Answer("blue", "Blue", (Case(end),)))
        questions = [Question(color, "Color?", "Color", answers), Question("size", "Size?", "Size", (size,))]
        return make_tree(questions, [end])

    old, new = tree("color", "red", "end"), tree("colour", "crimson", "finish")
    first = new.questions[0]
    red = replace(first.answers[0], was=("red",))
    first = replace(first, answers=(red, first.answers[1]), was=("color",))
    new = replace(new, questions=(first, new.questions[1]))
    new = replace(new, outcomes=(replace(new.outcomes[0], title="end", was=("end",)),))
    found = compare_trees(old, new)
    assert not found.findings and not found.gone and not found.new
    assert found.renames.choices == {"color": "colour"}
    assert found.renames.outcomes == {"end": "finish"}
    assert found.renames.answers == {"colour": {"red": "crimson"}}


def number_question(*ids: str, step: str = "1", high: str = "") -> Question:
    """A question for a number from 1 on, with these ranges."""
    answers = tuple(Answer(id, id, (Case("end"),)) for id in ids)
    return Question("seats", "Seats?", "Seats", answers, entry=Entry("number", "1", high, step))


def test_ranges_that_are_cut_differently_are_compared_by_their_pieces() -> None:
    old, new = number_question("1-to-8", "from-9"), number_question("1-to-4", "5-to-10", "from-11")
    assert joint_ranges(old, new) == dict.fromkeys(
        [("1-to-8", "1-to-4"), ("1-to-8", "5-to-10"), ("from-9", "5-to-10"), ("from-9", "from-11")]
    )
    ended = joint_ranges(old, number_question("1-to-50", high="50"))
    assert ended == dict.fromkeys([("1-to-8", "1-to-50"), ("from-9", "1-to-50"), ("from-9", "")])
    assert joint_ranges(old, number_question("1-to-8", "from-9", step="2")) is None

    def tree(question: Question, many: tuple[str, ...]) -> Tree:
        made = make_tree([question], ["end"])
        item = Item("many", "Ask for a quote", (Test("seats", many),))
        return replace(made, outcomes=(replace(made.outcomes[0], parts=(Part("warnings", "", (item,)),)),))

    found = compare_trees(tree(old, ("from-9",)), tree(new, ("from-11",)))
    assert changes(found) == [("warning", "many", "Ask for a quote", "")]
    assert groups(found) == [("Seats: 5-to-10 (before: from-9)", 1)]
    other = number_question("1-to-5", "7-to-9", step="2")
    assert compare_trees(tree(old, ("from-9",)), tree(other, ("7-to-9",))).notes == (
        'The ranges of "seats" have no line in common; they are compared by their names.',
    )


def test_time_from_today_is_compared_in_months_or_in_days() -> None:
    def bought(*ids: str) -> Question:
        answers = tuple(Answer(id, id, (Case("end"),)) for id in ids)
        return Question("bought", "?", "Bought", answers, entry=Entry("date", "2010-01-01", "today"))

    old, new = (
        bought("since-under-4-years", "since-from-4-years"),
        bought("since-to-30-months", "since-over-30-months"),
    )
    assert joint_ranges(old, new) == dict.fromkeys(
        [
            ("since-under-4-years", "since-to-30-months"),
            ("since-under-4-years", "since-over-30-months"),
            ("since-from-4-years", "since-over-30-months"),
        ]
    )
    assert joint_ranges(old, bought("since-under-900-days", "since-from-900-days")) is None


def test_a_change_from_a_day_on_is_told_by_its_days() -> None:
    def tree(*ids: str, late: str) -> Tree:
        period = Setting(PERIOD, "Day", ids[-1], tuple(Answer(id, id) for id in ids))
        made = make_tree([Question("q", "Q?", "Q", (Answer("a", "A", (Case("end"),)),))], ["end"], (period,))
        item = Item("late", "No longer", (Test(PERIOD, (late,)),))
        return replace(made, outcomes=(replace(made.outcomes[0], parts=(Part("route", "", (item,)),)),))

    old = tree("until-2026-12-31", "from-2027-01-01", late="from-2027-01-01")
    new = tree("until-2027-03-31", "from-2027-04-01", late="from-2027-04-01")
    found = compare_trees(old, new)
    assert found.combinations == 3
    assert groups(found) == [("Day: from 2027-01-01 until 2027-03-31", 1)]
    assert found.findings[0].groups[0].day == "2027-01-01"


def test_trees_that_lead_nowhere_or_round_are_told_and_not_refused() -> None:
    whole = make_tree([Question("q", "Q?", "Q", (Answer("a", "A", (Case("end"),)),))], ["end"])
    open_case = Case("end", (Test("q", ("b",)),))
    gap = make_tree([Question("q", "Q?", "Q", (Answer("a", "A", (open_case,)),))], ["end"])
    assert changes(compare_trees(whole, gap)) == [("outcome", "end -> q", "end (end)", "nowhere")]
    circle = make_tree([Question("q", "Q?", "Q", (Answer("a", "A", (Case("q"),)),))], ["end"])
    found = compare_sides(Side("one", whole, {}), Side("other", circle, {}))
    assert found.tree is None and found
    assert found.notes == ("What answers lead to cannot be compared: these lead round in a circle: q -> q.",)


def test_built_trees_are_compared_and_other_files_are_refused_in_a_sentence(
    tmp_path: Path, tree: Tree
) -> None:
    built = tmp_path / "tree.json"
    built.write_text(dump_tree(tree), "utf-8")
    assert read_side(tmp_path, str(built)).tree == tree
    for text, reason in (
        ("{", "this is not JSON"),
        ('{"a": 1}', "has no 'format'"),
        ('{"format": 1}', "this tree has format 1; this engine reads format 2"),
    ):
        built.write_text(text, "utf-8")
        with pytest.raises(BuildError, match="cannot be compared") as raised:
            read_side(tmp_path, str(built))
        assert reason in str(raised.value)


def test_how_grave_a_warning_is_counts_as_a_text(
    copy: Path, spoil: Callable[[str, str, str], Path], tree: Tree
) -> None:
    """The tree does not say it, and readers see it."""
    old = read_side(copy, str(copy))
    new = read_side(copy, str(spoil("docs/guide/outcomes.yml", "level: caution", "level: note")))
    (change,) = compare_sides(old, new).texts
    assert change.context.startswith("outcomes.warnings.") and change.context.endswith(".level")
    assert change.old and change.new and (change.old.text, change.new.text) == ("caution", "note")
    assert change.new.place == "docs/guide/outcomes.yml:6"


def test_a_file_with_ranges_has_its_texts_where_another_is_faulty(tmp_path: Path) -> None:
    """Plain dates and numbers, which are a fault elsewhere, are none in ranges."""
    shutil.copytree(ROOT / "examples/it-helpdesk/docs", tmp_path / "docs")
    (tmp_path / "docs/guide/faq.yml").write_text("entries: [\n", "utf-8")
    side = read_side(tmp_path, str(tmp_path))
    assert side.faulty == ("docs/guide/faq.yml",)
    assert "tree.questions.bought.question" in side.file_texts


def test_what_texts_hold_is_no_markup_in_reports() -> None:
    def tree(title: str) -> Tree:
        made = make_tree([Question("q", "Q?", "Q", (Answer("a", "A", (Case("end"),)),))], ["end"])
        return replace(made, outcomes=(replace(made.outcomes[0], title=title),))

    found = compare_sides(
        Side("one", tree("Old"), {}, is_built=True),
        Side("other", tree("<script>`@team` | #1</script>"), {}, is_built=True),
    )
    assert "<script>" not in as_html(found) and "&lt;script&gt;" in as_html(found)
    report = as_markdown(found)
    before_texts = report.partition("<details>")[0]
    assert "\\<script\\>\\`@\u200bteam\\` \\| \\#1" in before_texts
    assert "+ <script>`@team` | #1</script>" in report.partition("```diff")[2].partition("```")[0]
    assert "#end" in as_text(found) and as_json(found)["tree"]["changed"] == 1
