// @ts-check
import { html, svg } from "lit-html";

/** The drawing of a conflict: where the two ways parted, and whether they have come together again. */

/**
 * @typedef {object} Fork
 * @property {string} from name of the version that both began from
 * @property {string} fromNote
 * @property {string} theirs
 * @property {string} yours
 * @property {string} next
 * @property {string} nextNote
 * @property {boolean} settled
 */

/** @param {Fork} fork */
export function forkDrawing(fork) {
  const sentence = `${fork.from}, ${fork.fromNote}; then ${fork.theirs} and ${fork.yours}; next ${fork.next}: ${fork.nextNote}.`;
  return html`<svg class="fork ${fork.settled ? "settled" : ""}" viewBox="0 0 400 116" role="img" aria-label=${sentence}>
    ${svg`
      <path class="trunk" d="M62 58h40" />
      <path class="theirs" d="M102 58C140 58 128 28 164 28h80c36 0 26 30 62 30" />
      <path class="yours" d="M102 58C140 58 128 88 164 88h80c36 0 26-30 62-30" />
      <path class="last" d="M306 58h30" />
      <circle class="trunk" cx="54" cy="58" r="7" />
      <circle class="theirs" cx="204" cy="28" r="7" />
      <circle class="yours" cx="204" cy="88" r="7" />
      <circle class="last" cx="344" cy="58" r="8" />
      <text class="strong" x="54" y="82">${fork.from}</text>
      <text x="54" y="98">${fork.fromNote}</text>
      <text class="strong" x="204" y="13">${fork.theirs}</text>
      <text class="strong" x="204" y="111">${fork.yours}</text>
      <text class="strong" x="344" y="84">${fork.next}</text>
      <text x="344" y="100">${fork.nextNote}</text>
    `}
  </svg>`;
}
