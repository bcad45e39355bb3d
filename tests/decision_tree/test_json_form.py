from __future__ import annotations

import json

import pytest
from hypothesis import given

from decision_tree.json_form import TreeFormatError, dump_tree, load_tree, to_json
from decision_tree.model import FORMAT, Tree
from tests.support.trees import trees


@given(trees())
def test_a_tree_survives_the_way_to_json_and_back(tree: Tree) -> None:
    assert load_tree(dump_tree(tree)) == tree


def test_json_is_as_short_as_it_can_be_and_keeps_every_letter(tree: Tree) -> None:
    text = dump_tree(tree)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


def test_the_guide_survives_the_way_to_json_and_back(tree: Tree) -> None:
    assert load_tree(dump_tree(tree)) == tree
    assert dump_tree(load_tree(dump_tree(tree))) == dump_tree(tree)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda j: j.update(format=99), f"format 99; this engine reads format {FORMAT}"),
        (lambda j: j.pop("format"), "not a decision tree"),
        (lambda j: j["outcomes"].pop(0), "leads to 'azure', which is not there"),
        (lambda j: j["outcomes"].append(j["outcomes"][0]), "the id 'azure' is used more than once"),
        (lambda j: j["settings"][0].update(default="mars"), "the default 'mars' of 'cloud'"),
        (lambda j: j["words"].pop("fields"), "the word 'fields' is missing"),
        (lambda j: j["words"].update(fields="{0}"), "the word 'fields' has a brace that nothing fills in"),
        (lambda j: j["words"].update({"due-by": "{moment.x}"}), "the word 'due-by' has a brace"),
        (lambda j: j["outcomes"][0].update(address="https://["), "'https://[' is not an address"),
        (lambda j: j["outcomes"][0]["fields"][0].update(kind="x"), "has the unknown kind 'x' with the entry"),
        (lambda j: j["outcomes"][0]["fields"][0].update(entry="x"), "with the entry 'x'"),
        (lambda j: j["outcomes"][0]["fields"][0].update(not_at="x"), "has 'not_at' and no entry 'email'"),
        (lambda j: j["calendars"][0].update(ends="2027"), "'2027' is not a date"),
        (lambda j: j["calendars"][0]["hours"][0].update(closes=1441), "no hours from minute"),
        (lambda j: j["calendars"][0]["shifts"][0].update(offset=90_000), "no clock shifts at"),
        (lambda j: j.update(first="nowhere"), "no question 'nowhere'"),
        (lambda j: j.update(questions={}), "tree.questions: expected a list, found a mapping"),
        (lambda j: j["questions"][0].pop("text"), "tree.questions[0]: missing key 'text'"),
        (lambda j: j["questions"][0].update(colour="red"), "tree.questions[0]: unknown key 'colour'"),
        (lambda j: j["questions"][0].update(text=None), "tree.questions[0].text: expected str, found null"),
        (
            lambda j: j["questions"][0].update(text="\x1b[2J"),
            "[0].text: a text has an invisible character, U+001B",
        ),
        (
            lambda j: j["words"].update({"\x9b2J": ""}),
            "tree.words: a text has an invisible character, U+009B",
        ),
        (lambda j: j["questions"][0].update(name="\ud800"), "[0].name: a text has an invisible character"),
        (lambda j: j["questions"][0]["answers"][0].update(unsure=1), "expected bool, found the number 1"),
        (lambda j: j["questions"][1]["answers"][0]["cases"][0].update(when=[]), ".when: expected a mapping"),
        (
            lambda j: j["questions"][1]["answers"][0]["cases"][0].update(when={"a": {"is": ["b"]}}),
            "when.a: expected a list of answers or {'not': [answers]}",
        ),
        (
            lambda j: j["questions"][1]["answers"][0]["cases"][0].update(when={"any": {}}),
            "when.any: expected a list, found a mapping",
        ),
        (
            lambda j: j["questions"][1]["answers"][0]["cases"][0].update(when={"any": [{"any": []}]}),
            "when.any[0]: expected a mapping without 'any'",
        ),
        (lambda j: j["settings"][0].update(id="any"), "the id 'any' is a word of conditions"),
    ],
)
def test_json_that_is_not_a_tree_says_where(tree: Tree, change: object, message: str) -> None:
    value = to_json(tree)
    change(value)  # type: ignore[operator]
    with pytest.raises(TreeFormatError) as caught:
        load_tree(json.dumps(value))
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "nonsense", "[" * 100_000, '"text"', "[]", "null", "{}"])
def test_text_that_is_no_tree_at_all_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(TreeFormatError) as caught:
        load_tree(text)
    assert "\n" not in str(caught.value)
