"""The report on mutants: how many were noticed, the survivors with their lines, and scenarios to paste."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from decision_tree.model import Tree
from decision_tree.periods import PERIOD
from site_builder.guide import Content
from site_builder.mutants.judging import Judgement
from site_builder.mutants.mutant import KINDS, Mutant
from site_builder.mutants.suggestion import scenario_yaml, suggest


def summary_lines(found: Judgement, step: int = 1) -> Iterator[str]:
    """How many wrong guides were made of each kind, every `step`-th one, and what became of them."""
    if not found.made:
        yield "No wrong guide could be made of this one."
        return
    by = f"by the proof {found.proof.total():,}, by scenarios {found.scenarios.total():,}"
    yield (
        f"Mutants: {found.made:,} wrong guides, {found.noticed:,} noticed ({share(found)}): {by}; "
        f"{len(found.survivors):,} survived"
    )
    if step > 1:
        yield f"  a sample: of all that can be made, one in {step}"
    width = max(len(KINDS[kind]) for kind in found.kinds)
    for kind in found.kinds:
        counts = [("proof", found.proof), ("scenarios", found.scenarios), ("survived", found.survived)]
        yield f"  {KINDS[kind]:{width}}  " + "  ".join(f"{name} {of[kind]:>4}" for name, of in counts)
    if unchanged := len(found.unchanged):
        yield f"  not counted: {unchanged:,} that are no different for any combination of answers"


def share(found: Judgement) -> str:
    """How many were noticed of a hundred; 100 only where all were."""
    return f"{int(1000 * found.noticed / found.made) / 10:.1f} %" if found.made else "100 %"


def survivor_lines(content: Content, tree: Tree, found: Judgement) -> Iterator[str]:
    """The survivors with their lines, below each group the scenario that would notice them, as YAML: a whole
    scenarios.yml where the guide has no scenarios."""
    taken = {one.id for one in content.guide.scenarios.scenarios}
    places = {one.id: index for index, one in enumerate(content.guide.scenarios.scenarios)}
    having = {
        tuple(sorted((name, value) for name, value in one.given.items() if name != PERIOD)): one.scenario
        for one in found.survivors
        if one.given is not None and one.scenario
    }
    for index, case in enumerate(suggest(tree, found.survivors)):
        yield ""
        if index == 0 and not taken:
            yield "scenarios:"
        yield from (f"# {_line(mutant)}" for mutant in case.mutants)
        if scenario := having.get(tuple(sorted(case.given.items()))):
            place = content.documents["scenarios"].place(("scenarios", places[scenario.id]))
            yield f'# These answers are those of "{scenario.id}" ({place}): its keys may go there.'
        id = _free_id(case.step.at, taken)
        taken.add(id)
        yield scenario_yaml(tree, case, id)
    for one in found.survivors:
        if one.given is None:
            yield f"# {_line(one.mutant)} (no case looked for: too many combinations of answers)"


def _line(mutant: Mutant) -> str:
    return f"{mutant.place.file}:{mutant.place.line}: {mutant.what}"


def _free_id(outcome: str, taken: Collection[str]) -> str:
    number = 1
    while f"{outcome}-{number}" in taken:
        number += 1
    return f"{outcome}-{number}"
