"""axe-core on a page: what of the accessibility rules it breaks."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Frame, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """async (options) => {
    // a color that is on its way to another has the contrast of neither; in what is folded none ever arrives
    const ends = ({ effect, playState }) =>
        playState === "running" && effect.getComputedTiming().endTime < Infinity;
    const shown = ({ effect }) => effect.target.checkVisibility();
    const running = () => document.getAnimations().filter((one) => ends(one) && shown(one));
    for (let some = running(); some.length; some = running()) {
        await Promise.allSettled(some.map((change) => change.finished));
        await new Promise((done) => requestAnimationFrame(done));
    }
    // the steps that are not shown are nine tenths of the page, and axe finds nothing in what is hidden
    const hidden = [...document.querySelectorAll(".guide-step")].filter((step) => !step.checkVisibility());
    const places = hidden.map((step) => {
        const place = document.createComment("");
        step.replaceWith(place);
        return [place, step];
    });
    try {
        return (await axe.run({ resultTypes: ["violations"], ...options })).violations;
    } finally {
        for (const [place, step] of places) place.replaceWith(step);
    }
}"""


def violations(page: Page | Frame) -> list[str]:
    """All that axe finds."""
    return _run(page, {"runOnly": TAGS})


def contrast_violations(page: Page | Frame) -> list[str]:
    """What axe finds of colors: all that differs between a light and a dark page."""
    return _run(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _run(page: Page | Frame, options: object) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [
        f"{found['id']}: {found['help']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for found in page.evaluate(RUN, options)
        for node in found["nodes"]
    ]
