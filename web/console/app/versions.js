// @ts-check
import { client } from "./session.js";

/** The history of a resource, as the server tells it. */

/**
 * @typedef {object} VersionInfo
 * @property {number} version
 * @property {string} etag
 * @property {string} time
 * @property {"written" | "deleted"} kind
 * @property {string} [writer]
 * @property {number} [size]
 * @property {string} [media_type]
 * @property {string} [request_id]
 */

/**
 * @param {string} path
 * @param {string} [after] where the page before ended
 * @returns {Promise<{versions: VersionInfo[], next?: string}>}
 */
export function versionsOf(path, after) {
  return client.ask(`/-/versions${path}?limit=100${after === undefined ? "" : `&after=${encodeURIComponent(after)}`}`);
}

/**
 * What is known of a version; nothing where its history is gone.
 *
 * @param {VersionInfo[]} versions
 * @param {string | undefined} etag
 * @returns {VersionInfo | undefined}
 */
export function withTag(versions, etag) {
  return versions.find((version) => version.etag === etag);
}
