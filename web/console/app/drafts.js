// @ts-check
import { account } from "./session.js";

/** What was written and not yet saved: kept in this browser, for each resource and account. */

/**
 * @typedef {object} Draft
 * @property {string | undefined} etag of the version that it began from; nothing for a new resource
 * @property {number | undefined} version
 * @property {string} text
 * @property {string} mediaType
 * @property {string} time when it was last changed
 * @property {boolean} [deletes] whether the wish is to delete
 * @property {Record<string, StoredDecision>} [decisions]
 * @property {string[]} [undone] places where the original was put back
 * @property {Hand} [hand] the merged result as it was corrected
 */

/** @typedef {{text: string, etag?: string}} Hand a result that was written by hand, and the tag of the version that it shall replace */

/** @typedef {{choice: string, value?: string, basis: string}} StoredDecision `value` is JSON; `basis` is what was decided on */

const TAB = "etagere:tab";

/** @returns {string} tells this tab from others, also after a reload: two tabs may edit one resource at a time */
function tab() {
  const known = sessionStorage.getItem(TAB);
  if (known !== null) return known;
  const made = Math.random().toString(36).slice(2);
  sessionStorage.setItem(TAB, made);
  return made;
}

/** @param {string} path */
function start(path) {
  return `etagere:draft:${account()}:${path}`;
}

/** @param {string} path */
function key(path) {
  return `${start(path)}#${tab()}`;
}

/**
 * This tab's draft; else the newest that another tab left, which then is this tab's.
 *
 * @param {string} path
 * @returns {Draft | undefined}
 */
export function draftOf(path) {
  if (localStorage.getItem(key(path)) === null) takeOver(path);
  const stored = localStorage.getItem(key(path));
  return stored === null ? undefined : JSON.parse(stored);
}

/** @param {string} path */
function takeOver(path) {
  const left = Object.keys(localStorage).filter((name) => name.startsWith(`${start(path)}#`));
  const time = (/** @type {string} */ name) => JSON.parse(localStorage.getItem(name) ?? "{}").time ?? "";
  const [newest] = left.sort((a, b) => (time(a) < time(b) ? 1 : -1));
  if (newest === undefined) return;
  localStorage.setItem(key(path), localStorage.getItem(newest) ?? "");
  localStorage.removeItem(newest);
}

/**
 * @param {string} path
 * @param {Draft} draft
 */
export function keep(path, draft) {
  localStorage.setItem(key(path), JSON.stringify(draft));
}

/** @param {string} path */
export function discard(path) {
  localStorage.removeItem(key(path));
}

/**
 * @param {string} collection
 * @returns {Set<string>} the paths under it that have a draft
 */
export function draftsUnder(collection) {
  const cut = start("").length;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(start(collection)));
  return new Set(names.map((name) => name.slice(cut, name.lastIndexOf("#"))));
}

const MINE_KEPT = 100;

function mineKey() {
  return `etagere:saved:${account()}`;
}

/**
 * Notes a version that was made in this browser, so that another tab knows it for its own.
 *
 * @param {string | undefined} etag
 */
export function noteMine(etag) {
  if (etag === undefined) return;
  localStorage.setItem(mineKey(), JSON.stringify([etag, ...mine()].slice(0, MINE_KEPT)));
}

/**
 * @param {string | undefined} etag
 * @returns {boolean} whether the version was made in this browser by this account
 */
export function isMine(etag) {
  return etag !== undefined && mine().includes(etag);
}

/** @returns {string[]} */
function mine() {
  return JSON.parse(localStorage.getItem(mineKey()) ?? "[]");
}
