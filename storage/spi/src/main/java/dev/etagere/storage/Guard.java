package dev.etagere.storage;

/**
 * A path that a commit does not write but has read: the commit happens only if it is still as
 * expected. The rules in force guard the writes that were checked by them in this way.
 *
 * @param path the path that was read
 * @param expected what was found there
 */
public record Guard(ResourcePath path, Expected expected) {}
