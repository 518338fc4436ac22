// @ts-check
import { ABSENT, align, build, differences, equal, placeOf, stringify } from "@etagere/client";
import { lines, merged, woven } from "../text/words.js";

/** What a conflict consists of: cards to decide, changes that fitted, and the document that follows from the decisions. */

/** @typedef {import("@etagere/client").Place} Place */
/** @typedef {import("@etagere/client").Side} Side */
/** @typedef {import("@etagere/client").Choice} Choice */
/** @typedef {import("@etagere/client").Merge} Merge */
/** @typedef {import("../text/words.js").Chunk} Chunk */
/** @typedef {"base" | "current" | "yours" | "both" | "other"} Option */
/** @typedef {{choice: Option, value?: unknown}} Decision */

/**
 * @typedef {object} Card one conflict
 * @property {string} id of its place
 * @property {string[]} names from the root
 * @property {string} kind
 * @property {Partial<Record<Side, unknown>>} sides a side where the place is absent lacks its member
 * @property {import("../text/words.js").Woven[] | undefined} both the two edits of a text together
 * @property {string} basis what is decided on, to tell whether a decision still holds
 */

/**
 * @typedef {object} Fitted a change that was merged
 * @property {string} id
 * @property {string[]} names
 * @property {"current" | "yours" | "both" | "same"} by
 * @property {Partial<Record<Side, unknown>>} sides
 */

/**
 * @typedef {object} Model
 * @property {"json" | "text"} form
 * @property {Card[]} cards
 * @property {Fitted[]} fitted
 * @property {Place} root in a text, one place of which nothing is known but its chunks
 * @property {{id: string, chunk: Chunk}[]} chunks of a text
 */

/**
 * @param {Partial<Record<"base" | "current" | "yours", unknown>>} sides
 * @param {Merge | undefined} merge the server's; without one every difference between the two is a card
 * @returns {Model}
 */
export function jsonModel(sides, merge) {
  const document = merge === undefined ? onto(sides) : { merged: merge.document };
  const root = align({ ...sides, ...document }, merge?.conflicts ?? []);
  const cards = merge === undefined ? twoSided(root) : merge.conflicts.map((clash) => card(placeOf(root, clash), clash.kind));
  const unique = [...new Map(cards.map((one) => [one.id, one])).values()];
  const fitted = merge === undefined ? [] : changed(root, new Set(unique.map((one) => one.id)));
  return { form: "json", cards: unique, fitted, root, chunks: [] };
}

/** @param {Partial<Record<Side, unknown>>} sides */
function onto(sides) {
  return "current" in sides ? { merged: sides.current } : {};
}

/** @param {Place} root */
function twoSided(root) {
  return differences(root, "current", "yours").map((place) => card(place, kindOf(place)));
}

/** @param {Place} place */
function kindOf(place) {
  if (!place.has("base")) return "add-add";
  return place.has("current") && place.has("yours") ? "edit-edit" : "edit-delete";
}

/**
 * @param {Place} place
 * @param {string} kind
 * @returns {Card}
 */
function card(place, kind) {
  const { base, current, yours } = place.sides;
  const texts = [base, current, yours].every((value) => typeof value === "string");
  const both = texts ? woven(String(base), String(current), String(yours)) : undefined;
  return { id: place.id, names: place.names, kind, sides: place.sides, both, basis: basis(place.sides) };
}

/** @param {Partial<Record<Side, unknown>>} sides */
function basis(sides) {
  return ["base", "current", "yours"].map((side) => (side in sides ? stringify(sides[/** @type {Side} */ (side)]) : "")).join("\n");
}

/**
 * The greatest places that the merge changed, conflicts aside.
 *
 * @param {Place} place
 * @param {Set<string>} open
 * @returns {Fitted[]}
 */
function changed(place, open) {
  if (open.has(place.id) || place.same("base", "merged")) return [];
  const inner = place.has("base") && place.has("merged") ? place.children.flatMap((child) => changed(child, open)) : [];
  if (inner.length > 0 || holds(place, open)) return inner;
  return [{ id: place.id, names: place.names, by: by(place), sides: place.sides }];
}

