"""The writer's editor: which address opens a text of a page in it."""

from __future__ import annotations

import http.client
import re
import threading
from pathlib import Path

import pytest

from site_builder.live import Editions, make_server
from site_builder.live.editor import EDITORS, make_editor
from site_builder.problems import BuildError

pytestmark = pytest.mark.lent
QUESTION = "tree.questions.product.question"


def line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip() == text)


def test_each_editor_opens_the_line_of_a_text(copy: Path) -> None:
    tree = copy / "docs/guide/tree.yml"
    line = line_of(tree, "- id: product")
    for name in EDITORS:
        editor = make_editor(copy, name)
        place = editor.find(QUESTION)
        assert place and place.line == line
        address = editor.address(place.file, place.line, place.column)
        assert not address if name == "none" else (str(tree) in address and str(line) in address)
        assert "file//" not in address.replace("file:///", "")
    own = make_editor(copy, "my-editor://{path}?at={line}")
    assert own.address("docs/guide/a b.yml", 3) == f"my-editor://{copy}/docs/guide/a%20b.yml?at=3"


def test_a_line_is_where_it_is_now(copy: Path) -> None:
    editor, tree = make_editor(copy, "vscode"), copy / "docs/guide/tree.yml"
    before = editor.find(QUESTION)
    text = tree.read_text(encoding="utf-8")
    tree.write_text(f"# one more line\n{text}", encoding="utf-8")
    after = editor.find(QUESTION)
    assert before and after and after.line == before.line + 1
    tree.write_text(f"{text}\nwrong: [", encoding="utf-8")
    half = editor.find(QUESTION)
    assert half and str(half) == "docs/guide/tree.yml:1", "no YAML has no lines"


def test_a_place_in_a_file_is_one_already(copy: Path) -> None:
    editor = make_editor(copy, "vscode")
    assert str(editor.find("docs/guide/tree.yml:12:5")) == str(editor.find("docs/guide/tree.yml:12"))
    assert str(editor.find("mkdocs.yml:3:1")) == "mkdocs.yml:3"
    assert editor.find("docs/../build_site.py:1:1") is None and editor.find("docs/none.yml:1:1") is None


def test_an_entry_of_a_catalog_is_found(copy: Path) -> None:
    file = "docs/locales/nl-NL/guide.po"
    place = make_editor(copy, "vscode").find(f"{file}/{QUESTION}")
    assert place and place.line == line_of(copy / file, f'msgctxt "{QUESTION}"')


@pytest.mark.parametrize(
    "name",
    ["", "nothing", "nothing.at.all", "../../etc/passwd", "docs/locales/../../x/guide.po/a", "procedures.no",
     "procedures.../../../secret", "docs/locales/xx-XX/guide.po/a"],
)  # fmt: skip
def test_what_is_no_text_of_the_guide_opens_nothing(copy: Path, name: str) -> None:
    assert make_editor(copy, "vscode").find(name) is None


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("vscod", 'unknown editor "vscod" (did you mean "vscode"?)'), ("x", "expected one of: vscode"),
     ("a://b", "expected an address with {path}"), ("a://{path}{row}", "expected an address with {path}"),
     ("a://{path}{", "expected an address with {path}")],
)  # fmt: skip
def test_another_editor_is_refused_in_one_sentence(tmp_path: Path, wanted: str, said: str) -> None:
    with pytest.raises(BuildError, match=re.escape(said)):
        make_editor(tmp_path, wanted)


def ask(root: Path, editor: str, path: str, host: str = "127.0.0.1") -> tuple[int, str, str]:
    """Status, Location and text of an answer of the development server."""
    with make_server(
        root, 0, editions=Editions(root, {}, lambda _: None), editor=make_editor(root, editor)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        found = answer.status, answer.getheader("Location", ""), answer.read().decode()
        connection.close()
        server.shutdown()
    return found


def test_the_server_leads_to_the_editor_or_says_the_place(copy: Path) -> None:
    line = line_of(copy / "docs/guide/tree.yml", "- id: product")
    status, location, _ = ask(copy, "vscode", f"/_live/edit/{QUESTION}")
    assert (status, location) == (302, f"vscode://file{copy}/docs/guide/tree.yml:{line}:5")
    status, _, text = ask(copy, "none", f"/_live/edit/{QUESTION}")
    assert (status, text) == (200, f"docs/guide/tree.yml:{line}:5\n")
    assert ask(copy, "vscode", "/_live/edit/nothing")[0] == 404
    assert ask(copy, "vscode", f"/_live/edit/{QUESTION}", host="elsewhere.example")[0] == 403
