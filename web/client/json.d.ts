/**
 * @param {string} text
 * @returns {unknown} `Map`, array, string, number, {@link ExactNumber}, boolean or null
 * @throws {JsonError}
 */
export function parse(text: string): unknown;
/**
 * @param {unknown} value what {@link parse} gives, or a plain JSON value
 * @param {number} [indent] spaces for each level; 0 for one line
 * @returns {string}
 */
export function stringify(value: unknown, indent?: number): string;
/**
 * @param {unknown} value
 * @returns {value is Map<string, unknown> | Record<string, unknown>}
 */
export function isObject(value: unknown): value is Map<string, unknown> | Record<string, unknown>;
/**
 * The members of an object, whichever form it has.
 *
 * @param {object} object
 * @returns {[string, unknown][]}
 */
export function entries(object: object): [string, unknown][];
/**
 * @param {unknown} value
 * @returns {Record<string, any>} a plain object with the members of a JSON object, no members for anything else
 */
export function members(value: unknown): Record<string, any>;
/**
 * Whether two JSON values are equal: numbers by value, members in any order.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function equal(a: unknown, b: unknown): boolean;
/**
 * JSON that keeps what `JSON.parse` loses: the digits of numbers and the order of members. Objects become `Map`s, and a number
 * whose spelling a double cannot give back becomes an {@link ExactNumber}.
 */
/** A number with more to it than a double holds. */
export class ExactNumber {
    /** @param {string} source its spelling in JSON */
    constructor(source: string);
    /** @readonly */
    readonly source: string;
    /** @returns {string} */
    toString(): string;
}
/** A text that is not JSON, or names a member twice. */
export class JsonError extends SyntaxError {
    /**
     * @param {string} message a sentence without the place
     * @param {string} text
     * @param {number} position of the first character at fault
     */
    constructor(message: string, text: string, position: number);
    /** @readonly */
    readonly reason: string;
    /** @readonly */
    readonly position: number;
    /** @readonly */
    readonly line: number;
    /** @readonly */
    readonly column: number;
}
