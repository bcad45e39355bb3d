"""What an edit has changed of a page: the elements that read otherwise, and no others."""

from __future__ import annotations

import re

import pytest

from site_builder.live.page_changes import Place, compare_pages

STEPS = """<html><body><nav>Guide</nav><article><h1>Title</h1><p>Begin.</p>
<section class="guide-step" id="color" data-question="color"><h2 class="guide-title">Which color?</h2>
<ul><li data-answer="red"><a href="#size--color-red"><span>Red</span> <small>like wine</small></a></li>
<li data-answer="blue"><a href="#repair">Blue</a></li></ul></section>
<section class="guide-step guide-chooser" id="size"><p>Which size?</p></section>
<section class="guide-step" id="repair" data-outcome="repair"><h2 class="guide-title">Repair it</h2>
<p>Go to <a href="https://a.example/">A</a>.</p><details><summary>More</summary>
<ul><li>One<ul><li>Inner</li></ul></li><li data-when="x">Two</li></ul></details></section>
</article></body></html>"""


def marked(html: str) -> list[str]:
    """The texts that begin the marked elements."""
    return re.findall(r"data-live-changed=\"\">(?:<[^>]+>)*([^<]*)", html)


@pytest.mark.parametrize(
    ("old", "new", "texts", "place"),
    [
        ("Which color?", "What color?", ["What color?"], ("question", "color", 1, 0)),
        ("like wine", "like beer", ["Red"], ("question", "color", 1, 0)),
        ("https://a.example/", "https://b.example/", ["Go to "], ("outcome", "repair", 1, 0)),
        ("#repair", "#size--color-blue", ["Blue"], ("question", "color", 1, 0)),
        ("#size--color-red", "#size--color-green", [], None),
        ("Inner", "Deeper", ["Deeper"], ("outcome", "repair", 1, 0)),
        ("<li>One", "<li>First", ["First"], ("outcome", "repair", 1, 0)),
        ('data-when="x"', 'data-when="y"', ["Two"], ("outcome", "repair", 1, 0)),
        ('<li data-when="x">Two</li>', "", [], ("outcome", "repair", 0, 1)),
        ("Begin.", "Begin here.", ["Begin here."], ("page", "", 1, 0)),
        ("<p>Which size?", "<p>What size?", [], None),
        ("<nav>Guide", "<nav>Tree", [], None),
    ],
)
def test_what_reads_otherwise_is_marked_in_its_place(
    old: str, new: str, texts: list[str], place: tuple[str, str, int, int] | None
) -> None:
    found = compare_pages(STEPS, STEPS.replace(old, new))
    assert marked(found.html) == texts
    assert [(one.kind, one.id, one.changed, one.gone) for one in found.places] == ([place] if place else [])


def test_an_element_that_is_new_is_marked_and_those_around_it_are_not() -> None:
    found = compare_pages(STEPS, STEPS.replace("<li>One", "<li>Zero</li><li>One"))
    assert marked(found.html) == ["Zero"]
    assert found.places == (Place("outcome", "repair", "Repair it", 1),)


def test_a_question_that_stands_there_for_several_states_counts_once() -> None:
    section = re.search(r"<section.*?</section>", STEPS, re.DOTALL)
    assert section
    twice = STEPS.replace(section[0], section[0] + section[0].replace('id="color"', 'id="color--2"'))
    found = compare_pages(twice, twice.replace("Which color?", "What color?"))
    assert len(marked(found.html)) == 2
    assert [(one.id, one.changed) for one in found.places] == [("color", 1)]


def test_a_page_that_is_the_same_stays_so_to_the_byte() -> None:
    assert compare_pages(STEPS, STEPS).html is STEPS
    spaced = STEPS.replace("<nav>", "<nav >")
    assert compare_pages(STEPS, spaced).html == spaced
