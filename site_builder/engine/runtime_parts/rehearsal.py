"""The rehearsal's requests: asked them, the engine calls every function of Pyodide that it will ever need.

Runs inside Pyodide. The requests are of every kind, right and wrong, in several scripts; together they reach
every line of the engine, as a test makes sure.
"""

import json
from dataclasses import replace
from random import Random
from zlib import crc32

from rehearsal_tree import AUTUMN, PERIODS, SPRING, dated_tree, many_selections, several_tree, tree, wide_tree

from decision_tree.json_form import dump_tree
from decision_tree.messages import LARGEST_REQUEST, PROTOCOL
from decision_tree.periods import in_period
from decision_tree.receipt import receipt
from decision_tree.receipt_codes import DIGITS
from decision_tree.walk import decide
from decision_tree.working_hours import FARTHEST

HOUR = 3600
DAY = 86_400

TYPED = {
    "text": [
        "", "Portal is down", "gat in de réseau – €5", "الخدمة متوقفة", "障害 😀\u200b\u0007", "x" * 12_000,
    ],
    "lines": ["", "one\r\ntwo\n\n\tthree", "# a\n1. b\n* c\nwww.example.com <b>&amp;</b>", "é" * 3_000],
    "domain": [
        "", "shop.example", " https://Shop.example/path ", "münchen.example", "xn--mnchen-3ya.example",
        "xn--a.example", "例え.example", "مثال.example", "one", "a_b.example", "-a.example", "a..example",
        f"{'a' * 64}.example", f"{'a.' * 130}example", "user@shop.example", "ﬀ.example",
        "https://portal.example/garden.example/", "https://portal.example/", "127.0.0.1", "a..b", ".",
        "\u0301a.example", ".".join(["é"] * 60), "paral·lel.example", "-é.example", "EXAMPLE。example",
    ],
    "guid": [
        "", "0F8FAD5B-D9CB-469F-A165-70867728950E", "{0f8fad5bd9cb469fa16570867728950e}",
        "/items/0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb", "g" * 32,
    ],
    "email": ["", "me@shop.example", "me@garden.example", "<me@münchen.example>", "me@", "no address"],
    "phone": ["", "+31 20 123 45 67", "(020) 123-4567 ext. 8", "call me"],
    "moment": ["", "2026-03-28T23:30:00+01:00", "2026-03-28T23:30Z", "2099-01-01T00:00+00:00", "yesterday"],
}  # fmt: skip
"""What is typed, by the kind of the field."""
SIGNS = "abc XYZ 0123456789\n\t.,:;/@-_xn--www.<>&*`~[](){}\"'#+=|\\%?!"
SCRIPTS = ("", "éçß·ñ±\u00a0\u0085", "€–مرحبا例障害\u0301\u200b\u2028ﬀΣς", "😀𝒳\U000e0041𐍈")
"""Signs that Python keeps in one byte, in one again, in two and in four: it has functions for each."""


def scribbles():
    """Random texts for every field, always the same."""
    chance = Random(6)
    for _ in range(60):
        for script in SCRIPTS:
            length = chance.choice((0, 1, 3, 20, 200, 3000))
            texts = ("".join(chance.choices(SIGNS + script * 3, k=length)) for _ in TYPED)
            yield dict(zip(TYPED, texts, strict=True))


def ways():
    """Answers: those that lead to each outcome, none, unsure ones, and unknown ones."""
    for kind in ("a", "m", "f", "?", "gone"):
        yield {"kind": kind}
        for urgent in ("yes", "no", "?", "ja"):
            for clock in ("on", "off"):
                yield {"kind": kind, "urgent": urgent, "clock": clock}
    yield {}
    yield {"sort": "a", "nobody": "knows", "language": "local", "urgent": "no"}
    yield {"kind": "a", "urgent": "yes", "language": "none"}


