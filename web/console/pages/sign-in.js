// @ts-check
import { html } from "lit-html";
import { follow } from "../app/feed.js";
import { noticeOfFailure, wantsSignIn } from "../app/refused.js";
import { client, isSignedIn, signIn, signOut } from "../app/session.js";
import { noticeOf } from "../components/shell.js";

/** Asks for a token. It is kept for this tab until the tab is closed, and never becomes part of an address. */

/**
 * @param {import("../app/pages.js").App} app
 * @param {() => void} done
 * @returns {import("../app/pages.js").Page}
 */
export function signInPage(app, done) {
  /** @type {import("../components/shell.js").Notice | undefined} */
  let notice = isSignedIn() ? { tone: "bad", text: "The server no longer takes this token." } : undefined;
  let busy = false;

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (document.getElementById("token"));
    busy = true;
    await signIn(field.value.trim());
    try {
      await client.ask("/?limit=1");
      follow(app.render);
      done();
    } catch (cause) {
      busy = false;
      signOut();
      notice = wantsSignIn(cause) ? { tone: "bad", text: "The server does not know this token." } : noticeOfFailure(cause);
      app.render();
    }
  }

  return {
    section: "none",
    title: "Sign in",
    view: () => html`<div class="page narrow">
      <h1 tabindex="-1">Sign in</h1>
      <p class="lead">This server asks who you are. A token is made with <code>etagere token create</code>.</p>
      ${noticeOf(notice)}
      <form class="panel form" @submit=${submit}>
        <label for="token">Token</label>
        <input id="token" type="password" required autocomplete="off" spellcheck="false" />
        <button class="primary" aria-busy=${busy ? "true" : "false"}>Sign in</button>
        <p class="quiet">It is kept in this tab until you close it or sign out.</p>
      </form>
    </div>`,
    close: () => undefined,
  };
}
