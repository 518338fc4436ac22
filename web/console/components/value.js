// @ts-check
import { entries, ExactNumber, isObject, stringify } from "@etagere/client";
import { html, nothing } from "lit-html";
import { valueLines } from "../conflict/rows.js";
import { counted } from "../text/saying.js";
import { pieces } from "../text/words.js";
import * as icons from "./icons.js";
import { tokens } from "./code.js";

/** One value as a person reads it, with what differs from the original marked inside. */

/** @typedef {"base" | "current" | "yours"} Whose */

/** As many lines of a value as are worth a look before a decision. */
const LINES = 40;

/**
 * @param {Partial<Record<string, unknown>>} sides
 * @param {Whose} side
 */
export function valueOf(sides, side) {
  if (!(side in sides)) return html`<span class="gone">${icons.trash} ${side === "base" || !("base" in sides) ? "not there" : "deleted"}</span>`;
  const value = sides[side];
  const before = side === "base" ? undefined : sides.base;
  if (isNumber(value)) return html`<span class="number">${String(value)}</span>${difference(before, value)}`;
  if (typeof value === "string") return text(before, value, side);
  if (isObject(value) && entries(value).every(([, member]) => isScalar(member))) return fields(before, value, side);
  if (isScalar(value)) return html`<span class="number">${stringify(value)}</span>`;
  const all = valueLines(value, 0);
  const rest = all.length > LINES ? all.length - LINES : 0;
  return html`<pre class="code">${all.slice(0, LINES).map((line) => html`${"  ".repeat(line.indent)}${tokens(line.tokens)}\n`)}</pre>
    ${rest === 0 ? nothing : html`<span class="quiet">and ${counted(rest, "more line")}, shown in the whole document</span>`}`;
}

/**
 * @param {unknown} before
 * @param {unknown} value
 */
function difference(before, value) {
  if (typeof before !== "number" || typeof value !== "number" || before === value) return nothing;
  const step = Number((value - before).toPrecision(12));
  return html` <span class="quiet step">${step > 0 ? "+" : "−"}${Math.abs(step)}</span>`;
}

/**
 * @param {unknown} before
 * @param {string} value
 * @param {Whose} side
 */
function text(before, value, side) {
  if (value === "") return html`<span class="quiet">empty</span>`;
  if (typeof before !== "string") return html`<span class="prose">${value}</span>`;
  return html`<span class="prose">${pieces(before, value).map((piece) => marked(piece.text, piece.mark, side))}</span>`;
}

/**
 * @param {string} part
 * @param {"same" | "added" | "removed"} mark
 * @param {string} side
 */
export function marked(part, mark, side) {
  if (mark === "same") return part;
  return mark === "added" ? html`<ins class="by-${side}">${part}</ins>` : html`<del>${part}</del>`;
}

/**
 * @param {unknown} before
 * @param {object} value
 * @param {Whose} side
 */
function fields(before, value, side) {
  const old = new Map(isObject(before) ? entries(before) : []);
  const now = new Map(entries(value));
  const names = [...new Set([...now.keys(), ...old.keys()])];
  return html`<dl class="fields">${names.map((name) => html`<dt>${name}</dt><dd>${field(old, now, name, side)}</dd>`)}</dl>`;
}

/**
 * @param {Map<string, unknown>} old
 * @param {Map<string, unknown>} now
 * @param {string} name
 * @param {Whose} side
 */
function field(old, now, name, side) {
  const spelled = stringify(now.get(name) ?? null);
  if (old.size === 0) return spelled;
  const was = stringify(old.get(name) ?? null);
  if (!now.has(name)) return html`<del>${was}</del>`;
  if (!old.has(name)) return html`<ins class="by-${side}">${spelled}</ins>`;
  return was === spelled ? spelled : html`<del>${was}</del> <ins class="by-${side}">${spelled}</ins>`;
}

/** @param {unknown} value */
function isNumber(value) {
  return typeof value === "number" || value instanceof ExactNumber;
}

/** @param {unknown} value */
function isScalar(value) {
  return !Array.isArray(value) && !isObject(value);
}
