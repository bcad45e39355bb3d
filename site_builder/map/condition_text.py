"""Conditions as text in the labels of a diagram: `problem = water, heating; any (room = hall), (a != x)`.

Ids have none of the signs between them, so what is written is read back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_tree.conditions import ANY, AnyOf, Condition, Conjunction, Test

_TOKEN = re.compile(r"\s*(!=|[=,;()]|[^\s=!,;()]+|.)")


def write_condition(condition: Condition) -> str:
    """The condition as text; "" where it always holds."""
    return "; ".join(_write(clause) for clause in condition)


def _write(clause: Test | AnyOf) -> str:
    if isinstance(clause, AnyOf):
        return f"{ANY} " + ", ".join(f"({write_condition(one)})" for one in clause.alternatives)
    return f"{clause.name} {'!=' if clause.negated else '='} {', '.join(clause.values)}"


def read_condition(text: str) -> Condition:
    """The condition that a text says. Raises ValueError with what was expected where."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = [*(match[1] for match in _TOKEN.finditer(text.strip())), ""]
        self.at = 0

    def read(self) -> Condition:
        clauses: list[Test | AnyOf] = []
        while True:
            is_list = self.tokens[self.at] == ANY and self.tokens[self.at + 1 : self.at + 2] == ["("]
            clauses.append(self._any() if is_list else self._test())
            if not self._skip(";"):
                break
        self._expect("")
        return tuple(clauses)

    def _any(self) -> AnyOf:
        self.at += 1
        return AnyOf(tuple(self._alternatives()))

    def _alternatives(self) -> Iterator[Conjunction]:
        while True:
            self._expect("(")
            tests = [self._test()]
            while self._skip(";"):
                tests.append(self._test())
            self._expect(")")
            yield tuple(tests)
            if not self._skip(","):
                return

    def _test(self) -> Test:
        name = self._word("the id of a question")
        negated = self._skip("!=")
        if not negated:
            self._expect("=")
        values = [self._word("the id of an answer")]
        while self._skip(","):
            values.append(self._word("the id of an answer"))
        return Test(name, tuple(values), negated)

    def _word(self, what: str) -> str:
        token = self.tokens[self.at]
        if not re.match(r"\w", token):
            raise ValueError(f"expected {what}, found {_found(token)}")
        self.at += 1
        return token

    def _skip(self, sign: str) -> bool:
        if self.tokens[self.at] == sign:
            self.at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if self.tokens[self.at] != sign:
            expected = f'"{sign}"' if sign else 'the end, or ";"'
            raise ValueError(f"expected {expected}, found {_found(self.tokens[self.at])}")
        self.at += 1


def _found(token: str) -> str:
    return f'"{token[:40]}"' if token else "the end"
