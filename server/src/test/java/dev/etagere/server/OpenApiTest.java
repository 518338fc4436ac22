package dev.etagere.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.ResourcePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each answer that the description names is provoked; what is routed is described. */
@DisplayName("/-/openapi.json is true to what runs")
class OpenApiTest {

  private static final String OPERATOR = "Bearer 0123456789abcdef0123456789abcdef";
  private static final String JSON = "application/json";
  private static final String MERGE = "application/merge-patch+json";
  private static final String PATCH = "application/json-patch+json";
  private static final String WRONG =
      "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"; // of no bytes at all

  /** For each operation, the answers that can be provoked, and how, given the method. */
  private final Map<String, Function<String, Reply>> answers = new LinkedHashMap<>();

  private final AtomicInteger fresh = new AtomicInteger();
  private RunningServer server;
  private RunningServer guarded;
  private String operation = "";
  private String old = "";

  @BeforeEach
  void start() {
    server = new RunningServer();
    ControlSecret secret = new ControlSecret(OPERATOR.substring("Bearer ".length()));
    guarded = new RunningServer(new InMemoryStore(), RunningServer.options().with(secret));
    old = put("/r/doc", "{\"v\": 1}").etag();
    put("/r/doc", "{\"v\": 2}", "If-Match", old);
    server.put("/r/image", "x", "Content-Type", "image/png");
    put(
        "/-/rules/ruled/",
        "{\"media_types\": [\"application/json\"], \"max_bytes\": 100, \"unique\": [\"/v\"],"
            + " \"schema\": {\"required\": [\"v\"], \"$defs\": {\"n\": {}}, \"properties\": {\"v\": {\"$ref\": \"#/$defs/n\"}}}}");
    put("/ruled/a", "{\"v\": 1}");
  }

  @AfterEach
  void stop() {
    server.close();
    guarded.close();
  }

  private Reply put(String path, String content, String... fields) {
    return send("PUT", path, JSON, content, fields);
  }

  private Reply send(String method, String path, String type, String content, String... fields) {
    List<String> all = new ArrayList<>(List.of("Content-Type", type));
    all.addAll(List.of(fields));
    return server.send(method, path, content.getBytes(UTF_8), all.toArray(String[]::new));
  }

  private String unused(String prefix) {
    return prefix + "new" + fresh.incrementAndGet();
  }

  private void on(String methodAndPath) {
    operation = methodAndPath;
  }

  private void gives(int status, Function<String, Reply> request) {
    answers.put(operation + " " + status, request);
  }

  private void gives(int status, String code, Function<String, Reply> request) {
    answers.put(operation + " " + status + " " + code, request);
  }

  private JsonNode description() {
    return server.get("/-/openapi.json").json();
  }

