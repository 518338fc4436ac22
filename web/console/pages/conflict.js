// @ts-check
import { ABSENT, Conflict, parse, stringify } from "@etagere/client";
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import { discard, draftOf, keep, noteMine } from "../app/drafts.js";
import { noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { link, nameOf, trail } from "../app/routes.js";
import { client } from "../app/session.js";
import { conflictCard, fieldName, pathOf } from "../components/card.js";
import { forkDrawing } from "../components/fork.js";
import * as icons from "../components/icons.js";
import { resultLines } from "../components/result.js";
import { crumbs, noticeOf } from "../components/shell.js";
import { wholeDocument } from "../components/whole.js";
import { load } from "../conflict/loading.js";
import { choices, result } from "../conflict/model.js";
import { rows, short } from "../conflict/rows.js";
import { counted, possessive, spelled, when } from "../text/saying.js";

/** Two edits of one resource met: what fitted is merged, what did not is decided here, and nothing is lost meanwhile. */

/** @typedef {import("../conflict/loading.js").Dispute} Dispute */
/** @typedef {import("../conflict/model.js").Card} Card */
/** @typedef {import("../conflict/model.js").Decision} Decision */
/** @typedef {import("../conflict/model.js").Fitted} Fitted */
/** @typedef {import("../components/shell.js").Notice} Notice */

/**
 * @param {import("../app/pages.js").App} app
 * @param {import("../app/routes.js").Route} route
 * @returns {import("../app/pages.js").Page}
 */
export function conflictPage(app, route) {
  return new ConflictPage(app, route.path);
}

class ConflictPage {
  section = /** @type {const} */ ("resources");
  /** @type {Dispute | undefined} */
  #dispute;
  /** @type {Map<string, Decision>} */
  #decisions = new Map();
  /** @type {Set<string>} */
  #undone = new Set();
  /** @type {Set<string>} */
  #fresh = new Set();
  /** @type {Map<string, string>} */
  #writing = new Map();
  /** @type {Set<number>} */
  #unfolded = new Set();
  /** @type {Notice | undefined} */
  #notice;
  /** @type {"decide" | "whole"} */
  #view = "decide";
  #saving = false;
  #hint = "";

  /**
   * @param {import("../app/pages.js").App} app
   * @param {string} path
   */
  constructor(app, path) {
    this.app = app;
    this.path = path;
    this.#load(true).catch((cause) => this.#failed(cause));
  }

  get title() {
    return `Conflict in ${nameOf(this.path)}`;
  }

  /** @param {boolean} isFirst */
  async #load(isFirst) {
    const draft = draftOf(this.path);
    if (draft === undefined) return this.app.go(link("resource", this.path));
    const loaded = await load(this.path, draft);
    if (loaded.is === "unmoved") return this.app.go(link("resource", this.path));
    if (loaded.is === "settled") return this.#finish("This is saved already: the other version says the same as yours.");
    this.#dispute = loaded.dispute;
    this.#take(loaded.dispute, isFirst);
    this.app.render();
  }

  /**
   * Takes up every decision that was made on the very values that are to be decided now.
   *
   * @param {Dispute} dispute
   * @param {boolean} isFirst
   */
  #take({ draft, model }, isFirst) {
    const stored = draft.decisions ?? {};
    this.#decisions = new Map();
    this.#fresh = new Set();
    for (const card of model.cards) {
      const decision = stored[card.id];
      if (decision?.basis === card.basis) this.#decisions.set(card.id, { choice: /** @type {Decision["choice"]} */ (decision.choice), value: decision.value === undefined ? undefined : parse(decision.value) });
      else if (!isFirst) this.#fresh.add(card.id);
    }
    const fitted = new Set(model.fitted.map((change) => change.id));
    this.#undone = new Set((draft.undone ?? []).filter((id) => fitted.has(id)));
  }

  #keep() {
    const { draft, model } = /** @type {Dispute} */ (this.#dispute);
    /** @type {Record<string, import("../app/drafts.js").StoredDecision>} */
    const decisions = {};
    for (const card of model.cards) {
      const decision = this.#decisions.get(card.id);
      if (decision === undefined) continue;
      const value = decision.choice === "other" ? { value: stringify(decision.value) } : {};
      decisions[card.id] = { choice: decision.choice, basis: card.basis, ...value };
    }
    keep(this.path, { ...draft, decisions, undone: [...this.#undone] });
  }

  /** @param {unknown} cause */
  #failed(cause) {
    if (wantsSignIn(cause)) return this.app.askToSignIn();
    this.#saving = false;
    this.#notice = noticeOfFailure(cause, "Your draft and your decisions are kept in this browser.");
    this.app.render();
  }

  /** @param {string} text */
  #finish(text) {
    discard(this.path);
    this.app.go(link("resource", this.path), { tone: "good", text });
  }

  /** @returns {Card[]} */
  get #open() {
    return this.#dispute?.model.cards.filter((card) => !this.#decisions.has(card.id)) ?? [];
  }

  /**
   * @param {Card} card
   * @param {Decision | undefined} decision
   */
  #decide(card, decision) {
    if (decision === undefined) this.#decisions.delete(card.id);
    else this.#decisions.set(card.id, decision);
    if (decision !== undefined && decision.choice !== "other") this.#writing.delete(card.id);
    this.#hint = "";
    this.#keep();
    this.app.render();
  }

  /** @param {"current" | "yours"} side */
  #fill(side) {
    for (const card of this.#open) this.#decisions.set(card.id, { choice: side });
    this.#keep();
    this.app.render();
  }

  /** @param {Fitted} change */
  #switch(change) {
    if (!this.#undone.delete(change.id)) this.#undone.add(change.id);
    this.#keep();
    this.app.render();
  }

  /** @param {string} card */
  #goTo(card) {
    this.#view = "decide";
    this.app.render();
    const fieldset = document.getElementById(fieldName(card));
    const radio = /** @type {HTMLElement | null} */ (fieldset?.querySelector("input[type=radio]:checked") ?? fieldset?.querySelector("input[type=radio]") ?? null);
    fieldset?.scrollIntoView({ block: "center" });
    radio?.focus({ preventScroll: true });
  }

  #goToNextOpen() {
    const [next] = this.#open;
    if (next !== undefined) this.#goTo(next.id);
  }

  /** @param {1 | -1} step */
  #move(step) {
    const cards = this.#dispute?.model.cards ?? [];
    const at = cards.findIndex((card) => document.getElementById(fieldName(card.id))?.contains(document.activeElement));
    const next = at < 0 ? (step === 1 ? 0 : cards.length - 1) : at + step;
    if (cards[next] !== undefined) this.#goTo(cards[next].id);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      this.#save();
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  #save() {
    if (this.#saving || this.#dispute === undefined) return;
    if (this.#open.length > 0) {
      this.#hint = "Decide this one first.";
      this.#goToNextOpen();
      return this.app.render();
    }
    this.#saving = true;
    this.#notice = undefined;
    this.app.render();
    this.#store(this.#dispute).catch((cause) => this.#refused(cause));
  }

  /** @param {Dispute} dispute */
  async #store({ model, current, draft }) {
    const value = result(model, choices(model, this.#decisions, this.#undone));
    if (value === ABSENT) {
      if (current === undefined) return this.#finish("It stays deleted, and the draft is gone.");
      await client.delete(current);
      return this.#finish("Deleted. Its history is kept.");
    }
    if (current !== undefined && value === model.root.sides.current) return this.#finish("The other version stands as it is.");
    const edit = current?.edit(value) ?? client.draft(this.path, value, { mediaType: draft.mediaType });
    const saved = await client.save(edit, { onConflict: "ask" });
    noteMine(saved.etag);
    this.#finish("Saved. Both edits are in the history.");
  }

  /** @param {unknown} cause */
  async #refused(cause) {
    this.#saving = false;
    if (!(cause instanceof Conflict)) return this.#failed(cause);
    const decided = this.#decisions.size;
    await this.#load(false).catch((failure) => this.#failed(failure));
    const stay = Math.min(decided, this.#decisions.size);
    const text = `${this.#them} saved again while you were deciding. ${stay === 0 ? "" : `${counted(stay, "decision")} still ${stay === 1 ? "holds" : "hold"}. `}${this.#fresh.size === 0 ? "Nothing new needs you." : `${counted(this.#fresh.size, "field")} came up anew.`}`;
    this.#notice = { tone: "info", text };
    this.app.render();
  }

  /** @param {import("@etagere/client").Change} change */
  onChange(change) {
    if (change.path !== this.path || this.#dispute === undefined || this.#saving || change.etag === this.#dispute.currentInfo?.etag) return;
    if (change.etag === this.#dispute.current?.etag) return;
    this.#load(false)
      .then(() => {
        if (this.#dispute === undefined) return;
        this.#notice = { tone: "info", text: `${this.#them} saved again just now; what you see is up to date. ${this.#fresh.size === 0 ? "Your decisions hold." : `${counted(this.#fresh.size, "field")} came up anew.`}` };
        this.app.render();
      })
      .catch((cause) => this.#failed(cause));
  }

  get #them() {
    if (this.#dispute?.isOwn) return "You";
    return this.#dispute?.writer ?? "Somebody else";
  }

  get #theirs() {
    if (this.#dispute?.isOwn) return "The other tab’s";
    return this.#dispute?.writer === undefined ? "Theirs" : possessive(this.#dispute.writer);
  }

  view() {
    const dispute = this.#dispute;
    return html`<div class="page conflict">
      ${crumbs(trail(this.path), nameOf(this.path))} ${dispute === undefined ? html`<h1 tabindex="-1">${nameOf(this.path)}</h1>` : this.#head(dispute)}
      ${noticeOf(this.#notice)} ${dispute === undefined ? nothing : this.#body(dispute)}
    </div>`;
  }

  /** @param {Dispute} dispute */
  #head(dispute) {
    return html`<header class="conflict-head">
      <div>
        <h1 tabindex="-1">${this.#headline(dispute)}</h1>
        <p class="lead">${this.#lead(dispute)}</p>
      </div>
      ${forkDrawing(this.#fork(dispute))}
    </header>`;
  }

  /** @param {Dispute} dispute */
  #headline(dispute) {
    const open = this.#open.length;
    if (open === 0) return "All decided. Ready to save.";
    const need = `${spelled(open, "field needs", "fields need")} you.`;
    if (dispute.current === undefined) return dispute.isOwn ? "You deleted this in another tab." : `${this.#them} deleted this while you were writing.`;
    if (dispute.draft.deletes) return `${this.#them} changed this after you opened it.`;
    if (dispute.draft.etag === undefined) return `${dispute.isOwn ? "You created this in another tab" : `${this.#them} created this first`}. ${need}`;
    return dispute.isOwn ? `You saved this in another tab. ${need}` : `${this.#them} saved first. ${need}`;
  }

  /** @param {Dispute} dispute */
  #lead({ model, base, draft }) {
    const fits = model.fitted.length;
    const both = model.cards.length;
    const kept = "Nothing was overwritten and nothing is lost.";
    if (draft.deletes) return `${kept} Look at what changed, and say whether it shall still go.`;
    if (base === undefined && draft.etag !== undefined) return `${kept} The version that you began from is no longer kept, so every difference is yours to decide.`;
    const fitted = fits === 0 ? "" : ` ${counted(fits, "other change")} ${fits === 1 ? "fits and is" : "fit together and are"} merged already.`;
    return `${kept}${fitted} ${both === 0 ? "There is nothing to decide: look at it, and save." : `${spelled(both, "place was", "places were")} changed by both.`}`;
  }

  /** @param {Dispute} dispute */
  #fork({ draft, baseInfo, currentInfo, current }) {
    const open = this.#open.length;
    const next = currentInfo === undefined ? "next" : `v${currentInfo.version + 1}`;
    const number = baseInfo?.version ?? draft.version;
    const who = this.#dispute?.isOwn ? "your other tab" : (this.#dispute?.writer ?? "somebody");
    const them = currentInfo === undefined ? who : `v${currentInfo.version} · ${who}, ${when(currentInfo.time)}`;
    return {
      from: draft.etag === undefined ? "nothing yet" : number === undefined ? "before" : `v${number}`,
      fromNote: draft.etag === undefined ? "you began anew" : baseInfo === undefined ? "you opened it" : `of ${when(baseInfo.time)}`,
      theirs: current === undefined ? `${them}: deleted` : them,
      yours: `your ${draft.deletes ? "deletion" : "draft"}, ${when(draft.time)}`,
      next,
      nextNote: open === 0 ? "ready" : `${open} to decide`,
      settled: open === 0,
    };
  }

  /** @param {Dispute} dispute */
  #body(dispute) {
    const made = choices(dispute.model, this.#decisions, this.#undone);
    const all = rows(dispute.model, made, this.#decisions);
    return html`${this.#bar(dispute)}
      ${this.#view === "decide" ? this.#decideView(dispute, all) : this.#wholeView(dispute, all)} ${this.#foot(dispute)}`;
  }

  /** @param {Dispute} dispute */
  #bar({ form }) {
    const open = this.#open.length;
    const tab = (/** @type {"decide" | "whole"} */ view, /** @type {unknown} */ words) =>
      html`<button type="button" aria-pressed=${this.#view === view ? "true" : "false"} @click=${() => this.#show(view)}>${words}</button>`;
    return html`<div class="bar">
      ${form === "bytes" ? nothing : html`<div class="switch" role="group" aria-label="How to look at it">
        ${tab("decide", html`Decide ${open > 0 ? html`<span class="count">${open}</span>` : nothing}`)} ${tab("whole", "Whole document")}
      </div>`}
      ${open === 0
        ? nothing
        : html`<div class="fill" role="group" aria-label="Fill what is open with">
            <span class="quiet" aria-hidden="true">Fill what is open with</span>
            <button type="button" class="of-current" @click=${() => this.#fill("current")}>${this.#theirs}</button>
            <button type="button" class="of-yours" @click=${() => this.#fill("yours")}>Yours</button>
          </div>`}
    </div>`;
  }

  /** @param {"decide" | "whole"} view */
  #show(view) {
    this.#view = view;
    this.app.render();
  }

  /**
   * @param {Dispute} dispute
   * @param {import("../conflict/rows.js").Row[]} all
   */
  #decideView({ model, form }, all) {
    return html`<div class="columns ${form === "bytes" ? "single" : ""}">
      <div class="cards">
        ${repeat(model.cards, (card) => card.id, (card, i) => this.#card(card, i, form))} ${this.#fitted(model.fitted)}
      </div>
      ${form === "bytes" ? nothing : this.#result(all)}
    </div>`;
  }

  /**
   * @param {Card} card
   * @param {number} i
   * @param {Dispute["form"]} form
   */
  #card(card, i, form) {
    return conflictCard({
      card,
      number: i + 1,
      decision: this.#decisions.get(card.id),
      isNew: this.#fresh.has(card.id),
      writing: this.#writing.get(card.id),
      them: this.#dispute?.isOwn ? "You" : (this.#dispute?.writer ?? "They"),
      theirs: this.#theirs,
      isText: form === "text",
      decide: (decision) => this.#decide(card, decision),
      write: (text) => this.#write(card, text),
    });
  }

  /**
   * @param {Card} card
   * @param {string | undefined} text
   */
  #write(card, text) {
    if (text === undefined) this.#writing.delete(card.id);
    else this.#writing.set(card.id, text);
    this.app.render();
  }

  /** @param {Fitted[]} fitted */
  #fitted(fitted) {
    if (fitted.length === 0) return nothing;
    return html`<section class="fitted" aria-labelledby="fitted">
      <h2 id="fitted">${icons.check} Merged for you <span class="count">${fitted.length}</span></h2>
      <p class="quiet">Only one of you touched these, or you both did the same. Switch one off to put the original back.</p>
      <ul>${fitted.map((change) => this.#change(change))}</ul>
    </section>`;
  }

  /** @param {Fitted} change */
  #change(change) {
    const on = !this.#undone.has(change.id);
    const { base, merged } = change.sides;
    return html`<li class=${on ? "" : "off"}>
      ${pathOf(change.names)}
      <span class="from-to"><span class="old">${"base" in change.sides ? short(base, 80) : "—"}</span> <span aria-hidden="true">→</span><span class="unseen"> becomes </span> <span class="new-value">${"merged" in change.sides ? short(merged, 80) : html`<span class="gone">deleted</span>`}</span></span>
      <span class="pill of-${change.by}">${this.#whose(change.by)}</span>
      <label class="toggle"><input type="checkbox" role="switch" .checked=${live(on)} @change=${() => this.#switch(change)} aria-label="Keep the change of ${change.names.join(" ")}" /><span aria-hidden="true"></span></label>
    </li>`;
  }

  /** @param {Fitted["by"]} by */
  #whose(by) {
    const them = this.#dispute?.isOwn ? "the other tab" : (this.#dispute?.writer ?? "them");
    return { current: `from ${them}`, yours: "from you", both: "from both", same: "the same from both" }[by];
  }

  /** @param {import("../conflict/rows.js").Row[]} all */
  #result(all) {
    const name = this.#dispute?.isOwn ? "Other tab" : (this.#dispute?.writer ?? "They");
    return html`<section class="result" aria-labelledby="result">
      <header>
        <h2 id="result">Result</h2>
        <ul class="legend"><li class="of-current">${name}</li><li class="of-yours">You</li><li class="of-both">Both</li></ul>
      </header>
      ${resultLines(all, (card) => this.#goTo(card))}
    </section>`;
  }

  /**
   * @param {Dispute} dispute
   * @param {import("../conflict/rows.js").Row[]} all
   */
  #wholeView({ base, baseInfo, current, currentInfo, draft }, all) {
    const numbered = (/** @type {{version: number} | undefined} */ info) => (info === undefined ? "" : `v${info.version}`);
    return wholeDocument({
      rows: all,
      heads: {
        ...(base === undefined ? {} : { base: { title: "Original", note: numbered(baseInfo) } }),
        ...(current === undefined ? {} : { current: { title: this.#theirs, note: numbered(currentInfo) } }),
        ...(draft.deletes ? {} : { yours: { title: "Yours", note: "not saved" } }),
        result: { title: "Result", note: "" },
      },
      unfolded: this.#unfolded,
      unfold: (row) => {
        this.#unfolded.add(row);
        this.app.render();
      },
      goTo: (card) => this.#goTo(card),
    });
  }

  /** @param {Dispute} dispute */
  #foot({ model, current, draft }) {
    const open = this.#open.length;
    const all = model.cards.length;
    const done = all === 0 ? "Nothing to decide" : open === 0 ? "All decided" : `${all - open} of ${all} decided`;
    const guard = current?.etag === undefined ? html`<code>If-None-Match: *</code>` : html`<code>If-Match: ${current.etag}</code>`;
    return html`<footer class="foot">
      <div class="meter" aria-hidden="true">${model.cards.map((card) => html`<span class="is-${this.#decisions.get(card.id)?.choice ?? "open"}"></span>`)}</div>
      <div class="state">
        <p role="status"><b>${done}</b>${this.#hint ? html` <span class="mistake">${this.#hint}</span>` : nothing}</p>
        <p class="quiet">${open === 0 ? html`Saves only if nobody changed it since: ${guard}` : "Your draft is kept in this browser until you save."}</p>
      </div>
      <div class="acts">
        <button type="button" class="plain" @click=${() => this.#giveUp()}>${draft.deletes ? "Keep it" : "Back to the draft"}</button>
        ${open === 0 ? nothing : html`<button type="button" @click=${() => this.#goToNextOpen()}>Next open <kbd aria-hidden="true">Alt ↓</kbd></button>`}
        <button type="button" class=${open === 0 ? "primary" : ""} aria-busy=${this.#saving ? "true" : "false"} @click=${() => this.#save()}>${this.#saving ? "Saving…" : this.#saveWords()} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
      </div>
    </footer>`;
  }

  #saveWords() {
    const [only] = this.#dispute?.model.cards ?? [];
    const decision = only === undefined ? undefined : this.#decisions.get(only.id);
    if (only?.id === "" && decision !== undefined && decision.choice !== "other" && !(decision.choice in only.sides)) return "Delete it";
    return "Save merged version";
  }

  #giveUp() {
    if (this.#dispute?.draft.deletes) discard(this.path);
    this.app.go(link("resource", this.path));
  }

  close() {}
}

