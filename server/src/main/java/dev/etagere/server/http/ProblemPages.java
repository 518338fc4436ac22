package dev.etagere.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The pages of help that the {@code type} of a problem leads to. */
public final class ProblemPages implements Handler {

  /** Where the pages stand; the problem's code follows. */
  public static final String PREFIX = "/-/problems/";

  private static final String STYLE =
      "<style>:root{color-scheme:light dark;font:1rem/1.6 system-ui,sans-serif}"
          + "main{max-width:42rem;margin:3rem auto;padding:0 1rem}code{font-size:.95em}</style>";

  @Override
  public Response handle(Request request) {
    String code = request.target().rawPath().substring(PREFIX.length());
    if (code.isEmpty()) {
      return page("Problems", index());
    }
    return Arrays.stream(ProblemKind.values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .map(ProblemPages::page)
        .orElseThrow(() ->
            new Refusal(
                Problem.of(
                    ProblemKind.NOT_FOUND,
                    "There is no problem of that name; " + PREFIX + " lists all.")));
  }

  private static Response page(ProblemKind kind) {
    return page(
        kind.title(),
        "<p><code>%d</code> <code>%s</code></p><p>%s</p><p><a href=\"./\">All problems</a></p>"
            .formatted(kind.status(), kind.code(), escaped(kind.help())));
  }

  private static String index() {
    StringBuilder list = new StringBuilder("<ul>");
    for (ProblemKind kind : ProblemKind.values()) {
      list.append(
          "<li><a href=\"%1$s\">%2$d %1$s</a>: %3$s</li>"
              .formatted(kind.code(), kind.status(), escaped(kind.title())));
    }
    return list.append("</ul>").toString();
  }

  private static Response page(String title, String body) {
    String html =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>%1$s · Etagere</title>%2$s</head>"
                .formatted(escaped(title), STYLE)
            + "<body><main><h1>%s</h1>%s</main></body></html>".formatted(escaped(title), body);
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .with("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
