package org.psopruner.coordinator.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of a list that grows at its end a request asks for: the newest, unless it says. */
public class Tail {
  @Parameter(
      description =
          "The first to be shown, counted from 0, those that are forgotten included; the newest are"
              + " shown without it.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
  @QueryParam("offset")
  String offset;

  @Parameter(
      description = "How many are shown at most.",
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              minimum = "1",
              maximum = "1000",
              defaultValue = Paging.DEFAULT_LIMIT))
  @QueryParam("limit")
  @DefaultValue(Paging.DEFAULT_LIMIT)
  String limit;

  /**
   * Where it begins; empty for the newest.
   *
   * @throws jakarta.ws.rs.WebApplicationException if it is no number, or out of its range
   */
  Optional<Integer> offset() {
    return Optional.ofNullable(offset).map(Paging::offset);
  }

  /**
   * How many at most.
   *
   * @throws jakarta.ws.rs.WebApplicationException if it is no number, or out of its range
   */
  int limit() {
    return Paging.limit(limit);
  }
}
