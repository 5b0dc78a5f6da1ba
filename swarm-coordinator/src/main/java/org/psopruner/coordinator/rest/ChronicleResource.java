package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.messages.rest.JournalPage;
import org.psopruner.messages.rest.TimelinePage;

/** What happened to experiments, and who did what when. */
@Path("/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Chronicle")
@APIResponse(responseCode = "404", description = "There is no experiment of that id")
public class ChronicleResource {
  private final ExperimentLog log;

  ChronicleResource(ExperimentLog log) {
    this.log = log;
  }

  /** Who had which candidate when. */
  @GET
  @Path("/timeline")
  @Operation(
      operationId = "getTimeline",
      summary = "Who had which candidate in hand, and when",
      description =
          "In the order in which it was learned: what stands at an offset stays there, be it that"
              + " one which goes on ends. 20,000 of an experiment are remembered. Of what was"
              + " before a restart of the coordinator, often only the scores are known.")
  @APIResponse(
      responseCode = "200",
      description = "A part of it",
      content = @Content(schema = @Schema(implementation = TimelinePage.class)))
  @APIResponse(responseCode = "400", description = "A parameter is out of its range")
  public TimelinePage timeline(@PathParam("id") String id, @BeanParam Tail tail) {
    return log.timeline(id, tail.offset(), tail.limit()).orElseThrow(() -> Problem.notFound(id));
  }

  /** What happened, in plain words. */
  @GET
  @Path("/journal")
  @Operation(
      operationId = "getJournal",
      summary = "What happened to the experiment, in plain words",
      description =
          "Changes, new bests, evaluations that failed or went to another worker, epochs of the"
              + " retraining. What stands at an offset stays there: ask from the total on to learn"
              + " what is new. 5,000 of an experiment are remembered.")
  @APIResponse(
      responseCode = "200",
      description = "A part of it",
      content = @Content(schema = @Schema(implementation = JournalPage.class)))
  @APIResponse(responseCode = "400", description = "A parameter is out of its range")
  public JournalPage journal(@PathParam("id") String id, @BeanParam Tail tail) {
    return log.journal(id, tail.offset(), tail.limit()).orElseThrow(() -> Problem.notFound(id));
  }
}
