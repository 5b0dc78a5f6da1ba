package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.LayersView;

/** Candidates of experiments, one by one and against each other. */
@Path("/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Candidates")
public class CandidatesResource {
  private final Experiments experiments;
  private final ExperimentLog log;

  CandidatesResource(Experiments experiments, ExperimentLog log) {
    this.experiments = experiments;
    this.log = log;
  }

  /** A candidate that has a score. */
  @GET
  @Path("/scores/{evaluation}")
  @Operation(
      operationId = "getCandidate",
      summary = "A candidate: its structure, what it scored and costs, where it came from")
  @APIResponse(
      responseCode = "200",
      description = "It",
      content = @Content(schema = @Schema(implementation = CandidateView.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no experiment of that id, or no score of that evaluation")
  public CandidateView candidate(
      @PathParam("id") String id,
      @Parameter(description = "An evaluationId, as scores and fronts have it.")
          @PathParam("evaluation")
          String evaluation) {
    return log.candidate(id, evaluation)
        .orElseThrow(() -> Problem.notFound(id))
        .orElseThrow(() -> noScore(id, evaluation));
  }

  /** The layers of the network, before and after. */
  @GET
  @Path("/layers")
  @Operation(
      operationId = "getLayers",
      summary = "The network layer by layer, in the baseline and in a candidate",
      description =
          "Before anything was evaluated there is only the baseline. 404, too, if the baseline"
              + " could not be read.")
  @APIResponse(
      responseCode = "200",
      description = "The layers, each after those it reads",
      content = @Content(schema = @Schema(implementation = LayersView.class)))
  @APIResponse(
      responseCode = "404",
      description =
          "There is no experiment of that id, no score of that evaluation, or no baseline")
  public LayersView layers(
      @PathParam("id") String id,
      @Parameter(description = "The candidate's evaluationId; without it, the best so far.")
          @QueryParam("evaluation")
          String evaluation) {
    return experiments
        .layers(id, Optional.ofNullable(evaluation))
        .orElseThrow(() -> Problem.notFound(id))
        .orElseThrow(
            () ->
                evaluation == null
                    ? Problem.nothingYet("the baseline of " + id + " could not be read")
                    : noScore(id, evaluation));
  }

  /** The candidates that no other one beats. */
  @GET
  @Path("/front")
  @Operation(
      operationId = "getFront",
      summary = "The candidates that no other one beats in accuracy, parameters and MACs",
      description =
          "Of what was evaluated on all validation images. It is the Pareto front of the three, and"
              + " says of each candidate whether it is on that of accuracy and one cost alone.")
  @APIResponse(
      responseCode = "200",
      description = "They, by ascending parameters",
      content = @Content(schema = @Schema(implementation = FrontView.class)))
  @APIResponse(responseCode = "404", description = "There is no experiment of that id")
  public FrontView front(@PathParam("id") String id) {
    return experiments.front(id).orElseThrow(() -> Problem.notFound(id));
  }

  private static RuntimeException noScore(String id, String evaluation) {
    return Problem.nothingYet(
        "experiment %s has no score of evaluation %s"
            .formatted(id, evaluation.length() > 100 ? "…" : evaluation));
  }
}
