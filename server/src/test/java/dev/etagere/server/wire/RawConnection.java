package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that sends bytes as they are, and reads HTTP/1.1 responses. Texts are sent in ISO
 * 8859-1: a character, a byte.
 */
final class RawConnection implements AutoCloseable {

  /** A server that does not answer within it hangs. */
  private static final int PATIENCE_MILLIS = 90_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The reply to a request on a connection of its own. */
  static RawReply exchange(int port, String request) {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.send(request).reply();
    }
  }

  RawConnection send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends what the server still takes: it may have answered and closed already. */
  RawConnection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException closed) {
      return this; // its answer is what is asked about
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }

  /** Sends no more. */
  RawConnection finish() {
    try {
      socket.shutdownOutput();
    } catch (SocketException closed) {
      return this; // by the server, which has answered
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }

  /** The next final response, to another method than HEAD. */
  RawReply reply() {
    return reply(false);
  }

  RawReply replyToHead() {
    return reply(true);
  }

  private RawReply reply(boolean head) {
    try {
      RawReply reply = header();
      while (reply.status() < 200) {
        reply = header();
      }
      return head || reply.status() == 204 || reply.status() == 304
          ? reply
          : reply.with(content(reply));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The header of the next response, an interim one, too. */
  RawReply header() throws IOException {
    String statusLine = line();
    List<String> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.add(line);
    }
    return RawReply.of(statusLine, fields);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the server closed after: " + line);
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private byte[] content(RawReply reply) throws IOException {
    if (reply.field("Transfer-Encoding").equals("chunked")) {
      return chunks();
    }
    return reply.has("Content-Length")
        ? in.readNBytes(Integer.parseInt(reply.field("Content-Length")))
        : in.readAllBytes();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      content.write(in.readNBytes(size));
      line();
    }
    line();
    return content.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  /** Whether the server has sent something or closed by now, without waiting for it. */
  boolean hasNews() {
    try {
      socket.setSoTimeout(1);
      in.mark(1);
      in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException silence) {
      return false;
    } catch (IOException broken) {
      return true;
    } finally {
      patient();
    }
  }

  private void patient() {
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (SocketException closed) {
      // nothing more is read
    }
  }

  /** Waits for 100 (Continue): the server reads the content now. */
  void isToldToContinue() {
    try {
      assertThat(header().status()).isEqualTo(100);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Waits for the header of a response, whose content is left. */
  void hasBegun() {
    try {
      assertThat(header().status()).isEqualTo(200);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** All that comes until the server closes. */
  String all() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[8_192];
    try {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        all.write(piece, 0, read);
      }
    } catch (SocketException reset) {
      return all.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Takes one byte of what was sent. */
  void take() {
    try {
      assertThat(in.read()).isNotNegative();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Waits until the server closes; whether it sent nothing more before that. */
  boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
