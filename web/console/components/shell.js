// @ts-check
import { html, nothing } from "lit-html";
import { feedState } from "../app/feed.js";
import { link } from "../app/routes.js";
import { isSignedIn } from "../app/session.js";
import * as icons from "./icons.js";

/** What is around every page. */

/** @typedef {"auto" | "light" | "dark"} Theme */

/**
 * @typedef {object} Shell
 * @property {unknown} content
 * @property {"resources" | "activity" | "none"} section
 * @property {Theme} theme
 * @property {() => void} turnTheme
 * @property {boolean} keysShown
 * @property {() => void} toggleKeys
 * @property {() => void} signOut
 */

const STATES = { live: "live", waiting: "no connection", off: "" };

/** @param {Shell} shell */
export function page(shell) {
  return html`<a class="skip" href="#main" @click=${skip}>To the content</a>
    <header class="top">
      <a class="brand" href=${link("browse")}>${icons.brand}<span>Etagere</span></a>
      <nav aria-label="Console">
        <a href=${link("browse")} aria-current=${shell.section === "resources" ? "page" : nothing}>Resources</a>
        <a href=${link("activity")} aria-current=${shell.section === "activity" ? "page" : nothing}>Activity</a>
      </nav>
      <div class="tools">
        <span class="feed is-${feedState()}" role="status">${STATES[feedState()]}</span>
        <button type="button" class="plain" aria-expanded=${shell.keysShown ? "true" : "false"} aria-controls="keys" @click=${shell.toggleKeys}>${icons.keyboard} <span class="word">Keys</span></button>
        <button type="button" class="plain" @click=${shell.turnTheme}>${icons.contrast} <span class="word">Theme: ${shell.theme}</span></button>
        ${isSignedIn() ? html`<button type="button" class="plain" @click=${shell.signOut}>Sign out</button>` : nothing}
      </div>
    </header>
    ${keys(shell.keysShown)}
    <main id="main" tabindex="-1">${shell.content}</main>`;
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

const SHORTCUTS = [
  [["Ctrl", "Enter"], "save"],
  [["Alt", "↓"], "next conflict"],
  [["Alt", "↑"], "previous conflict"],
  [["O"], "take the original"],
  [["T"], "take theirs"],
  [["M"], "take mine"],
  [["B"], "take both edits together"],
  [["E"], "write something else"],
];

/** @param {boolean} shown */
function keys(shown) {
  return html`<section id="keys" class="keys" aria-label="Keys" ?hidden=${!shown}>
    <dl>${SHORTCUTS.map(([names, words]) => html`<div><dt>${/** @type {string[]} */ (names).map((name) => html`<kbd>${name}</kbd>`)}</dt><dd>${words}</dd></div>`)}</dl>
    <p class="quiet">Letters count while a choice of a conflict has the focus, and only then.</p>
  </section>`;
}

/**
 * @param {{name: string, path: string}[]} above
 * @param {unknown} here
 */
export function crumbs(above, here) {
  return html`<nav class="crumbs" aria-label="Where this is">
    <a href=${link("browse")}>all</a>${above.map((one) => html`<span class="sep" aria-hidden="true">/</span><a href=${link("browse", one.path)}>${one.name}</a>`)}<span class="sep" aria-hidden="true">/</span><span aria-current="page">${here}</span>
  </nav>`;
}

/**
 * The pages of one resource.
 *
 * @param {string} path
 * @param {"resource" | "history" | "conflict"} here
 */
export function tabs(path, here) {
  return html`<nav class="tabs" aria-label="This resource">
    <a href=${link("resource", path)} aria-current=${here === "resource" ? "page" : nothing}>Document</a>
    <a href=${link("history", path)} aria-current=${here === "history" ? "page" : nothing}>History</a>
  </nav>`;
}

/**
 * @typedef {object} Notice
 * @property {"good" | "bad" | "info"} tone
 * @property {unknown} text
 * @property {{pointer?: string, message: string}[]} [errors]
 * @property {{label: string, act: () => void}[]} [actions]
 */

/**
 * A message at the top of a page. The place for it is always there, so that readers of the screen hear it come.
 *
 * @param {Notice | undefined} notice
 */
export function noticeOf(notice) {
  return html`<div role="status" class="notices">${notice === undefined
    ? nothing
    : html`<div class="notice ${notice.tone}">
        ${notice.tone === "good" ? icons.check : notice.tone === "bad" ? icons.alert : icons.clock}
        <div>
          <p>${notice.text}</p>
          ${notice.errors?.length ? html`<ul>${notice.errors.map((error) => html`<li>${error.pointer ? html`<code>${error.pointer}</code> ` : nothing}${error.message}</li>`)}</ul>` : nothing}
        </div>
        ${notice.actions?.map((action) => html`<button type="button" @click=${action.act}>${action.label}</button>`)}
      </div>`}</div>`;
}
