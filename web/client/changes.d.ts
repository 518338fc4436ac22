/** The change feed as it comes over the wire: `text/event-stream`, read with `fetch`, which unlike `EventSource` can sign in. */
/**
 * @typedef {object} Change
 * @property {string} cursor
 * @property {string} path
 * @property {number} version
 * @property {string} etag
 * @property {"written" | "deleted"} kind
 * @property {string} time
 * @property {string} [writer]
 */
/**
 * @typedef {object} ServerEvent
 * @property {string} [id]
 * @property {string} type
 * @property {string} data
 */
/**
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<ServerEvent, void, void>}
 */
export function events(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void, void>;
export type Change = {
    cursor: string;
    path: string;
    version: number;
    etag: string;
    kind: "written" | "deleted";
    time: string;
    writer?: string | undefined;
};
export type ServerEvent = {
    id?: string | undefined;
    type: string;
    data: string;
};
