package org.psopruner.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Locale;
import java.util.Set;

/** The schemas in the module's resources. */
final class Schemas {
  private static final String IDS = "https://psopruner.org/schemas/";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(mappers -> mappers.mapPrefix(IDS, "classpath:schemas/")));

  private Schemas() {}

  static Set<ValidationMessage> errors(JsonNode json, Class<?> type) {
    String name =
        type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    JsonSchema schema = FACTORY.getSchema(SchemaLocation.of(IDS + name + ".v1.json"));
    return schema.validate(json);
  }
}
