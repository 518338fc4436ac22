// @ts-check
/** What differs between sequences: of words, of lines, of elements; two at a time and three at a time. */

/** @typedef {{start: number, end: number, parts: string[]}} Hunk parts in place of `start` to `end` of the old ones */

/** Beyond this many comparisons the middle of two sequences counts as replaced altogether. */
const MAX_WORK = 4_000_000;

/**
 * @param {string} text
 * @returns {string[]} lines with their ends
 */
export function lines(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * What makes `b` of `a`, as few replacements as possible.
 *
 * @param {string[]} a
 * @param {string[]} b
 * @returns {Hunk[]} in order, none touching another
 */
export function hunks(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length === 0 && right.length === 0) return [];
  if (left.length * right.length > MAX_WORK || left.length === 0 || right.length === 0) {
    return [{ start, end: a.length - end, parts: right }];
  }
  return gaps(left, right, matches(left, right)).map((hunk) => ({ ...hunk, start: hunk.start + start, end: hunk.end + start }));
}

/**
 * A longest common subsequence, as pairs of positions.
 *
 * @param {string[]} a
 * @param {string[]} b
 * @returns {[number, number][]}
 */
export function matches(a, b) {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}

/**
 * @param {string[]} a
 * @param {string[]} b
 * @param {[number, number][]} pairs
 */
function gaps(a, b, pairs) {
  /** @type {Hunk[]} */
  const found = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, /** @type {[number, number]} */ ([a.length, b.length])]) {
    if (x > i || y > j) found.push({ start: i, end: x, parts: b.slice(j, y) });
    [i, j] = [x + 1, y + 1];
  }
  return found;
}

/**
 * @typedef {object} Chunk
 * @property {"base" | "current" | "yours" | "same" | "clash"} by who changed it
 * @property {string[]} base
 * @property {string[]} current
 * @property {string[]} yours
 * @property {string[]} result of a clash the current parts
 */

/**
 * Three sequences cut where all of them agree.
 *
 * @param {string[]} base
 * @param {string[]} current
 * @param {string[]} yours
 * @returns {Chunk[]}
 */
export function merged(base, current, yours) {
  const left = hunks(base, current);
  const right = hunks(base, yours);
  /** @type {Chunk[]} */
  const chunks = [];
  let at = 0;
  while (left.length > 0 || right.length > 0) {
    const { start, end, ours, theirs } = cluster(left, right);
    if (start > at) chunks.push(kept(base.slice(at, start)));
    chunks.push(chunk(base.slice(start, end), applied(base, theirs, start, end), applied(base, ours, start, end)));
    at = end;
  }
  if (at < base.length) chunks.push(kept(base.slice(at)));
  return chunks;
}

/**
 * Takes the next hunks that touch each other.
 *
 * @param {Hunk[]} left
 * @param {Hunk[]} right
 */
function cluster(left, right) {
  const start = Math.min(left[0]?.start ?? Infinity, right[0]?.start ?? Infinity);
  let end = start;
  /** @type {Hunk[]} */
  const theirs = [];
  /** @type {Hunk[]} */
  const ours = [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const [from, to] of [[left, theirs], [right, ours]]) {
      while (from.length > 0 && from[0].start <= end) {
        const hunk = /** @type {Hunk} */ (from.shift());
        end = Math.max(end, hunk.end);
        to.push(hunk);
        grown = true;
      }
    }
  }
  return { start, end, theirs, ours };
}

/**
 * @param {string[]} base
 * @param {Hunk[]} changes
 * @param {number} start
 * @param {number} end
 */
function applied(base, changes, start, end) {
  /** @type {string[]} */
  const parts = [];
  let at = start;
  for (const hunk of changes) {
    parts.push(...base.slice(at, hunk.start), ...hunk.parts);
    at = hunk.end;
  }
  return [...parts, ...base.slice(at, end)];
}

/**
 * @param {string[]} base
 * @returns {Chunk}
 */
function kept(base) {
  return { by: "base", base, current: base, yours: base, result: base };
}

/**
 * @param {string[]} base
 * @param {string[]} current
 * @param {string[]} yours
 * @returns {Chunk}
 */
function chunk(base, current, yours) {
  const was = base.join("");
  const theirs = current.join("");
  const mine = yours.join("");
  if (theirs === mine) return { by: "same", base, current, yours, result: current };
  if (mine === was) return { by: "current", base, current, yours, result: current };
  if (theirs === was) return { by: "yours", base, current, yours, result: yours };
  return { by: "clash", base, current, yours, result: current };
}
