"""Sections as parts of a guide that are not in its tree: entries of the FAQ, and pages of prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from site_builder.articles.blocks import Block, Paragraph, Span, Spans, plain
from site_builder.articles.ids import Ids, make_id, unique
from site_builder.articles.item_parts import Item, facts_of, ids_of
from site_builder.articles.items import ItemWriter
from site_builder.articles.outline import Section
from site_builder.articles.procedures import all_bold
from site_builder.articles.register import Register, SourceSection, sentences, source_of
from site_builder.articles.vocabulary import is_question, is_read_on
from site_builder.guide import inline

LONGEST_SUMMARY = 320
"""Characters of a paragraph that may be a summary; of a longer one it is the first sentence."""


@dataclass
class Parts:
    """The parts of a guide, as their files hold them."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    procedures: list[dict[str, Any]] = field(default_factory=list)
    faq: list[dict[str, Any]] = field(default_factory=list)
    faq_intro: list[Item] = field(default_factory=list)
    faq_title: str = ""
    pages: list[dict[str, Any]] = field(default_factory=list)
    beginning: tuple[str, list[str]] = ("", [])
    """The first sentence of the present article, with its fact: a summary where there is only the title."""
    intro: list[Item] = field(default_factory=list)
    """What sections of the present article say that it is about."""


class SectionPlacer:
    """Places sections. `register`, `writer` and `ids` are those of the whole draft."""

    def __init__(self, register: Register, writer: ItemWriter, ids: Ids, language: str) -> None:
        self.register, self.writer, self.ids, self.language = register, writer, ids, language
        self.parts = Parts()
        self.anchors: dict[tuple[str, str], str] = {}
        """The file and anchor of each section that has a place -> the reference to it."""

    def enter_section(self, section: Section, document: list[SourceSection]) -> list[str]:
        """Begin a section of the register, with its heading as the first fact."""
        id = unique(self.section_id(section), [one.id for one in document])
        source = SourceSection(id, id, section.anchor)
        document.append(source)
        self.register.section = source
        if not section.title:
            return []
        facts = [self.register.enter(section.title, section.line)]
        source.title = self.title(section.spans, facts)[0]
        return facts

    def section_id(self, section: Section) -> str:
        """An id for a section: of its anchor, or its title."""
        words = [word for word in section.anchor.split("-") if word]
        anchor = make_id(section.anchor, "") if len(words) > 1 else ""
        return anchor or make_id(section.title, make_id(section.anchor, f"section-{section.line}"))

    def name_section(self, section: Section, reference: str) -> None:
        """Remember what a link to a section becomes."""
        for anchor in {section.anchor, slug(section.title)} - {""}:
            self.anchors.setdefault((self.register.file, anchor.lower()), reference)

    def title(self, spans: Spans, facts: list[str]) -> tuple[str, list[str]]:
        """The text of a heading, with its facts."""
        text = self.writer.texts.text(
            tuple(replace(span, href="", bold=False) for span in spans), facts, labels=False
        ).strip(" :")
        self.writer.rendered.setdefault(text, (self.register.file, spans))
        return text or "…", facts

    def place_faq(self, section: Section, facts: list[str], document: list[SourceSection]) -> None:
        questions, intro = bold_questions(section.blocks) if not section.children else ([], section.blocks)
        items = self.writer.items(intro, None)
        self.parts.faq_title = self.parts.faq_title or self.title(section.spans, facts)[0]
        if items:
            items[0]["source"] = source_of([*facts, *facts_of(items[0]["source"])])
        self.parts.faq_intro += [
            {**item, "id": unique(item["id"], ids_of(self.parts.faq_intro))} for item in items
        ]
        register_section = self.register.section
        for child in (*section.children, *questions):
            if child.children and not is_question(child.title):
                self.place_faq(child, self.enter_section(child, document), document)
            else:
                self.place_entry(child, document, own_section=child not in questions)
        self.register.section = register_section
        if not items and self.parts.faq:
            last = self.parts.faq[-1]
            last["source"] = source_of([*facts_of(last["source"]), *facts])
        elif not items:
            self.register.leave(section.line, section.title, "a heading of questions without any")

    def place_entry(
        self, section: Section, document: list[SourceSection], *, own_section: bool = True
    ) -> None:
        """An entry of the FAQ."""
        facts = self.enter_section(section, document) if own_section else self.register.cite(section.spans)
        question, _ = self.title(section.spans, facts)
        answer = self.writer.items(section.flat_blocks(), None)
        id = self.ids.take("faq", self.section_id(section))
        if not answer:
            self.register.leave(section.line, section.title, "a question without an answer")
            answer = [{"id": "question", "text": question, "source": source_of(facts)}]
        cited = [fact for item in answer for fact in facts_of(item["source"])]
        self.parts.faq.append(
            {"id": id, "question": question, "source": source_of([*facts, *cited]), "answer": answer}
        )
        self.name_section(section, f"{{faq:{id}}}")

    def place_intro(self, section: Section, facts: list[str]) -> None:
        """Put a section that introduces the article at its beginning."""
        items = self.writer.items(section.blocks, None)
        if items:
            items[0]["source"] = source_of([*facts, *facts_of(items[0]["source"])])
        self.parts.intro += items
        self.begin(items)

    def begin(self, items: Sequence[Item]) -> None:
        """Take the first sentence of the items that an article begins with, and its fact."""
        first = [*sentences(items[0]["text"]), ""][0] if items else ""
        self.parts.beginning = ("", [])
        if (
            first
            and not first.endswith(":")
            and len(first) <= LONGEST_SUMMARY
            and not inline.find_faults(first)
        ):
            self.writer.rendered.setdefault(first, (self.register.file, (Span(first, 1),)))
            self.parts.beginning = (first, facts_of(items[0]["source"])[:1])

    def place_page(self, section: Section, facts: list[str]) -> None:
        """A page of prose: where to read on, or what is needed first."""
        title, _ = self.title(section.spans, facts)
        items = self.writer.items(section.flat_blocks(), None)
        if not items:
            self.register.leave(
                section.line, section.title, "a heading with nothing that has a place below it"
            )
            items = [{"id": "title", "text": title, "source": source_of(facts)}]
        items[0]["source"] = source_of([*facts, *facts_of(items[0]["source"])])
        id = self.ids.take("pages", "next-steps" if is_read_on(section.title) else "before-you-begin")
        self.parts.pages.append({"id": id, "title": title, "description": title, "intro": items})
        self.name_section(section, f"{{page:{id}}}")


def slug(title: str) -> str:
    """The anchor that sites make of a heading."""
    kept = "".join(c for c in title.casefold() if c.isalnum() or c in " -_")
    return kept.strip().replace(" ", "-")


def bold_questions(blocks: Sequence[Block]) -> tuple[list[Section], list[Block]]:
    """Questions that are bold paragraphs, with what follows each; and the blocks before the first."""
    found: list[Section] = []
    intro: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and all_bold(block.spans) and is_question(plain(block.spans)):
            found.append(Section(block.line, block.spans, 9))
        else:
            (found[-1].blocks if found else intro).append(block)
    return found, intro
