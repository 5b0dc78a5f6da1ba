package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.rest.ExperimentPage;
import org.psopruner.messages.rest.ExperimentView;

/**
 * Experiments over REST: to create and to look at. The roles are asked for here too, behind the
 * policy for all paths.
 */
@Path("/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Experiments")
public class ExperimentsResource {
  static final String YAML = "application/yaml";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String KEY = "Idempotency-Key";
  private static final int MAX_KEY_LENGTH = 255;
  private static final String KEY_MEANING =
      "Makes it safe to send the request again: the same key and content give the same"
          + " experiment, also after restarts. The content may leave out the id then; it is made"
          + " of the key.";

  private final Experiments experiments;
  private final Service service;

  ExperimentsResource(Experiments experiments, Service service) {
    this.experiments = experiments;
    this.service = service;
  }

  /** Begins a search. The answer comes when the experiment is in the log and was folded. */
  @POST
  @Consumes({MediaType.APPLICATION_JSON, YAML})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "createExperiment",
      summary = "Begin a search",
      description =
          "The answer comes when the experiment is in the log. Every field is checked; the problem"
              + " names the field, its value and its range.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ExperimentSpec.class)),
        @Content(mediaType = YAML, schema = @Schema(implementation = ExperimentSpec.class))
      })
  @APIResponse(
      responseCode = "201",
      description = "It is being searched",
      headers = {
        @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
        @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
      },
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The Idempotency-Key was sent before, and this is what came of it",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @APIResponse(
      responseCode = "400",
      description = "It is no valid experiment",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(responseCode = "409", description = "There is, or was, another one of that id")
  @APIResponse(
      responseCode = "422",
      description =
          "Its baseline or its budget cannot be used, or the Idempotency-Key is of another request")
  @APIResponse(
      responseCode = "503",
      description = "The log is still being read, or no broker answers")
  public Response create(
      byte[] body,
      @Parameter(hidden = true) @HeaderParam("Content-Type") String contentType,
      @Parameter(description = KEY_MEANING, example = "nightly-2026-11-24") @HeaderParam(KEY)
          String key) {
    Optional<String> given = key(key);
    try {
      return service.create(Specs.read(body, contentType, given), given);
    } catch (MessageException e) {
      throw Problem.badRequest(e.getMessage());
    }
  }

  /** Begins another search that differs in what the body says. */
  @POST
  @Path("/{id}/clone")
  @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON, YAML})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "cloneExperiment",
      summary = "Begin a search like another one, with changes",
      description =
          "The body is a merge patch (RFC 7396) on the experiment's content, iterations that were"
              + " added included. It must give another id, unless there is an Idempotency-Key. With"
              + " the score cache, what the first one has evaluated is not evaluated again.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MERGE_PATCH,
              schema = @Schema(type = SchemaType.OBJECT),
              example = "{\"id\": \"vgg16-smaller\", \"budget\": {\"parameters\": 0.03}}"))
  @APIResponse(
      responseCode = "201",
      description = "It is being searched",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The Idempotency-Key was sent before, and this is what came of it",
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @APIResponse(responseCode = "400", description = "What comes of it is no valid experiment")
  @APIResponse(responseCode = "404", description = "There is no experiment of that id")
  @APIResponse(responseCode = "409", description = "There is, or was, one of the new id")
  @APIResponse(responseCode = "422", description = "As for a new experiment")
  @APIResponse(
      responseCode = "503",
      description = "The log is still being read, or no broker answers")
  public Response clone(
      @PathParam("id") String id,
      byte[] body,
      @Parameter(hidden = true) @HeaderParam("Content-Type") String contentType,
      @Parameter(description = KEY_MEANING, example = "nightly-2026-11-24") @HeaderParam(KEY)
          String key) {
    Optional<String> given = key(key);
    try {
      Optional<ExperimentSpec> there =
          given.flatMap(k -> experiments.asked(Specs.idOf(body, contentType, k)));
      ExperimentSpec original =
          there.map(first -> asItWas(id, first)).orElseGet(() -> service.view(id).spec());
      return service.create(Specs.changed(original, body, contentType, given), given);
    } catch (MessageException e) {
      throw Problem.badRequest(e.getMessage());
    }
  }

  /**
   * An experiment as it was when a clone of it may have been made: it may have been extended since,
   * or deleted.
   */
  private ExperimentSpec asItWas(String id, ExperimentSpec clone) {
    return experiments
        .asked(id)
        .map(asked -> asked.with(lasting(asked.swarm(), clone.swarm().iterations())))
        .orElse(clone);
  }

  /** More iterations than it may have, a clone has of its own. */
  private static SwarmParameters lasting(SwarmParameters swarm, int iterations) {
    return swarm.withIterations(
        Math.min(iterations, SwarmParameters.maxIterations(swarm.particles())));
  }

  private static Optional<String> key(String header) {
    if (header == null) {
      return Optional.empty();
    }
    if (header.isBlank() || header.length() > MAX_KEY_LENGTH) {
      throw Problem.badRequest(
          "the header Idempotency-Key has %d characters; it must have from 1 to %d, not all blank"
              .formatted(header.length(), MAX_KEY_LENGTH));
    }
    return Optional.of(header);
  }

  /** Experiments, the oldest first. */
  @GET
  @Operation(operationId = "listExperiments", summary = "Experiments, the oldest first")
  @APIResponse(
      responseCode = "200",
      description = "Those that were asked for",
      content = @Content(schema = @Schema(implementation = ExperimentPage.class)))
  @APIResponse(responseCode = "400", description = "A parameter is out of its range")
  public ExperimentPage list(
      @Parameter(
              description = "Only those in one of these states, apart at commas.",
              example = "searching,paused")
          @QueryParam("state")
          String state,
      @Parameter(
              description = "Only those whose id has this in it, whatever the case.",
              example = "vgg16")
          @QueryParam("name")
          String name,
      @BeanParam Paging paging) {
    Paging.Part part = paging.part();
    var found = ExperimentFilter.of(state, name).of(experiments.views());
    return new ExperimentPage(found.size(), part.offset(), part.limit(), part.of(found));
  }

  /** An experiment as it stands. */
  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getExperiment",
      summary = "An experiment as it stands",
      description =
          "The ETag changes with all that changes. Sent in If-Match, it guards a change against"
              + " those of other users; in If-None-Match, it spares an answer that is known.")
  @APIResponse(
      responseCode = "200",
      description = "It",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @APIResponse(responseCode = "304", description = "It is as the ETag in If-None-Match says")
  @APIResponse(responseCode = "404", description = "There is no experiment of that id")
  public Response get(
      @PathParam("id") String id,
      @Context Request request,
      @Parameter(description = "An ETag that is known.") @HeaderParam("If-None-Match")
          String ifNoneMatch) {
    ExperimentView view = service.view(id);
    Response.ResponseBuilder known = request.evaluatePreconditions(Etags.of(view));
    return known == null ? Service.answer(Response.ok(), view) : known.tag(Etags.of(view)).build();
  }
}
