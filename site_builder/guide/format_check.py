"""Whether a document's value fits the classes of the guide, and every place where it does not."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from decision_tree.model import Condition
from site_builder.guide import inline
from site_builder.guide.format import ID, Mark, OneOrMany, Wrap, keys_of, member, required_of, unwrap
from site_builder.guide.localized_text import COUNT_PLACEHOLDER, PLURAL_CATEGORIES
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import did_you_mean


def check_format(kind: Any, document: Document) -> None:
    """Append to the document's problems everything in its value that does not fit `kind`."""
    if document.value is not None or not document.problems:  # what could not be read is not compared
        _Checker(document).check_format(kind, document.value, ())


class _Checker:
    def __init__(self, document: Document) -> None:
        self.document = document

    def report(self, path: YamlPath, message: str) -> None:
        self.document.problems.append(self.document.problem(path, message))

    def check_format(self, kind: Any, value: Any, path: YamlPath) -> None:
        base, marks = unwrap(kind)
        for mark in marks:
            if isinstance(mark, Mark):
                return (self._forms if mark.name == "forms" else self._string)(mark, value, path)
            if isinstance(mark, OneOrMany) and not isinstance(value, list):
                return self.check_format(get_args(base)[0], value, path)
            if isinstance(mark, Wrap) and not isinstance(value, (dict, list)):
                return self.check_format(keys_of(base)[mark.key], value, path)
        if base == Condition:
            return self._condition(value, path)
        if dataclasses.is_dataclass(base):
            return self._object(base, value, path)
        origin = get_origin(base)
        if origin is tuple:
            return self._list(get_args(base)[0], value, path)
        if origin is Mapping:
            return self._mapping(get_args(base)[1], value, path)
        if origin is Literal:
            if value not in get_args(base):
                options = ", ".join(map(str, get_args(base)))
                self.report(path, f"expected one of: {options}; found {describe(value)}")
            return None
        if origin in (Union, types.UnionType):
            return self.check_format(member(base, value), value, path)
        if type(value) is not base:
            expected = {int: "a whole number", bool: "true or false", str: "text"}[base]
            self.report(path, f"expected {expected}, found {describe(value)}")
        return None

    def _string(self, mark: Mark, value: Any, path: YamlPath) -> None:
        if not isinstance(value, str):
            hint = " (put it in quotes?)" if isinstance(value, (int, bool)) else ""
            self.report(path, f"expected text, found {describe(value)}{hint}")
            return
        if mark.name == "text":
            for fault in inline.faults(value):
                self.report(path, fault)
        elif mark.name == "word":
            names = [ref.id for ref in inline.references(value) if not ref.kind]
            for fault in inline.faults(value, names):
                self.report(path, fault)
        elif mark.name == "id" and not ID.match(value):
            self.report(path, f'"{value}" is not an id; write lower-case-words-with-dashes')
        elif mark.name == "url" and not re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/[\w./?=&%#-]*)?", value):
            self.report(path, f'"{value}" is not an https address')
        elif mark.name == "date" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
            self.report(path, f'"{value}" is not a date; write "2021-02-26", in quotes')

    def _forms(self, mark: Mark, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected forms such as {{one: …, other: …}}, found {describe(value)}")
            return
        if "other" not in value:
            self.report(path, 'missing the form "other", for every number that has no form of its own')
        for category, form in value.items():
            if category not in PLURAL_CATEGORIES:
                message = f'"{category}" is no plural category{did_you_mean(category, PLURAL_CATEGORIES)}'
                self.report((*path, category, "@key"), message)
            self._string(Mark("word"), form, (*path, category))
            if isinstance(form, str) and COUNT_PLACEHOLDER not in form:
                self.report(
                    (*path, category), f"a counted word needs {COUNT_PLACEHOLDER} in each of its forms"
                )

    def _condition(self, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict) or not value:
            found = "an empty one" if value == {} else describe(value)
            self.report(path, f"expected a condition such as {{product: azure}}, found {found}")
            return
        for name, wanted in value.items():
            if isinstance(wanted, dict):
                if set(wanted) != {"not"}:
                    self.report((*path, name), "expected an answer, a list of answers, or {not: …}")
                    continue
                wanted = wanted["not"]
            for item in wanted if isinstance(wanted, list) else [wanted]:
                if not isinstance(item, str):
                    self.report((*path, name), f"expected an answer id, found {describe(item)}")

    def _object(self, kind: Any, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected {kind_name(kind)} with keys, found {describe(value)}")
            return
        hints = keys_of(kind)
        for key in value:
            if key not in hints:
                self.report((*path, key, "@key"), f'unknown key "{key}"{did_you_mean(key, hints)}')
        for name in required_of(kind):
            if name not in value:
                self.report(path, f'missing key "{name}" of {kind_name(kind)}')
        for key, item in value.items():
            if key in hints:
                self.check_format(hints[key], item, (*path, key))
        for message in getattr(kind, "complaints", lambda raw: [])(value):
            self.report(path, message)

    def _list(self, kind: Any, value: Any, path: YamlPath) -> None:
        if not isinstance(value, list):
            self.report(path, f"expected a list, found {describe(value)}")
            return
        seen: dict[str, int] = {}
        for index, item in enumerate(value):
            self.check_format(kind, item, (*path, index))
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str) and seen.setdefault(id, index) != index:
                line = self.document.positions[(*path, seen[id])][0]
                self.report((*path, index, "id"), f'duplicate id "{id}" (first in line {line})')

    def _mapping(self, kind: Any, value: Any, path: YamlPath) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected a mapping, found {describe(value)}")
            return
        for key, item in value.items():
            self.check_format(kind, item, (*path, key))


def kind_name(kind: Any) -> str:
    """How a message calls an object of that class."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


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
