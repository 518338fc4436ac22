// @ts-check
import { html, nothing } from "lit-html";
import { tokens } from "./code.js";

/** The document that the decisions make, line by line. Letters stand beside the colours. */

/** @typedef {import("../conflict/rows.js").Row} Row */

/** @type {Record<import("../conflict/rows.js").Mark, [letter: string, words: string]>} */
export const MARKS = {
  current: ["T", "theirs"],
  yours: ["M", "mine"],
  both: ["B", "both"],
  same: ["=", "the same from both"],
  open: ["!", "to decide"],
  original: ["O", "original"],
  other: ["E", "written here"],
};

/**
 * @param {Row[]} rows
 * @param {(card: string) => void} goTo
 */
export function resultLines(rows, goTo) {
  const shown = rows.flatMap((row) => (row.cells.result === undefined ? [] : [row.cells.result]));
  return html`<ol class="lines" tabindex="0" role="list" aria-label="The document as it will be saved">${shown.map((line, i) => {
    const [letter, words] = line.mark === undefined ? ["", ""] : MARKS[line.mark];
    return html`<li class=${line.mark === undefined ? "" : `is-${line.mark}`}>
      <span class="at" aria-hidden="true">${i + 1}</span><span class="letter" title=${words || nothing} aria-hidden="true">${letter}</span
      ><code class="text" data-indent=${Math.min(line.indent, 12)}>${tokens(line.tokens)}${words ? html`<span class="unseen"> (${words})</span>` : nothing}</code>
      ${line.mark === "open" && line.card !== undefined
        ? html`<button type="button" class="decide" @click=${() => goTo(/** @type {string} */ (line.card))}>decide</button>`
        : nothing}
    </li>`;
  })}</ol>`;
}
