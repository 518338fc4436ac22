// @ts-check
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { short } from "../conflict/rows.js";
import { from } from "../conflict/wording.js";
import { pathOf } from "./card.js";
import * as icons from "./icons.js";

/** The changes that were merged, each with a switch that puts the original back. */

/** @typedef {import("../conflict/model.js").Fitted} Fitted */

const LONGEST = 80;

/**
 * @param {import("../conflict/deciding.js").Deciding} deciding
 * @param {(change: Fitted) => void} turn
 */
export function fittedList(deciding, turn) {
  const { fitted } = deciding.dispute.model;
  if (fitted.length === 0) return nothing;
  return html`<section class="fitted" aria-labelledby="fitted">
    <h2 id="fitted">${icons.check} Merged for you <span class="count">${fitted.length}</span></h2>
    <p class="quiet">Only one of you touched these, or you both did the same. Switch one off to put the original back.</p>
    <ul>${fitted.map((change) => row(change, deciding, turn))}</ul>
  </section>`;
}

/**
 * @param {Fitted} change
 * @param {import("../conflict/deciding.js").Deciding} deciding
 * @param {(change: Fitted) => void} turn
 */
function row(change, deciding, turn) {
  const on = !deciding.undone.has(change.id);
  const { base, merged } = change.sides;
  const told = (/** @type {unknown} */ value) => short(value, LONGEST, deciding.dispute.form === "text");
  return html`<li class=${on ? "" : "off"}>
    ${pathOf(change.names)}
    <span class="from-to"><span class="old">${"base" in change.sides ? told(base) : "—"}</span> <span aria-hidden="true">→</span><span class="unseen"> becomes </span> <span class="new-value">${"merged" in change.sides ? told(merged) : html`<span class="gone">deleted</span>`}</span></span>
    <span class="pill of-${change.by}">${from(deciding.dispute, change.by)}</span>
    <label class="toggle"><input type="checkbox" role="switch" ?disabled=${deciding.hand !== undefined} .checked=${live(on)} @change=${() => turn(change)} aria-label="Keep the change of ${change.names.join(" ")}" /><span aria-hidden="true"></span></label>
  </li>`;
}
