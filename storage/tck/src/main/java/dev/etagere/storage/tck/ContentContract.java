package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code stage} and {@code open}. */
abstract class ContentContract extends ContractPart {

  /** A client that went away. */
  private static final class Broken extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("the client went away");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private Content.Staged stage(byte[] bytes) throws IOException {
    return store().stage(new ByteArrayInputStream(bytes));
  }

  private byte[] read(Content content, long from, long length) throws IOException {
    try (InputStream in = store().open(content, from, length)) {
      return in.readAllBytes();
    }
  }

  @Test
  void stagedContentIsReadBackByteForByte() throws IOException {
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003}) {
      byte[] bytes = bytes(length);
      Content.Staged staged = stage(bytes);
      committed(new Attempt().write("/big" + length, 1, staged));
      Content kept = present("/big" + length).content();
      assertThat(kept).isEqualTo(staged);
      assertThat(kept.length()).isEqualTo(length);
      assertThat(read(kept, 0, length)).isEqualTo(bytes);
    }
  }

  @Test
  void anyPartOfStagedContentIsRead() throws IOException {
    byte[] bytes = bytes(200_000);
    Content.Staged staged = stage(bytes);
    committed(new Attempt().write("/big", 1, staged));
    for (int[] part :
        new int[][] {
          {0, 1}, {1, 65_536}, {65_535, 2}, {65_536, 65_536}, {199_999, 1}, {200_000, 0}
        }) {
      assertThat(read(staged, part[0], part[1]))
          .isEqualTo(Arrays.copyOfRange(bytes, part[0], part[0] + part[1]));
    }
  }

  @Test
  void anyPartOfInlineContentIsRead() throws IOException {
    byte[] bytes = bytes(Store.INLINE_LIMIT);
    committed(new Attempt().write("/inline", 1, Content.of(bytes)));
    Content kept = present("/inline").content();
    assertThat(kept).isEqualTo(Content.of(bytes));
    assertThat(read(kept, 10, 20)).isEqualTo(Arrays.copyOfRange(bytes, 10, 30));
    assertThat(read(kept, bytes.length, 0)).isEmpty();
  }

  @Test
  void whatFailsWhileItIsStagedIsTold() {
    InputStream broken =
        new SequenceInputStream(new ByteArrayInputStream(bytes(100_000)), new Broken());
    assertThatThrownBy(() -> store().stage(broken))
        .isInstanceOf(IOException.class)
        .hasMessage("the client went away");
  }

  @Test
  void stagingDoesNotCloseWhatItReads() throws IOException {
    boolean[] closed = {false};
    InputStream content =
        new ByteArrayInputStream(bytes(10)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    store().stage(content);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void eachStagingMakesContentOfItsOwn() throws IOException {
    assertThat(stage(bytes(10)).name()).isNotEqualTo(stage(bytes(10)).name());
  }

  @Test
  void aVersionWithContentThatWasNeverStagedIsNotCommitted() {
    Content nowhere = new Content.Staged("6f1c0a8e-0000-4000-8000-000000000000", 10);
    assertThatThrownBy(() -> attempt(new Attempt().write("/a", 1, nowhere)))
        .isInstanceOf(StoreException.class);
    assertThat(newest("/a")).isZero();
  }

  @Test
  void contentThatTwoVersionsShareIsThereUntilBothArePruned() throws IOException {
    byte[] bytes = bytes(100_000);
    Content.Staged staged = stage(bytes);
    committed(new Attempt().write("/a", 1, staged));
    committed(new Attempt().write("/a", 2, staged));
    store().prune(path("/a"), 2);
    assertThat(read(present("/a").content(), 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void pruningDropsStagedContent() throws IOException {
    Content.Staged staged = stage(bytes(100_000));
    committed(new Attempt().write("/a", 1, staged));
    committed(new Attempt().write("/a", 2, "short"));
    store().prune(path("/a"), 2);
    assertThatThrownBy(() -> read(staged, 0, 1)).isInstanceOf(StoreException.class);
  }

  @Tag(StoreContract.DURABLE)
  @Test
  void stagedContentOutlivesClosing() throws IOException {
    byte[] bytes = bytes(300_000);
    committed(new Attempt().write("/a", 1, stage(bytes)));
    contract().reopen();
    assertThat(read(present("/a").content(), 0, bytes.length)).isEqualTo(bytes);
  }
}
