// @ts-check
import { html, nothing } from "lit-html";
import { Recent } from "../activity/recent.js";
import { noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { encoded, link, readable } from "../app/routes.js";
import { client } from "../app/session.js";
import { chart } from "../components/chart.js";
import { noticeOf } from "../components/shell.js";
import { inFull, named, toTheSecond } from "../text/saying.js";

/** What happens on the server: writes as they come, refusals and their reasons, and what came of each. */

/** @typedef {import("@etagere/client").Change} Change */

/**
 * @typedef {object} Refusal
 * @property {string} time
 * @property {string} request_id
 * @property {string} method
 * @property {string} path
 * @property {number} status
 * @property {string} error
 * @property {string} [reason]
 * @property {string} [request_etag]
 * @property {string} [current_etag]
 * @property {string} [caller]
 */

const MINUTES = 60;
const MINUTE = 60_000;
const PAGE = 1000;
const CHANGES_READ = 20_000;
const SHOWN = 50;

/** However much is written, it is drawn so often and no oftener. */
const DRAWN_MILLISECONDS = 200;

/** @type {Record<string, string | undefined>} */
const REASONS = {
  stale: "an earlier version",
  weak: "a weakened tag",
  foreign: "the tag of another resource",
  unknown: "a tag that is not known",
  absent: "nothing is there",
  deleted: "it was deleted",
  exists: "it exists already",
  missing: "no condition",
  wildcard: "a condition that names no version",
  modified_since: "changed since the date",
  ambiguous_date: "a date that fits two versions",
};

/**
 * @param {import("../app/pages.js").App} app
 * @returns {import("../app/pages.js").Page}
 */
export function activityPage(app) {
  let recent = new Recent(CHANGES_READ);
  /** @type {Refusal[]} newest first */
  let refusals = [];
  /** @type {import("../components/shell.js").Notice | undefined} */
  let notice;
  let loaded = false;
  let chosen = MINUTES - 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let drawing;

  async function load() {
    const read = new Recent(CHANGES_READ);
    await readRecent(read);
    // What the feed told meanwhile is behind what was read, or among it.
    for (const change of recent.all) read.add(change);
    recent = read;
    await loadRefusals();
    loaded = true;
    app.render();
  }

  async function loadRefusals() {
    const page = await client.ask("/-/conflicts?limit=500");
    refusals = page.conflicts;
  }

  /** @param {unknown} cause */
  function failed(cause) {
    if (wantsSignIn(cause)) return app.askToSignIn();
    notice = noticeOfFailure(cause);
    loaded = true;
    app.render();
  }

  load().catch(failed);
  // Refusals are not in the change feed, so they are asked for now and then.
  const timer = setInterval(() => loadRefusals().then(app.render, () => undefined), 5000);
  return {
    section: "activity",
    title: "Activity",
    close: () => {
      clearInterval(timer);
      clearTimeout(drawing);
    },
    onChange: (change) => {
      recent.add(change);
      drawing ??= setTimeout(draw, DRAWN_MILLISECONDS);
    },
    view: () => html`<div class="page">
      <h1 tabindex="-1">Activity</h1>
      <p class="lead">The last 60 minutes on this server. A refused write is a lost update that did not happen.</p>
      ${noticeOf(notice)} ${loaded ? content() : nothing}
    </div>`,
  };

  function draw() {
    drawing = undefined;
    app.render();
  }

  /** @param {number} since */
  function cutOff(since) {
    const [oldest] = recent.all;
    if (!recent.isFull || oldest === undefined || Date.parse(oldest.time) < since) return nothing;
    return html`<p class="quiet">So much was written that only the newest ${CHANGES_READ.toLocaleString()} changes are counted, those since ${toTheSecond(oldest.time)}.</p>`;
  }

  function content() {
    const since = Date.now() - MINUTES * MINUTE;
    const written = recent.all.filter((change) => Date.parse(change.time) >= since);
    const refused = refusals.filter((refusal) => Date.parse(refusal.time) >= since);
    const share = written.length + refused.length === 0 ? 0 : (100 * refused.length) / (written.length + refused.length);
    const settled = refused.filter((refusal) => outcome(recent.after(refusal)).isSettled).length;
    const figure = (/** @type {unknown} */ value, /** @type {string} */ words) => html`<div class="panel figure-card"><dd>${value}</dd><dt>${words}</dt></div>`;
    return html`<dl class="figures">
        ${figure(written.length, "writes")} ${figure(refused.length, "lost updates prevented")}
        ${figure(`${share.toLocaleString(undefined, { maximumFractionDigits: 1 })} %`, "of writes refused")} ${figure(refused.length - settled, "refused and not saved since")}
      </dl>
      ${cutOff(since)}
      ${chart(byMinute(written, refused), chosen, (index) => {
        chosen = index;
        app.render();
      })}
      ${reasons(refused)}
      <div class="columns even">
        <section aria-labelledby="refused"><h2 id="refused">Refused lately</h2>${refusedTable()}</section>
        <section aria-labelledby="written"><h2 id="written">Written lately</h2>${writtenTable()}</section>
      </div>`;
  }

  function refusedTable() {
    if (refusals.length === 0) return html`<p class="empty">No write was refused.</p>`;
    return html`<div class="panel scroll" role="region" aria-label="Table of refusals" tabindex="0"><table class="list">
      <thead><tr><th scope="col">When</th><th scope="col">Resource</th><th scope="col">Who</th><th scope="col">Why</th><th scope="col">What came of it</th></tr></thead>
      <tbody>${refusals.slice(0, SHOWN).map((refusal) => {
        const after = outcome(recent.after(refusal));
        return html`<tr>
          <td><time datetime=${refusal.time} title=${inFull(refusal.time)}>${toTheSecond(refusal.time)}</time></td>
          <td><a href=${link("history", encoded(refusal.path))}>${readable(refusal.path)}</a></td>
          <td>${named(refusal.caller) ?? html`<span class="quiet">—</span>`}</td>
          <td>${refusal.status}: ${REASONS[refusal.reason ?? ""] ?? refusal.reason ?? refusal.error}</td>
          <td><span class="pill of-${after.isSettled ? "both" : "open"}">${after.words}</span></td>
        </tr>`;
      })}</tbody>
    </table></div>`;
  }

  function writtenTable() {
    if (recent.all.length === 0) return html`<p class="empty">Nothing was written yet.</p>`;
    return html`<div class="panel scroll" role="region" aria-label="Table of writes" tabindex="0"><table class="list">
      <thead><tr><th scope="col">When</th><th scope="col">Resource</th><th scope="col">Version</th><th scope="col">Who</th></tr></thead>
      <tbody>${recent.all.slice(-SHOWN).reverse().map((change) => html`<tr>
        <td><time datetime=${change.time} title=${inFull(change.time)}>${toTheSecond(change.time)}</time></td>
        <td><a href=${link("resource", encoded(change.path))}>${readable(change.path)}</a></td>
        <td>${change.kind === "deleted" ? html`<span class="gone">deleted</span>` : `v${change.version}`}</td>
        <td>${named(change.writer) ?? html`<span class="quiet">—</span>`}</td>
      </tr>`)}</tbody>
    </table></div>`;
  }
}

/**
 * The newest changes, oldest first; more than an hour's where no more than so many were made.
 *
 * @param {Recent} recent takes them in
 */
async function readRecent(recent) {
  let after = `now-${CHANGES_READ}`;
  for (let page = 0; page < CHANGES_READ / PAGE; page++) {
    const { changes, next } = await client.ask(`/-/changes?limit=${PAGE}&after=${encodeURIComponent(after)}`);
    for (const change of changes) recent.add(change);
    if (next === undefined || next === after) break;
    after = next;
  }
}

/**
 * @param {readonly Change[]} written
 * @param {Refusal[]} refused
 * @returns {import("../components/chart.js").Minute[]}
 */
function byMinute(written, refused) {
  const end = Math.floor(Date.now() / MINUTE);
  const minutes = Array.from({ length: MINUTES }, (_, i) => ({ time: new Date((end - MINUTES + 1 + i) * MINUTE).toISOString(), writes: 0, refusals: 0 }));
  const at = (/** @type {string} */ time) => minutes[Math.floor(Date.parse(time) / MINUTE) - end + MINUTES - 1];
  for (const change of written) if (at(change.time)) at(change.time).writes++;
  for (const refusal of refused) if (at(refusal.time)) at(refusal.time).refusals++;
  return minutes;
}

/**
 * @param {Change | undefined} later what whoever was refused stored there since
 * @returns {{words: string, isSettled: boolean}}
 */
function outcome(later) {
  if (later === undefined) return { words: "not saved since", isSettled: false };
  return { words: later.kind === "deleted" ? "deleted later" : `saved later as v${later.version}`, isSettled: true };
}

/** @param {Refusal[]} refused */
function reasons(refused) {
  if (refused.length === 0) return nothing;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { reason, error } of refused) counts.set(reason ?? error, (counts.get(reason ?? error) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return html`<div class="why"><span class="quiet" id="why">Refused because of</span><ul class="reasons" aria-labelledby="why">${sorted.map(([reason, count]) => html`<li><b>${count}</b> ${REASONS[reason] ?? reason}</li>`)}</ul></div>`;
}

