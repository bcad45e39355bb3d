/** Locale negotiation. */

import assert from "node:assert/strict";
import test from "node:test";

import { bestLocale } from "../../decision_tree/web/page/locales.js";

const OFFERED = ["en-US", "nl-NL", "pt-BR", "de-DE"];

test("the first wanted locale that is offered, in whatever case", () => {
  assert.equal(bestLocale(OFFERED, ["sv-SE", "NL-nl", "de-DE"]), "nl-NL");
});

test("the same language where the locale itself is not offered", () => {
  assert.equal(bestLocale(OFFERED, ["pt-PT", "de-DE"]), "pt-BR");
  assert.equal(bestLocale(OFFERED, ["de"]), "de-DE");
});

test("none where no language is offered", () => {
  assert.equal(bestLocale(OFFERED, ["sv-SE", ""]), undefined);
});
