package org.psopruner.coordinator.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of a list a request asks for. */
public class Paging {
  static final String DEFAULT_LIMIT = "100";

  private static final int MAX_LIMIT = 1_000;

  @Parameter(
      description = "The first to be shown, counted from 0.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
  @QueryParam("offset")
  @DefaultValue("0")
  String offset;

  @Parameter(
      description = "How many are shown at most.",
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              minimum = "1",
              maximum = "1000",
              defaultValue = DEFAULT_LIMIT))
  @QueryParam("limit")
  @DefaultValue(DEFAULT_LIMIT)
  String limit;

  /**
   * A part of a list.
   *
   * @param offset of the first, from 0
   * @param limit how many at most, from 1 to 1,000
   */
  record Part(int offset, int limit) {
    <T> List<T> of(List<T> all) {
      return all.stream().skip(offset).limit(limit).toList();
    }
  }

  /**
   * What the request says.
   *
   * @throws jakarta.ws.rs.WebApplicationException if a number is none, or out of its range
   */
  Part part() {
    return new Part(offset(offset), limit(limit));
  }

  static int offset(String text) {
    return WholeNumber.read("offset", text, 0, Integer.MAX_VALUE);
  }

  static int limit(String text) {
    return WholeNumber.read("limit", text, 1, MAX_LIMIT);
  }
}
