// @ts-check
import { html, nothing } from "lit-html";
import { COLUMNS } from "../conflict/rows.js";
import { tokens } from "./code.js";

/** All versions of a document beside each other, with runs that nobody changed folded. */

/** @typedef {import("../conflict/rows.js").Row} Row */
/** @typedef {import("../conflict/rows.js").Column} Column */

const AROUND = 1;
const WORTH_FOLDING = 4;

/**
 * @typedef {object} Whole
 * @property {Row[]} rows
 * @property {Partial<Record<Column, {title: string, note: string}>>} heads
 * @property {ReadonlySet<number>} unfolded by the row at which the run begins
 * @property {(row: number) => void} unfold
 * @property {(card: string) => void} goTo
 */

/** @param {Whole} whole */
export function wholeDocument(whole) {
  const columns = COLUMNS.filter((column) => column in whole.heads);
  return html`<div class="whole" role="region" aria-label="Whole document" tabindex="0">
    <table>
      <thead>
        <tr>${columns.map((column) => html`<th scope="col" class="of-${column}">${whole.heads[column]?.title} <span class="quiet">${whole.heads[column]?.note}</span></th>`)}</tr>
      </thead>
      <tbody>${runs(whole).map((run) => (run.folded ? fold(run, columns.length, whole) : run.rows.map((row) => line(row, columns, whole))))}</tbody>
    </table>
  </div>`;
}

/** @typedef {{start: number, rows: Row[], folded: boolean}} Run */

/**
 * @param {Whole} whole
 * @returns {Run[]}
 */
function runs(whole) {
  /** @type {Run[]} */
  const all = [];
  for (let i = 0; i < whole.rows.length; ) {
    const end = nextDifferent(whole.rows, i);
    all.push(...cut(whole, i, end));
    i = end;
  }
  return all;
}

/**
 * @param {Row[]} rows
 * @param {number} start
 */
function nextDifferent(rows, start) {
  let end = start;
  while (end < rows.length && rows[end].changed === rows[start].changed) end++;
  return end;
}

/**
 * @param {Whole} whole
 * @param {number} start
 * @param {number} end
 * @returns {Run[]}
 */
function cut(whole, start, end) {
  const { rows } = whole;
  const head = start === 0 ? start : start + AROUND;
  const tail = end === rows.length ? end : end - AROUND;
  if (rows[start].changed || tail - head < WORTH_FOLDING || whole.unfolded.has(head)) return [{ start, rows: rows.slice(start, end), folded: false }];
  return [
    { start, rows: rows.slice(start, head), folded: false },
    { start: head, rows: rows.slice(head, tail), folded: true },
    { start: tail, rows: rows.slice(tail, end), folded: false },
  ];
}

/**
 * @param {Run} run
 * @param {number} columns
 * @param {Whole} whole
 */
function fold(run, columns, whole) {
  return html`<tr class="fold"><td colspan=${columns}><button type="button" @click=${() => whole.unfold(run.start)}>${run.rows.length} unchanged lines</button></td></tr>`;
}

/**
 * @param {Row} row
 * @param {Column[]} columns
 * @param {Whole} whole
 */
function line(row, columns, whole) {
  return html`<tr>${columns.map((column) => cell(row, column, whole))}</tr>`;
}

/**
 * @param {Row} row
 * @param {Column} column
 * @param {Whole} whole
 */
function cell(row, column, whole) {
  const line = row.cells[column];
  if (line === undefined) {
    const isDeleted = row.gone?.[column] && row.cells.base !== undefined;
    return html`<td class="absent ${isDeleted ? "deleted" : ""}">${isDeleted ? "deleted" : nothing}</td>`;
  }
  const button =
    line.mark === "open" && line.card !== undefined
      ? html`<button type="button" class="decide" @click=${() => whole.goTo(/** @type {string} */ (line.card))}>decide</button>`
      : nothing;
  return html`<td class=${line.mark === undefined ? "" : `is-${line.mark}`}>${button}<code class="text" data-indent=${Math.min(line.indent, 12)}>${tokens(line.tokens, column === "current" ? "current" : "yours")}</code></td>`;
}
