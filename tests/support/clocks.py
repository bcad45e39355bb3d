"""Clocks for pages in a browser, so that what they show does not depend on the hour of the test."""

BEFORE_HOLIDAYS = """
    const Real = Date;
    const now = Real.parse("2026-12-24T18:00:00+01:00");
    globalThis.Date = class extends Real {
        constructor(...given) { super(...(given.length ? given : [now])); }
        static now() { return now; }
    };"""
"""A clock by which more is to be said than by most: office hours begin after two holidays and a Sunday."""
