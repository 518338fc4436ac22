// @ts-check
import { align, build, differences, placeOf, stringify } from "@etagere/client";
import { woven } from "../text/words.js";

/** What a conflict consists of: cards to decide, changes that fitted, and the document that follows from the decisions. */

/** @typedef {import("@etagere/client").Place} Place */
/** @typedef {import("@etagere/client").Side} Side */
/** @typedef {import("@etagere/client").Choice} Choice */
/** @typedef {import("@etagere/client").Merge} Merge */
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
 * @property {Card[]} cards
 * @property {Fitted[]} fitted
 * @property {Place} root
 * @property {boolean} isText whether this is a text and no JSON
 */

/**
 * @param {Partial<Record<"base" | "current" | "yours", unknown>>} sides
 * @param {Merge | undefined} merge the server's; without one every difference between the two is a card
 * @param {boolean} isText
 * @returns {Model}
 */
export function modelOf(sides, merge, isText) {
  const document = merge === undefined ? onto(sides) : { merged: merge.document };
  const root = align({ ...sides, ...document }, merge?.conflicts ?? [], { isText });
  const cards = merge === undefined ? twoSided(root) : merge.conflicts.map((clash) => card(placeOf(root, clash), clash.kind));
  const unique = [...new Map(cards.map((one) => [one.id, one])).values()];
  const fitted = merge === undefined ? [] : changed(root, new Set(unique.map((one) => one.id)));
  return { cards: unique, fitted, root, isText };
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
  return build(model.root, made);
}
