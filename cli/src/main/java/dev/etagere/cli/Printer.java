package dev.etagere.cli;

import dev.etagere.client.Document;
import dev.etagere.client.Problem;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonString;
import java.io.Console;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Says what came of a command: in sentences for people, or as one JSON object a line. */
final class Printer {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final Ansi ansi = onTerminal() ? Ansi.ON : Ansi.OFF;
  private boolean barDrawn;

  Printer(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** Whether a person sees the output at once. */
  static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  boolean isJson() {
    return json;
  }

  /** A line of the result; picocli's markup is for colours. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** A line of the result in a style such as {@code green}, where there are colours. */
  void line(String style, String text) {
    line(styled(style, text));
  }

  String styled(String style, String text) {
    return ansi.enabled() ? inStyle(style, text) : text;
  }

  private static String inStyle(String style, String text) {
    if (text.isEmpty() || style.isEmpty()) {
      return text;
    }
    return Ansi.Style.on(Ansi.Style.parse(style)) + text + Ansi.Style.off(Ansi.Style.parse(style));
  }

  /** In red, if errors are seen on the terminal and not kept in a file. */
  private String alarming(String text) {
    return ansi.enabled() && Terminal.showsErrors() ? inStyle("red", text) : text;
  }

  /** A sentence beside the result. */
  synchronized void note(String text) {
    if (!json) {
      err.println((barDrawn ? ERASE_LINE : "") + text);
      err.flush();
      barDrawn = false;
    }
  }

  /** What came of one of many: a sentence beside the result, or an object of its own. */
  void item(String result, String said, String what, String why) {
    if (json) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("result", new JsonString(result));
      members.put("path", new JsonString(what));
      members.put("detail", new JsonString(why));
      object(members);
    } else {
      note(said + what + ": " + why);
    }
  }

  /** How far a command is, in a line that the next one replaces; only where somebody watches. */
  synchronized void bar(String text, boolean last) {
    if (!json && ansi.enabled()) {
      err.print(ERASE_LINE + text + (last ? System.lineSeparator() : ""));
      err.flush();
      barDrawn = !last;
    }
  }

  /** A member of a JSON result, or nothing to see for people. */
  void object(Map<String, Json> members) {
    line(JsonObject.of(members).toString());
  }

  /** That something was done to a document. */
  int done(String result, String sentence, Document document) {
    if (json) {
      Map<String, Json> members = result(result, document.url());
      document.tag().ifPresent(tag -> members.put("etag", new JsonString(tag)));
      object(members);
    } else {
      err.println(sentence + document.tag().map(tag -> " " + tag).orElse(""));
    }
    return ExitCode.DONE;
  }

  int done(String result, String sentence, URI url) {
    if (json) {
      object(result(result, url));
    } else {
      err.println(sentence);
    }
    return ExitCode.DONE;
  }

  /** That somebody else was there first. */
  int conflict(URI url, String sentence) {
    if (json) {
      Map<String, Json> members = result("conflict", url);
      members.put("detail", new JsonString(sentence));
      object(members);
    } else {
      err.println(alarming("Conflict: ") + sentence);
    }
    return ExitCode.CONFLICT;
  }

  int refused(Problem problem) {
    if (json) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("result", new JsonString("refused"));
      members.put("status", JsonNumber.of(problem.status()));
      members.put("error", new JsonString(problem.error()));
      members.put("title", new JsonString(problem.title()));
      members.put("detail", new JsonString(problem.detail()));
      object(members);
    } else {
      err.println(alarming("Not done: ") + problem);
    }
    return ExitCode.FAILED;
  }

  int failed(String error, String sentence) {
    return refused(new Problem(0, error, "", sentence, "", "", JsonObject.EMPTY));
  }

  private static Map<String, Json> result(String result, URI url) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("result", new JsonString(result));
    members.put("url", new JsonString(url.toString()));
    return members;
  }
}
