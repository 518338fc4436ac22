package dev.etagere.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What Etagere tells about resources beside their contents: members, versions, changes. */
final class Looking {
  private final Surroundings around;
  private final Courier courier;
  private final Reading reading;

  Looking(Surroundings around, Courier courier, Reading reading) {
    this.around = around;
    this.courier = courier;
    this.reading = reading;
  }

  Iterable<Member> members(URI collection) {
    return () -> new Pages<>(reading, collection, "members", each -> Member.of(collection, each));
  }

  Iterable<PastVersion> versions(URI url) {
    return () -> new Pages<>(reading, history(url), "versions", PastVersion::of);
  }

  ReadResult version(URI url, long number) {
    return reading.read(URI.create(history(url) + "?number=" + number));
  }

  Iterable<Change> changes(String prefix, String after) {
    URI first = feed(prefix, after);
    return () -> new Pages<>(reading, first, "changes", each -> Change.of(around.base(), each));
  }

  ChangeStream follow(String prefix, String after) {
    return new ChangeStream(around, courier, cursor -> feed(prefix, cursor), after);
  }

  private URI feed(String prefix, String after) {
    String from = after.isEmpty() ? "" : "&after=" + encoded(after);
    return around.base().resolve("/-/changes?prefix=" + encoded(prefix) + from);
  }

  private static URI history(URI url) {
    return url.resolve("/-/versions" + url.getRawPath());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
