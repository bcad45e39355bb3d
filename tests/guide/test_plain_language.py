"""Plain English in a guide's texts: which phrases and sentences are reported, and what a sentence is."""

from __future__ import annotations

import pytest

from site_builder.guide.content import read_content
from site_builder.guide.plain_language import (
    LONGEST_SENTENCE,
    plain_language_advice,
    plain_language_problems,
    split_sentences,
)
from tests.support.guide_copies import SAMPLE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "For help, click here.",
            ['"click here" does not translate well; write instead: name what is opened'],
        ),
        (
            "The day, By your clock",
            ['"By your clock" does not translate well; write instead: in your time zone'],
        ),
        ("See above, or\nsee below", ['"See above" does not', '"see below" does not']),
        ("Choose {label:click-here} and `see above`", []),
        ("A foresee above-board aftermath", []),
        ("word " * (LONGEST_SENTENCE + 1), ['the sentence "word word word word word word …" has 31 words']),
        ("{label:more} `az` " * (LONGEST_SENTENCE // 2), []),
        ("word " * 20 + "(e.g. one): " + "word " * 20 + "end. " + "Word " * 20, []),
    ],
)
def test_phrases_and_long_sentences_are_reported(text: str, found: list[str]) -> None:
    advice = plain_language_advice(text)
    assert len(advice) == len(found)
    assert all(given.startswith(expected) for given, expected in zip(advice, found, strict=True))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Use a tool, e.g. {link:a}. {link:b} helps.", ["Use a tool, e.g. {link:a}.", "{link:b} helps."]),
        ("Within 2.5 hours, i.e. soon, etc. and so on.", ["Within 2.5 hours, i.e. soon, etc. and so on."]),
        ("Two things: this and that.", ["Two things", "this and that."]),
        ("It ends at 5 p.m. in Ohio. “Then” go.", ["It ends at 5 p.m. in Ohio.", "“Then” go."]),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    assert split_sentences(text.replace("{link:a}", "\ufffc").replace("{link:b}", "\ufffc")) == [
        sentence.replace("{link:a}", "\ufffc").replace("{link:b}", "\ufffc") for sentence in sentences
    ]


def test_a_guides_own_phrases_are_reported_at_their_place() -> None:
    problems = plain_language_problems(read_content(SAMPLE).texts(), {"Which of your own": "Which"})
    (problem,) = [problem for problem in problems if "Which of your" in problem.message]
    assert str(problem).startswith("docs/guide/tree.yml:")
    assert problem.line and problem.column
