/** The ways through a node of the map. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { waysThrough } from "../../decision_tree/web/map/ways.js";

// a leads to b and c, both of them to d, and d to e and f
const graph = { nodes: ["a", "b", "c", "d", "e", "f"], ends: [0, 1, 0, 2, 1, 3, 2, 3, 3, 4, 3, 5], off: { 1: [5] } };

/** @param {string} id */
const through = (id) => {
  const { edges, nodes } = waysThrough(graph, id);
  return [[...edges].sort(), [...nodes].sort().join("")];
};

test("they lead to it from the first question, and on to every end", () => {
  assert.deepEqual(through("d"), [[0, 1, 2, 3, 4, 5], "abcdef"]);
  assert.deepEqual(through("c"), [[1, 3, 4, 5], "acdef"]);
  assert.deepEqual(through("e"), [[0, 1, 2, 3, 4], "abcde"]);
});

test("an edge that no way through the node takes is not among them, nor what it alone leads to", () => {
  assert.deepEqual(through("b"), [[0, 2, 4], "abde"]);
});