  /** What the description names: method, path, status, and the problem's code where it is one. */
  private static List<String> named(JsonNode paths) {
    List<String> named = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : operations(path.getValue()).entrySet()) {
        for (Map.Entry<String, JsonNode> response :
            operation.getValue().path("responses").properties()) {
          String answer = operation.getKey() + " " + path.getKey() + " " + response.getKey();
          JsonNode codes =
              response
                  .getValue()
                  .at("/content/application~1problem+json/schema/allOf/1/properties/error/enum");
          codes.forEach(code -> named.add(answer + " " + code.asString()));
          if (codes.isMissingNode() && !response.getKey().equals("default")) {
            named.add(answer);
          }
        }
      }
    }
    return named;
  }

  private static Map<String, JsonNode> operations(JsonNode item) {
    return item.propertyStream()
        .filter(entry ->
            Set.of("get", "head", "put", "post", "patch", "delete", "options")
                .contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  @DisplayName("each answer that it names is given, and nothing that is given here is missing")
  void eachAnswer() {
    JsonNode paths = general(description().path("paths"));
    resources();
    collections();
    root();
    rules();
    batch();
    tokens();
    errands();
    others();
    Set<String> seen = new HashSet<>();
    for (String answer : named(paths)) {
      String[] parts = answer.split(" ", -1);
      if (parts[0].equals("options")) {
        continue;
      }
      if (parts[0].equals("head")) {
        assertThat(heads(parts[1], Integer.parseInt(parts[2]))).as(answer).isTrue();
        continue;
      }
      assertThat(answers).as("a way to provoke it").containsKey(answer);
      Reply reply =
          Optional.ofNullable(answers.get(answer))
              .orElseThrow()
              .apply(parts[0].toUpperCase(Locale.ROOT));
      assertThat(reply.status()).as(answer + reply.text()).isEqualTo(Integer.parseInt(parts[2]));
      if (parts.length > 3) {
        assertThat(reply.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.problem("error")).as(answer).isEqualTo(parts[3]);
        assertThat(server.get("/-/problems/" + parts[3]).status()).isEqualTo(200);
      }
      seen.add(answer);
    }
    assertThat(answers.keySet()).isSubsetOf(seen);
  }

  /** Without the collections that have rules, which are as all others. */
  private static JsonNode general(JsonNode paths) {
    tools.jackson.databind.node.ObjectNode general =
        (tools.jackson.databind.node.ObjectNode) paths.deepCopy();
    general.remove(List.of("/ruled/", "/ruled/{path}"));
    return general;
  }

  private boolean heads(String path, int status) {
    return answers.entrySet().stream()
        .filter(each -> each.getKey().startsWith("get " + path + " " + status))
        .anyMatch(each -> each.getValue().apply("HEAD").status() == status);
  }

  @Test
  @DisplayName(
      "the methods of each path are those that OPTIONS tells there, and all pages are there")
  void nothingMissing() {
    JsonNode paths = description().path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      String real = path.getKey().replaceAll("\\{[a-z]+\\}", "x");
      Reply options = server.send("OPTIONS", real);
      assertThat(options.status()).as(real).isIn(200, 204);
      assertThat(
              Stream.of(options.field("Allow").split(", "))
                  .map(each -> each.toLowerCase(Locale.ROOT)))
          .as(real)
          .containsExactlyInAnyOrderElementsOf(operations(path.getValue()).keySet());
      boolean isForAdministrators = real.startsWith("/-/tokens"); // 403 comes before 405
      assertThat(server.send("TRACE", real).status())
          .as(real)
          .isEqualTo(isForAdministrators ? 403 : 405);
    }
    String pages = server.get("/-/none").problem("detail").replaceAll(".*It has: |\\.$", "");
    assertThat(new TreeSet<>(Arrays.asList(pages.split(", "))))
        .isEqualTo(
            paths
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(path -> path.startsWith("/-/"))
                .map(path -> path.split("/", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  @DisplayName("its references lead somewhere, its operations have names of their own")
  void holdsTogether() {
    JsonNode description = description();

    assertThat(description.path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(description.findValuesAsString("operationId"))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(40);
    assertThat(description.findValuesAsString("$ref"))
        .filteredOn(reference -> !reference.startsWith("#/$defs/"))
        .allSatisfy(reference ->
            assertThat(description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  @Test
  @DisplayName("collections with rules are described by them, and by their schemas")
  void describesRules() {
    JsonNode description = description();

    JsonNode put = description.path("paths").path("/ruled/{path}").path("put");
    String reference = put.at("/requestBody/content/application~1json/schema/$ref").asString();
    JsonNode schema = description.at(reference.substring(1));
    assertThat(schema.at("/required/0").asString()).isEqualTo("v");
    assertThat(schema.path("$id").asString()).isEqualTo("urn:etagere:schema:/ruled/");
    assertThat(
            description
                .path("paths")
                .path("/ruled/")
                .path("x-etagere-rules")
                .at("/unique/0")
                .asString())
        .isEqualTo("/v");
    server.send("DELETE", "/-/rules/ruled/", "If-Match", "*");
    assertThat(description().path("paths").has("/ruled/")).isFalse();
  }

  @Test
  @DisplayName("whoever may not read rules is not told of their collections")
  void hidesRules() {
    guarded.put("/-/rules/secret/", "{}");
    assertThat(guarded.get("/-/openapi.json").text()).contains("/secret/");
    String token = token("t", "read:/public/");

    assertThat(guarded.get("/-/openapi.json").status()).isEqualTo(200);
    assertThat(guarded.get("/-/openapi.json").text()).doesNotContain("/secret/");
    assertThat(guarded.get("/-/openapi.json", "Authorization", token).text())
        .doesNotContain("/secret/");
    assertThat(guarded.get("/-/openapi.json", "Authorization", OPERATOR).text())
        .contains("/secret/");
  }

  private String token(String name, String grant) {
    return "Bearer "
        + tokens("{\"name\": \"%s\", \"allow\": [\"%s\"]}".formatted(name, grant), OPERATOR)
            .json()
            .path("token")
            .asString();
  }

  private Reply tokens(String document, String authorization) {
    return guarded.send(
        "POST", "/-/tokens", document.getBytes(UTF_8), "Authorization", authorization);
  }

  private void resources() {
    on("get /{path}");
    reads("/r/doc");
    gives(400, "malformed_path", m -> server.send(m, "/r//x"));
    gives(404, "not_found", m -> server.send(m, "/r/none"));
    on("put /{path}");
    writes("/r/doc", "{\"w\": 1}");
    gives(201, m -> put(unused("/r/"), "{}"));
    gives(400, "malformed_path", m -> put("/r//x", "{}"));
    gives(409, "conflict", m -> put("/ruled/b", "{\"v\": 1}"));
    gives(413, "content_too_large", m -> put("/ruled/b", "[" + " ".repeat(200) + "]"));
    gives(415, "unsupported_media_type", m -> send(m, "/ruled/b", "text/plain", "x"));
    gives(422, "invalid_content", m -> put("/ruled/b", "{}"));
    on("patch /{path}");
    patches("/r/doc", "/r/none");
    gives(400, "malformed_path", m -> send(m, "/r//x", MERGE, "{}"));
    gives(
        413,
        "content_too_large",
        m -> send(m, "/ruled/a", MERGE, "{\"w\": \"" + "x".repeat(200) + "\"}", "If-Match", "*"));
    gives(
        422, "invalid_content", m -> send(m, "/ruled/a", MERGE, "{\"v\": null}", "If-Match", "*"));
    on("delete /{path}");
    deletes("/r/doc", "/r/none", () -> put(unused("/r/"), "{}"));
    gives(400, "malformed_path", m -> server.send(m, "/r//x"));
  }

  private void reads(String path) {
    gives(200, m -> server.send(m, path));
    gives(206, m -> server.send(m, path, "Range", "bytes=0-1"));
    gives(304, m -> server.send(m, path, "If-None-Match", server.get(path).etag()));
    gives(412, "precondition_failed", m -> server.send(m, path, "If-Match", "\"1.aaaaaaaaaaaaa\""));
    gives(416, "range_not_satisfiable", m -> server.send(m, path, "Range", "bytes=9999-"));
  }

  private void writes(String path, String content) {
    gives(200, m -> put(path, content, "If-Match", "*", "Prefer", "return=representation"));
    gives(204, m -> put(path, content, "If-Match", "*"));
    gives(400, "malformed_precondition", m -> put(path, content, "If-Match", "abc"));
    gives(400, "bad_request", m -> put(path, content, "Idempotency-Key", "abc"));
    gives(400, "malformed_content", m -> put(path, "{", "If-Match", "*"));
    gives(
        400, "digest_mismatch", m -> put(path, content, "If-Match", "*", "Content-Digest", WRONG));
    gives(412, "precondition_failed", m -> put(path, content, "If-Match", old));
    gives(428, "precondition_required", m -> put(path, content));
    gives(
        422,
        "key_reused",
        m -> {
          String key = '"' + unused("") + '"';
          put(path, content, "If-Match", "*", "Idempotency-Key", key);
          return put(path, content + " ", "If-Match", "*", "Idempotency-Key", key);
        });
  }

  private void patches(String path, String absent) {
    String change = "{\"merge\": {}}";
    gives(
        200, m -> send(m, path, MERGE, change, "If-Match", "*", "Prefer", "return=representation"));
    gives(204, m -> send(m, path, MERGE, change, "If-Match", "*"));
    gives(400, "malformed_precondition", m -> send(m, path, MERGE, change, "If-Match", "abc"));
    gives(400, "bad_request", m -> send(m, path, MERGE, change, "Idempotency-Key", "abc"));
    gives(400, "malformed_content", m -> send(m, path, MERGE, "{", "If-Match", "*"));
    gives(
        400,
        "digest_mismatch",
        m -> send(m, path, MERGE, change, "If-Match", "*", "Content-Digest", WRONG));
    gives(
        403,
        "forbidden",
        m ->
            guarded.send(
                m,
                path,
                "[]".getBytes(UTF_8),
                "Content-Type",
                PATCH,
                "Authorization",
                token(unused("t"), "write:/")));
    gives(404, "not_found", m -> send(m, absent, MERGE, change));
    gives(
        409,
        "conflict",
        m -> send(m, path, PATCH, "[{\"op\": \"remove\", \"path\": \"/none\"}]", "If-Match", "*"));
    gives(412, "precondition_failed", m -> send(m, path, MERGE, change, "If-Match", old));
    gives(415, "unsupported_media_type", m -> send(m, path, "text/plain", "x", "If-Match", "*"));
    gives(
        422,
        "key_reused",
        m -> {
          String key = '"' + unused("") + '"';
          send(m, path, MERGE, change, "If-Match", "*", "Idempotency-Key", key);
          return send(m, path, MERGE, change + " ", "If-Match", "*", "Idempotency-Key", key);
        });
    gives(428, "precondition_required", m -> send(m, path, MERGE, change));
  }

  private void deletes(String path, String absent, java.util.function.Supplier<Reply> created) {
    Function<Reply, String> location = reply -> reply.field("Location");
    gives(204, m -> server.send(m, location.apply(created.get()), "If-Match", "*"));
    gives(400, "malformed_precondition", m -> server.send(m, path, "If-Match", "abc"));
    gives(400, "bad_request", m -> server.send(m, path, "Idempotency-Key", "abc"));
    gives(404, "not_found", m -> server.send(m, absent));
    gives(412, "precondition_failed", m -> server.send(m, path, "If-Match", old));
    gives(
        422,
        "key_reused",
        m -> {
          String key = '"' + unused("") + '"';
          server.send(m, location.apply(created.get()), "If-Match", "*", "Idempotency-Key", key);
          return server.send(
              m, location.apply(created.get()), "If-Match", "*", "Idempotency-Key", key);
        });
    gives(428, "precondition_required", m -> server.send(m, path));
  }

  private void collections() {
    on("get /{collection}/");
    lists("/r/");
    gives(400, "malformed_path", m -> server.send(m, "/r//"));
    gives(404, "not_found", m -> server.send(m, "/none/"));
    on("post /{collection}/");
    creates("/c/");
    gives(400, "malformed_path", m -> send(m, "/r//", JSON, "{}"));
    gives(409, "conflict", m -> send(m, "/ruled/", JSON, "{\"v\": 1}"));
    gives(413, "content_too_large", m -> send(m, "/ruled/", JSON, "[" + " ".repeat(200) + "]"));
    gives(415, "unsupported_media_type", m -> send(m, "/ruled/", "text/plain", "x"));
    gives(422, "invalid_content", m -> send(m, "/ruled/", JSON, "{}"));
    on("delete /{collection}/");
    gives(404, "not_found", m -> server.send(m, "/none/"));
    gives(409, "conflict", m -> server.send(m, "/r/"));
  }

  private void lists(String path) {
    gives(200, m -> server.send(m, path));
    gives(304, m -> server.send(m, path, "If-None-Match", server.get(path).etag()));
    gives(400, "bad_request", m -> server.send(m, path + "?limit=x"));
    gives(412, "precondition_failed", m -> server.send(m, path, "If-Match", "\"x\""));
  }

  private void creates(String path) {
    gives(201, m -> send(m, path, JSON, "{}"));
    gives(400, "malformed_precondition", m -> send(m, path, JSON, "{}", "If-Match", "abc"));
    gives(400, "bad_request", m -> send(m, path, JSON, "{}", "Idempotency-Key", "abc"));
    gives(400, "malformed_content", m -> send(m, path, JSON, "{"));
    gives(400, "digest_mismatch", m -> send(m, path, JSON, "{}", "Content-Digest", WRONG));
    gives(412, "precondition_failed", m -> send(m, path, JSON, "{}", "If-Match", old));
    gives(
        422,
        "key_reused",
        m -> {
          String key = '"' + unused("") + '"';
          send(m, path, JSON, "{}", "Idempotency-Key", key);
          return send(m, path, JSON, "[]", "Idempotency-Key", key);
        });
  }

  private void root() {
    on("get /");
    lists("/");
    on("post /");
    creates("/");
    on("delete /");
    gives(409, "conflict", m -> server.send(m, "/"));
  }

  private void rules() {
    put("/-/rules/some/", "{}");
    on("get /-/rules/{collection}/");
    reads("/-/rules/some/");
    gives(400, "malformed_path", m -> server.send(m, "/-/rules/some//"));
    gives(404, "not_found", m -> server.send(m, "/-/rules/none/"));
    on("put /-/rules/{collection}/");
    writes("/-/rules/some/", "{\"max_bytes\": 7}");
    gives(201, m -> put("/-/rules" + unused("/") + "/", "{}"));
    gives(400, "malformed_path", m -> put("/-/rules/some//", "{}"));
    gives(
        409,
        "conflict",
        m -> put("/-/rules/some/", "{}", "If-Match", "*", "Merge-Base", "\"1.aaaaaaaaaaaaa\""));
    gives(422, "invalid_content", m -> put("/-/rules/some/", "{\"x\": 1}", "If-Match", "*"));
    on("patch /-/rules/{collection}/");
    patches("/-/rules/some/", "/-/rules/none/");
    gives(400, "malformed_path", m -> send(m, "/-/rules/some//", MERGE, "{}"));
    gives(
        422,
        "invalid_content",
        m -> send(m, "/-/rules/some/", MERGE, "{\"x\": 1}", "If-Match", "*"));
    on("delete /-/rules/{collection}/");
    deletes("/-/rules/some/", "/-/rules/none/", () -> put("/-/rules" + unused("/") + "/", "{}"));
    gives(400, "malformed_path", m -> server.send(m, "/-/rules/some//"));
    gives(
        422,
        "invalid_content",
        m -> {
          put("/-/rules/ruled/free/", "{}");
          put("/ruled/free/x", "{}");
          return server.send(m, "/-/rules/ruled/free/", "If-Match", "*");
        });
  }

  private Reply batch(String operations, String... fields) {
    return send(
        "POST",
        "/-/batch",
        JSON,
        "{\"references\": true, \"operations\": [" + operations + "]}",
        fields);
  }

  private static String op(String method, String path, String more) {
    return "{\"method\": \"%s\", \"path\": \"%s\"%s}".formatted(method, path, more);
  }

  private void batch() {
    String body = ", \"body\": {}";
    on("post /-/batch");
    gives(200, m -> batch(op("PUT", unused("/b/"), body)));
    gives(400, "bad_request", m -> batch(""));
    gives(400, "malformed_content", m -> send(m, "/-/batch", JSON, "{"));
    gives(
        400,
        "malformed_precondition",
        m -> batch(op("PUT", "/b/x", body + ", \"if_match\": \"abc\"")));
    gives(400, "malformed_path", m -> batch(op("PUT", "/b//x", body)));
    gives(
        403,
        "forbidden",
        m ->
            guarded.send(
                m,
                "/-/batch",
                ("{\"operations\": [" + op("PUT", "/b/x", body) + "]}").getBytes(UTF_8),
                "Authorization",
                token(unused("t"), "read:/b/")));
    gives(404, "not_found", m -> batch(op("DELETE", "/b/none", "")));
    gives(409, "conflict", m -> batch(op("PUT", "/ruled/b", ", \"body\": {\"v\": 1}")));
    gives(
        412,
        "precondition_failed",
        m -> batch(op("PUT", "/r/doc", body + ", \"if_match\": \"\\\"x\\\"\"")));
    gives(
        413,
        "content_too_large",
        m -> batch(op("PUT", "/b/x", ", \"body\": \"" + "x".repeat(70_000) + "\"")));
    gives(
        415,
        "unsupported_media_type",
        m -> batch(op("PATCH", "/r/doc", ", \"content_type\": \"text/plain\", \"body\": \"x\"")));
    gives(422, "invalid_content", m -> batch(op("PUT", "/b/${9.id}", body)));
    gives(
        422,
        "key_reused",
        m -> {
          String key = '"' + unused("") + '"';
          batch(op("PUT", unused("/b/"), body), "Idempotency-Key", key);
          return batch(op("PUT", unused("/b/"), body), "Idempotency-Key", key);
        });
    gives(428, "precondition_required", m -> batch(op("PUT", "/r/doc", body)));
  }

  private void tokens() {
    String wanted = "{\"name\": \"%s\", \"allow\": [\"read:/\"]}";
    String taken = unused("t");
    String reader = token(taken, "read:/");
    on("get /-/tokens");
    gives(200, m -> guarded.send(m, "/-/tokens", "Authorization", OPERATOR));
    gives(403, "forbidden", m -> guarded.send(m, "/-/tokens", "Authorization", reader));
    on("post /-/tokens");
    gives(201, m -> tokens(wanted.formatted(unused("t")), OPERATOR));
    gives(422, "invalid_content", m -> tokens("{}", OPERATOR));
    gives(403, "forbidden", m -> tokens(wanted.formatted("y"), reader));
    gives(409, "conflict", m -> tokens(wanted.formatted(taken), OPERATOR));
    on("delete /-/tokens/{name}");
    gives(
        204,
        m -> {
          String name = unused("t");
          token(name, "read:/");
          return guarded.send(m, "/-/tokens/" + name, "Authorization", OPERATOR);
        });
    gives(403, "forbidden", m -> guarded.send(m, "/-/tokens/t", "Authorization", reader));
    gives(404, "not_found", m -> guarded.send(m, "/-/tokens/none", "Authorization", OPERATOR));
  }

  private void errands() {
    String reader = token(unused("t"), "read:/");
    on("post /-/backup");
    gives(
        200, m -> guarded.send(m, "/-/backup?folder=%2Fbackups&keep=1", "Authorization", OPERATOR));
    gives(
        400,
        "bad_request",
        m -> guarded.send(m, "/-/backup?folder=here&keep=1", "Authorization", OPERATOR));
    gives(403, "forbidden", m -> guarded.send(m, "/-/backup", "Authorization", reader));
    on("post /-/verify");
    gives(200, m -> guarded.send(m, "/-/verify", "Authorization", OPERATOR));
    gives(403, "forbidden", m -> guarded.send(m, "/-/verify", "Authorization", reader));
  }

  private void others() {
    on("get /-/changes");
    gives(200, m -> server.send(m, "/-/changes"));
    gives(400, "bad_request", m -> server.send(m, "/-/changes?after=no"));
    gives(400, "malformed_path", m -> server.send(m, "/-/changes?prefix=//"));
    gives(410, "gone", m -> server.send(m, "/-/changes?after=czzzzzz"));
    on("get /-/conflicts");
    gives(200, m -> server.send(m, "/-/conflicts"));
    gives(400, "bad_request", m -> server.send(m, "/-/conflicts?limit=x"));
    on("get /-/console/");
    gives(200, m -> server.send(m, "/-/console/"));
    on("get /-/console/{file}");
    gives(200, m -> server.send(m, "/-/console/index.html"));
    gives(404, "not_found", m -> server.send(m, "/-/console/none"));
    for (String page :
        List.of("health/live", "health/ready", "metrics", "openapi.json", "problems/", "rules/")) {
      on("get /-/" + page);
      gives(200, m -> server.send(m, "/-/" + page));
    }
    on("get /-/problems/{error}");
    gives(200, m -> server.send(m, "/-/problems/conflict"));
    gives(404, "not_found", m -> server.send(m, "/-/problems/none"));
    merges();
    versions();
  }

  private Reply merge(String path, String base, String document) {
    return send(
        "POST",
        "/-/merge" + path,
        JSON,
        "{\"base\": \"%s\", \"document\": %s}".formatted(base.replace("\"", "\\\""), document));
  }

  private void merges() {
    on("post /-/merge/{path}");
    gives(200, m -> merge("/r/doc", old, "{}"));
    gives(400, "malformed_content", m -> send(m, "/-/merge/r/doc", JSON, "{}"));
    gives(400, "malformed_path", m -> merge("/r//doc", old, "{}"));
    gives(404, "not_found", m -> merge("/r/none", old, "{}"));
    gives(409, "conflict", m -> merge("/r/doc", "\"1.aaaaaaaaaaaaa\"", "{}"));
    gives(413, "content_too_large", m -> merge("/r/doc", old, "\"" + "x".repeat(20 << 20) + "\""));
    gives(
        415,
        "unsupported_media_type",
        m -> merge("/r/image", server.get("/r/image").etag(), "\"x\""));
  }

  private void versions() {
    put("/r/pruned", "1");
    put("/r/pruned", "2", "If-Match", "*");
    server.store().prune(new ResourcePath("/r/pruned"), 2);
    on("get /-/versions/{path}");
    gives(200, m -> server.send(m, "/-/versions/r/doc"));
    gives(400, "bad_request", m -> server.send(m, "/-/versions/r/doc?number=x"));
    gives(400, "malformed_path", m -> server.send(m, "/-/versions/r//doc"));
    gives(404, "not_found", m -> server.send(m, "/-/versions/r/none"));
    gives(410, "gone", m -> server.send(m, "/-/versions/r/pruned?number=1"));
  }
}
