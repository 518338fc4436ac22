package dev.etagere.server.rules;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema (2020-12) that the members of a collection conform to. References reach no further
 * than the schema itself and the vocabularies of the standard: nothing is fetched.
 */
public final class ContentSchema {
  private static final int MOST_FAULTS = 20;

  private final Schema schema;
  private final JsonNode source;

  private ContentSchema(Schema schema, JsonNode source) {
    this.schema = schema;
    this.source = source;
  }

  /** The schema; nothing if it is none, or refers to what is not in it. */
  static Optional<ContentSchema> of(JsonNode source) {
    try {
      SchemaRegistry registry = registry();
      Schema schema = registry.getSchema(source);
      schema.initializeValidators();
      return conformsToMetaSchema(registry, source)
          ? Optional.of(new ContentSchema(schema, source))
          : Optional.empty();
    } catch (SchemaException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static SchemaRegistry registry() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().regularExpressionFactory(BoundedPatterns::compiled).build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
  }

  private static boolean conformsToMetaSchema(SchemaRegistry registry, JsonNode source) {
    return registry
        .getSchema(
            com.networknt.schema.SchemaLocation.of(
                SpecificationVersion.DRAFT_2020_12.getDialectId()))
        .validate(source)
        .isEmpty();
  }

  /** The schema as it was written. */
  public JsonNode source() {
    return source;
  }

  /** Why a document does not conform: the first faults, none if it does. */
  List<Fault> faults(JsonNode document) {
    try {
      BoundedPatterns.Bounded<List<Error>> errors =
          BoundedPatterns.within(() -> schema.validate(document));
      return errors.isComplete()
          ? errors.value().stream().limit(MOST_FAULTS).map(ContentSchema::fault).toList()
          : List.of(new Fault("", "the schema's patterns come to no end on this content"));
    } catch (StackOverflowError endless) {
      return List.of(new Fault("", "the schema's references come to no end on this content"));
    }
  }

  private static Fault fault(Error error) {
    return new Fault(error.getInstanceLocation().toString(), error.getMessage());
  }
}
