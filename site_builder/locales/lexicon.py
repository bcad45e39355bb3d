"""The lexicon of a locale: its names and interface words, and conditions and table cells in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list

from decision_tree.conditions import AnyOf, Condition, Conjunction, Test
from decision_tree.label_order import MOST_IN_GIVEN_ORDER
from decision_tree.periods import PERIOD, days_of_all
from site_builder.guide import (
    Concluded,
    Question,
    alternatives_of,
    model,
    read_duration,
)
from site_builder.locales.names import Names
from site_builder.locales.punctuation import list_marks
from site_builder.locales.quantities import quantity, span


class Lexicon(Names):
    """The interface words, names, durations and conditions of one localized guide, in words."""

    def cell(self, cell: model.Cell, column: model.Column) -> str:
        """A table's cell as a text of the guide: facts in the locale's way, other things by reference."""
        babel = self.locale.babel
        if cell.amount is not None:
            return quantity(Decimal(cell.amount), column.unit or "", babel)
        if cell.number is not None:
            return quantity(Decimal(cell.number), column.unit or "", babel)
        if cell.address is not None:
            return cell.address.removeprefix("https://").rstrip("/")
        if cell.link is not None:
            kind = "link" if cell.link in self._facts["link"] else "portal"
            return f"{{{kind}:{cell.link}}}"
        if cell.duration is None:
            return cell.text or ""
        count, unit = read_duration(cell.duration)
        if unit == "business day":
            return self.word("business-days", count=count)
        return span(count, unit, babel)

    def cell_address(self, cell: model.Cell) -> str:
        """The address that a cell leads to, or ""."""
        if cell.link is None:
            return cell.address or ""
        named = self._facts["link"].get(cell.link) or self._facts["portal"][cell.link]
        return str(named.url)

    def either(self, words: list[str]) -> str:
        """A list joined with "or"."""
        return str(format_list(words, style="or", locale=self.locale.babel))

    def condition(self, condition: Condition) -> str:
        """A condition in words, from the short names of its questions and the labels of its answers.

        Alternatives stand in brackets where they are more than one question with one answer.
        """
        written: dict[object, str] = {}
        for clause in condition:
            if isinstance(clause, Concluded):
                written[clause] = self.condition(clause.written)
            elif isinstance(clause, AnyOf):
                written[clause] = self._either_of(clause.alternatives)
            elif clause.name not in written:
                written[clause.name] = self._asked(condition, clause)
        return list_marks(self.locale.babel)[1].join(written.values())

    def period(self, ids: Sequence[str]) -> str:
        """The days of periods that follow one another, in words: "Until 31 December 2026"."""
        first, last = (day and self.date(day) for day in days_of_all(ids))
        if first and last:
            return self.word("date-between", first=first, last=last)
        return self.word("date-from", date=first) if first else self.word("date-until", date=last)

    def date(self, day: str) -> str:
        """A date in ISO form in words."""
        return str(format_date(date.fromisoformat(day), "long", locale=self.locale.babel))

    def _asked(self, condition: Condition, test: Test) -> str:
        """All that a condition asks of what its first test of that asks about."""
        if test.name in self.conclusions:
            return self._conclusion(test)
        if test.name == PERIOD:
            return self.period(test.values)  # conditions have one test of it
        name = self.plain(self.choices[test.name].name)
        return self.word("condition-is", name=name, answers=self.values(condition, test.name))

    def _conclusion(self, test: Test) -> str:
        """A test of a conclusion: by its name, or, where it has none, what it follows from."""
        conclusion = self.conclusions[test.name]
        values = [one for one in conclusion.values if (one.id in test.values) != test.negated]
        if not conclusion.name:
            return self._either_of(tuple(one for value in values for one in alternatives_of(value.when)))
        answers = self.either([self.plain(value.name or "") for value in values])
        return self.word("condition-is", name=self.plain(conclusion.name), answers=answers)

    def _either_of(self, alternatives: tuple[Conjunction, ...]) -> str:
        words = [self.condition(alternative) for alternative in alternatives]
        if len(words) > 1 and any(
            [len(test.values) for test in alternative] != [1] for alternative in alternatives
        ):
            words = [f"({alternative})" for alternative in words]
        return self.either(words)

    def values(self, condition: Condition, name: str, *, grouped: bool = True, headed: bool = False) -> str:
        """The answers to one question that a condition allows, in words; "" where it asks nothing of it.

        Alternatives are left out. Groups are named, or not, and then their answers are. Under a heading of
        the question's own, several answers one of which is needed stand as they are, without "with".
        """
        tests = [one for one in condition if isinstance(one, Test) and one.name == name]
        choice = self.choices[name]
        bare = headed and len(tests) == 1 and not tests[0].negated
        if isinstance(choice, Question) and choice.several and not bare:
            alone = {answer.id for answer in choice.answers if answer.alone}
            return list_marks(self.locale.babel)[0].join(self._chosen(test, alone, grouped) for test in tests)
        return self._value(tests[0], "", "condition-not", grouped) if tests else ""

    def _chosen(self, test: Test, alone: Collection[str], grouped: bool) -> str:
        """A test of a question that takes several answers: with this, or without it."""
        excludes_others = all(value in alone for value in test.values)
        return self._value(test, "" if excludes_others else "condition-with", "condition-without", grouped)

    def _value(self, test: Test, positive: str, negative: str, grouped: bool) -> str:
        """The answers that a test names, in one of these words; "" stands for nothing but the answers."""
        texts = self.answer_texts(test.name, test.values)
        if not grouped:
            texts = [one.label for one in self.choices[test.name].answers if one.id in test.values]
        answers = self.either([self.plain(text) for text in texts])
        word = negative if test.negated else positive
        return self.word(word, answers=answers) if word else answers

    def answer_texts(self, name: str, values: Sequence[str]) -> list[str]:
        """The texts for answers to one question: names of groups, the largest first, then other labels."""
        groups = [group for group in self.guide.tree.groups if group.question == name and group.name]
        for group in groups:
            if len(values) > MOST_IN_GIVEN_ORDER and set(values) == set(self.outside(group)):
                return [self.without(group)]
        texts, left = [], list(values)
        for group in sorted(groups, key=lambda group: -len(group.answers)):
            if len(group.answers) > 1 and set(group.answers) <= set(left):
                texts.append(group.name or "")
                left = [value for value in left if value not in group.answers]
        labels = {answer.id: answer.label for answer in self.choices[name].answers}
        return [*texts, *(labels[value] for value in left)]

    def outside(self, group: model.Group) -> tuple[str, ...]:
        """The answers to a group's question that are not in it, without those of doubt."""
        answers = self.choices[group.question].answers
        sure = [answer.id for answer in answers if not (isinstance(answer, model.Answer) and answer.unsure)]
        return tuple(id for id in sure if id not in group.answers)

    def without(self, group: model.Group) -> str:
        """What is outside of a group with a name, in words: "not European Union"."""
        return self.word("condition-not", answers=self.plain(group.name or ""))
