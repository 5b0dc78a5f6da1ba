package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.chart.Convergence;
import org.psopruner.coordinator.chart.Positions;
import org.psopruner.coordinator.chart.Sample;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.messages.rest.ConvergenceView;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.PointsView;
import org.psopruner.messages.rest.PositionsView;

/** What came of experiments so far, few enough figures to be drawn, however many there are. */
@Path("/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Charts")
@APIResponse(responseCode = "400", description = "A parameter is out of its range")
@APIResponse(responseCode = "404", description = "There is no experiment of that id")
public class ChartsResource {
  static final String MOST_ROWS = "400";
  static final int MOST = 10_000;
  static final String LIMIT_MEANING = "How many there are at most.";

  private final Experiments experiments;
  private final Service service;

  ChartsResource(Experiments experiments, Service service) {
    this.experiments = experiments;
    this.service = service;
  }

  /** Evaluations, to be drawn. */
  @GET
  @Path("/points")
  @Operation(
      operationId = "listPoints",
      summary = "Evaluations to be drawn: accuracy, cost and channels kept",
      description =
          "All of them, or, where there are more than the limit, whole iterations at even distances"
              + " and all that no other one beats in accuracy at the same parameters or MACs. Those"
              + " that could not be evaluated are not among them.")
  @APIResponse(
      responseCode = "200",
      description = "Some of them, by iteration and particle",
      content = @Content(schema = @Schema(implementation = PointsView.class)))
  public PointsView points(@PathParam("id") String id, @BeanParam DrawnLimit limit) {
    int most = limit.most();
    List<EvaluationView> all =
        evaluations(id).stream().filter(evaluation -> evaluation.failure().isEmpty()).toList();
    Map<String, Integer> groups = experiments.channels(id).orElse(Map.of());
    ExperimentView view = service.view(id);
    return new PointsView(
        all.size(),
        most,
        view.baseline(),
        groups.entrySet().stream()
            .map(group -> new PointsView.ChannelGroupView(group.getKey(), group.getValue()))
            .toList(),
        Sample.of(all, view.globalBest(), most).stream()
            .map(evaluation -> point(evaluation, groups.keySet()))
            .toList());
  }

  private static PointsView.PointView point(EvaluationView evaluation, Collection<String> groups) {
    return new PointsView.PointView(
        evaluation.evaluationId(),
        evaluation.iteration(),
        evaluation.particle(),
        evaluation.accuracy(),
        evaluation.accuracyAtMost(),
        evaluation.cost().parameters(),
        evaluation.cost().macs(),
        groups.stream().map(group -> evaluation.keptChannels().get(group)).toList());
  }

  /** Where particles were, to be drawn. */
  @GET
  @Path("/positions")
  @Operation(
      operationId = "listPositions",
      summary = "Where the particles of the swarm were, to be drawn",
      description =
          "In every iteration, or, where that are more positions than the limit, in iterations at"
              + " even distances, the last among them. Those that wait for a score are there, too.")
  @APIResponse(
      responseCode = "200",
      description = "Some of them, by iteration",
      content = @Content(schema = @Schema(implementation = PositionsView.class)))
  public PositionsView positions(@PathParam("id") String id, @BeanParam DrawnLimit limit) {
    int most = limit.most();
    List<EvaluationView> evaluations = evaluations(id);
    return Positions.of(experiments.path(id).orElse(Map.of()), evaluations, most);
  }

  /** What iterations came to, to be drawn. */
  @GET
  @Path("/convergence")
  @Operation(
      operationId = "getConvergence",
      summary = "What iterations came to, to be drawn: best, quartiles, worst",
      description = "A row an iteration, or, where there are many, a row for several in a row.")
  @APIResponse(
      responseCode = "200",
      description = "Rows, in the order of the iterations",
      content = @Content(schema = @Schema(implementation = ConvergenceView.class)))
  public ConvergenceView convergence(
      @PathParam("id") String id,
      @Parameter(
              description = LIMIT_MEANING,
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "10000",
                      defaultValue = MOST_ROWS))
          @QueryParam("limit")
          @DefaultValue(MOST_ROWS)
          String limit) {
    return Convergence.of(evaluations(id), WholeNumber.read("limit", limit, 1, MOST));
  }

  private List<EvaluationView> evaluations(String id) {
    return experiments.evaluations(id).orElseThrow(() -> Problem.notFound(id));
  }
}
