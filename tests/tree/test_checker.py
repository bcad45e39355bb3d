"""The program that checks a certificate: it accepts what was proved, and finds whatever was changed since."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from decision_tree.json_form import TreeFormatError, dump_tree, load_tree, to_json
from decision_tree.model import Tree
from site_builder.site.checking import Checked, check_all
from site_builder.tree import CHECKER, checker
from tests.support.certified import UntrueError, certificate_of, leads
from tests.support.guide_copies import ROOT
from tests.support.selection_trees import selection_trees
from tests.support.table_guide import table_guide
from tests.support.tree_mutants import mutants
from tests.support.trees import loose_trees, trees

LINES = 150
"""What a stranger can read in ten minutes."""
FOUND = (AssertionError, checker.CycleError)


@pytest.fixture(scope="session", params=["sample", "starter", "it-helpdesk", "tables"])
def guide(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Each guide here, proved: with portals, several answers, ranges, dates, tables of each policy."""
    if request.param == "sample":
        found: Checked = request.getfixturevalue("checked")
        return found
    if request.param == "tables":
        return check_all(table_guide(tmp_path_factory.mktemp("tables")))
    return check_all(ROOT / "examples" / request.param)


def as_json(tree: Tree) -> Any:
    """A tree as tree.json has it, without the texts of its outcomes."""
    value = json.loads(json.dumps(to_json(tree)))
    for outcome in value["outcomes"]:
        outcome["parts"] = []
    return value


def test_it_can_be_read_in_ten_minutes_and_needs_nothing_else() -> None:
    source = CHECKER.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LINES
    nodes = [*ast.walk(ast.parse(source, feature_version=(3, 9)))]
    assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    named |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert {name.partition(".")[0] for name in named} <= sys.stdlib_module_names


def test_what_the_certificate_says_is_what_giving_every_answer_says(guide: Checked) -> None:
    claims, certificate = certificate_of(guide.tree), guide.proof.certificate()
    assert {key: certificate[key] for key in claims if key != "witnesses"} | {
        "witnesses": claims["witnesses"]
    } == claims
    places = [(one["outcome"], one["answers"].get("@period")) for one in claims["witnesses"]]
    witnesses = certificate["witnesses"]
    assert sorted(places, key=str) == sorted(
        ((one["outcome"], one["answers"].get("@period")) for one in witnesses), key=str
    )
    for one in witnesses:
        assert leads(guide.tree, one["answers"]) == {one["outcome"]}


def test_it_accepts_what_was_proved(guide: Checked) -> None:
    checker.check(as_json(guide.tree), guide.proof.certificate())


def verdict(tree: Any, claims: Any) -> str:
    """What is wrong with a changed tree; "" if nothing is."""
    try:
        checker.check(tree, claims)
    except FOUND as error:
        return str(error)
    except (KeyError, TypeError) as error:  # it names a table that is not there
        return repr(error)
    return ""


@pytest.mark.slow  # two hundred changes
def test_it_finds_whatever_is_changed_in_the_sample(checked: Checked) -> None:
    """But for changes after which every claim is still true, as giving every answer shows.

    Every fifth change does: the small trees see every one.
    """
    tree, claims = as_json(checked.tree), checked.proof.certificate()
    changes = ((change, number) for number, change in enumerate(mutants(tree)))
    unnoticed = [
        (change, json.dumps(tree))
        for change, number in changes
        if not number % 5 and not verdict(tree, claims)
    ]
    for change, text in unnoticed:
        assert is_true(load_tree(text), claims), change
    assert as_json(checked.tree) == tree


def test_it_finds_whatever_is_changed_in_small_trees(tmp_path: Path) -> None:
    """And nothing else, in trees with tables of each policy."""
    for tree in (check_all(table_guide(tmp_path)).tree, check_all(ROOT / "examples/starter").tree):
        value, claims = as_json(tree), certificate_of(tree)
        for change in mutants(value):
            wrong = verdict(value, claims)
            try:
                changed = load_tree(json.dumps(value))
            except TreeFormatError:
                assert wrong, change
            else:
                assert is_true(changed, claims) == (not wrong), (change, wrong)


def is_true(tree: Tree, claims: dict[str, Any]) -> bool:
    """Whether all that is claimed of a tree is so, as giving every answer shows."""
    try:
        found = certificate_of(tree)
    except UntrueError:
        return False
    return all(found[key] == claims[key] for key in found if key != "witnesses") and all(
        leads(tree, one["answers"]) == {one["outcome"]} for one in claims["witnesses"]
    )


def changes_of(claims: dict[str, Any]) -> Iterator[str]:
    """Change a certificate in one place after another."""
    for key in ("questions", "answers", "outcomes", "combinations", "paths"):
        claims[key] += 1
        yield key
        claims[key] -= 1
    for key in ("met_by", "rows_met_by"):
        for name in list(claims[key]):
            claims[key][name] += 1
            yield f"{key} {name}"
            claims[key][name] -= 1
    for one in list(claims["witnesses"]):
        place, answers = claims["witnesses"].index(one), one["answers"]
        claims["witnesses"].remove(one)
        yield f"no witness of {one['outcome']}"
        claims["witnesses"].insert(place, one)
        for name in list(answers):
            for value in (None, "no-such", f"{answers[name]}.no-such"):
                one["answers"] = {k: v for k, v in answers.items() if k != name} | (
                    {name: value} if value else {}
                )
                yield f"{one['outcome']} by {one['answers']}"
            one["answers"] = answers