def receipts(code):
    """A receipt, spoiled ones, and with another digit at each place those of other guides and engines."""
    yield from (code, code.lower(), code[:-1], code[:-1] + "?", "")
    yield code[:-1] + DIGITS[DIGITS.index(code[-1]) ^ 1]
    digits = code.replace("-", "")[:-4]
    for place, digit in enumerate(digits):
        other = digits[:place] + DIGITS[DIGITS.index(digit) ^ 1] + digits[place + 1 :]
        yield other + check(other)
    for whole in (digits[:-4], digits + "ZZZZ"):
        yield whole + check(whole)


def check(digits):
    """The last four digits of a receipt."""
    sum = crc32(digits.encode()) & 0xFFFFF
    return "".join(DIGITS[sum >> 5 * place & 31] for place in (3, 2, 1, 0))


def faulty_trees():
    """The texts of trees with one fault each, seen when they are loaded or later; the last has none."""
    whole = json.loads(dump_tree(tree()))
    question, outcome, table = whole["questions"][0], whole["outcomes"][0], whole["tables"][0]
    row, more = table["rows"][0], whole["tables"][1:]
    others, calendar = whole["outcomes"][1:], whole["calendars"][0]
    asking = next(one for one in whole["outcomes"] if one.get("fields"))
    field = {**asking["fields"][0], "kind": "?"}
    no_email = {**asking["fields"][0], "not_at": "domain"}
    settings = [{**whole["settings"][0], "id": f"s{number}"} for number in range(16)]
    value = {setting["id"]: [setting["default"]] for setting in settings}
    many = [{"to": outcome["id"], "when": value}, {"to": outcome["id"]}]
    faults = [
        {"format": 0}, {"first": "nowhere"}, {"questions": [question, question]}, {"questions": {}},
        {"questions": [{**question, "answers": [{"id": "x", "label": "X", "cases": [{"to": "nowhere"}]}]}]},
        {"settings": [{**whole["settings"][0], "default": "x"}]}, {"words": {}}, {"words": []}, {"title": 5},
        {"title": None}, {"title": True}, {"title": "\x1b[2J"}, {"calendar": "x"},
        {"calendars": [{**calendar, "shifts": []}]},
        {"ticket_languages": [{**whole["ticket_languages"][0], "words": {}}]}, {"more": 1},
        {"ticket_languages": [{**whole["ticket_languages"][0], "tickets": []}]}, {"outcomes": [{}]},
        {"outcomes": ["no"]}, {"tables": [{**table, "rows": [{**row, "when": []}]}]},
        {"tables": [{**table, "rows": [{**row, "when": {"kind": "a"}}]}]},
        {"tables": [{**table, "rows": [{**row, "when": {"kind": {"no": ["a"]}}}]}]},
        {"tables": [{**table, "rows": [{**row, "when": {"any": {}}}]}]},
        {"tables": [{**table, "rows": [{**row, "when": {"any": [[]]}}]}]}, {"tables": []},
        {"outcomes": [{**outcome, "response": "fees"}, *others]},
        {"tables": whole["tables"] * 2}, {"tables": [{**table, "hit_policy": "any"}, *more]},
        {"tables": [{**table, "rows": [{**row, "cells": [{"column": "x", "text": "X"}]}]}, *more]},
        {"settings": [{**whole["settings"][0], "id": "any"}]},
        {"groups": [{**whole["groups"][0], "question": "gone"}]},
        {"questions": [{**question, "answers": [{"id": "x", "label": "X", "cases": [{"to": "kind"}]}]}]},
        {"questions": [{**question, "answers": [{"id": "x", "label": "X", "cases": []}]}]},
        {"questions": [{**question, "answers": [{"id": "a", "label": "A", "cases": [{"to": "first"}] * 2}]}]},
        {"ticket_languages": [], "outcomes": [{**outcome, "ticket": ""}, *others],
         "tables": [{**table, "rows": []}, *more]},
        {"words": {**whole["words"], "due-by": "{nope}"}}, {"calendars": [{**calendar, "ends": "never"}]},
        {"outcomes": [{**outcome, "address": "//["}, *others]},
        {"outcomes": [{**outcome, "fields": [field]}, *others]},
        {"outcomes": [{**outcome, "fields": [no_email]}, *others]},
        {"calendars": [{**calendar, "hours": [], "weekend_workdays": ["2026-01-03"]}]},
        {"calendars": [{**calendar, "hours": [{"day": 7, "opens": 0, "closes": 1}]}]},
        {"calendars": [{**calendar, "shifts": [{"at": 0, "offset": 10**6}]}]},
        {"questions": [{**question, "answers": [{"id": "x", "label": "X", "cases": many}]}],
         "settings": settings},
        {"version": "no hash"},
    ]  # fmt: skip
    return [json.dumps({**whole, "groups": [], **fault}) for fault in faults] + faulty_several_trees()


