/**
 * The server's merge, from the body of a refusal or a reply.
 *
 * @param {unknown} value
 * @returns {Merge | undefined}
 */
export function asMerge(value: unknown): Merge | undefined;
/** What a client throws: refusals, conflicts, and servers that do not answer. */
/** The server refused; what it says is in the members of RFC 9457. */
export class Problem extends Error {
    /**
     * @param {number} status
     * @param {Record<string, any>} details the members of the problem; none where the server sent something else
     * @param {Headers} headers
     */
    constructor(status: number, details: Record<string, any>, headers: Headers);
    /** @readonly */
    readonly status: number;
    /** @readonly */
    readonly details: Record<string, any>;
    /** @readonly */
    readonly headers: Headers;
    /** @returns {string | undefined} the stable code, such as `precondition_failed` */
    get error(): string | undefined;
    /** @returns {string | undefined} the stable reason of 409, 412 and 428, such as `stale` */
    get reason(): string | undefined;
}
/** No reply came, for as many attempts as were allowed. Whether a write took effect is not known. */
export class Unreachable extends Error {
    /**
     * @param {string} url
     * @param {unknown} cause
     */
    constructor(url: string, cause: unknown);
    /** @readonly */
    readonly url: string;
}
/** The server gave no strong entity tag, so nothing can guard the save. */
export class Unguarded extends Error {
    /** @param {string} url */
    constructor(url: string);
    /** @readonly */
    readonly url: string;
}
/**
 * One place that both writers changed.
 *
 * @typedef {object} Clash
 * @property {string} kind `edit-edit`, `edit-delete`, `add-add`, `sequence`, `order`, `identity`, `test`
 * @property {string} path a JSON Pointer into the base where the place is there, else into the current version
 * @property {string} [current_path]
 * @property {string} [your_path]
 * @property {unknown} [base] absent where the place is
 * @property {unknown} [current]
 * @property {unknown} [yours]
 * @property {string} [reason] a sentence
 * @property {Record<"base" | "current" | "yours", [from: number, to: number]>} [ranges] of a sequence, the elements or lines it is about
 */
/**
 * @typedef {object} Merge
 * @property {string} [base_etag]
 * @property {boolean} clean
 * @property {unknown} document at a conflict it has the current value
 * @property {Clash[]} conflicts
 */
/** @typedef {"base" | "current" | "yours" | {value: unknown} | {absent: true}} Decision */
/** The resource is not what it was when the edit began. Nothing was stored. */
export class Conflict extends Error {
    /**
     * @param {object} parts
     * @param {Problem} parts.problem
     * @param {Edit} parts.edit
     * @param {Merge | undefined} parts.merge
     * @param {import("./document.js").Document | undefined} parts.current nothing where the resource is no longer there
     * @param {import("./document.js").Document | undefined} parts.onto a stand-in for the current version, which has its tag and no value
     * @param {() => Promise<import("./document.js").Document | undefined>} parts.readCurrent
     * @param {boolean} parts.uncertain
     */
    constructor({ problem, edit, merge, current, onto, readCurrent, uncertain }: {
        problem: Problem;
        edit: Edit;
        merge: Merge | undefined;
        current: import("./document.js").Document | undefined;
        onto: import("./document.js").Document | undefined;
        readCurrent: () => Promise<import("./document.js").Document | undefined>;
        uncertain: boolean;
    });
    /** @readonly */
    readonly problem: Problem;
    /** @readonly */
    readonly edit: Edit;
    /** @readonly the server's merge, where it offers one */
    readonly merge: Merge | undefined;
    /** @readonly whether the refused save may be the repetition of one whose reply was lost: look before you save again */
    readonly uncertain: boolean;
    /** @returns {string | undefined} `stale`, `deleted`, `exists`, … */
    get reason(): string | undefined;
    /** @returns {import("./document.js").Document | undefined} what the edit began from */
    get base(): import("./document.js").Document | undefined;
    /** @returns {unknown} the value that was to be saved */
    get yours(): unknown;
    /** @returns {import("./document.js").Document | undefined} the version that stands now */
    get current(): import("./document.js").Document | undefined;
    /** @returns {Clash[]} */
    get conflicts(): Clash[];
    /** @returns {boolean} whether the server merged both edits and nothing is left to decide */
    get clean(): boolean;
    /**
     * Reads the current version, unless that was done.
     *
     * @returns {Promise<import("./document.js").Document | undefined>}
     */
    readCurrent(): Promise<import("./document.js").Document | undefined>;
    /**
     * An edit of the current version that carries out the decisions. With `{document}` the whole value is given.
     *
     * @param {{document: unknown} | Decision[] | ((clash: Clash) => Decision | undefined)} [decisions] one for each of the conflicts
     * @returns {Edit}
     * @throws {RangeError} if a conflict is left undecided
     */
    resolve(decisions?: {
        document: unknown;
    } | Decision[] | ((clash: Clash) => Decision | undefined)): Edit;
    #private;
}
/**
 * One place that both writers changed.
 */
export type Clash = {
    /**
     * `edit-edit`, `edit-delete`, `add-add`, `sequence`, `order`, `identity`, `test`
     */
    kind: string;
    /**
     * a JSON Pointer into the base where the place is there, else into the current version
     */
    path: string;
    current_path?: string | undefined;
    your_path?: string | undefined;
    /**
     * absent where the place is
     */
    base?: unknown;
    current?: unknown;
    yours?: unknown;
    /**
     * a sentence
     */
    reason?: string | undefined;
    /**
     * of a sequence, the elements or lines it is about
     */
    ranges?: Record<"base" | "current" | "yours", [from: number, to: number]> | undefined;
};
export type Merge = {
    base_etag?: string | undefined;
    clean: boolean;
    /**
     * at a conflict it has the current value
     */
    document: unknown;
    conflicts: Clash[];
};
export type Decision = "base" | "current" | "yours" | {
    value: unknown;
} | {
    absent: true;
};
import { Edit } from "./document.js";
