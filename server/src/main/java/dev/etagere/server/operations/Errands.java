package dev.etagere.server.operations;

import dev.etagere.storage.Audit;
import dev.etagere.storage.Backup;
import dev.etagere.storage.Finding;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * What an operator has done with a whole store, told in lines of JSON while it goes on: {@code
 * {"at": …}} how far it is, {@code {"finding": …}} what is wrong, and at the end {@code {"done":
 * …}} or {@code {"failed": "…"}}.
 */
public final class Errands {

  private Errands() {}

  /** Where the lines go. */
  @FunctionalInterface
  public interface Lines {
    /**
     * @param line one member, by its name
     * @throws CancellationException if nobody listens any more
     */
    void accept(Map<String, Object> line);
  }

  /** Something that is done with a store. */
  @FunctionalInterface
  public interface Errand {
    void run(Lines lines);
  }

  /** Checks all of a store. */
  public static Errand verify(Store store) {
    return lines -> {
      Audit.Progress end = Audit.of(store, new Reporting(lines));
      Map<String, Object> done = new LinkedHashMap<>(progress(end));
      done.put("findings", end.findings());
      lines.accept(Map.of("done", done));
    };
  }

  /**
   * Adds a backup of a store to a folder.
   *
   * @param keep how many of the newest backups stay in it
   */
  public static Errand backup(Store store, Path folder, int keep) {
    return lines ->
        lines.accept(
            store
                .backup()
                .map(backup -> saved(backup.save(folder, keep), folder))
                .orElseGet(() ->
                    failed(
                        "This store makes no backups of its own: use the tools of the database that it is in (for"
                            + " PostgreSQL, pg_dump).")));
  }

  /** Runs an errand to its end; trouble of the store is its last line. */
  public static void run(Errand errand, Lines lines) {
    try {
      errand.run(lines);
    } catch (StoreException trouble) {
      lines.accept(
          trouble.trouble() == StoreException.Trouble.CORRUPT
              ? damaged(trouble)
              : failed(String.valueOf(trouble.getMessage())));
    }
  }

  private static Map<String, Object> failed(String sentence) {
    return Map.of("failed", sentence);
  }

  /** What an operator reads of a store that is too damaged to go on with. */
  public static Map<String, Object> damaged(StoreException damage) {
    return Map.of("failed", damage.getMessage() + " " + Finding.Kind.UNREADABLE.remedy());
  }

  private static Map<String, Object> saved(Backup.Saved saved, Path folder) {
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("folder", folder.toString());
    done.put("backup", saved.number());
    done.put("sequence", saved.sequence());
    done.put("copied_bytes", saved.copiedBytes());
    done.put("bytes", saved.bytes());
    return Map.of("done", done);
  }

  private static Map<String, Object> progress(Audit.Progress progress) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("resources", progress.resources());
    members.put("versions", progress.versions());
    members.put("bytes", progress.bytes());
    members.put("positions", progress.positions());
    members.put("claims", progress.claims());
    return members;
  }

  /** Makes lines of what an audit says. */
  private record Reporting(Lines lines) implements Audit.Listener {

    @Override
    public void found(Finding finding) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
      members.put("where", finding.where());
      members.put("what", finding.what());
      members.put("remedy", finding.kind().remedy());
      lines.accept(Map.of("finding", members));
    }

    @Override
    public void at(Audit.Progress progress) {
      lines.accept(Map.of("at", progress(progress)));
    }
  }
}
