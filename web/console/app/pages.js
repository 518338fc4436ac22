// @ts-check
import { activityPage } from "../pages/activity.js";
import { browsePage } from "../pages/browse.js";
import { conflictPage } from "../pages/conflict.js";
import { historyPage } from "../pages/history.js";
import { resourcePage } from "../pages/resource.js";
import { rulesPage } from "../pages/rules.js";

/**
 * A page: what it shows follows from what it knows, and it says when that changed.
 *
 * @typedef {object} Page
 * @property {"resources" | "activity" | "none"} section
 * @property {string} title
 * @property {() => unknown} view
 * @property {() => void} close
 * @property {(event: KeyboardEvent) => void} [onKey]
 * @property {(change: import("@etagere/client").Change) => void} [onChange]
 * @property {(notice: import("../components/shell.js").Notice) => void} [greet] a message that another page left
 */

/**
 * What a page may ask of the console.
 *
 * @typedef {object} App
 * @property {() => void} render
 * @property {(hash: string, notice?: import("../components/shell.js").Notice) => void} go
 * @property {() => void} askToSignIn
 */

/** @type {Record<import("./routes.js").PageName, (app: App, route: import("./routes.js").Route) => Page>} */
export const PAGES = {
  browse: browsePage,
  resource: resourcePage,
  conflict: conflictPage,
  history: historyPage,
  rules: rulesPage,
  activity: activityPage,
};
