package dev.etagere.server.rules;

/** What becomes of a write that lacks the condition which the rules ask for. */
public enum Enforcement {
  /** It is refused with 428. */
  ENFORCE,
  /** It is performed and counted, and its response says what it lacked. */
  WARN,
  /** It is performed and counted. */
  OBSERVE
}
