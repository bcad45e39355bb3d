"""Statements of the guide: what each carries of its sources, or of why it was inferred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from decision_tree.conditions import Condition
from site_builder.guide.format import FACT, Id, OneOrMany, Plain, Text, ref
from site_builder.guide.periods import Dated

FactIds = Annotated[tuple[Annotated[str, FACT], ...], OneOrMany()]
Ids = Annotated[tuple[Plain, ...], OneOrMany()]


ProcedureRefs = tuple[Annotated[str, ref("procedure")], ...]
FaqRefs = tuple[Annotated[str, ref("faq")], ...]
PointRefs = tuple[Annotated[str, ref("open-point")], ...]
LaterChangeRefs = Annotated[tuple[Annotated[str, ref("later-change")], ...], OneOrMany()]

SINCE = "since-"
"""How the keys of notes on later changes begin, below the piece that they belong to."""


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Something that says where it comes from: facts of the sources, or why it was derived.

    At least one of the two, where the guide has sources: a statement may also be derived from facts.
    """

    source: FactIds = ()
    derived: Text | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """Facts, if it says from which."""
        if raw.get("source") == []:
            return ['"source" is empty; name the facts this comes from, or say why it is "derived"']
        return []

    @classmethod
    def find_missing_source(cls, raw: Mapping[str, Any]) -> list[str]:
        """What is asked of a guide with sources."""
        if "source" in raw or "derived" in raw:
            return []
        return ['missing "source" (the facts this comes from) or "derived" (why it is inferred)']


@dataclass(frozen=True, kw_only=True)
class Item(Cited, Dated):
    """A sentence or two, perhaps with points below it, perhaps only under a condition.

    `since` names the later changes (open points) that whoever reads this must know of: their notes follow.
    """

    id: Id
    text: Text
    when: Condition = ()
    points: tuple[Item, ...] = ()
    since: LaterChangeRefs = ()

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """No id that a note on a later change has."""
        faults = super().find_faults(raw)
        if str(raw.get("id")).startswith(SINCE):
            faults.append(f'ids with "{SINCE}" are those of notes on later changes; write "since" instead')
        return faults
