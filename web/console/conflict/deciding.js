// @ts-check
import { ABSENT, parse, stringify } from "@etagere/client";
import { keep } from "../app/drafts.js";
import { Spelled } from "../app/session.js";
import { mistakeIn } from "../text/checked.js";
import { choices, result } from "./model.js";

/** What a person has decided about a conflict so far. Every step is kept in the browser. */

/** @typedef {import("./loading.js").Dispute} Dispute */
/** @typedef {import("./model.js").Card} Card */
/** @typedef {import("./model.js").Decision} Decision */
/** @typedef {import("./model.js").Fitted} Fitted */

export class Deciding {
  /** @type {Map<string, Decision>} by card */
  decisions = new Map();
  /** @type {Set<string>} fitted changes of which the original was put back */
  undone;
  /** @type {Set<string>} cards that came up while others were being decided */
  fresh = new Set();
  /** @type {Map<string, string>} by card, what stands in its field */
  writing;
  /** @type {import("../app/drafts.js").Hand | undefined} */
  #hand;

  /**
   * Takes up every decision that was made on the very values that are to be decided now.
   *
   * @param {string} path
   * @param {Dispute} dispute
   * @param {Deciding} [earlier] what was being decided until now
   */
  constructor(path, dispute, earlier) {
    this.path = path;
    this.dispute = dispute;
    this.writing = earlier?.writing ?? new Map();
    const { draft, model } = dispute;
    for (const card of model.cards) {
      const stored = draft.decisions?.[card.id];
      if (stored?.basis === card.basis) this.decisions.set(card.id, decision(stored));
      else if (earlier !== undefined) this.fresh.add(card.id);
    }
    const fitted = new Set(model.fitted.map((change) => change.id));
    this.undone = new Set((draft.undone ?? []).filter((id) => fitted.has(id)));
    this.#hand = draft.hand;
  }

  /** @returns {Card[]} what nothing was decided about; nothing where the result is written by hand */
  get open() {
    return this.#hand === undefined ? this.dispute.model.cards.filter((card) => !this.decisions.has(card.id)) : [];
  }

  /** @returns {string | undefined} the result as it was written by hand */
  get hand() {
    return this.#hand?.text;
  }

  /** @returns {string | undefined} what is wrong with it */
  get mistake() {
    return this.#hand === undefined ? undefined : mistakeIn(this.#hand.text, this.dispute.form === "json");
  }

  /** @returns {Map<string, import("@etagere/client").Choice>} */
  get choices() {
    return choices(this.dispute.model, this.decisions, this.undone);
  }

  /** @returns {unknown} what is to be saved; `ABSENT` where nothing is left */
  get result() {
    if (this.#hand === undefined) return result(this.dispute.model, this.choices);
    return this.dispute.form === "json" ? new Spelled(this.#hand.text) : this.#hand.text;
  }

  /**
   * @param {Card} card
   * @param {Decision | undefined} decision
   */
  decide(card, decision) {
    if (decision === undefined) this.decisions.delete(card.id);
    else this.decisions.set(card.id, decision);
    if (decision !== undefined && decision.choice !== "other") this.writing.delete(card.id);
    this.#keep();
  }

  /**
   * @param {Card} card
   * @param {string | undefined} text
   */
  write(card, text) {
    if (text === undefined) this.writing.delete(card.id);
    else this.writing.set(card.id, text);
  }

  /**
   * Decides what is open, and nothing else.
   *
   * @param {"current" | "yours"} side
   */
  fill(side) {
    for (const card of this.open) this.decisions.set(card.id, { choice: side });
    this.#keep();
  }

  /** @param {Fitted} change */
  switch(change) {
    if (!this.undone.delete(change.id)) this.undone.add(change.id);
    this.#keep();
  }

  /** The result of the decisions becomes a text that can be corrected. Only what is wholly decided can be. */
  takeInHand() {
    const value = this.result;
    if (this.open.length > 0 || value === ABSENT) return;
    this.correct(this.dispute.form === "json" ? `${stringify(value, 2)}\n` : String(value));
  }

  /** @param {string} text */
  correct(text) {
    const etag = this.dispute.current?.etag;
    this.#hand = etag === undefined ? { text } : { text, etag };
    this.#keep();
  }

  /** The decisions count again, and the corrections are gone. */
  letGo() {
    this.#hand = undefined;
    this.#keep();
  }

  #keep() {
    const { draft, model } = this.dispute;
    /** @type {Record<string, import("../app/drafts.js").StoredDecision>} */
    const decisions = {};
    for (const card of model.cards) {
      const made = this.decisions.get(card.id);
      if (made === undefined) continue;
      const value = made.choice === "other" ? { value: stringify(made.value) } : {};
      decisions[card.id] = { choice: made.choice, basis: card.basis, ...value };
    }
    keep(this.path, { ...draft, decisions, undone: [...this.undone], hand: this.#hand });
  }
}

/**
 * @param {import("../app/drafts.js").StoredDecision} stored
 * @returns {Decision}
 */
function decision({ choice, value }) {
  return { choice: /** @type {Decision["choice"]} */ (choice), value: value === undefined ? undefined : parse(value) };
}
