"""The verb import: articles to a draft that the check accepts, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from site_builder.cli import main

COFFEE = """---
title: Coffee
date: 2024-05-01
---

# How coffee is made

Coffee is on the second floor.

## Make coffee

1. Open [the panel](https://panel.example.org/).
2. Select **Start**, see [cleaning](clean.md#every-day).

   ![The panel](panel.png)

> [!CAUTION]
> The water is hot.

## FAQ

### Is there tea?

Yes.
"""
CLEAN = "# Cleaning\n\n## Every day\n\n1. Rinse it.\n\n## Every month\n\n1. Descale it.\n2. Wait.\n"


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    """The files of two articles."""
    found = []
    for name, text in (("coffee.md", COFFEE), ("clean.md", CLEAN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found.append(str(tmp_path / name))
    return found


def test_articles_become_a_draft_that_the_check_accepts(
    articles: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "draft"
    folder.mkdir()
    assert main(["import", *articles, "--into", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "3 outcomes, 3 procedures, 5 steps, 1 warning, 1 FAQ entry, 1 label" in said
    assert f"{articles[0]}:15: a picture: The panel (panel.png)" in said
    assert f"--root {folder} serve" in said
    assert main(["--root", str(folder), "check"]) == 0
    assert "every one of 3 combinations" in capsys.readouterr().out
    assert "a picture: The panel" in (folder / "IMPORT.md").read_text(encoding="utf-8")
    written = (folder / "docs/guide/procedures/make-coffee.yml").read_text(encoding="utf-8")
    assert "{outcome:every-day}" in written and written.startswith("# yaml-language-server: $schema=")
    assert main(["import", *articles, "--into", str(folder)]) == 2
    assert "is not empty; name a new folder" in capsys.readouterr().err


def test_an_article_in_another_language_brings_its_words_of_the_interface(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for tag, word in (("ja-jp", "何をしますか"), ("sv-se", "What do you want to do?")):
        article, folder = tmp_path / f"{tag}.md", tmp_path / tag
        article.write_text(f"---\nlang: {tag}\n---\n# T\n\n## A\n\n1. x\n\n## B\n\n1. y\n", encoding="utf-8")
        assert main(["import", str(article), "--into", str(folder)]) == 0
        said = capsys.readouterr().out
        assert ("has no words in sv-SE" in said) == (tag == "sv-se")
        assert word in (folder / "docs/guide/tree.yml").read_text(encoding="utf-8")
        assert (folder / "docs/guide/interface.yml").exists()


BAD = {
    "empty": (b" \n\n", 1, "bad.md: is empty"),
    "bytes": (b"\x89PNG\r\n\x1a\n\0\0", 1, "bad.md: is no text in UTF-8"),
    "Latin": ("# Caf\u00e9\n".encode("latin-1"), 1, "bad.md:1: is not UTF-8 text"),
    "UTF-16": ("# Cafe\n".encode("utf-16"), 1, "bad.md: is no text in UTF-8"),
    "HTML": (b"<!DOCTYPE html>\n<html><h1>A</h1></html>", 1, "bad.md:1: is HTML"),
    "tags": (b"<div>\n<p>A</p>\n<p>B</p>\n</div>\n", 1, "bad.md:1: is HTML"),
    "title only": (b"# A title\n", 1, "bad.md: has a title and nothing else"),
    "comment only": (b"---\ntitle: x\n---\n", 1, "bad.md: holds nothing to place"),
    "front matter": (b"---\ntitle: [a\nb: c\n---\n# A\n\nb\n", 1, "bad.md:3:2: its front matter is not YAML"),
    "too large": (b"# A\n\n" + b"word\n" * 200_000, 1, "bad.md: is too large: 1,000,005 bytes"),
    "long line": (b"# A\n\n" + b"word " * 20_000, 1, "bad.md:3: the line has 100,000 characters"),
}


@pytest.mark.parametrize(("data", "code", "message"), BAD.values(), ids=BAD)
def test_what_is_no_article_is_refused_in_a_sentence_and_nothing_is_written(
    data: bytes, code: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "bad.md"
    article.write_bytes(data)
    assert main(["import", str(article), "--into", str(tmp_path / "draft")]) == code
    assert message in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.md"], "none.md does not exist."),
        (["a.docx"], "a.docx is of no kind that can be imported"),
        (["."], "is of no kind that can be imported"),
        (["coffee.md", "--url", "docs"], "--url docs: expected the article's address"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(
    arguments: list[str], message: str, articles: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["import", *arguments, "--into", "draft"]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "draft").exists()


DUTCH = """---
title: Koffie
ms.translationtype: MT
---

# <a name="how-coffee-is-made"></a>Hoe koffie wordt gezet

Koffie is op de tweede verdieping.

## <a name="faq"></a>Veelgestelde vragen

### <a name="is-there-tea"></a>Is er thee?

Ja, 7 soorten.

## <a name="make-coffee"></a>Koffie zetten

1. Open [het paneel](https://panel.example.org/).
2. Kies **Starten**, zie de schoonmaak.

> [!CAUTION]
> Het water is heet.

## <a name="more"></a>Meer

Vraag het ons.
"""


def test_another_edition_becomes_a_catalog_that_says_how_it_was_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, edition, folder = tmp_path / "a.md", tmp_path / "nl.md", tmp_path / "draft"
    anchored = COFFEE.replace("## Make", '## <a name="make-coffee"></a>Make')
    anchored = anchored.replace("## FAQ", '## <a name="faq"></a>FAQ')
    anchored = anchored.replace("### Is", '### <a name="is-there-tea"></a>Is')
    article.write_text(anchored.replace(", see [cleaning](clean.md#every-day)", ""), encoding="utf-8")
    edition.write_text(DUTCH, encoding="utf-8")
    assert main(["import", str(article), "--localized", f"nl-nl={edition}", "--into", str(folder)]) == 0
    said = capsys.readouterr().out
    assert f"{edition}:24: is in one edition only: Meer" in said
    assert f"{article}:24: faq.questions.there-tea.answer.yes.text is not translated: figure" in said
    assert ", marked machine." in said
    assert {"Meer", "figure"} <= set(
        (folder / "IMPORT.md").read_text(encoding="utf-8").replace(":", " ").split()
    )
    texts = {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / "docs/locales/nl-NL/guide.po"))}
    assert texts["Select {label:start}."] == "Kies {label:start}, zie de schoonmaak."
    assert texts["Open {link:panel}."] == "Open {link:panel}."
    assert texts["The water is hot."] == "Het water is heet."
    assert texts["Caution"] == "Let op"
    assert "translation: machine" in (folder / "docs/locales/locales.yml").read_text(encoding="utf-8")
    labels = (folder / "docs/locales/labels.yml").read_text(encoding="utf-8")
    assert "text: Starten" in labels and "status: assumed" in labels
    assert main(["--root", str(folder), "check"]) == 0
    assert "nl-NL: 0 human" in capsys.readouterr().out
    for wrong, message in (("nl-NL", "expected a locale and a file"), (f"en-US={edition}", "are in en-US")):
        assert main(["import", str(article), "--localized", wrong, "--into", str(tmp_path / "x")]) == 2
        assert message in capsys.readouterr().err


def test_a_flowchart_becomes_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chart, folder = tmp_path / "lamp.mmd", tmp_path / "draft"
    chart.write_text(
        "graph TD\n top[Is it {on}?] -->|no| on[Switch it on]\n top -->|yes| call\n", encoding="utf-8"
    )
    assert main(["import", str(chart), "--into", str(folder)]) == 0
    assert main(["--root", str(folder), "check"]) == 0
    assert "questions 1, answers 2, outcomes 2" in capsys.readouterr().out
    gap = 'graph TD\n a -->|"x"| b\n b -->|"y [when a = x]"| c\n b -->|"y [when a != x]"| d\n'
    chart.write_text(gap, encoding="utf-8")
    assert main(["import", str(chart), "--into", str(tmp_path / "other")]) == 1
    assert "The flowchart is no whole guide, so nothing was written." in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
    assert main(["import", str(chart), str(chart), "--into", str(tmp_path / "other")]) == 2
    assert "A flowchart is a whole tree: import one file." in capsys.readouterr().err
