"""Checks the certificate of a guide against its trees: python3 checker.py [PLACE [LOCALE ...]]

PLACE is a site's folder or address, or its certificate.json; without a LOCALE all trees are checked. It exits
with 0: as certified; 1: not so, with a counterexample; 2: it cannot be checked. Needs Python 3.9 only.

Each answer has cases; the one whose condition holds names the question or outcome that is next. Every answer
is given here, after all that can come before it. Ways that meet go on as one unless a later test tells them
apart; so every combination of answers is covered and counted.
"""

import json
import sys
from collections import Counter, defaultdict
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from math import prod
from pathlib import Path
from urllib.request import urlopen

FORMAT, PERIOD, MOST = 2, "@period", 50_000


def tests(when):
    """The tests of a condition without its alternatives: question, answers, whether one of them is wanted."""
    for name, test in when.items():
        if name != "any":
            for key, lists in (test if isinstance(test, dict) else {"all": [test]}).items():
                yield from ((name, tuple(ids), key == "all") for ids in (lists if key == "all" else [lists]))


def meets(facts, name, ids):
    """Whether the answer to a question is one of these, or of several one is. None if it was not asked."""
    return any(id in ids for id in facts[name].split(".")) if name in facts else None


def holds(when, facts):
    """Whether a condition holds with these answers. No test of a question that was not asked does."""
    plain = all(meets(facts, name, ids) is wanted for name, ids, wanted in tests(when))
    return plain and ("any" not in when or any(holds(one, facts) for one in when["any"]))


def selections(question, lists):
    """The answers, and how many are alike: of several at once those that have some of the same lists."""
    found, several = {}, question.get("several")
    for one in sorted(question["answers"], key=lambda one: one.get("alone", False)):
        for before, number in [("", 1), *(found.values() if several and not one.get("alone") else [])]:
            ids = f"{before}.{one['id']}".strip(".")
            alike = tuple(meets({"": ids}, "", some) for some in lists) if several else ids
            found[alike] = found.get(alike, (ids,))[0], found.get(alike, (ids, 0))[1] + number
        if len(found) > MOST:
            raise OverflowError(f"the conditions tell too many selections of {question['id']} apart")
    return found.values()


def walk(tree, given):
    """Give all combinations with these answers, and count how many meet each part. Raises AssertionError."""
    tables, questions = ({one["id"]: one for one in tree.get(key, [])} for key in ("tables", "questions"))
    first, parts, live, every, leads = tree["first"], {}, {}, {}, defaultdict(list)
    for one in tree["settings"]:  # like questions that come first
        answers = [{"id": answer["id"], "cases": [{"to": first}]} for answer in one["answers"]]
        questions[one["id"]], first = {"id": one["id"], "answers": answers}, one["id"]
    for id, one in questions.items():
        leads[id] = [case for each in [one, *one["answers"]] for case in each.get("cases", [])]
        parts[id] = [(f"answers to {id}", "some", one["answers"]), (f"cases of {id}", "later", leads[id])]
    for id, one in ((one["id"], one) for one in tree["outcomes"]):
        ids = filter(None, [one.get("response"), *one.get("tables", [])])
        shown = {table: tables[table].get("hit_policy", "unique") for table in ids}
        rows = [(f"rows of {policy} table {t}", policy, tables[t]["rows"]) for t, policy in shown.items()]
        portals = [(f"portals of {id}", "unique", one["portals"])] if "portals" in one else []
        parts[id] = [(f"days of {id}", "unique", [one]), *rows, *portals]
    pieces = [(what, one) for some in parts.values() for what, _, options in some for one in options]
    counts = Counter({(what, one.get("id") or str(one)): 0 for what, one in pieces})
    order = [*TopologicalSorter({id: [case["to"] for case in leads[id]] for id in questions}).static_order()]
    for id in order:  # what comes last is the first
        if id not in parts:
            raise AssertionError(f"an answer leads to {id}, which is not there")
        whens = [one.get("when", {}) for _, _, options in parts[id] for one in options]
        flat = [test for when in whens for one in [when, *when.get("any", [])] for test in tests(one)]
        asked = {test[:2] for test in flat}.union(*(live[case["to"]] for case in leads[id]))
        live[id] = {(name, ids) for name, ids in asked if name != id}
        every[id] = selections(questions.get(id, {"answers": []}), [ids for name, ids in asked if name == id])

    def choose(what, policy, options, facts, number):
        met = [one for one in options if holds(one.get("when", {}), facts)]
        way, ids = " ".join(map("=".join, facts.items())), [one.get("id") or str(one) for one in met]
        if (policy == "unique" and len(met) != 1) or (policy in ("some", "first") and not met):
            raise AssertionError(f"{way}: {' and '.join(ids) or 'none'} of the {what} holds")
        counts.update({(what, id): number * ids.count(id) for id in ids[: 1 if policy == "first" else None]})
        return met

    states = defaultdict(dict, {first: {(): [1, {}]}})
    for id in reversed(order):
        for number, facts in states[id].values():
            counts[id] += number
            met, *_ = [choose(*part, facts, number) for part in parts[id] if part[1] != "later"]
            for answer, ways in [(given[id], 1)] if id in given else every[id]:
                picked = [one for one in met if one["id"] in answer.split(".")]
                alone = any("cases" in one or one.get("alone") for one in picked)
                if len(picked) == answer.count(".") + 1 and not (picked[1:] and alone):  # all are offered
                    now, cases = {**facts, id: answer}, questions[id].get("cases") or picked[0]["cases"]
                    [case] = choose(f"cases of {id}", "unique", cases, now, number * ways)
                    key = tuple(meets(now, *test) for test in live[case["to"]])
                    states[case["to"]].setdefault(key, [0, now])[0] += number * ways
        if sum(map(len, states.values())) > MOST:
            raise OverflowError(f"the conditions tell too many combinations of answers apart up to {id}")
    return counts


