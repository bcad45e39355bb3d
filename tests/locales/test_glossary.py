from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.locales.glossary import Term, TermRules
from site_builder.locales.locales import read_locales
from site_builder.problems import ContentError
from site_builder.site.checking import Checked
from tests.support.catalogs import CONTEXT, change, refuse_faults

Spoil = Callable[[str, str, str], Path]

RULES = TermRules(
    {
        "severity": Term(term=("severity",), use=("ernst",), avoid=("prioriteit",)),
        "service": Term(term=("service request",), use=("serviceaanvra",)),
        "reseller": Term(term=("reseller",), avoid=("wederverkoper",)),
    }
)


@pytest.mark.parametrize(
    ("source", "translation", "ids"),
    [
        ("The severity", "De ernst", []),
        ("The severity", "De Ernst van het probleem", []),
        ("The severity", "De zwaarte", ["severity"]),
        ("Severities differ", "Zwaarte verschilt", []),  # not the term, and not its plural with -s or -es
        ("Service requests", "Serviceaanvragen", []),
        ("Service requests", "Verzoeken", ["service"]),
        ("The {severity}", "De {severity}", []),  # a placeholder's name is no word
        ("A reseller", "Een reseller", []),
        ("A reseller", "Een wederverkoper", ["reseller"]),
        ("A partner", "Een wederverkoper", ["reseller"]),  # to be avoided whatever the source says
        ("A partner", "Een internetwederverkoper", []),  # the beginning of words is looked at
    ],
)
def test_terms_are_asked_for_and_refused(source: str, translation: str, ids: list[str]) -> None:
    assert [id for id, _ in RULES.faults(source, translation)] == ids


def test_without_spaces_between_words_a_term_to_avoid_is_found_anywhere() -> None:
    rules = TermRules({"request": Term(term=("request",), avoid=("要求",))})
    assert list(rules.faults("A request", "新しい要求です"))


def test_every_form_of_a_counted_word_is_looked_at() -> None:
    forms = {"one": "{count} ernst", "other": "{count} zwaarte"}
    assert [id for id, _ in RULES.faults("{count} severity", forms)] == ["severity"]


def test_a_forbidden_term_stops_the_build_with_its_line_and_the_word_to_use(copy: Path) -> None:
    change(copy, CONTEXT, "Waarmee kan de wederverkoper u helpen?")
    expected = r'guide\.po:\d+: .*the term "wederverkoper" is not used here; write "indirecte reseller"'
    with pytest.raises(ContentError, match=expected):
        refuse_faults(copy)


def test_a_text_is_excused_by_a_comment_that_names_the_term(copy: Path) -> None:
    change(
        copy,
        CONTEXT,
        "Waarmee kan de wederverkoper u helpen?",
        comment="glossary: indirect-reseller (quoted)",
    )
    refuse_faults(copy)
    change(copy, CONTEXT, "Waarmee kunnen we helpen?", comment="glossary: indirect-reseler")
    with pytest.raises(ContentError, match=r'no "indirect-reseler" .did you mean "indirect-reseller"'):
        refuse_faults(copy)


def test_every_translated_locale_has_terms_to_use_and_to_avoid(checked: Checked) -> None:
    for locale in checked.locales.translated:
        terms = checked.locales.glossary[locale.id].values()
        assert sum(bool(term.use) for term in terms) >= 20, locale.id
        assert sum(bool(term.avoid) for term in terms) >= 10, locale.id


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  nl-NL:", "  nl-NO:", 'unknown locale "nl-NO"'),
        ("avoid: [strengheid, prioriteitsniveau]", "avoid: ern", "is to be avoided, and"),
        (
            "avoid: [strengheid, prioriteitsniveau]",
            "avoid: eerste r",
            '"eerste reactie" to be used for "first-response" has it',
        ),
        (
            "avoid: [strengheid, prioriteitsniveau]",
            "avoid: klant",
            'the label "Klanten" has it (docs/locales/',
        ),
        ("use: ernst, avoid: [strengheid, prioriteitsniveau]", "note: why", 'give "use", "avoid" or both'),
        ("use: ernst", 'use: " "', "the text is empty"),
        ("use: ernst", "uze: ernst", 'unknown key "uze" (did you mean "use"?)'),
        ("use: ernst", "use: storing", '"storing" renders "severity" in line'),
        (
            "use: ernst",
            "use: [ernst, storing], same_as: outages",
            'unknown term "outages" (did you mean "outage"?)',
        ),
        ("use: ernst", "use: ernst, same_as: severity", '"severity" is this term itself; leave this out'),
        ("    severity:", "    Severity level:", '"Severity level" is not an id'),
        ("use: ernst", "use: ernst, same_as: outage", '"outage" is rendered otherwise'),
        ("prioriteitsniveau], ours: a sample}", "prioriteitsniveau]}", 'or that it is "ours" and why'),
        ("seen: marketplace-page", "seen: marketplace-pag", 'did you mean "marketplace-page"?'),
        ("translated: human", "translated: machine", "translated by a machine, which proves nothing"),
        ("translated: human", "translated: tool", "expected one of: human, machine, unknown"),
    ],
)
def test_a_wrong_glossary_is_reported_with_its_place(spoil: Spoil, old: str, new: str, message: str) -> None:
    file = "docs/locales/glossary.yml"
    with pytest.raises(ContentError) as caught:
        read_locales(spoil(file, old, new), None)
    assert any(message in str(p) and str(p).startswith(f"{file}:") for p in caught.value.problems)


def test_two_terms_share_a_rendering_where_one_of_them_says_so(spoil: Spoil) -> None:
    root = spoil("docs/locales/glossary.yml", "use: ernst", "use: [ernst, storing], same_as: outage")
    assert "storing" in read_locales(root, None).glossary["nl-NL"]["severity"].use


def test_a_label_seen_only_on_a_machine_translated_page_is_assumed(spoil: Spoil) -> None:
    seen = "text: Klanten, status: seen"
    spoil(
        "docs/locales/labels.yml", seen, f"{seen}, seen_in: azure-docs.de-de/articles/marketplace/support.md"
    )
    root = spoil("docs/locales/glossary.yml", "translated: human", "translated: machine")
    with pytest.raises(ContentError, match=r"labels\.yml:\d+:\d+: seen only where a machine translated it"):
        read_locales(root, None)
