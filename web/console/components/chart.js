// @ts-check
import { html, svg } from "lit-html";
import { counted, when } from "../text/saying.js";

/** Writes and refusals by the minute, as a drawing, for the keyboard, and as a table. */

/** @typedef {{time: string, writes: number, refusals: number}} Minute */

const WIDTH = 960;
const HEIGHT = 220;
const LEFT = 36;
const BOTTOM = 24;

/**
 * @param {Minute[]} minutes
 * @param {number} chosen the minute that is read
 * @param {(index: number) => void} choose
 */
export function chart(minutes, chosen, choose) {
  const minute = minutes[chosen];
  const top = ceiling(Math.max(1, ...minutes.map((one) => Math.max(one.writes, one.refusals))));
  const x = (/** @type {number} */ i) => LEFT + (i * (WIDTH - LEFT - 8)) / (minutes.length - 1);
  const y = (/** @type {number} */ count) => HEIGHT - BOTTOM - (count / top) * (HEIGHT - BOTTOM - 12);
  const words = `${when(minute.time)}: ${counted(minute.writes, "write")}, ${minute.refusals} refused`;
  return html`<div class="chart panel">
    <header>
      <h2>Writes a minute</h2>
      <p aria-hidden="true"><b>${when(minute.time)}</b> <span class="legend-writes">${counted(minute.writes, "write")}</span> <span class="legend-refusals">${minute.refusals} refused</span></p>
    </header>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="slider" tabindex="0" aria-label="Writes and refusals of the last hour, minute by minute"
      aria-valuemin="0" aria-valuemax=${minutes.length - 1} aria-valuenow=${chosen} aria-valuetext=${words}
      @keydown=${(/** @type {KeyboardEvent} */ event) => move(event, chosen, minutes.length, choose)}
      @pointermove=${(/** @type {PointerEvent} */ event) => choose(under(event, minutes.length))}>
      ${[0, 0.5, 1].map((part) => svg`<path class="grid" d="M${LEFT} ${y(top * part)}H${WIDTH - 8}" /><text x=${LEFT - 8} y=${y(top * part) + 4} class="end">${top * part}</text>`)}
      <path class="area" d="M${x(0)} ${y(0)}${minutes.map((one, i) => `L${x(i)} ${y(one.writes)}`).join("")}L${x(minutes.length - 1)} ${y(0)}Z" />
      <path class="line" d="M${minutes.map((one, i) => `${x(i)} ${y(one.writes)}`).join("L")}" />
      ${minutes.map((one, i) => (one.refusals === 0 ? svg`` : svg`<rect class="bar" x=${x(i) - 5} y=${y(one.refusals)} width="10" height=${y(0) - y(one.refusals)} rx="2" />`))}
      <path class="reader" d="M${x(chosen)} 8V${y(0)}" /><circle class="reader" cx=${x(chosen)} cy=${y(minute.writes)} r="5" />
      ${[0, 15, 30, 45, 59].map((i) => svg`<text x=${x(i)} y=${HEIGHT - 4} class=${i === 0 ? "start" : i === 59 ? "end" : "middle"}>${when(minutes[i].time)}</text>`)}
    </svg>
    <details>
      <summary>The same as a table</summary>
      <div class="scroll" role="region" aria-label="Writes a minute, as a table" tabindex="0"><table class="list">
        <thead><tr><th scope="col">Minute</th><th scope="col" class="figure">Writes</th><th scope="col" class="figure">Refused</th></tr></thead>
        <tbody>${minutes.filter((one) => one.writes + one.refusals > 0).map((one) => html`<tr><th scope="row">${when(one.time)}</th><td class="figure">${one.writes}</td><td class="figure">${one.refusals}</td></tr>`)}</tbody>
      </table></div>
    </details>
  </div>`;
}

/** @param {number} most */
function ceiling(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return Math.max(2, [1, 2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= most) ?? most);
}

/**
 * @param {KeyboardEvent} event
 * @param {number} chosen
 * @param {number} count
 * @param {(index: number) => void} choose
 */
function move(event, chosen, count, choose) {
  const target = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: count - 1 }[event.key];
  if (target === undefined || event.altKey) return;
  event.preventDefault();
  choose(Math.min(count - 1, Math.max(0, target)));
}

/**
 * @param {PointerEvent} event
 * @param {number} count
 */
function under(event, count) {
  const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * WIDTH;
  return Math.min(count - 1, Math.max(0, Math.round(((x - LEFT) / (WIDTH - LEFT - 8)) * (count - 1))));
}
