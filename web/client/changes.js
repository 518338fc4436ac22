// @ts-check
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
export async function* events(stream) {
  let pending = "";
  for await (const text of texts(stream)) {
    pending += text.replaceAll("\r\n", "\n");
    const blocks = pending.split("\n\n");
    pending = /** @type {string} */ (blocks.pop());
    for (const block of blocks) {
      const event = parsed(block);
      if (event !== undefined) yield event;
    }
  }
}

/** @param {ReadableStream<Uint8Array>} stream */
async function* texts(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * @param {string} block
 * @returns {ServerEvent | undefined}
 */
function parsed(block) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const line of block.split("\n")) {
    const [, name, value] = /^([^:]+):? ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) fields[name] = name === "data" && "data" in fields ? `${fields.data}\n${value}` : value;
  }
  return "data" in fields ? { id: fields.id, type: fields.event ?? "message", data: fields.data } : undefined;
}
