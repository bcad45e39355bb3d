"""Every kind of mistake in texts and names, and in what the proof needs, gets its own sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.guide_problems import (
    FACTS,
    INTERFACE,
    OUTCOMES,
    POINTS,
    TIMES,
    TREE,
    expect_reported,
)

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]

ASKED = "question: What do you need help with?"
CASES = [
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
    ("docs/locales/forms.yml", "nl-NL:", "nl-BE:", 'unknown locale "nl-BE" (did you mean "nl-NL"?)'),
    ("docs/locales/forms.yml", "role:global", "rol:global", 'unknown kind "rol" (did you mean "role"?)'),
    (
        "docs/locales/forms.yml",
        "portal:azure:",
        "portal:azur:",
        'unknown portal "azur" (did you mean "azure"?)',
    ),
    ("docs/locales/forms.yml", "role:global-admin", "label:create", "a label stands as it is in every text"),
    ("docs/locales/forms.yml", "Azure Portal}", '"{portal:azure}"}', "expected plain words"),
    ("docs/locales/forms.yml", "plural:", "Plural:", '"Plural" is not an id'),
    ("docs/locales/forms.yml", "in-text:", "intext:", 'unknown form "intext" (did you mean "in-text"?)'),
    (
        "docs/guide/open_points.yml",
        "If you are a {role:helpdesk-agent}",
        "If you are a {role:helpdesk-agent|plural}",
        'asks for a form "plural" of role:helpdesk-agent in docs/locales/forms.yml that is not there',
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
def test_a_mistake_in_a_text_or_name_is_reported_in_its_file_and_line(
    spoil: Spoil, file: str, old: str, new: str, message: str
) -> None:
    expect_reported(spoil(file, old, new), file, message)
