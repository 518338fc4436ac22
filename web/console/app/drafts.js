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
 */

/** @typedef {{choice: string, value?: string, basis: string}} StoredDecision `value` is JSON; `basis` is what was decided on */

/** @param {string} path */
function key(path) {
  return `etagere:draft:${account()}:${path}`;
}

/**
 * @param {string} path
 * @returns {Draft | undefined}
 */
export function draftOf(path) {
  const stored = localStorage.getItem(key(path));
  return stored === null ? undefined : JSON.parse(stored);
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
  const start = key(collection);
  const cut = key("").length;
  return new Set(Object.keys(localStorage).filter((name) => name.startsWith(start)).map((name) => name.slice(cut)));
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
