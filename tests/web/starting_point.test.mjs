/** What Pyodide starts from, by the reader's line. */

import assert from "node:assert/strict";
import test from "node:test";

import { startingPoint } from "../../decision_tree/web/engine/starting_point.js";

/**
 * A file that has been loaded.
 * @param {number} transferSize Bytes.
 * @param {number} time Milliseconds.
 */
const loaded = (transferSize, time) => ({ transferSize, responseStart: 100, responseEnd: 100 + time });

test("the snapshot, on a line of which nothing bad is known", () => {
  assert.equal(startingPoint({}, []), "snapshot");
  assert.equal(startingPoint({ effectiveType: "4g" }, [loaded(100_000, 10)]), "snapshot");
});

test("the library, where bytes are dear or the line is slow", () => {
  assert.equal(startingPoint({ saveData: true }, []), "library");
  assert.equal(startingPoint({ effectiveType: "slow-2g" }, []), "library");
  assert.equal(startingPoint({ effectiveType: "3g" }, [loaded(100_000, 10)]), "library");
  assert.equal(startingPoint({}, [loaded(100_000, 400)]), "library");
});

test("the fastest of the large files tells the speed", () => {
  assert.equal(startingPoint({}, [loaded(100_000, 400), loaded(100_000, 10)]), "snapshot");
  assert.equal(startingPoint({}, [loaded(9_000, 400)]), "snapshot");
  assert.equal(startingPoint({}, [loaded(100_000, 0)]), "snapshot");
});
