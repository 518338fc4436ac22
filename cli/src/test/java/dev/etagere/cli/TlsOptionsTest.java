package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.Protocol;
import dev.etagere.server.ServerOptions;
import dev.etagere.server.TlsFiles;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.storage.InMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server that speaks TLS, and the commands that speak to it")
class TlsOptionsTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    errors.getBuffer().setLength(0);
    return Main.newCommandLine()
        .setErr(new PrintWriter(errors, true))
        .setOut(new PrintWriter(new StringWriter(), true))
        .execute(arguments);
  }

  @Test
  @DisplayName("a certificate without a key, or the other way round, is refused")
  void both() {
    assertThat(run("serve", "--data", folder.toString(), "--tls-key", "key.pem"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("both --tls-certificate and --tls-key");
  }

  @Test
  @DisplayName("beyond this machine TLS is enough once there is a token: then its files are read")
  void exposure() {
    String[] serve = {"serve", "--host", "0.0.0.0", "--port", "0", "--data", folder.toString()};
    String[] secured = Arrays.copyOf(serve, serve.length + 4);
    secured[serve.length] = "--tls-certificate";
    secured[serve.length + 1] = "absent.crt";
    secured[serve.length + 2] = "--tls-key";
    secured[serve.length + 3] = "absent.key";

    assertThat(run(secured)).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("there is no token yet");
    run("token", "create", "--data", folder.toString(), "--name", "anna", "--allow", "read:/");
    assertThat(run(serve)).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("in the clear", "--tls-certificate");
    assertThat(run(secured)).isEqualTo(ExitCode.FAILED);
    assertThat(errors.toString()).contains("there is no file absent.crt");
  }

  @Test
  @DisplayName(
      "commands on this machine trust the certificate that the control file leads to alone")
  void control() throws Exception {
    TlsFiles files = made("server");
    TlsFiles others = made("other");
    ServerOptions options =
        ServerOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .with(Protocol.DEFAULT.secured(files))
            .with(new ControlSecret(SECRET));
    try (InMemoryStore store = new InMemoryStore();
        EtagereServer server = EtagereServer.start(options, store)) {
      new ControlFile(server.uri(), SECRET, Optional.of(files.certificate())).write(folder);

      try (RemoteTokens tokens = new RemoteTokens(ControlFile.read(folder).orElseThrow());
          RemoteTokens deceived =
              new RemoteTokens(
                  new ControlFile(server.uri(), SECRET, Optional.of(others.certificate())));
          RemoteTokens strangers =
              new RemoteTokens(new ControlFile(server.uri(), SECRET, Optional.empty()))) {
        assertThat(tokens.answers()).isTrue();
        assertThat(deceived.answers()).isFalse();
        assertThat(strangers.answers()).isFalse();
      }
    }
  }

  /** A certificate that signed itself, without any name of this machine. */
  private TlsFiles made(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder making =
        new ProcessBuilder(keytool, "-genkeypair", "-alias", "a", "-keyalg", "EC")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    making.command().addAll(List.of("-dname", "CN=nobody", "-storetype", "PKCS12"));
    making.command().addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
    assertThat(making.start().waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD.toCharArray());
    TlsFiles files = new TlsFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    write(files.certificate(), "CERTIFICATE", store.getCertificate("a").getEncoded());
    write(files.key(), "PRIVATE KEY", store.getKey("a", PASSWORD.toCharArray()).getEncoded());
    return files;
  }

  private static void write(Path file, String label, byte[] content) throws Exception {
    byte[] separator = "\n".getBytes(StandardCharsets.US_ASCII);
    String lines = Base64.getMimeEncoder(64, separator).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, lines));
  }
}