/**
 * @param {Place} place
 * @param {Set<string>} open
 * @returns {boolean}
 */
function holds(place, open) {
  return place.children.some((child) => open.has(child.id) || holds(child, open));
}

/**
 * Whose change stands at a merged place.
 *
 * @param {Place} place
 * @returns {"current" | "yours" | "both" | "same"}
 */
export function by(place) {
  if (place.same("current", "yours")) return "same";
  if (place.same("base", "yours")) return "current";
  return place.same("base", "current") ? "yours" : "both";
}

/**
 * The model of a text. The server says whether it merges; where it does not, lines that both changed are cards.
 *
 * @param {Partial<Record<"base" | "current" | "yours", string>>} sides
 * @returns {Model}
 */
export function textModel(sides) {
  const root = align({ ...sides, ...onto(sides) });
  const { base, current, yours } = sides;
  if (base === undefined || current === undefined || yours === undefined) {
    return { form: "text", cards: [card(root, kindOf(root))], fitted: [], root, chunks: [] };
  }
  const chunks = merged(lines(base), lines(current), lines(yours)).map((chunk, i) => ({ id: `/lines/${i}`, chunk }));
  let line = 1;
  /** @type {Card[]} */
  const cards = [];
  /** @type {Fitted[]} */
  const fitted = [];
  for (const { id, chunk } of chunks) {
    const sides = { base: chunk.base.join(""), current: chunk.current.join(""), yours: chunk.yours.join(""), merged: chunk.result.join("") };
    const names = [chunk.base.length > 1 ? `lines ${line} to ${line + chunk.base.length - 1}` : `line ${line}`];
    if (chunk.by === "clash") {
      cards.push({ id, names, kind: "edit-edit", sides, both: woven(sides.base, sides.current, sides.yours), basis: basis(sides) });
    } else if (chunk.by !== "base") fitted.push({ id, names, by: chunk.by, sides });
    line += chunk.base.length;
  }
  return { form: "text", cards, fitted, root, chunks };
}

/**
 * @param {Model} model
 * @param {ReadonlyMap<string, Decision>} decisions by card
 * @param {ReadonlySet<string>} undone fitted changes of which the original was put back
 * @returns {Map<string, Choice>}
 */
export function choices(model, decisions, undone) {
  /** @type {Map<string, Choice>} */
  const all = new Map();
  for (const id of undone) all.set(id, { from: "base" });
  for (const one of model.cards) {
    const decision = decisions.get(one.id);
    if (decision !== undefined) all.set(one.id, choice(one, decision));
  }
  return all;
}

/**
 * @param {Card} one
 * @param {Decision} decision
 * @returns {Choice}
 */
function choice(one, decision) {
  if (decision.choice === "other") return { value: decision.value };
  if (decision.choice === "both") return { value: (one.both ?? []).map((piece) => piece.text).join("") };
  return { from: decision.choice };
}

/**
 * The document that the decisions make.
 *
 * @param {Model} model
 * @param {ReadonlyMap<string, Choice>} made
 * @returns {unknown} `ABSENT` where they leave nothing
 */
export function result(model, made) {
  if (model.chunks.length === 0) return build(model.root, made);
  return model.chunks.map(({ id, chunk }) => chunkText(chunk, made.get(id))).join("");
}

/**
 * @param {Chunk} chunk
 * @param {Choice | undefined} made
 * @returns {string}
 */
export function chunkText(chunk, made) {
  if (made === undefined) return chunk.result.join("");
  if ("value" in made) return String(made.value);
  return "from" in made ? chunk[made.from === "merged" ? "result" : made.from].join("") : "";
}

/**
 * Whether the two versions already say the same.
 *
 * @param {Partial<Record<Side, unknown>>} sides
 * @returns {boolean}
 */
export function isSettled(sides) {
  return "current" in sides && "yours" in sides && equal(sides.current, sides.yours);
}

export { ABSENT };
