// @ts-check
import { html, render } from "lit-html";
import { follow, listen } from "./app/feed.js";
import { PAGES } from "./app/pages.js";
import { routeOf } from "./app/routes.js";
import { signOut } from "./app/session.js";
import { applyTheme, nextTheme, theme } from "./app/theme.js";
import { page as shell } from "./components/shell.js";
import { signInPage } from "./pages/sign-in.js";

/** Starts the console: one page at a time, drawn anew whenever something it knows has changed. */

/** @typedef {import("./app/pages.js").Page} Page */

/** @type {Page} */
let current;
let keysShown = false;
let waiting = false;
/** @type {import("./components/shell.js").Notice | undefined} */
let carried;

const root = document.body;

/** @type {import("./app/pages.js").App} */
const app = {
  render: draw,
  go(hash, notice) {
    carried = notice;
    if (location.hash === hash) open();
    else location.hash = hash;
  },
  askToSignIn() {
    if (!current.title.startsWith("Sign in")) show(signInPage(app, open));
  },
};

/** Draws in the next frame, once however often it is asked. */
function draw() {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    render(shell({ content: current.view(), section: current.section, theme: theme(), turnTheme, keysShown, toggleKeys, signOut: leave }), root);
    document.title = `${current.title} · Etagere`;
  });
}

function turnTheme() {
  applyTheme(nextTheme());
  draw();
}

function toggleKeys() {
  keysShown = !keysShown;
  draw();
}

function leave() {
  signOut();
  open();
  follow(draw);
}

/** Opens the page that the address names. */
function open() {
  const route = routeOf(location.hash);
  show(PAGES[route.page](app, route));
}

/** @param {Page} page */
function show(page) {
  const isFirst = current === undefined;
  current?.close();
  render(html``, root);
  current = page;
  if (carried !== undefined) page.greet?.(carried);
  carried = undefined;
  draw();
  if (!isFirst) queueMicrotask(() => document.querySelector("h1")?.focus());
}

applyTheme(theme());
addEventListener("hashchange", open);
addEventListener("keydown", (event) => current.onKey?.(event));
listen((change) => current.onChange?.(change));
open();
follow(draw);
