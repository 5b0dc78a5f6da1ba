package org.psopruner.coordinator.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.log.ExperimentLog;

/**
 * What there is to do, for whatever decides how many workers there are: a share group tells nobody
 * its lag.
 */
@Path("/queue")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Tag(name = "Queue")
public class QueueResource {
  private final Experiments experiments;
  private final ExperimentLog log;

  QueueResource(Experiments experiments, ExperimentLog log) {
    this.experiments = experiments;
    this.log = log;
  }

  /**
   * What waits.
   *
   * @param outstanding evaluations of all experiments that wait for a score, those in the hands of
   *     workers included
   */
  public record Queue(int outstanding) {}

  /**
   * What waits now. While the log is being read nobody knows, and 0 would end the workers: then it
   * is 503.
   */
  @GET
  @Operation(
      operationId = "getQueue",
      summary = "How many evaluations of all experiments wait for a score")
  @APIResponse(
      responseCode = "200",
      description = "So many, those in the hands of workers included",
      content = @Content(schema = @Schema(implementation = Queue.class)))
  @APIResponse(responseCode = "503", description = "The log is still being read")
  public Queue get() {
    if (!log.isReplayed()) {
      throw Problem.unavailable("the log is still being read; ask again in a moment");
    }
    return new Queue(experiments.outstanding());
  }
}
