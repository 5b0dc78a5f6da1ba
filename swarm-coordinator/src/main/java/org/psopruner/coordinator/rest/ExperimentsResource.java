package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.psopruner.coordinator.CoordinatorSettings;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.UnusableExperimentException;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView;

/** Experiments over REST. The roles are asked for here too, behind the policy for all paths. */
@Path("/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
public class ExperimentsResource {
  private final Experiments experiments;
  private final ExperimentLog log;
  private final SearchSpaces spaces;
  private final CoordinatorSettings settings;

  ExperimentsResource(
      Experiments experiments,
      ExperimentLog log,
      SearchSpaces spaces,
      CoordinatorSettings settings) {
    this.experiments = experiments;
    this.log = log;
    this.spaces = spaces;
    this.settings = settings;
  }

  /** Begins a search. The answer comes when the experiment is in the log and was folded. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Begin a search")
  @RequestBody(content = @Content(schema = @Schema(implementation = ExperimentSpec.class)))
  @APIResponse(
      responseCode = "201",
      description = "It is being searched",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @APIResponse(
      responseCode = "400",
      description = "It is no valid experiment: names the field, its value and its range",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(responseCode = "409", description = "There is one of that id")
  @APIResponse(responseCode = "422", description = "Its baseline or its budget cannot be used")
  @APIResponse(
      responseCode = "503",
      description = "The log is still being read, or no broker answers")
  public Response create(byte[] json) {
    ExperimentSpec spec = usable(json);
    if (!log.isReplayed()) {
      throw Problem.unavailable("the log is still being read; ask again in a moment");
    }
    try {
      if (!log.create(spec, settings.brokerTimeout())) {
        throw Problem.conflict(spec.id());
      }
    } catch (KafkaException e) {
      throw Problem.unavailable(e.getMessage());
    }
    return Response.created(URI.create("/experiments/" + spec.id())).entity(get(spec.id())).build();
  }

  private ExperimentSpec usable(byte[] json) {
    try {
      ExperimentSpec spec = MessageJson.readSpec(json);
      spaces.open(spec);
      return spec;
    } catch (MessageException e) {
      throw Problem.badRequest(e.getMessage());
    } catch (UnusableExperimentException e) {
      throw Problem.unusable(e.getMessage());
    }
  }

  /** All experiments, the oldest first. */
  @GET
  @Operation(summary = "All experiments, the oldest first")
  public List<ExperimentView> list() {
    return experiments.views();
  }

  /** An experiment as it stands. */
  @GET
  @Path("/{id}")
  @Operation(summary = "An experiment as it stands")
  public ExperimentView get(@PathParam("id") String id) {
    return experiments.view(id).orElseThrow(() -> Problem.notFound(id));
  }

  /** What was evaluated, by iteration and particle. */
  @GET
  @Path("/{id}/evaluations")
  @Operation(summary = "What was evaluated, by iteration and particle")
  public List<EvaluationView> evaluations(@PathParam("id") String id) {
    return experiments.evaluations(id).orElseThrow(() -> Problem.notFound(id));
  }
}
