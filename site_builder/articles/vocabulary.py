"""Words by which articles say what a part of them is, by language; and the few that a draft adds."""

from __future__ import annotations

import re
from typing import TypeVar

_Words = TypeVar("_Words")

LEVELS = {
    "note": "note", "info": "note", "tip": "note", "hint": "note", "success": "note", "example": "note",
    "abstract": "note", "seealso": "note", "question": "note", "quote": "note", "disclaimer": "note",
    "important": "caution", "warning": "caution", "caution": "caution", "attention": "caution",
    "flag": "note",
    "error": "caution", "failure": "caution", "bug": "caution", "danger": "stop",
}  # fmt: skip
"""The kinds of notes in articles, with the level of a warning of the guide."""

TITLES = {
    "en": {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution",
           "danger": "Danger"},
    "nl": {"note": "Opmerking", "tip": "Tip", "important": "Belangrijk", "warning": "Waarschuwing",
           "caution": "Let op", "danger": "Gevaar"},
    "de": {"note": "Hinweis", "tip": "Tipp", "important": "Wichtig", "warning": "Warnung",
           "caution": "Vorsicht", "danger": "Gefahr"},
    "fr": {"note": "Remarque", "tip": "Conseil", "important": "Important", "warning": "Avertissement",
           "caution": "Attention", "danger": "Danger"},
    "es": {"note": "Nota", "tip": "Sugerencia", "important": "Importante", "warning": "Advertencia",
           "caution": "Precaución", "danger": "Peligro"},
    "pt": {"note": "Observação", "tip": "Dica", "important": "Importante", "warning": "Aviso",
           "caution": "Cuidado", "danger": "Perigo"},
    "ja": {"note": "注意", "tip": "ヒント", "important": "重要", "warning": "警告", "caution": "注意事項",
           "danger": "危険"},
    "ar": {"note": "ملاحظة", "tip": "تلميح", "important": "هام", "warning": "تحذير", "caution": "تنبيه",
           "danger": "خطر"},
}  # fmt: skip
"""What stands above a note that has no title of its own, as documentation sites write it."""

KINDS_BY_WORD = {
    word.lower(): kind for words in TITLES.values() for kind, word in words.items()
} | {kind: kind for kind in LEVELS} | {
    "notes": "note", "nb": "note", "pro tip": "tip", "notitie": "note"
}  # fmt: skip
"""The words that begin a note in running text, such as "**Note:**"."""

_FAQ = (
    "faq", "faqs", "frequently asked questions", "common questions", "questions and answers", "q&a",
    "veelgestelde vragen", "häufig gestellte fragen", "häufige fragen", "questions fréquentes",
    "foire aux questions", "questions fréquemment posées", "preguntas frecuentes", "perguntas frequentes",
    "よく寄せられる質問", "よくある質問", "الأسئلة المتداولة", "الأسئلة الشائعة", "domande frequenti",
)  # fmt: skip
_READ_ON = (
    "conclusion", "wrapping up", "conclusie", "fazit", "conclusión", "conclusão", "まとめ", "الخاتمة",
    "next steps", "next step", "what's next", "whats next", "see also", "related", "related content",
    "related articles", "related topics", "related information", "further reading", "learn more",
    "additional resources", "resources", "volgende stappen", "volgende stap", "zie ook", "verwante artikelen",
    "gerelateerde inhoud", "nächste schritte", "siehe auch", "étapes suivantes", "voir aussi",
    "pasos siguientes",
    "siguientes pasos", "vea también", "próximas etapas", "próximos passos", "confira também",
    "次のステップ", "関連項目",
    "الخطوات التالية", "راجع أيضًا",
)  # fmt: skip
_INTRO = (
    "introduction", "overview", "about this guide", "summary", "inleiding", "overzicht", "einführung",
    "einleitung",
    "übersicht", "présentation", "vue d'ensemble", "introducción", "información general", "introdução",
    "visão geral", "概要", "はじめに", "مقدمة", "نظرة عامة",
)  # fmt: skip
_BEFORE = (
    "prerequisites", "prerequisite", "before you begin", "before you start", "requirements", "what you need",
    "vereisten", "vereiste", "voordat u begint", "voorwaarden", "voraussetzungen", "bevor sie beginnen",
    "prérequis", "conditions préalables", "avant de commencer", "requisitos previos", "antes de empezar",
    "pré-requisitos", "antes de começar", "前提条件", "المتطلبات الأساسية",
)  # fmt: skip
_ROLES = (
    "appropriate roles", "appropriate role", "required role", "required roles", "roles", "role",
    "who can do this",
    "required permissions", "permissions required", "permissions", "juiste rollen", "juiste rol", "rollen",
    "machtigingen", "geeignete rollen", "erforderliche rollen", "rôles appropriés", "rôles requis",
    "roles adecuados", "roles apropiados", "funções apropriadas", "適切なロール", "الأدوار المناسبة",
)  # fmt: skip
_STEP = re.compile(
    r"(?:(?:step|stap|schritt|étape|paso|etapa|passo|task|part|ステップ|手順)\s*\d+|\d+[.)])(?:\b|\s|[:.–—-])",
    re.IGNORECASE,
)

