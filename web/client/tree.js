// @ts-check
import { entries, equal, isObject, stringify } from "./json.js";
import { lines, merged } from "./sequences.js";

/**
 * The versions of one document side by side: a tree of places, each with what stands there in every version. What aligns with what
 * follows the structure of JSON: members by name, elements of arrays by the member that identifies them.
 */

/** @typedef {"base" | "current" | "yours" | "merged"} Side */
/** @typedef {Partial<Record<Side, unknown>>} Sides a version in which the place is absent lacks its member */
/** @typedef {{from: Side} | {value: unknown} | {absent: true}} Choice what shall stand at a place */

/**
 * @typedef {object} Located where a conflict is
 * @property {string} path
 * @property {string} [current_path]
 * @property {string} [your_path]
 * @property {Record<"base" | "current" | "yours", [from: number, to: number]>} [ranges] the elements or lines it is about
 */

/** @type {readonly Side[]} */
export const SIDES = ["base", "current", "yours", "merged"];

/** The members by which elements are told apart, as in the server's merge. */
const IDENTITIES = ["id", "@id", "_id", "uuid", "key", "name"];

/** One place of the document in all versions. */
export class Place {
  /**
   * @param {string} id tells the place from all others, and stays the same while its name does
   * @param {string[]} names from the root to here, for a person to read
   * @param {Partial<Record<Side, string[]>>} pointers where the place is in each version that has it
   * @param {Sides} sides
   */
  constructor(id, names, pointers, sides) {
    this.id = id;
    this.names = names;
    this.pointers = pointers;
    this.sides = sides;
    /** @type {Place[]} empty for a place that is one value */
    this.children = [];
    /** @type {"value" | "object" | "array" | "sequence"} a sequence is a list or a text in runs, each a list or a text itself */
    this.form = "value";
    /** Whether this is an element of an array: its name then is only what tells it apart. */
    this.inArray = false;
    /** @type {string | undefined} of a run, which elements or lines it is */
    this.run = undefined;
  }

  /**
   * @param {Side} side
   * @returns {boolean}
   */
  has(side) {
    return side in this.sides;
  }

  /**
   * Whether two versions have the same here, absence included.
   *
   * @param {Side} a
   * @param {Side} b
   * @returns {boolean}
   */
  same(a, b) {
    return this.has(a) === this.has(b) && (!this.has(a) || equal(this.sides[a], this.sides[b]));
  }

  /**
   * The place at a pointer into one version; the nearest place around it where the tree ends before.
   *
   * @param {Side} side
   * @param {string[]} segments
   * @returns {Place | undefined} nothing where that version has no such place
   */
  find(side, segments) {
    if (!this.has(side)) return undefined;
    if (segments.length === 0 || this.children.length === 0) return this;
    const at = this.names.length;
    const child = this.children.find((one) => one.pointers[side]?.[at] === segments[0]);
    return child?.find(side, segments.slice(1));
  }
}

/**
 * @param {Sides} sides
 * @param {Located[]} [conflicts] arrays on the way to these are opened in any case
 * @param {{isText?: boolean}} [options] whether this is a text and no JSON: then it is cut into runs of lines
 * @returns {Place} the root
 */
export function align(sides, conflicts = [], options = {}) {
  /** @type {Partial<Record<Side, string[][]>>} */
  const guides = {
    base: conflicts.map((conflict) => segments(conflict.path)),
    current: conflicts.flatMap((conflict) => pointer(conflict.current_path)),
    yours: conflicts.flatMap((conflict) => pointer(conflict.your_path)),
  };
  const root = new Place("", [], Object.fromEntries(SIDES.filter((side) => side in sides).map((side) => [side, []])), sides);
  if (options.isText) {
    cut(root, conflicts);
    return root;
  }
  open(root, guides);
  const ranged = conflicts.filter((conflict) => conflict.ranges !== undefined);
  for (const place of new Set(ranged.map((conflict) => placeOf(root, { ...conflict, ranges: undefined })))) {
    cut(place, ranged.filter((conflict) => placeOf(root, { ...conflict, ranges: undefined }) === place));
  }
  return root;
}

/** @param {string | undefined} path */
function pointer(path) {
  return path === undefined || path === null ? [] : [segments(path)];
}

/**
 * @param {string} path a JSON Pointer
 * @returns {string[]}
 */
