"""Articles in the styles of several documentation sites, and what of them a draft has where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.articles import Draft, make_draft, parse_article, write_yaml
from site_builder.articles.item_parts import find_facts
from site_builder.guide import yaml_file

STEPS = "1. Select **Start**.\n   - Hold it for a second.\n2. Fill in **Cups**.\n"


def draft_of(*texts: str, base: str = "") -> Draft:
    """The draft of articles called a.md, b.md …"""
    articles = [parse_article(text.encode(), f"{name}.md") for name, text in zip("abc", texts, strict=False)]
    return make_draft(articles, base=base)


def labels(draft: Draft, question: int = 0) -> list[str]:
    """The labels of a question's answers."""
    return [answer["label"] for answer in draft.files["tree"]["questions"][question]["answers"]]


def by_id(items: Any) -> dict[str, Any]:
    """Items by their ids."""
    return {item["id"]: item for item in items}


NOTES = {
    "alert": "> [!WARNING]\n> Hot water.\n",
    "alert, glued": ">[!WARNING]\n>Hot water.\n",
    "container": ":::warning\n\nHot water.\n\n:::\n",
    "container of Learn": "::: warning\nHot water.\n:::\n",
    "admonition": "!!! warning\n\n    Hot water.\n",
    "fold": "??? warning\n\n    Hot water.\n",
    "Liquid": "{% warning %}\n\n**Warning:** Hot water.\n\n{% endwarning %}\n",
    "Hugo": "{{< warning >}}\nHot water.\n{{< /warning >}}\n",
    "alert of Hugo": '{{< alert type="warning" >}}\n\nHot water.\n\n{{< /alert >}}\n',
    "words": "WARNING:\nHot water.\n",
    "bold words": "**Warning**  \nHot water.\n",
    "quoted": "> **Warning:** Hot water.\n",
    "heading": "###### Warning\n\nHot water.\n",
    "emoji": "> ⚠️ Hot water.\n",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_note_is_a_warning_however_it_is_written(note: str) -> None:
    draft = draft_of(f"# Coffee\n\n## Make coffee\n\n{STEPS}\n{note}")
    (warning,) = draft.files["outcomes"]["warnings"]
    assert (warning["level"], warning["title"], warning["text"]) == ("caution", "Warning", "Hot water.")
    assert draft.files["outcomes"]["outcomes"][0]["warnings"] == [warning["id"]]
    assert "Hot water." in draft.files["sources"]["facts"][warning["source"]]
    assert not draft.leftovers


def test_notes_have_levels_and_titles_of_their_own() -> None:
    draft = draft_of(
        f'# A\n\n## B\n\n{STEPS}\n!!! tip "Or tea"\n\n    Ask.\n\n:::danger[Hot]\n\nWait.\n\n:::\n'
    )
    found = [(w["level"], w["title"], w["text"]) for w in draft.files["outcomes"]["warnings"]]
    assert found == [("note", "Or tea", "Ask."), ("stop", "Hot", "Wait.")]


def test_steps_keep_their_order_and_what_is_nested_in_them() -> None:
    code = "   ```\n   brew --cups 2\n   ```\n"
    draft = draft_of(f"# Coffee\n\n## Make coffee\n\nIt takes a minute.\n\n{STEPS}\n{code}\n3. Wait.\n")
    procedure = draft.files["procedures/make-coffee"]
    assert procedure["summary"] == "It takes a minute."
    assert [step["text"] for step in procedure["steps"]] == [
        "Select {label:start}.", "Fill in {label:cups}.", "Wait."
    ]  # fmt: skip
    assert [point["text"] for point in procedure["steps"][0]["points"]] == ["Hold it for a second."]
    assert [point["text"] for point in procedure["steps"][1]["points"]] == ["`brew --cups 2`"]
    assert by_id(draft.files["facts"]["labels"])["start"]["text"] == "Start"
    assert draft.files["outcomes"]["outcomes"][0]["route"] == ["make-coffee"]


TABS = {
    "Learn": "# [Small](#tab/s)\n\n1. Press.\n\n# [Large](#tab/l)\n\n1. Pull.\n\n---\n",
    "Material": '=== "Small"\n\n    1. Press.\n\n=== "Large"\n\n    1. Pull.\n',
    "Docusaurus": '<Tabs>\n<TabItem value="s" label="Small">\n\n1. Press.\n\n</TabItem>\n'
    '<TabItem value="l" label="Large">\n\n1. Pull.\n\n</TabItem>\n</Tabs>\n',
    "components": '<Tabs> <TabItem label="Small">\n\n<Steps>\n1. Press.\n</Steps>\n\n</TabItem> '
    '<TabItem value="Large">\n\n1. Pull.\n\n</TabItem> </Tabs>\n',
    "Hugo": '{{< tabs name="t" >}}\n{{% tab name="Small" %}}\n\n1. Press.\n\n{{% /tab %}}\n'
    '{{% tab name="Large" %}}\n\n1. Pull.\n\n{{% /tab %}}\n{{< /tabs >}}\n',
}


@pytest.mark.parametrize("tabs", TABS.values(), ids=TABS)
def test_tabs_are_answers_with_what_stands_before_them_for_all(tabs: str) -> None:
    draft = draft_of(f"# Coffee\n\n## Fill it\n\n1. Open it.\n\n{tabs}\n## Clean it\n\n{STEPS}")
    assert labels(draft) == ["Fill it", "Clean it"]
    assert labels(draft, 1) == ["Small", "Large"]
    routes = {one["id"]: one["route"] for one in draft.files["outcomes"]["outcomes"]}
    assert routes["small"] == ["fill-steps", "small"]


FAQS = {
    "section": "## FAQ\n\n### May I have tea?\n\nNo.\n\n### When?\n\n- Now.\n",
    "Dutch": "## Veelgestelde vragen\n\n### May I have tea?\n\nNo.\n\n### When?\n\n- Now.\n",
    "bold": "## Questions and answers\n\n**May I have tea?**\n\nNo.\n\n**When?**\n\n- Now.\n",
    "headings": "## May I have tea?\n\nNo.\n\n## When?\n\n- Now.\n",
}


@pytest.mark.parametrize("faq", FAQS.values(), ids=FAQS)
def test_questions_are_faq_entries(faq: str) -> None:
    draft = draft_of(f"# Coffee\n\n## Make coffee\n\n{STEPS}\n{faq}")
    found = [(e["question"], e["answer"][0]["text"]) for e in draft.files["faq"]["questions"]]
    assert found == [("May I have tea?", "No."), ("When?", "Now.")]
    assert labels(draft) == ["Make coffee"]


def test_headings_nest_as_questions_and_steps_in_sequence_are_one_outcome() -> None:
    draft = draft_of(
        f"# C\n\n## Make\n\nFirst words.\n\n### Tea\n\n{STEPS}\n### Milk\n\n{STEPS}\n## Ask\n\nAsk us.\n"
    )
    assert (labels(draft), labels(draft, 1)) == (["Make", "Ask"], ["Tea", "Milk"])
    assert draft.files["tree"]["questions"][1]["hint"] == "First words."
    draft = draft_of(
        f"# C\n\n## Make\n\n{STEPS}\n### Tea\n\n{STEPS}\n### Milk\n\n{STEPS}\n## Ask\n\nAsk us.\n"
    )
    assert labels(draft, 1) == ["Make", "Tea", "Milk"]
    assert by_id(draft.files["outcomes"]["outcomes"])["tea"]["procedures"] == ["make-steps"]
    steps = f"## Step 1: Build\n\n{STEPS}\n## Step 2: Push\n\nPush it.\n"
    draft = draft_of(f"# Deploy\n\n## Introduction\n\nHow to.\n\n{steps}\n## Conclusion\n\nDone.\n")
    assert labels(draft) == ["Deploy", "Step 1: Build", "Step 2: Push"]
    pages = by_id(draft.files["pages"]["pages"])
    assert (pages["home"]["intro"][0]["text"], pages["next-steps"]["title"]) == ("How to.", "Conclusion")
    assert draft.files["outcomes"]["outcomes"][0]["route"] == ["step-1-build", "step-2-push"]


def test_bold_words_that_stand_alone_are_titles_of_what_follows() -> None:
    draft = draft_of("# No coffee\n\n**Cause**\n\nNo water.\n\n**Remedy**\n\n1. Fill it.\n")
    procedure = draft.files["procedures/no-coffee"]
    assert procedure["summary"] == "Remedy"
    (note,) = procedure["notes"]
    assert (note["text"], note["points"][0]["text"]) == ("Cause", "No water.")


def test_links_become_facts_or_references_and_what_cannot_is_said_with_its_line() -> None:
    draft = draft_of(
        "# C\n\n## A\n\nSee [the shop](https://shop.example.org/x?a=1), [that](#second), [old](http://x.org),\n"
        "[beside](other.md), https://example.org/tea and [b](b.md#tea).\n\n## <a name='second'></a>B\n\n"
        "1. Open [the portal](https://portal.example.org).\n2. Go to https://portal.example.org/ [name].\n",
        f"# All about tea\n\n## Tea\n\n{STEPS}",
    )
    outcomes = by_id(draft.files["outcomes"]["outcomes"])
    assert outcomes["a"]["summary"] == (
        "See {link:shop}, {outcome:b}, old, beside, {link:example-org-tea} and {outcome:tea}."
    )
    assert outcomes["b"]["portal"] == "portal"
    assert [(one.line, one.text) for one in draft.leftovers] == [
        (5, "old (http://x.org)"), (6, "beside (other.md)")
    ]  # fmt: skip
    assert draft.files["facts"]["addresses"][0]["pattern"] == "https://portal.example.org/<name>"
    draft = draft_of("# A\n\nSee [this](../b.md).\n", base="https://docs.example.org/x/a")
    assert draft.files["facts"]["links"][0]["url"] == "https://docs.example.org/b.md"


def test_damaged_bold_and_odd_spaces_are_mended() -> None:
    draft = draft_of(
        "\ufeff# C\r\n\r\n## A\r\n\r\n"
        "1.\u00a0Select in **de sectie** Start de optie ** Cups** en **Save.**\r\n"
        "2. Kies **veld Naam** door **Opslaan te selecteren.**\r\n"
    )
    texts = [step["text"] for step in draft.files["procedures/a"]["steps"]]
    assert texts[0] == "Select in de sectie Start de optie {label:cups} en {label:save}."
    assert texts[1] == "Kies veld {label:naam} door {label:opslaan} te selecteren."
    assert ("a.md", 5, "de sectie") in draft.loose_bold
    draft = draft_of(
        "# C\n\n1. Open.\n\nWords that are not indented.\n\n1. Close.\n\n```\ncode\n```\n\n1. Go.\n"
    )
    steps = draft.files["procedures/c"]["steps"]
    assert [(step["text"], len(step.get("points", ()))) for step in steps] == [
        ("Open.", 1),
        ("Close.", 1),
        ("Go.", 0),
    ]


def test_front_matter_says_date_locale_and_who() -> None:
    front = (
        "---\ntitle: Koffie\nms.date: 02/26/2021\nms.contentlocale: nl-nl\ndescription: Over koffie.\n---\n"
    )
    draft = draft_of(
        f"{front}# Koffie zetten\n\n**Juiste rollen:** beheerder\n\nHet begin.\n\n## Zetten\n\n{STEPS}"
    )
    assert (draft.title, draft.locale) == ("Koffie", "nl-NL")
    (document,) = draft.files["sources"]["documents"]
    assert document["date"] == "2021-02-26"
    assert draft.files["tree"]["questions"][0]["question"] == "Wat wilt u doen?"
    (outcome,) = draft.files["outcomes"]["outcomes"]
    assert [item["text"] for item in outcome["who"]] == ["beheerder"]
    assert outcome["summary"] == "Over koffie."


WORDS = st.lists(
    st.sampled_from(
        ("tea", "milk", "**Cup**", "`brew`", "<mug>", "{x}", "a|b", "[link](#no)", "é_x", "https://e.org/a",
         "*", "#", "茶", "&", "](", "5.", "&amp;nbsp;", "www.e.org", "`<b>`", "mailto:x")
    ),
    min_size=1,
    max_size=6,
).map(" ".join)  # fmt: skip
PIECES = st.one_of(
    WORDS,
    WORDS.map(lambda words: f"## {words}"),
    WORDS.map(lambda words: f"### {words}?"),
    WORDS.map(lambda words: f"1. {words}\n2. Then {words}\n   - {words}"),
    WORDS.map(lambda words: f"- {words}\n  1. {words}"),
    WORDS.map(lambda words: f"> [!NOTE]\n> {words}"),
    WORDS.map(lambda words: f"[!INCLUDE [{words}](x.md)]"),
    WORDS.map(lambda words: f"> [!div class='x']\n> {words}"),
    WORDS.map(lambda words: f"**Note** {words}. **Important** {words}"),
    WORDS.map(lambda words: f"Term {words}\n: Meaning {words}"),
    WORDS.map(lambda words: f"{words}\n==="),
    WORDS.map(lambda words: f"<p>{words}</p>"),
    st.sampled_from(("**tea**", "**milk**\n\n1. Cup")),
    WORDS.map(lambda words: f"![{words}](x.png)"),
    WORDS.map(lambda words: f'=== "{words}"\n\n    {words}'),
    WORDS.map(lambda words: f"| a | b |\n|---|---|\n| {words.replace('|', '')} | x |"),
    WORDS.map(lambda words: f"```\n{words}\n  {words}\n```"),
    st.sampled_from(
        ("## FAQ", "---", "{% note %}", "{% endnote %}", ":::tip", ":::", "<details>", "</details>",
         "## Step 1: A", "## Step 2: B", "# [T](#tab/t)", "<Tabs>", "</Tabs>",
         '<TabItem label="A">', "</TabItem>", "<Steps>", "</Steps>", "## Introduction", "## Next steps")
    ),
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=12))
@settings(max_examples=60)
def test_every_word_has_a_place_or_is_listed_and_the_yaml_is_read_back(pieces: list[str]) -> None:
    text = "# Title\n\nBegin.\n\n" + "\n\n".join(pieces) + "\n"
    draft = draft_of(text)
    known = " ".join([*draft.files["sources"]["facts"].values(), *(one.text for one in draft.leftovers)])
    for word in ("tea", "milk", "Cup", "brew", "mug", "茶"):
        assert text.count(word) == 0 or word in known
    others = [value for name, value in draft.files.items() if name != "sources"]
    cited = set(find_facts([*others, draft.files["sources"]["documents"]]))
    assert cited == set(draft.files["sources"]["facts"])
    for value in draft.files.values():
        written = write_yaml(value, schema="x", comment="y", spaced=True)
        document = yaml_file._parse(written, "x.yml")
        assert document.value == value and not document.problems
