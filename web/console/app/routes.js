// @ts-check
/** Addresses within the console. They stand behind the `#`, so what people look at is sent to nobody. */

/** @typedef {"browse" | "resource" | "conflict" | "history" | "rules" | "activity"} PageName */

/**
 * @typedef {object} Route
 * @property {PageName} page
 * @property {string} path of the resource or collection, percent-encoded as in its URL
 * @property {URLSearchParams} query
 */

const PAGES = new Set(["browse", "resource", "conflict", "history", "rules", "activity"]);

/**
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const [, page = "", path = "/", query = ""] = /^#\/([a-z]+)(\/[^?]*)?(?:\?(.*))?$/.exec(hash) ?? [];
  return PAGES.has(page)
    ? { page: /** @type {PageName} */ (page), path, query: new URLSearchParams(query) }
    : { page: "browse", path: "/", query: new URLSearchParams() };
}

/**
 * @param {PageName} page
 * @param {string} [path]
 * @param {Record<string, string>} [query]
 * @returns {string}
 */
export function link(page, path = "/", query = {}) {
  const search = new URLSearchParams(query).toString();
  return `#/${page}${page === "activity" ? "" : path}${search === "" ? "" : `?${search}`}`;
}

/**
 * A path as a listing names it, in the form that stands in a URL.
 *
 * @param {string} path
 * @returns {string}
 */
export function encoded(path) {
  return path.replace(/[^\w\-.~!$&'()*+,;=:@/%]/gu, encodeURIComponent);
}

/**
 * @param {string} path
 * @returns {string} for a person to read
 */
export function readable(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/**
 * The collections around a path, the root first.
 *
 * @param {string} path
 * @returns {{name: string, path: string}[]}
 */
export function trail(path) {
  const names = path.split("/").slice(1, -1);
  return names.map((name, i) => ({ name: readable(name), path: `/${names.slice(0, i + 1).join("/")}/` }));
}

/**
 * @param {string} path
 * @returns {string} the last segment
 */
export function nameOf(path) {
  return readable(path.endsWith("/") ? (path.split("/").at(-2) ?? "") : (path.split("/").at(-1) ?? ""));
}

/**
 * @param {string} path
 * @returns {string} the collection that a resource is a member of
 */
export function parent(path) {
  return path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
}

/**
 * @param {string} path as in a URL
 * @param {{path: string}} change
 * @returns {boolean} whether the change is one of that resource
 */
export function isOf(path, change) {
  return change.path === path || encoded(change.path) === path || change.path === decoded(path);
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
