"""A simplified engine for MicroPython, on which the real one does not run: it only walks the questions.

No conditions, no settings, no notices, no cards; the first case of an answer counts.
"""

import json

from pyscript import document


def decide(tree, answers):
    """Where the answers lead, and by which questions."""
    questions = {question["id"]: question for question in tree["questions"]}
    at, path = tree["first"], []
    while at in questions and at in answers:
        chosen = next(one for one in questions[at]["answers"] if one["id"] == answers[at])
        path.append([at, chosen["id"]])
        at = chosen["cases"][0]["to"]
    return {"at": at, "path": path, "outcome": at not in questions}


with open("tree.json") as file:  # noqa: PTH123 - MicroPython has no pathlib
    reply = decide(json.load(file), {})
document.querySelector("#answer").textContent = json.dumps(reply)
