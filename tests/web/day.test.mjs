import assert from "node:assert/strict";
import test from "node:test";
import { localDay, namedDay, periodOn } from "../../decision_tree/web/guide/day.js";

test("a day of the calendar is read, and nothing else", () => {
  assert.equal(namedDay("2028-02-29"), "2028-02-29");
  for (const text of [null, "", "2027-02-29", "2027-1-1", "20270-01-01", "2027-13-01", "tomorrow"]) {
    assert.equal(namedDay(text), null);
  }
});

test("a moment's day is the reader's own, and not that of Greenwich", () => {
  assert.equal(localDay(new Date(2027, 0, 1, 0, 30)), "2027-01-01");
  assert.equal(localDay(new Date(2026, 11, 31, 23, 30)), "2026-12-31");
});

test("a day is in the last period that has begun", () => {
  const periods = [{ id: "a", first: "" }, { id: "b", first: "2027-01-01" }, { id: "c", first: "2027-07-01" }];
  const ids = ["1990-01-01", "2026-12-31", "2027-01-01", "2027-06-30", "2027-07-01", "2999-01-01"].map(
    (day) => periodOn(periods, day).id,
  );
  assert.deepEqual(ids, ["a", "a", "b", "b", "c", "c"]);
});
