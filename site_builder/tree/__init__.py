"""The decision tree: a localized guide compiled for the engine and the page, and the proof that it is total.

- compile, table_compiler, entries: the guide as a tree, with texts as the guide has them
- reachability: with which answers each part is reached, and what of an outcome they can show
- conditions: what is left of one; class_names: what messages call many answers
- proof, rows, scenarios, counting: every combination of answers meets one outcome, and
  the rows of tables that their hit policies ask for; scenarios hold
- case_finder: answers with which a place is reached, as whole ways
- untouched, piece_places: what no scenario touches, and where pieces stand in YAML
- scenario_faults, card_pieces, scenario_clocks: where a scenario comes out differently, what a card
  shows by the ids of YAML, and when a response falls due in the year that a scenario names
- certificate: what a proof has shown, in figures; checker: a program for anyone who wants to check that,
  written without the rest of this project
- conclusions, asking: a conclusion has one value wherever a condition asks for it
- tables: decision tables, where they stand, and which of their rows outcomes reach
- effective_dates: outcomes to which answers lead on other days, answers that are never offered
- idle, never: pieces whose condition never holds where they stand, and why
- variants: a text has one wording wherever it is shown; order: what is answered when a question is asked
- help_conditions: help asks only about what is answered on every way to its question
- hand_over: links for others lead on, never back to where they come from
- combinations: the combinations of answers of a message, in words
- labels: answers and questions that readers can tell apart
- limits: what the engine and the page can bear
- selection_cases: selections of several answers in few words
- sections: the tree as sections of a page, linked by anchors, for readers without scripts
- engine_tree: what tree.json holds, in plain text
- exposure: in how many combinations of answers readers meet a text
- citations: the sources behind a piece of the guide
"""

from site_builder.tree.card_pieces import Cells, ShownPieces, known_pieces, short_id, shown_pieces
from site_builder.tree.case_finder import Case, CaseFinder
from site_builder.tree.certificate import CHECKER, Proof
from site_builder.tree.citations import Citations, outcome_pieces
from site_builder.tree.class_names import period_words
from site_builder.tree.compile import compile_source_tree, compile_tree
from site_builder.tree.conclusions import conclusion_problems, idle_values
from site_builder.tree.conditions import settle_condition
from site_builder.tree.counting import count_passing
from site_builder.tree.engine_tree import TEXTS, build_engine_tree, plain_tree
from site_builder.tree.exposure import count_exposure
from site_builder.tree.labels import label_problems
from site_builder.tree.limits import section_problems
from site_builder.tree.piece_places import PiecePlaces, Place
from site_builder.tree.proof import is_refused, prove
from site_builder.tree.reachability import ReachedFacts
from site_builder.tree.scenario_clocks import ScenarioClocks
from site_builder.tree.scenario_faults import promise_words
from site_builder.tree.scenarios import caution_ids, comes_out, scenario_periods
from site_builder.tree.sections import Given, Sections, make_sections
from site_builder.tree.untouched import TOUCHED_KINDS, Coverage, Untouched, scenario_coverage
from site_builder.tree.witnesses import Witnesses

__all__ = [
    "CHECKER",
    "TEXTS",
    "TOUCHED_KINDS",
    "Case",
    "CaseFinder",
    "Cells",
    "Citations",
    "Coverage",
    "Given",
    "PiecePlaces",
    "Place",
    "Proof",
    "ReachedFacts",
    "ScenarioClocks",
    "Sections",
    "ShownPieces",
    "Untouched",
    "Witnesses",
    "build_engine_tree",
    "caution_ids",
    "comes_out",
    "compile_source_tree",
    "compile_tree",
    "conclusion_problems",
    "count_exposure",
    "count_passing",
    "idle_values",
    "is_refused",
    "known_pieces",
    "label_problems",
    "make_sections",
    "outcome_pieces",
    "period_words",
    "plain_tree",
    "promise_words",
    "prove",
    "scenario_coverage",
    "scenario_periods",
    "section_problems",
    "settle_condition",
    "short_id",
    "shown_pieces",
]
