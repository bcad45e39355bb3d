"""The parts of the bench that measure nothing: statistics, tables, plots, options, and the pages it makes."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import parts
from bench.__main__ import options
from bench.boot import Found, Visit
from bench.cold_chromium import BrowserError
from bench.drawing import draw_boot, draw_locales
from bench.figures import Figure, Ratio, Results, about, in_turns
from bench.peers_package import LOCKED
from bench.plots import ticks_to
from bench.ratios import RATIOS
from bench.readme import CHOOSING, LINES, renewed
from bench.report import markdown, number
from bench.serving import Line, Request, serving
from bench.stage import HOME_PAGE, OURS, PAGES, PLAIN_PAGE, StageError, runtime_of, without_tree
from tests.support.asking import ask

PROJECT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"


def results() -> Results:
    found = Results()
    found.add("ours: ready", "ms", [500, 700, 600])
    found.add("plain: ready", "ms", [3000.0, 2400.0])
    found.add("steps", "ms", [float(number) for number in range(1, 101)])
    found.note("Nothing else ran.")
    found.note("Nothing else ran.")
    found.tables["Files"] = "| file |\n|---|"
    return found


def visited(ready: float, *, fetched: float | None) -> Visit:
    return Visit(
        ready, 0, 0, fcp=None, long=[], worker=ready / 10, fetched=fetched, script="worker.js", start=None
    )


def test_statistics() -> None:
    assert Figure("ms", (3.0, 1.0, 2.0)).median == 2
    assert Figure("ms", (1.0, 2.0)).median == 1.5
    assert Figure("ms", tuple(map(float, range(1, 101)))).ninety_fifth == 95
    assert Figure("ms", (7.0,)).ninety_fifth == 7
    with pytest.raises(ValueError, match="needs a value"):
        Figure("ms", ())


def test_what_was_not_measured_is_left_out() -> None:
    found = results()
    found.add("nothing", "ms", [])
    wanted = Ratio("a", "ours: ready", "plain: ready", 0.25), Ratio("b", "ours: ready", "nothing")
    assert found.ratios(wanted) == [(wanted[0], pytest.approx(600 / 2700))]
    assert "nothing" not in found.figures


def test_variants_take_turns() -> None:
    assert list(in_turns("abc", 3)) == [*"abc", *"cba", *"abc"]


def test_results_as_json_and_as_table() -> None:
    wanted = (Ratio("ours / plain", "ours: ready", "plain: ready", 0.25),)
    told = about(3, {"Pyodide": "1.2.3", "Firefox": ""})
    read = json.loads(results().as_json(told, wanted))
    assert read["figures"]["ours: ready"] == {
        "unit": "ms",
        "median": 600,
        "min": 500,
        "max": 700,
        "values": [500, 700, 600],
    }
    assert read["ratios"]["ours / plain"]["goal"] == 0.25
    assert read["machine"]["cores"] and read["date"] and read["versions"]["Python"]
    text = markdown(results(), told, wanted)
    assert "| ours / plain | 0.22 | 0.25 |" in text
    assert "| ours: ready | 600 ms | 500–700 |  | 3 |" in text
    assert "| steps | 50.5 ms | 1–100 | 95.0 ms | 100 |" in text
    assert "| Pyodide | 1.2.3 |" in text and "Firefox" not in text
    assert text.count("Nothing else ran.") == 1 and "## Files" in text


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (0.126, "0.13"), (2.0, "2"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_figures_for_reading(value: float, shown: str) -> None:
    assert number(value) == shown


def test_ratios_are_named_once() -> None:
    assert len({ratio.what for ratio in RATIOS}) == len(RATIOS)


def test_plot_of_a_start() -> None:
    plain = Found([visited(3000, fetched=400)], [visited(2000, fetched=None)])
    ours = Found([visited(600, fetched=300)], [visited(400, fetched=None)])
    drawn = ElementTree.fromstring(draw_boot({PLAIN_PAGE.title: plain, OURS.title: ours}))
    words = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {"3.00 s", "0.60 s", "2.00 s", "0.40 s"} <= set(words)
    stages, keys = 3 + 3 + 2 + 2, 3
    assert len(list(drawn.iter(f"{SVG}rect"))) == stages + keys
    assert draw_boot({PLAIN_PAGE.title: plain}) == ""


def test_plot_of_locales() -> None:
    found = Results()
    assert draw_locales(found) == ""
    for count, seconds in ((10, 5.0), (20, 9.0), (40, 16.5)):
        found.add(f"build of {count} locales, whole command", "s", [seconds])
        found.add(f"build of {count} locales, then again with compressed copies", "s", [2 * seconds])
    found.add("plain mkdocs build of the same pages", "ms", [900])
    drawn = ElementTree.fromstring(draw_locales(found))
    words = [text.text for text in drawn.iter(f"{SVG}text")]
    assert (
        "ours: 16.5 s" in words
        and "ours, with .br and .gz: 33.0 s" in words
        and "plain MkDocs: 36.0 s" in words
    )
    assert len(list(drawn.iter(f"{SVG}polyline"))) == 3


@pytest.mark.parametrize("most", [0.04, 0.3, 0.99, 1, 3.2, 9.9, 33, 100, 12345])
def test_ticks_reach_the_largest_value(most: float) -> None:
    ticks = ticks_to(most)
    assert ticks[0] == 0 and ticks[-1] >= most and len(ticks) <= 10


def test_readme_has_six_lines_between_its_marks() -> None:
    found = Results()
    for of in LINES:
        unit = "kB" if of.startswith("sent") else "ms"
        found.add(f"{PLAIN_PAGE.title}: {of}", unit, [3000])
        found.add(f"{(HOME_PAGE if of == CHOOSING else OURS).title}: {of}", unit, [600])
    readme = (PROJECT / "README.md").read_text("utf-8")
    once = renewed(readme, found)
    assert (
        once.count("| 0.60 s | 3.00 s | 0.20 |") == 5
        and "| sent until then | 0.60 MB | 3.00 MB | 0.20 |" in once
    )
    assert renewed(once, found) == once
    assert renewed(readme, Results()) == readme
    assert renewed("no marks", found) == "no marks"


def test_options() -> None:
    whole, short, one = options([]), options(["--short"]), options(["--only", "slow", "--runs", "2"])
    assert (whole.runs, whole.parts, whole.out) == (5, parts.PARTS, PROJECT / "bench")
    assert (short.runs, short.parts) == (1, parts.SHORT)
    assert (one.runs, one.parts) == (2, ("slow",))
    # what is committed is only written by a whole run
    assert short.out == one.out != whole.out


@pytest.mark.parametrize(
    "wrong", [["--fast"], ["--runs", "0"], ["--runs", "x"], ["--only", "x"], ["7"], ["--sho"]]
)
def test_unknown_options_get_one_sentence(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options(wrong)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and wrong[-1].strip("-") in said


def test_option_errors_reach_the_shell() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--no-such"], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 2 and done.stdout == "" and "--no-such" in done.stderr


def test_short_parts_are_parts() -> None:
    assert set(parts.SHORT) < set(parts.PARTS)
    assert not {"slow", "peers", "browsers"} & set(parts.SHORT)


def test_peers_are_pinned_and_no_registry_is_named() -> None:
    assert set(parts.peers_versions()) == {"@pyscript/core", "@micropython/micropython-webassembly-pyscript"}
    lock = json.loads((LOCKED / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_home_page_without_tree() -> None:
    head = '<link rel="stylesheet" href="x.css"><script src="x.js"></script>'
    own = '<script id="guide-words">{"a": 1}</script><script src="../engine/0/%s.js"></script>'
    tree = '<div class="guide" id="guide" data-runtime="../engine/0123/"><div>Q</div></div>'
    home = f"<head>{head}</head><h1>Guide</h1>{tree}<p>After</p>{own % 'home'}"
    script = '<script src="../engine/0/every_page.js"></script>'
    assert without_tree(home) == f"<head>{head}</head><h1>Guide</h1><p>After</p>{script}"
    assert runtime_of(home) == "engine/0123"
    with pytest.raises(StageError):
        runtime_of("<p>")


def test_pages_ask_nobody_else() -> None:
    pages = [page.read_text("utf-8") for page in PAGES.rglob("*.*")]
    assert len(pages) == 10
    assert not [page for page in pages if "http:" in page or "https:" in page or "cdn" in page.lower()]


def test_server_counts_and_delays(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "page.html").write_text("x" * 5000)
    with serving(tmp_path) as server:
        server.line = Line("slow", rate=50_000, delay=0.01)
        answer = ask(server.server_port, "/bench/page.html")
        missing = ask(server.server_port, "/bench/../../etc/passwd")
    assert answer.status == 200 and len(answer.body) == 5000
    assert missing.status == 404
    (page, _) = server.log
    assert page.bytes_until(page.at) == 0
    assert page.sent[-1][0] - page.at >= 0.09  # 5000 bytes at 50 000 a second
    assert page.bytes_until(page.sent[-1][0]) == 5000


def test_bytes_until() -> None:
    request = Request("x", "", 1.0, 200, [(1.0, 10), (2.0, 5)])
    assert [request.bytes_until(moment) for moment in (0.5, 1.0, 3.0)] == [0, 10, 15]


def test_a_part_that_fails_leaves_the_others() -> None:
    done = parts.Done()

    def broken() -> None:
        raise BrowserError("waited 240 s for x\nand more")

    parts._do("slow", ["slow", "home"], done, broken)
    parts._do("home", ["slow", "home"], done, lambda: done.results.add("x", "ms", [1]))
    parts._do("steps", ["slow", "home"], done, broken)
    assert done.failed == ["slow"] and "x" in done.results.figures
    assert done.results.notes == ["The part slow did not work to its end: waited 240 s for x"]
