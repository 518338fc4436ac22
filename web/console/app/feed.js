// @ts-check
import { Problem } from "@etagere/client";
import { client } from "./session.js";

/** The server's changes as they happen, for whichever page is open. */

/** @typedef {"live" | "waiting" | "off"} FeedState */
/** @typedef {import("@etagere/client").Change} Change */

/** @type {FeedState} */
let state = "off";
/** @type {AbortController | undefined} */
let running;
/** @type {Set<(change: Change) => void>} */
const listeners = new Set();
/** @type {() => void} */
let onState = () => undefined;

/** @returns {FeedState} */
export function feedState() {
  return state;
}

/**
 * Starts listening, in place of what ran before.
 *
 * @param {() => void} changed called when {@link feedState} is another
 */
export async function follow(changed) {
  running?.abort();
  const run = new AbortController();
  running = run;
  onState = changed;
  try {
    for await (const change of client.changes({ after: "now", signal: run.signal, onState: (live) => become(live ? "live" : "waiting") })) {
      for (const listener of listeners) listener(change);
    }
  } catch (cause) {
    if (!run.signal.aborted) become(cause instanceof Problem ? "off" : "waiting");
  }
}

/**
 * @param {(change: Change) => void} listener
 * @returns {() => void} ends it
 */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {FeedState} next */
function become(next) {
  if (state === next) return;
  state = next;
  onState();
}
