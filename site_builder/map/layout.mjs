/**
 * Lays out pictures: a list of them as JSON on standard input, that of their layouts on standard output. The first argument
 * is the folder of elkjs.
 *
 * @typedef {{width: number, height: number, enters: number, leaves: number[]}} Card its size, and how far down edges come and go
 * @typedef {{cards: Card[], edges: [number, number, number][]}} Picture an edge is a card, a place where edges leave it, a card
 * @typedef {{x: number, y: number}} Point
 * @typedef {{startPoint: Point, bendPoints?: Point[], endPoint: Point}} Section
 */

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const ELK = require(join(process.argv[2], "lib", "elk.bundled.js"));

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.randomSeed": "1",
  "elk.padding": "[top=12,left=12,bottom=12,right=12]",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "16",
  "elk.layered.spacing.nodeNodeBetweenLayers": "64",
  "elk.layered.spacing.edgeNodeBetweenLayers": "20",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.layered.considerModelOrder.strategy": "PREFER_EDGES",
};

/** @param {Picture} picture */
function graph(picture) {
  /** @type {(id: string, x: number, y: number, side: string) => object} */
  const port = (id, x, y, side) => ({ id, x, y, width: 0, height: 0, layoutOptions: { "elk.port.side": side } });
  return {
    id: "picture",
    layoutOptions: OPTIONS,
    children: picture.cards.map((card, index) => ({
      id: `c${index}`,
      width: card.width,
      height: card.height,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: [
        port(`c${index}.in`, 0, card.enters, "WEST"),
        ...card.leaves.map((y, number) => port(`c${index}.${number}`, card.width, y, "EAST")),
      ],
    })),
    edges: picture.edges.map(([from, leave, to], index) => ({
      id: `e${index}`,
      sources: [`c${from}.${leave}`],
      targets: [`c${to}.in`],
    })),
  };
}

/** @param {Section} section */
const points = (section) =>
  [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);

const elk = new ELK();
const laidOut = [];
for (const picture of JSON.parse(readFileSync(0, "utf8"))) {
  /** @type {{width: number, height: number, children: Point[], edges: {sections: Section[]}[]}} */
  const found = await elk.layout(graph(picture));
  laidOut.push({
    width: Math.ceil(found.width),
    height: Math.ceil(found.height),
    cards: found.children.map(({ x, y }) => [Math.round(x), Math.round(y)]),
    edges: found.edges.map((edge) => points(edge.sections[0])),
  });
}
process.stdout.write(JSON.stringify(laidOut));
