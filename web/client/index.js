// @ts-check
/** @typedef {import("./changes.js").Change} Change */
/** @typedef {import("./client.js").Options} Options */
/** @typedef {import("./client.js").Policy} Policy */
/** @typedef {import("./client.js").SaveOptions} SaveOptions */
/** @typedef {import("./document.js").Codec} Codec */
/** @typedef {import("./attempts.js").Patience} Patience */
/** @typedef {import("./refusals.js").Clash} Clash */
/** @typedef {import("./refusals.js").Decision} Decision */
/** @typedef {import("./refusals.js").Merge} Merge */
/** @typedef {import("./tree.js").Choice} Choice */
/** @typedef {import("./tree.js").Side} Side */

export { Client } from "./client.js";
export { Document, Edit, isJson, isText } from "./document.js";
export { Conflict, Problem, Unguarded, Unreachable } from "./refusals.js";
export { entries, equal, ExactNumber, isObject, JsonError, parse, stringify } from "./json.js";
export { ABSENT, align, build, differences, Place, placeOf } from "./tree.js";
export { hunks, lines, merged } from "./sequences.js";
