"""The engine in PyScript: load the tree, decide once, and show the reply."""

import json
from pathlib import Path

from pyscript import document

from decision_tree.messages import Session

session = Session()
tree = Path("tree.json").read_text(encoding="utf-8")
session.handle(json.dumps({"v": 1, "id": 0, "type": "load", "tree": tree}))
reply = session.handle(json.dumps({"v": 1, "id": 1, "type": "decide", "answers": {}}))
document.querySelector("#answer").textContent = reply
