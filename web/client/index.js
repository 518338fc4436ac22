// @ts-check
export { Client } from "./client.js";
export { Document, Edit } from "./document.js";
export { Conflict, Problem, Unguarded, Unreachable } from "./refusals.js";
export { ExactNumber, JsonError, parse, stringify } from "./json.js";
export { ABSENT, align, build, Place, placeOf } from "./tree.js";
