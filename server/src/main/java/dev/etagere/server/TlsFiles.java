package dev.etagere.server;

import java.nio.file.Path;

/**
 * The files by which a server proves who it is. It reads them again when they change: new
 * connections get the new certificate, and those that are open go on. Files that do not fit
 * together or cannot be read change nothing, and are named in the log.
 *
 * @param certificate the certificate, followed by those that vouch for it, as PEM
 * @param key its private key, as PEM: PKCS #8 without a password (RSA, EC or EdDSA)
 */
public record TlsFiles(Path certificate, Path key) {}
