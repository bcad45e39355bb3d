"""The JSON form of a decision tree, tree.json: all that the engine reads.

It follows the dataclasses of `decision_tree.model` field by field; a condition is written as in the guide's
YAML: {"color": ["red"], "size": {"not": ["small"]}}, with alternatives as {"any": [condition, …]}. Of several
answers, {"all": [["red"], ["green", "blue"]]} asks for one of each list.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from decision_tree.conditions import ANY, AnyOf, Condition, Conjunction, Test
from decision_tree.faults import find_faults
from decision_tree.model import FORMAT, Tree, TreeError

_INVISIBLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters and line breaks, which a terminal would obey, and surrogates. No tree has any."""


class TreeFormatError(TreeError):
    """The text or value is not a tree of this format; the message says where."""


def dump_tree(tree: Tree) -> str:
    """The tree as compact JSON text, the same bytes for the same tree."""
    return json.dumps(to_json(tree), ensure_ascii=False, separators=(",", ":"))


def load_tree(text: str) -> Tree:
    """The tree in the text of a tree.json. Raises TreeFormatError."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TreeFormatError(f"this is not JSON: {error}") from None
    if not isinstance(value, dict) or "format" not in value:
        raise TreeFormatError("this is JSON, but not a decision tree: it has no 'format'")
    if value["format"] != FORMAT:
        raise TreeFormatError(f"this tree has format {value['format']!r}; this engine reads format {FORMAT}")
    tree: Tree = _decode(Tree, value, "tree")
    for fault in find_faults(tree):
        raise TreeFormatError(fault)
    return tree


def to_json(value: Any) -> Any:
    """A model object as plain JSON values; what equals its default is left out."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if is_dataclass(value):
        return {
            name: condition_to_json(item) if is_condition else to_json(item)
            for name, default, is_condition in _members(type(value))
            if (item := getattr(value, name)) != default
        }
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return value


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """A condition as {name: [values]} or {name: {"not": [values]}}, alternatives as {"any": [conditions]}.

    Several tests of one name are {name: {"all": [[values], …], "not": [values]}}, or one of these keys.
    """
    found: dict[str, Any] = {}
    for clause in condition:
        if isinstance(clause, AnyOf):
            found[ANY] = [condition_to_json(alternative) for alternative in clause.alternatives]
            continue
        before = found.get(clause.name, {})
        if not before:
            found[clause.name] = {"not": list(clause.values)} if clause.negated else list(clause.values)
            continue
        tests = {"all": [before]} if isinstance(before, list) else before
        if clause.negated:
            values = dict.fromkeys((*tests.get("not", ()), *clause.values))  # none of these and none of those
            found[clause.name] = {**tests, "not": list(values)}
        else:
            found[clause.name] = {**tests, "all": [*tests.get("all", ()), list(clause.values)]}
    return found


def condition_from_json(value: Any, place: str = "when") -> Condition:
    """The condition in a JSON value. Raises TreeFormatError naming `place`."""
    if not isinstance(value, dict):
        raise TreeFormatError(f"{place}: expected a mapping, found {_kind(value)}")
    tests = _conjunction({name: wanted for name, wanted in value.items() if name != ANY}, place)
    return (*tests, _alternatives(value[ANY], f"{place}.{ANY}")) if ANY in value else tests


def _alternatives(value: Any, place: str) -> AnyOf:
    if not isinstance(value, list):
        raise TreeFormatError(f"{place}: expected a list, found {_kind(value)}")
    found = []
    for i, item in enumerate(value):
        if not isinstance(item, dict) or ANY in item:
            raise TreeFormatError(f"{place}[{i}]: expected a mapping without {ANY!r}, found {_kind(item)}")
        found.append(_conjunction(item, f"{place}[{i}]"))
    return AnyOf(tuple(found))


def _conjunction(value: Mapping[str, Any], place: str) -> Conjunction:
    tests = []
    for name, wanted in value.items():
        if not isinstance(wanted, dict):
            tests.append(Test(name, _decode(tuple[str, ...], wanted, f"{place}.{name}")))
            continue
        if not wanted or not set(wanted) <= {"all", "not"}:
            raise TreeFormatError(
                f"{place}.{name}: expected a list of answers or {{'not': [answers]}}, "
                "or with several answers 'all': [lists of answers]"
            )
        every = _decode(tuple[tuple[str, ...], ...], wanted.get("all", []), f"{place}.{name}.all")
        tests += [Test(name, values) for values in every]
        if "not" in wanted:
            tests.append(Test(name, _decode(tuple[str, ...], wanted["not"], f"{place}.{name}"), negated=True))
    return tuple(tests)


def _decode(kind: Any, value: Any, place: str) -> Any:
    """A JSON value as an object of the annotation `kind`. Raises TreeFormatError naming `place`."""
    if kind == Condition:
        return condition_from_json(value, place)
    if is_dataclass(kind):
        return _decode_object(kind, value, place)
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list):
            raise TreeFormatError(f"{place}: expected a list, found {_kind(value)}")
        return tuple(_decode(get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(value))
    if origin in (Union, types.UnionType):
        return None if value is None else _decode(get_args(kind)[0], value, place)
    if origin is not None:  # Mapping[str, str]
        if not isinstance(value, dict):
            raise TreeFormatError(f"{place}: expected a mapping, found {_kind(value)}")
        names, values = get_args(kind)
        return {
            _decode(names, key, place): _decode(values, item, f"{place}.{key}") for key, item in value.items()
        }
    if type(value) is not kind:
        raise TreeFormatError(f"{place}: expected {kind.__name__}, found {_kind(value)}")
    if kind is str and not value.isprintable() and (found := _INVISIBLE.search(value)):
        raise TreeFormatError(f"{place}: a text has an invisible character, U+{ord(found.group()):04X}")
    return value


def _decode_object(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise TreeFormatError(f"{place}: expected a mapping, found {_kind(value)}")
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise TreeFormatError(f"{place}: unknown key {unknown[0]!r}")
    required = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    if missing := [name for name in required if name not in value and hints[name] != Condition]:
        raise TreeFormatError(f"{place}: missing key {missing[0]!r}")
    arguments = {name: _decode(hints[name], item, f"{place}.{name}") for name, item in value.items()}
    for name in required:
        arguments.setdefault(name, ())
    return kind(**arguments)


_MEMBERS: dict[Any, tuple[tuple[str, Any, bool], ...]] = {}


def _members(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Of each field its name, its default where JSON leaves it out, and whether it is a condition."""
    if kind not in _MEMBERS:
        hints = _hints(kind)
        _MEMBERS[kind] = tuple(
            (one.name, MISSING if one.name == "format" else one.default, hints[one.name] == Condition)
            for one in fields(kind)
        )
    return _MEMBERS[kind]


_HINTS: dict[Any, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true/false", type(None): "null"}
    return names.get(type(value), f"the number {value!r}")
