// @ts-check
import { ABSENT, build, entries, ExactNumber, isObject, lines, stringify } from "@etagere/client";
import { pieces } from "../text/words.js";
import { by } from "./model.js";

/** The versions of a document as lines beside each other, aligned by the structure of the JSON. */

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("@etagere/client").Place} Place */
/** @typedef {import("@etagere/client").Choice} Choice */
/** @typedef {"base" | "current" | "yours" | "result"} Column */
/** @typedef {"key" | "string" | "number" | "word" | "punctuation" | "plain" | "of-current" | "of-yours"} TokenKind */
/** @typedef {{kind: TokenKind, text: string, mark?: "added" | "removed"}} Token */
/** @typedef {"current" | "yours" | "both" | "same" | "open" | "original" | "other"} Mark */
/** @typedef {{indent: number, tokens: Token[], mark?: Mark, card?: string}} Line */
/** @typedef {{cells: Partial<Record<Column, Line>>, changed: boolean, gone?: Partial<Record<Column, boolean>>}} Row */

/** @type {readonly Column[]} */
export const COLUMNS = ["base", "current", "yours", "result"];

const INLINE = 60;

/**
 * @typedef {object} Context
 * @property {ReadonlyMap<string, Choice>} made
 * @property {ReadonlyMap<string, import("./model.js").Decision>} decisions
 * @property {ReadonlySet<string>} cards
 * @property {boolean} isText
 */

/**
 * @param {Model} model
 * @param {ReadonlyMap<string, Choice>} made
 * @param {ReadonlyMap<string, import("./model.js").Decision>} decisions
 * @returns {Row[]}
 */
export function rows(model, made, decisions) {
  const context = { made, decisions, cards: new Set(model.cards.map((card) => card.id)), isText: model.isText };
  return placeRows(model.root, 0, context, {});
}

/**
 * @param {Place} place
 * @param {number} depth
 * @param {Context} context
 * @param {Partial<Record<Column, boolean>>} commas where another element follows
 * @returns {Row[]}
 */
function placeRows(place, depth, context, commas) {
  const values = columnValues(place, context);
  const isOpen = context.cards.has(place.id) && !context.made.has(place.id);
  const opened = place.children.length > 0 && !context.cards.has(place.id) && !context.made.has(place.id);
  if (!opened) return blockRows(place, depth, context, values, commas, isOpen);
  const followed = following(place.children, context);
  if (context.isText) return place.children.flatMap((child, i) => placeRows(child, 0, context, followed[i]));
  const brackets = place.form === "object" ? ["{", "}"] : ["[", "]"];
  const mark = place.same("base", "current") && place.same("base", "yours") ? undefined : presenceMark(place);
  return [
    edgeRow(values, depth, [...keyTokens(place), punctuation(brackets[0])], mark, {}),
    ...place.children.flatMap((child, i) => placeRows(child, depth + 1, context, followed[i])),
    edgeRow(values, depth, [punctuation(brackets[1])], mark, commas),
  ];
}

/**
 * @param {Place} place
 * @param {Context} context
 * @returns {Partial<Record<Column, unknown>>}
 */
function columnValues(place, context) {
  /** @type {Partial<Record<Column, unknown>>} */
  const values = {};
  for (const side of /** @type {const} */ (["base", "current", "yours"])) if (place.has(side)) values[side] = place.sides[side];
  const result = build(place, context.made);
  if (result !== ABSENT) values.result = result;
  return values;
}

/**
 * For each child, the columns in which another one comes after it.
 *
 * @param {Place[]} children
 * @param {Context} context
 */
function following(children, context) {
  /** @type {Partial<Record<Column, boolean>>} */
  let after = {};
  /** @type {Partial<Record<Column, boolean>>[]} */
  const all = [];
  for (const child of children.toReversed()) {
    all.unshift(after);
    const here = Object.entries(columnValues(child, context)).filter(([, value]) => child.run === undefined || /** @type {unknown[]} */ (value).length > 0);
    after = { ...after, ...Object.fromEntries(here.map(([column]) => [column, true])) };
  }
  return all;
}

/** @param {Place} place */
function presenceMark(place) {
  const added = !place.has("base");
  const removed = !place.has("current") || !place.has("yours");
  return added || removed ? by(place) : undefined;
}

