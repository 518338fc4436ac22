package dev.etagere.client;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonString;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One write of a batch.
 *
 * @param reference what it writes, or the collection that it adds to
 * @param condition what it rests on
 * @param content what it sends, if it sends anything
 */
record BatchOperation(
    String method, String reference, Condition condition, Optional<Content> content) {

  /** What a write rests on. */
  sealed interface Condition {
    /** That there is nothing yet. */
    record Nothing() implements Condition {}

    /** On nothing: the name is new. */
    record NewName() implements Condition {}

    /** That this version is current. */
    record Version(Validator validator) implements Condition {}
  }

  /** A write as a batch says it: {@link Expressed}, or {@link Inexpressible}. */
  sealed interface Form {
    /** This object. */
    record Expressed(JsonObject object) implements Form {}

    /** Not at all. */
    record Inexpressible(Problem problem) implements Form {}
  }

  static BatchOperation on(String method, Document base, Optional<Content> content) {
    Condition condition = new Condition.Version(base.validator());
    return new BatchOperation(method, base.url().toString(), condition, content);
  }

  static BatchOperation creating(String reference, Content content) {
    return new BatchOperation("PUT", reference, new Condition.Nothing(), Optional.of(content));
  }

  static BatchOperation adding(String collection, Content content) {
    return new BatchOperation("POST", collection, new Condition.NewName(), Optional.of(content));
  }

  /** The write as it is sent to the server of the base. */
  Form form(URI base) {
    URI url = base.resolve(reference);
    if (!Courier.sameOrigin(url, base) || url.getRawQuery() != null) {
      return refused("foreign", "A batch writes current resources of the client's own server.");
    }
    if (condition instanceof Condition.Version version
        && !(version.validator() instanceof Validator.StrongTag)) {
      return refused("no_strong_validator", version.validator().assurance());
    }
    if (content.flatMap(Content::coding).isPresent()) {
      return refused(
          "coded_content", "A batch holds no content that is kept coded; save it alone.");
    }
    return content.isPresent() ? withBody(head(url), content.get()) : expressed(head(url));
  }

  private Map<String, Json> head(URI url) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("method", new JsonString(method));
    members.put("path", new JsonString(url.getRawPath()));
    if (condition instanceof Condition.Version version
        && version.validator() instanceof Validator.StrongTag strong) {
      members.put("if_match", new JsonString(strong.tag().toString()));
    } else if (condition instanceof Condition.Nothing) {
      members.put("if_none_match", new JsonString("*"));
    }
    return members;
  }

  private static Form withBody(Map<String, Json> members, Content content) {
    members.put("content_type", new JsonString(content.mediaType()));
    if (!content.isJson()) {
      members.put("content_encoding", new JsonString("base64"));
      members.put("body", new JsonString(Base64.getEncoder().encodeToString(content.shared())));
      return expressed(members);
    }
    Json.Parsed parsed = Json.parse(content.shared());
    if (parsed instanceof Json.Parsed.Malformed malformed) {
      return refused("malformed_json", Patching.description(malformed));
    }
    members.put("body", ((Json.Parsed.Document) parsed).root());
    return expressed(members);
  }

  private static Form expressed(Map<String, Json> members) {
    return new Form.Expressed(JsonObject.of(members));
  }

  private static Form refused(String error, String detail) {
    return new Form.Inexpressible(Problem.own(error, "the batch was not sent", detail));
  }
}
