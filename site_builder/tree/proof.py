"""The proof that a guide is total, or what keeps it from being so.

Every combination of answers must meet exactly one case at each answer, one outcome at the end, and of each
table there the rows that its hit policy asks for; nothing may lead in a circle, to nowhere, or be out of
reach. Checked over states (see decision_tree.states), so the cost grows with the tree and not with its paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from decision_tree import model as m
from decision_tree.answer_classes import SelectionLimitError
from decision_tree.conditions import holds, names_in
from decision_tree.model import Outcome, Row, Table, Tree
from decision_tree.periods import PERIOD
from decision_tree.states import CycleError, State, StateLimitError, StateSpace
from site_builder.guide import Content, Document
from site_builder.problems import ContentError, Problem
from site_builder.tree.certificate import Proof, certify
from site_builder.tree.citations import uncited_facts
from site_builder.tree.class_names import ClassNames, Given
from site_builder.tree.combinations import Finding
from site_builder.tree.conditions import place_of
from site_builder.tree.effective_dates import never_offered, outside_its_days
from site_builder.tree.hand_over import hand_over_problems
from site_builder.tree.help_conditions import help_problems
from site_builder.tree.idle import idle_pieces
from site_builder.tree.limits import limit_problems
from site_builder.tree.never import Ways, YamlPath
from site_builder.tree.rows import row_problems
from site_builder.tree.scenario_clocks import ScenarioClocks
from site_builder.tree.scenarios import scenario_problems
from site_builder.tree.tables import RowFinder, counting, table_places
from site_builder.tree.variants import variant_problems


def prove(content: Content, tree: Tree, clocks: ScenarioClocks | None = None) -> Proof:
    """Prove the guide whose compiled source tree is `tree`. Raises ContentError with all that is wrong.

    `clocks` are those of the guide's calendars, by which scenarios say when a response falls due.
    """
    walker = _Walker(content, tree)
    problems = [*walker.problems(), *uncited_facts(content)]
    if problems:
        raise ContentError(problems)
    problems = list(scenario_problems(content, tree, clocks or ScenarioClocks()))
    if problems:
        raise ContentError(problems)
    if problems := list(limit_problems(content, walker.space)):
        raise ContentError(problems)
    return certify(content, tree, walker.space)


def is_refused(content: Content, tree: Tree) -> bool:
    """Whether a tree is not total: some combination of answers meets no outcome or row, or several, or none
    leads to a part of it. Pieces of outcomes are not looked at."""
    walker = _Walker(content, tree)
    return next(walker.gaps(), None) is not None or next(walker.unreached(), None) is not None


class _Walker:
    def __init__(self, content: Content, tree: Tree) -> None:
        self.content = content
        self.tree = tree
        self.document = content.documents["tree"]
        self.questions = {question.id: (i, question) for i, question in enumerate(tree.questions)}
        self.outcomes = {outcome.id: (i, outcome) for i, outcome in enumerate(tree.outcomes)}
        self.met_cases: dict[tuple[str, str], set[int]] = {}
        """By question and the first answer of a class the indexes of its cases that have held; those of a
        question that takes several answers by ""."""
        self.tables = table_places(content, tree)
        self.holding: dict[str, set[str]] = {id: set() for id in self.tables}
        self.counting: dict[str, set[str]] = {id: set() for id in self.tables}
        """By table the ids of the rows that have held, and of those of them that count."""
        self.met_portals: set[tuple[str, str]] = set()
        self.taking = {one.id for one in tree.outcomes if any(f.kind == "answer" for f in one.fields)}
        """The outcomes that take the value of a field from an answer."""
        self.found: dict[tuple[Any, ...], Problem] = {}
        self.findings: dict[tuple[Any, ...], Finding] = {}
        self.is_total = False
        """Whether all combinations of answers have been walked, without a gap."""

    def problems(self) -> Iterator[Problem]:
        yield from self.gaps()
        if not self.is_total:
            return  # what lies behind a gap would be reported as out of reach, which is not the cause
        yield from self.unreached()
        yield from idle_pieces(self.content, self.tree, self.space)
        yield from help_problems(self.content, self.tree)
        yield from variant_problems(self.content, self.tree)
        yield from hand_over_problems(self.content, self.space)

    def gaps(self) -> Iterator[Problem]:
        """Combinations of answers that do not meet exactly one case, outcome and row."""
        yield from self._routed_by_settings()
        try:
            self.space = StateSpace(self.tree)
            states = self.space.states
        except CycleError as error:
            index, _ = self.questions[error.cycle[0]]
            yield self.document.problem(("questions", index, "id"), str(error))
            return
        except StateLimitError as error:
            yield self.document.problem(("questions",), str(error))
            return
        except SelectionLimitError as error:
            index, _ = self.questions[error.question]
            yield self.document.problem(("questions", index, "id"), str(error))
            return
        self.names = ClassNames(self.space, self.content.guide.tree.groups)
        self.rows = RowFinder(self.space)
        for state in states:
            if state.at in self.questions:
                self._question(state)
            elif state.at in self.outcomes:
                self._outcome(state)
        yield from self.found.values()
        yield from (finding.problem() for finding in self.findings.values())
        self.is_total = not (self.found or self.findings)

    def unreached(self) -> Iterator[Problem]:
        """Questions, outcomes, cases and rows that no combination meets, in a tree without gaps."""
        yield from self._unreached()
        ways = Ways(self.tree)
        for id, place in self.tables.items():
            yield from row_problems(place, self.tree, self.holding[id], self.counting[id], ways)

    def _routed_by_settings(self) -> Iterator[Problem]:
        """The static page cannot know a setting, so none may decide where an answer leads."""
        settings = {setting.id for setting in self.tree.settings}
        for i, question in enumerate(self.tree.questions):
            lists: list[tuple[YamlPath, tuple[m.Case, ...]]] = [((), question.cases)]
            lists += [(("answers", j), answer.cases) for j, answer in enumerate(question.answers)]
            for place, cases in lists:
                for k, case in enumerate(cases):
                    for name in sorted(names_in(case.when) & settings):
                        path = ("questions", i, *place, "to", k, "when")
                        message = f'the setting "{name}" cannot route answers; ask a question'
                        yield self.document.problem((*path, *place_of(case.when, name)), message)

    def _question(self, state: State) -> None:
        index, question = self.questions[state.at]
        if not self.space.moves(state):
            self._nothing_offered(index, question, state)
        for move in self.space.moves(state):
            answer, met = move.answer, move.cases
            key = "" if question.several else answer.id
            self.met_cases.setdefault((question.id, key), set()).update(met)
            if len(met) != 1:
                facts = dict(state.facts) | {question.id: answer.id}
                asked = set().union(*(names_in(case.when) for case in answer.cases))
                place = () if question.several else ("answers", question.answers.index(answer))
                of = "" if question.several else f"{self.names.of(question.id, answer.id)}: "
                path = ("questions", index, *place, "to")
                self._cases(path, of, answer, met, self.names.given(facts, asked))

    def _nothing_offered(self, index: int, question: m.Question, state: State) -> None:
        def message(given: str, _: str) -> str:
            return f'the question "{question.id}" has no answer that is offered: {given}'

        facts = dict(state.facts)
        path = ("questions", index, "answers")
        self._find(path, self.document, path, message).add(self.names.given(facts, facts))

    def _cases(self, to: YamlPath, of: str, answer: m.Answer, met: tuple[int, ...], given: Given) -> None:
        def message(given: str, _: str) -> str:
            if not met:
                return f"{of}no case holds for {given}; exactly one must"
            cases = " and ".join(f"to {answer.cases[k].to} ({self.document.place((*to, k))})" for k in met)
            return f"{of}several cases hold for {given}: {cases}; exactly one must"

        self._find((*to, met), self.document, (*to, met[-1]) if met else to, message).add(given)

    def _outcome(self, state: State) -> None:
        index, outcome = self.outcomes[state.at]
        if outcome.when and not holds(outcome.when, dict(state.facts)):
            periods = self.names.given(dict(state.facts), (PERIOD,))[PERIOD]
            problem = outside_its_days(self.content, self.space, index, state, periods)
            self.found.setdefault((problem.line, problem.message), problem)
        if outcome.id in self.taking:
            self._answer_fields(index, outcome, dict(state.facts))
        self._addresses(index, outcome, dict(state.facts))
        for table in self.tree.outcome_tables(outcome):
            rows = self.rows.rows(table, state.known, dict(state.facts))
            self.holding[table.id].update(row.id for row in rows)
            self.counting[table.id].update(row.id for row in counting(table, rows))
            gap = not rows and table.hit_policy != "collect"
            if gap or (len(rows) > 1 and table.hit_policy == "unique"):
                given = self.names.given(dict(state.facts), (*table.inputs, PERIOD))
                self._rows_met(table, rows, given, outcome)

    def _rows_met(self, table: Table, rows: tuple[Row, ...], given: Given, outcome: Outcome) -> None:
        place = self.tables[table.id]
        of_table = f' of the table "{table.id}"' if place.path else ""

        def message(given: str, outcomes: str) -> str:
            if not rows:
                return f"no row{of_table} holds for {given} (met at {outcomes}); add what is missing"
            every = "both" if len(rows) == 2 else "all"
            return f"the rows {place.name_rows(rows)}{of_table} {every} hold for {given}; exactly one must"

        path = place.row_path(rows[-1]) if rows else (*place.path, "rows")
        key = (table.id, *(row.id for row in rows))
        self._find(key, place.document, path, message).add(given, outcome.id)

    def _answer_fields(self, index: int, outcome: Outcome, facts: Mapping[str, str]) -> None:
        """Where a field takes its value from an answer, that question was asked on every way there."""
        document = self.content.documents["outcomes"]
        for field in outcome.fields:
            if field.kind == "answer" and field.question not in facts and holds(field.when, facts):
                message = (
                    f'the field "{field.id}" takes its value from the question "{field.question}", which not '
                    f'every way to "{outcome.id}" asks; give the field a "when"'
                )
                path = ("outcomes", index, "form")
                self.found.setdefault((*path, field.id), document.problem(path, message))

    def _addresses(self, index: int, outcome: Outcome, facts: Mapping[str, str]) -> None:
        """Of several portals to begin in exactly one holds, of several addresses to complete at most one."""
        completed = [
            address
            for field in outcome.fields
            if field.address
            for address in (m.Address(field.id, field.address, field.address_when), *field.addresses)
        ]
        self.met_portals |= {(outcome.id, one.id) for one in outcome.portals if holds(one.when, facts)}
        for key, addresses, fewest in (("portal", outcome.portals, 1), ("address", completed, 0)):
            met = tuple(k for k, address in enumerate(addresses) if holds(address.when, facts))
            if addresses and not fewest <= len(met) <= 1:
                asked = set().union(*(names_in(address.when) for address in addresses))
                self._addresses_met(index, key, met, self.names.given(facts, asked))

    def _addresses_met(self, index: int, key: str, met: tuple[int, ...], given: Given) -> None:
        document, outcome = self.content.documents["outcomes"], self.content.guide.outcomes.outcomes[index]
        path = ("outcomes", index, key)

        def message(given: str, _: str) -> str:
            ids = [one.id for one in getattr(outcome, key)]
            both = " and ".join(f"{ids[k]} ({document.place((*path, k))})" for k in met)
            what = f"{both} hold" if met else "none holds"
            must = "exactly one must" if key == "portal" else "at most one may"
            return f'the {key} of "{outcome.id}": {what} for {given}; {must}'

        self._find((*path, met), document, (*path, met[-1]) if met else path, message).add(given)

    def _find(
        self, key: tuple[Any, ...], document: Document, path: YamlPath, message: Callable[[str, str], str]
    ) -> Finding:
        """The finding of that key, which is new unless a combination of answers has met it before."""
        if key not in self.findings:
            self.findings[key] = Finding(document, path, message, self.names)
        return self.findings[key]

    def _unreached(self) -> Iterator[Problem]:
        reached = {state.at for state in self.space.states}
        for i, question in enumerate(self.tree.questions):
            path = ("questions", i)
            if question.id not in reached:
                message = f'no answer leads to the question "{question.id}"'
                yield self.document.problem((*path, "id"), message)
                continue
            yield from self._unmet_cases(path, question)
        document = self.content.documents["outcomes"]
        for i, outcome in enumerate(self.tree.outcomes):
            if outcome.id not in reached:
                message = f'no answer leads to the outcome "{outcome.id}"'
                yield document.problem(("outcomes", i, "id"), message)
            for j, portal in enumerate(outcome.portals):
                if outcome.id in reached and (outcome.id, portal.id) not in self.met_portals:
                    message = f'the portal "{portal.id}" never holds at the outcome "{outcome.id}"'
                    yield document.problem(("outcomes", i, "portal", j), message)

    def _unmet_cases(self, path: YamlPath, question: m.Question) -> Iterator[Problem]:
        """Cases that never hold, and answers that are never offered. A case that the answers of a list share
        must hold after some of them."""
        for k, case in enumerate(question.cases):
            if k not in self.met_cases[question.id, ""]:
                message = f"the case that leads to {case.to} never holds"
                yield self.document.problem((*path, "to", k), message)
        if question.several:
            return
        met, unmet = set[Problem](), list[tuple[Problem, Problem]]()
        for answer, *_ in self.space.classes[question.id]:
            cases = self.met_cases.get((question.id, answer.id), set())
            if answer.when and not cases:
                yield never_offered(self.document, (*path, "answers"), question, answer)
                continue
            for k, case in enumerate(answer.cases):
                to = (*path, "answers", question.answers.index(answer), "to", k)
                written = self.document.problem(to, "")
                if k in cases:
                    met.add(written)
                else:
                    name = self.names.of(question.id, answer.id)
                    message = f"{name}: the case that leads to {case.to} never holds"
                    unmet.append((written, self.document.problem(to, message)))
        yield from (problem for written, problem in unmet if written not in met)