export function segments(path) {
  return path === "" ? [] : path.slice(1).split("/").map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * @param {Place} place
 * @param {Partial<Record<Side, string[][]>>} guides
 */
function open(place, guides) {
  const values = Object.values(place.sides);
  if (values.every(isObject)) {
    place.form = "object";
    place.children = children(place, (value) => entries(/** @type {object} */ (value)).map(([name, member]) => [name, name, member]));
  } else if (values.every(Array.isArray)) {
    place.form = "array";
    place.children = elements(place, /** @type {unknown[][]} */ (values), guides);
  }
  for (const child of place.children) open(child, guides);
}

/**
 * @param {Place} place
 * @param {unknown[][]} arrays
 * @param {Partial<Record<Side, string[][]>>} guides
 */
function elements(place, arrays, guides) {
  const guided = isGuided(place, guides);
  const key = identity(arrays, IDENTITIES) ?? (guided ? identity(arrays, common(arrays)) : undefined);
  if (key === undefined && !guided) return [];
  return children(place, (value) =>
    /** @type {unknown[]} */ (value).map((element, index) => [
      key === undefined ? String(index) : String(member(element, key)),
      String(index),
      element,
    ]),
  );
}

/**
 * @param {Place} place
 * @param {Partial<Record<Side, string[][]>>} guides
 */
function isGuided(place, guides) {
  return SIDES.some((side) => {
    const here = place.pointers[side];
    return here !== undefined && guides[side]?.some((way) => way.length > here.length && here.every((segment, i) => way[i] === segment));
  });
}

/**
 * The first of the names that every element of every array has, with another value in each element of one array.
 *
 * @param {unknown[][]} arrays
 * @param {string[]} names
 */
function identity(arrays, names) {
  if (arrays.every((array) => array.length === 0)) return undefined;
  return names.find((name) => arrays.every((array) => distinguishes(array, name)));
}

/**
 * @param {unknown[]} array
 * @param {string} name
 */
function distinguishes(array, name) {
  const values = array.map((element) => member(element, name));
  return (
    values.every((value) => typeof value === "string" || typeof value === "number") && new Set(values.map(String)).size === array.length
  );
}

/** @param {unknown[][]} arrays */
function common(arrays) {
  const first = arrays.flat().find(isObject);
  return first === undefined ? [] : entries(first).map(([name]) => name);
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function member(value, name) {
  if (!isObject(value)) return undefined;
  return value instanceof Map ? value.get(name) : Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * @param {Place} place
 * @param {(value: unknown) => [name: string, segment: string, value: unknown][]} parts
 */
function children(place, parts) {
  /** @type {Map<string, {pointers: Partial<Record<Side, string[]>>, sides: Sides}>} */
  const found = new Map();
  /** @type {string[][]} */
  const orders = [];
  for (const side of /** @type {Side[]} */ (["merged", "current", "yours", "base"])) {
    if (!place.has(side)) continue;
    const here = parts(place.sides[side]);
    orders.push(here.map(([name]) => name));
    for (const [name, segment, value] of here) {
      const child = found.get(name) ?? { pointers: {}, sides: {} };
      child.pointers[side] = [.../** @type {string[]} */ (place.pointers[side]), segment];
      child.sides[side] = value;
      found.set(name, child);
    }
  }
  return union(orders).map((name) => {
    const { pointers, sides } = /** @type {{pointers: Partial<Record<Side, string[]>>, sides: Sides}} */ (found.get(name));
    const child = new Place(`${place.id}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, [...place.names, name], pointers, sides);
    child.inArray = place.form === "array";
    return child;
  });
}

/**
 * All names once: in the order of the first list, those of the others behind the neighbour that they have there.
 *
 * @param {string[][]} orders
 */
function union(orders) {
  const all = [...(orders[0] ?? [])];
  const known = new Set(all);
  for (const order of orders.slice(1)) {
    order.forEach((name, index) => {
      if (!known.has(name)) all.splice(index === 0 ? 0 : all.indexOf(order[index - 1]) + 1, 0, name);
      known.add(name);
    });
  }
  return all;
}

/** Stands for no value at all. */
export const ABSENT = Symbol("absent");

/**
 * The merged document with other choices at some places.
 *
 * @param {Place} place
 * @param {ReadonlyMap<string, Choice>} choices by the identity of the place
 * @returns {unknown} {@link ABSENT} where nothing shall stand
 */
export function build(place, choices) {
  const choice = choices.get(place.id);
  if (choice !== undefined) return chosen(place, choice);
  const kept = place.has("merged") ? place.sides.merged : ABSENT;
  if (!place.children.some((child) => concerns(child, choices))) return kept;
  const parts = place.children.flatMap((child) => {
    const value = build(child, choices);
    return value === ABSENT ? [] : [/** @type {[string, unknown]} */ ([/** @type {string} */ (child.names.at(-1)), value])];
  });
  if (kept === ABSENT && parts.length === 0) return ABSENT;
  if (place.form === "sequence") return joined(parts.map(([, value]) => value));
  return place.form === "array" ? parts.map(([, value]) => value) : object(place, parts);
}

/** @param {unknown[]} runs */
function joined(runs) {
  return runs.every((run) => typeof run === "string") ? runs.join("") : runs.flat();
}

/**
 * @param {Place} place
 * @param {Choice} choice
 */
function chosen(place, choice) {
  if ("value" in choice) return choice.value;
  if ("from" in choice && place.has(choice.from)) return place.sides[choice.from];
  return ABSENT;
}

/**
 * @param {Place} place
 * @param {ReadonlyMap<string, Choice>} choices
 * @returns {boolean}
 */
function concerns(place, choices) {
  return choices.has(place.id) || place.children.some((child) => concerns(child, choices));
}

/**
 * @param {Place} place
 * @param {[string, unknown][]} parts
 */
function object(place, parts) {
  return Object.values(place.sides).some((value) => value instanceof Map) ? new Map(parts) : Object.fromEntries(parts);
}

/**
 * The place that a conflict is about.
 *
 * @param {Place} root
 * @param {Located} conflict
 * @returns {Place}
 */
export function placeOf(root, conflict) {
  const path = segments(conflict.path);
  const place =
    root.find("base", path) ??
    root.find("current", segments(conflict.current_path ?? conflict.path)) ??
    root.find("yours", segments(conflict.your_path ?? conflict.path)) ??
    root;
  const { ranges } = conflict;
  return place.children.find((child) => ranges !== undefined && child.run === `${ranges.base} ${ranges.current} ${ranges.yours}`) ?? place;
}

/**
 * Cuts a list or a text into runs, so that those in conflict can be decided alone. Left whole if what the server merged around them
 * cannot be told.
 *
 * @param {Place} place
 * @param {Located[]} conflicts
 */
function cut(place, conflicts) {
  if (!SIDES.every((side) => place.has(side))) return;
  const isText = typeof place.sides.base === "string";
  const all = /** @type {Record<Side, unknown[]>} */ (Object.fromEntries(SIDES.map((side) => [side, isText ? lines(String(place.sides[side])) : place.sides[side]])));
  if (!SIDES.every((side) => Array.isArray(all[side]))) return;
  const spelled = /** @type {Record<Side, string[]>} */ (Object.fromEntries(SIDES.map((side) => [side, isText ? all[side] : all[side].map((one) => stringify(one))])));
  const runs = runsOf(spelled, conflicts);
  if (runs === undefined) return;
  place.form = "sequence";
  place.children = runs.map((run, i) => runPlace(place, run, i, all, isText));
}

/** @typedef {Record<Side, [from: number, to: number]>} Run */

/**
 * @param {Record<Side, string[]>} all
 * @param {Located[]} conflicts
 * @returns {Run[] | undefined}
 */
function runsOf(all, conflicts) {
  /** @type {Run[]} */
  const runs = [];
  const at = { base: 0, current: 0, yours: 0, merged: 0 };
  const take = (/** @type {Record<Side, number>} */ lengths) => {
    runs.push(/** @type {Run} */ (Object.fromEntries(SIDES.map((side) => [side, [at[side], (at[side] += lengths[side])]]))));
  };
  const ends = { base: all.base.length, current: all.current.length, yours: all.yours.length };
  const last = { base: [ends.base, ends.base], current: [ends.current, ends.current], yours: [ends.yours, ends.yours] };
  const ordered = conflicts.flatMap((conflict) => (conflict.ranges === undefined ? [] : [conflict.ranges])).sort((a, b) => a.base[0] - b.base[0] || a.current[0] - b.current[0]);
  for (const range of [...ordered, /** @type {NonNullable<Located["ranges"]>} */ (last)]) {
    const between = (/** @type {"base" | "current" | "yours"} */ side) => all[side].slice(at[side], range[side][0]);
    for (const chunk of merged(between("base"), between("current"), between("yours"))) {
      if (chunk.by === "clash") return undefined;
      take({ base: chunk.base.length, current: chunk.current.length, yours: chunk.yours.length, merged: chunk.result.length });
    }
    const length = (/** @type {"base" | "current" | "yours"} */ side) => range[side][1] - range[side][0];
    if (range !== last) take({ base: length("base"), current: length("current"), yours: length("yours"), merged: length("current") });
  }
  return at.merged === all.merged.length && runs.every((run) => agrees(run, all)) ? runs : undefined;
}

/**
 * Whether the merged document has in this run what one of the versions has.
 *
 * @param {Run} run
 * @param {Record<Side, string[]>} all
 */
function agrees(run, all) {
  const text = (/** @type {Side} */ side) => all[side].slice(...run[side]).join("\n");
  return text("merged") === text("current") || text("merged") === text("yours");
}

/**
 * @param {Place} place
 * @param {Run} run
 * @param {number} index
 * @param {Record<Side, unknown[]>} all
 * @param {boolean} isText
 */
function runPlace(place, run, index, all, isText) {
  const part = (/** @type {Side} */ side) => {
    const found = all[side].slice(...run[side]);
    return isText ? found.join("") : found;
  };
  const [from, to] = run.base;
  const what = isText ? "line" : "element";
  const name = to - from > 1 ? `${what}s ${from + 1} to ${to}` : `${what} ${from + 1}`;
  const child = new Place(`${place.id}/${what}s ${index}`, [...place.names, name], {}, Object.fromEntries(SIDES.map((side) => [side, part(side)])));
  child.run = `${run.base} ${run.current} ${run.yours}`;
  return child;
}

/**
 * The greatest places that differ between two versions.
 *
 * @param {Place} place
 * @param {Side} a
 * @param {Side} b
 * @returns {Place[]} in the order of the document
 */
export function differences(place, a, b) {
  if (place.same(a, b)) return [];
  const inner = place.has(a) && place.has(b) ? place.children.flatMap((child) => differences(child, a, b)) : [];
  return inner.length === 0 ? [place] : inner;
}
