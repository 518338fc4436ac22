// @ts-check
import { parse, stringify } from "@etagere/client";
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { mistakeIn } from "../text/checked.js";
import * as icons from "./icons.js";
import { valueOf } from "./value.js";

/** One conflict to decide. */

/** @typedef {import("../conflict/model.js").Card} Card */
/** @typedef {import("../conflict/model.js").Decision} Decision */
/** @typedef {import("../conflict/model.js").Option} Option */

/**
 * @typedef {object} CardState
 * @property {Card} card
 * @property {number} number from 1
 * @property {Decision | undefined} decision
 * @property {boolean} isNew whether it came up while others were being decided
 * @property {string | undefined} writing what stands in the field, if that is open
 * @property {string} them a name, or “They”
 * @property {string} theirs
 * @property {boolean} isSetAside whether the result is written by hand, so that nothing is to be decided here
 * @property {boolean} isText whether what is written is text, not JSON
 * @property {(decision: Decision | undefined) => void} decide
 * @property {(text: string | undefined) => void} write
 */

/** @type {Record<Option, string>} */
const KEYS = { base: "O", current: "T", yours: "M", both: "B", other: "E" };

/** @param {CardState} state */
export function conflictCard(state) {
  const { card, decision } = state;
  const name = fieldName(card.id);
  return html`<fieldset class="card ${decision === undefined ? "open" : "decided"}" id=${name} ?disabled=${state.isSetAside} @keydown=${(/** @type {KeyboardEvent} */ event) => letter(event, state)}>
    <legend>
      <span class="badge" aria-hidden="true">${decision === undefined ? state.number : icons.check}</span>
      ${pathOf(card.names)} <span class="why">${why(state)}</span>
      ${state.isNew ? html`<span class="pill new">new</span>` : nothing}
    </legend>
    ${decision === undefined
      ? html`<span class="needs">needs a decision</span>`
      : html`<button type="button" class="plain undo" @click=${() => takeBack(state)}>${icons.undo} Undo<span class="unseen"> for ${card.names.join(" ")}</span></button>`}
    <div class="options">
      ${"base" in card.sides ? option(state, "base", "Original") : nothing} ${option(state, "current", state.theirs)}
      ${option(state, "yours", "Yours")} ${card.both === undefined ? nothing : option(state, "both", "Both edits together")}
    </div>
    ${writer(state, name)}
  </fieldset>`;
}

/** @param {CardState} state */
function takeBack(state) {
  state.write(undefined);
  state.decide(undefined);
}

/** @param {string} id */
export function fieldName(id) {
  return `decide-${id}`;
}

/** @param {string[]} names */
export function pathOf(names) {
  if (names.length === 0) return html`<span class="path"><b>the whole document</b></span>`;
  return html`<span class="path">${names.slice(0, -1).map((name) => html`${name}<span class="sep" aria-hidden="true">›</span>`)}<b>${names.at(-1)}</b></span>`;
}

/** @param {CardState} state */
function why({ card, them, isText }) {
  const theirs = them === "You" ? "in the other tab" : them;
  if (!("current" in card.sides)) return them === "You" ? "deleted in the other tab, changed here" : `${theirs} deleted it, you changed it`;
  if (!("yours" in card.sides)) return them === "You" ? "changed in the other tab, deleted here" : `you deleted it, ${lower(theirs)} changed it`;
  if (isText) return them === "You" ? "changed in both tabs" : "both of you changed this";
  return REASONS[card.kind] ?? (them === "You" ? "changed in both tabs" : "both of you changed it");
}

/** @type {Record<string, string | undefined>} */
const REASONS = {
  "add-add": "both versions have it, and they differ",
  sequence: "both changed this list at the same place",
  order: "both changed the order",
  identity: "its elements can no longer be told apart",
  test: "a value that you tested for has changed",
};

/** @param {string} name */
function lower(name) {
  return name === "They" ? "they" : name;
}

/**
 * @param {CardState} state
 * @param {Option} which
 * @param {string} title
 */
