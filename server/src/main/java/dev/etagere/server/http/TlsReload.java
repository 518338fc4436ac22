package dev.etagere.server.http;

import dev.etagere.server.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what TLS is spoken with as the files have it, for as long as it is open. */
final class TlsReload implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

  /** How often the files are looked at; both are short. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final TlsFiles files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Pem newest;

  @SuppressWarnings("ArrayRecordComponent") // compared by content, below
  private record Pem(byte[] certificate, byte[] key) {

    static Pem read(TlsFiles files) throws IOException {
      return new Pem(Files.readAllBytes(files.certificate()), Files.readAllBytes(files.key()));
    }

    boolean isSame(Pem other) {
      return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }
  }

  private TlsReload(TlsFiles files, Pem first) throws GeneralSecurityException {
    this.files = files;
    this.newest = first;
    context.setKeyStore(TlsIdentity.read(first.certificate(), first.key()));
    context.setKeyStorePassword(TlsIdentity.PASSWORD);
  }

  /**
   * Reads the files and begins to watch them.
   *
   * @throws IOException if there is no identity in them; the message names them
   */
  static TlsReload of(TlsFiles files) throws IOException {
    try {
      TlsReload reload = new TlsReload(files, Pem.read(files));
      Thread.ofVirtual().name("tls").start(reload::watch);
      return reload;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IOException(
          "no TLS with %s and %s: %s".formatted(files.certificate(), files.key(), why(unusable)),
          unusable);
    }
  }

  SslContextFactory.Server context() {
    return context;
  }

  private void watch() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        reload();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void reload() {
    try {
      Pem found = Pem.read(files);
      if (!found.isSame(newest)) {
        newest = found; // told once, also where it is broken
        use(TlsIdentity.read(found.certificate(), found.key()));
      }
    } catch (IOException | GeneralSecurityException unusable) {
      LOG.warn(
          "the certificate stays the old one: {} and {}: {}",
          files.certificate(),
          files.key(),
          why(unusable));
    }
  }

  private static String why(Exception unusable) {
    return unusable instanceof NoSuchFileException absent
        ? "there is no file " + absent.getFile()
        : String.valueOf(unusable.getMessage());
  }

  private void use(KeyStore identity) throws GeneralSecurityException {
    try {
      context.reload(changed -> changed.setKeyStore(identity));
      LOG.info("new connections get the certificate of {}", files.certificate());
    } catch (Exception unforeseen) {
      throw new GeneralSecurityException(unforeseen);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
