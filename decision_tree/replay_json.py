"""A replayed receipt as JSON: the answers, and in sentences what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from decision_tree.card import card
from decision_tree.card_json import row_text, table_text
from decision_tree.model import Tree
from decision_tree.receipt import ReceiptError, Replay, replay


def replay_json(tree: Tree, text: str) -> dict[str, Any]:
    """The answers of a receipt and sentences on what has changed since; or "error": why it cannot be read."""
    try:
        found = replay(tree, text)
    except ReceiptError as error:
        return {"error": tree.words[f"receipt-{error.code}"]}
    return {
        "answers": dict(found.answers),
        "same": found.same,
        "said": tree.words["receipt-same" if found.same else "receipt-changed"].format(receipt=text.strip()),
        "differences": list(_differences(tree, found)),
    }


def _differences(tree: Tree, found: Replay) -> Iterable[str]:
    """One sentence for each difference of a replayed receipt."""
    titles = {outcome.id: outcome.title for outcome in tree.outcomes}
    step = found.step
    reached = card(tree, step) if step.is_outcome else None
    names = {choice.id: choice.name for choice in tree.choices}
    for one in found.differences:
        match one.code:
            case "guide" | "engine":
                values = {"was": one.name, "now": one.value}
            case "outcome":
                values = {"was": titles.get(one.name, ""), "now": titles[one.value]}
            case "row":
                assert reached is not None  # it differs at an outcome
                texts = [row_text(tree, reached.outcome, id) or "–" for id in (one.name, one.value)]
                values = {"was": texts[0], "now": texts[1]}
            case "tables":
                assert reached is not None
                said = [table_text(tree, table, rows) for table, rows in reached.tables]
                values = {"now": "; ".join(said) or "–"}
            case "period":
                labels = {answer.id: answer.label for s in tree.settings for answer in s.answers}
                values = {"was": labels[one.name], "now": labels[one.value]}
            case _:
                values = {"question": names.get(one.name, "")}
        code = f"{one.code}-gone" if one.code in ("outcome", "row") and not one.name else one.code
        code = f"{code}-setting" if code == "gone" and not one.name else code
        yield tree.words[f"receipt-{code}"].format(**values)
