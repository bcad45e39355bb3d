"""Typography of translations: what each language's rules find, and what they leave alone."""

from __future__ import annotations

import pytest
from babel import Locale as BabelLocale

from site_builder.locales.typography import typography_faults


def faults(locale: str, translation: str, source: str = "") -> list[str]:
    return typography_faults(source, translation, BabelLocale.parse(locale, sep="-"))


@pytest.mark.parametrize(
    ("locale", "translation", "expected"),
    [
        ("sv-SE", "Gå  vidare", "one space"),
        ("sv-SE", "Gå vidare , nu", "no space before it"),
        ("sv-SE", "Välj {label:more} .", "no space before it"),
        ("sv-SE", "Vad nu ?", "no space before it"),
        ("sv-SE", "Vänta...", "an ellipsis, …"),
        ("sv-SE", "Vänta - nu", "a dash, –"),
        ("sv-SE", 'Välj "nu"', "not straight ones"),
        ("nl-NL", "Pagina's", "an apostrophe, ’"),
        ("nl-NL", "Kies „nu”", "the quotation marks “…”"),
        ("nl-NL", "Kies “nu", "as many “ as ”"),
        ("fr-FR", "Que faire?", "a no-break space before it"),
        ("fr-FR", "Choisissez : {label:more}", "a no-break space before it"),
        ("fr-FR", "Choisissez {label:more}: oui", "a no-break space before it"),
        ("fr-FR", "Choisissez «Oui\u00a0»", "a no-break space after it"),
        ("fr-FR", "Choisissez «\u00a0Oui »", "a no-break space before it"),
        ("fr-FR", "Choisissez “Oui", "as many “ as ”"),
        ("fr-CA", "Choisissez: oui", "a no-break space before it"),
        ("fr-FR", "{share}%", "a no-break space before the percent sign"),
        ("nl-NL", "{share} %", "no space before the percent sign"),
        ("es-ES", "Qué hacer?", "¿ at the beginning"),
        ("es-ES", "¿Qué hacer? Quién?", "¿ at the beginning"),
        ("es-ES", "¿Qué hacer", "? at the end"),
        ("es-ES", "Alto!", "¡ at the beginning"),
        ("es-ES", "Diga „sí“", "the quotation marks «…»"),
        ("de-DE", "Sagen Sie “ja”", "the quotation marks „…“"),
        ("de-DE", "Jetzt — gleich", "an en dash"),
        ("de-DE", "Jetzt –gleich", "spaces on both sides"),
        ("pt-BR", "Diga «sim»", "the quotation marks “…”"),
        ("pl-PL", "Wybierz “tak”", "the quotation marks „…”"),
        ("ja-JP", "続行しますか?", "full-width punctuation"),
        ("ja-JP", "結果: {outcomes}", "full-width punctuation"),
        ("ja-JP", "続行 (例)", "full-width punctuation"),
        ("ja-JP", "{outcomes}, 続行", "full-width punctuation"),
        ("ja-JP", "続行しますか？ はい", "no space beside it"),
        ("ja-JP", "Azureの製品", "a space between them"),
        ("ja-JP", "四時間以内", "a figure"),
        ("ja-JP", "“続行”を選ぶ", "the quotation marks 「…」"),
        ("zh-CN", "继续,然后等待", "full-width punctuation"),
        ("zh-CN", "打开 Azure, 然后等待", "full-width punctuation"),
        ("zh-CN", "等待4 小时", "a space between them"),
        ("zh-CN", "选择「继续」", "the quotation marks “…”"),
        ("ar-SA", "انتظر, ثم تابع", "the Arabic comma"),
        ("ar-SA", "انتظر; ثم تابع", "the Arabic semicolon"),
        ("ar-SA", "هل تتابع?", "the Arabic question mark"),
        ("ar-SA", "اختر “نعم”", "the quotation marks «…»"),
        ("ar-SA", "خلال ٤ ساعات", "the digits 0 to 9"),
        ("ar-SA", "إذا كان لديك طلب، يمكنكم المتابعة", "one form of address"),
    ],
)
def test_marks_that_the_language_does_not_have_are_found(
    locale: str, translation: str, expected: str
) -> None:
    assert any(expected in fault for fault in faults(locale, translation))


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("nl-NL", "De pagina’s “A” en “B”: om 8:30 – of later… (wat?)"),
        ("nl-NL", "Typ `az 'x' ...`, kies {label:more}. Zie .NET; 50%"),
        ("fr-FR", "Choisissez «\u00a0Oui\u00a0»\u00a0: l’heure est 8:30\u202f; et après\u202f?!"),
        ("fr-CA", "Que faire?"),
        ("es-ES", "¿Qué hacer? ¡Alto! Elija «Sí», 50\u00a0%"),
        ("de-DE", "Montag–Freitag – „ja“ und ‚nein‘"),
        ("pl-PL", "Wybierz „tak” – teraz"),
        ("ja-JP", "Azure の {portal:azure}で 4 時間以内、「続行」（例：1, 3）を選びますか？もう一つ"),
        ("zh-CN", "打开 Azure 门户，在{duration:a}内选择“继续”（4 小时）。"),
        ("zh-TW", "選擇「繼續」。"),
        ("ar-SA", "اختر «نعم»، ثم انتظر 4 ساعات؛ هل تتابع؟ شريك"),
        ("sw-KE", "Chagua “ndiyo”: sasa"),
    ],
)
def test_what_is_usual_in_the_language_is_no_fault(locale: str, translation: str) -> None:
    assert faults(locale, translation) == []


@pytest.mark.parametrize(
    ("locale", "source", "translation", "expected"),
    [
        ("nl-NL", "Wait.", "Wacht", "expected a full stop, ., as in the source"),
        ("nl-NL", "Wait", "Wacht.", "expected no full stop, as in the source"),
        ("ja-JP", "Wait.", "待つ", "expected a full stop, 。, as in the source"),
        ("nl-NL", "Wait, etc.", "Wacht", ""),
        ("nl-NL", "Wait: {duration:a}.", "Wacht: {duration:a}", ""),
    ],
)
def test_a_full_stop_at_the_end_is_as_in_the_source(
    locale: str, source: str, translation: str, expected: str
) -> None:
    assert [fault.split("›: ")[1] for fault in faults(locale, translation, source)] == [expected] * bool(
        expected
    )


def test_a_fault_names_the_place_with_a_few_words_around_it() -> None:
    (fault,) = faults("nl-NL", "Deze gids gaat over de pagina's van {portal:azure} en niets anders")
    assert fault.startswith("‹…t over de pagina's van {…} en niets…›: expected an apostrophe")


@pytest.mark.parametrize(
    ("locale", "forms", "found"), [("ar-SA", 6, True), ("pl-PL", 4, True), ("fr-FR", 3, False)]
)
def test_plural_forms_that_are_all_alike_are_a_fault_where_a_language_has_many(
    locale: str, forms: int, found: bool
) -> None:
    babel = BabelLocale.parse(locale, sep="-")
    translation = {str(number): "{count} minut" for number in range(forms - 1)} | {"other": "{count} minut"}
    source = {"one": "{count} minute", "other": "{count} minutes"}
    assert any("plural forms" in fault for fault in typography_faults(source, translation, babel)) is found
