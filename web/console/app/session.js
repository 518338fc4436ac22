// @ts-check
import { Client, parse, stringify } from "@etagere/client";

/** Who is signed in. The token is kept for this tab only, and is never part of an address. */

const TOKEN = "etagere:token";
const ACCOUNT = "etagere:account";
const NOBODY = "anybody";

/** A JSON value in the spelling that its writer gave it. */
export class Spelled {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @returns {string | undefined} */
function token() {
  return sessionStorage.getItem(TOKEN) ?? undefined;
}

export const client = new Client({
  base: location.origin,
  account: account(),
  authorization,
  codec: { parse, stringify: (value) => (value instanceof Spelled ? value.text : stringify(value, 2)) },
  patience: { attempts: 3, attemptSeconds: 20, pauseMilliseconds: 200 },
});

function authorization() {
  const secret = token();
  return secret === undefined ? undefined : `Bearer ${secret}`;
}

/** @returns {string} tells the drafts of one account from those of another */
export function account() {
  return sessionStorage.getItem(ACCOUNT) ?? NOBODY;
}

/** @returns {boolean} */
export function isSignedIn() {
  return token() !== undefined;
}

/** @param {string} secret */
export async function signIn(secret) {
  sessionStorage.setItem(TOKEN, secret);
  sessionStorage.setItem(ACCOUNT, await fingerprint(secret));
  client.signIn({ account: account(), authorization });
}

export function signOut() {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(ACCOUNT);
  client.signIn({ account: account(), authorization });
}

/**
 * A name for the account from which the token cannot be found. Outside secure contexts there is no digest; there the name holds for
 * this sign-in only.
 *
 * @param {string} secret
 */
async function fingerprint(secret) {
  const bytes = globalThis.crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)))
    : crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
