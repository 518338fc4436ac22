// @ts-check
import { html } from "lit-html";

/** JSON in its colours. */

/**
 * @param {import("../conflict/rows.js").Token[]} all
 * @param {string} [side] whose marks these are
 */
export function tokens(all, side = "yours") {
  return all.map((token) => {
    if (token.mark === "added") return html`<ins class="by-${side}">${token.text}</ins>`;
    return html`<span class=${token.kind}>${token.text}</span>`;
  });
}
