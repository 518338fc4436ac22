/**
 * Conditional requests (RFC 9110 §13) as values: {@link dev.etagere.conditions.Preconditions} are
 * read from field lines, compared with the {@link dev.etagere.conditions.Validators} of the
 * selected representation, and come to a {@link dev.etagere.conditions.Decision}.
 *
 * <p>Everything here is immutable, does no input or output, and reads no clock. What is malformed
 * is a value, {@link dev.etagere.conditions.Parsed.Malformed}; no text makes a parser throw.
 * Sections (§) are those of RFC 9110 unless said otherwise.
 */
package dev.etagere.conditions;
