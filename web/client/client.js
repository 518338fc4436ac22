// @ts-check
import { pause, persistently } from "./attempts.js";
import { events } from "./changes.js";
import { content, Document, Edit, isJson, isText, received } from "./document.js";
import { members } from "./json.js";
import { asMerge, Conflict, Problem, Unguarded } from "./refusals.js";

/**
 * @typedef {object} Options
 * @property {string | URL} [base] what relative URLs are relative to; the page's own address by default
 * @property {string} [account] whose credentials these are: what one account has read is never used for another
 * @property {() => string | undefined} [authorization] the value of `Authorization`; asked before every request
 * @property {Policy} [onConflict] `ask` by default
 * @property {Partial<import("./attempts.js").Patience>} [patience]
 * @property {import("./document.js").Codec} [codec] how JSON is read and written; `JSON` by default
 * @property {typeof globalThis.fetch} [fetch]
 * @property {number} [remembered] how many documents are remembered at most; 500 by default
 */

/** @typedef {"ask" | "merge"} Policy `ask` throws the conflict; `merge` saves what the server merged cleanly, and throws the rest */

/**
 * @typedef {object} SaveOptions
 * @property {Policy} [onConflict]
 * @property {boolean} [overwrite] replaces whatever stands there (`If-Match: *`)
 * @property {AbortSignal} [signal]
 */

const JSON_TYPE = "application/json";

/** Reads and saves the resources of a server, and remembers which version was read. */
export class Client {
  /** @type {Map<string, Document>} */
  #memory = new Map();
  /** @type {Options} */
  #options;
  /** @type {import("./attempts.js").Patience} */
  #patience;
  /** @type {typeof globalThis.fetch} */
  #fetch;
  /** @type {import("./document.js").Codec} */
  #codec;

  /** @param {Options} [options] */
  constructor(options = {}) {
    this.#options = options;
    this.#patience = { attempts: 6, attemptSeconds: 60, pauseMilliseconds: 100, random: Math.random, ...options.patience };
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#codec = options.codec ?? JSON;
  }

  /** @returns {string | undefined} */
  get account() {
    return this.#options.account;
  }

  /**
   * Goes on as another account. All that was read is forgotten, and a document read before can no longer be saved.
   *
   * @param {{account?: string, authorization?: () => string | undefined}} credentials
   */
  signIn(credentials) {
    this.#options = { ...this.#options, account: credentials.account, authorization: credentials.authorization };
    this.#memory = new Map();
  }

  /**
   * The resource as it is now. What was read before is asked for conditionally, and used again where it still holds.
   *
   * @param {string | URL} url
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Document>}
   * @throws {Problem} among others with status 404
   */
  async read(url, options = {}) {
    const memory = this.#memory;
    const href = this.#href(url);
    const known = memory.get(href);
    /** @type {Record<string, string>} */
    const headers = known?.etag === undefined ? {} : { "If-None-Match": known.etag };
    const { reply } = await this.#send("GET", href, { headers, signal: options.signal });
    if (reply.status === 304 && known !== undefined) return this.#again(known, memory);
    if (!reply.ok) throw await this.#problem(reply);
    return this.#remember(new Document(await received(reply, href, this.#codec), memory), memory);
  }

