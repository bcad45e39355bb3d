"""The decision tree as YAML holds it: questions with their answers, and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from decision_tree.conditions import Condition
from site_builder.guide.cldr import UNIT_EXAMPLES, units
from site_builder.guide.conclusions import Conclusion
from site_builder.guide.day_domain import day_faults
from site_builder.guide.format import AtLeastOne, Day, Decimal, Id, Plain, Text, ref
from site_builder.guide.groups import Group
from site_builder.guide.number_domain import number_faults
from site_builder.guide.periods import Dated
from site_builder.guide.statements import Cited, Ids, Item
from site_builder.guide.variants import AnswerVariant, QuestionVariant
from site_builder.guide.yaml_file import YamlPath
from site_builder.problems import did_you_mean


@dataclass(frozen=True, kw_only=True)
class Case:
    """Where an answer leads under a condition."""

    to: Annotated[str, ref("question", "outcome")]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class Answer(Cited, Dated):
    """A choice at a question; `unsure` marks the "I'm not sure" one. `also` are other words for it, with
    commas between them: the search finds an answer that has some. `instead`: words for some cases.

    Where the question takes several they have no `to`, and `alone` marks one that excludes the others.
    """

    id: Id
    label: Text
    to: Annotated[str, ref("question", "outcome")] | tuple[Case, ...] = ()
    hint: Text | None = None
    also: Text | None = None
    unsure: bool = False
    alone: bool = False
    was: Ids = ()
    instead: tuple[AnswerVariant, ...] = ()

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """It leads somewhere."""
        return [*super().find_faults(raw), *(["the answer leads nowhere"] if raw.get("to") == [] else [])]

    @property
    def cases(self) -> tuple[Case, ...]:
        """`to` as cases, whichever way it was written."""
        return (Case(to=self.to),) if isinstance(self.to, str) else self.to


@dataclass(frozen=True, kw_only=True)
class NumberBounds:
    """The numbers that a question asks for: both bounds included, each open without it, in whole steps. The
    `unit` is percent, the code of a currency, or a unit of CLDR such as kilometer."""

    from_: Decimal | None = None
    to: Decimal | None = None
    step: Decimal = 1
    unit: Plain | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """There are some, in steps from the first to the last; the unit has a name."""
        faults = [*number_faults(raw)]
        unit = raw.get("unit")
        if isinstance(unit, str) and unit not in units():
            hint = did_you_mean(unit, units()) or did_you_mean(unit.upper(), units())
            faults.append(f'unknown unit "{unit}"; write one such as {UNIT_EXAMPLES}{hint}')
        return faults


@dataclass(frozen=True, kw_only=True)
class DayBounds:
    """The days that a question asks for: both bounds included, each open without it. `today` is the
    reader's."""

    from_: Day | None = None
    to: Day | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """There are some."""
        return [*day_faults(raw)]


