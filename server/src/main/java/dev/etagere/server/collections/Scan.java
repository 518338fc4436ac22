package dev.etagere.server.collections;

import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Router;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of a collection, read from the store in the order of paths. It reads little more than it
 * shows: what lies in a collection of its own, where only direct members are wanted, is leapt over,
 * and so is the server's own space.
 */
final class Scan {
  private static final int CHUNK = 256;

  /** About so much content comes along with what is read at once, wanted or not. */
  private static final long CHUNK_BYTES = 1L << 20;

  /** No character of a path sorts before a blank, and all sort behind it. */
  private static final String BEHIND = " ";

  private final Store store;
  private final String prefix;
  private final boolean direct;
  private final Caller caller;
  private final List<Member> members = new ArrayList<>();
  private final List<String> collections = new ArrayList<>();
  private String from;
  private int chunk = 2;
  private long bytes;
  private boolean withContent;

  /**
   * One member.
   *
   * @param content where it is wanted
   */
  record Member(Version version, Optional<Content> content) {}

  /**
   * What was read.
   *
   * @param members of the page
   * @param collections that lie directly below, where only direct members were wanted
   * @param next where to read on; nothing at the end
   */
  record Page(List<Member> members, List<String> collections, Optional<String> next) {}

  /**
   * @param direct whether only direct members are wanted, and the collections below by name
   * @param from where to begin; empty for the beginning
   */
  Scan(Store store, String prefix, boolean direct, String from, Caller caller) {
    this.store = store;
    this.prefix = prefix;
    this.direct = direct;
    this.from = from;
    this.caller = caller;
  }

  /**
   * @param limit how many members and collections at most
   */
  Page page(int limit) {
    return page(limit, Long.MAX_VALUE);
  }

  /**
   * @param limit how many members and collections at most, with their content
   * @param mostBytes a page ends behind the member with which its content reaches this
   */
  Page pageWithContent(int limit, long mostBytes) {
    withContent = true;
    return page(limit, mostBytes);
  }

  private Page page(int limit, long mostBytes) {
    while (true) {
      int wanted = Math.min(chunk, limit + 1 - size());
      List<Stored> found = store.list(prefix, from, wanted);
      boolean leapt = false;
      for (Stored stored : found) {
        if (size() == limit || bytes >= mostBytes) {
          return new Page(members, collections, Optional.of(from));
        }
        if (leap(stored)) {
          leapt = true;
          break;
        }
      }
      if (!leapt && found.size() < wanted) {
        return new Page(members, collections, Optional.empty());
      }
      chunk = leapt ? 2 : Math.min(Math.min(CHUNK, chunk * 4), fitting(found));
    }
  }

  /** How many fit into memory at once, if they are like those that were found. */
  private static int fitting(List<Stored> found) {
    long inline =
        found.stream()
            .map(Stored::content)
            .filter(Content.Inline.class::isInstance)
            .mapToLong(Content::length)
            .sum();
    return Math.clamp(CHUNK_BYTES * found.size() / Math.max(1, inline), 2, CHUNK);
  }

  private int size() {
    return members.size() + collections.size();
  }

  /** Takes what was found into the page; true if what follows it is to be passed over. */
  private boolean leap(Stored stored) {
    String path = stored.version().path().value();
    if (path.startsWith(Router.SPACE) && !prefix.startsWith(Router.SPACE)) {
      from = beyond(Router.SPACE);
      return true;
    }
    if (!caller.mayRead(stored.version().path())) {
      from = path + BEHIND;
      return false;
    }
    int slash = direct ? path.indexOf('/', prefix.length()) : -1;
    if (slash >= 0) {
      String collection = path.substring(0, slash + 1);
      collections.add(collection);
      from = beyond(collection);
      return true;
    }
    members.add(
        new Member(stored.version(), Optional.of(stored.content()).filter(wanted -> withContent)));
    bytes += stored.version().length();
    from = path + BEHIND;
    return false;
  }

  /** Where what begins with a collection's path ends: {@code 0} is what follows the slash. */
  private static String beyond(String collection) {
    return collection.substring(0, collection.length() - 1) + '0';
  }
}
