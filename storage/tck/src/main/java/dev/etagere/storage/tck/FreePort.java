package dev.etagere.storage.tck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of the loopback interface for a program that has to be told its port. It is below those
 * that systems give to connections on their way out, so that none of them takes it before the
 * program does, or while the program is away.
 */
public final class FreePort {

  private static final int LOWEST = 12_000;
  private static final int BEYOND = 32_000;

  private FreePort() {}

  /** A port on which nobody listens. */
  public static int any() {
    int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
    while (!isFree(port)) {
      port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
