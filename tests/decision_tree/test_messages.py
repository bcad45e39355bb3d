from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree import __version__
from decision_tree.json_form import dump_tree
from decision_tree.messages import LARGEST_REQUEST, PROTOCOL, Session
from decision_tree.model import Tree


@pytest.fixture
def session(tree: Tree) -> Session:
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(tree)}))
    return session


def ask(session: Session, **request: Any) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(session.handle(json.dumps({"v": PROTOCOL, "id": 7, **request})))
    return reply


def test_loading_answers_with_the_versions(tree: Tree) -> None:
    reply = ask(Session(), type="load", tree=dump_tree(tree))
    assert reply == {
        "v": 1, "id": 7, "type": "loaded", "engine": __version__, "guide": tree.version, "locale": "en-US",
    }  # fmt: skip


def test_a_question_comes_with_how_many_are_left(session: Session) -> None:
    reply = ask(session, type="decide", answers={"product": "azure"})
    assert (reply["type"], reply["at"], reply["outcome"]) == ("decided", "kind", False)
    assert reply["left"][0] <= reply["left"][1] <= 9


def test_an_outcome_comes_with_its_response_row_and_what_applies(session: Session) -> None:
    answers = {
        "product": "azure", "kind": "critical",
        "progress": "tried", "partner": "direct", "azure-role": "global-admin", "azure-access": "yes",
    }  # fmt: skip
    reply = ask(session, type="decide", answers=answers)
    assert (reply["at"], reply["row"]) == ("azure", "break-fix-critical-english")
    assert "response/break-fix-critical-english" in reply["shown"]
    assert "warnings/us-government" not in reply["shown"]
    local = ask(session, type="decide", answers={**answers, "cloud": "us-government", "language": "local"})
    assert local["row"] != reply["row"]
    assert "warnings/us-government" in local["shown"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not json", "json"),
        ("[1]", "json"),
        ('{"v": 2, "type": "decide"}', "version"),
        ('{"v": 1, "type": "eval"}', "type"),
        ('{"v": 1, "type": "load", "tree": {}}', "tree"),
        ('{"v": 1, "type": "load", "tree": "{}"}', "tree"),
        ('{"v": 1, "type": "decide", "answers": ["a"]}', "answers"),
        ('{"v": 1, "type": "decide", "answers": {"a": 1}}', "answers"),
        ("x" * (LARGEST_REQUEST + 1), "size"),
        ("[" * 50_000, "json"),
    ],
)
def test_a_bad_request_gets_an_error_with_a_code(session: Session, text: str, code: str) -> None:
    reply = json.loads(session.handle(text))
    assert (reply["type"], reply["code"]) == ("error", code)


def test_deciding_before_loading_is_an_error() -> None:
    assert ask(Session(), type="decide", answers={})["code"] == "order"


PATH = {
    "product": "azure", "kind": "critical", "progress": "tried",
    "partner": "direct", "azure-role": "global-admin", "azure-access": "yes",
}  # fmt: skip


def test_a_card_a_sheet_a_reminder_and_a_receipt_can_be_had(session: Session) -> None:
    carded = ask(session, type="card", answers=PATH, submitted=1_795_600_000, calendar="")
    assert carded["due"]["due"] == 1_795_607_200
    assert carded["doubt"] is None
    filled = ask(session, type="fill", answers=PATH, typed={"summary": "Down"}, language="", now=0)
    assert filled["ticket"]["subject"] == "Down"
    again = {"answers": PATH, "typed": {}, "submitted": 1_795_600_000, "calendar": "", "now": 1_795_600_000}
    assert "DTSTART:20261125T114640Z" in ask(session, type="remind", **again)["text"]
    replayed = ask(session, type="replay", receipt=carded["receipt"])
    assert (replayed["answers"], replayed["same"]) == (PATH, True)
    assert "error" in ask(session, type="replay", receipt="no")


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"type": "card", "answers": {}, "submitted": 0, "calendar": ""}, "outcome"),
        ({"type": "card", "answers": PATH, "submitted": -1, "calendar": ""}, "submitted"),
        ({"type": "card", "answers": PATH, "submitted": 1e9, "calendar": ""}, "submitted"),
        ({"type": "card", "answers": PATH, "submitted": True, "calendar": ""}, "submitted"),
        ({"type": "card", "answers": PATH, "submitted": 10**18, "calendar": ""}, "submitted"),
        ({"type": "card", "answers": PATH, "submitted": 0, "calendar": 1}, "calendar"),
        ({"type": "fill", "answers": PATH, "typed": {"summary": 1}, "language": "", "now": 0}, "typed"),
        ({"type": "fill", "answers": PATH, "typed": {}, "language": None, "now": 0}, "language"),
        ({"type": "replay", "receipt": ["1"]}, "receipt"),
    ],
)
def test_a_request_about_a_card_that_is_not_of_the_form_is_refused(
    session: Session, request_: dict[str, Any], code: str
) -> None:
    reply = ask(session, **request_)
    assert (reply["type"], reply["code"]) == ("error", code)


@pytest.fixture(scope="module")
def loaded(tree: Tree) -> Session:
    session = Session()
    ask(session, type="load", tree=dump_tree(tree))
    return session


@given(
    st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=5),
    st.integers(0, 250_000_000_000),
    st.text(max_size=10),
)
def test_no_entry_moment_or_language_makes_the_session_fail(
    loaded: Session, typed: dict[str, str], moment: int, word: str
) -> None:
    session = loaded
    typed |= dict.fromkeys(("summary", "customer-domain", "began", "contact-email"), word)
    assert ask(session, type="fill", answers=PATH, typed=typed, language=word, now=moment)["type"] == "filled"
    for language in ("english", "local"):
        answers = {**PATH, "language": language}
        assert ask(session, type="card", answers=answers, submitted=moment, calendar=word)["type"] == "carded"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    max_leaves=20,
)


@given(request=st.dictionaries(st.sampled_from(["v", "id", "type", "tree", "answers", "x"]), _json))
def test_no_request_whatever_makes_the_session_raise(request: dict[str, Any]) -> None:
    reply = json.loads(Session().handle(json.dumps(request)))
    assert reply["type"] == "error"


def test_a_fault_of_the_engine_is_an_error_and_no_end(monkeypatch: pytest.MonkeyPatch, tree: Tree) -> None:
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "type": "load", "tree": dump_tree(tree)}))
    monkeypatch.setattr("decision_tree.messages.decide", lambda *_: [][1])
    request = json.dumps({"v": PROTOCOL, "id": 4, "type": "decide", "answers": {}})
    message = "IndexError: list index out of range"
    assert json.loads(session.handle(request)) == {
        "v": PROTOCOL, "id": 4, "type": "error", "code": "internal", "message": message,
    }  # fmt: skip
    assert json.loads(session.handle("no JSON"))["id"] is None
    assert "ü" in session.handle(json.dumps({"v": PROTOCOL, "id": "ü"}))


@given(st.dictionaries(st.text(), st.text(), max_size=30))
def test_any_answers_at_all_lead_somewhere(loaded: Session, answers: dict[str, str]) -> None:
    assert ask(loaded, type="decide", answers=answers)["type"] == "decided"
