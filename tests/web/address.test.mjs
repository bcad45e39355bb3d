/** Answers in the page's address. */

import assert from "node:assert/strict";
import test from "node:test";

import { notSent, readAddress, withAnswer, writeAddress } from "../../decision_tree/web/guide/address.js";

/** @param {string} address */
const read = (address) => readAddress(new URL(address, "https://guide.example.org/en-US/"));
/** @param {Record<string, string>} answers */
const listed = (answers) => ({ ...answers });

test("an address holds answers, a place and a receipt", () => {
  const { answers, hash, receipt } = read("?color=red&size=small&receipt=1W9SG#progress");
  assert.deepEqual(listed(answers), { color: "red", size: "small" });
  assert.equal(hash, "progress");
  assert.equal(receipt, "1W9SG");
  assert.equal(read("?color=red").receipt, null);
});

test("an address may name what the search has found, which is no answer", () => {
  const { answers, open } = read("?open=kind.repair&color=red");
  assert.deepEqual([listed(answers), open], [{ color: "red" }, "kind.repair"]);
  assert.equal(read(`?open=${"o".repeat(500)}`).open?.length, 161);
  assert.equal(read("").open, null);
});

test("an answer is changed, or taken back so that it is asked again", () => {
  assert.deepEqual(withAnswer({ country: "nl", kind: "fault" }, "country", "us"), { country: "us", kind: "fault" });
  assert.deepEqual(withAnswer({ country: "nl", kind: "fault" }, "country", ""), { kind: "fault" });
});

test("of an answer that is given twice the first counts, and a frame's theme is none", () => {
  assert.deepEqual(listed(read("?a=1&a=2&theme=dark&accent=0b5").answers), { a: "1" });
});

test("overlong and too many parameters are cut off", () => {
  const many = Array.from({ length: 200 }, (_, at) => `q${at}=1`).join("&");
  assert.equal(Object.keys(read(`?${many}`).answers).length, 80);
  const [[name, value]] = Object.entries(read(`?${"n".repeat(500)}=${"v".repeat(5000)}`).answers);
  assert.deepEqual([name.length, value.length], [80, 1500]);
  assert.equal(read(`?receipt=${"1".repeat(500)}`).receipt?.length, 400);
});

test("names of JavaScript's own are names like others", () => {
  assert.deepEqual(Object.keys(read("?__proto__=1&constructor=2").answers), ["__proto__", "constructor"]);
});

test("a stray percent sign in the place is taken as it is", () => {
  assert.equal(read("#50%").hash, "50%");
  assert.equal(read("#a%20b").hash, "a b");
});

test("that it was handed over stays in an address, and is no answer", () => {
  const { answers, sent } = read("?a=1&sent=1");
  assert.deepEqual([listed(answers), sent, read("?a=1").sent], [{ a: "1" }, true, false]);
  const page = { pathname: "/en-US/", search: "?sent=1&a=1" };
  assert.equal(writeAddress({ b: "2" }, "", page), "/en-US/?b=2&sent=1");
  assert.equal(writeAddress({ b: "2" }, "", notSent(page)), "/en-US/?b=2");
});

test("answers are written sorted, with the page's theme", () => {
  const page = { pathname: "/en-US/embed/", search: "?theme=dark&color=red" };
  assert.equal(writeAddress({ product: "m365", impact: "minimal" }, "role", page), "/en-US/embed/?impact=minimal&product=m365&theme=dark#role");
  assert.equal(writeAddress({}, "", { pathname: "/en-US/", search: "" }), "/en-US/");
});
