/**
 * @param {string} mediaType
 * @returns {boolean}
 */
export function isJson(mediaType: string): boolean;
/**
 * @param {string} mediaType
 * @returns {boolean}
 */
export function isText(mediaType: string): boolean;
/**
 * @param {Response} reply
 * @param {string} url
 * @param {Codec} codec
 * @returns {Promise<Representation>}
 */
export function received(reply: Response, url: string, codec: Codec): Promise<Representation>;
/**
 * The content of a request.
 *
 * @param {unknown} value bytes and text as they are where the type is not JSON
 * @param {string} mediaType
 * @param {Codec} codec
 * @returns {BodyInit}
 */
export function content(value: unknown, mediaType: string, codec: Codec): BodyInit;
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
    /**
     * @param {Representation} representation
     * @param {object} reader the account's memory; a document is saved through the account that read it, or not at all
     */
    constructor(representation: Representation, reader: object);
    /** @readonly */
    readonly url: string;
    /** @readonly */
    readonly etag: string | undefined;
    /** @readonly */
    readonly lastModified: string | undefined;
    /** @readonly */
    readonly mediaType: string;
    /** @readonly */
    readonly value: unknown;
    /** @readonly */
    readonly text: string | undefined;
    /**
     * A new value in place of this version.
     *
     * @param {unknown} value
     * @param {{mediaType?: string}} [options]
     * @returns {Edit}
     */
    edit(value: unknown, options?: {
        mediaType?: string;
    }): Edit;
    /**
     * @param {object} reader
     * @returns {boolean}
     */
    isReadBy(reader: object): boolean;
    #private;
}
/** A value to save, with the version that it was made from. The two cannot be parted. */
export class Edit {
    /**
     * @param {string} url
     * @param {Document | undefined} base nothing for a resource that shall be created
     * @param {unknown} value
     * @param {string} mediaType
     */
    constructor(url: string, base: Document | undefined, value: unknown, mediaType: string);
    /** @readonly */
    readonly url: string;
    /** @readonly */
    readonly base: Document | undefined;
    /** @readonly */
    readonly value: unknown;
    /** @readonly */
    readonly mediaType: string;
}
export type Codec = {
    parse: (text: string) => unknown;
    stringify: (value: unknown) => string;
};
export type Representation = {
    url: string;
    /**
     * the entity tag, quotes included
     */
    etag: string | undefined;
    /**
     * an HTTP date
     */
    lastModified: string | undefined;
    /**
     * with its parameters
     */
    mediaType: string;
    /**
     * the parsed JSON, the text, or an `ArrayBuffer`
     */
    value: unknown;
    /**
     * what was received, where it is text
     */
    text: string | undefined;
};
