"""What is said of effective dates: what ends soon or has ended, and what holds on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decision_tree.periods import period_on, period_setting, say_days
from site_builder.guide import DatedPiece
from site_builder.site import Checked
from site_builder.tree import period_words, scenario_periods

SOON = 60
"""Days before something ends from which writers are told so."""


def ending_notices(pieces: tuple[DatedPiece, ...], today: date) -> Iterator[str]:
    """Notices of what has ended, or ends within SOON days of a day."""
    for piece in pieces:
        if not (last := piece.days[1]):
            continue
        left = (date.fromisoformat(last) - today).days
        if left < 0:
            message = f'"{piece.id}" has ended: it held until {last}; remove it, or change its date'
        elif left <= SOON:
            message = f'"{piece.id}" ends soon: it holds until {last}, {_in_days(left)}'
        else:
            continue
        yield str(piece.document.problem((*piece.path, "until"), message))


def _in_days(days: int) -> str:
    return "in 1 day" if days == 1 else f"in {days} days" if days else "which is that day"


def day_report(checked: Checked, day: str) -> Iterator[str]:
    """What of a checked guide holds on a day, in lines of text."""
    setting = period_setting(checked.tree)
    if setting is None:
        yield f"On {day}: nothing in this guide has dates, so it is the same on all days."
        return
    period = period_on(setting, day).id
    yield f"On {day}, which is in the time {period_words([period])}:"
    scenarios = checked.content.guide.scenarios.scenarios
    if scenarios:
        held = [one.id for one in scenarios if period in scenario_periods(checked.tree, one)]
        yield f"  {len(held)} of {len(scenarios)} scenarios are of that time, and come out as written"
    for piece in checked.content.dated:
        first, last = piece.days
        holds = first <= day and (not last or day <= last)
        place = piece.document.place(piece.path)
        yield f'  {"holds" if holds else "does not hold"}: "{piece.id}" ({place}), {say_days(first, last)}'
