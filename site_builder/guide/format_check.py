"""The check of YAML values against the format of the guide: each place where a value differs from it."""

from __future__ import annotations

import builtins
import re
from typing import Any

from decision_tree.calendar_spans import read_span
from decision_tree.conditions import ANY
from decision_tree.day_ranges import TODAY
from decision_tree.faults import is_date
from site_builder.guide import inline
from site_builder.guide.day_domain import WAYS
from site_builder.guide.format import (
    DECIMAL,
    ID,
    LONGEST_ID,
    ChoiceFormat,
    ConditionFormat,
    DecimalFormat,
    Format,
    ListFormat,
    MappingFormat,
    ObjectFormat,
    PluralFormat,
    ScalarFormat,
    StringFormat,
    UnionFormat,
    format_of,
)
from site_builder.guide.localized_text import COUNT_PLACEHOLDER, PLURAL_CATEGORIES
from site_builder.guide.ranges import BOUNDS, has_bounds
from site_builder.guide.yaml_file import DATE_LIKE, READ_AS, Document, YamlPath
from site_builder.problems import did_you_mean

URL = re.compile(r"https://[a-z0-9.-]+\.[a-z]+(/[\w./?=&%#-]*)?")
"""The addresses of web pages that a guide may have."""
CONTACT = re.compile(rf"{URL.pattern}|tel:\+?[0-9][0-9()./-]*|mailto:[\w.+-]+@[a-z0-9.-]+\.[a-z]+")
"""Those, and telephones (RFC 3966) and mailboxes (RFC 6068)."""
SELECTING = ("any", "all", "not")
"""The keys of a condition on several answers: any of these, all of these, and none of these are chosen."""


def check_format(kind: Any, document: Document, *, cited: bool = True) -> None:
    """Append to the document's problems everything in its value that does not fit `kind`.

    With `cited` each statement must say where it comes from.
    """
    if document.value is not None or not document.problems:  # what could not be read is not compared
        _Checker(document, cited).check(format_of(kind), document.value, ())


