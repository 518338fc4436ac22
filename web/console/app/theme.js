// @ts-check
/** Light, dark, or as the system is. */

/** @typedef {import("../components/shell.js").Theme} Theme */

const KEY = "etagere:theme";
/** @type {Theme[]} */
const THEMES = ["auto", "light", "dark"];

/** @returns {Theme} */
export function theme() {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((one) => one === stored) ?? "auto";
}

/** @returns {Theme} */
export function nextTheme() {
  return THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
}

/** @param {Theme} chosen */
export function applyTheme(chosen) {
  localStorage.setItem(KEY, chosen);
  document.documentElement.dataset.theme = chosen;
}
