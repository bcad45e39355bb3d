"""A localized guide -> its decision tree, compiled once for each locale.

The compiled tree holds texts as the guide has them, with their references: pages write them as HTML, and
tree.json has them in plain form (`plain_tree`). So what a page shows and what the engine says of it are
one tree; pieces of an outcome are addressed by keys ("route/return-a-parcel.pack") that both carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from decision_tree import model as m
from decision_tree.label_order import MOST_IN_GIVEN_ORDER
from decision_tree.periods import PERIOD
from decision_tree.words import ENTRY_WORDS, PERIOD_WORDS, SEVERAL_WORDS, WORDS
from site_builder.guide import OUTCOME_PARTS, SINCE, conjoin, within
from site_builder.guide import model as g
from site_builder.locales import Lexicon
from site_builder.tree.asking import asks_for
from site_builder.tree.citations import Citations
from site_builder.tree.entries import entry_of
from site_builder.tree.reachability import ReachedFacts, reached_facts, settle
from site_builder.tree.table_compiler import TableCompiler
from site_builder.tree.tables import response_table


def compile_tree(lexicon: Lexicon, english: Lexicon, version: str, reached: ReachedFacts) -> m.Tree:
    """The tree of a localized guide, without what never applies and with no condition that always holds.

    `english` is the guide in the source locale: labels of fields stand there in both languages. `reached`
    is of the source's tree, which differs in words alone.
    """
    return settle(_Compiler(lexicon, english, version).tree(), reached)


def compile_source_tree(english: Lexicon, version: str) -> tuple[m.Tree, ReachedFacts]:
    """The tree of the guide in its source locale, and with which answers its parts are reached."""
    tree = _Compiler(english, english, version).tree()
    reached = reached_facts(tree)
    return settle(tree, reached), reached


def compile_as_written(english: Lexicon, version: str) -> m.Tree:
    """The tree of the guide in its source locale with every condition as it is written."""
    return _Compiler(english, english, version).tree()


@dataclass(frozen=True)
class _Compiler:
    lexicon: Lexicon
    english: Lexicon
    version: str

    def tree(self) -> m.Tree:
        guide, locale = self.lexicon.guide, self.lexicon.locale
        tree = m.Tree(
            locale=locale.id,
            direction=locale.direction,
            version=self.version,
            title=guide.tree.title,
            first=guide.tree.first,
            settings=(*(self._setting(setting) for setting in guide.tree.settings), *self._periods()),
            questions=tuple(self._question(question) for question in guide.tree.questions),
            outcomes=tuple(self._outcome(outcome) for outcome in guide.outcomes.outcomes),
            words={key: str(guide.interface.words[key]) for key in self._words()},
            groups=tuple(self._groups(guide.tree)),
            tables=tuple(TableCompiler(self.lexicon, self._cites, self._items).tables()),
        )
        return replace(tree, conclusions=tuple(self._conclusion(tree, one) for one in guide.tree.conclusions))

    def _groups(self, tree: g.TreeFile) -> Iterator[m.Group]:
        """The groups with names and, of a question with many answers, what is outside of each."""
        named = {frozenset(group.answers) for group in tree.groups if group.name}
        for group in tree.groups:
            if not group.name:
                continue
            yield m.Group(group.id, group.question, group.name, group.answers)
            outside = self.lexicon.outside(group)
            if len(outside) > MOST_IN_GIVEN_ORDER and frozenset(outside) not in named:
                yield m.Group(f"not {group.id}", group.question, self.lexicon.without(group), outside)

    def _conclusion(self, tree: m.Tree, conclusion: g.Conclusion) -> m.Conclusion:
        return m.Conclusion(
            id=conclusion.id,
            name=conclusion.name or "",
            values=tuple(m.ConclusionValue(one.id, one.name or "", one.when) for one in conclusion.values),
            asked=tuple(dict.fromkeys(ask.at for ask in asks_for(tree, conclusion.id))),
            cites=self._cites(conclusion),
            derived=conclusion.derived or "",
        )

    def _words(self) -> Iterable[str]:
        """The words that the engine shows of this guide."""
        asked = {
            kind
            for question in self.lexicon.guide.tree.questions
            for kind in ENTRY_WORDS
            if getattr(question, kind)
        }
        several = any(question.several for question in self.lexicon.guide.tree.questions)
        own = [key for kind in sorted(asked) for key in ENTRY_WORDS[kind]]
        dated = PERIOD_WORDS if self.lexicon.guide.periods else ()
        return (*WORDS, *dated, *own, *(SEVERAL_WORDS if several else ()))

    def _periods(self) -> Iterable[m.Setting]:
        """The setting that the reader's day chooses; none in a guide without dates."""
        if periods := self.lexicon.guide.periods:
            answers = tuple(m.Answer(id, self.lexicon.period((id,))) for id in periods)
            yield m.Setting(PERIOD, self.lexicon.word("period"), periods[-1], answers)

    def _setting(self, setting: g.Setting) -> m.Setting:
        answers = tuple(
            m.Answer(
                id=option.id,
                label=option.label,
                hint=option.hint or "",
                was=option.was,
                cites=self._cites(option),
                derived=option.derived or "",
            )
            for option in setting.answers
        )
        return m.Setting(
            setting.id,
            setting.name,
            setting.default,
            answers,
            setting.hint or "",
            setting.was,
        )

    def _question(self, question: g.Question) -> m.Question:
        answers = tuple(
            m.Answer(
                id=answer.id,
                label=answer.label,
                cases=tuple(m.Case(case.to, case.when) for case in answer.cases),
                hint=answer.hint or "",
                unsure=answer.unsure,
                was=answer.was,
                cites=self._cites(answer),
                derived=answer.derived or "",
                alone=answer.alone,
                when=within(answer.days, self.lexicon.guide.periods),
                instead=tuple(
                    m.Variant(one.id, one.when, one.label or "", one.hint or "") for one in answer.instead
                ),
            )
            for answer in question.answers
        )
        return m.Question(
            id=question.id,
            text=question.question,
            name=question.name,
            answers=answers,
            hint=question.hint or "",
            help=self._items(question.help),
            was=question.was,
            entry=entry_of(question),
            several=question.several,
            cases=tuple(m.Case(case.to, case.when) for case in question.cases),
            instead=tuple(
                m.Variant(one.id, one.when, one.question or "", one.hint or "") for one in question.instead
            ),
        )

    def _outcome(self, outcome: g.Outcome) -> m.Outcome:
        guide = self.lexicon.guide
        form = next((form for form in guide.outcomes.forms if form.id == outcome.form), None)
        known = {portal.id: portal for portal in guide.facts.portals}
        portals = [m.Address(p.id, known[p.id].url, p.when, known[p.id].name) for p in outcome.portal]
        items = {
            "route": [*self._route(outcome.route), *self._items(outcome.steps)],
            "who": self._items(outcome.who),
            "response": () if isinstance(outcome.response, str) else self._items(outcome.response),
            "warnings": [self._warning(shown) for shown in outcome.warnings],
            "cost": self._items(outcome.cost),
            "follow-up": self._items(outcome.follow_up),
        }
        return m.Outcome(
            id=outcome.id,
            kind=outcome.kind or "",
            title=outcome.title,
            summary=outcome.summary,
            portal=portals[0].name if portals else "",
            address=portals[0].address if portals else "",
            portals=tuple(portals) if len(portals) > 1 else (),
            parts=tuple(
                m.Part(id, self.lexicon.word(f"part-{id}"), tuple(items[id]))
                for id in OUTCOME_PARTS
                if items[id]
            ),
            form=form.name if form else "",
            fields=self._fields(form, outcome) if form else (),
            response=response_table(outcome),
            tables=outcome.tables,
            was=outcome.was,
            ticket=form.id if form else "",
            by_mail=form.by_mail if form else False,
            when=within(outcome.days, guide.periods),
            instead=tuple(
                m.Variant(one.id, one.when, one.title or "", one.summary or "") for one in outcome.instead
            ),
        )

    def _route(self, procedures: Iterable[str]) -> list[m.Item]:
        steps = []
        for id in procedures:
            procedure = next(p for p in self.lexicon.guide.procedures if p.id == id)
            steps += [replace(step, id=f"{id}.{step.id}") for step in self._items(procedure.steps)]
        return steps

    def _warning(self, shown: g.ShownWarning) -> m.Item:
        warning = next(w for w in self.lexicon.guide.outcomes.warnings if w.id == shown.id)
        text = m.Item("text", warning.text)
        return m.Item(warning.id, warning.title, conjoin(warning.when, shown.when), (text,))

    def _fields(self, form: g.Form, outcome: g.Outcome) -> tuple[m.Field, ...]:
        known = {address.id: address for address in self.lexicon.guide.facts.addresses}
        addresses = [m.Address(shown.id, known[shown.id].pattern, shown.when) for shown in outcome.address]
        english = {field.id: field for field in self.english.guide.outcomes.fields}
        return tuple(
            self._field(field, english[field.id], addresses if field.entry == "domain" else ())
            for field in self.lexicon.guide.outcomes.fields_of(form)
        )

    def _field(
        self, field: g.FormField, english: g.FormField, addresses: Sequence[m.Address]
    ) -> m.Field:  # fmt: skip
        def label(id: str) -> str:
            return f"{{label:{id}}}"

        name = self.english.plain(english.name) if english.name else ""
        return m.Field(
            id=field.id,
            label=label(field.label) if field.label else field.name or "",
            value=field.value,
            kind=field.kind,
            section=label(field.section) if field.section else "",
            why=field.why or "",
            question=field.question or "",
            english="" if not field.name or name == self.lexicon.plain(field.name) else name,
            entry=field.entry or "",
            longest=field.longest or 0,
            not_at=field.not_at or "",
            address=addresses[0].address if addresses else "",
            address_when=addresses[0].when if addresses else (),
            addresses=tuple(addresses[1:]),
            title=field.title,
            when=field.when,
        )

    def _cites(self, cited: g.Cited) -> tuple[str, ...]:
        return tuple(place.anchor for place in self._citations.places(cited.source))

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self.lexicon.guide)

    def _items(self, items: Iterable[g.Item]) -> tuple[m.Item, ...]:
        return tuple(
            m.Item(item.id, item.text, item.when, (*self._items(item.points), *self._later(item)))
            for item in items
        )

    def _later(self, item: g.Item) -> Iterable[m.Item]:
        """The notes on what changed later, as points of the item: whatever shows points shows them."""
        for id in item.since:
            yield m.Item(f"{SINCE}{id}", self._later_changes[id].note or "")

    @cached_property
    def _later_changes(self) -> dict[str, g.OpenPoint]:
        return {point.id: point for point in self.lexicon.guide.open_points.points}