class _Checker:
    def __init__(self, document: Document, cited: bool) -> None:
        self.document = document
        self.rules = ("find_faults", "find_date_faults", *(("find_missing_source",) if cited else ()))

    def report(self, path: YamlPath, message: str) -> None:
        self.document.problems.append(self.document.problem(path, message))

    def check(self, format: Format, value: Any, path: YamlPath) -> None:
        match format:
            case StringFormat():
                self._check_string(format, value, path)
            case PluralFormat():
                self._check_plural(value, path)
            case ConditionFormat():
                self._check_condition(value, path)
            case ListFormat() if format.is_bare(value):
                self.check(format.item, value, path)
            case ListFormat():
                self._check_list(format, value, path)
            case ObjectFormat() if format.bare_key and format.is_bare(value):
                self.check(format.fields[format.bare_key], value, path)
            case ObjectFormat():
                self._check_object(format, value, path)
            case MappingFormat():
                self._check_mapping(format, value, path)
            case UnionFormat():
                self.check(format.choose(value), value, path)
            case DecimalFormat():
                self._check_decimal(value, path)
            case ChoiceFormat() if value not in format.options:
                options = ", ".join(map(str, format.options))
                self.report(path, f"expected one of: {options}; found {describe(value)}")
            case ScalarFormat() if type(value) is not format.type:
                self._check_type(format, value, path)
            case ScalarFormat(type=builtins.str):
                self._check_string(StringFormat("plain"), value, path)

    def _check_type(self, format: ScalarFormat, value: Any, path: YamlPath) -> None:
        read_as = READ_AS.get(value.lower()) if format.type is bool and isinstance(value, str) else None
        if read_as in ("true", "false"):
            self._allow_without_quotes(path)
            self.report(path, f'expected true or false, found "{value}"; write {read_as}')
            return
        expected = {int: "a whole number", bool: "true or false", str: "text"}[format.type]
        self.report(path, f"expected {expected}, found {describe(value)}{_in_quotes(format.type, value)}")

    def _allow_without_quotes(self, path: YamlPath) -> None:
        """Take back that a value needs quotes: the file's reader does not know what is expected here."""
        place = self.document.positions.get(path)
        self.document.problems = [p for p in self.document.problems if (p.line, p.column) != place]

    def _check_decimal(self, value: Any, path: YamlPath) -> None:
        if isinstance(value, str) and DECIMAL.fullmatch(value):
            self._allow_without_quotes(path)
        elif type(value) is not int:
            self.report(path, f"expected a number such as 12.50, found {describe(value)}")

    def _check_string(self, format: StringFormat, value: Any, path: YamlPath) -> None:
        if not isinstance(value, str):
            braces = "; a text that begins with a brace needs quotes" if isinstance(value, dict) else ""
            self.report(path, f"expected text, found {describe(value)}{_in_quotes(str, value)}{braces}")
            return
        match format.kind:
            case "plain":
                for fault in inline.find_invisible(value):
                    self.report(path, fault)
                if not value.strip():
                    self.report(path, "the text is empty")
            case "text":
                for fault in inline.find_faults(value):
                    self.report(path, fault)
            case "word":
                placeholders = [ref.id for ref in inline.references(value) if not ref.kind]
                for fault in inline.find_faults(value, placeholders):
                    self.report(path, fault)
            case "id" if not ID.match(value):
                self.report(path, f'"{value}" is not an id; write lower-case-words-with-dashes')
            case "id" if len(value) > LONGEST_ID:
                self.report(path, f'"{value}" is too long; an id has at most {LONGEST_ID} characters')
            case "url" if not URL.fullmatch(value):
                self.report(path, f'"{value}" is not an https address')
            case "contact" if not CONTACT.fullmatch(value):
                expected = "an https address, tel:+31-20-555-0100 or mailto:desk@example.org"
                self.report(path, f'"{value}" is not an address; write {expected}')
            case "date" if not is_date(value):
                self.report(path, f'"{value}" is not a date; write "2021-02-26", in quotes')
            case "day" if DATE_LIKE.fullmatch(value) or value == TODAY:
                self._allow_without_quotes(path)
                if value != TODAY and not is_date(value):
                    self.report(path, f"{value} is not a date; write one such as 2024-02-29, or today")
            case "day":
                self.report(path, f'"{value}" is not a date; write one such as 2024-02-29, or today')
            case "month" if not is_date(f"{value}-01"):
                self.report(path, f'"{value}" is not a month; write "2023-09", in quotes')

    def _check_plural(self, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected forms such as {{one: …, other: …}}, found {describe(value)}")
            return
        if "other" not in value:
            self.report(path, 'missing the form "other", for every number that has no form of its own')
        for category, form in value.items():
            if category not in PLURAL_CATEGORIES:
                message = f'"{category}" is no plural category{did_you_mean(category, PLURAL_CATEGORIES)}'
                self.report((*path, category, "@key"), message)
            self._check_string(StringFormat("word"), form, (*path, category))
            if isinstance(form, str) and COUNT_PLACEHOLDER not in form:
                message = f"a counted word needs {COUNT_PLACEHOLDER} in each of its forms"
                self.report((*path, category), message)

    def _check_condition(self, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict) or not value:
            found = "an empty one" if value == {} else describe(value)
            self.report(path, f"expected a condition such as {{color: red}}, found {found}")
            return
        for name, answers in value.items():
            if name == ANY:
                self._check_alternatives(answers, (*path, ANY))
                continue
            if has_bounds(answers):
                self._check_bounds(answers, (*path, name))
                continue
            if isinstance(answers, dict) and (not answers or not set(answers) <= {*SELECTING}):
                message = (
                    "expected an answer, a list of answers, {not: …}, {from: …, under: …}, "
                    "or of several answers {any: …, all: …, not: …}"
                )
                self.report((*path, name), message)
                continue
            for part in answers.values() if isinstance(answers, dict) else [answers]:
                self._check_answer_ids(part, name, (*path, name))

    def _check_answer_ids(self, answers: Any, name: str, path: YamlPath) -> None:
        if answers == []:
            self.report(path, f'the list of answers to "{name}" is empty; write at least one')
        for item in answers if isinstance(answers, list) else [answers]:
            if not isinstance(item, str):
                self.report(path, f"expected an answer id, found {describe(item)}{_in_quotes(str, item)}")

    def _check_bounds(self, value: dict[str, Any], path: YamlPath) -> None:
        for key, bound in value.items():
            if key in WAYS:
                self._check_time(bound, (*path, key))
                if len(value) > 1:
                    self.report(
                        (*path, key, "@key"), f'"{key}" stands alone; name the other bounds under "any"'
                    )
            elif key not in BOUNDS:
                message = f'unknown key "{key}"; bounds are "from" or "over", and "to" or "under"'
                self.report((*path, key, "@key"), message)
            else:
                self._check_bound(bound, (*path, key))
        self._check_pairs(value, path)

    def _check_bound(self, value: Any, path: YamlPath) -> None:
        if isinstance(value, str) and (DECIMAL.fullmatch(value) or DATE_LIKE.fullmatch(value)):
            self._allow_without_quotes(path)
        if type(value) is int or (isinstance(value, str) and (DECIMAL.fullmatch(value) or is_date(value))):
            return
        found = describe(value)
        if isinstance(value, str) and DATE_LIKE.fullmatch(value):
            self.report(path, f"{value} is not a date; write one such as 2024-02-29")
            return
        self.report(path, f"expected a number such as 12.50 or a date such as 2024-02-29, found {found}")

    def _check_time(self, value: Any, path: YamlPath) -> None:
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
        self._check_pairs(value, path)

    def _check_pairs(self, value: dict[str, Any], path: YamlPath) -> None:
        for pair in (("from", "over"), ("to", "under")):
            if value.keys() >= {*pair}:
                self.report((*path, pair[1], "@key"), f'"{pair[1]}" has no place beside "{pair[0]}"')

    def _check_alternatives(self, value: Any, path: YamlPath) -> None:
        if not isinstance(value, list) or not value:
            found = "an empty one" if value == [] else describe(value)
            message = f"expected a list of conditions such as {{color: red}}, found {found}"
            self.report(path, message)
            return
        for index, alternative in enumerate(value):
            if isinstance(alternative, dict) and ANY in alternative:
                self.report((*path, index, ANY, "@key"), f'"{ANY}" has no place within "{ANY}"')
            else:
                self._check_condition(alternative, (*path, index))

    def _check_object(self, format: ObjectFormat, value: Any, path: YamlPath) -> None:
        name = name_of_class(format.type)
        if not isinstance(value, dict):
            self.report(path, f"expected {name} with keys, found {describe(value)}")
            return
        for key in value:
            if key not in format.fields:
                self.report((*path, key, "@key"), f'unknown key "{key}"{did_you_mean(key, format.fields)}')
        for key in format.required:
            if key not in value:
                self.report(path, f'missing key "{key}" of {name}')
        for key, item in value.items():
            if key in format.fields:
                self.check(format.fields[key], item, (*path, key))
        for rule in self.rules:
            for message in getattr(format.type, rule, lambda value: [])(value):
                self.report(path, message)
        for below, message in getattr(format.type, "find_faults_below", lambda value: [])(value):
            self.report((*path, *below), message)

    def _check_list(self, format: ListFormat, value: Any, path: YamlPath) -> None:
        if not isinstance(value, list):
            self.report(path, f"expected a list, found {describe(value)}")
            return
        if not value and format.in_place_of_none:
            self.report(path, f'"{path[-1]}" is empty; {format.in_place_of_none}')
        seen: dict[str, int] = {}
        for index, item in enumerate(value):
            self.check(format.item, item, (*path, index))
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str) and seen.setdefault(id, index) != index:
                line = self.document.positions[(*path, seen[id])][0]
                self.report((*path, index, "id"), f'duplicate id "{id}" (first in line {line})')

    def _check_mapping(self, format: MappingFormat, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected a mapping, found {describe(value)}")
            return
        for key, item in value.items():
            self.check(format.value, item, (*path, key))


def name_of_class(kind: Any) -> str:
    """How a message calls an object of that class."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _in_quotes(kind: type, value: Any) -> str:
    """The end of a message on a number, true or false, where text is expected."""
    if kind is not str or not isinstance(value, (int, bool)):
        return ""
    return f'; write "{str(value).lower()}" in quotes'


def describe(value: Any) -> str:
    """A value as a message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the value {str(value).lower()}"
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, str):
        return f'"{value if len(value) <= 40 else value[:37] + "…"}"'
    return "a list" if isinstance(value, list) else "a mapping"
