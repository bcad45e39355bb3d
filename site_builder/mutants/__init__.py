"""Mutants: wrong guides made of a right one, each by a slip of a writer, to see if its scenarios notice.

- mutant: a wrong guide, as a compiled tree that differs in one place
- condition_changes: wrong conditions
- routes, pieces, rows, conclusions: mutants of questions, outcomes, tables and conclusions
- all_mutants: all of them
- judging: whether the proof or a scenario notices one, or whether it is no different for any answers
- suggestion: the scenario that would notice a survivor
- report: counts, survivors with their lines, scenarios to paste
"""

from site_builder.mutants.all_mutants import make_mutants, sample_step
from site_builder.mutants.judging import Judge, Judgement
from site_builder.mutants.report import share, summary_lines, survivor_lines

__all__ = ["Judge", "Judgement", "make_mutants", "sample_step", "share", "summary_lines", "survivor_lines"]
