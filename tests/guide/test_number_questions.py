"""Questions for a number: the ranges that conditions tell apart are its answers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.json_form import dump_tree
from decision_tree.model import Entry
from decision_tree.number_ranges import find_number, read_range
from site_builder.guide.number_domain import NumberDomain
from site_builder.guide.ranges import Interval, cut
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.support.new_guides import new_guide
from tests.support.terminal import run_terminal

ROOM = "      - {id: heating, label: A room is too cold or too hot, to: room}\n"
PEOPLE = """\
  - id: people
    question: How many people are in the room?
    name: People
    number: {from: 1, to: 2000}
    to:
      - {to: room, when: {people: {to: 8}}}
      - {to: front-desk, when: {people: {from: 9}}}

"""
LAST = "  - id: room\n"
DESK = "    summary: They know who can help.\n"
MANY = "    steps:\n      - {id: many, text: Bring a list., when: {people: {from: 1000}}}\n"


def with_people(folder: Path, old: str = "", new: str = "") -> Path:
    """A new guide that asks for a number, with a text of it replaced."""
    asked = [(ROOM, ROOM.replace("to: room", "to: people")), (LAST, PEOPLE + LAST)]
    return new_guide(folder, asked, [(DESK, DESK + MANY)], old, new)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "guide"


def test_each_range_is_an_answer_that_leads_on_and_is_named_in_the_readers_way(folder: Path) -> None:
    checked = check_all(with_people(folder))
    question = next(one for one in checked.tree.questions if one.id == "people")
    assert [(answer.id, answer.label) for answer in question.answers] == [
        ("1-to-8", "1 to 8"), ("9-to-999", "9 to 999"), ("1000-to-2000", "1,000 to 2,000"),
    ]  # fmt: skip
    assert [[case.to for case in answer.cases] for answer in question.answers] == [
        ["room"], ["front-desk"], ["front-desk"],
    ]  # fmt: skip
    contexts = [leaf.context for _, leaf in checked.content.texts()]
    assert not [one for one in contexts if "1-to-8" in one], "there is nothing to translate"


def test_a_scenario_gives_a_number(folder: Path) -> None:
    scenario = "{id: hall, title: A full hall, answers: {problem: heating, people: '1200'}, outcome: OUT}"
    path = with_people(folder) / "docs/guide/scenarios.yml"
    path.write_text(f"scenarios:\n  - {scenario.replace('OUT', 'front-desk')}\n", encoding="utf-8")
    assert check_all(folder).proof.scenarios == 1
    path.write_text(f"scenarios:\n  - {scenario.replace('OUT', 'caretaker')}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="front-desk"):
        check_all(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{from: 9}", "{from: 10}", "these answers lead nowhere: 9"),
        ("{from: 9}", "{from: 8}", 'answer "8": several cases hold'),
        ("{from: 1000}", "{from: 2001}", '"people" is asked from 1 to 2000; 2001 is outside'),
        ("{from: 1000}", "{from: 1000, to: 9}", "has no number that is both that much and that little"),
        ("{from: 1000}", "{from: many}", 'such as 12.50 or a date such as 2024-02-29, found "many"'),
        ("{from: 1000}", "{from: 1, below: 9}", 'unknown key "below"; bounds are "from" or "over",'),
        ("people: {from: 1000}", "problem: {from: 1000}", '"problem" is no question for a number or a date'),
        ("{from: 1, to: 2000}", "{from: 1, to: 0}", '"from" is more than "to"'),
        ("    number: {from: 1, to: 2000}\n", "", 'a question has one of "answers", "answers_file",'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_said_where_it_stands(
    folder: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(with_people(folder, old, new))
    assert any(said in problem.message and problem.line for problem in caught.value.problems), str(
        caught.value
    )


AMOUNT = "{from: 0, to: 5000, step: 0.01, unit: EUR}"


def with_amount(
    folder: Path, number: str = AMOUNT, first: str = "under: 500", more: str = "from: 999.50"
) -> Path:
    """The guide above with an amount in place of people."""
    text = f"    number: {number}\n", f"{{people: {{{first}}}}}"
    with_people(folder)
    tree, outcomes = (folder / f"docs/guide/{name}.yml" for name in ("tree", "outcomes"))
    written = tree.read_text(encoding="utf-8").replace("    number: {from: 1, to: 2000}\n", text[0])
    other = first.replace("under", "from").replace("to:", "over:")
    written = written.replace("{people: {to: 8}}", text[1]).replace("{from: 9}", f"{{{other}}}")
    tree.write_text(written, encoding="utf-8")
    said = outcomes.read_text(encoding="utf-8").replace("{from: 1000}", f"{{{more}}}")
    outcomes.write_text(said, encoding="utf-8")
    return folder


def test_amounts_have_exact_decimals_and_ids_without_a_point(folder: Path) -> None:
    checked = check_all(with_amount(folder))
    question = checked.tree.question("people")
    assert question and question.entry
    assert [(answer.id, answer.label) for answer in question.answers] == [
        ("0-to-499p99", "less than €500"),
        ("500-to-999p49", "€500 to €999.49"),
        ("999p50-to-5000", "€999.50 to €5,000"),
    ]
    names = [(group.answers, group.name) for group in checked.tree.groups]
    assert (("500-to-999p49", "999p50-to-5000"), "€500 or more") in names, (
        "a threshold, and not its neighbour"
    )
    assert question.entry.example == "499.99"


@pytest.mark.parametrize(
    ("number", "first", "more", "labels"),
    [
        ("{from: 0, step: 0.5, unit: kilometer}", "under: 20", "from: 20.5",
         ["less than 20 kilometers", "20 kilometers", "20.5 kilometers or more"]),
        ("{from: 0, to: 100, step: 5, unit: percent}", "to: 50", "over: 75",
         ["0% to 50%", "55% to 75%", "80% to 100%"]),
        ("{to: 40, unit: celsius}", "under: -5", "from: 30",
         ["less than -5 degrees Celsius", "-5 to 29 degrees Celsius", "30 to 40 degrees Celsius"]),
        ("{from: 500, to: 2000, step: 100}", "to: 800", "from: 1000",
         ["500 to 800", "900", "1,000 to 2,000"]),
    ],
)  # fmt: skip
def test_units_have_the_forms_of_the_language(
    folder: Path, number: str, first: str, more: str, labels: list[str]
) -> None:
    question = check_all(with_amount(folder, number, first, more)).tree.question("people")
    assert question and [answer.label for answer in question.answers] == labels


@pytest.mark.parametrize(
    ("number", "first", "said"),
    [
        (AMOUNT, "under: 12.345", "in steps of 0.01 from 0; for 12.345 write 12.34 or 12.35"),
        ("{from: 1, to: 99, step: 7}", "under: 9", "in steps of 7 from 1; for 9 write 8 or 15"),
        ("{from: 0, to: 99, step: 7}", "under: 7", '"to" is not in steps of 7 from 0; write 98 or 105'),
        ("{from: 0, to: 10, step: 0}", "under: 5", 'the "step" 0 must be more than 0'),
        ("{from: 0, to: 10, step: 1e3}", "under: 5", 'expected a number such as 12.50, found "1e3"'),
        ("{from: 0, to: 10, step: 0.00000000000001}", "under: 5", "numbers have at most 15 digits"),
        ("{from: 0, to: 10, unit: eur}", "under: 5", 'unknown unit "eur"'),
        ("{from: 0, to: 10, unit: kilometre}", "under: 5", '(did you mean "kilometer"?)'),
        ("{from: 0, to: 10}", "under: 0", "has no number that is both that much and that little"),
        ("{from: 0, to: 10}", "under: 5, to: 6", '"under" has no place beside "to"'),
    ],
)
def test_what_does_not_fit_is_said_with_what_does(folder: Path, number: str, first: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(with_amount(folder, number, first, "from: 3"))
    assert any(said in problem.message and problem.line for problem in caught.value.problems), str(
        caught.value
    )


def test_in_a_terminal_the_amount_is_typed(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(check_all(with_amount(folder)).tree), encoding="utf-8")
    done = run_terminal(str(path), typed="2\n3\nb\n7000\n499.999\n999,50\n")
    assert "such as 499.99" in done.out and "Bring a list." in done.out
    done = run_terminal(str(path), "--answers", "problem=heating,people=500", "--json")
    assert '"people": "500-to-999p49"' in done.out


UNITS = st.integers(-40, 40)
BOUNDS = st.dictionaries(
    st.sampled_from(["from", "over", "to", "under"]), st.integers(0, 30), min_size=1, max_size=2
).filter(lambda found: {*found} not in ({"from", "over"}, {"to", "under"}))
STEPS = st.sampled_from(["1", "0.01", "0.25", "5"])
ENDS = st.tuples(st.booleans(), st.booleans())


@given(UNITS, STEPS, ENDS, st.lists(BOUNDS, max_size=6))
def test_the_ranges_hold_every_number_once_and_conditions_say_the_same_of_all_in_one(
    low: int, step: str, closed: tuple[bool, bool], conditions: list[dict[str, int]]
) -> None:
    first, size = Decimal(low) * Decimal(step), Decimal(step)
    last = first + 30 * size
    domain = NumberDomain(str(first) if closed[0] else None, str(last) if closed[1] else None, step, "")
    written = [{key: str(first + count * size) for key, count in bounds.items()} for bounds in conditions]
    written = [bounds for bounds in written if not [*domain.faults(bounds)]]
    found = cut(domain, written)
    ids = [id for id, _ in found.answers()]
    assert len(set(ids)) == len(ids)
    for count in range(31):
        number = first + count * size
        entry = Entry("number", domain.low or "", domain.high or "", step)
        id = find_number(entry, ids, f"{number:f}")
        assert id in ids
        for bounds in written:
            met = (
                number >= Decimal(bounds.get("from", number))
                and number <= Decimal(bounds.get("to", number))
                and ("over" not in bounds or number > Decimal(bounds["over"]))
                and ("under" not in bounds or number < Decimal(bounds["under"]))
            )
            assert met == (id in found.within(Interval(*domain.interval(bounds))))
        assert find_number(entry, ids, f"{number + size / 2:f}") is None, "between two steps"
    for union in found.groups("q"):
        assert set(union["answers"]) < set(ids)
    parsed = [read_range(id) for id in ids]
    assert [one and one.id for one in parsed] == ids


def test_other_ids_are_no_ranges() -> None:
    assert [read_range(id) for id in ("room", "to-8", "8-to", "a1-to-2", "12.5", "p5")] == [None] * 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("summary: They know who can help.", "summry: They know who can help."),
        ("name: People", "nam: People"),
    ],
    ids=["in another file", "in its own file"],
)
def test_a_problem_elsewhere_makes_no_answers_missing(folder: Path, old: str, new: str) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(with_people(folder, old, new))
    key, wrong = old.split(":")[0], new.split(":")[0]
    said = [problem.message.split(" of ")[0] for problem in caught.value.problems]
    assert said == [f'missing key "{key}"', f'unknown key "{wrong}" (did you mean "{key}"?)']
