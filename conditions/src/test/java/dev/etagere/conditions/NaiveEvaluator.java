package dev.etagere.conditions;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * RFC 9110 §13.2.2 once more, step by step as it is written there, sharing nothing with the module:
 * fields are texts, an answer is the text of a status and its reason.
 *
 * @param fields by name, in the spelling of the RFC; one line each
 * @param tag of the resource as it would be sent; empty if it has none
 */
record NaiveEvaluator(
    String method,
    Map<String, String> fields,
    String required,
    boolean exists,
    String tag,
    Optional<Instant> lastModified,
    boolean sharesSecond) {

  private static final Pattern TAG = Pattern.compile("(W/)?\"[^\" ]*\"");
  private static final Pattern LIST = Pattern.compile("(%1$s)(, (%1$s))*".formatted(TAG));

  /**
   * §13.2.2 step 1: when recipient is the origin server and If-Match is present, evaluate the
   * If-Match precondition: if true, continue to step 3; if false, respond 412.
   */
  String answer() {
    if (!has("If-Match")) {
      return step2();
    }
    if (isMalformed("If-Match")) {
      return isRead() ? step3() : "412 If-Match";
    }
    return ifMatch(value("If-Match")) ? step3() : "412 If-Match";
  }

  /**
   * Step 2: when If-Match is not present and If-Unmodified-Since is present, evaluate it: if true,
   * continue to step 3; if false, respond 412.
   */
  private String step2() {
    Optional<Instant> date = date("If-Unmodified-Since");
    if (date.isEmpty() || lastModified.isEmpty()) {
      return step3();
    }
    int comparison = lastModified.get().compareTo(date.get());
    if (comparison > 0) {
      return "412 If-Unmodified-Since";
    }
    return comparison == 0 && sharesSecond ? "412 ambiguous" : step3();
  }

  /**
   * Step 3: when If-None-Match is present, evaluate it: if true, continue to step 5; if false for
   * GET/HEAD, respond 304; if false for other methods, respond 412.
   */
  private String step3() {
    if (!has("If-None-Match")) {
      return step4();
    }
    if (isMalformed("If-None-Match")) {
      return isRead() ? step5() : "412 If-None-Match";
    }
    if (ifNoneMatch(value("If-None-Match"))) {
      return step5();
    }
    return isRead() ? "304" : "412 If-None-Match";
  }

  /**
   * Step 4: when the method is GET or HEAD, If-None-Match is not present, and If-Modified-Since is
   * present, evaluate it: if true, continue to step 5; if false, respond 304.
   */
  private String step4() {
    Optional<Instant> date = date("If-Modified-Since");
    if (!isRead() || date.isEmpty() || lastModified.isEmpty()) {
      return step5();
    }
    return lastModified.get().isAfter(date.get()) ? step5() : "304";
  }

  /**
   * Step 5: when the method is GET and both Range and If-Range are present, evaluate If-Range: if
   * true, respond 206; otherwise, ignore the Range header field and respond 200.
   */
  private String step5() {
    if (!method.equals("GET") || !has("If-Range")) {
      return step6();
    }
    return ifRange(value("If-Range")) ? "206" : "200";
  }

  /** Step 6: otherwise, perform the requested method; RFC 6585 §3: unless a condition is asked. */
  private String step6() {
    if (isRead() || !exists || required.equals("NONE")) {
      return "200";
    }
    boolean hasTags = has("If-Match") && !value("If-Match").equals("*");
    boolean hasDate = !has("If-Match") && date("If-Unmodified-Since").isPresent();
    if (hasTags || (hasDate && lastModified.isPresent())) {
      return "200";
    }
    if (has("If-Match")) {
      return required.equals("VERSION") ? "428 wildcard" : "200";
    }
    return required.equals("CONDITION") && has("If-None-Match") ? "200" : "428 missing";
  }

  private boolean ifMatch(String value) {
    if (value.equals("*")) {
      return exists;
    }
    return exists && !tag.startsWith("W/") && List.of(value.split(", ")).contains(tag);
  }

  private boolean ifNoneMatch(String value) {
    if (value.equals("*")) {
      return !exists;
    }
    String opaque = tag.replace("W/", "");
    return !exists
        || tag.isEmpty()
        || !List.of(value.replace("W/", "").split(", ")).contains(opaque);
  }

  private boolean ifRange(String value) {
    if (value.startsWith("\"")) {
      return value.equals(tag);
    }
    return exists
        && date("If-Range").isPresent()
        && date("If-Range").equals(lastModified)
        && !sharesSecond;
  }

  private boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  private boolean has(String name) {
    return fields.containsKey(name);
  }

  private String value(String name) {
    return fields.getOrDefault(name, "");
  }

  private boolean isMalformed(String name) {
    return !value(name).equals("*") && !LIST.matcher(value(name)).matches();
  }

  private Optional<Instant> date(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(value(name), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException invalid) {
      return Optional.empty();
    }
  }
}
