package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.files.Artifacts;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.rest.ArtifactsView;
import org.psopruner.messages.rest.ArtifactsView.ArtifactView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;

/** The files that came of experiments. */
@Path("/experiments/{id}/artifacts")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Artifacts")
public class ArtifactsResource {
  private final Service service;
  private final Artifacts artifacts;

  ArtifactsResource(Service service, FileRoots roots) {
    this.service = service;
    this.artifacts = new Artifacts(roots);
  }

  /** What there is. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listArtifacts",
      summary = "The files that came of the experiment",
      description = "From its output folder, as far as this coordinator can read it.")
  @APIResponse(
      responseCode = "200",
      description = "They, the model first",
      content = @Content(schema = @Schema(implementation = ArtifactsView.class)))
  @APIResponse(
      responseCode = "404",
      description =
          "There is no experiment of that id, it is not finished, or its output lies where nothing"
              + " may be read")
  public ArtifactsView list(@PathParam("id") String id) {
    ExperimentSpec finished = finished(id);
    try {
      return new ArtifactsView(artifacts.of(finished));
    } catch (UnreadableFileException e) {
      throw Problem.nothingYet(e.getMessage());
    }
  }

  /** One of them. */
  @GET
  @Path("/{name}")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "getArtifact",
      summary = "A file that came of the experiment",
      description = "Its media type is the one that the list tells; no browser shows it as a page.")
  @APIResponse(
      responseCode = "200",
      description = "Its bytes",
      headers = @Header(name = "Content-Disposition", schema = @Schema(type = SchemaType.STRING)),
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "As for the list, or there is no such file")
  public Response get(
      @PathParam("id") String id,
      @Parameter(description = "As the list has it.", example = "model.onnx") @PathParam("name")
          String name) {
    ExperimentSpec finished = finished(id);
    try {
      ArtifactView artifact =
          artifacts
              .of(finished, name)
              .orElseThrow(
                  () ->
                      Problem.nothingYet(
                          "no file of that name came of experiment %s; the list says which did"
                              .formatted(id)));
      return Response.ok(artifacts.open(finished, artifact))
          .type(artifact.mediaType())
          .header(
              HttpHeaders.CONTENT_DISPOSITION,
              "attachment; filename=\"%s-%s\"".formatted(id, artifact.name()))
          .header("X-Content-Type-Options", "nosniff")
          .build();
    } catch (UnreadableFileException e) {
      throw Problem.nothingYet(e.getMessage());
    }
  }

  private ExperimentSpec finished(String id) {
    ExperimentView view = service.view(id);
    if (view.state() != State.FINISHED) {
      throw Problem.nothingYet(
          "experiment %s is %s; files come of it when it is finished"
              .formatted(id, view.state().name().toLowerCase(Locale.ROOT)));
    }
    return view.spec();
  }
}
