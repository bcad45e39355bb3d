/** The reader's connection, as far as the browser tells (Network Information API: not in Firefox and Safari). */

/** @typedef {{saveData?: boolean, effectiveType?: string}} Connection */

/** @returns {Connection} */
export function connection() {
  return /** @type {{connection?: Connection}} */ (navigator).connection ?? {};
}

/** Whether data saver is on, or the line is slow (2G). */
export function dataIsDear() {
  const { saveData, effectiveType } = connection();
  return Boolean(saveData) || effectiveType === "slow-2g" || effectiveType === "2g";
}
