package dev.etagere.client;

import java.net.URI;
import java.util.Optional;

/** Keeps nothing. */
final class NoCache extends ResponseCache {
  @Override
  void enter(String account) {}

  @Override
  Optional<StoredReply> find(URI url, String account) {
    return Optional.empty();
  }

  @Override
  void put(StoredReply stored) {}

  @Override
  void drop(URI url) {}
}
