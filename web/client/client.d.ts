/** Reads and saves the resources of a server, and remembers which version was read. */
export class Client {
    /** @param {Options} [options] */
    constructor(options?: Options);
    /** @returns {string | undefined} */
    get account(): string | undefined;
    /**
     * Goes on as another account. All that was read is forgotten, and a document read before can no longer be saved.
     *
     * @param {{account?: string, authorization?: () => string | undefined}} credentials
     */
    signIn(credentials: {
        account?: string;
        authorization?: () => string | undefined;
    }): void;
    /**
     * The resource as it is now. What was read before is asked for conditionally, and used again where it still holds.
     *
     * @param {string | URL} url
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<Document>}
     * @throws {Problem} among others with status 404
     */
    read(url: string | URL, options?: {
        signal?: AbortSignal;
    }): Promise<Document>;
    /**
     * An edit that creates the resource, and fails if there is one.
     *
     * @param {string | URL} url
     * @param {unknown} value
     * @param {{mediaType?: string}} [options]
     * @returns {Edit}
     */
    draft(url: string | URL, value: unknown, options?: {
        mediaType?: string;
    }): Edit;
    /**
     * Saves an edit over the version that it was made from, and no other.
     *
     * @param {Edit} edit
     * @param {SaveOptions} [options]
     * @returns {Promise<Document>} the version that was made
     * @throws {Conflict} if the resource is at another version, and the policy does not settle that
     * @throws {Problem} if the server refuses for another reason
     */
    save(edit: Edit, options?: SaveOptions): Promise<Document>;
    /**
     * Reads, changes and saves, again and again until the change was made to the version that it replaces.
     *
     * @param {string | URL} url
     * @param {(value: any) => unknown} change gets the current value and gives the new one; it may be called more than once
     * @param {{attempts?: number, signal?: AbortSignal}} [options] 100 attempts by default
     * @returns {Promise<Document>}
     * @throws {Conflict} after the last attempt, or where an earlier one may have been carried out unanswered
     */
    update(url: string | URL, change: (value: any) => unknown, options?: {
        attempts?: number;
        signal?: AbortSignal;
    }): Promise<Document>;
    /**
     * Creates a member of a collection under an address that the server chooses.
     *
     * @param {string | URL} collection
     * @param {unknown} value
     * @param {{mediaType?: string, signal?: AbortSignal}} [options]
     * @returns {Promise<Document>}
     */
    add(collection: string | URL, value: unknown, options?: {
        mediaType?: string;
        signal?: AbortSignal;
    }): Promise<Document>;
    /**
     * Deletes the version that was read, and no other.
     *
     * @param {Document} document
     * @param {{overwrite?: boolean, signal?: AbortSignal}} [options]
     * @returns {Promise<void>}
     * @throws {Conflict} if the resource is at another version
     */
    delete(document: Document, options?: {
        overwrite?: boolean;
        signal?: AbortSignal;
    }): Promise<void>;
    /**
     * An old version.
     *
     * @param {string | URL} url
     * @param {{etag: string} | {number: number}} which
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<Document>}
     */
    version(url: string | URL, which: {
        etag: string;
    } | {
        number: number;
    }, options?: {
        signal?: AbortSignal;
    }): Promise<Document>;
    /**
     * The server's merge of an edit with what stands now. Nothing is stored.
     *
     * @param {Edit} edit of a document that was read
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<import("./refusals.js").Merge | undefined>} nothing where the server does not say
     */
    merge(edit: Edit, options?: {
        signal?: AbortSignal;
    }): Promise<import("./refusals.js").Merge | undefined>;
    /**
     * Any JSON of the server's own space, such as `/-/versions/notes/42`.
     *
     * @param {string} path
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<any>}
     */
    ask(path: string, options?: {
        signal?: AbortSignal;
    }): Promise<any>;
    /**
     * Every change under a prefix from now on, or since a cursor, for as long as the caller goes on asking. Breaks of the connection
     * are bridged.
     *
     * @param {{prefix?: string, after?: string, signal?: AbortSignal, onState?: (live: boolean) => void}} [options]
     * @returns {AsyncGenerator<import("./changes.js").Change, void, void>}
     */
    changes(options?: {
        prefix?: string;
        after?: string;
        signal?: AbortSignal;
        onState?: (live: boolean) => void;
    }): AsyncGenerator<import("./changes.js").Change, void, void>;
    #private;
}
export type Options = {
    /**
     * what relative URLs are relative to; the page's own address by default
     */
    base?: string | URL | undefined;
    /**
     * whose credentials these are: what one account has read is never used for another
     */
    account?: string | undefined;
    /**
     * the value of `Authorization`; asked before every request
     */
    authorization?: (() => string | undefined) | undefined;
    /**
     * `ask` by default
     */
    onConflict?: Policy | undefined;
    patience?: Partial<import("./attempts.js").Patience> | undefined;
    /**
     * how JSON is read and written; `JSON` by default
     */
    codec?: import("./document.js").Codec | undefined;
    fetch?: typeof fetch | undefined;
    /**
     * how many documents are remembered at most; 500 by default
     */
    remembered?: number | undefined;
};
/**
 * `ask` throws the conflict; `merge` saves what the server merged cleanly, and throws the rest
 */
export type Policy = "ask" | "merge";
export type SaveOptions = {
    onConflict?: Policy | undefined;
    /**
     * replaces whatever stands there (`If-Match: *`)
     */
    overwrite?: boolean | undefined;
    signal?: AbortSignal | undefined;
};
import { Document } from "./document.js";
import { Edit } from "./document.js";