def test_it_finds_whatever_is_changed_in_the_certificate(guide: Checked) -> None:
    tree, claims = as_json(guide.tree), json.loads(json.dumps(guide.proof.certificate()))
    step = 1 if guide.proof.outcomes < 10 else 23  # of two large guides some places do
    changes = ((change, number) for number, change in enumerate(changes_of(claims)))
    assert [change for change, number in changes if not number % step and not verdict(tree, claims)] == []
    checker.check(tree, claims)


def agrees(tree: Tree) -> None:
    """Compare what the checker says of a tree with what giving every answer says."""
    value = as_json(tree)
    try:
        claims = certificate_of(tree)
    except UntrueError:
        try:
            counts = checker.walk(value, {})
        except FOUND:
            return
        assert 0 in counts.values()
    else:
        checker.check(value, claims)


@given(tree=selection_trees())
def test_it_says_of_trees_with_several_answers_what_giving_every_answer_says(tree: Tree) -> None:
    agrees(tree)


@given(tree=loose_trees())
def test_it_says_of_trees_with_many_answers_what_giving_every_answer_says(tree: Tree) -> None:
    agrees(tree)


@settings(max_examples=30)
@given(tree=trees(most_questions=5))
def test_it_says_of_total_trees_what_giving_every_answer_says(tree: Tree) -> None:
    agrees(tree)


@pytest.fixture
def folder(tmp_path: Path, checked: Checked) -> Path:
    """What somebody has downloaded of a site."""
    text = dump_tree(checked.tree)
    (tmp_path / "en-US").mkdir()
    (tmp_path / "en-US/tree.json").write_text(text, encoding="utf-8")
    trees = {"en-US": hashlib.sha256(text.encode()).hexdigest()}
    certificate = {**checked.proof.certificate(), "trees": trees}
    (tmp_path / "certificate.json").write_text(json.dumps(certificate), encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the checker as a stranger does: its exit code, and what it says."""
    command = [sys.executable, "-I", str(CHECKER), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def spoil(folder: Path, change: Callable[[Any], None]) -> None:
    """Change the tree, and let the certificate have its hash, as whoever built it so would."""
    tree = json.loads((folder / "en-US/tree.json").read_text(encoding="utf-8"))
    change(tree)
    text = json.dumps(tree)
    (folder / "en-US/tree.json").write_text(text, encoding="utf-8")
    certificate = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))
    certificate["trees"]["en-US"] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "certificate.json").write_text(json.dumps(certificate), encoding="utf-8")


@pytest.mark.parametrize("place", ["", "certificate.json"])
def test_a_stranger_checks_a_folder_or_its_certificate(folder: Path, place: str) -> None:
    assert run(folder / place) == (
        0,
        "en-US/tree.json is as certified: 1,676 combinations of answers.\n",
        "",
    )


def test_a_single_byte_is_found(folder: Path) -> None:
    path = folder / "en-US/tree.json"
    path.write_bytes(path.read_bytes().replace(b"e", b"a", 1))
    assert run(folder) == (1, "", "en-US/tree.json: its hash is not the one certified\n")


def test_a_gap_in_a_table_is_told_by_answers_that_meet_it(folder: Path) -> None:
    spoil(folder, lambda tree: tree["tables"][0]["rows"].pop(0))
    code, _, said = run(folder)
    assert code == 1
    assert said.count("\n") == 1
    assert "none of the rows of unique table response-times holds" in said
    assert "product=" in said


def make_large(tree: Any) -> None:
    """Ask seventeen questions that all matter at the end."""
    names = [f"q{i}" for i in range(17)]
    last = tree["questions"][0]["id"]
    answers = [{"id": "yes", "label": ""}, {"id": "no", "label": ""}]
    for name, to in zip(names, [*names[1:], last], strict=True):
        asked = [{**one, "cases": [{"to": to}]} for one in answers]
        tree["questions"].append({"id": name, "text": "", "name": "", "answers": asked})
    row = tree["tables"][0]["rows"][0]
    row["when"] = row["when"] | {name: ["yes"] for name in names}
    tree["first"] = names[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("certificate.json", None, "cannot be checked"),
        ("certificate.json", "{", "JSONDecodeError"),
        ("certificate.json", "[]", "cannot be checked"),
        ("certificate.json", '{"format": 3}', "format 3 of trees, and this program reads 2"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_sentence(
    folder: Path, name: str, content: str | None, said: str
) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content, encoding="utf-8")
    code, out, error = run(folder)
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert said in error


@pytest.mark.slow  # it is given up after 50,000 states
def test_a_tree_that_is_too_large_is_not_called_right(folder: Path) -> None:
    spoil(folder, make_large)
    code, _, said = run(folder)
    assert code == 2
    assert "the conditions tell too many combinations of answers apart" in said
