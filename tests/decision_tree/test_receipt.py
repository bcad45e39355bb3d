from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree import receipt as receipts
from decision_tree.model import Answer, Case, Question, Tree
from decision_tree.receipt import Difference, ReceiptError, receipt, replay
from decision_tree.receipt_codes import DIGITS
from decision_tree.replay_json import replay_json
from decision_tree.states import StateSpace
from decision_tree.walk import decide
from site_builder.site.checking import Checked
from tests.support.trees import every_path, make_tree, same_codes, trees

CRITICAL = {
    "product": "azure", "kind": "critical", "progress": "tried",
    "partner": "direct", "azure-role": "global-admin", "azure-access": "yes",
}  # fmt: skip


@given(trees())
def test_a_receipt_brings_back_the_very_answers(tree: Tree) -> None:
    for answers, outcome in every_path(tree):
        found = replay(tree, receipt(tree, decide(tree, answers)))
        assert (found.answers, found.step.at, found.differences) == (answers, outcome, ())


def test_every_combination_of_the_guide_has_a_receipt_that_brings_it_back(tree: Tree) -> None:
    space = StateSpace(tree)
    settings = [{}, {"cloud": "us-government"}, {"language": "local", "cloud": "us-government"}]
    longest, count = 0, 0
    for answers, outcome in every_path(tree):
        for chosen in settings:
            step = decide(tree, {**answers, **chosen})
            text = receipt(tree, step)
            found = replay(tree, text)
            assert (dict(found.answers), found.step.at) == ({**answers, **chosen}, outcome)
            assert found.differences == ()
            longest, count = max(longest, len(text)), count + 1
    assert count == 3 * len(list(every_path(tree)))
    assert longest <= 90
    assert space.states


def test_a_receipt_is_read_however_it_was_copied(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    for copied in (
        text.lower(),
        f"  {text}\n",
        text.replace("-", " "),
        text.replace("-", "").replace("0", "O"),
    ):
        assert replay(tree, copied).answers == CRITICAL


@given(st.data())
def test_a_receipt_copied_wrongly_is_told_from_a_right_one(tree: Tree, data: st.DataObject) -> None:
    digits = receipt(tree, decide(tree, CRITICAL)).replace("-", "")
    place = data.draw(st.integers(1, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in DIGITS if digit != digits[place]]))
    with pytest.raises(ReceiptError):
        replay(tree, digits[:place] + other + digits[place + 1 :])


