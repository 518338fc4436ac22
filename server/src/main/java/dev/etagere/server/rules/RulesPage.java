package dev.etagere.server.rules;

import dev.etagere.conditions.Requirement;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /-/rules/}: which writes need a condition and which may overwrite, for every
 * collection that has rules and the caller may read; for programs and, where {@code Accept} prefers
 * HTML, for people.
 */
public final class RulesPage implements Handler {
  private final StoredRulebook rulebook;
  private final UnconditionalWrites counts;

  public RulesPage(StoredRulebook rulebook, UnconditionalWrites counts) {
    this.rulebook = rulebook;
    this.counts = counts;
  }

  @Override
  public Response handle(Request request) {
    List<StoredRulebook.Entry> entries = entries(request.caller());
    Response response = Response.of(200).with("Cache-Control", "no-store").with("Vary", "Accept");
    return prefersHtml(request)
        ? response.with("text/html; charset=utf-8", html(entries).getBytes(StandardCharsets.UTF_8))
        : response.with("application/json", Json.bytes(document(entries)));
  }

  private List<StoredRulebook.Entry> entries(Caller caller) {
    return rulebook.entries().stream()
        .filter(entry -> caller.mayRead(entry.stored().version().path()))
        .toList();
  }

  /** Takes the rules of a collection, and the same as this page shows them. */
  @FunctionalInterface
  public interface Taker {
    void take(String prefix, Rules rules, Map<String, Object> shown);
  }

  /** Gives all rules that a caller may read. */
  public void each(Caller caller, Taker taker) {
    entries(caller)
        .forEach(entry -> taker.take(entry.prefix(), entry.rules(), inForce(entry.rules())));
  }

  private static boolean prefersHtml(Request request) {
    String accept = String.join(",", request.fields().lines("Accept"));
    int html = accept.indexOf("text/html");
    int json = accept.indexOf("application/json");
    return html >= 0 && (json < 0 || html < json);
  }

  private Map<String, Object> document(List<StoredRulebook.Entry> entries) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (StoredRulebook.Entry entry : entries) {
      Version version = entry.stored().version();
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("prefix", entry.prefix());
      document.put("path", version.path().value());
      document.put("etag", '"' + version.tag() + '"');
      document.put("in_force", inForce(entry.rules()));
      Map<String, Long> unconditional = counts.of(entry.prefix());
      if (!unconditional.isEmpty()) {
        document.put("unconditional_writes", unconditional);
      }
      rules.add(document);
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("rules", rules);
    page.put("defaults", inForce(Rules.DEFAULT));
    return page;
  }

  static Map<String, Object> inForce(Rules rules) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "writes",
        Map.of(
            "put", word(rules.writes().put()),
            "patch", word(rules.writes().patch()),
            "delete", word(rules.writes().delete())));
    document.put("enforcement", rules.writes().enforcement().name().toLowerCase(Locale.ROOT));
    if (!rules.unique().isEmpty()) {
      document.put("unique", rules.unique());
    }
    if (!rules.limits().mediaTypes().isEmpty()) {
      document.put("media_types", rules.limits().mediaTypes());
    }
    if (rules.limits().bytes() != Long.MAX_VALUE) {
      document.put("max_bytes", rules.limits().bytes());
    }
    rules.schema().ifPresent(schema -> document.put("schema", schema.source()));
    Map<String, Long> history = new LinkedHashMap<>();
    rules.history().versions().ifPresent(versions -> history.put("versions", versions));
    rules.history().days().ifPresent(days -> history.put("days", days));
    if (!history.isEmpty()) {
      document.put("history", history);
    }
    return document;
  }

  private static String word(Requirement requirement) {
    return switch (requirement) {
      case NONE -> "overwrite";
      case CONDITION -> "if-match";
      case VERSION -> "version";
    };
  }

  private static String html(List<StoredRulebook.Entry> entries) {
    StringBuilder rows = new StringBuilder();
    entries.forEach(entry -> rows.append(row(entry.prefix(), entry.rules())));
    rows.append(row("everything else", Rules.DEFAULT));
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>Rules of this server</title>
    <h1>Which writes need a condition</h1>
    <p>The longest path wins. <em>if-match</em>: a condition, which may be <code>*</code>;
    <em>version</em>: the tag or date of the version that is replaced; <em>overwrite</em>: none.</p>
    <table border="1" cellpadding="4">
    <tr><th>Collection<th>PUT<th>PATCH<th>DELETE<th>Enforcement<th>Unique<th>Schema</tr>
    %s</table>
    </html>
    """
        .formatted(rows);
  }

  private static String row(String prefix, Rules rules) {
    return "<tr><td><code>%s</code><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s</tr>\n"
        .formatted(
            escaped(prefix),
            word(rules.writes().put()),
            word(rules.writes().patch()),
            word(rules.writes().delete()),
            rules.writes().enforcement().name().toLowerCase(Locale.ROOT),
            escaped(String.join(", ", rules.unique())),
            rules.schema().isPresent() ? "yes" : "no");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
