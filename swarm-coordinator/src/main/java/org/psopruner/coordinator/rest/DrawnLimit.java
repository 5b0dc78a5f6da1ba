package org.psopruner.coordinator.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** How many points of a chart a request asks for. */
public class DrawnLimit {
  static final String DEFAULT = "2000";

  @Parameter(
      description = ChartsResource.LIMIT_MEANING,
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              minimum = "1",
              maximum = "10000",
              defaultValue = DEFAULT))
  @QueryParam("limit")
  @DefaultValue(DEFAULT)
  String limit = DEFAULT;

  /**
   * What the request says.
   *
   * @throws jakarta.ws.rs.WebApplicationException if it is no number, or out of its range
   */
  int most() {
    return WholeNumber.read("limit", limit, 1, ChartsResource.MOST);
  }
}
