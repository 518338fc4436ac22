// @ts-check
import { html, nothing } from "lit-html";
import { they } from "../conflict/wording.js";
import { tokens } from "./code.js";
import * as icons from "./icons.js";

/** The document as it will be saved: what the decisions make of it, line by line, or as a person corrects it. */

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
 * @typedef {object} Result
 * @property {import("../conflict/deciding.js").Deciding} deciding
 * @property {Row[]} rows
 * @property {(card: string) => void} goTo
 * @property {() => void} takeInHand
 * @property {(text: string) => void} correct
 * @property {() => void} letGo
 */

/** @param {Result} result */
export function resultPane(result) {
  return result.deciding.hand === undefined ? decided(result) : inHand(result, result.deciding.hand);
}

/** @param {Result} result */
function decided({ deciding, rows, goTo, takeInHand }) {
  const isLeft = rows.some((row) => row.cells.result !== undefined);
  return html`<section class="result" aria-labelledby="result">
    <header>
      <h2 id="result">Result</h2>
      ${isLeft ? html`<button type="button" class="plain" @click=${takeInHand}>${icons.pencil} Edit as ${deciding.dispute.form === "json" ? "JSON" : "text"}</button>` : nothing}
      <ul class="legend"><li class="of-current">${they(deciding.dispute)}</li><li class="of-yours">You</li><li class="of-both">Both</li></ul>
    </header>
    ${resultLines(rows, goTo)}
  </section>`;
}

/**
 * @param {Result} result
 * @param {string} text
 */
function inHand({ deciding, correct, letGo }, text) {
  const isJson = deciding.dispute.form === "json";
  return html`<section class="result in-hand" aria-labelledby="result">
    <header>
      <h2 id="result">Result, by hand</h2>
      <button type="button" class="plain" @click=${letGo}>${icons.undo} Back to the decisions</button>
    </header>
    <code-editor label="The result as it will be saved" .isJson=${isJson} .text=${text} @edited=${(/** @type {CustomEvent<string>} */ event) => correct(event.detail)}></code-editor>
    <p class="mistake" role="status">${deciding.mistake ?? ""}</p>
  </section>`;
}

/**
 * Letters stand beside the colours.
 *
 * @param {Row[]} rows
 * @param {(card: string) => void} goTo
 */
function resultLines(rows, goTo) {
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
