package dev.etagere.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A field line of a response. */
public final class Field {

  private final HttpField line;

  private Field(HttpField line) {
    this.line = line;
  }

  public static Field of(String name, String value) {
    return new Field(new HttpField(name, value));
  }

  /** A line that many responses have: it is encoded once. */
  public static Field encoded(String name, String value) {
    return new Field(new PreEncodedHttpField(name, value));
  }

  String name() {
    return line.getName();
  }

  String value() {
    return line.getValue();
  }

  /** The line as the engine sends it. */
  HttpField line() {
    return line;
  }
}
