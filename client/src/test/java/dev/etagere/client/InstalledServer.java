package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the operating system's, run in a folder of its own on a free port. */
final class InstalledServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final int port;

  private InstalledServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Apache httpd with mod_dav.
   *
   * @param fileETag what its tags are made of
   */
  static InstalledServer apache(Path folder, String fileETag) throws Exception {
    Path program = program("/usr/sbin/apache2", "apache2");
    int port = freePort();
    Path data = open(folder);
    open(data.resolve("www"));
    open(data.resolve("lock"));
    String configuration =
        """
        ServerRoot "%1$s"
        ServerName 127.0.0.1
        Listen 127.0.0.1:%2$d
        PidFile "%1$s/httpd.pid"
        ErrorLog "%1$s/error.log"
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule dav_module /usr/lib/apache2/modules/mod_dav.so
        LoadModule dav_fs_module /usr/lib/apache2/modules/mod_dav_fs.so
        User www-data
        Group www-data
        DavLockDB "%1$s/lock/davlock"
        DocumentRoot "%1$s/www"
        <Directory "%1$s/www">
          Dav On
          Require all granted
          FileETag %3$s
          ForceType application/json
        </Directory>
        """
            .formatted(data, port, fileETag);
    Path file = Files.writeString(data.resolve("httpd.conf"), configuration);
    return started(data, port, program.toString(), "-f", file.toString(), "-DFOREGROUND");
  }

  /** nginx with its WebDAV module. */
  static InstalledServer nginx(Path folder) throws Exception {
    Path program = program("/usr/sbin/nginx", "nginx");
    int port = freePort();
    Path data = open(folder);
    open(data.resolve("www"));
    String configuration =
        """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
          access_log off;
          default_type application/json;
          client_body_temp_path %1$s/www/tmp;
          proxy_temp_path %1$s/tmp;
          fastcgi_temp_path %1$s/tmp;
          uwsgi_temp_path %1$s/tmp;
          scgi_temp_path %1$s/tmp;
          server {
            listen 127.0.0.1:%2$d;
            root %1$s/www;
            location / { dav_methods PUT DELETE; }
          }
        }
        """
            .formatted(data, port);
    Path file = Files.writeString(data.resolve("nginx.conf"), configuration);
    return started(data, port, program.toString(), "-c", file.toString(), "-p", data.toString());
  }

  /** lighttpd with mod_webdav. */
  static InstalledServer lighttpd(Path folder) throws Exception {
    Path program = program("/usr/sbin/lighttpd", "lighttpd");
    int port = freePort();
    Path data = open(folder);
    open(data.resolve("www"));
    String configuration =
        """
        server.modules = ( "mod_webdav" )
        server.document-root = "%1$s/www"
        server.upload-dirs = ( "%1$s/www" )
        server.errorlog = "%1$s/error.log"
        server.bind = "127.0.0.1"
        server.port = %2$d
        mimetype.assign = ( "" => "application/json" )
        webdav.activate = "enable"
        webdav.is-readonly = "disable"
        """
            .formatted(data, port);
    Path file = Files.writeString(data.resolve("lighttpd.conf"), configuration);
    return started(data, port, program.toString(), "-D", "-f", file.toString());
  }

  /** Where it is missing the test is skipped, except in CI, which installs it. */
  private static Path program(String path, String name) {
    boolean installed = Files.isExecutable(Path.of(path));
    if (System.getenv("CI") != null) {
      assertThat(installed).as(name + " is installed").isTrue();
    }
    assumeTrue(installed, name + " is not installed; its tests are skipped");
    return Path.of(path);
  }

  private static InstalledServer started(Path data, int port, String... command) throws Exception {
    Path output = data.resolve("output");
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    InstalledServer server = new InstalledServer(process, port);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!accepts(port)) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as(() -> "it starts: " + read(output))
          .isTrue();
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return server;
  }

  private static String read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return String.join("\n", lines.toList());
    } catch (IOException none) {
      return "";
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A folder that the server's own user may write to. */
  private static Path open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    return folder;
  }

  /**
   * A port below those that systems give to connections on their way out, which might take it
   * before the server does.
   */
  private static int freePort() {
    int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
    return isFree(port) ? port : freePort();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