ASKED = {
    "en": ("What do you want to do?", "Task", "{title}: which of these?"),
    "nl": ("Wat wilt u doen?", "Taak", "{title}: wat precies?"),
    "de": ("Was möchten Sie tun?", "Aufgabe", "{title}: Was genau?"),
    "fr": ("Que voulez-vous faire ?", "Tâche", "{title} : quoi exactement ?"),
    "es": ("¿Qué quiere hacer?", "Tarea", "{title}: ¿qué exactamente?"),
    "pt": ("O que você deseja fazer?", "Tarefa", "{title}: o que exatamente?"),
    "ja": ("何をしますか?", "作業", "{title}: どれですか?"),
    "ar": ("ماذا تريد أن تفعل؟", "المهمة", "{title}: أيها؟"),
}
"""By language: the first question, its name, and a question about the parts of a section."""
DERIVED = {
    "en": "The answers are headings of the article. The question is ours.",
    "nl": "De antwoorden zijn koppen van het artikel. De vraag is van ons.",
    "de": "Die Antworten sind Überschriften des Artikels. Die Frage ist von uns.",
    "fr": "Les réponses sont des titres de l’article. La question est de nous.",
    "es": "Las respuestas son títulos del artículo. La pregunta es nuestra.",
    "pt": "As respostas são títulos do artigo. A pergunta é nossa.",
    "ja": "回答は記事の見出しです。質問はこのガイドのものです。",
    "ar": "الإجابات عناوين من المقالة، والسؤال من عندنا.",
}
"""Why a question stands in the tree, by language."""

OF_PRODUCT = {
    "en": "About the program that shows this guide.",
    "nl": "Over het programma dat deze gids toont.",
    "de": "Über das Programm, das diesen Leitfaden zeigt.",
    "fr": "À propos du programme qui affiche ce guide.",
    "es": "Sobre el programa que muestra esta guía.",
    "pt": "Sobre o programa que mostra este guia.",
    "ja": "このガイドを表示するプログラムについて。",
    "ar": "عن البرنامج الذي يعرض هذا الدليل.",
}
"""Why the pages of the product say what no article says, by language."""

STOP_WORDS = frozenset(
    """
    a an the of to for in on at by and or with your you my our is are be do does can how what when if it
    its as this that from into i me will de het een van voor op en met uw je der die das ein eine und
    oder mit von zu im le la les un une des du et ou avec pour el los las una y o con para por os um uma
    e em
    """.split()  # noqa: SIM905
)
"""Short words that an id does without."""


def _is_one_of(names: tuple[str, ...], title: str) -> bool:
    return title.casefold().strip(" .:!?*").replace("’", "'") in names


def is_faq(title: str) -> bool:
    """Whether a section with this title has questions that are often asked."""
    text = title.casefold()
    return _is_one_of(_FAQ, title) or any(name in text for name in _FAQ if len(name) > 8) or (
        re.search(r"\bfaqs?\b", text) is not None
    )  # fmt: skip


def is_question(title: str) -> bool:
    """Whether a heading asks something."""
    return title.rstrip(" *").endswith(("?", "？", "؟"))


def is_intro(title: str) -> bool:
    """Whether a section with this title says what an article is about."""
    return _is_one_of(_INTRO, title)


def is_read_on(title: str) -> bool:
    """Whether a section with this title says where to read on."""
    return _is_one_of(_READ_ON, title)


def is_before(title: str) -> bool:
    """Whether a section with this title says what is needed first."""
    return _is_one_of(_BEFORE, title)


def names_roles(title: str) -> bool:
    """Whether a line that begins with this says who may do it."""
    return _is_one_of(_ROLES, title)


def is_step(title: str) -> bool:
    """Whether a heading is a numbered step, such as "Step 2: Create a bucket"."""
    return _STEP.match(title) is not None


def by_language(words: dict[str, _Words], language: str) -> _Words:
    """The words of a language, or the English ones."""
    return words.get(language, words["en"])
