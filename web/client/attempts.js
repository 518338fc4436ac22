// @ts-check
import { Unreachable } from "./refusals.js";

/** Sending again what got no answer. */

/** Replies that say "not now": nothing was done, and the same request may succeed later. */
const NOT_NOW = new Set([429, 502, 503, 504]);

/**
 * @typedef {object} Patience
 * @property {number} attempts how often one request is sent at most
 * @property {number} attemptSeconds how long one attempt may take
 * @property {number} pauseMilliseconds before the second attempt; twice as long before each further one, at most 30 s
 * @property {() => number} random from 0 to 1
 */

/**
 * @typedef {object} Answer
 * @property {Response} reply
 * @property {boolean} repeated whether an earlier attempt went without a reply, and so may have been carried out
 */

/**
 * Sends a request until there is an answer.
 *
 * @param {(signal: AbortSignal) => Promise<Response>} send
 * @param {string} url
 * @param {Patience} patience
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer>}
 */
export async function persistently(send, url, patience, signal) {
  let repeated = false;
  for (let attempt = 1; ; attempt++) {
    const last = attempt >= patience.attempts;
    try {
      const reply = await send(deadline(patience.attemptSeconds, signal));
      if (last || !(await isNotNow(reply))) return { reply, repeated };
      await pause(attempt, patience, signal, retryAfter(reply));
    } catch (cause) {
      signal?.throwIfAborted();
      if (last) throw new Unreachable(url, cause);
      repeated = true;
      await pause(attempt, patience, signal);
    }
  }
}

/**
 * @param {number} seconds
 * @param {AbortSignal} [signal]
 */
function deadline(seconds, signal) {
  const time = AbortSignal.timeout(seconds * 1000);
  return signal === undefined ? time : AbortSignal.any([time, signal]);
}

/** @param {Response} reply */
async function isNotNow(reply) {
  if (NOT_NOW.has(reply.status)) return true;
  if (reply.status !== 409) return false;
  const body = await reply.clone().text();
  return /"reason"\s*:\s*"busy"/.test(body);
}

/** @param {Response} reply */
function retryAfter(reply) {
  const seconds = Number(reply.headers.get("Retry-After") ?? 0);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}

/**
 * Waits a random part of a time that doubles, so that those who were refused together do not come back together.
 *
 * @param {number} attempt from 1
 * @param {Patience} patience
 * @param {AbortSignal} [signal]
 * @param {number} [atLeast] milliseconds
 * @returns {Promise<void>}
 */
export function pause(attempt, patience, signal, atLeast = 0) {
  const longest = Math.min(30_000, patience.pauseMilliseconds * 2 ** (attempt - 1));
  const milliseconds = Math.min(60_000, atLeast) + longest * patience.random();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
