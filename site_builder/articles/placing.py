"""The sections of articles as a decision tree: each is an answer, and those within it another question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from site_builder.articles.blocks import Block, List, ListItem, Paragraph, plain
from site_builder.articles.ids import make_id, unique
from site_builder.articles.item_parts import Item, facts_of, ids_of
from site_builder.articles.outcomes import Around, OutcomePlacer
from site_builder.articles.outline import Section
from site_builder.articles.procedures import Unit, split_units
from site_builder.articles.register import SourceSection, source_of
from site_builder.articles.sections import bold_questions
from site_builder.articles.vocabulary import (
    ASKED,
    DERIVED,
    by_language,
    is_before,
    is_faq,
    is_intro,
    is_question,
    is_read_on,
    is_step,
)

LONGEST_HINT = 240
"""Characters of a section's beginning that may stand below a question; a longer one is its help."""
MOST_NESTED = 3
"""Questions below that of an article; what is deeper stands with the section above it."""


@dataclass(frozen=True)
class Target:
    """Where an answer leads: its id, the words of the answer, and the facts that name it."""

    id: str
    label: str
    facts: list[str]
    hint: str = ""


class Placer(OutcomePlacer):
    """Places articles, section by section."""

    def place(self, section: Section, around: Around, document: list[SourceSection]) -> Target | None:
        """Place a section with all in it; None where nothing of it is a part of the tree."""
        title = section.title
        asked = len(bold_questions(section.blocks)[0])
        if (is_faq(title) and (section.children or asked)) or (asked > 1 and not section.has_steps()):
            facts = self.enter_section(section, document)
            self.place_faq(section, facts, document)
            return None
        if is_question(title) and not section.has_steps() and section.blocks and not section.children:
            self.place_entry(section, document)
            return None
        if around.depth <= 1 and (is_read_on(title) or is_before(title)) and not section.children:
            facts = self.enter_section(section, document)
            self.place_page(section, facts)
            return None
        plain_section = not section.children and not section.has_steps()
        if around.depth == 0 and is_intro(title) and plain_section:
            self.place_intro(section, self.enter_section(section, document))
            return None
        return self._place_task(section, around, document)

    def _place_task(self, section: Section, around: Around, document: list[SourceSection]) -> Target | None:
        facts = self.enter_section(section, document)
        if around.depth >= MOST_NESTED:
            section.blocks, section.children = section.flat_blocks(), []
        small = [child for child in section.children if is_before(child.title) and not child.children]
        for child in small:  # what is needed for the section alone stands with it
            section.blocks = [*_as_blocks(child), *section.blocks]
            section.children.remove(child)
        id = self.ids.take("anchors", self.section_id(section))
        title, _ = self.title(section.spans, facts)
        units = split_units(section.blocks)
        if not section.children and len(units) <= 1:
            return self._leaf(id, section, title, facts, units, around)
        return self._branch(id, section, title, facts, units, around, document)

    def _leaf(
        self, id: str, section: Section, title: str, facts: list[str], units: list[Unit], around: Around
    ) -> Target | None:
        if not units:
            self.register.leave(section.line, section.title, "a heading with nothing below it")
            self.parts.outcomes.append(
                self.outcome(
                    id, title, around.summary, [*facts, *around.summary[1]], around, route=around.route
                )
            )
        else:
            if units[0].title:
                units[0].before.append(Paragraph(section.line, units[0].title))
            self.place_unit(id, title, facts, units[0], around)
        self.name_section(section, f"{{outcome:{id}}}")
        return Target(id, title, facts)

    def _branch(
        self, id: str, section: Section, title: str, facts: list[str], units: list[Unit], around: Around,
        document: list[SourceSection],
    ) -> Target | None:  # fmt: skip
        """A question about the parts of a section; a section with one part is that part."""
        register_section = self.register.section
        shown: list[str] = []
        help_items: list[Item] = []
        targets: list[Target] = []
        number = len(self.parts.questions)
        own = [unit for unit in units if unit.steps]
        tabs = bool(section.children) and all(child.alternative for child in section.children)
        below = replace(around, summary=(title, facts), depth=around.depth + 1)
        if not own:
            help_items = self.writer.items([b for unit in units for b in (*unit.before, *unit.after)], shown)
        first = len(self.parts.procedures)
        for place, unit in enumerate(own):
            name, named = (title, facts)
            if unit.title:
                name, named = self.title(unit.title, self.register.cite(unit.title))
            elif place:
                name = f"{title} ({place + 1})"
            unit_id = self.ids.take("anchors", make_id(plain(unit.title), f"{id}-{place + 1}") if unit.title
                                    else f"{id}-steps" if not place else f"{id}-{place + 1}")  # fmt: skip
            self.place_unit(unit_id, name, [*facts, *named], unit, around)
            if not tabs:
                hint = self.parts.outcomes[-1] if place and not unit.title else {}
                targets.append(Target(unit_id, name, named, hint.get("summary", "")))
            shown += self.parts.outcomes[-1]["warnings"]
            if tabs:
                self.parts.outcomes.pop()
        placed = tuple(one["id"] for one in self.parts.procedures[first:])
        below = replace(below, warnings=tuple(dict.fromkeys((*around.warnings, *shown))),
                        route=(*around.route, *(placed if tabs else ())),
                        related=() if tabs else placed)  # fmt: skip
        targets += self.place_children(id, section, title, facts, below, document)
        self.register.section = register_section
        if not targets:
            if help_items:
                self.parts.outcomes.append(
                    {**self.outcome(id, title, around.summary, facts, around), "steps": help_items}
                )
                self.name_section(section, f"{{outcome:{id}}}")
                return Target(id, title, facts)
            return None
        if len(targets) == 1 and not help_items:
            self.name_section(section, f"{{outcome:{targets[0].id}}}")
            return Target(targets[0].id, title, facts)
        question = self.question(id, title, facts, targets)
        if help_items:
            if (
                len(help_items) == 1
                and len(help_items[0]["text"]) <= LONGEST_HINT
                and "points" not in help_items[0]
            ):
                question["hint"] = help_items[0]["text"]
                question["source"] = source_of(
                    [*facts_of(question.get("source", [])), *facts_of(help_items[0]["source"])]
                )
            else:
                question["help"] = help_items
        self.parts.questions.insert(number, question)
        self.name_section(section, f"{{question:{id}}}")
        return Target(id, title, facts)

    def place_children(
        self, id: str, section: Section, title: str, facts: list[str], around: Around,
        document: list[SourceSection],
    ) -> list[Target]:  # fmt: skip
        """Place the sections in one, and return where they are found in the tree."""
        if _is_sequence(section.children):
            return self._sequence(id, section, title, facts, around, document)
        placed = [self.place(child, around, document) for child in section.children]
        return [target for target in placed if target]

    def question(self, id: str, title: str, facts: list[str], targets: Sequence[Target]) -> dict[str, Any]:
        """A question whose answers are sections; one without a title is the first of all."""
        asked, name, parts = by_language(ASKED, self.language)
        answers: list[dict[str, Any]] = []
        taken: set[str] = set()
        for target in targets:
            label, number = target.label, 1
            while _fold(label) in taken:
                number += 1
                label = f"{target.label} ({number})"
            taken.add(_fold(label))
            answers.append({"id": unique(target.id, ids_of(answers)), "label": label, "to": target.id,
                            **({"hint": target.hint} if target.hint and target.hint != title else {}),
                            **({"source": source_of(target.facts)} if target.facts else
                               {"derived": by_language(DERIVED, self.language)})})  # fmt: skip
        return {
            "id": id, "question": parts.format(title=title) if title else asked,
            "name": self._free_name(title or name),
            **({"source": source_of(facts)} if facts else {}),
            "derived": by_language(DERIVED, self.language), "answers": answers,
        }  # fmt: skip

    def _free_name(self, name: str) -> str:
        """The name, with a number where another question has it: one walk may ask both."""
        taken = {_fold(one["name"]) for one in self.parts.questions}
        number, free = 1, name
        while _fold(free) in taken:
            number += 1
            free = f"{name} ({number})"
        return free

    def _sequence(
        self, id: str, section: Section, title: str, facts: list[str], around: Around,
        document: list[SourceSection],
    ) -> list[Target]:  # fmt: skip
        """Sections that are the steps of one task: an outcome with all of them, and one for each."""
        whole: list[str] = []
        targets: list[Target] = []
        steps_first = len(self.parts.outcomes)
        for child in section.children:
            if not is_step(child.title) or not child.flat_blocks():
                if target := self.place(child, around, document):
                    targets.append(target)
                continue
            child.blocks, child.children = child.flat_blocks(), []
            before = len(self.parts.procedures)
            worded = any(isinstance(block, Paragraph) for block in child.blocks)
            if worded and not child.has_steps():
                child.blocks = [_numbered(child.blocks)]  # its paragraphs are the steps
            if target := self._place_task(child, around, document):
                targets.append(target)
            whole += [one["id"] for one in self.parts.procedures[before:]]
        if len(whole) < 2:
            return targets
        all_id = self.ids.take("anchors", f"{id}-all")
        outcome = self.outcome(all_id, title, around.summary, facts, around, route=whole)
        shown = [one for made in self.parts.outcomes[steps_first:] for one in made["warnings"]]
        outcome["warnings"] = [*dict.fromkeys((*around.warnings, *shown))]
        self.parts.outcomes.insert(steps_first, outcome)
        return [Target(all_id, title, facts), *targets]


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_sequence(sections: Sequence[Section]) -> bool:
    steps = [section for section in sections if is_step(section.title)]
    return len(steps) > 1 and len(steps) >= 0.4 * len(sections)


def _as_blocks(section: Section) -> list[Block]:
    title = Paragraph(section.line, section.spans)
    return [title, *section.blocks]


def _numbered(blocks: Sequence[Block]) -> List:
    """Paragraphs as the items of an ordered list, each with what follows it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Paragraph) or not groups:
            groups.append([])
        groups[-1].append(block)
    return List(blocks[0].line, 1, tuple(ListItem(group[0].line, tuple(group)) for group in groups))
