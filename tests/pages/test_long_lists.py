"""Long lists of answers by their initials."""

from __future__ import annotations

import pytest

from decision_tree.model import Answer, Question
from site_builder.pages.long_lists import by_initial, initial, is_long


@pytest.mark.parametrize(
    ("label", "letter"),
    [
        ("Åland", "A"),
        ("égypte", "E"),
        ("“Other”", "O"),
        ("1 portal", "1"),
        ("ドイツ", "ト"),
        ("مصر", "م"),
        ("…", "#"),
    ],
)
def test_an_initial_is_a_letter_without_its_accents(label: str, letter: str) -> None:
    assert initial(label) == letter


def test_answers_stand_under_their_initials_in_the_order_of_their_labels() -> None:
    labels = ["Zambia", "albania", "Åland", "Zaïre", "Austria"]
    letters = by_initial((Answer(label, label) for label in labels), str)
    assert [(letter, [one.id for one in answers]) for letter, answers in letters] == [
        ("A", ["Åland", "albania", "Austria"]),
        ("Z", ["Zaïre", "Zambia"]),
    ]


def test_twelve_answers_are_all_in_sight_and_thirteen_are_a_list() -> None:
    def asking(number: int) -> Question:
        return Question("q", "?", "q", tuple(Answer(str(i), "A") for i in range(number)))

    assert (is_long(asking(12)), is_long(asking(13))) == (False, True)
