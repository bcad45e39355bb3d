"""Every kind of mistake in the guide's files gets its own sentence at its own place."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.guide.content import read_content
from site_builder.guide.model import Guide
from site_builder.locales.locales import read_locales
from site_builder.problems import ContentError
from tests.support.guide_copies import SAMPLE
from tests.support.guide_problems import FACTS, INTERFACE, OUTCOMES, POINTS, SOURCES, TIMES, TREE, problems

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]


def problems_of(root: Path, file: str) -> list[str]:
    """What is found by the part of a check that reads the file; the proof if reading finds nothing."""
    try:
        if file.startswith("docs/locales/"):
            read_locales(root, guide())
        else:
            read_content(root)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return problems(root)


@functools.cache
def guide() -> Guide:
    """The sample guide, which labels are compared with."""
    return read_content(SAMPLE).guide


ASKED = "question: What do you need help with?"
CASES = [
    # form
    (TREE, "first: product", "frist: product", 'unknown key "frist" (did you mean "first"?)'),
    (TREE, "first: product", "title: Again\nfirst: product", 'duplicate key "title" (first in line'),
    (TREE, "first: product", "first: &a product", "anchors (&a) are not allowed"),
    (TREE, "first: product", "first: *a", "aliases (*a) are not allowed"),
    (TREE, "first: product", "first: !!python/name:os.system product", "tags ("),
    (TREE, "first: product", "&a first: product", "anchors (&a) are not allowed"),
    (TREE, "first: product", "!!str first: product", "tags ("),
    (TREE, "first: product", "first: yes", 'YAML reads yes as true; write "yes" in quotes'),
    (TREE, "first: product", "first: 12:30", 'YAML may read 12:30 as a number or a date; write "12:30" in'),
    (TREE, "first: product", "first: 010", "YAML may read 010 as a number or a date"),
    (TREE, "first: product", "first: [product]", "expected text, found a list"),
    (TREE, "first: product", "first: 7", 'expected text, found the number 7; write "7" in quotes'),
    (TREE, "first: product", "first: product: x", "a second ': ' in one line"),
    (TREE, "first: product", "\tfirst: product", "a tab; indent with spaces"),
    (TREE, "first: product", "first: " + "[" * 40 + "]" * 40, "nested too deeply"),
    (
        TREE,
        "first: product",
        '"fi\\ers\\n::error": product',
        'the key "fi\\u001brs\\n::error" has an invisible',
    ),
    (TREE, "first: product", "first: sub\x01ject", "a character that YAML does not allow: U+0001"),
    (TREE, "title: Escalation Guide\n", "", 'missing key "title"'),
    (TREE, "- id: product", "- id: Sub Ject", '"Sub Ject" is not an id'),
    (TREE, "- id: own-product", "- id: product", 'duplicate id "product"'),
    (TREE, "- id: own-product", "- id: cloud", 'the id "cloud" is taken by one of the settings'),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        "answers: {partnr: direct}",
        'unknown question "partnr" (did you mean',
    ),
    (OUTCOMES, "answers: {partner: direct}", "answers: {cloud: worldwide}", 'unknown question "cloud"'),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        "answers: {partner: direkt}",
        'has no answer "direkt" (did you mean',
    ),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        'answers: {on-behalf: "yes"}',
        'not every way to "via-provider" asks one of these',
    ),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        "answers: {partner: indirect-reseller}",
        'with "indirect-reseller" the receiver may come to "via-provider" as well',
    ),
    (
        TREE,
        "    name: Admin permissions\n    source: [F39",
        "    name: Admin permissions\n    remember: true\n    source: [F39",
        'a question with "remember" cannot have an answer that is "unsure"',
    ),
    (OUTCOMES, "level: caution", "level: danger", 'expected one of: note, caution, stop; found "danger"'),
    (TIMES, "hours: 2,", "hours: two,", 'expected a whole number, found "two"'),
    (TIMES, "hours: 2,", "hours: 0,", '"hours" must be more than 0'),
    (TIMES, "hours: 2,", "hours: 100000000000000,", '"hours" must be more than 0 and at most'),
    (TIMES, "{kind: critical, language: english}", "{}", "expected a condition"),
    (TIMES, "{kind: critical, language: english}", "{any: {}}", "expected a list of conditions such as"),
    (TIMES, "{kind: critical, language: english}", "{any: []}", "found an empty one"),
    (TIMES, "{kind: critical, language: english}", "{any: [{}]}", "expected a condition"),
    (
        TIMES,
        "{kind: critical, language: english}",
        "{any: [{any: [{kind: critical}]}]}",
        '"any" has no place within "any"',
    ),
    (
        TIMES,
        "{kind: critical, language: english}",
        "{any: [{kind: critical}, {language: englisch}]}",
        '"language" has no answer "englisch" (did you mean "english"?)',
    ),
    (
        TIMES,
        "{kind: critical, language: english}",
        "{any: [{kind: critical}, {languag: english}]}",
        'unknown question or setting "languag" (did you mean "language"?)',
    ),
    *(
        (
            TREE,
            "first: product",
            f"groups: [{{id: {id}, question: {question}, answers: {answers}}}]\nfirst: product",
            message,
        )
        for id, question, answers, message in (
            (
                "cloudy",
                "produkt",
                "[azure]",
                'unknown question or setting "produkt" (did you mean "product"?)',
            ),
            ("cloudy", "product", "[azur]", '"product" has no answer "azur" (did you mean "azure"?)'),
            ("cloudy", "product", "[azure, azure]", 'the answer "azure" is here twice'),
            ("cloudy", "product", "[]", "a group has one answer or more"),
            ("azure", "product", "[ems]", '"azure" is an answer to "product"; call the group otherwise'),
            ("Cloudy", "product", "[azure]", '"Cloudy" is not an id'),
        )
    ),
    (TREE, "- id: own-product", "- id: any", 'the id "any" is taken by conditions'),
    (TREE, "- id: own-product", "- id: not", 'the id "not" is taken by conditions'),
    (TREE, "        to: kind\n", "        to: []\n", "the answer leads nowhere"),
    (
        TREE,
        "        to: kind\n",
        "        to: kind\n        was: own\n",
        'the old id "own" is an id of another',
    ),
    # forms, fields and the ticket
    (
        FACTS,
        'pattern: "https://portal.azure.com/<',
        'pattern: "javascript:alert(1)//<',
        "is not an address to complete",
    ),
    (FACTS, 'pattern: "https://portal.azure.com/<', 'pattern: "https://<', "is not an address to complete"),
    (FACTS, "<customer-domain>", "customer-domain", "is not an address to complete"),
    (OUTCOMES, "    form: publisher-message\n", "", 'no outcome uses the form "publisher-message"'),
    (OUTCOMES, "fields: [product-name,", "fields: []\n    was: [product-name,", "unknown key"),
    (
        OUTCOMES,
        'subject: "{field:summary}"',
        'subject: "{field:service}"',
        'lacks the field "service" of the ticket',
    ),
    (
        OUTCOMES,
        "    entry: text\n    source: F23\n",
        "    entry: text\n    title: true\n    source: F23\n",
        "one may be the title, not customer and summary",
    ),
    (OUTCOMES, "kind: own\n    entry: text\n", "kind: own\n", '"entry" belongs to a field of kind own'),
    (
        OUTCOMES,
        "not_at: customer-domain",
        "not_at: customer-domian",
        'unknown field "customer-domian" (did you',
    ),
    (
        OUTCOMES,
        "not_at: customer-domain",
        "not_at: customer",
        'a field of the entry: domain (did you mean "cu',
    ),
    (
        OUTCOMES,
        "entry: phone",
        "entry: phone\n    not_at: customer-domain",
        '"not_at" belongs to a field with',
    ),
    (OUTCOMES, "entry: domain", "entry: hostname", "expected one of: text, lines, domain"),
    (
        OUTCOMES,
        "entry: guid",
        "entry: guid\n    longest: -1",
        '"longest" is a number above 0 that a "source"',
    ),
    (OUTCOMES, "question: product\n", "question: prodct\n", 'unknown question or setting "prodct"'),
    (
        OUTCOMES,
        "      - customer-domain\n",
        "      - customer-domian\n",
        'unknown field "customer-domian" (did you',
    ),
    (OUTCOMES, "      - issue-type\n", "      - customer-domain\n", 'has the field "customer-domain" twice'),
    (OUTCOMES, "    by_mail: true\n", "", 'a form has either "portal" or "by_mail: true"'),
    (
        OUTCOMES,
        "portal: azure\n    fields",
        "portal: azure\n    by_mail: true\n    fields",
        'either "portal" or',
    ),
    (OUTCOMES, "{field:service}", "{field:servce}", "{field:servce} names no field (did you mean"),
    (
        OUTCOMES,
        '    - {id: service, text: "Service: {field:service}"}\n',
        "",
        "the ticket has no line with {field:service}",
    ),
    (
        TREE,
        "What do you need help with?",
        "Help with {field:summary}?",
        "{field:summary} has a place only in the ticket",
    ),
    (
        OUTCOMES,
        "      - {id: azure-customer-directory,",
        "      - {id: azure-customer-dir,",
        'unknown address "azure-customer-dir"',
    ),
    (OUTCOMES, "    entry: domain\n", "    entry: text\n", "the address needs a form with exactly one field"),
    (
        OUTCOMES,
        "question: kind\n    when: {kind: [request, fraud]}\n",
        "question: progress\n",
        'the field "issue-type" takes its value from the question "progress", which not every way to',
    ),
    (TREE, "- id: own-product", "- id: receipt", 'the id "receipt" is taken by the page\'s address'),
    (TREE, "- id: own-product", "- id: open", 'the id "open" is taken by the page\'s address'),
    (
        TREE,
        "also: own tenant, internal use, demo tenant",
        "also: [own]",
        "expected text, found a list",
    ),
    (TREE, "- id: own-product", f"- id: {'a' * 81}", "an id has at most 80 characters"),
    (TREE, "- id: own-product", "- id: guide-words", 'the id "guide-words" is taken by the page'),
    (TREE, "- id: own-product", "- id: product-title", 'is taken by the title of "product"'),
    (SOURCES, 'date: "2021-02-26"', 'date: "2021-02-30"', '"2021-02-30" is not a date'),
    (SOURCES, "source: F1\n", "source: []\n", '"source" is empty'),
    (INTERFACE, '{one: "{count} business', '{one: "{nope} {count} business', "{nope} is filled in by nobody"),
    (INTERFACE, 'ticket-receipt: "', 'ticket-receipt: "{portal:azure} ', "has no place in an interface word"),
    (
        TIMES,
        "  - id: round-the-clock\n",
        "  - id: at-night\n",
        "expected one of: round-the-clock, business-hours",
    ),
    (INTERFACE, "{moment}, your time", "your time", "the placeholder {moment} is missing"),
    (TIMES, "hours: 2,", "hours: 2, business_days: 1,", 'either "hours" or "business_days"'),
    (FACTS, "https://portal.azure.com", "http://portal.azure.com", "is not an address; write an https"),
    (FACTS, "https://portal.azure.com", "javascript:alert(1)", "is not an address; write an https"),
    (SOURCES, 'date: "2021-02-26"', 'date: "26-02-2021"', "is not a date"),
    # words
    (TREE, ASKED, 'question: "<b>What</b>?"', "HTML is not allowed"),
    (
        TREE,
        "question: What do you need help with?",
        'question: "[x](javascript:alert(1))"',
        "a Markdown link",
    ),
    (TREE, ASKED, 'question: "javascript:alert(1)"', "a script address"),
    (
        TREE,
        "question: What do you need help with?",
        'question: "See https://x.example"',
        "an address in a text",
    ),
    (TREE, ASKED, 'question: "Is {this} it?"', "{this} is not a reference"),
    (TREE, ASKED, 'question: "Is { it?"', "without its partner"),
    (TREE, ASKED, 'question: " "', "the text is empty"),
    (TREE, ASKED, 'question: "a \u202e b"', "invisible character"),
    (
        TREE,
        "question: What do you need help with?",
        'question: "a `\\e[2J` b"',
        "character in a text (U+001B)",
    ),
    (TREE, ASKED, 'question: "a \\L b"', "character in a text (U+2028)"),
    (TREE, ASKED, 'question: "a\\n::error::b"', "a line break in a text"),
    (
        TREE,
        "question: What do you need help with?",
        "question: |\n      a\n      b",
        "a line break in a text",
    ),
    (INTERFACE, "  search: Search\n", "", 'missing the word "search"'),
    (
        INTERFACE,
        "Question {number} of at most {most}",
        "Question {number}",
        "the placeholder {most} is missing",
    ),
    (
        INTERFACE,
        "Question {number} of at most {most}",
        "Q {nope} {number} {most}",
        "{nope} is filled in by nobody",
    ),
    # names
    (
        TREE,
        "{portal:partner-center}",
        "{portal:partner-centre}",
        'names no portal (did you mean "partner-center"?)',
    ),
    (TREE, "{portal:partner-center}", "{site:partner-center}", "refers to an unknown kind; expected one"),
    (
        TREE,
        "{product:azure}",
        "{prodct:azure}",
        '{prodct:azure} refers to an unknown kind (did you mean "product"?)',
    ),
    (TREE, "{product:azure}", "{product:azur}", 'names no product (did you mean "azure"?)'),
    (TREE, "{product:azure}", "{task:customer}", "refers to an unknown kind"),
    (TREE, "{product:azure}", "{-product:azure}", "{-product:azure} is not a reference"),
    (FACTS, "- id: agreement", "- id: term", 'the kind "term" is built in; these are taken: address,'),
    (FACTS, "- id: agreement", "- id: role", 'duplicate id "role"'),
    (FACTS, "- id: agreement", "- id: sources", 'the anchor "sources" is taken by the page'),
    (FACTS, "    matrix: true", "    matrx: true", 'unknown key "matrx" (did you mean "matrix"?)'),
    (
        "docs/guide/procedures/azure-request.yml",
        "role: [global-admin]",
        "rol: [global-admin]",
        'unknown kind "rol" (did you mean "role"?)',
    ),
    (
        "docs/guide/procedures/azure-request.yml",
        "role: [global-admin]",
        "role: [admin-agent, global-admn]",
        'unknown role "global-admn" (did you mean "global-admin"?)',
    ),
    (
        "docs/guide/procedures/azure-request.yml",
        "role: [global-admin]",
        "role: global-admn",
        'unknown role "global-admn" (did you mean "global-admin"?)',
    ),
    (TREE, "to: kind", "to: knid", 'unknown question or outcome "knid" (did you mean "kind"?)'),
    (TREE, "source: F16", "source: F1666", 'unknown fact "F1666"'),
    (TREE, "default: english", "default: dutch", 'the default "dutch" is none of the answers'),
    (
        TREE,
        "{product: azure}",
        "{prodct: azure}",
        'unknown question or setting "prodct" (did you mean "product"?)',
    ),
    (TREE, "{product: azure}", "{product: azur}", '"product" has no answer "azur" (did you mean "azure"?)'),
    (OUTCOMES, "form: azure-support-request", "form: azure-request", 'unknown form "azure-request"'),
    (OUTCOMES, "us-government, own-context", "us-government, own-contxt", 'unknown warning "own-contxt"'),
    (
        OUTCOMES,
        "since: roles-later",
        "since: role-later",
        'unknown later-change "role-later" (did you mean "roles-later"?)',
    ),
    (OUTCOMES, "since: roles-later", "since: azure-fee", 'unknown later-change "azure-fee"'),
    (OUTCOMES, "- id: global-admin", "- id: since-roles-later", 'write "since" instead'),
    (POINTS, '    date: "2023-02"\n', "", '"date" belongs to what changed later, and only there'),
    (POINTS, 'date: "2023-02"', 'date: "2023-13"', '"2023-13" is not a month'),
    (POINTS, "kind: silence\n", 'kind: silence\n    date: "2023-02"\n', '"date" belongs to'),
    (
        OUTCOMES,
        "{id: azure-us-government, when: {cloud: us-government}}",
        "{id: azure-us-government, when: {cloud: worldwide}}",
        'the portal of "own-azure": azure (docs/guide/outcomes.yml:',
    ),
    (
        OUTCOMES,
        "{id: azure-us-government-directory, when: {cloud: us-government}}",
        "{id: azure-us-government-directory, when: {cloud: worldwide}}",
        'the address of "azure-domain": azure-customer-directory (docs/guide/outcomes.yml:',
    ),
    ("docs/guide/procedures/find-isv.yml", "id: find-isv", "id: find-the-isv", "and the file name differ"),
    (
        "docs/guide/pages.yml",
        "id: names",
        "id: nmaes",
        '"nmaes" is no page of the site (did you mean "names"?)',
    ),
    ("docs/locales/locales.yml", "id: nl-NL", "id: xx-XX", "a locale that CLDR does not know"),
    ("docs/locales/locales.yml", "id: nl-NL", "id: nederlands", "is not a locale"),
    ("docs/locales/locales.yml", "theme: nl", "theme: nll", 'no language file "nll"'),
    ("docs/locales/locales.yml", "name: Nederlands", 'name: "<b>x"', "HTML is not allowed"),
    ("docs/locales/labels.yml", "{text: Klanten,", '{text: "Kla\u200bnten",', "invisible character"),
    ("docs/locales/labels.yml", "{text: Klanten,", '{text: "\u041alanten",', "CYRILLIC CAPITAL LETTER KA"),
    ("docs/locales/labels.yml", "{text: Klanten,", '{text: " ",', "the text is empty"),
    ("docs/locales/locales.yml", "direction: ltr", "direction: rtl", "en-US is written ltr, not rtl"),
    ("docs/locales/labels.yml", "nl-NL:", "nl-BE:", 'unknown locale "nl-BE" (did you mean "nl-NL"?)'),
    (
        "docs/locales/labels.yml",
        "  new-support-request:",
        "  new-suport-request:",
        'unknown label "new-suport-request"',
    ),
    # proof
    (
        "docs/guide/procedures/azure-request.yml",
        "  - id: new\n",
        "  - id: x\n    text: X\n    when: {kind: fraud, product: ems}\n    source: F34\n  - id: new\n",
        'the condition of "x" never holds here',
    ),
    (TREE, "to: progress\n", "to: product\n", "round in a circle"),
    (TREE, "to: progress\n", "to: phone\n", 'no answer leads to the question "progress"'),
    (TREE, "when: {product: azure}", "when: {language: local}", 'the setting "language" cannot route'),
    (
        TREE,
        "when: {product: [office-365, dynamics-365, ems], kind",
        "when: {product: [office-365, ems], kind",
        "product=dynamics-365; exactly one must",
    ),
    (
        TREE,
        "product: [office-365, dynamics-365, ems]",
        "product: [azure, office-365, ems]",
        "several cases hold",
    ),
    (TIMES, "kind: critical, language: english", "kind: critical, language: local", "both hold"),
    (TIMES, "kind: moderate, language: english", "kind: minimal, language: english", "no row holds"),
    (
        "docs/guide/scenarios.yml",
        "outcome: via-provider",
        "outcome: azure",
        'leads to "via-provider", not "azure"',
    ),
    (
        "docs/guide/scenarios.yml",
        "cautions: [reseller-azure-later]",
        "cautions: [own-context]",
        'the warning "reseller-azure-later" is shown and not listed',
    ),
    (
        "docs/guide/scenarios.yml",
        "portal: https://portal.azure.us",
        "portal: https://portal.azure.com",
        'the address "https://portal.azure.com" is not shown',
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), CASES, ids=[case[3][:50] for case in CASES])
def test_a_mistake_is_reported_in_its_file_and_line(
    spoil: Spoil, file: str, old: str, new: str, message: str
) -> None:
    found = problems_of(spoil(file, old, new), file)
    matching = [line for line in found if message in line]
    assert matching, "\n".join(found)
    assert matching[0].startswith("docs/")
    if "missing" not in message:
        assert matching[0].split(":")[1].isdecimal(), "with its line"


def test_a_file_that_is_missing_empty_too_large_or_not_utf8_is_named(copy: Path) -> None:
    (copy / TREE).unlink()
    (copy / OUTCOMES).write_bytes(b"")
    (copy / FACTS).write_bytes(b"a: " + b"x" * 2_000_000)
    (copy / TIMES).write_bytes(b"inputs: \xff")
    found = problems(copy)
    assert f"{TREE}: cannot be read: No such file or directory" in found
    assert any(line.startswith(f"{OUTCOMES}: is empty") for line in found)
    assert any(line.startswith(f"{FACTS}: is too large") for line in found)
    assert any(line.startswith(f"{TIMES}:1:1: is not UTF-8") for line in found)


def test_a_fact_of_the_source_that_nothing_cites_is_reported(copy: Path) -> None:
    path = copy / SOURCES
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("facts: [F87]", "facts: [F87, F88]").replace(
            "\n  F87:", "\n  F88: Something new\n  F87:"
        ),
        encoding="utf-8",
    )
    assert any('nothing in the guide cites the fact "F88"' in line for line in problems(copy))
