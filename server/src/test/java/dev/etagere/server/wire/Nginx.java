package dev.etagere.server.wire;

import static org.junit.jupiter.api.Assertions.fail;

import dev.etagere.storage.tck.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx as Debian ships it, in front of a server: a proxy that compresses. */
final class Nginx implements AutoCloseable {

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; the test is skipped where there is none, except in CI.
   *
   * @param folder for its files
   * @param server the port of the server behind it
   */
  static Nginx before(int server, Path folder) throws IOException, InterruptedException {
    Path program = Installed.program("nginx");
    int port = FreePort.any();
    Path configuration =
        Files.writeString(folder.resolve("nginx.conf"), configuration(port, server));
    Process process =
        new ProcessBuilder(
                program.toString(), "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    nginx.awaitListening(folder);
    return nginx;
  }

  private static String configuration(int port, int server) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log error.log;
    events {}
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      gzip on;
      gzip_types *;
      gzip_proxied any;
      gzip_min_length 1;
      proxy_http_version 1.1;
      server {
        listen 127.0.0.1:%1$d;
        location / {
          proxy_pass http://127.0.0.1:%2$d;
        }
        location /plain/ {
          proxy_pass http://127.0.0.1:%2$d;
          proxy_set_header Accept-Encoding "";
        }
        location /rewritten/ {
          proxy_pass http://127.0.0.1:%2$d;
          proxy_set_header Accept-Encoding "";
          sub_filter_types *;
          sub_filter "colour" "color";
        }
      }
    }
    """
        .formatted(port, server);
  }

  private void awaitListening(Path folder) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        fail("nginx does not listen: " + Files.readString(folder.resolve("output.log")));
      }
      process.waitFor(10, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
