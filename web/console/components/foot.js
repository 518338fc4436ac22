// @ts-check
import { html, nothing } from "lit-html";

/** Where a conflict stands, and how it is brought to an end. */

/**
 * @typedef {object} Foot
 * @property {import("../conflict/deciding.js").Deciding} deciding
 * @property {boolean} saving
 * @property {string} hint why it was not saved
 * @property {() => void} giveUp
 * @property {() => void} goToNextOpen
 * @property {() => void} save
 */

/** @param {Foot} foot */
export function conflictFoot(foot) {
  const { deciding } = foot;
  const { model, draft } = deciding.dispute;
  const isReady = deciding.open.length === 0 && deciding.mistake === undefined;
  return html`<footer class="foot">
    <div class="meter" aria-hidden="true">${model.cards.map((card) => html`<span class="is-${deciding.decisions.get(card.id)?.choice ?? (deciding.hand === undefined ? "open" : "other")}"></span>`)}</div>
    <div class="state">
      <p role="status"><b>${progress(deciding)}</b>${foot.hint ? html` <span class="mistake">${foot.hint}</span>` : nothing}</p>
      <p class="quiet">${isReady ? html`Saves only if nobody changed it since: ${guard(deciding)}` : "Your draft is kept in this browser until you save."}</p>
    </div>
    <div class="acts">
      <button type="button" class="plain" @click=${foot.giveUp}>${draft.deletes ? "Keep it" : "Back to the draft"}</button>
      ${deciding.open.length === 0 ? nothing : html`<button type="button" @click=${foot.goToNextOpen}>Next open <kbd aria-hidden="true">Alt ↓</kbd></button>`}
      <button type="button" class=${isReady ? "primary" : ""} aria-busy=${foot.saving ? "true" : "false"} @click=${foot.save}>${foot.saving ? "Saving…" : saveWords(deciding)} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
    </div>
  </footer>`;
}

/** @param {import("../conflict/deciding.js").Deciding} deciding */
function progress({ dispute, open, hand }) {
  const all = dispute.model.cards.length;
  if (hand !== undefined) return "Corrected by hand";
  if (all === 0) return "Nothing to decide";
  return open.length === 0 ? "All decided" : `${all - open.length} of ${all} decided`;
}

/** @param {import("../conflict/deciding.js").Deciding} deciding */
function guard({ dispute }) {
  const etag = dispute.current?.etag;
  return html`<code>${etag === undefined ? "If-None-Match: *" : `If-Match: ${etag}`}</code>`;
}

/** @param {import("../conflict/deciding.js").Deciding} deciding */
function saveWords({ dispute, decisions, hand }) {
  const [only] = dispute.model.cards;
  const decision = only === undefined || hand !== undefined ? undefined : decisions.get(only.id);
  if (only?.id === "" && decision !== undefined && decision.choice !== "other" && !(decision.choice in only.sides)) return "Delete it";
  return "Save merged version";
}
