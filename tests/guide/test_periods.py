"""Effective dates in YAML: `from` and `until`, the periods that they make, and what is wrong with some."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.json_form import dump_tree, load_tree
from decision_tree.periods import days_of, on_day
from decision_tree.walk import decide
from site_builder.cli.new import begin_guide
from site_builder.guide.periods import Days, find_periods, next_day, within
from site_builder.problems import ContentError
from site_builder.site.checking import check_all

OTHER = "      - {id: other, label: Something else, to: front-desk}\n"
ANSWERS = """\
      - {id: badge, label: A lost badge, to: front-desk, until: "2026-12-31"}
      - {id: pass, label: A lost badge, to: pass-desk, from: "2027-01-01"}
"""
DESK = "  - id: front-desk\n"
PASS_DESK = """\
  - id: pass-desk
    title: Ask the pass desk
    summary: They make passes.
    from: "2027-01-01"
    steps:
      - {id: form, text: Fill in the form., until: "2027-06-30"}
      - {id: app, text: Use the app., from: "2027-07-01"}

"""
PERIODS = ("until-2026-12-31", "2027-01-01-to-2027-06-30", "from-2027-07-01")


def add_dates(folder: Path, old: str = "", new: str = "") -> Path:
    """A new guide with an answer that another one follows on a day, with a text of it replaced."""
    for name, mark, added in (("tree", OTHER, ANSWERS), ("outcomes", DESK, PASS_DESK)):
        path = folder / f"docs/guide/{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert mark in text
        text = text.replace(mark, mark + added if name == "tree" else added + mark)
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begin_guide(tmp_path / "guide")
    return tmp_path / "guide"


def test_dates_cut_time_into_periods_that_are_proved_one_by_one(folder: Path) -> None:
    plain = check_all(folder)
    assert plain.content.guide.periods == () and "@period" not in dump_tree(plain.tree)
    checked = check_all(add_dates(folder))
    assert checked.content.guide.periods == PERIODS
    assert checked.proof.certificate()["periods"] == list(PERIODS)
    assert [answer.label for answer in checked.tree.settings[0].answers] == [
        "Until December 31, 2026", "From January 1, 2027 until June 30, 2027", "From July 1, 2027",
    ]  # fmt: skip
    tree = load_tree(dump_tree(checked.tree))
    assert decide(on_day(tree, "2027-01-01"), {"problem": "pass"}).at == "pass-desk"
    assert decide(on_day(tree, "2026-12-31"), {"problem": "pass"}).at == "problem"
    links = checked.sections.all[0].links
    assert links["badge"] == "front-desk" and links["pass"] == "pass-desk", "a page knows no day"


UNTIL = 'until: "2026-12-31"'
LEAD = "these answers lead there from"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (UNTIL, "until: 2026-12-31", 'write "2026-12-31" in quotes'),
        (UNTIL, 'until: "20206-12-31"', '"20206-12-31" is not a date'),
        (UNTIL, 'until: "2026-02-30"', '"2026-02-30" is not a date'),
        (UNTIL, 'until: "0206-12-31"', "expected a year from 1971 to 2999"),
        (UNTIL, 'from: "2027-01-01", until: "2026-12-31"', 'is before "from"'),
        (UNTIL, 'until: "2027-01-31"', "readers could not choose"),
        ('desk, from: "2027-01', 'desk, from: "2026-12', f"{LEAD} 2026-12-01 until 2026-12-31: problem"),
        ('    from: "2027-01-01"', '    until: "2027-06-30"', f"{LEAD} 2027-07-01: problem=pass"),
        ('app., from: "2027', 'app., until: "2026', "until 2026-07-01, and what leads there from 2027-01-01"),
        ("name: Problem", "name: Problem\n    choose: several", "each is offered on all days"),
        ('form, text: Fill', 'form, when: {flow: stopped}, text: Fill', "is not asked on any way there"),
        ("  - id: front-desk", '  - id: front-desk\n    on: "2027-01-01"', 'unknown key "on"'),
    ],
)  # fmt: skip
def test_dates_that_do_not_fit_are_problems(folder: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as raised:
        check_all(add_dates(folder, old, new))
    assert said in str(raised.value)


def test_a_day_on_which_a_question_has_no_answer_is_named_with_the_answers_before_it(folder: Path) -> None:
    tree = add_dates(folder) / "docs/guide/tree.yml"
    text = tree.read_text(encoding="utf-8").replace("unsure: true}", 'unsure: true, until: "2027-03-31"}')
    for id in ("running", "stopped"):
        text = text.replace(f"{{id: {id}, ", f'{{id: {id}, until: "2027-03-31", ')
    tree.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match='"flow" has no answer that is offered: days from 2027-04-01'):
        check_all(folder)


def test_a_scenario_comes_out_so_on_its_day_or_on_all_on_which_its_answers_are_offered(folder: Path) -> None:
    add_dates(folder)

    def said(answer: str, outcome: str, on: str = "") -> str:
        day = f', on: "{on}"' if on else ""
        one = f"{{id: a, title: A, answers: {{problem: {answer}}}, outcome: {outcome}{day}}}"
        (folder / "docs/guide/scenarios.yml").write_text(f"scenarios:\n  - {one}\n", encoding="utf-8")
        try:
            check_all(folder)
        except ContentError as error:
            return str(error)
        return ""

    assert not said("pass", "pass-desk") and not said("badge", "front-desk")
    assert not said("pass", "pass-desk", "2027-01-01")
    assert "are offered on 2026-12-31" in said("pass", "pass-desk", "2026-12-31")
    assert 'leads to "pass-desk", not "front-desk"' in said("pass", "front-desk")


def test_answers_of_a_file_have_dates_too(folder: Path) -> None:
    tree = add_dates(folder) / "docs/guide/tree.yml"
    text = tree.read_text(encoding="utf-8")
    start = text.index("    answers:\n      - {id: running")
    end = text.index("  - id: room\n")
    tree.write_text(text[:start] + "    answers_file: flow.csv\n\n" + text[end:], encoding="utf-8")
    rows = "id,label,to,from,until\nrunning,Yes,emergency,,\nstopped,No,room,,2026-12-31\n"
    (folder / "docs/guide/flow.csv").write_text(rows, encoding="utf-8")
    checked = check_all(folder)
    assert checked.content.dated[2].days == ("", "2026-12-31")
    assert checked.content.dated[2].document.place(checked.content.dated[2].path) == "docs/guide/flow.csv:3"


DAYS = st.dates(date(1971, 1, 1), date(2998, 12, 31)).map(lambda day: day.isoformat())
SOME_DAYS = st.tuples(DAYS, DAYS).map(sorted).map(tuple) | st.tuples(st.just("") | DAYS, st.just(""))
SOME_DAYS |= st.tuples(st.just(""), DAYS)


@given(st.lists(SOME_DAYS, max_size=6))
def test_periods_follow_one_another_and_each_is_within_or_outside_all_days(all_days: list[Days]) -> None:
    periods = find_periods(all_days)
    assert bool(periods) == any(map(any, all_days))
    ends = [days_of(id) for id in periods]
    for (_, last), (first, _) in pairwise(ends):
        assert next_day(last) == first
    for days in all_days:
        for test in within(days, periods):
            first, last = days_of(test.values[0])[0], days_of(test.values[-1])[1]
            assert (first, last) == days
            assert list(test.values) == [id for id in periods if id in test.values]
