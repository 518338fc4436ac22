// @ts-check
/** How the console says times, numbers and names. */

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

const SMALL = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/**
 * @param {string | undefined} time
 * @returns {string} the time of a day, with the day if that is not today
 */
export function when(time) {
  if (time === undefined) return "";
  const date = new Date(time);
  return isToday(date) ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

/**
 * @param {string} time
 * @returns {string}
 */
export function toTheSecond(time) {
  const date = new Date(time);
  return isToday(date) ? clockSeconds.format(date) : `${day.format(date)}, ${clockSeconds.format(date)}`;
}

/**
 * @param {string | undefined} time
 * @returns {string}
 */
export function inFull(time) {
  return time === undefined ? "" : whole.format(new Date(time));
}

/** @param {Date} date */
function isToday(date) {
  return date.toDateString() === new Date().toDateString();
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string} such as `3 fields`
 */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * The beginning of a sentence: `One field needs`, `Two fields need`, `12 fields need`.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function spelled(count, one, many) {
  return `${SMALL[count] ?? count} ${count === 1 ? one : many}`;
}

/**
 * @param {number} bytes
 * @returns {string}
 */
export function size(bytes) {
  if (bytes < 1000) return counted(bytes, "byte");
  const units = ["kB", "MB", "GB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toLocaleString(undefined, { maximumSignificantDigits: 3 })} ${units[power - 1]}`;
}

/**
 * @param {string} name
 * @returns {string} `Mira’s`, `Jonas’`
 */
export function possessive(name) {
  return name.endsWith("s") ? `${name}’` : `${name}’s`;
}

/** Callers without credentials have this name, or none. */
const NAMELESS = new Set(["", "anonymous", "-"]);

/**
 * @param {string | undefined | null} writer
 * @returns {string | undefined} the name of a writer, if it is one
 */
export function named(writer) {
  return writer === undefined || writer === null || NAMELESS.has(writer) ? undefined : writer;
}