def faulty_several_trees():
    """The same of a tree with a question that takes several answers."""
    whole = json.loads(dump_tree(several_tree()))
    signs, *others = whole["questions"]
    answer, *more = signs["answers"]
    pattern = {**whole["list_pattern"], "2": "{0}"}
    faults = [
        {"questions": [{**signs, "cases": []}, *others]}, {"list_pattern": pattern},
        {"questions": [{**signs, "answers": [{**answer, "unsure": True}, *more]}, *others]},
        {"questions": [{**signs, "answers": [{**answer, "id": "a.b"}, *more]}, *others]},
        {"ticket_languages": [{**whole["ticket_languages"][0], "list_pattern": pattern}]},
        {"questions": [{**signs, "cases": [{"to": "first"}, {"to": "first"}]}, *others]},
    ]  # fmt: skip
    return [dump_tree(many_selections()), *(json.dumps({**whole, **fault}) for fault in faults)]


def of_several():
    """The requests about a question that takes several answers, and receipts in a later guide."""
    whole = several_tree()
    signs, *others = whole.questions
    asked = [("load", {"tree": dump_tree(whole)})]
    codes = []
    for number, chosen in enumerate(
        ("b.g", "g.b.o.r", "old-b.o.x", "none", "none.b", "g", "r.o", "b", ".", "x")
    ):
        for answers in ({"signs": chosen}, {"marks": chosen, "kind": "a", "urgent": "yes"}):
            asked += [("decide", {"answers": answers}), find(answers)]
            step = decide(whole, answers)
            if step.is_outcome:
                asked += of_an_outcome(whole, answers, number * 3 + 1)
                codes += receipts(receipt(whole, step))
    asked += [("replay", {"receipt": code}) for code in codes]
    fewer = replace(signs, answers=signs.answers[1:])
    asked.append(("load", {"tree": dump_tree(replace(whole, questions=(fewer, *others), groups=()))}))
    return asked + [("replay", {"receipt": code}) for code in codes]


def of_dates():
    """The requests on days of several periods, and receipts of one in another."""
    whole = dated_tree()
    text = dump_tree(whole)
    asked = [("load", {"tree": text, "day": day}) for day in ("no day", 1)]
    codes = []
    for period, day in zip(PERIODS, ("2026-06-01", "2027-01-01", "2028-01-01"), strict=True):
        asked.append(("load", {"tree": text, "day": day}))
        then = in_period(whole, period)
        for answers in ({"kind": "a", "urgent": "yes"}, {"kind": "g"}, {"kind": "f"}):
            asked += [("decide", {"answers": answers}), find(answers)]
            step = decide(then, answers)
            if step.is_outcome:
                asked += of_an_outcome(whole, answers, 1)
                codes.append(receipt(then, step))
        asked += [("replay", {"receipt": code}) for code in codes]
    asked += [("load", {"tree": dump_tree(tree())}), *(("replay", {"receipt": code}) for code in codes)]
    return asked


def faulty_dated_trees():
    """The texts of trees whose periods are not made so."""
    whole = json.loads(dump_tree(dated_tree()))
    *settings, period = whole["settings"]
    kind, *others = whole["questions"]
    of_clock = [{**kind["answers"][0], "when": {"clock": ["on"]}}, *kind["answers"][1:]]
    faults = []
    for ids in (("never",), PERIODS[:2], PERIODS[::2]):
        answers = [{"id": id, "label": id} for id in ids]
        faults.append({"settings": [*settings, {**period, "default": ids[0], "answers": answers}]})
    faults.append({"questions": [{**kind, "answers": of_clock}, *others]})
    return [json.dumps({**whole, **fault}) for fault in faults]