@dataclass(frozen=True, kw_only=True)
class Question(Cited):
    """A question of the tree; `also` as of an answer.

    It takes one answer or, with `choose: several`, one or more of them at once.
    Its answers stand here, in a CSV file beside this one (`answers_file`), are a `list` by CLDR (all but
    those of `except`, and the `extra` ones; `also_of` has the `also` of some), or the ranges of a `number` or
    `date` that conditions tell apart. Of all but the first, `to` is where the answers lead; so it is of
    several at once.
    `remember`: whether a reader's device may keep the answer, which says who they are.
    """

    id: Id
    question: Text
    name: Text
    choose: Literal["several"] | None = None
    answers: Annotated[tuple[Answer, ...], AtLeastOne()] = ()
    answers_file: Plain | None = None
    list_: Literal["countries", "languages", "currencies"] | None = None
    except_: Ids = ()
    extra: tuple[Answer, ...] = ()
    also_of: Mapping[Id, Text] = field(default_factory=dict)
    number: NumberBounds | None = None
    date: DayBounds | None = None
    to: Annotated[str, ref("question", "outcome")] | tuple[Case, ...] = ()
    hint: Text | None = None
    also: Text | None = None
    help: tuple[Item, ...] = ()
    remember: bool = False
    was: Ids = ()
    instead: tuple[QuestionVariant, ...] = ()

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """Whoever is not sure is asked again. Answers come from one place."""
        answers = [one for key in ("answers", "extra") if isinstance(raw.get(key), list) for one in raw[key]]
        unsure = any(isinstance(a, Mapping) and a.get("unsure") for a in answers)
        kept = raw.get("remember") and unsure
        faults = ['a question with "remember" cannot have an answer that is "unsure"'] if kept else []
        return [*super().find_faults(raw), *faults, *_origin_faults(raw), *_several_faults(raw)]

    @classmethod
    def find_faults_below(cls, raw: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        """Each answer leads on, or the question does for all; those that exclude others are among several."""
        several = raw.get("choose") == "several"
        for key in ("answers", "extra"):
            listed = raw.get(key)
            for index, answer in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(answer, Mapping):
                    for below, message in _answer_faults(answer, several=several):
                        yield (key, index, *below), message
                    for date in ("from", "until") if several else ():
                        if date in answer:
                            yield (key, index, date), "of several answers at once each is offered on all days"

    @property
    def several(self) -> bool:
        """Whether it takes several answers at once."""
        return self.choose == "several"

    @property
    def cases(self) -> tuple[Case, ...]:
        """Of a question that takes several answers `to` as cases; () of any other."""
        if not self.several:
            return ()
        return (Case(to=self.to),) if isinstance(self.to, str) else self.to

    @classmethod
    def find_missing_source(cls, raw: Mapping[str, Any]) -> list[str]:
        """A list of answers has the facts of its question."""
        for key in ("answers_file", "list", "number", "date"):
            if key in raw and not raw.get("source"):
                return [f'missing "source" beside "{key}": its answers have the same']
        return super().find_missing_source(raw)


def _origin_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with where a question's answers come from."""
    origins = [key for key in ("answers", "answers_file", "list", "number", "date") if key in raw]
    if len(origins) != 1:
        yield 'a question has one of "answers", "answers_file", "list", "number" and "date"'
        return
    several = "choose" in raw
    allowed = {
        "answers": ("to",) if several else (), "answers_file": ("to",),
        "list": ("to", "except", "extra", "also_of"), "number": ("to",), "date": ("to",),
    }[origins[0]]  # fmt: skip
    for key in ("to", "except", "extra", "also_of"):
        if key in raw and key not in allowed:
            yield f'"{key}" has no place beside "{origins[0]}"'
    if origins[0] in ("list", "number", "date") and not raw.get("to"):
        yield f'a "{origins[0]}" needs "to": where its answers lead'


def _several_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a question that takes several answers."""
    if "choose" not in raw:
        return
    if not raw.get("to"):
        yield 'a question with "choose: several" needs "to": where it leads, whatever is chosen'
    for key in ("list", "number"):
        if key in raw:
            yield f'"choose: several" has no place beside "{key}"; write the answers, or an "answers_file"'
    answers = raw.get("answers")
    known = [one for one in answers if isinstance(one, Mapping)] if isinstance(answers, list) else []
    if known and all(one.get("alone") is True for one in known):
        yield 'every answer is "alone", so nobody could choose several'


def _answer_faults(answer: Mapping[str, Any], *, several: bool) -> Iterator[tuple[YamlPath, str]]:
    """What is wrong with where an answer leads, and with how it goes with others."""
    if not several:
        if "to" not in answer:
            yield (), 'missing key "to" of an answer'
        if "alone" in answer:
            yield ("alone",), '"alone" has a place only where the question has "choose: several"'
        return
    if "to" in answer:
        yield ("to",), 'of several answers none leads on by itself; write "to" at the question'
    if answer.get("unsure"):
        message = (
            '"unsure" has no place among several answers; write one that is "alone", such as I don\'t know'
        )
        yield ("unsure",), message


@dataclass(frozen=True, kw_only=True)
class Option(Cited):
    """A value of a setting. `ticket` says in which language tickets are then written: the guide's source
    locale or the reader's own."""

    id: Id
    label: Text
    hint: Text | None = None
    ticket: Literal["source", "own"] | None = None
    was: Ids = ()


@dataclass(frozen=True, kw_only=True)
class Setting(Cited):
    """A choice for the whole page, with a default. `remember`: whether a reader's device may keep it."""

    id: Id
    name: Text
    default: Plain
    answers: Annotated[tuple[Option, ...], AtLeastOne()]
    hint: Text | None = None
    remember: bool = False
    was: Ids = ()


@dataclass(frozen=True, kw_only=True)
class TreeFile:
    """tree.yml."""

    title: Text
    first: Annotated[str, ref("question")]
    questions: Annotated[tuple[Question, ...], AtLeastOne()]
    settings: tuple[Setting, ...] = ()
    groups: tuple[Group, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
