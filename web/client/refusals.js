// @ts-check
import { Edit, isJson } from "./document.js";
import { members } from "./json.js";
import { ABSENT, align, build, placeOf } from "./tree.js";

/** What a client throws: refusals, conflicts, and servers that do not answer. */

/** The server refused; what it says is in the members of RFC 9457. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {Record<string, any>} details the members of the problem; none where the server sent something else
   * @param {Headers} headers
   */
  constructor(status, details, headers) {
    super(details.detail ?? details.title ?? `The server answered ${status}`);
    this.name = "Problem";
    /** @readonly */
    this.status = status;
    /** @readonly */
    this.details = details;
    /** @readonly */
    this.headers = headers;
  }

  /** @returns {string | undefined} the stable code, such as `precondition_failed` */
  get error() {
    return this.details.error;
  }

  /** @returns {string | undefined} the stable reason of 409, 412 and 428, such as `stale` */
  get reason() {
    return this.details.reason;
  }
}

/** No reply came, for as many attempts as were allowed. Whether a write took effect is not known. */
export class Unreachable extends Error {
  /**
   * @param {string} url
   * @param {unknown} cause
   */
  constructor(url, cause) {
    super(`No reply came from ${url}`, { cause });
    this.name = "Unreachable";
    /** @readonly */
    this.url = url;
  }
}

/** The server gave no strong entity tag, so nothing can guard the save. */
export class Unguarded extends Error {
  /** @param {string} url */
  constructor(url) {
    super(`${url} came without a strong entity tag: saving it could replace what nobody here has seen. Say overwrite: true to do so.`);
    this.name = "Unguarded";
    /** @readonly */
    this.url = url;
  }
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
  /** @type {() => Promise<import("./document.js").Document | undefined>} */
  #readCurrent;
  /** @type {import("./document.js").Document | undefined} */
  #current;
  /** @type {import("./document.js").Document | undefined} */
  #onto;

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
  constructor({ problem, edit, merge, current, onto, readCurrent, uncertain }) {
    super(problem.message);
    this.name = "Conflict";
    /** @readonly */
    this.problem = problem;
    /** @readonly */
    this.edit = edit;
    /** @readonly the server's merge, where it offers one */
    this.merge = merge;
    /** @readonly whether the refused save may be the repetition of one whose reply was lost: look before you save again */
    this.uncertain = uncertain;
    this.#current = current;
    this.#onto = onto;
    this.#readCurrent = readCurrent;
  }

  /** @returns {string | undefined} `stale`, `deleted`, `exists`, … */
  get reason() {
    return this.problem.reason;
  }

  /** @returns {import("./document.js").Document | undefined} what the edit began from */
  get base() {
    return this.edit.base;
  }

  /** @returns {unknown} the value that was to be saved */
  get yours() {
    return this.edit.value;
  }

  /** @returns {import("./document.js").Document | undefined} the version that stands now */
  get current() {
    return this.#current;
  }

  /** @returns {Clash[]} */
  get conflicts() {
    return this.merge?.conflicts ?? [];
  }

  /** @returns {boolean} whether the server merged both edits and nothing is left to decide */
  get clean() {
    return this.merge?.clean === true;
  }

  /**
   * Reads the current version, unless that was done.
   *
   * @returns {Promise<import("./document.js").Document | undefined>}
   */
  async readCurrent() {
    this.#current ??= await this.#readCurrent();
    return this.#current;
  }

  /**
   * An edit of the current version that carries out the decisions. With `{document}` the whole value is given.
   *
   * @param {{document: unknown} | Decision[] | ((clash: Clash) => Decision | undefined)} [decisions] one for each of the conflicts
   * @returns {Edit}
   * @throws {RangeError} if a conflict is left undecided
   */
  resolve(decisions = []) {
    if (typeof decisions === "object" && "document" in decisions) return this.#edit(decisions.document);
    if (this.merge === undefined) throw new RangeError("The server offers no merge: give the whole document");
    const decide = typeof decisions === "function" ? decisions : (/** @type {Clash} */ clash) => decisions[this.conflicts.indexOf(clash)];
    const root = align(this.#sides(this.merge), this.conflicts, { isText: !isJson(this.edit.mediaType) });
    const choices = new Map(this.conflicts.map((clash) => [placeOf(root, clash).id, choice(clash, decide(clash))]));
    const document = build(root, choices);
    if (document === ABSENT) throw new RangeError("The decisions leave nothing of the document: delete it instead");
    return this.#edit(document);
  }

  /** @param {unknown} value */
  #edit(value) {
    return new Edit(this.edit.url, this.#current ?? this.#onto, value, this.edit.mediaType);
  }

  /** @param {Merge} merge */
  #sides(merge) {
    return {
      ...(this.base === undefined ? {} : { base: this.base.value }),
      ...(this.current === undefined ? {} : { current: this.current.value }),
      yours: this.yours,
      merged: merge.document,
    };
  }
}

/**
 * @param {Clash} clash
 * @param {Decision | undefined} decision
 * @returns {import("./tree.js").Choice}
 */
function choice(clash, decision) {
  if (decision === undefined) throw new RangeError(`Nothing was decided for ${clash.path || "the document"}`);
  return typeof decision === "string" ? { from: decision } : decision;
}

/**
 * The server's merge, from the body of a refusal or a reply.
 *
 * @param {unknown} value
 * @returns {Merge | undefined}
 */
export function asMerge(value) {
  const merge = members(value);
  if (typeof merge.clean !== "boolean") return undefined;
  const conflicts = (merge.conflicts ?? []).map((/** @type {unknown} */ one) => {
    const clash = members(one);
    return clash.ranges === undefined ? clash : { ...clash, ranges: members(clash.ranges) };
  });
  return /** @type {Merge} */ ({ ...merge, conflicts });
}
