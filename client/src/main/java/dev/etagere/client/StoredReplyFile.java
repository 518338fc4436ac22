package dev.etagere.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kept reply as a file: a first line with the digest of all that follows, lines of a name, a
 * space and a value, an empty line, and the body.
 */
final class StoredReplyFile {
  private static final String FORMAT = "etagere-reply-1 ";
  private static final int DIGEST_END = FORMAT.length() + 64;

  private StoredReplyFile() {}

  static byte[] write(StoredReply stored) {
    Reply reply = stored.reply();
    StringBuilder head = new StringBuilder();
    line(head, "url", reply.url().toString());
    line(head, "account", stored.account());
    line(head, "requested", reply.requested().toString());
    line(head, "received", reply.received().toString());
    lines(head, "asked", stored.asked());
    lines(head, "field", reply.fields());
    byte[] rest = joined(head.append('\n').toString(), reply.body());
    return joined(FORMAT + Digests.sha256(rest) + '\n', rest);
  }

  /** The reply, or nothing if the file is not whole. */
  static Optional<StoredReply> read(byte[] file) {
    if (file.length <= DIGEST_END || file[DIGEST_END] != '\n') {
      return Optional.empty();
    }
    byte[] rest = Arrays.copyOfRange(file, DIGEST_END + 1, file.length);
    String first = new String(file, 0, DIGEST_END, StandardCharsets.UTF_8);
    return first.equals(FORMAT + Digests.sha256(rest)) ? parsed(rest) : Optional.empty();
  }

  private static Optional<StoredReply> parsed(byte[] rest) {
    int end = endOfHead(rest);
    StoredReplyHead head = new StoredReplyHead();
    new String(rest, 0, end, StandardCharsets.UTF_8).lines().forEach(head::take);
    byte[] body = Arrays.copyOfRange(rest, end + 1, rest.length);
    return Optional.of(head.with(body));
  }

  private static int endOfHead(byte[] rest) {
    int at = 0;
    while (rest[at] != '\n' || rest[at + 1] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static void lines(StringBuilder head, String kind, Fields fields) {
    for (Map.Entry<String, List<String>> line : fields.lines().entrySet()) {
      for (String value : line.getValue()) {
        line(head, kind, line.getKey() + " " + value);
      }
    }
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(' ').append(value).append('\n');
  }

  private static byte[] joined(String head, byte[] tail) {
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(first, first.length + tail.length);
    System.arraycopy(tail, 0, all, first.length, tail.length);
    return all;
  }

  /** Collects the lines of the head. */
  private static final class StoredReplyHead {
    private URI url = URI.create("");
    private String account = "";
    private Instant requested = Instant.EPOCH;
    private Instant received = Instant.EPOCH;
    private Fields asked = Fields.NONE;
    private Fields fields = Fields.NONE;

    void take(String line) {
      String[] parts = line.split(" ", 2);
      switch (parts[0]) {
        case "url" -> url = URI.create(parts[1]);
        case "account" -> account = parts[1];
        case "requested" -> requested = Instant.parse(parts[1]);
        case "received" -> received = Instant.parse(parts[1]);
        case "asked" -> asked = plus(asked, parts[1]);
        case "field" -> fields = plus(fields, parts[1]);
        default -> throw new IllegalStateException("a whole file with an unknown line: " + line);
      }
    }

    private static Fields plus(Fields fields, String line) {
      String[] parts = line.split(" ", 2);
      return fields.plus(parts[0], parts[1]);
    }

    StoredReply with(byte[] body) {
      Reply reply = new Reply(url, 200, fields, body, requested, received);
      return new StoredReply(account, asked, reply);
    }
  }
}
