package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentChanged.Delete;
import org.psopruner.messages.ExperimentChanged.Extend;
import org.psopruner.messages.ExperimentChanged.Pause;
import org.psopruner.messages.ExperimentChanged.Resume;
import org.psopruner.messages.ExperimentChanged.Retrain;
import org.psopruner.messages.ExperimentChanged.Stop;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.rest.ExperimentView;

/**
 * What operators do to experiments. The answer comes when the change is in the log and was folded;
 * any coordinator can, whoever owns the experiment.
 */
@Path("/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Blocking
@Tag(name = "Changes")
@APIResponse(responseCode = "400", description = "The body or the header If-Match is not valid")
@APIResponse(responseCode = "404", description = "There is no experiment of that id")
@APIResponse(responseCode = "409", description = "It is in a state in which that cannot be done")
@APIResponse(
    responseCode = "412",
    description = "Somebody else has changed it since the ETag in If-Match was given")
@APIResponse(
    responseCode = "503",
    description = "The log is still being read, or no broker answers")
public class ChangesResource {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_MATCH_MEANING =
      "An ETag of the experiment: the change is made only if nobody else has changed it since. That"
          + " its search has gone on does not matter.";

  private final Service service;

  ChangesResource(Service service) {
    this.service = service;
  }

  /** How to stop. */
  @Schema(name = "StopRequest")
  record StopRequest(
      @Schema(
              description = "Whether the best so far is retrained; otherwise there is no model.",
              required = true,
              examples = "true")
          boolean retrain) {}

  /** What to retrain. */
  @Schema(name = "RetrainRequest")
  record RetrainRequest(
      @Schema(
              description = "Of a candidate that was evaluated on all validation images.",
              required = true,
              pattern = "[0-9a-f]{64}")
          String evaluationId) {}

  /** How far to extend. */
  @Schema(name = "ExtendRequest")
  record ExtendRequest(
      @Schema(
              description = "How many iterations more.",
              required = true,
              minimum = "1",
              maximum = "1000000",
              examples = "20")
          int iterations) {}

  /** Has no more evaluations asked for. */
  @POST
  @Path("/pause")
  @Operation(
      operationId = "pauseExperiment",
      summary = "Ask for no more evaluations",
      description =
          "What workers have been given is finished, and counts. A search that is over by that has"
              + " its winner wait. To pause what is paused changes nothing.")
  @APIResponse(
      responseCode = "200",
      description = "It is paused",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  public Response pause(
      @PathParam("id") String id,
      @Parameter(description = IF_MATCH_MEANING) @HeaderParam(IF_MATCH) String ifMatch) {
    return changed(id, new Pause(), ifMatch);
  }

  /** Has it go on after a pause. */
  @POST
  @Path("/resume")
  @Operation(
      operationId = "resumeExperiment",
      summary = "Go on after a pause",
      description = "To resume what is being searched changes nothing.")
  @APIResponse(
      responseCode = "200",
      description = "It goes on",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  public Response resume(
      @PathParam("id") String id,
      @Parameter(description = IF_MATCH_MEANING) @HeaderParam(IF_MATCH) String ifMatch) {
    return changed(id, new Resume(), ifMatch);
  }

  /** Ends the search. */
  @POST
  @Path("/stop")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "stopExperiment",
      summary = "End the search now",
      description =
          "Without a body there will be no model. With {\"retrain\": true} the best so far goes to"
              + " the retrainer, as at the search's own end.")
  @RequestBody(content = @Content(schema = @Schema(implementation = StopRequest.class)))
  @APIResponse(
      responseCode = "200",
      description = "It is stopped, or retrained",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  public Response stop(
      @PathParam("id") String id,
      byte[] body,
      @Parameter(description = IF_MATCH_MEANING) @HeaderParam(IF_MATCH) String ifMatch) {
    boolean retrain = body != null && body.length > 0 && read(body, StopRequest.class).retrain();
    return changed(id, new Stop(retrain), ifMatch);
  }

  /** Ends the search, and has a candidate retrained. */
  @POST
  @Path("/retrain")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "retrainCandidate",
      summary = "End the search now, and retrain a candidate",
      description =
          "It goes to the retrainer as the winner would. While it is being searched, paused, or"
              + " stopped without a model; after that there is a model, which psopruner retrain can"
              + " make anew from any structure.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = RetrainRequest.class)))
  @APIResponse(
      responseCode = "200",
      description = "It is retrained",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  public Response retrain(
      @PathParam("id") String id,
      byte[] body,
      @Parameter(description = IF_MATCH_MEANING) @HeaderParam(IF_MATCH) String ifMatch) {
    Change retrain =
        change(body, RetrainRequest.class, request -> new Retrain(request.evaluationId()));
    return changed(id, retrain, ifMatch);
  }

  /** Gives the search more iterations. */
  @POST
  @Path("/extend")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "extendExperiment",
      summary = "Search for more iterations",
      description =
          "While it is being searched or paused; the swarm goes on from where it is. Afterwards,"
              + " clone it with more iterations: what was evaluated is known then.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ExtendRequest.class)))
  @APIResponse(
      responseCode = "200",
      description = "It has as many iterations more",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  public Response extend(
      @PathParam("id") String id,
      byte[] body,
      @Parameter(description = IF_MATCH_MEANING) @HeaderParam(IF_MATCH) String ifMatch) {
    Change extend = change(body, ExtendRequest.class, request -> new Extend(request.iterations()));
    return changed(id, extend, ifMatch);
  }

  /** Deletes it. */
  @DELETE
  @Operation(
      operationId = "deleteExperiment",
      summary = "Show it no more, and do nothing more for it",
      description =
          "What was handed to a retrainer is retrained; files stay. The id is not free again."
              + " Scores of it still answer for other experiments.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public void delete(
      @PathParam("id") String id,
      @Parameter(description = IF_MATCH_MEANING) @HeaderParam(IF_MATCH) String ifMatch) {
    service.change(id, new Delete(), ifMatch);
  }

  private Response changed(String id, Change change, String ifMatch) {
    service.change(id, change, ifMatch);
    return Service.answer(Response.ok(), service.view(id));
  }

  /** What a body asks for, if its values are in their ranges. */
  private static <T> Change change(byte[] body, Class<T> type, Function<T, Change> asked) {
    try {
      return asked.apply(read(body, type));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(e.getMessage());
    }
  }

  private static <T> T read(byte[] body, Class<T> type) {
    try {
      return MessageJson.readRequest(body, type);
    } catch (MessageException e) {
      throw Problem.badRequest(e.getMessage());
    }
  }
}
