// @ts-check
import { Conflict, isJson, isText } from "@etagere/client";
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { noteMine } from "../app/drafts.js";
import { isMissing, noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { isOf, nameOf, trail } from "../app/routes.js";
import { client } from "../app/session.js";
import { versionsOf } from "../app/versions.js";
import { crumbs, noticeOf, tabs } from "../components/shell.js";
import { wholeDocument } from "../components/whole.js";
import { modelOf } from "../conflict/model.js";
import { rows } from "../conflict/rows.js";
import { counted, inFull, named, size, toTheSecond, when } from "../text/saying.js";

/** The versions of a resource: what any two of them differ in, and how to bring one back. */

/** @typedef {import("../app/versions.js").VersionInfo} VersionInfo */
/** @typedef {import("@etagere/client").Document} Document */

/**
 * @param {import("../app/pages.js").App} app
 * @param {import("../app/routes.js").Route} route
 * @returns {import("../app/pages.js").Page}
 */
export function historyPage(app, route) {
  return new HistoryPage(app, route);
}

class HistoryPage {
  section = /** @type {const} */ ("resources");
  /** @type {VersionInfo[]} newest first */
  #versions = [];
  /** @type {string | undefined} */
  #next;
  /** @type {import("../components/shell.js").Notice | undefined} */
  #notice;
  /** @type {Map<number, Document>} */
  #documents = new Map();
  /** @type {Set<number>} */
  #unfolded = new Set();
  #from = 0;
  #to = 0;

  /**
   * @param {import("../app/pages.js").App} app
   * @param {import("../app/routes.js").Route} route
   */
  constructor(app, route) {
    this.app = app;
    this.path = route.path;
    this.#from = Number(route.query.get("from") ?? 0);
    this.#to = Number(route.query.get("to") ?? 0);
    this.#load().catch((cause) => this.#failed(cause));
  }

  get title() {
    return `History of ${nameOf(this.path)}`;
  }

  /** @param {string} [after] */
  async #load(after) {
    const page = await versionsOf(this.path, after);
    this.#versions = after === undefined ? page.versions : [...this.#versions, ...page.versions];
    this.#next = page.next;
    this.#to ||= this.#versions[0]?.version ?? 0;
    this.#from ||= this.#versions[1]?.version ?? this.#to;
    await this.#fetch();
    this.app.render();
  }

  async #fetch() {
    const wanted = [this.#from, this.#to].filter((number) => number > 0 && !this.#documents.has(number) && this.#of(number)?.kind !== "deleted");
    for (const number of wanted) this.#documents.set(number, await client.version(this.path, { number }));
  }

  /** @param {number} number */
  #of(number) {
    return this.#versions.find((version) => version.version === number);
  }

  /** @param {unknown} cause */
  #failed(cause) {
    if (wantsSignIn(cause)) return this.app.askToSignIn();
    this.#notice = noticeOfFailure(cause);
    this.app.render();
  }

  /** @param {import("@etagere/client").Change} change */
  onChange(change) {
    if (isOf(this.path, change)) this.#load().catch((cause) => this.#failed(cause));
  }

  /**
   * @param {"from" | "to"} end
   * @param {number} number
   */
  #choose(end, number) {
    if (end === "from") this.#from = number;
    else this.#to = number;
    this.#unfolded.clear();
    this.#fetch().then(() => this.app.render(), (cause) => this.#failed(cause));
  }

  /** @param {VersionInfo} version */
  async #restore(version) {
    const old = await client.version(this.path, { number: version.version });
    const current = await client.read(this.path).catch(missing);
    const options = { mediaType: old.mediaType };
    const saved = await client.save(current?.edit(old.value, options) ?? client.draft(this.path, old.value, options), { onConflict: "ask" });
    noteMine(saved.etag);
    this.#notice = { tone: "good", text: `Version ${version.version} is back, as a new version.` };
    this.#from = this.#to = 0;
    await this.#load();
  }

  /** @param {unknown} cause */
  #notRestored(cause) {
    if (!(cause instanceof Conflict)) return this.#failed(cause);
    this.#notice = { tone: "info", text: "Somebody saved at the same moment. Look at the newest version before you bring an old one back." };
    this.#load().catch((failure) => this.#failed(failure));
  }

  view() {
    return html`<div class="page">
      ${crumbs(trail(this.path), nameOf(this.path))}
      <div class="title-row"><div><h1 tabindex="-1">${nameOf(this.path)}</h1><p class="quiet">${this.#versions.length > 0 ? counted(this.#versions.length, "version") : ""}${this.#next === undefined ? "" : " and more"}</p></div>${tabs(this.path, "history")}</div>
      ${noticeOf(this.#notice)} ${this.#versions.length > 0 ? html`${this.#table()} ${this.#difference()}` : nothing}
    </div>`;
  }

  #table() {
    return html`<div class="panel scroll" role="region" aria-label="Versions" tabindex="0">
        <table class="list">
          <thead>
            <tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Version</th><th scope="col">When</th><th scope="col">Who</th><th scope="col" class="figure">Size</th><td></td></tr>
          </thead>
          <tbody>${this.#versions.map((version, i) => this.#row(version, i))}</tbody>
        </table>
      </div>
      ${this.#next === undefined ? nothing : html`<p><button type="button" @click=${() => this.#load(this.#next).catch((cause) => this.#failed(cause))}>Show more</button></p>`}`;
  }

  /**
   * @param {VersionInfo} version
   * @param {number} i
   */
  #row(version, i) {
    const radio = (/** @type {"from" | "to"} */ end) =>
      html`<input type="radio" name=${end} aria-label="${end === "from" ? "From" : "To"} version ${version.version}" .checked=${live((end === "from" ? this.#from : this.#to) === version.version)} @change=${() => this.#choose(end, version.version)} />`;
    const isGone = version.kind === "deleted";
    return html`<tr class=${isGone ? "is-gone" : ""}>
      <td>${radio("from")}</td><td>${radio("to")}</td>
      <th scope="row">v${version.version}${i === 0 ? html` <span class="pill of-same">current</span>` : nothing}</th>
      <td><time datetime=${version.time} title=${inFull(version.time)}>${toTheSecond(version.time)}</time></td>
      <td>${named(version.writer) ?? html`<span class="quiet">—</span>`}</td>
      <td class="figure">${isGone ? html`<span class="gone">deleted</span>` : size(version.size ?? 0)}</td>
      <td class="figure">${i === 0 || isGone ? nothing : html`<button type="button" class="plain" @click=${() => this.#restore(version).catch((cause) => this.#notRestored(cause))}>Restore<span class="unseen"> version ${version.version}</span></button>`}</td>
    </tr>`;
  }

  #difference() {
    if (this.#from === 0 || this.#to === 0) return nothing;
    const before = this.#documents.get(this.#from);
    const after = this.#documents.get(this.#to);
    return html`<section aria-labelledby="difference">
      <h2 id="difference">${this.#from === this.#to ? `Version ${this.#to}` : `From version ${this.#from} to version ${this.#to}`}</h2>
      ${this.#compared(before, after)}
    </section>`;
  }

  /**
   * @param {Document | undefined} before
   * @param {Document | undefined} after
   */
  #compared(before, after) {
    const types = [before, after].flatMap((document) => (document === undefined ? [] : [document.mediaType]));
    const readable = types.every(isJson) ? "json" : types.every(isText) ? "text" : undefined;
    if (types.length === 0) return html`<p class="empty">Both are deletions.</p>`;
    if (readable === undefined) return html`<p class="empty">These versions are not text, so they cannot be shown beside each other.</p>`;
    const sides = { ...(before === undefined ? {} : { base: before.value, current: before.value }), ...(after === undefined ? {} : { yours: after.value }) };
    const model = modelOf(sides, after === undefined ? undefined : { clean: true, document: after.value, conflicts: [] }, readable === "text");
    const all = rows({ ...model, cards: [] }, new Map(), new Map());
    const count = model.fitted.length;
    return html`${before !== undefined && after !== undefined ? html`<p class="quiet">${count === 0 ? "They say the same." : `${counted(count, "place differs", "places differ")}.`}</p>` : nothing}
    ${wholeDocument({
      rows: all,
      heads: { base: this.#head(this.#from, before), yours: this.#head(this.#to, after) },
      unfolded: this.#unfolded,
      unfold: (row) => {
        this.#unfolded.add(row);
        this.app.render();
      },
      goTo: () => undefined,
    })}`;
  }

  /**
   * @param {number} number
   * @param {Document | undefined} document
   */
  #head(number, document) {
    const version = this.#of(number);
    return { title: `Version ${number}`, note: document === undefined ? "deleted" : `${named(version?.writer) ?? ""} ${when(version?.time)}` };
  }

  close() {}
}

/** @param {unknown} cause */
function missing(cause) {
  if (isMissing(cause)) return undefined;
  throw cause;
}