def check(tree, claims):
    """Raise AssertionError unless all that is certified of a tree is so."""
    counts, reached, outcomes = Counter(), set(), [one["id"] for one in tree["outcomes"]]
    settings = {one["id"]: [answer["id"] for answer in one["answers"]] for one in tree["settings"]}
    for period in settings.pop(PERIOD, [""]):
        counts.update(here := walk(tree, {PERIOD: period} if period else {}))
        reached |= {(id, period) for id in outcomes if here[id]}
    reached -= {(one["outcome"], one["answers"].get(PERIOD, "")) for one in claims["witnesses"]}
    if never := [*(key for key, number in counts.items() if not number), *reached]:
        raise AssertionError(f"no combination of answers, or no witness, meets {' '.join(never[0])}")
    found = {key: len(tree[key]) for key in ("questions", "outcomes")}
    found["answers"] = sum(len(one["answers"]) for one in tree["questions"])
    found["version"], found["combinations"] = tree["version"], sum(counts[id] for id in outcomes)
    found["paths"] = found["combinations"] // prod(map(len, settings.values()))
    found["met_by"] = {one["id"]: counts[one["id"]] for one in tree["questions"] + tree["outcomes"]}
    found["rows_met_by"] = {": ".join(key): n for key, n in counts.items() if key[0].startswith("rows of")}
    if wrong := [key for key in found if claims[key] != found[key]]:
        raise AssertionError(f"{wrong[0]}: certified is {claims[wrong[0]]}, and found {found[wrong[0]]}")
    for id, answers in ((one["outcome"], one["answers"]) for one in claims["witnesses"]):
        met = walk(tree, {**{one["id"]: one["default"] for one in tree["settings"]}, **answers})
        if {met[name] for name in (*answers, id)} != {1} or sum(met[other] for other in outcomes) > 1:
            raise AssertionError(f"the witness {answers} does not lead to {id}")


if __name__ == "__main__":
    try:
        place, *locales = sys.argv[1:] or ["."]
        base = (place if "://" in place else Path(place).resolve().as_uri()).removesuffix("certificate.json")
        claims = json.loads(urlopen(f"{base.rstrip('/')}/certificate.json").read())
        if claims["format"] != FORMAT:
            raise ValueError(f"format {claims['format']} of trees, and this program reads {FORMAT}")
        for locale in locales or claims["trees"]:
            text = urlopen(f"{base.rstrip('/')}/{locale}/tree.json").read()
            if sha256(text).hexdigest() != claims["trees"][locale]:
                raise AssertionError("its hash is not the one certified")
            check(json.loads(text), claims)
            print(f"{locale}/tree.json is as certified: {claims['combinations']:,} combinations of answers.")
    except (AssertionError, CycleError) as wrong:
        sys.exit(f"{locale}/tree.json: {wrong}")
    except Exception as error:
        print(f"{place} cannot be checked: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(2)
