/**
 * A client for versioned resources over HTTP that cannot lose an update by construction.
 *
 * <p>Reading gives a {@link dev.etagere.client.Document}, which binds a URL, the content that was
 * read there and the validator that came with it. Only a {@link dev.etagere.client.Draft} made from
 * a document can be saved, and saving it always sends that document's condition. Nothing here takes
 * a tag and a content separately.
 *
 * <p>All calls block and are meant for virtual threads as much as for others: they hold no monitor
 * while they wait, and end early when their thread is interrupted.
 */
@NullMarked
package dev.etagere.client;

import org.jspecify.annotations.NullMarked;
