/** Which edges and nodes of a tree's graph lie on ways through a node. */

/**
 * @typedef {object} Graph
 * @property {string[]} nodes ids
 * @property {number[]} ends of each edge where it begins and where it ends, as indexes of nodes
 * @property {Record<string, number[]>} off by index of a node the edges on paths through it that no way takes
 */

/**
 * @param {Graph} graph
 * @param {string} id of a node
 * @returns {{edges: Set<number>, nodes: Set<string>}}
 */
export function waysThrough({ nodes, ends, off }, id) {
  const chosen = nodes.indexOf(id);
  /** @type {Set<number>} */
  const edges = new Set();
  for (const side of [0, 1]) follow(ends, chosen, side, edges);
  for (const edge of off[chosen] ?? []) edges.delete(edge);
  const met = new Set([id]);
  for (const edge of edges) for (const side of [0, 1]) met.add(nodes[ends[2 * edge + side]]);
  return { edges, nodes: met };
}

/**
 * Add the edges that leave a node, or, with the side 1, that come to it, and so on from where these lead.
 * @param {number[]} ends
 * @param {number} start
 * @param {number} side
 * @param {Set<number>} edges
 */
function follow(ends, start, side, edges) {
  const waiting = [start];
  const met = new Set(waiting);
  for (const node of waiting) {
    for (let edge = 0; 2 * edge < ends.length; edge++) {
      if (ends[2 * edge + side] !== node) continue;
      edges.add(edge);
      const next = ends[2 * edge + 1 - side];
      if (met.has(next)) continue;
      met.add(next);
      waiting.push(next); // the loop goes on with it
    }
  }
}