/**
 * @param {Partial<Record<Column, unknown>>} values
 * @param {number} indent
 * @param {Token[]} tokens
 * @param {Mark | undefined} mark
 * @param {Partial<Record<Column, boolean>>} commas
 * @returns {Row}
 */
function edgeRow(values, indent, tokens, mark, commas) {
  /** @type {Row["cells"]} */
  const cells = {};
  for (const column of COLUMNS) {
    if (!(column in values)) continue;
    cells[column] = { indent, tokens: commas[column] ? [...tokens, punctuation(",")] : tokens, mark: cellMark(column, mark) };
  }
  return { cells, changed: mark !== undefined };
}

/**
 * @param {Column} column
 * @param {Mark | undefined} mark
 * @returns {Mark | undefined}
 */
function cellMark(column, mark) {
  if (mark === undefined || column === "base") return undefined;
  if (column === "result") return mark;
  const touched = mark === "same" || mark === "both" || mark === "open" || mark === "original" || mark === "other" || mark === column;
  return touched ? column : undefined;
}

/**
 * A place whose versions are shown whole.
 *
 * @param {Place} place
 * @param {number} depth
 * @param {Context} context
 * @param {Partial<Record<Column, unknown>>} values
 * @param {Partial<Record<Column, boolean>>} commas
 * @param {boolean} isOpen
 * @returns {Row[]}
 */
function blockRows(place, depth, context, values, commas, isOpen) {
  const differs = !place.same("base", "current") || !place.same("base", "yours");
  const mark = isOpen ? "open" : (decidedMark(place, context) ?? (differs ? by(place) : undefined));
  /** @type {Partial<Record<Column, Line[]>>} */
  const blocks = {};
  for (const column of COLUMNS) {
    if (column === "result" && isOpen) blocks.result = [openLine(place, depth, context.isText)];
    else if (column in values) blocks[column] = block(place, column, values[column], depth, { comma: commas[column] === true, isText: context.isText });
  }
  const height = Math.max(0, ...Object.values(blocks).map((block) => block.length));
  const card = context.cards.has(place.id) ? place.id : undefined;
  return Array.from({ length: height }, (_, i) => blockRow(blocks, i, mark, card, differs || mark !== undefined));
}

/**
 * @param {Place} place
 * @param {Column} column
 */
function touched(place, column) {
  return (column === "current" || column === "yours") && !place.same("base", column);
}

/**
 * @param {Place} place
 * @param {Context} context
 * @returns {Mark | undefined}
 */
function decidedMark(place, context) {
  const decision = context.decisions.get(place.id);
  if (decision !== undefined && context.cards.has(place.id)) return decision.choice === "base" ? "original" : decision.choice;
  return context.made.has(place.id) ? "original" : undefined;
}

/**
 * @param {Partial<Record<Column, Line[]>>} blocks
 * @param {number} i
 * @param {Mark | undefined} mark
 * @param {string | undefined} card
 * @param {boolean} changed
 * @returns {Row}
 */
function blockRow(blocks, i, mark, card, changed) {
  /** @type {Row["cells"]} */
  const cells = {};
  /** @type {NonNullable<Row["gone"]>} */
  const gone = {};
  for (const column of COLUMNS) {
    const line = blocks[column]?.[i];
    if (line === undefined) gone[column] = blocks[column] === undefined && i === 0;
    else cells[column] = column === "result" ? { ...line, mark, card: i === 0 ? card : undefined } : line;
  }
  return { cells, changed, gone };
}

/**
 * @param {Place} place
 * @param {Column} column
 * @param {unknown} value
 * @param {number} depth
 * @param {{comma: boolean, isText: boolean}} form
 * @returns {Line[]}
 */
function block(place, column, value, depth, { comma, isText }) {
  const isTouched = touched(place, column);
  const mark = isTouched ? /** @type {Mark} */ (column) : undefined;
  if (isText || place.run !== undefined) return runLines(value, depth, comma).map((line) => ({ ...line, mark }));
  const before = isTouched && typeof value === "string" && typeof place.sides.base === "string" ? place.sides.base : undefined;
  const found = before === undefined ? valueLines(value, depth) : [{ indent: depth, tokens: markedString(before, String(value)) }];
  found[0].tokens = [...keyTokens(place), ...found[0].tokens];
  if (comma) /** @type {Line} */ (found.at(-1)).tokens.push(punctuation(","));
  return found.map((line) => ({ ...line, mark }));
}

