// @ts-check
import { hunks, merged } from "@etagere/client";

/** What differs between texts, word by word. */

/** @typedef {{text: string, mark: "same" | "added" | "removed"}} Piece */

/**
 * @param {string} text
 * @returns {string[]} words, runs of space, and single other characters
 */
export function words(text) {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/**
 * @param {string} before
 * @param {string} after
 * @returns {Piece[]} the new text, with what was removed at its place
 */
export function pieces(before, after) {
  const old = words(before);
  /** @type {Piece[]} */
  const all = [];
  let at = 0;
  for (const hunk of hunks(old, words(after))) {
    all.push({ text: old.slice(at, hunk.start).join(""), mark: "same" });
    all.push({ text: old.slice(hunk.start, hunk.end).join(""), mark: "removed" });
    all.push({ text: hunk.parts.join(""), mark: "added" });
    at = hunk.end;
  }
  all.push({ text: old.slice(at).join(""), mark: "same" });
  return all.filter((piece) => piece.text !== "");
}

/** @typedef {{text: string, by: "base" | "current" | "yours" | "same"}} Woven */

/**
 * Both edits of a text together, where none of them touches another.
 *
 * @param {string} base
 * @param {string} current
 * @param {string} yours
 * @returns {Woven[] | undefined} nothing where they touch
 */
export function woven(base, current, yours) {
  const chunks = merged(words(base), words(current), words(yours));
  if (chunks.some((chunk) => chunk.by === "clash")) return undefined;
  return chunks.map((chunk) => ({ text: chunk.result.join(""), by: /** @type {Woven["by"]} */ (chunk.by) }));
}
