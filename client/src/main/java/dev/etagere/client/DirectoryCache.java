package dev.etagere.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replies in a folder, one file each, named by account and URL. A file's time is that of its last
 * use; the oldest go first. The file {@code account} says whose replies they are.
 */
final class DirectoryCache extends ResponseCache {
  private static final String SUFFIX = ".reply";

  private final PrivateFolder folder;
  private final long maxBytes;
  private final AtomicLong weight = new AtomicLong();

  DirectoryCache(Path folder, long maxBytes) {
    this.folder = new PrivateFolder(folder);
    this.maxBytes = positive(maxBytes);
    weight.set(replies().stream().mapToLong(PrivateFolder.Held::size).sum());
  }

  @Override
  void enter(String account) {
    byte[] name = account.getBytes(StandardCharsets.UTF_8);
    if (folder.read("account").filter(held -> Arrays.equals(held, name)).isEmpty()) {
      replies().forEach(held -> folder.delete(held.name()));
      weight.set(0);
      folder.write("account", name);
    }
  }

  @Override
  Optional<StoredReply> find(URI url, String account) {
    String name = name(url);
    Optional<StoredReply> held =
        folder
            .read(name)
            .flatMap(StoredReplyFile::read)
            .filter(stored -> stored.url().equals(url) && stored.account().equals(account));
    held.ifPresent(stored -> folder.touch(name));
    return held;
  }

  @Override
  void put(StoredReply stored) {
    byte[] file = StoredReplyFile.write(stored);
    if (file.length > maxBytes) {
      drop(stored.url());
      return;
    }
    folder.write(name(stored.url()), file);
    if (weight.addAndGet(file.length) > maxBytes) {
      evict();
    }
  }

  @Override
  void drop(URI url) {
    folder.delete(name(url));
  }

  private static String name(URI url) {
    return Digests.sha256(url.toString().getBytes(StandardCharsets.UTF_8)) + SUFFIX;
  }

  private void evict() {
    List<PrivateFolder.Held> oldestFirst = replies();
    long total = oldestFirst.stream().mapToLong(PrivateFolder.Held::size).sum();
    for (PrivateFolder.Held held : oldestFirst) {
      if (total <= maxBytes) {
        break;
      }
      folder.delete(held.name());
      total -= held.size();
    }
    weight.set(total);
  }

  private List<PrivateFolder.Held> replies() {
    return folder.list(SUFFIX);
  }
}
