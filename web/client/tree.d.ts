/**
 * @param {Sides} sides
 * @param {Located[]} [conflicts] arrays on the way to these are opened in any case
 * @param {{isText?: boolean}} [options] whether this is a text and no JSON: then it is cut into runs of lines
 * @returns {Place} the root
 */
export function align(sides: Sides, conflicts?: Located[], options?: {
    isText?: boolean;
}): Place;
/**
 * @param {string} path a JSON Pointer
 * @returns {string[]}
 */
export function segments(path: string): string[];
/**
 * The merged document with other choices at some places.
 *
 * @param {Place} place
 * @param {ReadonlyMap<string, Choice>} choices by the identity of the place
 * @returns {unknown} {@link ABSENT} where nothing shall stand
 */
export function build(place: Place, choices: ReadonlyMap<string, Choice>): unknown;
/**
 * The place that a conflict is about.
 *
 * @param {Place} root
 * @param {Located} conflict
 * @returns {Place}
 */
export function placeOf(root: Place, conflict: Located): Place;
/**
 * The greatest places that differ between two versions.
 *
 * @param {Place} place
 * @param {Side} a
 * @param {Side} b
 * @returns {Place[]} in the order of the document
 */
export function differences(place: Place, a: Side, b: Side): Place[];
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
export const SIDES: readonly Side[];
/** One place of the document in all versions. */
export class Place {
    /**
     * @param {string} id tells the place from all others, and stays the same while its name does
     * @param {string[]} names from the root to here, for a person to read
     * @param {Partial<Record<Side, string[]>>} pointers where the place is in each version that has it
     * @param {Sides} sides
     */
    constructor(id: string, names: string[], pointers: Partial<Record<Side, string[]>>, sides: Sides);
    id: string;
    names: string[];
    pointers: Partial<Record<Side, string[]>>;
    sides: Partial<Record<Side, unknown>>;
    /** @type {Place[]} empty for a place that is one value */
    children: Place[];
    /** @type {"value" | "object" | "array" | "sequence"} a sequence is a list or a text in runs, each a list or a text itself */
    form: "value" | "object" | "array" | "sequence";
    /** Whether this is an element of an array: its name then is only what tells it apart. */
    inArray: boolean;
    /** @type {string | undefined} of a run, which elements or lines it is */
    run: string | undefined;
    /**
     * @param {Side} side
     * @returns {boolean}
     */
    has(side: Side): boolean;
    /**
     * Whether two versions have the same here, absence included.
     *
     * @param {Side} a
     * @param {Side} b
     * @returns {boolean}
     */
    same(a: Side, b: Side): boolean;
    /**
     * The place at a pointer into one version; the nearest place around it where the tree ends before.
     *
     * @param {Side} side
     * @param {string[]} segments
     * @returns {Place | undefined} nothing where that version has no such place
     */
    find(side: Side, segments: string[]): Place | undefined;
}
/** Stands for no value at all. */
export const ABSENT: unique symbol;
export type Run = Record<Side, [from: number, to: number]>;
export type Side = "base" | "current" | "yours" | "merged";
/**
 * a version in which the place is absent lacks its member
 */
export type Sides = Partial<Record<Side, unknown>>;
/**
 * what shall stand at a place
 */
export type Choice = {
    from: Side;
} | {
    value: unknown;
} | {
    absent: true;
};
/**
 * where a conflict is
 */
export type Located = {
    path: string;
    current_path?: string | undefined;
    your_path?: string | undefined;
    /**
     * the elements or lines it is about
     */
    ranges?: Record<"base" | "current" | "yours", [from: number, to: number]> | undefined;
};
