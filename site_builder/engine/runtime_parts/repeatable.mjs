/**
 * Makes a process under Node.js repeatable, once it is imported: no time passes, nothing is random, and nothing is
 * given back at a moment that differs. So the runtime has the same bytes on another day, machine and run.
 */

Date.now = () => Date.UTC(1980, 0);
performance.now = () => 0;
crypto.getRandomValues = (array) => {
  if (ArrayBuffer.isView(array)) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7);
  return array;
};
process.env.TZ = "UTC";
FinalizationRegistry.prototype.register = () => {};
FinalizationRegistry.prototype.unregister = () => false;
