"""Variants: other words of a question, an answer or an outcome where a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from decision_tree.conditions import Condition
from site_builder.guide.format import Id, Text


@dataclass(frozen=True, kw_only=True)
class _Variant:
    id: Id
    when: Condition

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """It has some words."""
        texts = [field.name for field in fields(cls) if field.name not in ("id", "when")]
        if any(key in raw for key in texts):
            return []
        return [f"it says nothing else; write {' or '.join(f'{chr(34)}{key}{chr(34)}' for key in texts)}"]


@dataclass(frozen=True, kw_only=True)
class QuestionVariant(_Variant):
    """Other words of a question where a condition on earlier answers and settings holds."""

    question: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerVariant(_Variant):
    """Other words of an answer where a condition on earlier answers and settings holds."""

    label: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeVariant(_Variant):
    """Other words of an outcome where a condition holds."""

    title: Text | None = None
    summary: Text | None = None
