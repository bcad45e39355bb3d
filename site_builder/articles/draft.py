"""A draft of a guide, made of articles: the values of its files, and what had no place in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urldefrag, urljoin

from site_builder.articles.blocks import Block, Paragraph, Span, Spans, plain
from site_builder.articles.facts import FactsFile
from site_builder.articles.ids import Ids, make_id
from site_builder.articles.item_parts import Item, facts_of, find_facts, one_after_another
from site_builder.articles.items import ItemWriter
from site_builder.articles.outcomes import Around
from site_builder.articles.placing import Placer, Target
from site_builder.articles.procedures import with_own_steps
from site_builder.articles.reading import Article
from site_builder.articles.register import Leftover, Register, SourceSection, source_of
from site_builder.articles.texts import TextWriter, visible
from site_builder.articles.vocabulary import names_roles

ENGLISH = "en-US"
MOST_FAQ = 8
"""Entries of an article's FAQ that each of its outcomes names."""


@dataclass(frozen=True)
class Draft:
    """A draft. `files` are the values of the guide's files by name without .yml, as `outcomes` or
    `procedures/repair`; of a file that it does not have there is none. `placed` counts statements.

    `loose_bold` are bold words that were no label, with file and line. `rendered` and `joined` say of which
    words of an article each text was made.
    """

    title: str
    locale: str
    files: Mapping[str, Any]
    leftovers: Sequence[Leftover]
    placed: int
    loose_bold: Sequence[tuple[str, int, str]] = ()
    rendered: Mapping[str, tuple[str, Spans]] = field(default_factory=dict)
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)


def make_draft(articles: Sequence[Article], *, base: str = "") -> Draft:
    """The draft that articles make together. `base` is the address of the first one, for relative links."""
    known: dict[tuple[str, str], str] = {}
    for _ in range(2):  # links between sections are known once all have their places
        maker = _Maker(articles, base, known)
        draft = maker.make()
        known = {**maker.placer.anchors}
    return draft


