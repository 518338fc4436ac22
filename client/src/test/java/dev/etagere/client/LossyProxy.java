package dev.etagere.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Stands between clients and a server and breaks connections at random: before a request is handed
 * on, or after the server has acted and before its reply is.
 */
final class LossyProxy implements AutoCloseable {
  private final URI server;
  private final double lossOfWrites;
  private final long seed;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong lostBefore = new AtomicLong();
  private final AtomicLong lostAfter = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket listening;

  /**
   * @param lossOfWrites the share of writes that are lost, half of them before and half after the
   *     server acted; from 0 to 1
   */
  LossyProxy(URI server, double lossOfWrites, long seed) {
    this.server = server;
    this.lossOfWrites = lossOfWrites;
    this.seed = seed;
    try {
      listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    threads.execute(this::listen);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  long writes() {
    return writes.get();
  }

  long lostBefore() {
    return lostBefore.get();
  }

  long lostAfter() {
    return lostAfter.get();
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    long number = connections.incrementAndGet();
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number);
    try (client;
        Socket upstream = new Socket(server.getHost(), server.getPort())) {
      InputStream requests = new BufferedInputStream(client.getInputStream());
      InputStream replies = new BufferedInputStream(upstream.getInputStream());
      byte[] request = message(requests, false);
      while (request.length > 0) {
        boolean write = request[0] == 'P';
        writes.addAndGet(write ? 1 : 0);
        double fate = write ? random.nextDouble() : 1;
        if (fate < lossOfWrites / 2) {
          lostBefore.incrementAndGet();
          return;
        }
        upstream.getOutputStream().write(request);
        byte[] reply = message(replies, true);
        if (fate < lossOfWrites) {
          lostAfter.incrementAndGet();
          return;
        }
        client.getOutputStream().write(reply);
        request = message(requests, false);
      }
    } catch (IOException broken) {
      // a connection that breaks is what this is for
    }
  }

  /** A head and the body that its Content-Length announces; nothing at the end of the stream. */
  private static byte[] message(InputStream in, boolean isReply) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int last = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      message.write(c);
      last = last << 8 | c;
      if (last == 0x0d0a0d0a) {
        String head = message.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        boolean bodiless = isReply && (head.contains(" 204 ") || head.contains(" 304 "));
        message.write(in.readNBytes(bodiless ? 0 : length(head)));
        return message.toByteArray();
      }
    }
    return new byte[0];
  }

  private static int length(String head) {
    String name = "\r\ncontent-length:";
    int at = head.indexOf(name);
    if (at < 0) {
      return 0;
    }
    String value = head.substring(at + name.length(), head.indexOf('\r', at + name.length()));
    return Integer.parseInt(value.trim());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
