"""Scripts that ask a page about what it has painted."""

SHIFTS = """() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    return observer.takeRecords().reduce((sum, one) => sum + one.value, 0);
}"""
"""How much the page has moved since it was opened."""

FRAMES = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""
"""Until what has been done is painted."""
