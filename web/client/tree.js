// @ts-check
import { entries, equal, isObject } from "./json.js";

/**
 * The versions of one document side by side: a tree of places, each with what stands there in every version. What aligns with what
 * follows the structure of JSON: members by name, elements of arrays by the member that identifies them.
 */

/** @typedef {"base" | "current" | "yours" | "merged"} Side */
/** @typedef {Partial<Record<Side, unknown>>} Sides a version in which the place is absent lacks its member */
/** @typedef {{from: Side} | {value: unknown} | {absent: true}} Choice what shall stand at a place */

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
    /** @type {"value" | "object" | "array"} */
    this.form = "value";
    /** Whether this is an element of an array: its name then is only what tells it apart. */
    this.inArray = false;
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
 * @param {{path: string, current_path?: string, your_path?: string}[]} [conflicts] arrays on the way to these are opened in any case
 * @returns {Place} the root
 */
export function align(sides, conflicts = []) {
  /** @type {Partial<Record<Side, string[][]>>} */
  const guides = {
    base: conflicts.map((conflict) => segments(conflict.path)),
    current: conflicts.flatMap((conflict) => pointer(conflict.current_path)),
    yours: conflicts.flatMap((conflict) => pointer(conflict.your_path)),
  };
  const root = new Place("", [], Object.fromEntries(SIDES.filter((side) => side in sides).map((side) => [side, []])), sides);
  open(root, guides);
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
  return place.form === "array" ? parts.map(([, value]) => value) : object(place, parts);
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
 * @param {{path: string, current_path?: string, your_path?: string}} conflict
 * @returns {Place}
 */
export function placeOf(root, conflict) {
  const path = segments(conflict.path);
  return (
    root.find("base", path) ??
    root.find("current", segments(conflict.current_path ?? conflict.path)) ??
    root.find("yours", segments(conflict.your_path ?? conflict.path)) ??
    root
  );
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
