"""Periods: stretches of days in which nothing of a guide begins or ends, as values of a setting.

Nobody chooses that setting: its default is the period of the reader's day (`on_day`). So what holds on some
days only is a condition like others, and what is proved for all values of settings is proved for all days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from decision_tree.model import Answer, Setting, Tree

PERIOD = "@period"
"""The id of the setting. No question or setting of a guide can be called so."""

_DAY = r"\d{4}-\d\d-\d\d"
_ID = re.compile(rf"until-({_DAY})|from-({_DAY})|({_DAY})-to-({_DAY})")


def period_id(first: str, last: str) -> str:
    """The id of a period by its first and last day, ISO dates, of which one may be ""."""
    if first and last:
        return f"{first}-to-{last}"
    return f"from-{first}" if first else f"until-{last}"


def days_of(id: str) -> tuple[str, str]:
    """The first and the last day of a period; "" where it has no beginning or no end. Raises ValueError."""
    found = _ID.fullmatch(id)
    if found is None:
        raise ValueError(f"{id!r} is not a period")
    until, start, first, last = found.groups()
    return (start or first or "", until or last or "")


def days_of_all(ids: Iterable[str]) -> tuple[str, str]:
    """The first and the last day of periods that follow one another."""
    ends = [days_of(id) for id in ids]
    return ends[0][0], ends[-1][1]


def say_days(first: str, last: str) -> str:
    """The days of a period in a message: "until 2026-12-31"."""
    return " ".join([*(["from", first] if first else []), *(["until", last] if last else [])])


def period_setting(tree: Tree) -> Setting | None:
    """The setting of periods; None in a tree in which everything holds on all days."""
    return next((setting for setting in tree.settings if setting.id == PERIOD), None)


def period_on(setting: Setting, day: str) -> Answer:
    """The period of a day, an ISO date; of "" the first one."""
    return next(one for one in reversed(setting.answers) if days_of(one.id)[0] <= day)


def on_day(tree: Tree, day: str) -> Tree:
    """The tree as it is on a day, an ISO date: its period is the default."""
    setting = period_setting(tree)
    return tree if setting is None else _with(tree, replace(setting, default=period_on(setting, day).id))


def in_period(tree: Tree, id: str) -> Tree:
    """The tree in one of its periods alone."""
    setting = period_setting(tree)
    if setting is None:
        return tree
    only = tuple(one for one in setting.answers if one.id == id)
    return _with(tree, replace(setting, default=id, answers=only))


def _with(tree: Tree, changed: Setting) -> Tree:
    return replace(tree, settings=tuple(changed if one.id == PERIOD else one for one in tree.settings))
