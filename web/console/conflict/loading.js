// @ts-check
import { equal, isJson, isText, parse, Problem } from "@etagere/client";
import { isMine, keep } from "../app/drafts.js";
import { isMissing } from "../app/refused.js";
import { client } from "../app/session.js";
import { versionsOf, withTag } from "../app/versions.js";
import { mistakeIn } from "../text/checked.js";
import { named } from "../text/saying.js";
import { modelOf } from "./model.js";

/** All that a conflict page is about, put together from a draft and the server. */

/** @typedef {import("@etagere/client").Document} Document */
/** @typedef {import("../app/drafts.js").Draft} Draft */
/** @typedef {import("../app/versions.js").VersionInfo} VersionInfo */
/** @typedef {import("./model.js").Model} Model */

/**
 * @typedef {object} Dispute
 * @property {Draft} draft
 * @property {Document | undefined} base
 * @property {Document | undefined} current nothing where it was deleted
 * @property {VersionInfo | undefined} baseInfo
 * @property {VersionInfo | undefined} currentInfo
 * @property {string | undefined} writer the name of whoever saved first
 * @property {boolean} isOwn whether that was in this browser
 * @property {Model} model
 * @property {"json" | "text" | "bytes"} form
 */

/** @typedef {{is: "dispute", dispute: Dispute} | {is: "settled"} | {is: "unmoved"} | {is: "unfinished"}} Loaded */

/**
 * @param {string} path
 * @param {Draft} stored
 * @returns {Promise<Loaded>}
 */
export async function load(path, stored) {
  const current = await client.read(path).catch(missing);
  const draft = begunFrom(stored, current);
  if (draft !== stored) keep(path, draft);
  if (!draft.deletes && mistakeIn(draft.text, isJson(draft.mediaType)) !== undefined) return { is: "unfinished" };
  if (current?.etag === draft.etag) return { is: "unmoved" };
  const base = draft.etag === undefined ? undefined : await client.version(path, { etag: draft.etag }).catch(missing);
  const versions = await versionsOf(path).then((page) => page.versions).catch(() => []);
  const sides = sidesOf(draft, base, current);
  if (isDone(sides)) return { is: "settled" };
  const currentInfo = current === undefined ? versions[0] : withTag(versions, current.etag);
  return {
    is: "dispute",
    dispute: {
      draft,
      base,
      current,
      baseInfo: withTag(versions, draft.etag),
      currentInfo,
      writer: named(currentInfo?.writer),
      isOwn: isMine(currentInfo?.etag ?? current?.etag),
      ...(await compared(draft, base, current, sides)),
    },
  };
}

/**
 * A result that was written by hand holds all that its writer wanted. Where the version that it was to replace is replaced already, it
 * is a draft like any other, begun from that version.
 *
 * @param {Draft} draft
 * @param {Document | undefined} current
 * @returns {Draft}
 */
function begunFrom(draft, current) {
  const { hand } = draft;
  if (hand === undefined || hand.etag === current?.etag) return draft;
  return { etag: hand.etag, version: undefined, text: hand.text, mediaType: draft.mediaType, time: draft.time };
}

/** @param {unknown} cause */
function missing(cause) {
  if (isMissing(cause)) return undefined;
  throw cause;
}

/**
 * @param {Draft} draft
 * @param {Document | undefined} base
 * @param {Document | undefined} current
 */
function sidesOf(draft, base, current) {
  /** @type {Partial<Record<"base" | "current" | "yours", unknown>>} */
  const sides = {};
  if (base !== undefined) sides.base = base.value;
  if (current !== undefined) sides.current = current.value;
  if (!draft.deletes) sides.yours = isJson(draft.mediaType) ? parse(draft.text) : draft.text;
  return sides;
}

/** @param {Partial<Record<"base" | "current" | "yours", unknown>>} sides */
function isDone(sides) {
  return "current" in sides === "yours" in sides && equal(sides.current, sides.yours);
}

/**
 * @param {Draft} draft
 * @param {Document | undefined} base
 * @param {Document | undefined} current
 * @param {Partial<Record<"base" | "current" | "yours", unknown>>} sides
 * @returns {Promise<{model: Model, form: "json" | "text" | "bytes"}>}
 */
async function compared(draft, base, current, sides) {
  const types = [draft.mediaType, ...[base, current].flatMap((document) => (document === undefined ? [] : [document.mediaType]))];
  const form = types.every(isJson) ? "json" : types.every(isText) ? "text" : "bytes";
  const mayMerge = form !== "bytes" && base !== undefined && current !== undefined && "yours" in sides;
  return { model: modelOf(sides, mayMerge ? await merged(base, sides.yours) : undefined, form === "text"), form };
}

/**
 * @param {Document} base
 * @param {unknown} yours
 */
async function merged(base, yours) {
  try {
    return await client.merge(base.edit(yours));
  } catch (cause) {
    if (cause instanceof Problem && cause.status < 500 && cause.status !== 401) return undefined;
    throw cause;
  }
}

