"""A localized guide -> the engine's tree.

The same function serves twice: with plain text for tree.json, and with HTML for the static page, so that
the page's pieces and the engine's answers about them cannot drift apart. Pieces are addressed by keys
("route/azure-request.create") that both carry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from decision_tree import model as m
from decision_tree.states import StateSpace
from decision_tree.words import WORDS
from site_builder.guide import OUTCOME_PARTS
from site_builder.guide import model as g
from site_builder.locales import Lexicon
from site_builder.tree.citations import Citations

Say = Callable[[str], str]
"""How a compiled tree writes its texts: `Lexicon.plain`, or `HtmlWriter.text` for a page."""

Met = Mapping[str, list[dict[str, str]]]
"""Id of a question or outcome -> the combinations of answers that matter there, with which it is met."""


@dataclass(frozen=True)
class Compiler:
    """Makes a tree of a guide. `say` writes running text, `say_name` what stands inside links and labels.

    `english` is the guide in the source locale: labels of fields stand there in both languages.
    """

    lexicon: Lexicon
    english: Lexicon
    version: str
    say: Say
    say_name: Say

    def tree(self, met: Met | None = None) -> m.Tree:
        """The whole tree; what can never apply in an outcome, or always does, is resolved away.

        `met` is what `met_facts` finds of it; the same for the trees of all locales.
        """
        tree = self.raw_tree()
        return settled(tree, met_facts(tree) if met is None else met)

    def raw_tree(self) -> m.Tree:
        """The whole tree with every condition as the guide has it."""
        guide, locale = self.lexicon.guide, self.lexicon.locale
        return m.Tree(
            locale=locale.id,
            direction=locale.direction,
            version=self.version,
            title=str(self.say_name(guide.tree.title)),
            first=guide.tree.first,
            settings=tuple(self._setting(setting) for setting in guide.tree.settings),
            questions=tuple(self._question(question) for question in guide.tree.questions),
            outcomes=tuple(self._outcome(outcome) for outcome in guide.outcomes.outcomes),
            responses=self._responses(guide.response_times),
            words={key: str(guide.interface.words[key]) for key in WORDS},
        )

    def _setting(self, setting: g.Setting) -> m.Setting:
        answers = tuple(
            m.Answer(
                id=option.id,
                label=self.say_name(option.label),
                hint=self._maybe(option.hint),
                was=option.was,
                cites=self._cites(option),
                derived=self._maybe(option.derived),
            )
            for option in setting.answers
        )
        return m.Setting(
            setting.id,
            self.say_name(setting.name),
            setting.default,
            answers,
            self._maybe(setting.hint),
            setting.was,
        )

    def _question(self, question: g.Question) -> m.Question:
        answers = tuple(
            m.Answer(
                id=answer.id,
                label=self.say_name(answer.label),
                cases=tuple(m.Case(case.to, case.when) for case in answer.cases),
                hint=self.say_name(answer.hint) if answer.hint else "",
                unsure=answer.unsure,
                was=answer.was,
                cites=self._cites(answer),
                derived=self._maybe(answer.derived),
            )
            for answer in question.answers
        )
        return m.Question(
            id=question.id,
            text=self.say_name(question.question),
            name=self.say_name(question.name),
            answers=answers,
            hint=self._maybe(question.hint),
            help=self._items(question.help),
            was=question.was,
        )

    def _outcome(self, outcome: g.Outcome) -> m.Outcome:
        guide = self.lexicon.guide
        form = next((form for form in guide.outcomes.forms if form.id == outcome.form), None)
        portal = next((p for p in guide.facts.portals if p.id == outcome.portal), None)
        found = {
            "route": [*self._route(outcome.route), *self._items(outcome.steps)],
            "who": self._items(outcome.who),
            "ready": self._items(outcome.ready),
            "response": () if outcome.response == "table" else self._items(outcome.response),
            "warnings": [self._warning(shown) for shown in outcome.warnings],
            "cost": self._items(outcome.cost),
            "follow-up": self._items(outcome.follow_up),
        }
        return m.Outcome(
            id=outcome.id,
            kind=outcome.kind,
            title=self.say_name(outcome.title),
            summary=self.say(outcome.summary),
            portal=self.say_name(portal.name) if portal else "",
            address=portal.url if portal else "",
            parts=tuple(
                m.Part(id, self.lexicon.word(f"part-{id}"), tuple(found[id]))
                for id in OUTCOME_PARTS
                if found[id]
            ),
            form=self.say_name(form.name) if form else "",
            fields=self._fields(form, outcome) if form else (),
            looks_up=outcome.response == "table",
            resume=outcome.resume or "",
            was=outcome.was,
            ticket=form.id if form else "",
            by_mail=form.by_mail if form else False,
        )

    def _route(self, procedures: Iterable[str]) -> list[m.Item]:
        steps = []
        for id in procedures:
            procedure = next(p for p in self.lexicon.guide.procedures if p.id == id)
            steps += [replace(step, id=f"{id}.{step.id}") for step in self._items(procedure.steps)]
        return steps

    def _warning(self, shown: g.ShownWarning) -> m.Item:
        warning = next(w for w in self.lexicon.guide.outcomes.warnings if w.id == shown.id)
        text = m.Item("text", self.say(warning.text))
        return m.Item(warning.id, self.say_name(warning.title), conjoin(warning.when, shown.when), (text,))

    def _fields(self, form: g.Form, outcome: g.Outcome) -> tuple[m.Field, ...]:
        shown = outcome.address
        addresses = {address.id: address for address in self.lexicon.guide.facts.addresses}
        pattern = addresses[shown.id].pattern if shown else ""
        when = shown.when if shown else ()
        english = {field.id: field for field in self.english.guide.outcomes.fields}
        return tuple(
            self._field(field, english[field.id], *((pattern, when) if field.entry == "domain" else ("", ())))
            for field in self.lexicon.guide.outcomes.fields_of(form)
        )

    def _field(
        self, field: g.FormField, english: g.FormField, address: str, address_when: m.Condition
    ) -> m.Field:
        def label(id: str) -> str:
            return self.say_name(f"{{label:{id}}}")

        name = self.english.plain(english.name) if english.name else ""
        return m.Field(
            id=field.id,
            label=label(field.label) if field.label else self.say_name(field.name or ""),
            value=self.say(field.value),
            kind=field.kind,
            section=label(field.section) if field.section else "",
            why=self._maybe(field.why),
            question=field.question or "",
            english="" if not field.name or name == self.lexicon.plain(field.name) else name,
            entry=field.entry or "",
            longest=field.longest or 0,
            address=address,
            address_when=address_when,
            title=field.title,
            when=field.when,
        )

    def _cites(self, cited: g.Cited) -> tuple[str, ...]:
        return tuple(place.anchor for place in self._citations.places(cited.source))

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self.lexicon.guide)

    def _responses(self, times: g.ResponseTimesFile) -> m.ResponseTable:
        durations = {duration.id: duration for duration in times.durations}
        rows = []
        for row in times.rows:
            within = durations.get(row.within or "")
            rows.append(
                m.Row(
                    id=row.id,
                    text=self.say(row.text),
                    when=row.when,
                    hours=within.hours if within else None,
                    business_days=within.business_days if within else None,
                    hours_kept=row.hours_kept,
                    cites=self._cites(row),
                    derived=self._maybe(row.derived),
                )
            )
        assumptions = tuple(m.Item(one.id, self.say(one.text)) for one in times.assumptions)
        return m.ResponseTable(times.inputs, tuple(rows), self._items(times.notes), assumptions)

    def _items(self, items: Iterable[g.Item]) -> tuple[m.Item, ...]:
        return tuple(
            m.Item(item.id, self.say(item.text), item.when, self._items(item.points)) for item in items
        )

    def _maybe(self, text: str | None) -> str:
        return self.say(text) if text else ""


def conjoin(first: m.Condition, second: m.Condition) -> m.Condition:
    """The condition that holds where both do, with one test for each name."""
    tests = {test.name: test for test in first}
    for test in second:
        other = tests.get(test.name)
        tests[test.name] = test if other is None else _both(other, test)
    return tuple(tests.values())


def _both(first: m.Test, second: m.Test) -> m.Test:
    if first.negated and second.negated:
        return m.Test(first.name, tuple(dict.fromkeys(first.values + second.values)), negated=True)
    if first.negated:
        first, second = second, first
    return m.Test(first.name, tuple(v for v in first.values if (v in second.values) != second.negated))


def met_facts(tree: m.Tree) -> Met:
    """The answers with which each question and outcome is met; nothing of a tree that cannot be walked."""
    try:
        space = StateSpace(tree)
    except m.TreeError:
        return {}
    met: dict[str, list[dict[str, str]]] = {}
    for state in space.states:
        met.setdefault(state.at, []).append(dict(state.facts))
    return met


def settled(tree: m.Tree, met: Met) -> m.Tree:
    """The tree with each outcome reduced to what some combination of answers shows there.

    A condition that always holds at the outcome is dropped; what never applies there goes. A tree that
    cannot be walked is returned as it is: proving it says why.
    """
    if not met:
        return tree
    return replace(
        tree, outcomes=tuple(_settle(outcome, met.get(outcome.id, [])) for outcome in tree.outcomes)
    )


def _settle(outcome: m.Outcome, facts: list[dict[str, str]]) -> m.Outcome:
    parts = [replace(part, items=_settle_items(part.items, facts)) for part in outcome.parts]
    fields = [
        replace(field, when=when)
        for field in outcome.fields
        if (when := _settle_condition(field.when, facts)) is not None
    ]
    return replace(outcome, parts=tuple(part for part in parts if part.items), fields=tuple(fields))


def _settle_items(items: tuple[m.Item, ...], facts: list[dict[str, str]]) -> tuple[m.Item, ...]:
    return tuple(
        replace(item, when=when, points=_settle_items(item.points, facts))
        for item in items
        if (when := _settle_condition(item.when, facts)) is not None
    )


def _settle_condition(when: m.Condition, facts: list[dict[str, str]]) -> m.Condition | None:
    """Without the tests that always hold here; None when the whole never does."""
    if when and not any(m.holds(when, one) for one in facts):
        return None
    return tuple(test for test in when if not all(m.holds((test,), one) for one in facts))
