// @ts-check
/** Documents as they were read, and edits that are bound to what they began from. */

/**
 * @typedef {object} Codec
 * @property {(text: string) => unknown} parse
 * @property {(value: unknown) => string} stringify
 */

/**
 * @typedef {object} Representation
 * @property {string} url
 * @property {string | undefined} etag the entity tag, quotes included
 * @property {string | undefined} lastModified an HTTP date
 * @property {string} mediaType with its parameters
 * @property {unknown} value the parsed JSON, the text, or an `ArrayBuffer`
 * @property {string | undefined} text what was received, where it is text
 */

/** One version of a resource, as one account read it. Made by a client only; nothing in it can be changed. */
export class Document {
  /** @type {object} */
  #reader;

  /**
   * @param {Representation} representation
   * @param {object} reader the account's memory; a document is saved through the account that read it, or not at all
   */
  constructor(representation, reader) {
    /** @readonly */
    this.url = representation.url;
    /** @readonly */
    this.etag = representation.etag;
    /** @readonly */
    this.lastModified = representation.lastModified;
    /** @readonly */
    this.mediaType = representation.mediaType;
    /** @readonly */
    this.value = representation.value;
    /** @readonly */
    this.text = representation.text;
    this.#reader = reader;
    Object.freeze(this);
  }

  /**
   * A new value in place of this version.
   *
   * @param {unknown} value
   * @param {{mediaType?: string}} [options]
   * @returns {Edit}
   */
  edit(value, options = {}) {
    return new Edit(this.url, this, value, options.mediaType ?? this.mediaType);
  }

  /**
   * @param {object} reader
   * @returns {boolean}
   */
  isReadBy(reader) {
    return this.#reader === reader;
  }
}

/** A value to save, with the version that it was made from. The two cannot be parted. */
export class Edit {
  /**
   * @param {string} url
   * @param {Document | undefined} base nothing for a resource that shall be created
   * @param {unknown} value
   * @param {string} mediaType
   */
  constructor(url, base, value, mediaType) {
    /** @readonly */
    this.url = url;
    /** @readonly */
    this.base = base;
    /** @readonly */
    this.value = value;
    /** @readonly */
    this.mediaType = mediaType;
    Object.freeze(this);
  }
}

/**
 * @param {string} mediaType
 * @returns {boolean}
 */
export function isJson(mediaType) {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

/**
 * @param {string} mediaType
 * @returns {boolean}
 */
export function isText(mediaType) {
  return /^text\//i.test(mediaType);
}

/**
 * @param {Response} reply
 * @param {string} url
 * @param {Codec} codec
 * @returns {Promise<Representation>}
 */
export async function received(reply, url, codec) {
  const mediaType = reply.headers.get("Content-Type") ?? "application/octet-stream";
  const fields = {
    url,
    etag: reply.headers.get("ETag") ?? undefined,
    lastModified: reply.headers.get("Last-Modified") ?? undefined,
    mediaType,
  };
  if (!isJson(mediaType) && !isText(mediaType)) return { ...fields, value: await reply.arrayBuffer(), text: undefined };
  const text = await reply.text();
  return { ...fields, value: isJson(mediaType) ? codec.parse(text) : text, text };
}

/**
 * The content of a request.
 *
 * @param {unknown} value bytes and text as they are where the type is not JSON
 * @param {string} mediaType
 * @param {Codec} codec
 * @returns {BodyInit}
 */
export function content(value, mediaType, codec) {
  return isJson(mediaType) ? codec.stringify(value) : /** @type {BodyInit} */ (value);
}
