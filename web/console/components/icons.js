// @ts-check
import { svg } from "lit-html";

/** Drawings of 16 by 16. They only repeat what words beside them say. */

/** @param {import("lit-html").TemplateResult} drawing */
function icon(drawing) {
  return svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${drawing}</svg>`;
}

/** @param {string} path */
function line(path) {
  return icon(svg`<path d=${path} />`);
}

export const check = line("M3 8.5l3.4 3.4L13 4.8");
export const pencil = line("M3 13l.7-3L10.8 2.9 13.1 5.2 6 12.3z");
export const trash = line("M3 4.5h10M6.2 4.5V3h3.6v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5");
export const undo = line("M6 3L3 6l3 3M3.5 6H10a3 3 0 0 1 0 6.5H7");
export const join = line("M4 3v2.5C4 8 8 7.5 8 10v3M12 3v2.5C12 8 8 7.5 8 10");
export const keyboard = line("M2 4h12v8H2zM5 9.8h6M4.5 6.8h.01M7 6.8h.01M9.5 6.8h.01M11.8 6.8h.01");
export const folder = line("M2 12.5v-9h4.2l1.5 1.8H14v7.2z");
export const page = line("M4 2h5.5L12.5 5v9H4zM9.2 2.3v3h3");
export const clock = line("M8 2.2a5.8 5.8 0 1 0 .01 0M8 5v3.2l2.2 1.3");
export const plus = line("M8 3.5v9M3.5 8h9");
export const contrast = icon(svg`<circle cx="8" cy="8" r="5.5" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />`);
export const alert = line("M8 2.5L14.2 13H1.8zM8 6.5v3M8 11.4h.01");
export const brand = svg`<svg class="brand-mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="8" /><g><path d="M11 12.5v8" /><path d="M13.4 9.6c6 0 8 1.6 8 5.4v1" /><circle cx="11" cy="9.6" r="2.6" /><circle cx="11" cy="23" r="2.6" /><circle cx="21.4" cy="19" r="2.6" /></g></svg>`;
