/** Moments and days in words of the page's locale, and the engine's texts with moments and days to fill in. */

import { fill, intlLocale } from "../page/words.js";

/** The reader's time zone, such as Europe/Amsterdam. */
export function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Now, in whole seconds since 1970. */
export function now() {
  return Math.floor(Date.now() / 1000);
}

/**
 * A moment with its day, such as "Wednesday 25 November at 14:40".
 * @param {number} seconds Since 1970, UTC.
 * @param {{zone?: string, brief?: boolean}} how `zone`: the time zone, without it the reader's own. `brief`: the time
 *   alone when it is today in the reader's time zone.
 */
export function momentText(seconds, { zone, brief = false } = {}) {
  const date = new Date(seconds * 1000);
  const today = new Date();
  /** @type {Intl.DateTimeFormatOptions} */
  const format = { hour: "numeric", minute: "2-digit" };
  if (zone || !brief || date.toDateString() !== today.toDateString()) {
    Object.assign(format, { weekday: "long", day: "numeric", month: "long" });
    if (date.getFullYear() !== today.getFullYear()) format.year = "numeric";
    if (zone) Object.assign(format, { timeZone: zone, timeZoneName: "short" });
  }
  return new Intl.DateTimeFormat(intlLocale(), format).format(date);
}

/**
 * A day in words.
 * @param {string} iso Such as 2026-12-25.
 */
export function dayText(iso) {
  return new Intl.DateTimeFormat(intlLocale(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${iso}T00:00Z`));
}

/**
 * A text of the engine with its moments and days filled in.
 * @param {import("../engine/messages.js").Said} said
 * @param {boolean} brief Whether a moment of today is its time alone.
 */
export function saidText({ text, values }, brief = false) {
  const texts = Object.entries(values).map(([name, value]) => {
    if (typeof value === "string") return [name, value];
    if ("day" in value) return [name, dayText(value.day)];
    return [name, momentText(value.moment, { zone: value.zone || undefined, brief })];
  });
  return fill(text, Object.fromEntries(texts));
}

/**
 * A moment as the value of an input of type datetime-local, in the reader's time zone.
 * @param {number} seconds
 */
export function inputValue(seconds) {
  const behind = new Date(seconds * 1000).getTimezoneOffset() * 60;
  return new Date((seconds - behind) * 1000).toISOString().slice(0, 16);
}

/**
 * The value of such an input with its offset from UTC, 2026-11-24T14:40+01:00; "" for an empty one.
 * @param {string} value
 */
export function withOffset(value) {
  const date = new Date(value);
  if (!value || Number.isNaN(date.getTime())) return "";
  const ahead = -date.getTimezoneOffset();
  const two = (/** @type {number} */ number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  return `${value.slice(0, 16)}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}
