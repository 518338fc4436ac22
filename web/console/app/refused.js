// @ts-check
import { Conflict, Problem, Unreachable } from "@etagere/client";

/** What the console says when something did not work. */

/**
 * @param {unknown} cause
 * @param {string} [kept] what is still there, as a sentence
 * @returns {import("../components/shell.js").Notice}
 */
export function noticeOfFailure(cause, kept = "") {
  if (cause instanceof Unreachable) return bad(`The server does not answer. ${kept}`.trim());
  if (cause instanceof Problem) return { ...bad(`${cause.message} ${kept}`.trim()), errors: errorsOf(cause) };
  if (cause instanceof Conflict) return bad(cause.message);
  return bad(cause instanceof Error ? cause.message : String(cause));
}

/** @param {string} text */
function bad(text) {
  return { tone: /** @type {const} */ ("bad"), text };
}

/**
 * The single errors of a refusal, each with the place it is about.
 *
 * @param {Problem} problem
 * @returns {{pointer?: string, message: string}[]}
 */
export function errorsOf(problem) {
  const { errors } = problem.details;
  if (!Array.isArray(errors)) return [];
  return errors.map((error) => ({ pointer: error.pointer ?? error.path, message: error.detail ?? error.message ?? error.error ?? "" }));
}

/**
 * @param {unknown} cause
 * @returns {boolean}
 */
export function wantsSignIn(cause) {
  return cause instanceof Problem && cause.status === 401;
}

/**
 * @param {unknown} cause
 * @returns {boolean}
 */
export function isMissing(cause) {
  return cause instanceof Problem && (cause.status === 404 || cause.status === 410);
}
