package dev.etagere.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate chain and the private key that belongs to it, as PEM files hold them. */
final class TlsIdentity {

  /** Of a key store that never leaves the memory. */
  static final String PASSWORD = "in memory";

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private TlsIdentity() {}

  /**
   * Reads both.
   *
   * @throws GeneralSecurityException if one of them cannot be read, or the key belongs to another
   *     certificate; the message says what to do
   */
  static KeyStore read(byte[] certificates, byte[] key) throws GeneralSecurityException {
    Certificate[] chain = chain(certificates);
    PrivateKey secret = key(new String(key, StandardCharsets.ISO_8859_1));
    if (!belong(secret, chain[0].getPublicKey())) {
      throw new GeneralSecurityException(
          "the private key belongs to another certificate than the first one of the chain");
    }
    return stored(secret, chain);
  }

  private static Certificate[] chain(byte[] pem) throws GeneralSecurityException {
    Collection<? extends Certificate> chain =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate: it begins BEGIN CERTIFICATE");
    }
    return chain.toArray(Certificate[]::new);
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    Matcher matcher = PKCS8.matcher(pem);
    if (!matcher.find()) {
      throw new GeneralSecurityException(
          "there is no private key in PKCS #8 without a password (BEGIN PRIVATE KEY);"
              + " `openssl pkcs8 -topk8 -nodes` makes one of other forms");
    }
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    } catch (IllegalArgumentException malformed) {
      throw new GeneralSecurityException("the private key is no base64", malformed);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException other) {
        // the encoding names its algorithm; the factories of others refuse it
      }
    }
    throw new GeneralSecurityException("the private key is none of " + ALGORITHMS);
  }

  private static boolean belong(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signing = Signature.getInstance(signature(secret.getAlgorithm()));
      signing.initSign(secret);
      signing.update(sample);
      byte[] signed = signing.sign();
      signing.initVerify(known);
      signing.update(sample);
      return signing.verify(signed);
    } catch (java.security.InvalidKeyException | java.security.SignatureException ofOtherKind) {
      return false;
    }
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }

  private static KeyStore stored(PrivateKey secret, Certificate[] chain)
      throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", secret, PASSWORD.toCharArray(), chain);
      return store;
    } catch (IOException impossible) {
      throw new GeneralSecurityException("an empty key store is not read", impossible);
    }
  }
}
