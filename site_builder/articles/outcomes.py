"""Units of a section as outcomes, with their procedures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from site_builder.articles.blocks import Block, List, Paragraph, Spans, plain
from site_builder.articles.ids import unique
from site_builder.articles.item_parts import Item, ids_of
from site_builder.articles.procedures import Unit, all_bold
from site_builder.articles.register import source_of
from site_builder.articles.sections import LONGEST_SUMMARY, SectionPlacer


@dataclass(frozen=True)
class Around:
    """What a section has from those around it: a summary with its facts, warnings, who may do it, the
    procedures that come first, and the related ones of the section above."""

    summary: tuple[str, list[str]]
    warnings: tuple[str, ...] = ()
    who: tuple[Item, ...] = ()
    route: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    depth: int = 0


class OutcomePlacer(SectionPlacer):
    """Places units."""

    def place_unit(self, id: str, title: str, facts: list[str], unit: Unit, around: Around) -> None:
        """An outcome for a unit: with its procedure, or with its prose."""
        shown: list[str] = []
        summary, rest = self._summary(unit, around, shown)
        if unit.steps and (procedure := self._procedure(id, title, facts, summary, rest, unit, shown)):
            outcome = self.outcome(
                id, title, summary, [*facts, *summary[1]], around, route=(*around.route, procedure)
            )
        else:
            blocks = (*rest, *(b for s in unit.steps for b in s.blocks), *unit.after)
            items = self.writer.items(blocks, shown)
            outcome = self.outcome(id, title, summary, [*facts, *summary[1]], around, route=around.route)
            outcome |= {"steps": items} if items else {}
        outcome["warnings"] = [*dict.fromkeys((*around.warnings, *shown))]
        self.parts.outcomes.append(outcome)

    def _summary(
        self, unit: Unit, around: Around, shown: list[str]
    ) -> tuple[tuple[str, list[str]], list[Block]]:
        """The first words of a unit, with their facts, and the blocks after them."""
        before = [*unit.before]
        first = next((b for b in before if isinstance(b, Paragraph)), None)
        if first is None or all_bold(first.spans) or not plain(first.spans) or before.index(first) > 1:
            return around.summary, before
        at = before.index(first)
        if len(plain(first.spans)) <= LONGEST_SUMMARY:
            tail: Spans = ()
            head = first.spans
            if at + 1 < len(before) and isinstance(before[at + 1], List):
                head, tail = self.writer.first_sentence(first.spans)
                if not plain(tail):
                    return around.summary, before  # it leads to the points below it
        else:
            head, tail = self.writer.first_sentence(first.spans)
        summary = self.writer.text(head)
        kept = [Paragraph(first.line, tail)] if plain(tail) else []
        return (summary if summary[0] else around.summary), [*before[:at], *kept, *before[at + 1 :]]

    def _procedure(
        self, id: str, title: str, facts: list[str], summary: tuple[str, list[str]], rest: Sequence[Block],
        unit: Unit, shown: list[str],
    ) -> str:  # fmt: skip
        """Place a procedure and return its id; "" where no step has words."""
        lead = rest[-1] if rest else None
        if isinstance(lead, Paragraph) and (_leads(plain(lead.spans)) or all_bold(lead.spans)):
            rest, summary = rest[:-1], self.writer.text(lead.spans)
        before = self.writer.items(rest, shown)
        steps = self.writer.steps(unit.steps, shown)
        notes = [*before]
        for item in self.writer.items(unit.after, shown):
            notes.append({**item, "id": unique(item["id"], ids_of(notes))})
        if not steps:
            return ""
        summary = self._other_than(title, summary)
        taken = self.ids.take("procedures", id)
        self.parts.procedures.append(
            {
                "id": taken, "title": title, "summary": summary[0],
                "order": 10 * (len(self.parts.procedures) + 1),
                **self._portal(steps), "source": source_of([*facts, *summary[1]]), "steps": steps,
                **({"notes": [_note(item) for item in notes]} if notes else {}),
            }
        )  # fmt: skip
        return taken

    def _other_than(self, title: str, summary: tuple[str, list[str]]) -> tuple[str, list[str]]:
        """A summary that does not say the title again, where the article begins with any words."""
        return self.parts.beginning if summary[0] == title and self.parts.beginning[0] else summary

    def _portal(self, items: Sequence[Item]) -> dict[str, str]:
        """The first portal that steps name, as a key of theirs."""
        for item in items:
            _, found, rest = str(item["text"]).partition("{portal:")
            if found:
                return {"portal": rest.partition("}")[0]}
            if below := self._portal(item.get("points", ())):
                return below
        return {}

    def outcome(
        self, id: str, title: str, summary: tuple[str, list[str]], facts: list[str], around: Around, *,
        route: Sequence[str] = (),
    ) -> dict[str, Any]:  # fmt: skip
        """An outcome with its route, and with what the sections around it give it."""
        summary = self._other_than(title, summary)
        placed = {one["id"]: one for one in self.parts.procedures}
        portal = next((placed[one]["portal"] for one in route if "portal" in placed[one]), None)
        return {
            "id": id, "title": title, "summary": summary[0], "source": source_of(facts),
            **({"portal": portal} if portal else {}),
            **({"who": [dict(one) for one in around.who]} if around.who else {}),
            **({"route": [*route]} if route else {}),
            **({"procedures": [*around.related]} if around.related else {}), "warnings": [*around.warnings],
        }  # fmt: skip


def _leads(text: str) -> bool:
    return text.endswith((":", "：")) and len(text) <= LONGEST_SUMMARY


def _note(item: Item) -> Item:
    return {"id": item["id"], "kind": "note", **{key: value for key, value in item.items() if key != "id"}}
