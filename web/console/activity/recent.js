// @ts-check
import { named } from "../text/saying.js";

/** The newest changes, so many and no more, however long the page stays open. */

/** @typedef {import("@etagere/client").Change} Change */

export class Recent {
  /** @type {Change[]} oldest first */
  #changes = [];
  /** @type {Map<string, Change[]>} by path, oldest first */
  #byPath = new Map();
  /** @type {Set<string>} */
  #cursors = new Set();

  /** @param {number} most how many are kept */
  constructor(most) {
    this.most = most;
  }

  /** @returns {readonly Change[]} oldest first */
  get all() {
    return this.#changes;
  }

  /** @returns {boolean} whether there may have been more */
  get isFull() {
    return this.#changes.length >= this.most;
  }

  /**
   * Takes in a change that is newer than all that are here; one that is here already is not taken in twice.
   *
   * @param {Change} change
   */
  add(change) {
    if (this.#cursors.has(change.cursor)) return;
    this.#cursors.add(change.cursor);
    this.#changes.push(change);
    const same = this.#byPath.get(change.path);
    if (same === undefined) this.#byPath.set(change.path, [change]);
    else same.push(change);
    if (this.#changes.length > this.most) this.#forgetOldest();
  }

  /**
   * What whoever was refused stored in that place later.
   *
   * @param {{path: string, time: string, caller?: string}} refusal
   * @returns {Change | undefined}
   */
  after(refusal) {
    return this.#byPath.get(refusal.path)?.find((change) => change.time > refusal.time && named(change.writer) === named(refusal.caller));
  }

  #forgetOldest() {
    const oldest = /** @type {Change} */ (this.#changes.shift());
    this.#cursors.delete(oldest.cursor);
    const same = /** @type {Change[]} */ (this.#byPath.get(oldest.path));
    same.shift();
    if (same.length === 0) this.#byPath.delete(oldest.path);
  }
}
