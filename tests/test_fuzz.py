"""The fuzzer itself: its judge sees what is wrong, and faults are counted and said."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from decision_tree.conditions import Test
from decision_tree.model import Answer, Case, Question, Tree
from tests.fuzz import __main__ as fuzzer
from tests.fuzz.areas import Area
from tests.fuzz.judge import JudgeError, judge
from tests.fuzz.mutations import HOSTILE, damaged_bytes, damaged_json, damaged_text
from tests.support.trees import make_tree

YES, NO = (Test("first", ("yes",)),), (Test("first", ("no",)),)
FIRST = Question("first", "", "", (Answer("yes", "", (Case("last"),)), Answer("no", "", (Case("last"),))))


def ending(*cases: Case) -> Tree:
    return make_tree([FIRST, Question("last", "", "", (Answer("go", "", cases),))], ["one", "two"])


def test_the_judge_accepts_what_is_total_and_refuses_each_fault() -> None:
    judge(ending(Case("one", YES), Case("two", NO)), Random(0))
    for cases, message in (
        ((Case("one", YES),), r"these hold: \[\]"),
        ((Case("one"), Case("two", NO)), r"these hold: \['one', 'two'\]"),
        ((Case("nowhere", YES), Case("two", NO)), "nowhere is no question"),
        ((Case("first", YES), Case("two", NO)), "first is asked again"),
        ((Case("one"),), r"nothing leads to \['two'\]"),
    ):
        with pytest.raises(JudgeError, match=message):
            judge(ending(*cases), Random(0))


def test_every_kind_of_fault_is_counted_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(folder: Path) -> object:
        def case(random: Random) -> str:
            match random.randrange(5):
                case 0:
                    return "accepted"
                case 1:
                    raise JudgeError("not so")
                case 2:
                    return str(bytearray(2_000_000_000)[0])
                case 3:
                    while True:
                        pass
                case _:
                    return str([][1])

        return case

    monkeypatch.setattr(fuzzer, "AREAS", (Area("faulty", 1, 0.5, faulty),))  # type: ignore[arg-type]
    found, again = fuzzer.run((0, 1, range(20))), fuzzer.run((0, 1, range(20)))
    del found["seconds"], again["seconds"]
    assert found == again
    faults = [found[fault] for fault in ("accepted", "wrong", "memory", "hang", "traceback")]
    assert all(faults) and sum(faults) == found["cases"] == 20
    said = capsys.readouterr().err
    assert "wrong: JudgeError: 'not so'" in said and "traceback: IndexError" in said


def test_what_is_damaged_differs_and_can_be_made_again() -> None:
    text, value, content = "a: b\nc: d\n", {"a": [1, "b"], "c": None}, bytes(range(9))
    for seed in range(50):
        assert damaged_text(Random(seed), text) == damaged_text(Random(seed), text)
        assert damaged_json(Random(seed), value) == damaged_json(Random(seed), value)
        assert damaged_bytes(Random(seed), content) != content
    assert len({damaged_text(Random(seed), text) for seed in range(200)}) > len(HOSTILE)
    assert value == {"a": [1, "b"], "c": None}


@pytest.mark.parametrize("area", ["requests", "receipts"])
def test_a_few_cases_find_no_fault(area: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzzer.main(["--area", area, "--cases", "50"]) == 0
    assert " ".join(capsys.readouterr().out.split("\n")[1].split()[:2]) == f"{area} 50"
