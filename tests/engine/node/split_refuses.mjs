/** Cuts the module whose bytes are given in hexadecimal, and says what is wrong with it. */

import { split } from "../../../site_builder/engine/runtime_parts/wasm_split.mjs";

try {
  split(new Uint8Array(Buffer.from(process.argv[2], "hex")), new Set(), new Set());
  console.log(JSON.stringify("nothing"));
} catch (error) {
  console.log(JSON.stringify(error.message));
}
