/**
 * @param {string} text
 * @returns {string[]} lines with their ends
 */
export function lines(text: string): string[];
/**
 * What makes `b` of `a`, as few replacements as possible.
 *
 * @param {string[]} a
 * @param {string[]} b
 * @returns {Hunk[]} in order, none touching another
 */
export function hunks(a: string[], b: string[]): Hunk[];
/**
 * A longest common subsequence, as pairs of positions.
 *
 * @param {string[]} a
 * @param {string[]} b
 * @returns {[number, number][]}
 */
export function matches(a: string[], b: string[]): [number, number][];
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
export function merged(base: string[], current: string[], yours: string[]): Chunk[];
export type Chunk = {
    /**
     * who changed it
     */
    by: "base" | "current" | "yours" | "same" | "clash";
    base: string[];
    current: string[];
    yours: string[];
    /**
     * of a clash the current parts
     */
    result: string[];
};
/**
 * parts in place of `start` to `end` of the old ones
 */
export type Hunk = {
    start: number;
    end: number;
    parts: string[];
};