class _Maker:
    def __init__(self, articles: Sequence[Article], base: str, known: Mapping[tuple[str, str], str]) -> None:
        self.articles, self.known = articles, known
        self.locale = articles[0].locale or ENGLISH
        language = self.locale.partition("-")[0]
        self.register = Register()
        self.ids = Ids()
        self.facts = FactsFile(self.ids)
        texts = TextWriter(self.facts, self.register.leave, base, self._inside)
        self.writer = ItemWriter(self.register, texts, language)
        self.placer = Placer(self.register, self.writer, self.ids, language)
        self.documents: list[dict[str, Any]] = []
        self.intro: list[Item] = []
        self.loose: list[tuple[str, int, str]] = []

    def make(self) -> Draft:
        targets = [target for article in self.articles for target in self._article(article)]
        parts = self.placer.parts
        title = self._plain_text(self.articles[0].title)
        first = self._first_question(targets)
        self._cite_headings()
        files: dict[str, Any] = {
            "tree": {"title": title, "first": first, "questions": parts.questions},
            "outcomes": {"outcomes": [_without_empty(one) for one in parts.outcomes],
                         **({"warnings": self.writer.warnings} if self.writer.warnings else {})},
            "facts": self.facts.as_yaml(),
            **{f"procedures/{one['id']}": one for one in parts.procedures},
            "faq": {"questions": parts.faq} if parts.faq else {},
            "pages": {"pages": self._pages(title)},
            "sources": {"documents": self.documents, "facts": self.register.facts},
        }  # fmt: skip
        return Draft(
            title, self.locale, {name: value for name, value in files.items() if value},
            tuple(dict.fromkeys(self.register.leftovers)), len(self.register.facts), tuple(self.loose),
            self.writer.rendered, self.writer.joined,
        )  # fmt: skip

    def _first_question(self, targets: Sequence[Target]) -> str:
        """The id of the first question: about all targets, or the one that the only target is."""
        questions = self.placer.parts.questions
        first = self.placer.question("task", "", [], targets)
        if len(targets) == 1 and (only := next((q for q in questions if q["id"] == targets[0].id), None)):
            only |= {"question": first["question"], "name": first["name"]}
            return targets[0].id
        questions.insert(0, first)
        return "task"

    def _cite_headings(self) -> None:
        """Name with its document a heading that nothing else cites, as one with only questions below it."""
        parts = self.placer.parts
        listed = (parts.questions, parts.outcomes, parts.procedures, parts.faq, parts.faq_intro, parts.pages)
        cited = set(find_facts([*listed, self.writer.warnings, self.facts.as_yaml(), self.intro]))
        for document in self.documents:
            cited.update(find_facts(document["details"]))
        for document in self.documents:
            headings = [
                fact for section in document["sections"] for fact in section["facts"] if fact not in cited
            ]
            if headings:
                words = "; ".join(self.register.facts[fact].rpartition(" (")[0] for fact in headings)
                text = self._plain_text(words)
                document["details"].append(
                    {"id": "other-headings", "text": text, "source": source_of(headings)}
                )

    def _article(self, article: Article) -> list[Target]:
        """Place an article, and return its answers to the first question."""
        self.register.file = article.file
        if len(self.articles) > 1:
            self.register.named = PurePosixPath(article.file.replace("\\", "/")).name
        root = article.outline.copy()
        outcomes_before, faq_before = len(self.placer.parts.outcomes), len(self.placer.parts.faq)
        document = [SourceSection("top", self._plain_text(root.title or article.title), root.anchor)]
        self.register.section = document[0]
        details = self._details(article)
        facts = [self.register.enter(root.title, root.line)] if root.title else [details[0]["source"]]
        if root.title and root.title != article.front.get("title"):
            text, _ = self.placer.title(root.spans, facts)
            details.append({"id": "heading", "text": text, "source": facts[0]})
        if len(self.articles) == 1:
            self.placer.name_section(root, "{page:home}")
        who, blocks = self._roles(article, root.blocks)
        named = [one["source"] for one in details if one["id"] in ("description", "intro")]
        summary = self._summary(article, named or facts)
        around = Around(summary, who=tuple(who))
        root.blocks = [*blocks]
        section = with_own_steps(root, article.title)
        shown: list[str] = []
        several = len(self.articles) > 1
        intro = self.writer.items(section.blocks, shown)
        around = replace(around, warnings=tuple(dict.fromkeys(shown)))
        self.placer.begin(intro)
        name = self._plain_text(article.title)
        id = make_id(name, f"article-{len(self.documents) + 1}")
        if several:
            id = self.ids.take("anchors", id)
        first = len(self.placer.parts.questions)
        targets = self.placer.place_children(id, section, name, facts, around, document)
        intro = one_after_another(intro, self.placer.parts.intro)
        self.placer.parts.intro = []
        if not targets:
            id = id if several else self.ids.take("anchors", id)
            targets = [self._without_tree(id, name, facts, around)]
        if several and len(targets) > 1:
            question = self.placer.question(id, name, facts, targets)
            question |= {"help": intro} if intro else {}
            self.placer.parts.questions.insert(first, question)
            targets = [Target(id, name, facts)]
        else:
            self.intro += intro
            targets = [Target(t.id, name, facts) for t in targets] if several else targets
            if several:
                self.intro = []
                self._begin(targets[0].id, intro)
        self._link_faq(outcomes_before, faq_before)
        sections = [
            {"id": one.id, "title": one.title, "facts": one.facts,
             **({"anchor": one.anchor} if one.anchor else {})}
            for one in document if one.facts
        ]  # fmt: skip
        id = self.ids.take("documents", make_id(name, f"article-{len(self.documents) + 1}"))
        self.documents.append(
            {"id": id, "kind": "source", "title": document[0].title,
             **({"date": article.date} if article.date else {}), "details": details, "sections": sections}
        )  # fmt: skip
        self.loose += [(article.file, *one) for one in self.facts.loose_bold]
        self.facts.loose_bold = []
        return targets

    def _link_faq(self, first_outcome: int, first_entry: int) -> None:
        """Name the entries of an article's FAQ with its outcomes, where they are few."""
        entries = [one["id"] for one in self.placer.parts.faq[first_entry:]]
        for outcome in self.placer.parts.outcomes[first_outcome:]:
            if 0 < len(entries) <= MOST_FAQ:
                outcome["faq"] = entries

    def _begin(self, id: str, items: Sequence[Item]) -> None:
        """Put the beginning of an article that is one outcome, or one question, there."""
        for question in self.placer.parts.questions:
            if question["id"] == id and items:
                question["help"] = one_after_another(items, question.get("help", []))
        for outcome in self.placer.parts.outcomes:
            if outcome["id"] == id and items:
                outcome["steps"] = one_after_another(items, outcome.get("steps", []))

    def _without_tree(self, id: str, name: str, facts: list[str], around: Around) -> Target:
        """The outcome of an article that has nothing to choose from: it names its FAQ."""
        outcome = self.placer.outcome(id, name, around.summary, [*facts, *around.summary[1]], around)
        faq = [one["id"] for one in self.placer.parts.faq]
        self.placer.parts.outcomes.append({**outcome, **({"faq": faq} if faq else {})})
        return Target(id, name, facts)

    def _details(self, article: Article) -> list[Item]:
        """What the front matter says, a detail of the document for each key."""
        details: list[Item] = []
        for key, value in article.front.items():
            line = article.lines.get(key, 1)
            fact = self.register.enter(f"{key}: {value}", line)
            spans = (Span(f"{key}", line, code=True), Span(f": {value}", line))
            id = make_id(key.replace(".", " "), "front-matter")
            taken = [one["id"] for one in details]
            number = 2
            while id in taken:
                id = f"{make_id(key.replace('.', ' '), 'front-matter')}-{number}"
                number += 1
            text = self.writer.texts.text(spans, [fact], labels=False)
            details.append({"id": id, "text": text, "source": fact})
        if not details:
            name = PurePosixPath(article.file.replace("\\", "/")).name
            fact = self.register.enter(f"The article is the file {name}.", 1)
            text = self.writer.texts.text((Span(name, 1, code=True),), [fact], labels=False)
            details.append({"id": "file", "text": text, "source": fact})
        return details

    def _roles(self, article: Article, blocks: Sequence[Block]) -> tuple[list[Item], list[Block]]:
        """Who may do it, where the article's first lines say so; and the other blocks."""
        who: list[Item] = []
        kept: list[Block] = []
        for block in blocks:
            spans = block.spans if isinstance(block, Paragraph) else ()
            if spans and spans[0].bold and names_roles(plain(spans[:1])) and plain(spans[1:]).strip(" :："):
                rest = (replace(spans[1], text=spans[1].text.lstrip(" :：")), *spans[2:])
                if item := self.writer.item(rest, who):
                    who.append(item)
                    label = self.register.enter(plain(spans[:1]), block.line)
                    item["source"] = source_of([label, *facts_of(item["source"])])
            else:
                kept.append(block)
        return who, kept

    def _summary(self, article: Article, facts: list[str]) -> tuple[str, list[str]]:
        """The summary of an article's outcomes that have none of their own: its description, or its title."""
        if description := article.front.get("description") or article.front.get("intro"):
            words = (Span(description, article.lines.get("description", 1)),)
            text = self.writer.texts.text(words, facts, labels=False)
            if text:
                return text, facts
        return self._plain_text(article.title), facts

    def _plain_text(self, words: str) -> str:
        return self.writer.texts.text((Span(visible(words), 1),), [], labels=False) or "…"

    def _pages(self, title: str) -> list[dict[str, Any]]:
        parts = self.placer.parts
        first = self.articles[0]
        description = self._summary(first, [])[0]
        linked: list[Item] = [
            {"id": page["id"], "text": f"{{page:{page['id']}}}", "source": page["intro"][0]["source"]}
            for page in parts.pages if page["id"].startswith("before-you-begin")
        ]  # fmt: skip
        taken = {one["id"] for one in linked}
        intro = [{**one, "id": f"{one['id']}-first"} if one["id"] in taken else one for one in self.intro]
        home = {"id": "home", "title": title, "description": description,
                **({"intro": [*intro, *linked]} if intro or linked else {})}  # fmt: skip
        faq = {
            "id": "faq",
            "title": parts.faq_title,
            "description": parts.faq_title,
            "intro": parts.faq_intro,
        }
        return [home, *([faq] if parts.faq_intro else []), *parts.pages]

    def _inside(self, href: str) -> str | None:
        """What a link to a section of the articles becomes: a reference, "" for one to nothing, None else."""
        address, anchor = urldefrag(href)
        if address and "://" in address:
            return None
        files = {PurePosixPath(a.file.replace("\\", "/")).name: a.file for a in self.articles}
        name = PurePosixPath(urljoin("/", address)).name
        names = {name, f"{name}.md"} if address else set()
        file = self.register.file if not address else next((files[n] for n in names if n in files), None)
        if file is None:
            return None
        if not anchor:
            return ""
        return self.known.get((file, anchor.lower()), "")


def _without_empty(outcome: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in outcome.items() if value != []}
