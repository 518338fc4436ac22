package dev.etagere.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer;
import dev.etagere.server.RunningServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server acknowledged over HTTP, held against what it has. */
final class Ledger {

  private record Acknowledged(String path, String tag, String content) {}

  private final List<Acknowledged> writes = new ArrayList<>();

  /** Sends a PUT, and notes it if it was acknowledged. */
  Reply put(RunningServer server, String path, String content, String... fields) {
    Reply reply = server.put(path, content, fields);
    if (reply.status() == 201 || reply.status() == 204) {
      writes.add(new Acknowledged(path, reply.etag(), content));
    }
    return reply;
  }

  int size() {
    return writes.size();
  }

  /** The content of the newest acknowledged write of a path. */
  Optional<String> newest(String path) {
    return writes.reversed().stream()
        .filter(write -> write.path().equals(path))
        .map(Acknowledged::content)
        .findFirst();
  }

  /** Every acknowledged write is there under its tag, with its bytes. */
  void assertKept(RunningServer server) {
    for (Acknowledged write : writes) {
      String tag = write.tag().replace("\"", "%22");
      Reply kept = server.get("/-/versions" + write.path() + "?etag=" + tag);
      assertThat(kept.status()).as(kept.text()).isEqualTo(200);
      assertThat(kept.etag()).isEqualTo(write.tag());
      assertThat(kept.text()).isEqualTo(write.content());
    }
  }

  /** A refusal that says when to come again, and is a problem document. */
  static void assertComeAgain(Reply reply, int status) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.field("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.field("Retry-After")).matches("[1-9][0-9]*");
    assertThat(reply.problem("detail")).isNotEmpty();
  }
}
