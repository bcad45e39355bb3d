/** The colors of a frame: whatever the host asks for, texts can be read. */

import assert from "node:assert/strict";
import test from "node:test";

import { contrast, rgb, themeProperties } from "../../decision_tree/web/embed/theme_colors.js";

/** @param {string} css Such as "rgb(0 17 85)". */
function parts(css) {
  const [r, g, b] = (css.match(/\d+/g) ?? []).map(Number);
  return /** @type {[number, number, number]} */ ([r, g, b]);
}

test("colors are hexadecimal, short or long, and anything else is none", () => {
  assert.deepEqual(rgb("#0b5"), [0, 187, 85]);
  assert.deepEqual(rgb("00BB55"), [0, 187, 85]);
  for (const text of ["", "red", "#00bb5", "url(x)", null, undefined]) assert.equal(rgb(text), null);
});

test("contrast is that of WCAG", () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.ok(Math.abs(contrast([119, 119, 119], [255, 255, 255]) - 4.48) < 0.01);
});

test("an accent can be read on every ground", () => {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    for (const accent of ["#ff0", "#000", "#fff", "#0b5", "#777"]) {
      const found = themeProperties({ accent, ground: "" }, scheme);
      const ground = /** @type {[number, number, number]} */ (scheme === "light" ? [255, 255, 255] : [30, 33, 41]);
      assert.ok(contrast(parts(found["--guide-accent"]), ground) >= 4.5, `${accent} ${scheme}`);
      const on = found["--guide-on-accent"] === "#fff" ? "#fff" : "#000";
      assert.ok(contrast(parts(found["--guide-accent"]), rgb(on) ?? [0, 0, 0]) >= 4.5, `${on} on ${accent}`);
    }
  }
});

test("a ground is taken where all texts can be read on it", () => {
  assert.equal(themeProperties({ ground: "#fff8f0" }, "light")["--md-default-bg-color"], "rgb(255 248 240)");
  assert.deepEqual(themeProperties({ ground: "#888" }, "light"), {});
  assert.deepEqual(themeProperties({ ground: "#fff" }, "dark"), {});
});
