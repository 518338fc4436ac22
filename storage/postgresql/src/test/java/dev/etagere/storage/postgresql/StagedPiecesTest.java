package dev.etagere.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long content that no version refers to is collected, and no other. */
class StagedPiecesTest {

  private static final byte[] LONG = new byte[700_000];

  private Database database;
  private PostgresqlStore store;
  private StagedPieces pieces;
  private String name = "";

  @BeforeEach
  void open() {
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    name = cluster.createDatabase();
    store = PostgresqlStore.open(cluster.location(name), StoreObserver.NONE);
    database = new Database(Location.parse(cluster.location(name)));
    pieces = new StagedPieces(database);
  }

  @AfterEach
  void close() {
    database.close();
    store.close();
    PostgresqlCluster.shared().dropDatabase(name);
  }

  private Content.Staged staged() throws IOException {
    return store.stage(new ByteArrayInputStream(LONG));
  }

  private void age() {
    PostgresqlCluster.shared().query(name, "UPDATE staged SET since = now() - interval '2 days'");
  }

  private String rows(String table) {
    return PostgresqlCluster.shared().query(name, "SELECT count(*) FROM " + table);
  }

  @Test
  void whatNoVersionRefersToGoesOnceItIsOld() throws IOException {
    Content.Staged kept = staged();
    assertThat(store.commit(new Attempt().write("/kept", 1, kept).commit()))
        .isInstanceOf(Outcome.Committed.class);
    Content.Staged orphan = staged();
    age();
    Content.Staged young = staged();

    pieces.collect(Duration.ofDays(1));

    assertThat(rows("staged")).isEqualTo("2");
    assertThat(rows("pieces")).isEqualTo("6");
    assertThat(store.open(kept, 0, kept.length()).readAllBytes()).isEqualTo(LONG);
    assertThat(store.open(young, 0, young.length()).readAllBytes()).isEqualTo(LONG);
    assertThatThrownBy(() -> store.commit(new Attempt().write("/late", 1, orphan).commit()))
        .isInstanceOf(StoreException.class);
    assertThat(store.current(new ResourcePath("/late")).newest()).isEmpty();
  }

  @Test
  void whatAServerThatDiedHadBegunGoesToo() {
    assertThatThrownBy(() -> store.stage(dying())).isInstanceOf(IllegalStateException.class);
    assertThat(rows("pieces")).isEqualTo("1");
    age();

    pieces.collect(Duration.ofDays(1));

    assertThat(rows("staged")).isEqualTo("0");
    assertThat(rows("pieces")).isEqualTo("0");
  }

  /** One piece, and then no more of the server's code runs. */
  private static InputStream dying() {
    InputStream killed =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buffer, int offset, int length) {
            throw new IllegalStateException("killed");
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(new byte[256 * 1024]), killed);
  }
}
