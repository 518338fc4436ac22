// @ts-check
import { parser } from "@lezer/json";

/** Where a JSON Pointer leads within a text. */

/** @typedef {import("@lezer/common").SyntaxNode} SyntaxNode */

/**
 * @param {string} text
 * @param {string} pointer
 * @returns {{from: number, to: number} | undefined} the value there, or the nearest around it
 */
export function positionOf(text, pointer) {
  let node = parser.parse(text).topNode.firstChild;
  if (node === null) return undefined;
  const names = pointer === "" ? [] : pointer.slice(1).split("/").map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  for (const name of names) {
    const inner = node.name === "Array" ? element(node, Number(name)) : member(node, name, text);
    if (inner === null) break;
    node = inner;
  }
  return { from: node.from, to: node.to };
}

/**
 * @param {SyntaxNode} array
 * @param {number} index
 * @returns {SyntaxNode | null}
 */
function element(array, index) {
  return children(array).filter((child) => !"[],".includes(child.name))[index] ?? null;
}

/**
 * @param {SyntaxNode} object
 * @param {string} name
 * @param {string} text
 * @returns {SyntaxNode | null}
 */
function member(object, name, text) {
  const property = object.getChildren("Property").find((one) => {
    const key = one.getChild("PropertyName");
    return key !== null && JSON.parse(text.slice(key.from, key.to)) === name;
  });
  return property?.lastChild ?? null;
}

/** @param {SyntaxNode} node */
function children(node) {
  /** @type {SyntaxNode[]} */
  const all = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) all.push(child);
  return all;
}
