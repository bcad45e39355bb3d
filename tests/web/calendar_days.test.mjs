/** Days, spans of time, and dates as people type them. */

import assert from "node:assert/strict";
import test from "node:test";

import { dayNumber, endOf, isIn, readDay } from "../../decision_tree/web/guide/calendar_days.js";
import { monthName, partOrder, readDate } from "../../decision_tree/web/guide/date_format.js";

test("months and years end on the day with the same number, or on the month's last", () => {
  const end = (/** @type {string} */ start, /** @type {string} */ span) =>
    new Date(endOf(readDay(start), span) * 86_400_000).toISOString().slice(0, 10);
  assert.equal(end("2023-01-31", "1-month"), "2023-02-28");
  assert.equal(end("2024-01-31", "1-month"), "2024-02-29");
  assert.equal(end("2024-02-29", "1-year"), "2025-02-28");
  assert.equal(end("2024-02-29", "4-years"), "2028-02-29");
  assert.equal(end("2023-12-31", "2-months"), "2024-02-29");
  assert.equal(end("2023-12-31", "1-day"), "2024-01-01");
  assert.equal(end("2024-02-20", "2-weeks"), "2024-03-05");
});

test("a day is in a range by the words of its id", () => {
  const today = readDay("2024-03-31");
  const is = (/** @type {string} */ id, /** @type {string} */ day) => isIn(id, readDay(day), today);
  assert.ok(is("since-from-1-month", "2024-02-29"));
  assert.ok(!is("since-from-1-month", "2024-03-01"));
  assert.ok(is("since-under-1-month", "2024-03-31") && !is("since-under-1-month", "2024-04-01"));
  assert.ok(is("until-to-1-month", "2024-04-30") && !is("until-under-1-month", "2024-04-30"));
  assert.ok(is("to-today-or-until-under-2-days", "2024-04-01") && !is("today", "2024-04-01"));
  assert.ok(is("2020-01-01-to-2024-02-29", "2024-02-29") && is("2024-02-29", "2024-02-29"));
});

const typed = (/** @type {string} */ day, /** @type {string} */ month, /** @type {string} */ year, locale = "en-GB") =>
  readDate({ day, month, year }, locale);

test("dates are read in parts, with digits and names of the locale", () => {
  const leap = dayNumber(2024, 2, 29);
  assert.equal(typed("29", "2", "2024").day, leap);
  assert.equal(typed(" 29 ", "February", "2024").day, leap);
  assert.equal(typed("29", "feb.", "2024").day, leap);
  assert.equal(typed("29", "février", "2024", "fr-FR").day, leap);
  assert.equal(typed("29", "fev", "2024", "fr-FR").day, leap);
  assert.equal(typed("٢٩", "٢", "٢٠٢٤", "ar-SA").day, leap);
  assert.equal(typed("29", "فبراير", "2024", "ar-SA").day, leap);
  assert.equal(typed("29", "2月", "2024", "ja-JP").day, leap);
});

test("what is wrong is said of its part", () => {
  const fault = (/** @type {string[]} */ ...parts) => {
    const { fault, wrong, most } = typed(parts[0], parts[1], parts[2]);
    return [fault, ...wrong, ...(most ? [String(most)] : [])];
  };
  assert.deepEqual(fault("", "2", ""), ["missing", "day", "year"]);
  assert.deepEqual(fault("32", "2", "2024"), ["day", "day"]);
  assert.deepEqual(fault("1", "13", "2024"), ["month", "month"]);
  assert.deepEqual(fault("1", "ju", "2024"), ["month", "month"]); // June or July
  assert.deepEqual(fault("1", "1", "24"), ["year", "year"]);
  assert.deepEqual(fault("1", "1", "0024"), ["", "31"]);
  assert.deepEqual(fault("29", "2", "2023"), ["no-day", "day", "28"]);
  assert.deepEqual(fault("29", "2", "1900"), ["no-day", "day", "28"]);
  assert.equal(monthName(2023, 2, "en-GB-u-ca-gregory-nu-latn"), "February 2023");
});

test("the parts stand in the order of the locale", () => {
  assert.deepEqual(partOrder("en-US"), ["month", "day", "year"]);
  assert.deepEqual(partOrder("nl-NL"), ["day", "month", "year"]);
  assert.deepEqual(partOrder("ja-JP-u-ca-gregory"), ["year", "month", "day"]);
  assert.deepEqual(partOrder("ar-SA-u-ca-gregory-nu-latn"), ["day", "month", "year"]);
});