/**
 * @param {string} before
 * @param {string} after
 * @returns {Token[]}
 */
function markedString(before, after) {
  const marked = pieces(before, after).filter((piece) => piece.mark !== "removed");
  return [
    token("string", '"'),
    ...marked.map((piece) => ({ ...token("string", JSON.stringify(piece.text).slice(1, -1)), ...(piece.mark === "added" ? { mark: /** @type {const} */ ("added") } : {}) })),
    token("string", '"'),
  ];
}

/**
 * @param {Place} place
 * @param {number} indent
 * @param {boolean} isText
 * @returns {Line}
 */
function openLine(place, indent, isText) {
  const preview = (/** @type {"current" | "yours"} */ side) => (place.has(side) ? short(place.sides[side], PREVIEW, isText) : "deleted");
  return { indent, tokens: [...keyTokens(place), token("of-current", preview("current")), token("plain", " or "), token("of-yours", preview("yours"))] };
}

const PREVIEW = 18;

/**
 * @param {unknown} value
 * @param {number} [length]
 * @param {boolean} [isText] whether it is one of lines, which stand without quotes
 * @returns {string}
 */
export function short(value, length = PREVIEW, isText = false) {
  const text = isText ? String(value).trimEnd() || (value === "" ? "nothing" : "an empty line") : stringify(value);
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** @param {Place} place */
function keyTokens(place) {
  const name = place.names.at(-1);
  return name === undefined || place.inArray || place.run !== undefined ? [] : [token("key", JSON.stringify(name)), punctuation(": ")];
}

/**
 * @param {unknown} value
 * @param {number} indent
 * @returns {Line[]}
 */
export function valueLines(value, indent) {
  if (!isObject(value) && !Array.isArray(value)) return [{ indent, tokens: [scalar(value)] }];
  const inline = Array.isArray(value) && stringify(value).length <= INLINE && value.every((element) => !isObject(element));
  if (inline || isEmpty(value)) return [{ indent, tokens: inlineTokens(value) }];
  const isArray = Array.isArray(value);
  /** @type {[string | undefined, unknown][]} */
  const parts = isArray ? value.map((element) => [undefined, element]) : entries(value);
  const inner = parts.flatMap(([name, part], i) => {
    const found = valueLines(part, indent + 1);
    if (name !== undefined) found[0].tokens.unshift(token("key", JSON.stringify(name)), punctuation(": "));
    if (i < parts.length - 1) /** @type {Line} */ (found.at(-1)).tokens.push(punctuation(","));
    return found;
  });
  return [
    { indent, tokens: [punctuation(isArray ? "[" : "{")] },
    ...inner,
    { indent, tokens: [punctuation(isArray ? "]" : "}")] },
  ];
}

/** @param {object} value */
function isEmpty(value) {
  return Array.isArray(value) ? value.length === 0 : entries(value).length === 0;
}

/**
 * @param {unknown} value
 * @returns {Token[]}
 */
function inlineTokens(value) {
  if (!Array.isArray(value)) return [isObject(value) ? punctuation("{}") : scalar(value)];
  const parts = value.flatMap((element, i) => [...(i > 0 ? [punctuation(", ")] : []), ...inlineTokens(element)]);
  return [punctuation("["), ...parts, punctuation("]")];
}

/** @param {unknown} value */
function scalar(value) {
  const kind = typeof value === "string" ? "string" : typeof value === "number" || value instanceof ExactNumber ? "number" : "word";
  return token(kind, stringify(value));
}

/**
 * @param {TokenKind} kind
 * @param {string} text
 * @returns {Token}
 */
function token(kind, text) {
  return { kind, text };
}

/** @param {string} text */
function punctuation(text) {
  return token("punctuation", text);
}

/**
 * A run of lines or elements, or a text as a whole.
 *
 * @param {unknown} value
 * @param {number} indent
 * @param {boolean} comma
 * @returns {Line[]}
 */
function runLines(value, indent, comma) {
  if (!Array.isArray(value)) return lines(String(value)).map((line) => ({ indent: 0, tokens: [token("plain", line.replace(/\r?\n$/, ""))] }));
  return value.flatMap((element, i) => {
    const found = valueLines(element, indent);
    if (comma || i < value.length - 1) /** @type {Line} */ (found.at(-1)).tokens.push(punctuation(","));
    return found;
  });
}
