package dev.etagere.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server that shows the very certificate of a file on this machine, whoever vouches for it
 * and whatever names it has: the server's control file leads here, and nobody else is asked for.
 */
final class KnownCertificate extends X509ExtendedTrustManager {

  private final Path file;

  private KnownCertificate(Path file) {
    this.file = file;
  }

  /** What connects to the server with that certificate, and to no other. */
  static SSLContext context(Path file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new KnownCertificate(file)}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK speaks TLS", impossible);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    try (InputStream pem = Files.newInputStream(file)) {
      Certificate known = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      if (!known.equals(chain[0])) {
        throw new CertificateException("the server shows another certificate than " + file);
      }
    } catch (IOException unreadable) {
      throw new CertificateException(file + " cannot be read", unreadable);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw noClients();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw noClients();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw noClients();
  }

  private static CertificateException noClients() {
    return new CertificateException("this side is the client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
