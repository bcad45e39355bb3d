"""The codes of a receipt: digits that stand for what a guide has an id for, a version or a day.

Most are the last 20 bits of a CRC-32, so what a later guide still has is recognised, and nothing is listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from zlib import crc32

from decision_tree.model import Outcome, Row, Table, Tree
from decision_tree.tables import response_row, shown_rows

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
LENGTH = 4
"""Digits of a code: 20 bits."""
FIRST_DAY = date(1970, 1, 1)


def day_code(day: str) -> str:
    """The code of an ISO date: the days from FIRST_DAY, 0 for "", which is no date."""
    return write_digits((date.fromisoformat(day) - FIRST_DAY).days if day else 0, LENGTH)


def day_of(code: str) -> str:
    """The ISO date of a code, or ""."""
    number = read_digits(code)
    return (FIRST_DAY + timedelta(days=number)).isoformat() if number else ""


def guide_code(version: str) -> int:
    """The first 20 bits of a guide's version."""
    if re.fullmatch(r"[0-9a-f]{5,}", version):
        return int(version[:5], 16)
    return crc32(version.encode()) & 0xFFFFF


def engine_code(version: str) -> str:
    """The version's three numbers, a digit each; 31 stands for 31 and all above."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:3]]
    return "".join(DIGITS[min(number, 31)] for number in [*numbers, 0, 0, 0][:3])


def answer_code(name: str, value: str) -> str:
    """The code of an answer to the question or setting of that id."""
    return code_of(f"{name}={value}")


def count_code(name: str, count: int) -> str:
    """The code that comes before the answers to a question that takes several, of which there are `count`."""
    return code_of(f"{name} {count}")


def outcome_code(id: str) -> str:
    """The code of an outcome."""
    return code_of(f"outcome {id}")


def row_code(row: Row | None) -> str:
    """The code of a row's id and response time, so that a changed response time is a difference."""
    if row is None:
        return code_of("row")
    return code_of(f"row {row.id} {row.hours} {row.business_days} {row.hours_kept}")


def rows_code(tree: Tree, outcome: Outcome, facts: Mapping[str, str]) -> str:
    """The code of all rows that hold at an outcome: that of its response, and those that it shows."""
    response = row_code(response_row(tree, outcome, facts))
    return write_digits(read_digits(response) ^ shown_code(tree, outcome, facts), LENGTH)


def shown_code(tree: Tree, outcome: Outcome, facts: Mapping[str, str]) -> int:
    """The codes of all rows that an outcome shows, their sum without carry."""
    found = 0
    for table, rows in shown_rows(tree, outcome, facts):
        for row in rows:
            found ^= read_digits(shown_row_code(table, row))
    return found


def shown_row_code(table: Table, row: Row) -> str:
    """The code of a shown row's id and the facts in its cells, so that a changed fact is a difference."""
    facts = " ".join(f"{cell.column}={cell.value}" for cell in row.cells if cell.value)
    return code_of(f"{table.id} {row.id} {facts}")


def code_of(text: str) -> str:
    """The last 20 bits of a text's CRC-32."""
    return write_digits(crc32(text.encode()) & 0xFFFFF, LENGTH)


def write_digits(number: int, count: int) -> str:
    """The last `count` digits of a number."""
    return "".join(DIGITS[number >> 5 * place & 31] for place in reversed(range(count)))


def read_digits(digits: str) -> int:
    """The number that digits are."""
    number = 0
    for digit in digits:
        number = number << 5 | DIGITS.index(digit)
    return number