function option(state, which, title) {
  const { card } = state;
  const chosen = state.decision?.choice === which;
  return html`<label class="option of-${which} ${chosen ? "chosen" : ""}">
    <span class="head"
      ><input type="radio" name=${fieldName(card.id)} value=${which} .checked=${live(chosen)} @change=${() => state.decide({ choice: which })} />
      ${which === "both" ? icons.join : nothing}<span class="title">${title}</span><kbd aria-hidden="true">${KEYS[which]}</kbd></span
    >
    <span class="value">${which === "both" ? weave(card) : valueOf(card.sides, /** @type {"base" | "current" | "yours"} */ (which))}</span>
  </label>`;
}

/** @param {Card} card */
function weave(card) {
  return html`<span class="prose"
    >${card.both?.map((piece) => (piece.by === "base" ? piece.text : html`<ins class="by-${piece.by}">${piece.text}</ins>`))}</span
  >`;
}

/**
 * @param {CardState} state
 * @param {string} name
 */
function writer(state, name) {
  const { writing } = state;
  const problem = writing === undefined ? undefined : mistakeIn(writing, !asText(state));
  const open = writing !== undefined;
  return html`<button type="button" class="plain write" aria-expanded=${open ? "true" : "false"} aria-controls="${name}-write" @click=${() => toggle(state)}>
      ${icons.pencil} Write something else<kbd aria-hidden="true">E</kbd>
    </button>
    <div id="${name}-write" ?hidden=${!open}>
      ${open
        ? html`<textarea
              rows=${Math.min(10, Math.max(2, writing.split("\n").length))}
              spellcheck=${asText(state) ? "true" : "false"}
              aria-label="Your own value for ${state.card.names.join(" ") || "the document"}"
              aria-invalid=${problem === undefined ? "false" : "true"}
              aria-describedby="${name}-mistake"
              .value=${live(writing)}
              @input=${(/** @type {InputEvent} */ event) => written(state, /** @type {HTMLTextAreaElement} */ (event.target).value)}
            ></textarea>
            <p id="${name}-mistake" class="mistake" role="status">${problem ?? ""}</p>`
        : nothing}
    </div>`;
}

/** @param {CardState} state */
function asText(state) {
  const values = ["base", "current", "yours"].filter((side) => side in state.card.sides).map((side) => state.card.sides[/** @type {"base"} */ (side)]);
  return state.isText || values.every((value) => typeof value === "string");
}

/** @param {CardState} state */
function toggle(state) {
  if (state.writing !== undefined) {
    state.write(undefined);
    if (state.decision?.choice === "other") state.decide(undefined);
    return;
  }
  const { yours, current } = state.card.sides;
  const start = "yours" in state.card.sides ? yours : current;
  state.write(asText(state) ? String(start) : stringify(start, 2));
  requestAnimationFrame(() => {
    const field = /** @type {HTMLElement | null} */ (document.querySelector(`#${CSS.escape(fieldName(state.card.id))}-write textarea`));
    field?.focus();
  });
}

/**
 * @param {CardState} state
 * @param {string} text
 */
function written(state, text) {
  state.write(text);
  if (mistakeIn(text, !asText(state)) === undefined) state.decide({ choice: "other", value: asText(state) ? text : parse(text) });
  else if (state.decision?.choice === "other") state.decide(undefined);
}

/**
 * Letters choose while a radio button has the focus, and only then.
 *
 * @param {KeyboardEvent} event
 * @param {CardState} state
 */
function letter(event, state) {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement) || event.target.type !== "radio") return;
  const [which] = Object.entries(KEYS).find(([, key]) => key === event.key.toUpperCase()) ?? [];
  if (which === undefined) return;
  event.preventDefault();
  if (which === "other") toggle(state);
  else pick(event, which);
}

/**
 * @param {KeyboardEvent} event
 * @param {string} which
 */
function pick(event, which) {
  const fieldset = /** @type {HTMLElement} */ (event.currentTarget);
  const radio = /** @type {HTMLInputElement | null} */ (fieldset.querySelector(`input[value="${which}"]`));
  radio?.focus();
  radio?.click();
}
