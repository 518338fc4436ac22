package dev.etagere.client;

/**
 * A reply, and whether an earlier sending of the same call may have been performed without its
 * reply having come back.
 */
record Answer(Reply reply, boolean doubtful) {}
