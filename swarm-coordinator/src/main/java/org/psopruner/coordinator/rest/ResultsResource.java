package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.IterationView;
import org.psopruner.messages.rest.ScorePage;
import org.psopruner.messages.rest.StructureView;
import org.psopruner.messages.rest.WorkerView;

/** What came of experiments so far. */
@Path("/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Results")
@APIResponse(responseCode = "404", description = "There is no experiment of that id")
public class ResultsResource {
  private final Experiments experiments;
  private final ExperimentLog log;

  ResultsResource(Experiments experiments, ExperimentLog log) {
    this.experiments = experiments;
    this.log = log;
  }

  /** What was evaluated, by iteration and particle. */
  @GET
  @Path("/evaluations")
  @Operation(
      operationId = "listEvaluations",
      summary = "All that was evaluated, by iteration and particle: the rows of history.csv")
  @APIResponse(
      responseCode = "200",
      description = "They",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = EvaluationView.class)))
  public List<EvaluationView> evaluations(@PathParam("id") String id) {
    return experiments.evaluations(id).orElseThrow(() -> Problem.notFound(id));
  }

  /** What was evaluated, in the order in which it was learned. */
  @GET
  @Path("/scores")
  @Operation(
      operationId = "listScores",
      summary = "What was evaluated, in the order in which scores came",
      description =
          "What stands at an offset stays there: ask from the total on to learn what is new.")
  @APIResponse(
      responseCode = "200",
      description = "A part of them",
      content = @Content(schema = @Schema(implementation = ScorePage.class)))
  @APIResponse(responseCode = "400", description = "A parameter is out of its range")
  public ScorePage scores(@PathParam("id") String id, @BeanParam Paging paging) {
    Paging.Part part = paging.part();
    List<EvaluationView> all = experiments.scores(id).orElseThrow(() -> Problem.notFound(id));
    return new ScorePage(all.size(), part.offset(), part.limit(), part.of(all));
  }

  /** What each iteration came to. */
  @GET
  @Path("/history")
  @Operation(
      operationId = "getHistory",
      summary = "What each iteration came to",
      description = "A row for each iteration of which anything was evaluated.")
  @APIResponse(
      responseCode = "200",
      description = "They",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = IterationView.class)))
  public List<IterationView> history(@PathParam("id") String id) {
    return experiments.history(id).orElseThrow(() -> Problem.notFound(id));
  }

  /** The structure of the best so far. */
  @GET
  @Path("/structure")
  @Operation(
      operationId = "getStructure",
      summary = "The structure of the best so far",
      description = "404, too, while nothing was evaluated.")
  @APIResponse(
      responseCode = "200",
      description = "It",
      content = @Content(schema = @Schema(implementation = StructureView.class)))
  public StructureView structure(@PathParam("id") String id) {
    return experiments
        .structure(id)
        .orElseThrow(() -> Problem.notFound(id))
        .orElseThrow(
            () ->
                Problem.nothingYet(
                    "nothing of experiment %s was evaluated yet; ask again later".formatted(id)));
  }

  /** Who evaluated what. */
  @GET
  @Path("/workers")
  @Operation(
      operationId = "listWorkers",
      summary = "Who evaluated for the experiment, or does, by name",
      description =
          "What is in hand is known from what workers said to this coordinator since it started, or"
              + " since the oldest evaluation that is awaited was asked for.")
  @APIResponse(
      responseCode = "200",
      description = "They",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WorkerView.class)))
  public List<WorkerView> workers(@PathParam("id") String id) {
    return log.workers(id).orElseThrow(() -> Problem.notFound(id));
  }
}
