"""The check of YAML values against the format of the guide: each place where a value differs from it."""

from __future__ import annotations

import builtins
import re
from typing import Any

from decision_tree.day_ranges import TODAY
from decision_tree.faults import is_date
from site_builder.guide import inline
from site_builder.guide.condition_format import ConditionCheck
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
from site_builder.guide.format_reports import FormatReports, describe, in_quotes
from site_builder.guide.localized_text import COUNT_PLACEHOLDER, PLURAL_CATEGORIES
from site_builder.guide.yaml_file import DATE_LIKE, READ_AS, Document, YamlPath
from site_builder.problems import did_you_mean

URL = re.compile(r"https://[a-z0-9.-]+\.[a-z]+(/[\w./?=&%#-]*)?")
"""The addresses of web pages that a guide may have."""
CONTACT = re.compile(rf"{URL.pattern}|tel:\+?[0-9][0-9()./-]*|mailto:[\w.+-]+@[a-z0-9.-]+\.[a-z]+")
"""Those, and telephones (RFC 3966) and mailboxes (RFC 6068)."""


def check_format(kind: Any, document: Document, *, cited: bool = True) -> None:
    """Append to the document's problems everything in its value that does not fit `kind`.

    With `cited` each statement must say where it comes from.
    """
    if document.value is not None or not document.problems:  # what could not be read is not compared
        _Checker(document, cited).check(format_of(kind), document.value, ())


class _Checker(FormatReports):
    def __init__(self, document: Document, cited: bool) -> None:
        super().__init__(document)
        self.rules = ("find_faults", "find_date_faults", *(("find_missing_source",) if cited else ()))

    def check(self, format: Format, value: Any, path: YamlPath) -> None:
        match format:
            case StringFormat():
                self._check_string(format, value, path)
            case PluralFormat():
                self._check_plural(value, path)
            case ConditionFormat():
                ConditionCheck(self.document).check(value, path)
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
            self.allow_without_quotes(path)
            self.report(path, f'expected true or false, found "{value}"; write {read_as}')
            return
        expected = {int: "a whole number", bool: "true or false", str: "text"}[format.type]
        self.report(path, f"expected {expected}, found {describe(value)}{in_quotes(format.type, value)}")

    def _check_decimal(self, value: Any, path: YamlPath) -> None:
        if isinstance(value, str) and DECIMAL.fullmatch(value):
            self.allow_without_quotes(path)
        elif type(value) is not int:
            self.report(path, f"expected a number such as 12.50, found {describe(value)}")

    def _check_string(self, format: StringFormat, value: Any, path: YamlPath) -> None:
        if not isinstance(value, str):
            braces = "; a text that begins with a brace needs quotes" if isinstance(value, dict) else ""
            self.report(path, f"expected text, found {describe(value)}{in_quotes(str, value)}{braces}")
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
                self.allow_without_quotes(path)
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
