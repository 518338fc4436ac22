// @ts-check
import { ABSENT, Conflict } from "@etagere/client";
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { discard, draftOf, noteMine } from "../app/drafts.js";
import { noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { isOf, link, nameOf, trail } from "../app/routes.js";
import { client } from "../app/session.js";
import { conflictCard, fieldName } from "../components/card.js";
import { fittedList } from "../components/fitted.js";
import { conflictFoot } from "../components/foot.js";
import { forkDrawing } from "../components/fork.js";
import { resultPane } from "../components/result.js";
import { crumbs, noticeOf } from "../components/shell.js";
import { wholeDocument } from "../components/whole.js";
import { Deciding } from "../conflict/deciding.js";
import { load } from "../conflict/loading.js";
import { rows } from "../conflict/rows.js";
import { fork, headline, lead, overtaken, theirs } from "../conflict/wording.js";

/** Two edits of one resource met: what fitted is merged, what did not is decided here, and nothing is lost meanwhile. */

/** @typedef {import("../conflict/model.js").Card} Card */
/** @typedef {import("../conflict/model.js").Decision} Decision */
/** @typedef {import("../conflict/rows.js").Row} Row */

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
  /** @type {Deciding | undefined} */
  #deciding;
  /** @type {Set<number>} */
  #unfolded = new Set();
  /** @type {import("../components/shell.js").Notice | undefined} */
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
    this.#load().catch((cause) => this.#failed(cause));
  }

  get title() {
    return `Conflict in ${nameOf(this.path)}`;
  }

  /** @returns {Promise<Deciding | undefined>} nothing where there is no conflict any more */
  async #load() {
    const draft = draftOf(this.path);
    if (draft === undefined) return this.#leave();
    const loaded = await load(this.path, draft);
    if (loaded.is === "unmoved") return this.#leave();
    if (loaded.is === "unfinished") return this.#leave({ tone: "info", text: "Your draft is no JSON yet. Mend it, and both versions can be compared." });
    if (loaded.is === "settled") return this.#finish("This is saved already: the other version says the same as yours.");
    if (loaded.dispute.draft.hand !== undefined) await loadEditor();
    this.#deciding = new Deciding(this.path, loaded.dispute, this.#deciding);
    this.app.render();
    return this.#deciding;
  }

  /**
   * @param {import("../components/shell.js").Notice} [notice]
   * @returns {undefined}
   */
  #leave(notice) {
    this.app.go(link("resource", this.path), notice);
  }

  /**
   * @param {string} text
   * @returns {undefined}
   */
  #finish(text) {
    discard(this.path);
    this.#leave({ tone: "good", text });
  }

  /** @param {unknown} cause */
  #failed(cause) {
    if (wantsSignIn(cause)) return this.app.askToSignIn();
    this.#saving = false;
    this.#notice = noticeOfFailure(cause, "Your draft and your decisions are kept in this browser.");
    this.app.render();
  }

  /** @param {string} text */
  #inform(text) {
    this.#notice = { tone: "info", text };
    this.app.render();
  }

  /**
   * @param {Card} card
   * @param {Decision | undefined} decision
   */
  #decide(card, decision) {
    this.#deciding?.decide(card, decision);
    this.#hint = "";
    this.app.render();
  }

  /** @param {() => void} change */
  #after(change) {
    change();
    this.#hint = "";
    this.app.render();
  }

  /** @param {string} card */
  #goTo(card) {
    this.#view = "decide";
    this.app.render();
    queueMicrotask(() => {
      const fieldset = document.getElementById(fieldName(card));
      const radio = /** @type {HTMLElement | null} */ (fieldset?.querySelector("input[type=radio]:checked") ?? fieldset?.querySelector("input[type=radio]") ?? null);
      fieldset?.scrollIntoView({ block: "center" });
      radio?.focus({ preventScroll: true });
    });
  }

  #goToNextOpen() {
    const next = this.#deciding?.open[0];
    if (next !== undefined) this.#goTo(next.id);
  }

  /** Goes to the first open conflict, and says why. */
  #sendBack() {
    this.#hint = "Decide this one first.";
    this.#goToNextOpen();
    this.app.render();
  }

  /** @param {1 | -1} step */
  #move(step) {
    const cards = this.#deciding?.dispute.model.cards ?? [];
    const at = cards.findIndex((card) => document.getElementById(fieldName(card.id))?.contains(document.activeElement));
    const next = at < 0 ? (step === 1 ? 0 : cards.length - 1) : at + step;
    if (cards[next] !== undefined) this.#goTo(cards[next].id);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      this.#save();
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && this.#deciding?.hand === undefined) {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  async #takeInHand() {
    const deciding = this.#deciding;
    if (deciding === undefined) return;
    if (deciding.open.length > 0) return this.#sendBack();
    await loadEditor();
    this.#after(() => deciding.takeInHand());
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(".in-hand code-editor"))?.focus());
  }

  #save() {
    const deciding = this.#deciding;
    if (this.#saving || deciding === undefined) return;
    if (deciding.open.length > 0) return this.#sendBack();
    if (deciding.mistake !== undefined) {
      this.#hint = "Not saved: this is no JSON yet.";
      return this.app.render();
    }
    this.#saving = true;
    this.#notice = undefined;
    this.app.render();
    this.#store(deciding).catch((cause) => this.#refused(cause));
  }

  /** @param {Deciding} deciding */
  async #store({ dispute, result }) {
    const { model, current, draft } = dispute;
    if (result === ABSENT) {
      if (current === undefined) return this.#finish("It stays deleted, and the draft is gone.");
      await client.delete(current);
      return this.#finish("Deleted. Its history is kept.");
    }
    if (current !== undefined && result === model.root.sides.current) return this.#finish("The other version stands as it is.");
    const edit = current?.edit(result) ?? client.draft(this.path, result, { mediaType: draft.mediaType });
    const saved = await client.save(edit, { onConflict: "ask" });
    noteMine(saved.etag);
    this.#finish("Saved. Both edits are in the history.");
  }

  /** @param {unknown} cause */
  #refused(cause) {
    this.#saving = false;
    if (!(cause instanceof Conflict)) return this.#failed(cause);
    this.#overtaken().catch((failure) => this.#failed(failure));
  }

  async #overtaken() {
    const earlier = this.#deciding;
    const now = await this.#load();
    if (earlier !== undefined && now !== undefined) this.#inform(overtaken(earlier, now));
  }

  /** @param {import("@etagere/client").Change} change */
  onChange(change) {
    const deciding = this.#deciding;
    if (deciding === undefined || this.#saving || !isOf(this.path, change)) return;
    const { current, currentInfo } = deciding.dispute;
    if (change.etag === currentInfo?.etag || change.etag === current?.etag) return;
    // Who writes is not interrupted: what came is merged with it when it is saved.
    if (deciding.hand !== undefined) this.#inform("It was saved again just now. What you write here is kept, and merged with that when you save.");
    else this.#overtaken().catch((cause) => this.#failed(cause));
  }

  view() {
    const deciding = this.#deciding;
    return html`<div class="page conflict">
      ${crumbs(trail(this.path), nameOf(this.path))} ${deciding === undefined ? html`<h1 tabindex="-1">${nameOf(this.path)}</h1>` : head(deciding)}
      ${noticeOf(this.#notice)} ${deciding === undefined ? nothing : this.#body(deciding)}
    </div>`;
  }

  /** @param {Deciding} deciding */
  #body(deciding) {
    const all = rows(deciding.dispute.model, deciding.choices, deciding.decisions);
    return html`${deciding.hand === undefined ? this.#bar(deciding) : nothing}
      ${this.#view === "decide" || deciding.hand !== undefined ? this.#decideView(deciding, all) : this.#wholeView(deciding, all)}
      ${conflictFoot({
        deciding,
        saving: this.#saving,
        hint: this.#hint,
        giveUp: () => this.#giveUp(deciding),
        goToNextOpen: () => this.#goToNextOpen(),
        save: () => this.#save(),
      })}`;
  }

  /** @param {Deciding} deciding */
  #bar(deciding) {
    const open = deciding.open.length;
    const tab = (/** @type {"decide" | "whole"} */ view, /** @type {unknown} */ words) =>
      html`<button type="button" aria-pressed=${this.#view === view ? "true" : "false"} @click=${() => this.#after(() => (this.#view = view))}>${words}</button>`;
    return html`<div class="bar">
      ${deciding.dispute.form === "bytes" ? nothing : html`<div class="switch" role="group" aria-label="How to look at it">
        ${tab("decide", html`Decide ${open > 0 ? html`<span class="count">${open}</span>` : nothing}`)} ${tab("whole", "Whole document")}
      </div>`}
      ${open === 0
        ? nothing
        : html`<div class="fill" role="group" aria-label="Fill what is open with">
            <span class="quiet" aria-hidden="true">Fill what is open with</span>
            <button type="button" class="of-current" @click=${() => this.#after(() => deciding.fill("current"))}>${theirs(deciding.dispute)}</button>
            <button type="button" class="of-yours" @click=${() => this.#after(() => deciding.fill("yours"))}>Yours</button>
          </div>`}
    </div>`;
  }

  /**
   * @param {Deciding} deciding
   * @param {Row[]} all
   */
  #decideView(deciding, all) {
    const { model, form } = deciding.dispute;
    const shape = form === "bytes" ? "single" : deciding.hand === undefined ? "" : "writing";
    return html`<div class="columns ${shape}">
      <div class="cards">
        ${repeat(model.cards, (card) => card.id, (card, i) => this.#card(deciding, card, i))}
        ${fittedList(deciding, (change) => this.#after(() => deciding.switch(change)))}
      </div>
      ${form === "bytes" ? nothing : this.#result(deciding, all)}
    </div>`;
  }

  /**
   * @param {Deciding} deciding
   * @param {Row[]} all
   */
  #result(deciding, all) {
    return resultPane({
      deciding,
      rows: all,
      goTo: (card) => this.#goTo(card),
      takeInHand: () => this.#takeInHand().catch((cause) => this.#failed(cause)),
      correct: (text) => this.#after(() => deciding.correct(text)),
      letGo: () => this.#after(() => deciding.letGo()),
    });
  }

  /**
   * @param {Deciding} deciding
   * @param {Card} card
   * @param {number} i
   */
  #card(deciding, card, i) {
    const { dispute } = deciding;
    return conflictCard({
      card,
      number: i + 1,
      decision: deciding.decisions.get(card.id),
      isNew: deciding.fresh.has(card.id),
      isSetAside: deciding.hand !== undefined,
      writing: deciding.writing.get(card.id),
      them: dispute.isOwn ? "You" : (dispute.writer ?? "They"),
      theirs: theirs(dispute),
      isText: dispute.form === "text",
      decide: (decision) => this.#decide(card, decision),
      write: (text) => this.#after(() => deciding.write(card, text)),
    });
  }

  /**
   * @param {Deciding} deciding
   * @param {Row[]} all
   */
  #wholeView({ dispute }, all) {
    const { base, baseInfo, current, currentInfo, draft } = dispute;
    const numbered = (/** @type {{version: number} | undefined} */ info) => (info === undefined ? "" : `v${info.version}`);
    return wholeDocument({
      rows: all,
      heads: {
        ...(base === undefined ? {} : { base: { title: "Original", note: numbered(baseInfo) } }),
        ...(current === undefined ? {} : { current: { title: theirs(dispute), note: numbered(currentInfo) } }),
        ...(draft.deletes ? {} : { yours: { title: "Yours", note: "not saved" } }),
        result: { title: "Result", note: "" },
      },
      unfolded: this.#unfolded,
      unfold: (row) => this.#after(() => this.#unfolded.add(row)),
      goTo: (card) => this.#goTo(card),
    });
  }

  /** @param {Deciding} deciding */
  #giveUp({ dispute }) {
    if (dispute.draft.deletes) discard(this.path);
    this.#leave();
  }

  close() {}
}

/** @param {Deciding} deciding */
function head(deciding) {
  return html`<header class="conflict-head">
    <div>
      <h1 tabindex="-1">${headline(deciding)}</h1>
      <p class="lead">${lead(deciding.dispute)}</p>
    </div>
    ${forkDrawing(fork(deciding))}
  </header>`;
}

function loadEditor() {
  return import("../editor/code-editor.js");
}
