package dev.etagere.server.operations;

import dev.etagere.server.http.Json;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the server in OpenAPI 3.1, made of {@code openapi.json}: each operation there
 * names its answers and its problems, and is written out here; what holds everywhere (HEAD beside
 * GET, OPTIONS, any other problem) is added. Collections with rules are described by themselves.
 */
final class OpenApi {
  private static final String PROBLEM = "application/problem+json";

  private final JsonNode source;
  private final ObjectNode document = Json.mapper().createObjectNode();
  private final ObjectNode paths;
  private final ObjectNode components;

  private OpenApi(JsonNode source) {
    this.source = source;
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Etagere")
        .put("version", "1")
        .put(
            "summary",
            "Versioned resources: no write replaces a version that its writer had not seen.");
    document.putArray("servers").addObject().put("url", "/");
    document.putArray("security").add(empty()).addObject().putArray("token");
    this.paths = document.putObject("paths");
    this.components = (ObjectNode) source.path("components").deepCopy();
    document.set("components", components);
    source
        .path("paths")
        .propertyStream()
        .forEach(path -> paths.set(path.getKey(), written(path.getValue())));
  }

  /** The operations that are there whatever the rules. */
  static OpenApi read() {
    try (InputStream in =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
      return new OpenApi(Json.mapper().readTree(in.readAllBytes()));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  ObjectNode document() {
    return document;
  }

  private static ObjectNode empty() {
    return Json.mapper().createObjectNode();
  }

  private static ObjectNode reference(String kind, String name) {
    return empty().put("$ref", "#/components/%s/%s".formatted(kind, name));
  }

  private ObjectNode written(JsonNode path) {
    ObjectNode item = empty();
    for (Map.Entry<String, JsonNode> entry : path.properties()) {
      if (entry.getKey().equals("parameters")) {
        item.set("parameters", references("parameters", entry.getValue()));
      } else {
        item.set(entry.getKey(), operation(entry.getValue()));
      }
    }
    if (item.has("get")) {
      item.set("head", head((ObjectNode) item.path("get")));
    }
    item.set("options", options(path));
    return item;
  }

  private static ArrayNode references(String kind, JsonNode names) {
    ArrayNode references = Json.mapper().createArrayNode();
    names.valueStream().forEach(name -> references.add(reference(kind, name.asString())));
    return references;
  }

  private static ObjectNode operation(JsonNode source) {
    ObjectNode operation = empty();
    operation.set("operationId", source.path("id"));
    operation.set("summary", source.path("summary"));
    if (source.has("parameters")) {
      operation.set("parameters", references("parameters", source.path("parameters")));
    }
    if (source.has("body")) {
      operation.set("requestBody", reference("requestBodies", source.path("body").asString()));
    }
    ObjectNode responses = operation.putObject("responses");
    source
        .path("answers")
        .propertyStream()
        .forEach(answer ->
            responses.set(answer.getKey(), reference("responses", answer.getValue().asString())));
    byStatus(source.path("problems"))
        .forEach((status, codes) -> responses.set(status.toString(), problem(status, codes)));
    responses.set("default", reference("responses", "Problem"));
    return operation;
  }

  private static Map<Integer, List<ProblemKind>> byStatus(JsonNode codes) {
    return codes
        .valueStream()
        .map(code -> ProblemKind.valueOf(code.asString().toUpperCase(Locale.ROOT)))
        .collect(Collectors.groupingBy(ProblemKind::status, TreeMap::new, Collectors.toList()));
  }

  private static ObjectNode problem(int status, List<ProblemKind> kinds) {
    ObjectNode response = empty().put("description", kinds.getFirst().title());
    ArrayNode all =
        response.putObject("content").putObject(PROBLEM).putObject("schema").putArray("allOf");
    all.add(reference("schemas", "Problem"));
    ObjectNode properties = all.addObject().putObject("properties");
    properties.putObject("status").put("const", status);
    ArrayNode codes = properties.putObject("error").putArray("enum");
    kinds.forEach(kind -> codes.add(kind.code()));
    return response;
  }

  /** As GET, without content: no part of it, and problems by their status alone. */
  private static ObjectNode head(ObjectNode get) {
    ObjectNode head = get.deepCopy();
    head.put("operationId", get.path("operationId").asString() + "Head");
    head.put("summary", get.path("summary").asString() + ": the header alone");
    ObjectNode responses = head.putObject("responses");
    get.path("responses")
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(status -> !status.equals("206") && !status.equals("416"))
        .forEach(status -> responses.putObject(status).put("description", "As GET, no content."));
    return head;
  }

  private static ObjectNode options(JsonNode path) {
    JsonNode first =
        path.propertyStream()
            .map(Map.Entry::getValue)
            .filter(JsonNode::isObject)
            .findFirst()
            .orElseThrow();
    ObjectNode options = empty();
    options.put("operationId", first.path("id").asString() + "Options");
    options.put("summary", "Which methods there are");
    options
        .putObject("responses")
        .putObject("2XX")
        .put("description", "The field Allow has them; where rules are in force, these are told.");
    return options;
  }

  /**
   * Describes a collection and its members by the rules that are in force for it.
   *
   * @param prefix of the collection
   * @param inForce the rules as {@code /-/rules/} shows them
   */
  void add(String prefix, Rules rules, Map<String, Object> inForce) {
    ObjectNode content = content(prefix, rules);
    ObjectNode members = item("/{path}", inForce);
    ObjectNode collection = item("/{collection}/", inForce);
    collection.remove("parameters");
    described(members, "put", content);
    described(collection, "post", content);
    ObjectNode read = (ObjectNode) components.at("/responses/representation").deepCopy();
    read.set("content", content);
    ((ObjectNode) members.at("/get/responses")).set("200", read);
    paths.set(prefix, collection);
    paths.set(prefix + "{path}", members);
  }

  private ObjectNode item(String template, Map<String, Object> inForce) {
    ObjectNode item = written(source.path("paths").path(template));
    item.forEach(operation -> {
      if (operation instanceof ObjectNode object) {
        object.remove("operationId");
      }
    });
    item.set("x-etagere-rules", Json.mapper().valueToTree(inForce));
    return item;
  }

  private static void described(ObjectNode item, String method, ObjectNode content) {
    ObjectNode body = empty().put("required", true);
    body.set("content", content);
    ((ObjectNode) item.path(method)).set("requestBody", body);
  }

  private ObjectNode content(String prefix, Rules rules) {
    ObjectNode content = empty();
    List<String> types = rules.limits().mediaTypes();
    (types.isEmpty() ? List.of(rules.schema().isPresent() ? "application/json" : "*/*") : types)
        .forEach(content::putObject);
    rules
        .schema()
        .ifPresent(schema -> {
          String name = "collection" + components.path("schemas").size();
          ((ObjectNode) components.path("schemas")).set(name, identified(prefix, schema.source()));
          content.forEach(type -> ((ObjectNode) type).set("schema", reference("schemas", name)));
        });
    return content;
  }

  /** With an identifier of its own, so that its references lead into itself, not the document. */
  private static JsonNode identified(String prefix, JsonNode schema) {
    if (!(schema instanceof ObjectNode object) || object.has("$id")) {
      return schema;
    }
    ObjectNode identified = empty().put("$id", "urn:etagere:schema:" + prefix);
    identified.setAll(object);
    return identified;
  }
}
