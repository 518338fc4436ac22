// @ts-check
import { Conflict, parse, stringify } from "@etagere/client";
import { html, nothing } from "lit-html";
import { errorsOf, isMissing, noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { link, nameOf, readable, trail } from "../app/routes.js";
import { client, Spelled } from "../app/session.js";
import { crumbs, noticeOf } from "../components/shell.js";

/** What a collection asks of those who write to it. */

/** @typedef {import("@etagere/client").Document} Document */

const EXAMPLE = `{
  "writes": { "put": "version", "patch": "version", "delete": "version" }
}
`;

/**
 * @param {import("../app/pages.js").App} app
 * @param {import("../app/routes.js").Route} route
 * @returns {import("../app/pages.js").Page}
 */
export function rulesPage(app, route) {
  const { path } = route;
  const address = `/-/rules${path}`;
  /** @type {Document | undefined} */
  let base;
  /** @type {unknown} */
  let inForce;
  let text = EXAMPLE;
  let dirty = false;
  let loaded = false;
  let saving = false;
  /** @type {import("../components/shell.js").Notice | undefined} */
  let notice;
  /** @type {{pointer?: string, message: string}[]} */
  let errors = [];

  async function load() {
    const [document, all] = await Promise.all([client.read(address).catch(missing), client.ask("/-/rules/"), import("../editor/code-editor.js")]);
    base = document;
    inForce = nearest(all, path);
    if (!dirty) text = document === undefined ? EXAMPLE : `${stringify(document.value, 2)}\n`;
    loaded = true;
    app.render();
  }

  /** @param {unknown} cause */
  function failed(cause) {
    if (wantsSignIn(cause)) return app.askToSignIn();
    saving = false;
    loaded = true;
    notice = noticeOfFailure(cause);
    app.render();
  }

  async function save() {
    parse(text);
    saving = true;
    app.render();
    const value = new Spelled(text);
    base = await client.save(base?.edit(value) ?? client.draft(address, value), { onConflict: "ask" });
    saving = false;
    dirty = false;
    errors = [];
    notice = { tone: "good", text: "Saved. The rules hold from the next write on." };
    await load();
  }

  /** @param {unknown} cause */
  function refused(cause) {
    if (cause instanceof Conflict) {
      saving = false;
      notice = { tone: "info", text: "Somebody else changed these rules. Yours are still here, unsaved.", actions: [{ label: "Show theirs", act: () => app.go(link("rules", path)) }] };
      return app.render();
    }
    failed(cause);
    if (cause instanceof Error && "details" in cause) errors = errorsOf(/** @type {import("@etagere/client").Problem} */ (cause));
    app.render();
  }

  const start = () => void save().catch(refused);

  load().catch(failed);
  return {
    section: "resources",
    title: `Rules of ${path === "/" ? "everything" : readable(path)}`,
    close: () => undefined,
    onKey: (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "Enter" || saving) return;
      event.preventDefault();
      start();
    },
    view: () => html`<div class="page">
      ${crumbs(trail(path), "rules")}
      <h1 tabindex="-1">Rules of ${path === "/" ? "everything" : nameOf(path)}</h1>
      <p class="lead">They hold for every resource under <code>${readable(path)}</code>; of several that fit, the longest path wins. They have versions like any resource.</p>
      ${noticeOf(notice)}
      ${loaded ? content() : nothing}
    </div>`,
  };

  function content() {
    return html`<div class="columns">
      <section aria-labelledby="own">
        <h2 id="own">${base === undefined ? "No rules of its own yet" : "Its own rules"}</h2>
        <div class="panel editor"><code-editor label="Rules as JSON" .isJson=${true} .text=${text} .errors=${errors} @edited=${(/** @type {CustomEvent<string>} */ event) => edited(event.detail)}></code-editor></div>
        <div class="actions">
          <span class="push"></span>${dirty ? html`<span class="quiet">not saved</span>` : nothing}
          <button type="button" class=${dirty ? "primary" : ""} aria-busy=${saving ? "true" : "false"} @click=${start}>${base === undefined ? "Create" : "Save"} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
        </div>
      </section>
      <section aria-labelledby="force">
        <h2 id="force">In force</h2>
        ${table()}
      </section>
    </div>`;
  }

  /** @param {string} now */
  function edited(now) {
    text = now;
    dirty = true;
    errors = [];
    app.render();
  }

  function table() {
    const rows = flat(inForce);
    if (rows.length === 0) return html`<p class="empty">Only what holds everywhere: a write needs a condition.</p>`;
    return html`<div class="panel"><table class="list"><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`)}</tbody></table></div>`;
  }
}

/**
 * The rules in force at a path: those with the longest prefix.
 *
 * @param {any} all
 * @param {string} path
 */
function nearest(all, path) {
  const fitting = (all.rules ?? []).filter((/** @type {any} */ one) => path.startsWith(one.prefix ?? one.path));
  fitting.sort((/** @type {any} */ a, /** @type {any} */ b) => (b.prefix ?? b.path).length - (a.prefix ?? a.path).length);
  return fitting[0]?.in_force ?? fitting[0]?.rules ?? all.defaults;
}

/**
 * @param {unknown} rules
 * @param {string} [above]
 * @returns {[string, string][]}
 */
function flat(rules, above = "") {
  if (typeof rules !== "object" || rules === null) return [];
  return Object.entries(rules).flatMap(([name, value]) => {
    const full = above === "" ? name : `${above}.${name}`;
    const isInner = typeof value === "object" && value !== null && !Array.isArray(value) && above === "" && name !== "schema";
    return isInner ? flat(value, full) : [/** @type {[string, string]} */ ([full, typeof value === "string" ? value : JSON.stringify(value)])];
  });
}

/** @param {unknown} cause */
function missing(cause) {
  if (isMissing(cause)) return undefined;
  throw cause;
}
