"""The proof of texts with variants: wherever one is shown, it has one wording, and each has its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from decision_tree.answer_classes import SelectionLimitError
from decision_tree.conditions import holds, names_in
from decision_tree.model import Answer, Question, Tree, Variant
from decision_tree.states import StateLimitError
from decision_tree.variants import question_words
from site_builder.guide import Concluded, Content, Document
from site_builder.problems import Problem
from site_builder.tree.class_names import ClassNames
from site_builder.tree.combinations import Finding
from site_builder.tree.conditions import place_of
from site_builder.tree.labels import both_offered, fold
from site_builder.tree.never import YamlPath, reason
from site_builder.tree.order import AskingOrder
from site_builder.tree.reachability import facts_in, space_about


def variant_problems(content: Content, tree: Tree) -> Iterator[Problem]:
    """What is wrong with the variants of a tree's texts. `tree` can be walked, and its texts are plain."""
    document = content.documents["tree"]
    order: AskingOrder | None = None
    for i, question in enumerate(tree.questions):
        texts = list(_texts_of(document, ("questions", i), question))
        if any(text.variants for text in texts):
            order = order or AskingOrder(tree)
            late = list(_late(texts, question.id, order))
            yield from late or _Place(content, tree, question.id, texts).problems(question)
    for i, outcome in enumerate(tree.outcomes):
        if outcome.instead:
            own = {"text": outcome.title, "detail": outcome.summary}
            named = {"text": "title", "detail": "summary"}
            of = f'the outcome "{outcome.id}"'
            text = _Text(content.documents["outcomes"], ("outcomes", i), of, own, named, outcome.instead)
            yield from _Place(content, tree, outcome.id, [text]).problems()


@dataclass(frozen=True)
class _Text:
    """What has variants: of which parts, by the fields of a Variant, with their keys in YAML."""

    document: Document
    path: YamlPath
    of: str
    own: Mapping[str, str]
    keys: Mapping[str, str]
    variants: tuple[Variant, ...]

    def place(self, index: int) -> YamlPath:
        """Where a variant stands."""
        return (*self.path, "instead", index)

    def named(self, index: int) -> str:
        """A variant with its line."""
        return f'"{self.variants[index].id}" ({self.document.place(self.place(index))})'


def _texts_of(document: Document, path: YamlPath, question: Question) -> Iterator[_Text]:
    own = {"text": question.text, "detail": question.hint}
    keys = {"text": "question", "detail": "hint"}
    yield _Text(document, path, f'the question "{question.id}"', own, keys, question.instead)
    for j, answer in enumerate(question.answers):
        own = {"text": answer.label, "detail": answer.hint}
        of = f'the answer "{answer.id}" of "{question.id}"'
        yield _Text(document, (*path, "answers", j), of, own, {**keys, "text": "label"}, answer.instead)


def _late(texts: Sequence[_Text], question: str, order: AskingOrder) -> Iterator[Problem]:
    """Conditions on what is not always asked before, if it is asked: later the words would be others."""
    for text in texts:
        for index, variant in enumerate(text.variants):
            decided = tuple(one for one in variant.when if not isinstance(one, Concluded))
            for name in sorted(names_in(decided)):
                if not order.is_before(name, question):
                    message = (
                        f'the variant "{variant.id}" of {text.of} depends on "{name}", '
                        f"{order.missing(question, name)}"
                    )
                    path = (*text.place(index), "when", *place_of(variant.when, name))
                    yield text.document.problem(path, message)


class _Place:
    """A question or an outcome with all texts that have variants there."""

    def __init__(self, content: Content, tree: Tree, id: str, texts: Sequence[_Text]) -> None:
        self.groups = content.guide.tree.groups
        self.tree, self.id, self.texts = tree, id, texts
        self.findings: dict[tuple[object, ...], Finding] = {}

    def problems(self, question: Question | None = None) -> Iterator[Problem]:
        """What is wrong there; of a `question` also labels that are the same."""
        conditions = [variant.when for text in self.texts for variant in text.variants]
        try:
            space = space_about(self.tree, conditions)
            facts = facts_in(space).get(self.id, [])
        except (StateLimitError, SelectionLimitError) as error:
            text = next(text for text in self.texts if text.variants)
            yield text.document.problem(text.place(0), str(error))
            return
        self.names = ClassNames(space, self.groups)
        self.asked = set[str]().union(*map(names_in, conditions))
        for text in self.texts:
            yield from self._idle(text, facts)
            self._overlaps(text, facts)
        if question:
            self._labels(question, facts)
        yield from (finding.problem() for finding in self.findings.values())

    def _idle(self, text: _Text, facts: Sequence[Mapping[str, str]]) -> Iterator[Problem]:
        """Variants that are never shown or always, and words that are the text's own."""
        for index, variant in enumerate(text.variants):
            met = [one for one in facts if holds(variant.when, one)]
            if not met:
                why = reason(facts, variant.when)
                message = f'the variant "{variant.id}" of {text.of} never holds{why}'
                yield text.document.problem((*text.place(index), "when"), message)
            elif len(met) == len(facts):
                message = f'the variant "{variant.id}" of {text.of} always holds; make it the text itself'
                yield text.document.problem((*text.place(index), "when"), message)
            for part, key in text.keys.items():
                if (words := getattr(variant, part)) and fold(words) == fold(text.own[part]):
                    message = f'the variant "{variant.id}" of {text.of} has the same {key} as that itself'
                    yield text.document.problem((*text.place(index), key), message)

    def _overlaps(self, text: _Text, facts: Sequence[Mapping[str, str]]) -> None:
        """Two wordings of one text at once."""
        for part, key in text.keys.items():
            worded = [index for index, variant in enumerate(text.variants) if getattr(variant, part)]
            for first, second in combinations(worded, 2):
                both = (text.variants[first].when, text.variants[second].when)
                for one in facts:
                    if all(holds(when, one) for when in both):
                        self._find(text, key, first, second).add(self.names.given(one, self.asked))

    def _find(self, text: _Text, key: str, first: int, second: int) -> Finding:
        def message(given: str, _: str) -> str:
            pair = f"{text.named(first)} and {text.named(second)}"
            return f"the variants {pair} of the {key} of {text.of} both hold for {given}; at most one may"

        path = text.place(second)
        return self.findings.setdefault((path, first, key), Finding(text.document, path, message, self.names))

    def _labels(self, question: Question, facts: Sequence[Mapping[str, str]]) -> None:
        """Answers that have the same label where one of them is a variant's."""
        if not any(answer.instead for answer in question.answers):
            return
        own = [fold(answer.label) for answer in question.answers]
        for one in facts:
            answers = question_words(question, one).answers
            for (i, first), (j, second) in combinations(enumerate(answers), 2):
                same = fold(first.label) == fold(second.label) and own[i] != own[j]
                if same and both_offered(first, second):
                    self._same(question, (first, second), j).add(self.names.given(one, self.asked))

    def _same(self, question: Question, pair: tuple[Answer, Answer], index: int) -> Finding:
        def message(given: str, _: str) -> str:
            return (
                f'the answers "{pair[0].id}" and "{pair[1].id}" of "{question.id}" have the same label for '
                f'{given}, "{pair[1].label}"; readers could not choose'
            )

        text = self.texts[index + 1]
        key = (text.path, pair[0].id)
        return self.findings.setdefault(key, Finding(text.document, text.path, message, self.names))
