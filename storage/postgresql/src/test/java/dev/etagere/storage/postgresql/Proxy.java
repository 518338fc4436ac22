package dev.etagere.storage.postgresql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a store and its database, counts round trips, and cuts the connection over which a
 * certain text is sent.
 */
final class Proxy implements AutoCloseable {

  /** When the connection is cut. */
  enum Cut {
    /** The database does not get what was sent. */
    BEFORE,
    /** The database gets it, and the client goes away at once. */
    DURING,
    /** The database has answered, and the client does not get the answer. */
    AFTER
  }

  private record Plan(String text, Cut cut) {}

  private final ServerSocket socket;
  private final int target;
  private Optional<Plan> plan = Optional.empty();
  private final AtomicLong roundTrips = new AtomicLong();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  Proxy(int target) {
    this.target = target;
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Cuts the connection, once, over which the text is sent next. */
  synchronized void cut(String text, Cut cut) {
    plan = Optional.of(new Plan(text, cut));
  }

  private synchronized Optional<Cut> due(String sent) {
    Optional<Plan> due = plan.filter(planned -> sent.contains(planned.text()));
    plan = due.isPresent() ? Optional.empty() : plan;
    return due.map(Plan::cut);
  }

  /** How often somebody sent something and waited for the answer. */
  long roundTrips() {
    return roundTrips.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        connect(socket.accept());
      }
    } catch (IOException closed) {
      // the proxy was closed
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.addAll(List.of(client, server));
      Link link = new Link(client, server);
      start(link::requests);
      start(link::answers);
    } catch (IOException refused) {
      client.close();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }

  /** One connection. */
  private final class Link {

    private final Socket client;
    private final Socket server;
    private volatile boolean isAsking;
    private volatile boolean isCutDuring;
    private volatile boolean isCutAfter;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      try (InputStream in = client.getInputStream();
          OutputStream out = server.getOutputStream()) {
        byte[] buffer = new byte[1 << 20];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!forwards(new String(buffer, 0, read, ISO_8859_1))) {
            return;
          }
          if (!isAsking) {
            isAsking = true;
            roundTrips.incrementAndGet();
          }
          out.write(buffer, 0, read);
          if (isCutDuring) {
            client.close();
            return;
          }
        }
      } catch (IOException closed) {
        // one side went away
      }
    }

    /** Whether what was sent is passed on. */
    private boolean forwards(String sent) throws IOException {
      Optional<Cut> due = due(sent);
      isCutDuring = due.equals(Optional.of(Cut.DURING));
      isCutAfter = due.equals(Optional.of(Cut.AFTER)) || isCutAfter;
      if (due.equals(Optional.of(Cut.BEFORE))) {
        client.close();
        server.close();
        return false;
      }
      return true;
    }

    void answers() {
      try (InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream()) {
        byte[] buffer = new byte[1 << 20];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (isCutAfter) {
            client.close();
            return;
          }
          isAsking = false;
          out.write(buffer, 0, read);
        }
      } catch (IOException closed) {
        // one side went away
      }
    }
  }
}
