"""The check of a condition's format: tests of answers, bounds of numbers and dates, alternatives."""

from __future__ import annotations

from typing import Any

from decision_tree.calendar_spans import read_span
from decision_tree.conditions import ANY
from decision_tree.faults import is_date
from site_builder.guide.day_domain import WAYS
from site_builder.guide.format import DECIMAL
from site_builder.guide.format_reports import FormatReports, describe, in_quotes
from site_builder.guide.ranges import BOUNDS, has_bounds
from site_builder.guide.yaml_file import DATE_LIKE, YamlPath

SELECTING = ("any", "all", "not")
"""The keys of a condition on several answers: any of these, all of these, and none of these are chosen."""


class ConditionCheck(FormatReports):
    """Checks conditions, and reports what is wrong with them."""

    def check(self, value: Any, path: YamlPath) -> None:
        """Report everything in a condition that does not fit its format."""
        if not isinstance(value, dict) or not value:
            found = "an empty one" if value == {} else describe(value)
            self.report(path, f"expected a condition such as {{color: red}}, found {found}")
            return
        for name, answers in value.items():
            if name == ANY:
                self._alternatives(answers, (*path, ANY))
                continue
            if has_bounds(answers):
                self._bounds(answers, (*path, name))
                continue
            if isinstance(answers, dict) and (not answers or not set(answers) <= {*SELECTING}):
                message = (
                    "expected an answer, a list of answers, {not: …}, {from: …, under: …}, "
                    "or of several answers {any: …, all: …, not: …}"
                )
                self.report((*path, name), message)
                continue
            for part in answers.values() if isinstance(answers, dict) else [answers]:
                self._answer_ids(part, name, (*path, name))

    def _answer_ids(self, answers: Any, name: str, path: YamlPath) -> None:
        if answers == []:
            self.report(path, f'the list of answers to "{name}" is empty; write at least one')
        for item in answers if isinstance(answers, list) else [answers]:
            if not isinstance(item, str):
                self.report(path, f"expected an answer id, found {describe(item)}{in_quotes(str, item)}")

    def _bounds(self, value: dict[str, Any], path: YamlPath) -> None:
        for key, bound in value.items():
            if key in WAYS:
                self._time(bound, (*path, key))
                if len(value) > 1:
                    self.report(
                        (*path, key, "@key"), f'"{key}" stands alone; name the other bounds under "any"'
                    )
            elif key not in BOUNDS:
                message = f'unknown key "{key}"; bounds are "from" or "over", and "to" or "under"'
                self.report((*path, key, "@key"), message)
            else:
                self._bound(bound, (*path, key))
        self._pairs(value, path)

    def _bound(self, value: Any, path: YamlPath) -> None:
        if isinstance(value, str) and (DECIMAL.fullmatch(value) or DATE_LIKE.fullmatch(value)):
            self.allow_without_quotes(path)
        if type(value) is int or (isinstance(value, str) and (DECIMAL.fullmatch(value) or is_date(value))):
            return
        found = describe(value)
        if isinstance(value, str) and DATE_LIKE.fullmatch(value):
            self.report(path, f"{value} is not a date; write one such as 2024-02-29")
            return
        self.report(path, f"expected a number such as 12.50 or a date such as 2024-02-29, found {found}")

    def _time(self, value: Any, path: YamlPath) -> None:
        """Check the time since or until a date."""
        if not isinstance(value, dict) or not value:
            self.report(
                path, f"expected bounds such as {{from: 6 months, under: 2 years}}, found {describe(value)}"
            )
            return
        for key, bound in value.items():
            if key not in BOUNDS:
                message = f'unknown key "{key}"; bounds are "from" or "over", and "to" or "under"'
                self.report((*path, key, "@key"), message)
            elif not isinstance(bound, str) or read_span(bound) is None:
                self.report(
                    (*path, key), f"expected a time such as 2 years or 30 days, found {describe(bound)}"
                )
        self._pairs(value, path)

    def _pairs(self, value: dict[str, Any], path: YamlPath) -> None:
        for pair in (("from", "over"), ("to", "under")):
            if value.keys() >= {*pair}:
                self.report((*path, pair[1], "@key"), f'"{pair[1]}" has no place beside "{pair[0]}"')

    def _alternatives(self, value: Any, path: YamlPath) -> None:
        if not isinstance(value, list) or not value:
            found = "an empty one" if value == [] else describe(value)
            message = f"expected a list of conditions such as {{color: red}}, found {found}"
            self.report(path, message)
            return
        for index, alternative in enumerate(value):
            if isinstance(alternative, dict) and ANY in alternative:
                self.report((*path, index, ANY, "@key"), f'"{ANY}" has no place within "{ANY}"')
            else:
                self.check(alternative, (*path, index))
