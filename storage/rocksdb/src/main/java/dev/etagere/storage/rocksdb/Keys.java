package dev.etagere.storage.rocksdb;

import dev.etagere.storage.ResourcePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the rows. Numbers are big-endian, so that rows stand in the order of their numbers.
 */
final class Keys {

  private Keys() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] of(ResourcePath path) {
    return of(path.value());
  }

  static byte[] of(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /**
   * Path, a zero byte (which no path has), number: the versions of a resource stand together, in
   * order.
   */
  static byte[] of(ResourcePath path, long number) {
    byte[] name = of(path);
    return ByteBuffer.allocate(name.length + 1 + Long.BYTES)
        .put(name)
        .put((byte) 0)
        .putLong(number)
        .array();
  }

  /** What the keys of all versions that refer to a staged file begin with. */
  static byte[] references(String staged) {
    return of(staged + '\0');
  }

  /** That a version refers to a staged file. */
  static byte[] reference(String staged, ResourcePath path, long number) {
    byte[] file = references(staged);
    byte[] version = of(path, number);
    return ByteBuffer.allocate(file.length + version.length).put(file).put(version).array();
  }

  /** The name in the key of a reference. */
  static String stagedName(byte[] reference) {
    String text = text(reference);
    return text.substring(0, text.indexOf('\0'));
  }

  /** A number and a text: rows in the order of the number. */
  static byte[] of(long number, String text) {
    byte[] name = of(text);
    return ByteBuffer.allocate(Long.BYTES + name.length).putLong(number).put(name).array();
  }

  static ResourcePath path(byte[] key) {
    return new ResourcePath(text(key));
  }

  static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  static String textBehindNumber(byte[] key) {
    return text(Arrays.copyOfRange(key, Long.BYTES, key.length));
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
