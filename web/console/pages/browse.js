// @ts-check
import { html, nothing } from "lit-html";
import { draftsUnder } from "../app/drafts.js";
import { noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { encoded, link, nameOf, readable, trail } from "../app/routes.js";
import { client, isSignedIn } from "../app/session.js";
import * as icons from "../components/icons.js";
import { crumbs, noticeOf } from "../components/shell.js";
import { inFull, size, when } from "../text/saying.js";

/** What a collection holds. */

/**
 * @typedef {object} Member
 * @property {string} path
 * @property {string} etag
 * @property {number} version
 * @property {string} last_modified
 * @property {number} size
 * @property {string} media_type
 */

const PAGE = 100;

/**
 * @param {import("../app/pages.js").App} app
 * @param {import("../app/routes.js").Route} route
 * @returns {import("../app/pages.js").Page}
 */
export function browsePage(app, route) {
  const path = route.path.endsWith("/") ? route.path : `${route.path}/`;
  /** @type {Member[]} */
  let members = [];
  /** @type {string[]} */
  let collections = [];
  /** @type {string | undefined} */
  let next;
  /** @type {import("../components/shell.js").Notice | undefined} */
  let notice;
  let isLoaded = false;
  let isStale = false;

  /** @param {string} [after] */
  async function load(after) {
    try {
      const cursor = after === undefined ? "" : `&cursor=${encodeURIComponent(after)}`;
      const listing = await client.ask(`${path}?depth=1&limit=${PAGE}${cursor}`);
      members = after === undefined ? listing.members : [...members, ...listing.members];
      collections = [...new Set([...(after === undefined ? [] : collections), ...(listing.collections ?? [])])];
      next = listing.next;
    } catch (cause) {
      if (wantsSignIn(cause)) return app.askToSignIn();
      notice = noticeOfFailure(cause);
    }
    isLoaded = true;
    isStale = false;
    app.render();
  }

  /** @param {SubmitEvent} event */
  function create(event) {
    event.preventDefault();
    const name = /** @type {HTMLInputElement} */ (document.getElementById("new-name")).value.trim();
    if (name !== "") app.go(link("resource", encoded(path + name.replace(/^\/+/, ""))));
  }

  load();
  return {
    section: "resources",
    title: path === "/" ? "Resources" : readable(path),
    greet: (left) => (notice = left),
    onChange: (change) => {
      if (!change.path.startsWith(path) || isStale) return;
      isStale = true;
      load();
    },
    close: () => undefined,
    view: () => html`<div class="page">
      ${path === "/" ? nothing : crumbs(trail(path).slice(0, -1), nameOf(path))}
      <div class="title-row">
        <h1 tabindex="-1">${path === "/" ? "Resources" : nameOf(path)}</h1>
        <a class="button" href=${link("rules", path)}>Rules</a>
      </div>
      ${noticeOf(notice)}
      <form class="inline" @submit=${create}>
        <label for="new-name">New resource</label>
        <span class="prefix">${readable(path)}</span><input id="new-name" required maxlength="512" placeholder=${path === "/" ? "notes/first" : "name"} autocomplete="off" spellcheck="false" />
        <button>${icons.plus} Create</button>
      </form>
      ${isLoaded ? table() : nothing}
    </div>`,
  };

  function empty() {
    return html`<div class="empty">
      <p>Nothing is here yet. Name the first resource above, or send it:</p>
      <pre>curl -X PUT ${location.origin}${path}${path === "/" ? "notes/first" : "first"}${isSignedIn() ? " -H 'Authorization: Bearer TOKEN'" : ""} -H 'Content-Type: application/json' -d '{"text": "Hello"}'</pre>
    </div>`;
  }

  function table() {
    if (members.length + collections.length === 0) return empty();
    const drafts = draftsUnder(path);
    return html`<div class="panel scroll" role="region" aria-label="Members" tabindex="0">
        <table class="list">
          <thead>
            <tr><th scope="col">Name</th><th scope="col">Version</th><th scope="col">Changed</th><th scope="col" class="roomy">Type</th><th scope="col" class="figure roomy">Size</th></tr>
          </thead>
          <tbody>
            ${collections.map((one) => html`<tr><th scope="row"><a href=${link("browse", encoded(one))}>${icons.folder} ${nameOf(one)}/</a></th><td></td><td></td><td class="quiet roomy">collection</td><td class="roomy"></td></tr>`)}
            ${members.map((member) => row(member, drafts.has(encoded(member.path))))}
          </tbody>
        </table>
      </div>
      ${next === undefined ? nothing : html`<p><button type="button" @click=${() => load(next)}>Show more</button></p>`}`;
  }

  /**
   * @param {Member} member
   * @param {boolean} hasDraft
   */
  function row(member, hasDraft) {
    return html`<tr>
      <th scope="row"><a href=${link("resource", encoded(member.path))}>${icons.page} ${readable(member.path.slice(path.length))}</a>${hasDraft ? html` <span class="pill of-yours">draft</span>` : nothing}</th>
      <td><a class="quiet" href=${link("history", encoded(member.path))}>v${member.version}</a></td>
      <td><time datetime=${member.last_modified} title=${inFull(member.last_modified)}>${when(member.last_modified)}</time></td>
      <td class="quiet roomy">${member.media_type}</td>
      <td class="figure roomy">${size(member.size)}</td>
    </tr>`;
  }
}