def requests():
    """The texts of all requests, in order."""
    whole = tree()
    asked = [("decide", {"answers": {}}), ("load", {"tree": dump_tree(whole)})]
    for number, answers in enumerate(ways()):
        asked += [("decide", {"answers": answers}), find(answers)]
        step = decide(whole, answers)
        if step.is_outcome:
            asked += of_an_outcome(whole, answers, number)
        if step.is_outcome and not number % 5:
            asked += [("replay", {"receipt": code}) for code in receipts(receipt(whole, step))]
    end = {"kind": "a", "urgent": "yes"}
    for typed in scribbles():
        asked.append(("fill", {"answers": end, "typed": typed, "language": "", "now": SPRING}))
        asked.append(("replay", {"receipt": typed["text"]}))
    asked += [("list", {}), find(end, f"{whole.calendars[0].id}x"), find(end, "x" * 200)]
    asked += [("none", {}), ("card", {"answers": {}}), ("replay", {"receipt": 1}), ("decide", {"answers": 1})]
    asked.append(("load", {"tree": dump_tree(wide_tree())}))
    for answers in (*ways(), *({"kind": f"a{number}", **last} for number in (0, 69) for last in ({}, end))):
        asked.append(("decide", {"answers": answers}))
    for answers in ({**end, "kind": "?"}, {"kind": "h", "how-much": "3"}):
        asked += of_an_outcome(whole, answers, 1)
    asked += of_several() + of_dates()
    for text in ("[]", "no", 1, *faulty_trees(), *faulty_dated_trees()):
        asked += [("load", {"tree": text}), ("decide", {"answers": end}), *of_an_outcome(whole, end, 0)[:1]]
    texts = [
        json.dumps({"v": PROTOCOL, "id": id, "type": kind, **request}, ensure_ascii=False)
        for id, (kind, request) in enumerate(asked)
    ]
    odd = ["", "no json", "[]", "[" * 100, '{"v": 9}', '{"v": 1, "id": 1e400, "type": "\\ud800"}']
    large = json.dumps({"v": PROTOCOL, "id": 1, "type": "load", "tree": "𝒳" * 1_900_000}, ensure_ascii=False)
    return [*texts, *odd, large, " " * (LARGEST_REQUEST + 1)]


def find(answers, calendar=""):
    """The request of an assistant with these answers."""
    return "find", {"answers": answers, "submitted": SPRING, "calendar": calendar}


def of_an_outcome(whole, answers, number):
    """The requests at an outcome: when a reply is due, the ticket, and the reminder.

    All calendars and all that may be typed for each third `number`, else a few.
    """
    asked = []
    calendars = ["", *(one.id for one in whole.calendars)]
    hours = (SPRING - 3 * DAY, SPRING, SPRING + 34 * HOUR, AUTUMN - 7200, AUTUMN + 40 * DAY, 1_861_833_600)
    for moment in (*hours, 0, FARTHEST, FARTHEST + 1):
        for calendar in calendars if not number % 3 else calendars[1:2]:
            asked.append(("card", {"answers": answers, "submitted": moment, "calendar": calendar}))
    for turn in range(2 if number % 3 else max(map(len, TYPED.values()))):
        typed = {kind: texts[turn % len(texts)] for kind, texts in TYPED.items()}
        request = {"answers": answers, "typed": typed, "now": SPRING}
        link = {"link": "https://guide.example/?kind=a&sent=1#urgent"} if turn % 2 else {}
        asked.append(("fill", {**request, **link, "language": ("", "en-US", "nl-NL", "xx")[turn % 4]}))
        calendar = whole.calendars[turn % len(whole.calendars)].id
        asked.append(("remind", {**request, "submitted": SPRING + turn * DAY, "calendar": calendar}))
    return asked
