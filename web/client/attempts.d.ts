/**
 * @typedef {object} Patience
 * @property {number} attempts how often one request is sent at most
 * @property {number} attemptSeconds how long one attempt may take
 * @property {number} pauseMilliseconds before the second attempt; twice as long before each further one, at most 30 s
 * @property {() => number} random from 0 to 1
 */
/**
 * @typedef {object} Answer
 * @property {Response} reply
 * @property {boolean} repeated whether an earlier attempt went without a reply, and so may have been carried out
 */
/**
 * Sends a request until there is an answer.
 *
 * @param {(signal: AbortSignal) => Promise<Response>} send
 * @param {string} url
 * @param {Patience} patience
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer>}
 */
export function persistently(send: (signal: AbortSignal) => Promise<Response>, url: string, patience: Patience, signal?: AbortSignal): Promise<Answer>;
/**
 * Waits a random part of a time that doubles, so that those who were refused together do not come back together.
 *
 * @param {number} attempt from 1
 * @param {Patience} patience
 * @param {AbortSignal} [signal]
 * @param {number} [atLeast] milliseconds
 * @returns {Promise<void>}
 */
export function pause(attempt: number, patience: Patience, signal?: AbortSignal, atLeast?: number): Promise<void>;
export type Patience = {
    /**
     * how often one request is sent at most
     */
    attempts: number;
    /**
     * how long one attempt may take
     */
    attemptSeconds: number;
    /**
     * before the second attempt; twice as long before each further one, at most 30 s
     */
    pauseMilliseconds: number;
    /**
     * from 0 to 1
     */
    random: () => number;
};
export type Answer = {
    reply: Response;
    /**
     * whether an earlier attempt went without a reply, and so may have been carried out
     */
    repeated: boolean;
};
