/** Moments and days in the reader's words. */

import assert from "node:assert/strict";
import test from "node:test";

process.env.TZ = "Europe/Amsterdam";
const page = { documentElement: { lang: "en-US" }, getElementById: () => null };
Object.assign(globalThis, { document: page });

const { dayText, inputValue, momentText, saidText, withOffset } = await import(
  "../../decision_tree/web/outcome/dates.js"
);
const MOMENT = Date.UTC(2026, 10, 25, 13, 40) / 1000;

/**
 * @param {string} lang
 * @param {() => void} check
 */
function inLanguage(lang, check) {
  page.documentElement.lang = lang;
  check();
  page.documentElement.lang = "en-US";
}

test("a day is of the Gregorian calendar with digits 0 to 9, in every language", () => {
  assert.equal(dayText("2026-12-25"), "Friday, December 25, 2026");
  inLanguage("ar-SA", () => assert.match(dayText("2026-12-25"), /25.*2026/));
  inLanguage("ja-JP", () => assert.equal(dayText("2026-12-25"), "2026年12月25日金曜日"));
});

test("a moment has its day, and the zone of another clock", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: MOMENT * 1000 });
  assert.match(momentText(MOMENT), /^Wednesday, November 25.*2:40.PM$/);
  assert.match(momentText(MOMENT, { brief: true }), /^2:40.PM$/);
  assert.match(momentText(MOMENT + 86_400, { brief: true }), /^Thursday, November 26/);
  assert.match(momentText(MOMENT, { zone: "Asia/Tokyo", brief: true }), /Wednesday.*10:40.PM.*GMT\+9$/);
  assert.match(momentText(MOMENT + 60 * 86_400), /2027/);
});

test("a text of the engine is filled in with texts, days and moments", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: MOMENT * 1000 });
  const values = { who: "Support", day: { day: "2026-12-25" }, moment: { moment: MOMENT, zone: "" } };
  const said = saidText({ text: "{who}: {day}, {moment}, {other}", values }, true);
  assert.match(said, /^Support: Friday, December 25, 2026, 2:40.PM, \{other\}$/);
});

test("the value of an input is by the reader's clock, and is read with its offset", () => {
  assert.equal(inputValue(MOMENT), "2026-11-25T14:40");
  assert.equal(withOffset("2026-11-25T14:40"), "2026-11-25T14:40+01:00");
  assert.equal(withOffset("2026-07-01T08:05"), "2026-07-01T08:05+02:00");
  assert.equal(withOffset(""), "");
  assert.equal(withOffset("nonsense"), "");
});
