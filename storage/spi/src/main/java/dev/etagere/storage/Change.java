package dev.etagere.storage;

/**
 * A version in the order of all versions of the store.
 *
 * @param sequence its position, from 1, strictly rising in commit order. Once a reader has seen a
 *     position, nothing is ever inserted at or before it. Positions may be skipped
 * @param version the version; its content may be gone ({@link Store#prune}), this entry stays
 */
public record Change(long sequence, Version version) {}
