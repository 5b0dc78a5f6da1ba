package org.psopruner.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Locale;
import java.util.Set;

/** The schemas in the module's resources. */
public final class Schemas {
  private static final String IDS = "https://psopruner.org/schemas/";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(mappers -> mappers.mapPrefix(IDS, "classpath:schemas/")));

  private Schemas() {}

  /** What is wrong with a message of that type, or a record in one. */
  public static Set<ValidationMessage> errors(JsonNode json, Class<?> type) {
    return FACTORY.getSchema(SchemaLocation.of(IDS + file(type))).validate(json);
  }

  /** The name of the file with a type's schema. */
  public static String file(Class<?> type) {
    String words = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
    return words.toLowerCase(Locale.ROOT) + ".v1.json";
  }
}
