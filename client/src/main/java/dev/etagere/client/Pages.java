package dev.etagere.client;

import dev.etagere.merge.Json;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/** A list that the server gives page by page; each is fetched when it is needed. */
final class Pages<T> implements Iterator<T> {
  private final Reading reading;
  private final String member;
  private final Function<JsonMembers, T> element;
  private final Queue<T> ready = new ArrayDeque<>();
  private Optional<URI> next;

  /**
   * @param member of the page, in which the elements are
   */
  Pages(Reading reading, URI first, String member, Function<JsonMembers, T> element) {
    this.reading = reading;
    this.next = Optional.of(first);
    this.member = member;
    this.element = element;
  }

  /**
   * @throws RefusedException if the server refuses a page
   */
  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next.isPresent()) {
      fetch(next.get());
    }
    return !ready.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void fetch(URI page) {
    Reply reply = reading.reply(page);
    if (reply.status() != 200) {
      throw new RefusedException(Problem.of(reply));
    }
    for (Json value : JsonMembers.of(reply.body()).array(member)) {
      ready.add(element.apply(JsonMembers.of(value)));
    }
    // A page may be empty though more follow: the server passed over what is not shown.
    next = Links.next(reply).filter(url -> !url.equals(page));
  }
}
