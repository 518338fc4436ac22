// @ts-check
/**
 * JSON that keeps what `JSON.parse` loses: the digits of numbers and the order of members. Objects become `Map`s, and a number
 * whose spelling a double cannot give back becomes an {@link ExactNumber}.
 */

/** A number with more to it than a double holds. */
export class ExactNumber {
  /** @param {string} source its spelling in JSON */
  constructor(source) {
    /** @readonly */
    this.source = source;
    Object.freeze(this);
  }

  /** @returns {string} */
  toString() {
    return this.source;
  }
}

/** A text that is not JSON, or names a member twice. */
export class JsonError extends SyntaxError {
  /**
   * @param {string} message a sentence without the place
   * @param {string} text
   * @param {number} position of the first character at fault
   */
  constructor(message, text, position) {
    const before = text.slice(0, position);
    const line = before.split("\n").length;
    const column = position - before.lastIndexOf("\n");
    super(`${message} (line ${line}, column ${column})`);
    this.name = "JsonError";
    /** @readonly */
    this.reason = message;
    /** @readonly */
    this.position = position;
    /** @readonly */
    this.line = line;
    /** @readonly */
    this.column = column;
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const MAX_DEPTH = 200;

/**
 * @param {string} text
 * @returns {unknown} `Map`, array, string, number, {@link ExactNumber}, boolean or null
 * @throws {JsonError}
 */
export function parse(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.position = 0;
    this.space();
  }

  /**
   * @param {number} depth
   * @returns {unknown}
   */
  value(depth) {
    if (depth > MAX_DEPTH) this.fail("This is nested too deep");
    switch (this.text[this.position]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }

  /** @param {number} depth */
  object(depth) {
    const members = new Map();
    this.list("}", () => {
      const start = this.position;
      if (this.text[start] !== '"') this.fail("A member's name in double quotes is missing here");
      const name = this.string();
      if (members.has(name)) this.fail(`The member ${JSON.stringify(name)} is here twice`, start);
      this.take(":");
      members.set(name, this.value(depth + 1));
    });
    return members;
  }

  /** @param {number} depth */
  array(depth) {
    /** @type {unknown[]} */
    const elements = [];
    this.list("]", () => elements.push(this.value(depth + 1)));
    return elements;
  }

  /**
   * @param {string} close
   * @param {() => void} element
   */
  list(close, element) {
    this.position++;
    this.space();
    if (this.skip(close)) return;
    do {
      element();
    } while (this.skip(","));
    this.take(close);
  }

  string() {
    const spelled = this.match(STRING);
    if (spelled === undefined) this.fail("This string is not closed, or holds a character that JSON escapes");
    return /** @type {string} */ (JSON.parse(spelled));
  }

  scalar() {
    const word = this.match(WORD);
    if (word !== undefined) return JSON.parse(word);
    const spelled = this.match(NUMBER);
    if (spelled === undefined) this.fail("A value is missing here");
    const number = Number(spelled);
    return String(number) === spelled ? number : new ExactNumber(spelled);
  }

  end() {
    if (this.position < this.text.length) this.fail("The value ends before this");
  }

  /** @param {RegExp} pattern */
  match(pattern) {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.position += found.length;
    this.space();
    return found;
  }

  /** @param {string} character */
  skip(character) {
    if (this.text[this.position] !== character) return false;
    this.position++;
    this.space();
    return true;
  }

  /** @param {string} character */
  take(character) {
    if (!this.skip(character)) this.fail(`“${character}” is missing here`);
  }

  space() {
    SPACE.lastIndex = this.position;
    SPACE.exec(this.text);
    this.position = SPACE.lastIndex;
  }

  /**
   * @param {string} message
   * @param {number} [position]
   * @returns {never}
   */
  fail(message, position = this.position) {
    throw new JsonError(message, this.text, position);
  }
}

/**
 * @param {unknown} value what {@link parse} gives, or a plain JSON value
 * @param {number} [indent] spaces for each level; 0 for one line
 * @returns {string}
 */
export function stringify(value, indent = 0) {
  return written(value, indent === 0 ? undefined : " ".repeat(indent), "");
}

/**
 * @param {unknown} value
 * @param {string | undefined} step
 * @param {string} margin
 * @returns {string}
 */
function written(value, step, margin) {
  if (value instanceof ExactNumber) return value.source;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = margin + (step ?? "");
  if (Array.isArray(value)) {
    return enclosed("[", "]", value.map((element) => written(element, step, inner)), step, margin);
  }
  const colon = step === undefined ? ":" : ": ";
  const members = entries(value).map(([name, member]) => JSON.stringify(name) + colon + written(member, step, inner));
  return enclosed("{", "}", members, step, margin);
}

/**
 * @param {string} open
 * @param {string} close
 * @param {string[]} parts
 * @param {string | undefined} step
 * @param {string} margin
 */
function enclosed(open, close, parts, step, margin) {
  if (parts.length === 0) return open + close;
  if (step === undefined) return open + parts.join(",") + close;
  const inner = `\n${margin}${step}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${margin}${close}`;
}

/**
 * @param {unknown} value
 * @returns {value is Map<string, unknown> | Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/**
 * The members of an object, whichever form it has.
 *
 * @param {object} object
 * @returns {[string, unknown][]}
 */
export function entries(object) {
  return object instanceof Map ? [...object.entries()] : Object.entries(object);
}

/**
 * @param {unknown} value
 * @returns {Record<string, any>} a plain object with the members of a JSON object, no members for anything else
 */
export function members(value) {
  return isObject(value) ? Object.fromEntries(entries(value)) : {};
}

/**
 * Whether two JSON values are equal: numbers by value, members in any order.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function equal(a, b) {
  if (a === b) return true;
  if (isNumber(a) && isNumber(b)) return canonical(String(a)) === canonical(String(b));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((element, i) => equal(element, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const left = entries(a);
  const right = new Map(entries(b));
  return left.length === right.size && left.every(([name, member]) => right.has(name) && equal(member, right.get(name)));
}

/** @param {unknown} value */
function isNumber(value) {
  return typeof value === "number" || value instanceof ExactNumber;
}

/**
 * One spelling for each decimal: its digits without outer zeros, and the power of ten.
 *
 * @param {string} spelled
 */
function canonical(spelled) {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(spelled) ?? ["", "", spelled];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}
