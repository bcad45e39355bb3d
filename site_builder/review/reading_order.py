"""The reading order of a guide's messages: as readers meet them, walking from the first question.

Translators see a question with its answers, and a card as it stands on the page; what most readers meet
comes before what few do. Every message is in exactly one group.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision_tree.model import Outcome, Tree
from decision_tree.words import WORDS
from site_builder.guide import (
    DATE_WORDS,
    EMBEDDING_WORDS,
    LONG_LIST_WORDS,
    NUMBER_WORDS,
    PAGE_WORDS,
    PERIOD_PAGE_WORDS,
    SEVERAL_CHOICE_WORDS,
    THEME_WORDS,
    LocalizedText,
)
from site_builder.locales import GUIDE, INTERFACE, Message, TextDomain

_QUESTION_RANKS = (r"question$", r"instead\.", r"hint$", r"name$", r"answers\.", r"help\.")
"""What stands where on the page of a question, from its top."""
_UNSEEN = re.compile(r"\.also(\.\d+)?$")
"""Words for the search, which no reader reads."""
_GROUND = re.compile(r"\.derived$")
"""Reasons for what no source states: the evidence page alone shows them."""
_INTERFACE_KEYS = {
    "step": {*PAGE_WORDS, *WORDS},
    "typing": {
        *LONG_LIST_WORDS, *SEVERAL_CHOICE_WORDS, *NUMBER_WORDS, *DATE_WORDS, *PERIOD_PAGE_WORDS,
    },
    "theme": {*THEME_WORDS},
    "embedding": {*EMBEDDING_WORDS},
}  # fmt: skip


@dataclass(frozen=True)
class OrderedMessage:
    """A message, the domain whose catalogs translate it, and in how many combinations of answers readers
    meet it: 0 for what no way shows."""

    domain: TextDomain
    message: Message
    weight: int = 0

    @property
    def key(self) -> str:
        """Its name among the messages of both domains, which may have the same context."""
        return f"{self.domain.name}:{self.message.context}"


@dataclass(frozen=True)
class MessageGroup:
    """Messages that are read together. `kind` is question, outcome, or one of REST; `id` names the question
    or outcome and is "" otherwise."""

    kind: str
    id: str
    title: str
    messages: tuple[OrderedMessage, ...]


REST = {
    "outcomes": "Other texts of outcomes",
    "settings": "Settings, groups and conclusions",
    "names": "Names and facts",
    "procedures": "Procedures",
    "response-times": "Response times",
    "faq": "Frequent questions",
    "pages": "Pages",
    "evidence": "Evidence: open points and sources",
    "interface-step": "Interface: beside every step",
    "interface-typing": "Interface: long lists, numbers and dates",
    "interface-pages": "Interface: on other pages",
    "interface-theme": "Interface: around every page",
    "interface-embedding": "Interface: embedding",
    "interface-terminal": "Interface: in a terminal",
    "reasons": "Evidence: reasons for what no source states",
    "search": "Words for the search, which are not shown",
    "others": "Other texts",
}
"""Kind -> title of the groups after those of questions and outcomes, in their order."""
_FILES = {
    "outcomes": "outcomes", "tree": "settings", "facts": "names", "tables": "names",
    "procedures": "procedures", "response_times": "response-times", "faq": "faq", "pages": "pages",
    "open_points": "evidence", "sources": "evidence",
}  # fmt: skip
"""The first part of a context -> the kind of the group that has it, where nothing shown earlier does."""


def order_messages(
    messages: Mapping[TextDomain, Sequence[Message]], tree: Tree, weights: Mapping[str, int]
) -> tuple[MessageGroup, ...]:
    """The messages of all domains in reading order, each once; groups without any are left out.

    `tree` is compiled of a guide with marked texts (`LocalizedText`), `weights` are of `count_exposure`.
    """
    waiting = {
        (domain, message.context): OrderedMessage(domain, message, weights.get(message.context, 0))
        for domain, found in messages.items()
        for message in found
    }
    groups = []
    titles = {question.id: question.text for question in tree.questions}
    for id in walking_order(tree):
        contexts = _question_contexts([context for _, context in waiting], id)
        groups.append(_take(waiting, "question", id, titles[id], contexts))
    for outcome in sorted(tree.outcomes, key=lambda one: -_outcome_weight(one.id, weights)):
        contexts = [one for one in _card_contexts(tree, outcome) if not _GROUND.search(one)]
        groups.append(_take(waiting, "outcome", outcome.id, outcome.title, contexts))
    for kind, title in REST.items():
        contexts = [context for _, context in waiting if _rest_kind(context) == kind]
        groups.append(_take(waiting, kind, "", title, contexts))
    return tuple(group for group in groups if group.messages)


def walking_order(tree: Tree) -> list[str]:
    """The ids of all questions: the first first, each after every question that leads to it, and otherwise
    what the first answer leads to before what the second does."""
    leads_to = {
        question.id: list(dict.fromkeys(case.to for case in question.all_cases))
        for question in tree.questions
    }
    before = Counter(to for ids in leads_to.values() for to in ids if to in leads_to)
    ready = [id for id in reversed(leads_to) if not before[id] and id != tree.first]
    ready.append(tree.first)
    order = []
    while ready:
        order.append(id := ready.pop())
        for to in reversed(leads_to[id]):
            before[to] -= 1
            if to in leads_to and not before[to]:
                ready.append(to)
    return order


def _take(
    waiting: dict[tuple[TextDomain, str], OrderedMessage],
    kind: str,
    id: str,
    title: str,
    contexts: Iterable[str],
) -> MessageGroup:
    """The group of those contexts that are still waiting, which then are not."""
    taken = [
        waiting.pop((domain, context))
        for context in dict.fromkeys(contexts)
        for domain in (GUIDE, INTERFACE)
        if (domain, context) in waiting
    ]
    return MessageGroup(kind, id, title, tuple(taken))


def _question_contexts(contexts: Iterable[str], id: str) -> list[str]:
    prefix = f"tree.questions.{id}."
    own = [context for context in contexts if context.startswith(prefix)]
    ranks = {context: _question_rank(context.removeprefix(prefix)) for context in own}
    shown = [context for context in own if not (_UNSEEN.search(context) or _GROUND.search(context))]
    return sorted(shown, key=lambda context: ranks[context])


def _question_rank(path: str) -> int:
    found = (rank for rank, start in enumerate(_QUESTION_RANKS) if re.match(start, path))
    return next(found, len(_QUESTION_RANKS))


def _card_contexts(tree: Tree, outcome: Outcome) -> Iterator[str]:
    """The contexts of what an outcome's card shows, from its top; what several cards show is in each."""
    yield from _contexts((outcome.title, outcome.summary, outcome.instead, outcome.portal, outcome.portals))
    for part in outcome.parts:
        yield from _contexts(part.items)
        if part.id == "route":
            yield from _contexts((outcome.form, outcome.fields))
    for table in tree.outcome_tables(outcome):
        yield from _contexts((table.name, table.columns, [row.text for row in table.rows], table.notes))
    if not any(part.id == "route" for part in outcome.parts):
        yield from _contexts((outcome.form, outcome.fields))


def _contexts(value: Any) -> Iterator[str]:
    """The contexts of the marked texts in a piece of the compiled tree."""
    if isinstance(value, LocalizedText):
        yield value.context
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _contexts(getattr(value, field.name))
    elif isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        for item in value:
            yield from _contexts(item)


def _outcome_weight(id: str, weights: Mapping[str, int]) -> int:
    """In how many combinations readers reach an outcome: as often as its summary, while links have its title
    elsewhere too."""
    names = (f"outcomes.outcomes.{id}.{key}" for key in ("title", "summary"))
    return min((weights[name] for name in names if name in weights), default=0)


def _rest_kind(context: str) -> str:
    """The kind of the group, after those of questions and outcomes, that a text belongs to."""
    if _UNSEEN.search(context):
        return "search"
    if _GROUND.search(context):
        return "reasons"
    if context.startswith("interface.words."):
        key = context.removeprefix("interface.words.")
        if key.startswith("terminal-"):
            return "interface-terminal"
        found = (where for where, keys in _INTERFACE_KEYS.items() if key in keys)
        return f"interface-{next(found, 'pages')}"
    return _FILES.get(context.partition(".")[0], "others")
