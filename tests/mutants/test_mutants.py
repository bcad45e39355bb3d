"""Wrong guides: which are made, which are noticed, and what would notice the others."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest

from decision_tree.model import Tree
from decision_tree.periods import PERIOD, in_period
from decision_tree.selections import selection_id
from decision_tree.walk import decide
from site_builder.cli.command_line import main
from site_builder.mutants import Judge, Judgement, make_mutants, summary_lines, survivor_lines
from site_builder.site.checking import Checked, check_all
from site_builder.tree import ScenarioClocks, shown_pieces
from tests.support.guide_copies import ROOT
from tests.support.table_guide import table_guide


def judge(checked: Checked) -> Judgement:
    """What becomes of a guide's mutants."""
    clocks = ScenarioClocks(checked.locales.calendars, checked.locales.calendar)
    return Judge(checked.content, checked.tree, clocks).judge(make_mutants(checked.content, checked.tree))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A guide with several answers, ranges, days, tables, conclusions and variants, and two scenarios."""
    return check_all(copied("it-helpdesk", tmp_path_factory.mktemp("example")), catalogs=False)


def copied(name: str, folder: Path) -> Path:
    """A copy of an example, with these scenarios alone."""
    shutil.copytree(ROOT / "examples" / name / "docs", folder / "docs")
    (folder / "docs/guide/scenarios.yml").write_text(FEW[name], encoding="utf-8")
    return folder


FEW = {
    "starter": "scenarios: []\n",
    "it-helpdesk": """scenarios:
  - {id: own, title: A, answers: {topic: computer, owner: own}, outcome: own-computer, steps: copy}
  - {id: guest, title: B, answers: {topic: software, role: guest}, outcome: ask-host}
""",
}


@pytest.fixture(scope="module")
def judged(example: Checked) -> Judgement:
    """What becomes of its mutants."""
    return judge(example)


def test_the_scenarios_of_the_report_notice_every_survivor(
    tmp_path: Path, example: Checked, judged: Judgement
) -> None:
    starter = check_all(copied("starter", tmp_path / "starter"), catalogs=False)
    tables = check_all(table_guide(tmp_path / "tables"), catalogs=False)
    for checked, found in ((starter, judge(starter)), (tables, judge(tables)), (example, judged)):
        assert found.survivors and found.proof
        folder = tmp_path / "pasted" / checked.root.name
        shutil.copytree(checked.root / "docs", folder / "docs")
        path = folder / "docs/guide/scenarios.yml"
        before = (
            path.read_text("utf-8") if path.exists() and checked.content.guide.scenarios.scenarios else ""
        )
        pasted = "\n".join(survivor_lines(checked.content, checked.tree, found))
        path.write_text(f"{before}{pasted}\n", encoding="utf-8")
        again = judge(check_all(folder, catalogs=False))
        assert [one.mutant.what for one in again.survivors] == []
        assert again.made == found.made


def ways(tree: Tree, given: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every combination of answers."""
    step = decide(tree, given)
    question = tree.question(step.at)
    if question is None:
        yield given
        return
    values = [answer.id for answer in question.answers]
    if question.several:
        others = [answer.id for answer in question.answers if not answer.alone]
        several = (chosen for size in range(2, len(others) + 1) for chosen in combinations(others, size))
        values += [selection_id(chosen) for chosen in several]
    for value in values:
        yield from ways(tree, given | {question.id: value})


def test_mutants_that_are_not_counted_are_no_different_for_any_combination(
    example: Checked, judged: Judgement
) -> None:
    """Found over states; some are compared here with every way, one by one."""
    passing = defaultdict(list)
    settings = [[(one.id, answer.id) for answer in one.answers] for one in example.tree.settings]
    for chosen in product(*settings):
        period = dict(chosen).get(PERIOD, "")
        given = {name: value for name, value in chosen if name != PERIOD}
        tree = in_period(example.tree, period)
        for way in ways(tree, given):
            step = decide(tree, way)
            for place in (*dict(step.path), step.at):
                passing[place].append((period, way, step.at, shown_pieces(tree, step.at, step.facts)))
    assert judged.unchanged
    for mutant in judged.unchanged[::4]:
        for period, way, at, shown in (one for place in mutant.at for one in passing[place]):
            tree = in_period(mutant.tree, period)
            step = decide(tree, way)
            seen = shown_pieces(tree, step.at, step.facts)
            assert (step.at, seen.pieces, seen.rows) == (at, shown.pieces, shown.rows), mutant.what


def test_every_place_has_its_mutants(example: Checked, judged: Judgement) -> None:
    made, tree = judged.proof + judged.scenarios + judged.survived, example.tree
    fields = [field for outcome in tree.outcomes for field in outcome.fields]
    assert made["field"] == len(fields) + sum(field.kind != "own" for field in fields)
    parts = [part for outcome in tree.outcomes for part in outcome.parts]
    assert made["warning"] == sum(len(part.items) for part in parts if part.id == "warnings")
    rows = [row for table in tree.tables if table.promise for row in table.rows]
    assert made["time"] == 3 * len(rows)
    assert made["setting"] == 1
    assert made["cell"] == sum(len(row.cells) for table in tree.tables for row in table.rows)


def test_survivors_are_named_with_their_lines(example: Checked, judged: Judgement) -> None:
    lines = list(survivor_lines(example.content, example.tree, judged))
    named = [re.match(r"# (docs/guide/[\w./-]+):(\d+): (.*)", line) for line in lines]
    by_words = {found[3]: (found[1], int(found[2])) for found in named if found}
    assert len([one for one in named if one]) == len(judged.survivors)
    file, line = by_words['"prove-who": the step "badge" role: employee negated']
    text = (example.root / file).read_text("utf-8").splitlines()
    assert text[line - 1].strip().startswith("- {id: badge,")
    assert any('# These answers are those of "own" (docs/guide/scenarios.yml:2)' in line for line in lines)
    summary = "\n".join(summary_lines(judged))
    assert f"{judged.made:,} wrong guides, {judged.noticed:,} noticed" in summary


def test_at_least_so_many_of_a_hundred(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "examples/starter/docs", tmp_path / "docs")
    root = ["--root", str(tmp_path), "check"]
    assert main([*root, "--mutants"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"Mutants: \d+ wrong guides, \d+ noticed \(\d+\.\d %\)", said)
    assert main([*root, "--mutants", "--at-least", "95"]) == 1
    assert "% of the mutants are noticed; at least 95 % must be." in capsys.readouterr().err
    assert main([*root, "--json", "--mutants"]) == 2
    assert "--json prints the certificate" in capsys.readouterr().err
    assert main([*root, "--at-least", "95"]) == 2
    assert "--mutants" in capsys.readouterr().err
