// @ts-check
import { JsonError, parse } from "@etagere/client";

/**
 * What is wrong with a text that somebody is writing.
 *
 * @param {string} text
 * @param {boolean} isJson whether it shall be JSON
 * @returns {string | undefined} a sentence, with the place
 */
export function mistakeIn(text, isJson) {
  if (!isJson) return undefined;
  try {
    parse(text);
    return undefined;
  } catch (cause) {
    return cause instanceof JsonError ? cause.message : String(cause);
  }
}
