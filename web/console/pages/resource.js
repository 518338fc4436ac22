// @ts-check
import { Conflict, isJson, isText, parse, stringify } from "@etagere/client";
import { html, nothing } from "lit-html";
import { discard, draftOf, keep, noteMine } from "../app/drafts.js";
import { errorsOf, isMissing, noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { isOf, link, nameOf, parent, trail } from "../app/routes.js";
import { client, isSignedIn, Spelled } from "../app/session.js";
import { versionsOf, withTag } from "../app/versions.js";
import { crumbs, noticeOf, tabs } from "../components/shell.js";
import { named, size, when } from "../text/saying.js";

/** One resource: to read, to edit, to delete. */

/** @typedef {import("@etagere/client").Document} Document */
/** @typedef {import("../components/shell.js").Notice} Notice */

const KEPT = "Your draft is kept in this browser.";
const NEW_TYPES = ["application/json", "text/markdown", "text/plain"];

/**
 * @param {import("../app/pages.js").App} app
 * @param {import("../app/routes.js").Route} route
 * @returns {import("../app/pages.js").Page}
 */
export function resourcePage(app, route) {
  return new ResourcePage(app, route.path);
}

class ResourcePage {
  section = /** @type {const} */ ("resources");
  /** @type {Document | undefined} what the text began from */
  #base;
  /** @type {import("../app/versions.js").VersionInfo | undefined} */
  #info;
  #mediaType = NEW_TYPES[0];
  #text = "";
  #dirty = false;
  #loaded = false;
  #editorReady = false;
  #saving = false;
  /** @type {import("@etagere/client").Change | undefined} a version that came after the one that is shown */
  #newer;
  /** @type {Notice | undefined} */
  #notice;
  /** @type {{pointer?: string, message: string}[]} */
  #errors = [];

  /**
   * @param {import("../app/pages.js").App} app
   * @param {string} path
   */
  constructor(app, path) {
    this.app = app;
    this.path = path;
    this.#load().catch((cause) => this.#failed(cause));
  }

  get title() {
    return nameOf(this.path);
  }

  /** @param {Notice} notice */
  greet(notice) {
    this.#notice = notice;
  }

  async #load() {
    const [current] = await Promise.all([client.read(this.path).catch(missing), this.#loadEditor()]);
    const draft = draftOf(this.path);
    if (draft === undefined || draft.deletes) this.#show(current);
    else await this.#takeUp(draft, current);
    this.#loaded = true;
    this.app.render();
    await this.#describe();
  }

  async #loadEditor() {
    await import("../editor/code-editor.js");
    this.#editorReady = true;
  }

  /** @param {Document | undefined} current */
  #show(current) {
    this.#base = current;
    this.#mediaType = current?.mediaType ?? NEW_TYPES[0];
    this.#text = current === undefined ? "{\n  \n}\n" : (shownText(current) ?? "");
    this.#dirty = false;
    this.#newer = undefined;
    this.#errors = [];
  }

  /**
   * @param {import("../app/drafts.js").Draft} draft
   * @param {Document | undefined} current
   */
  async #takeUp(draft, current) {
    const isCurrent = draft.etag === current?.etag;
    this.#base = isCurrent || draft.etag === undefined ? (isCurrent ? current : undefined) : await client.version(this.path, { etag: draft.etag }).catch(missing);
    this.#mediaType = draft.mediaType;
    this.#text = draft.text;
    this.#dirty = true;
    this.#notice ??= {
      tone: "info",
      text: isCurrent ? `This is your draft of ${when(draft.time)}. It is not saved yet.` : `This is your draft of ${when(draft.time)}. The resource has changed since you began it.`,
      actions: [...(isCurrent ? [] : [{ label: "See both", act: () => this.app.go(link("conflict", this.path)) }]), { label: "Discard the draft", act: () => this.#discard() }],
    };
  }

  async #describe() {
    if (this.#base === undefined) return;
    const { versions } = await versionsOf(this.path).catch(() => ({ versions: [] }));
    this.#info = withTag(versions, this.#base.etag);
    this.app.render();
  }

  #discard() {
    discard(this.path);
    this.app.go(link("resource", this.path));
  }

  /** @param {unknown} cause */
  #failed(cause) {
    if (wantsSignIn(cause)) return this.app.askToSignIn();
    this.#saving = false;
    this.#loaded = true;
    this.#notice = noticeOfFailure(cause, this.#dirty ? KEPT : "");
    this.app.render();
  }

  /** @param {string} text */
  #edited(text) {
    this.#text = text;
    this.#dirty = true;
    this.#errors = [];
    this.#keep();
    this.app.render();
  }

  #keep() {
    const time = new Date().toISOString();
    keep(this.path, { etag: this.#base?.etag, version: this.#info?.version, text: this.#text, mediaType: this.#mediaType, time });
  }

  #seeBoth() {
    this.#keep();
    this.app.go(link("conflict", this.path));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      this.#save();
    }
  }

  /** @param {import("@etagere/client").Change} change */
  onChange(change) {
    if (!isOf(this.path, change)) return;
    this.#newer = change;
    if (!this.#saving) this.app.render();
  }

  #save() {
    if (this.#saving) return;
    try {
      if (isJson(this.#mediaType)) parse(this.#text);
    } catch (cause) {
      return this.#failed(cause);
    }
    this.#saving = true;
    this.#notice = undefined;
    this.app.render();
    const value = isJson(this.#mediaType) ? new Spelled(this.#text) : this.#text;
    this.#store(value).catch((cause) => this.#refused(cause));
  }

  /** @param {unknown} value */
  async #store(value) {
    const mediaType = this.#mediaType;
    const edit = this.#base?.edit(value, { mediaType }) ?? client.draft(this.path, value, { mediaType });
    const saved = await client.save(edit, { onConflict: "ask" });
    noteMine(saved.etag);
    discard(this.path);
    this.#saving = false;
    this.#base = saved;
    this.#dirty = false;
    this.#errors = [];
    this.#notice = { tone: "good", text: "Saved." };
    this.app.render();
    await this.#describe();
  }

  /** @param {unknown} cause */
  #refused(cause) {
    if (cause instanceof Conflict) return this.#seeBoth();
    this.#failed(cause);
    if (cause instanceof Error && "details" in cause) this.#errors = errorsOf(/** @type {import("@etagere/client").Problem} */ (cause));
    this.app.render();
  }

  #askToDelete() {
    this.#notice = {
      tone: "info",
      text: "Its history is kept, and it can be brought back from there.",
      actions: [
        { label: "Delete it", act: () => this.#delete().catch((cause) => this.#notDeleted(cause)) },
        { label: "Keep it", act: () => this.#say(undefined) },
      ],
    };
    this.app.render();
  }

  /** @param {Notice | undefined} notice */
  #say(notice) {
    this.#notice = notice;
    this.app.render();
  }

  async #delete() {
    if (this.#base === undefined) return;
    await client.delete(this.#base);
    discard(this.path);
    this.app.go(link("browse", parent(this.path)), { tone: "good", text: `${nameOf(this.path)} is deleted. Its history is kept.` });
  }

  /** @param {unknown} cause */
  #notDeleted(cause) {
    if (!(cause instanceof Conflict)) return this.#failed(cause);
    if (cause.current === undefined) return this.app.go(link("browse", parent(this.path)), { tone: "info", text: "It was deleted already." });
    keep(this.path, { etag: this.#base?.etag, version: this.#info?.version, text: "", mediaType: this.#mediaType, time: new Date().toISOString(), deletes: true });
    this.app.go(link("conflict", this.path));
  }

  view() {
    return html`<div class="page">
      ${crumbs(trail(this.path), nameOf(this.path))}
      <div class="title-row">
        <div><h1 tabindex="-1">${nameOf(this.path)}</h1>${this.#about()}</div>
        ${tabs(this.path, "resource")}
      </div>
      ${this.#staleness()} ${noticeOf(this.#notice)} ${this.#loaded ? this.#content() : nothing}
    </div>`;
  }

  #about() {
    if (this.#base === undefined) return this.#loaded ? html`<p class="quiet">Not there yet: saving creates it.</p>` : nothing;
    if (this.#info === undefined) return html`<p class="quiet">${this.#mediaType}</p>`;
    const who = named(this.#info.writer);
    return html`<p class="quiet">v${this.#info.version} · ${who === undefined ? "" : `${who}, `}${when(this.#info.time)} · ${this.#mediaType}</p>`;
  }

  #staleness() {
    const newer = this.#newer;
    if (newer === undefined || newer.etag === this.#base?.etag || this.#saving) return html`<div role="status"></div>`;
    const who = named(newer.writer) ?? "Somebody";
    const did = newer.kind === "deleted" ? "deleted this" : `saved version ${newer.version}`;
    return html`<div role="status"><div class="notice stale">
      <div><p><b>${who} ${did}</b> ${this.#dirty ? "while you were writing. Your draft is safe." : "while this page was open."}</p></div>
      ${this.#dirty
        ? html`<button type="button" @click=${() => this.#seeBoth()}>See both</button>`
        : html`<button type="button" @click=${() => this.app.go(link("resource", this.path))}>Show it</button>`}
    </div></div>`;
  }

  #content() {
    if (!isJson(this.#mediaType) && !isText(this.#mediaType)) return this.#other();
    if (!this.#editorReady) return nothing;
    return html`<div class="panel editor">
        <code-editor label=${isJson(this.#mediaType) ? "JSON document" : "Text"} .isJson=${isJson(this.#mediaType)} .text=${this.#text} .errors=${this.#errors}
          @edited=${(/** @type {CustomEvent<string>} */ event) => this.#edited(event.detail)}></code-editor>
      </div>
      <div class="actions">
        ${this.#base === undefined ? this.#typeChoice() : html`<button type="button" class="plain danger" @click=${() => this.#askToDelete()}>Delete</button>`}
        <span class="push"></span>
        ${this.#dirty ? html`<span class="quiet">not saved</span><button type="button" class="plain" @click=${() => this.#discard()}>Discard</button>` : nothing}
        <button type="button" class=${this.#dirty ? "primary" : ""} aria-busy=${this.#saving ? "true" : "false"} @click=${() => this.#save()}>${this.#saving ? "Saving…" : "Save"} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
      </div>`;
  }

  #typeChoice() {
    return html`<label class="choice">Type <select @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${NEW_TYPES.map((type) => html`<option ?selected=${type === this.#mediaType}>${type}</option>`)}
    </select></label>`;
  }

  /** @param {string} type */
  #choose(type) {
    this.#mediaType = type;
    if (!this.#dirty) this.#text = isJson(type) ? "{\n  \n}\n" : "";
    this.#editorReady = false;
    this.app.render();
    queueMicrotask(() => {
      this.#editorReady = true;
      this.app.render();
    });
  }

  #other() {
    const bytes = /** @type {ArrayBuffer} */ (this.#base?.value);
    const isImage = /^image\//.test(this.#mediaType) && !isSignedIn();
    return html`<div class="panel other">
        ${isImage ? html`<img src=${this.path} alt="What ${nameOf(this.path)} shows" />` : nothing}
        <p>${size(bytes.byteLength)} of ${this.#mediaType}</p>
        <button type="button" @click=${() => this.#download(bytes)}>Download</button>
        <label class="button">Replace by a file <input type="file" class="unseen" @change=${(/** @type {Event} */ event) => this.#replace(/** @type {HTMLInputElement} */ (event.target))} /></label>
      </div>
      <div class="actions"><button type="button" class="plain danger" @click=${() => this.#askToDelete()}>Delete</button></div>`;
  }

  /** @param {ArrayBuffer} bytes */
  #download(bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    const anchor = Object.assign(document.createElement("a"), { href: url, download: nameOf(this.path) });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  /** @param {HTMLInputElement} input */
  async #replace(input) {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    this.#saving = true;
    await this.#store(await file.arrayBuffer()).catch((cause) => this.#failed(cause));
  }

  close() {}
}

/** @param {unknown} cause */
function missing(cause) {
  if (isMissing(cause)) return undefined;
  throw cause;
}

/**
 * The text as it is stored; JSON that stands on one line is laid out.
 *
 * @param {Document} document
 */
function shownText(document) {
  const { text, mediaType } = document;
  if (text === undefined || !isJson(mediaType) || text.trim().includes("\n")) return text;
  return `${stringify(document.value, 2)}\n`;
}
