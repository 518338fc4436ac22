package dev.etagere.server.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 (RFC 9113 §4.1), byte by byte. */
final class Http2Frames {

  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final int HEADER_BYTES = 9;

  private Http2Frames() {}

  static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(HEADER_BYTES + payload.length)
        .putShort((short) (payload.length >> 8))
        .put((byte) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** The field block of a request without further fields (RFC 7541 §6.2.2: none is indexed). */
  static byte[] request(String method, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x86); // :scheme http
    literal(block, 0x02, method);
    literal(block, 0x04, path);
    literal(block, 0x01, "etagere");
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] both(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