  /**
   * An edit that creates the resource, and fails if there is one.
   *
   * @param {string | URL} url
   * @param {unknown} value
   * @param {{mediaType?: string}} [options]
   * @returns {Edit}
   */
  draft(url, value, options = {}) {
    return new Edit(this.#href(url), undefined, value, options.mediaType ?? JSON_TYPE);
  }

  /**
   * Saves an edit over the version that it was made from, and no other.
   *
   * @param {Edit} edit
   * @param {SaveOptions} [options]
   * @returns {Promise<Document>} the version that was made
   * @throws {Conflict} if the resource is at another version, and the policy does not settle that
   * @throws {Problem} if the server refuses for another reason
   */
  async save(edit, options = {}) {
    const policy = options.onConflict ?? this.#options.onConflict ?? "ask";
    for (let round = 1; ; round++) {
      const saved = await this.#attempt(edit, options, true);
      if (saved instanceof Document) return saved;
      if (policy !== "merge" || !saved.clean || saved.uncertain || round >= this.#patience.attempts) throw await complete(saved);
      await pause(round, this.#patience, options.signal);
      edit = saved.resolve({ document: saved.merge?.document });
    }
  }

  /**
   * Reads, changes and saves, again and again until the change was made to the version that it replaces.
   *
   * @param {string | URL} url
   * @param {(value: any) => unknown} change gets the current value and gives the new one; it may be called more than once
   * @param {{attempts?: number, signal?: AbortSignal}} [options] 100 attempts by default
   * @returns {Promise<Document>}
   * @throws {Conflict} after the last attempt, or where an earlier one may have been carried out unanswered
   */
  async update(url, change, options = {}) {
    let document = await this.read(url, options);
    for (let round = 1; ; round++) {
      const saved = await this.#attempt(document.edit(await change(document.value)), options, false);
      if (saved instanceof Document) return saved;
      if (saved.uncertain || round >= (options.attempts ?? 100)) throw await complete(saved);
      await pause(Math.min(round, 5), this.#patience, options.signal);
      document = await this.read(url, options);
    }
  }

  /**
   * Creates a member of a collection under an address that the server chooses.
   *
   * @param {string | URL} collection
   * @param {unknown} value
   * @param {{mediaType?: string, signal?: AbortSignal}} [options]
   * @returns {Promise<Document>}
   */
  async add(collection, value, options = {}) {
    const memory = this.#memory;
    const mediaType = options.mediaType ?? JSON_TYPE;
    const href = this.#href(collection);
    const headers = { "Content-Type": mediaType, ...key() };
    const { reply } = await this.#send("POST", href, { headers, body: content(value, mediaType, this.#codec), signal: options.signal });
    if (!reply.ok) throw await this.#problem(reply);
    const url = new URL(reply.headers.get("Location") ?? href, href).href;
    return this.#made(new Edit(url, undefined, value, mediaType), reply, memory);
  }

  /**
   * Deletes the version that was read, and no other.
   *
   * @param {Document} document
   * @param {{overwrite?: boolean, signal?: AbortSignal}} [options]
   * @returns {Promise<void>}
   * @throws {Conflict} if the resource is at another version
   */
  async delete(document, options = {}) {
    this.#own(document);
    const memory = this.#memory;
    const headers = { ...guard(document.url, document, options.overwrite), ...key() };
    const { reply, repeated } = await this.#send("DELETE", document.url, { headers, signal: options.signal });
    if (!reply.ok) throw await complete(await this.#conflict(reply, document.edit(undefined), repeated));
    memory.delete(document.url);
  }

  /**
   * An old version.
   *
   * @param {string | URL} url
   * @param {{etag: string} | {number: number}} which
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Document>}
   */
  async version(url, which, options = {}) {
    const memory = this.#memory;
    const href = this.#href(url);
    const [name, value] = Object.entries(which)[0];
    const { reply } = await this.#send("GET", `${own(href, "versions")}?${name}=${encodeURIComponent(value)}`, options);
    if (!reply.ok) throw await this.#problem(reply);
    return new Document(await received(reply, href, this.#codec), memory);
  }

  /**
   * The server's merge of an edit with what stands now. Nothing is stored.
   *
   * @param {Edit} edit of a document that was read
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<import("./refusals.js").Merge | undefined>} nothing where the server does not say
   */
  async merge(edit, options = {}) {
    const body = `{"base":${JSON.stringify(edit.base?.etag)},"document":${this.#asJson(edit)}}`;
    const headers = { "Content-Type": JSON_TYPE };
    const { reply } = await this.#send("POST", own(edit.url, "merge"), { headers, body, signal: options.signal });
    if (!reply.ok) throw await this.#problem(reply);
    return asMerge(this.#codec.parse(await reply.text()));
  }

  /**
   * Any JSON of the server's own space, such as `/-/versions/notes/42`.
   *
   * @param {string} path
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<any>}
   */
  async ask(path, options = {}) {
    const { reply } = await this.#send("GET", this.#href(path), { headers: { Accept: JSON_TYPE }, signal: options.signal });
    if (!reply.ok) throw await this.#problem(reply);
    return reply.json();
  }

  /**
   * Every change under a prefix from now on, or since a cursor, for as long as the caller goes on asking. Breaks of the connection
   * are bridged.
   *
   * @param {{prefix?: string, after?: string, signal?: AbortSignal, onState?: (live: boolean) => void}} [options]
   * @returns {AsyncGenerator<import("./changes.js").Change, void, void>}
   */
  async *changes(options = {}) {
    let { after } = options;
    const query = new URLSearchParams({ prefix: options.prefix ?? "/" });
    for (let attempt = 1; !options.signal?.aborted; attempt++) {
      try {
        // The place to go on from is fetched first: a break before the first event would else lose what came meanwhile.
        after ??= (await this.ask("/-/changes?after=now&limit=1", options)).next;
        const stream = await this.#stream(this.#href(`/-/changes?${query}`), after, options.signal);
        options.onState?.(true);
        for await (const event of events(stream)) {
          attempt = 1;
          after = event.id ?? after;
          if (event.type === "change") yield JSON.parse(event.data);
        }
      } catch (cause) {
        if (options.signal?.aborted) return;
        if (cause instanceof Problem && cause.status < 500) throw cause;
      }
      options.onState?.(false);
      await pause(Math.min(attempt, 6), this.#patience, options.signal).catch(() => undefined);
    }
  }

  /**
   * @param {string} href
   * @param {string | undefined} after
   * @param {AbortSignal} [signal]
   */
  async #stream(href, after, signal) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/event-stream" };
    if (after !== undefined) headers["Last-Event-ID"] = after;
    const reply = await this.#fetch(href, { headers: this.#signed(headers), signal, cache: "no-store" });
    if (!reply.ok || reply.body === null) throw await this.#problem(reply);
    return reply.body;
  }

  /**
   * @param {Edit} edit
   * @param {SaveOptions} options
   * @param {boolean} wantsMerge
   * @returns {Promise<Document | Conflict>}
   */
  async #attempt(edit, options, wantsMerge) {
    this.#own(edit.base);
    const memory = this.#memory;
    const headers = {
      "Content-Type": edit.mediaType,
      ...guard(edit.url, edit.base, options.overwrite),
      ...(wantsMerge && (isJson(edit.mediaType) || isText(edit.mediaType)) ? { Prefer: "merge" } : {}),
      ...key(),
    };
    const body = content(edit.value, edit.mediaType, this.#codec);
    const { reply, repeated } = await this.#send("PUT", edit.url, { headers, body, signal: options.signal });
    return reply.ok ? this.#made(edit, reply, memory) : this.#conflict(reply, edit, repeated);
  }

  /**
   * @param {Edit} edit
   * @param {Response} reply
   * @param {Map<string, Document>} memory
   */
  async #made(edit, reply, memory) {
    const etag = reply.headers.get("ETag") ?? undefined;
    memory.delete(edit.url);
    if (etag === undefined) return this.read(edit.url);
    const { url, mediaType, value } = edit;
    const text = isJson(mediaType) ? this.#codec.stringify(value) : typeof value === "string" ? value : undefined;
    const lastModified = reply.headers.get("Last-Modified") ?? undefined;
    return this.#again(new Document({ url, etag, lastModified, mediaType, value, text }, memory), memory);
  }

  /**
   * The same version with a value of its own: what a caller did to the value that it was given stays its own affair.
   *
   * @param {Document} document
   * @param {Map<string, Document>} memory
   */
  #again(document, memory) {
    const { text, mediaType } = document;
    const value = text !== undefined && isJson(mediaType) ? this.#codec.parse(text) : document.value;
    return this.#remember(new Document({ ...document, value }, memory), memory);
  }

  /**
   * @param {Response} reply
   * @param {Edit} edit
   * @param {boolean} repeated
   */
  async #conflict(reply, edit, repeated) {
    const memory = this.#memory;
    const text = await reply.text();
    const problem = problemOf(reply, text);
    if (reply.status !== 412) throw problem;
    const etag = problem.details.current_etag;
    const onto =
      etag === undefined
        ? undefined
        : new Document({ url: edit.url, etag, lastModified: undefined, mediaType: edit.mediaType, value: undefined, text: undefined }, memory);
    return new Conflict({
      problem,
      edit,
      merge: problem.details.merge === undefined ? undefined : asMerge(members(this.#codec.parse(text)).merge),
      current: undefined,
      onto,
      readCurrent: () => this.#current(edit.url, etag),
      // A server that knows idempotency keys answers a repetition with the first outcome; of another that is not known.
      uncertain: repeated && problem.error === undefined,
    });
  }

  /**
   * The version on which a refusal was decided.
   *
   * @param {string} url
   * @param {string | undefined} etag
   */
  async #current(url, etag) {
    try {
      const now = await this.read(url);
      return etag === undefined || now.etag === etag ? now : await this.version(url, { etag });
    } catch (cause) {
      if (cause instanceof Problem && (cause.status === 404 || cause.status === 410)) return undefined;
      throw cause;
    }
  }

  /**
   * @param {string} method
   * @param {string} href
   * @param {{headers?: Record<string, string>, body?: BodyInit, signal?: AbortSignal}} request
   */
  #send(method, href, request) {
    const init = { method, body: request.body, cache: /** @type {RequestCache} */ ("no-store") };
    return persistently(
      (signal) => this.#fetch(href, { ...init, headers: this.#signed(request.headers ?? {}), signal }),
      href,
      this.#patience,
      request.signal,
    );
  }

  /** @param {Record<string, string>} headers */
  #signed(headers) {
    const authorization = this.#options.authorization?.();
    return authorization === undefined ? headers : { ...headers, Authorization: authorization };
  }

  /** @param {Response} reply */
  async #problem(reply) {
    return problemOf(reply, await reply.text());
  }

  /** @param {Edit} edit */
  #asJson(edit) {
    return isJson(edit.mediaType) ? this.#codec.stringify(edit.value) : JSON.stringify(edit.value);
  }

  /**
   * @param {Document} document
   * @param {Map<string, Document>} memory
   */
  #remember(document, memory) {
    memory.delete(document.url);
    memory.set(document.url, document);
    if (memory.size > (this.#options.remembered ?? 500)) memory.delete(/** @type {string} */ (memory.keys().next().value));
    return document;
  }

  /** @param {Document | undefined} document */
  #own(document) {
    if (document !== undefined && !document.isReadBy(this.#memory)) {
      throw new TypeError("This document was read by another account, or before signing in: read it again");
    }
  }

  /** @param {string | URL} url */
  #href(url) {
    const href = new URL(url, this.#options.base ?? globalThis.location?.href);
    href.hash = "";
    return href.href;
  }
}

/** @param {Conflict} conflict */
async function complete(conflict) {
  await conflict.readCurrent();
  return conflict;
}

/**
 * @param {Response} reply
 * @param {string} text
 */
function problemOf(reply, text) {
  return new Problem(reply.status, details(reply, text), reply.headers);
}

/**
 * @param {Response} reply
 * @param {string} text
 * @returns {Record<string, any>}
 */
function details(reply, text) {
  if (!isJson(reply.headers.get("Content-Type") ?? "")) return {};
  try {
    return members(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * @param {string} url
 * @param {Document | undefined} base
 * @param {boolean} [overwrite]
 * @returns {Record<string, string>}
 */
function guard(url, base, overwrite) {
  if (overwrite) return { "If-Match": "*" };
  if (base === undefined) return { "If-None-Match": "*" };
  if (base.etag === undefined || base.etag.startsWith("W/")) throw new Unguarded(url);
  return { "If-Match": base.etag };
}

/** @returns {Record<string, string>} */
function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { "Idempotency-Key": `"${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}"` };
}

/**
 * The address of a resource in the server's own space.
 *
 * @param {string} href
 * @param {string} space
 */
function own(href, space) {
  const url = new URL(href);
  return `${url.origin}/-/${space}${url.pathname}`;
}