def test_why_a_receipt_is_refused_is_said_in_one_sentence(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    last = "1" if text[-1] == "0" else "0"
    for wrong, code, message in (
        ("?" * 70, "form", f"{'?' * 60!r} is not a receipt; one looks like 1K3X7-0R2M9-…"),
        (f"Z{text[1:]}", "later", "this receipt was made by a later engine than this one"),
        (text[:-1] + last, "check", "a character of this receipt is wrong or missing; copy it once more"),
    ):
        with pytest.raises(ReceiptError) as caught:
            replay(tree, wrong)
        assert (caught.value.code, str(caught.value)) == (code, message)


@given(st.text(max_size=80) | st.text(DIGITS, max_size=60))
def test_whatever_is_given_as_a_receipt_gets_one_sentence_or_an_answer(tree: Tree, text: str) -> None:
    found = replay_json(tree, text)
    assert "error" in found or found["answers"] is not None


def test_nothing_personal_and_no_word_of_the_guide_is_in_it(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    assert re.fullmatch(r"([0-9A-Z]{5}-)*[0-9A-Z]{1,5}", text)


def changed(tree: Tree, question: str, **changes: Any) -> Tree:
    questions = tuple(replace(q, **changes) if q.id == question else q for q in tree.questions)
    return replace(tree, version="fffff0000000", questions=questions)


def test_a_later_version_of_the_guide_is_named_and_the_outcome_still_reached(tree: Tree) -> None:
    found = replay(replace(tree, version="abcde0123456"), receipt(tree, decide(tree, CRITICAL)))
    assert found.same
    assert found.differences == (Difference("guide", tree.version[:5], "abcde"),)


def test_a_later_version_of_the_engine_is_named(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    monkeypatch.setattr(receipts, "__version__", "1.12.3")
    assert replay(tree, text).differences == (Difference("engine", "0.1.0", "1.12.3"),)
    assert replay(tree, text).same


def test_a_renamed_question_and_answer_are_understood(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    progress = tree.question("progress")
    assert progress is not None
    answers = (*progress.answers[:3], replace(progress.answers[3], id="done", was=("tried",)))
    later = changed(tree, "progress", id="attempts", was=("progress",), answers=answers)
    later = replace(later, questions=tuple(_leading_to_attempts(one) for one in later.questions))
    found = replay(later, text)
    assert (found.answers["attempts"], found.same) == ("done", True)


def _leading_to_attempts(question: Question) -> Question:
    def lead(case: Case) -> Case:
        return replace(case, to="attempts") if case.to == "progress" else case

    answers = (replace(one, cases=tuple(lead(case) for case in one.cases)) for one in question.answers)
    return replace(question, answers=tuple(answers))


def test_an_answer_that_has_gone_is_named_by_its_question(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    access = tree.question("azure-access")
    assert access is not None
    found = replay(changed(tree, "azure-access", answers=access.answers[1:]), text)
    assert not found.same
    assert Difference("gone", "azure-access") in found.differences
    assert found.step.at == "azure-access"


def test_a_new_question_on_the_way_is_named(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    new = Question("weekday", "Which day?", "Weekday", (Answer("any", "Any", (Case("azure-role"),)),))
    partner = tree.question("partner")
    assert partner is not None
    answers = tuple(replace(a, cases=(Case("weekday"),)) for a in partner.answers)
    later = changed(tree, "partner", answers=answers)
    later = replace(later, questions=(*later.questions, new))
    found = replay(later, text)
    assert (found.step.at, found.differences[-1]) == ("weekday", Difference("asked", "weekday"))
    assert "azure-role" in found.answers, "what came after it is not lost"


def test_another_outcome_or_response_time_than_then_is_named_with_both(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    access = tree.question("azure-access")
    assert access is not None
    answers = (replace(access.answers[0], cases=(Case("azure-domain"),)), *access.answers[1:])
    found = replay(changed(tree, "azure-access", answers=answers), text)
    assert Difference("outcome", "azure", "azure-domain") in found.differences
    (table,) = tree.tables
    rows = list(table.rows)
    first = next(i for i, row in enumerate(rows) if row.id == "break-fix-critical-english")
    rows[first] = replace(rows[first], id="faster")
    later = replace(tree, tables=(replace(table, rows=tuple(rows)),))
    assert replay(later, text).differences == (Difference("row", "", "faster"),)
    rows[first] = replace(table.rows[first], hours=3)
    later = replace(tree, tables=(replace(table, rows=tuple(rows)),))
    assert replay(later, text).differences == (Difference("row", "", "break-fix-critical-english"),)
    (said,) = replay_json(later, text)["differences"]
    assert said.startswith("The earlier response time is no longer in the guide.")


def test_what_has_changed_is_said_in_sentences(tree: Tree) -> None:
    text = receipt(tree, decide(tree, CRITICAL))
    assert replay_json(tree, text)["said"] == f"Reference code {text} leads to the same outcome today."
    access = tree.question("azure-access")
    assert access is not None
    later = changed(tree, "azure-access", answers=access.answers[1:])
    said = replay_json(later, text)
    assert said["differences"] == [
        f"The guide: version {tree.version[:5]} then, fffff now.",
        "The answer to “Admin permissions” is no longer in the guide.",
    ]


def test_an_answer_is_looked_for_under_its_own_question_first() -> None:
    ends = tuple(Answer(f"a{i}", "", (Case("end"),)) for i in range(40))
    starts = tuple(Answer(f"a{i}", "", (Case("second"),)) for i in range(40))
    tree = make_tree([Question("first", "", "", starts), Question("second", "", "", ends)], ["end"])
    for one in range(40):
        for two in range(0, 40, 7):
            answers = {"first": f"a{one}", "second": f"a{two}"}
            assert replay(tree, receipt(tree, decide(tree, answers))).answers == answers


def test_an_answer_whose_code_could_be_several_is_not_guessed() -> None:
    one, other = same_codes()
    last = Question("last", "", "", (Answer("a", "", (Case("end"),)),))
    tree = make_tree([Question("q", "", "", (Answer(one, "", (Case("last"),)),)), last], ["end"])
    text = receipt(tree, decide(tree, {"q": one, "last": "a"}))
    both = tuple(Answer(id, "", (Case("last"),)) for id in (one, other))
    later = replace(tree, questions=(Question("q", "", "", both), last))
    found = replay(later, text)
    assert (found.answers, found.differences) == ({"last": "a"}, (Difference("gone", "q"),))


def test_only_an_outcome_has_a_receipt(checked: Checked) -> None:
    with pytest.raises(ValueError, match="product"):
        receipt(checked.tree, decide(checked.tree, {}))
