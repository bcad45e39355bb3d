"""What differs between two trees, as data: for whom, in how many combinations of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diff.aligned import NO_RENAMES, Renames
from site_builder.diff.outcome_changes import Change


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """One of some answers is given to a question: its id and name, and their ids and labels.

    `words` say it as readers know it: "Product: Azure or Office 365". `is_rest` says that the answers are the
    rest of all, `answers` then being those that it is not.
    """

    question: str
    name: str
    answers: tuple[str, ...]
    words: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A smallest set of answers that tells a change: all `tests` hold, of none if everybody meets it.

    `combinations` meet them. Where the set is not `exact`, some of these do not meet the change. `answers`
    are an example in the new tree's ids, with the settings that matter, `at` the question or outcome that
    they lead to there; `old_answers` and `old_at` are of the old tree. `day` is one of the example's period,
    an ISO date, or "".
    """

    tests: tuple[AnswerTest, ...]
    combinations: int
    exact: bool
    answers: Mapping[str, str]
    at: str
    old_answers: Mapping[str, str]
    old_at: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Changes that the same answers meet, and for whom: the groups may have combinations in common."""

    changes: tuple[Change, ...]
    combinations: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class TreeDifference:
    """What two trees do differently.

    `combinations` are those of all answers to what is asked in either tree, and of settings; `changed` those
    that meet any change. `gone` and `new` are questions, settings and outcomes that one tree does not have,
    each as its kind, id and text. `untold` are changes beyond those whose groups are looked for. `notes` say
    what could not be compared, in sentences.
    """

    combinations: int
    changed: int
    findings: tuple[Finding, ...]
    gone: tuple[tuple[str, str, str], ...] = ()
    new: tuple[tuple[str, str, str], ...] = ()
    renames: Renames = NO_RENAMES
    untold: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
