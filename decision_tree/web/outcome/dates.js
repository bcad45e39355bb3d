/** Moments and days in the reader's words, and the texts of the engine that hold them. */

import { fill } from "../page/dom.js";

/**
 * The page's locale, for Intl. Everywhere in the guide days are of the Gregorian calendar and digits are 0 to 9,
 * as portals and tickets write them; some locales, ar-SA among them, have others of their own by CLDR.
 */
export function formats() {
  return `${document.documentElement.lang}-u-ca-gregory-nu-latn`;
}

/** The reader's time zone, such as Europe/Amsterdam. */
export function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Now, in whole seconds since 1970. */
export function now() {
  return Math.floor(Date.now() / 1000);
}

/**
 * A moment: the time alone when it is today by the reader's clock, else with its day.
 * @param {number} seconds Since 1970, UTC.
 * @param {{zone?: string, brief?: boolean}} how `zone`: whose clock, without it the reader's own.
 */
export function momentText(seconds, { zone, brief = false } = {}) {
  const date = new Date(seconds * 1000);
  const time = { hour: "numeric", minute: "2-digit" };
  const today = date.toDateString() === new Date().toDateString();
  if (brief && today && !zone) return new Intl.DateTimeFormat(formats(), time).format(date);
  const full = { weekday: "long", day: "numeric", month: "long", ...time };
  if (date.getFullYear() !== new Date().getFullYear()) full.year = "numeric";
  if (zone) Object.assign(full, { timeZone: zone, timeZoneName: "short" });
  return new Intl.DateTimeFormat(formats(), full).format(date);
}

/** A day such as 2026-12-25. */
export function dayText(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const full = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(formats(), full).format(date);
}

/**
 * A text of the engine with its moments and days filled in.
 * @param {{text: string, values: Record<string, any>}} said
 * @param {boolean} brief Whether a moment of today is its time alone.
 */
export function saidText(said, brief = false) {
  const values = Object.entries(said.values).map(([name, value]) => {
    if (typeof value === "string") return [name, value];
    if ("day" in value) return [name, dayText(value.day)];
    return [name, momentText(value.moment, { zone: value.zone || undefined, brief })];
  });
  return fill(said.text, Object.fromEntries(values));
}

/** A moment as the value of an input of type datetime-local, by the reader's clock. */
export function inputValue(seconds) {
  const behind = new Date(seconds * 1000).getTimezoneOffset() * 60;
  return new Date((seconds - behind) * 1000).toISOString().slice(0, 16);
}

/** What such an input says, with its offset from UTC: 2026-11-24T14:40+01:00; "" for nothing. */
export function withOffset(value) {
  const date = new Date(value);
  if (!value || Number.isNaN(date.getTime())) return "";
  const ahead = -date.getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  return `${value.slice(0, 16)}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}
