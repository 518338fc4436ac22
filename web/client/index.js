// @ts-check
export { Client } from "./client.js";
export { Document, Edit, isJson, isText } from "./document.js";
export { Conflict, Problem, Unguarded, Unreachable } from "./refusals.js";
export { entries, equal, ExactNumber, isObject, JsonError, parse, stringify } from "./json.js";
export { ABSENT, align, build, differences, Place, placeOf } from "./tree.js";
