package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.psopruner.coordinator.CoordinatorSettings;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.files.Uploads;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.rest.UploadView;

/** Models and data that users send; off unless a folder is set for them. */
@Path(UploadsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Blocking
@Tag(name = "Uploads")
public class UploadsResource {
  static final String PATH = "/uploads";

  private static final Logger LOG = Logger.getLogger(UploadsResource.class);
  private static final String ZIP = "application/zip";

  private final CoordinatorSettings.Uploads settings;
  private final FileRoots roots;

  /** In the order in which they are there. */
  private final Lock reading = new ReentrantLock(true);

  UploadsResource(CoordinatorSettings settings, FileRoots roots) {
    this.settings = settings.uploads();
    this.roots = roots;
  }

  /** Takes a file. */
  @POST
  @Consumes({MediaType.APPLICATION_OCTET_STREAM, ZIP})
  @Operation(
      operationId = "upload",
      summary = "Send a model or data for experiments to come",
      description =
          "The file is kept in the folder that the coordinator was told, named by its hash: what is"
              + " sent twice is there once. A model must be one that can be pruned. Data are a zip;"
              + " an experiment names them by a hash of their content, which the answer tells, not"
              + " by that of the file. Files are read one at a time, and test images not at all.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "201",
      description = "It is kept",
      content = @Content(schema = @Schema(implementation = UploadView.class)))
  @APIResponse(responseCode = "404", description = "No folder is set for uploads")
  @APIResponse(
      responseCode = "422",
      description =
          "It is no model that can be pruned, or there are no data in it that can be read")
  @APIResponse(responseCode = "503", description = "It cannot be kept, as where the disk is full")
  public Response upload(
      InputStream body, @Parameter(hidden = true) @HeaderParam("Content-Type") String contentType) {
    try {
      Uploads.Kind kind = isZip(contentType) ? Uploads.Kind.DATA : Uploads.Kind.MODEL;
      return Response.status(Response.Status.CREATED).entity(uploads().take(kind, body)).build();
    } catch (Uploads.TooLongException e) {
      throw Problem.tooLong(e.getMessage());
    } catch (Uploads.UnusableException e) {
      throw Problem.unusableFile(e.getMessage());
    } catch (IOException e) {
      LOG.errorf("An upload cannot be kept: %s", e);
      throw Problem.unavailable("the file cannot be kept; the coordinator's log says why");
    }
  }

  /**
   * @param contentType null where there is none, which stands for any bytes (RFC 9110, 8.3)
   */
  private static boolean isZip(String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(ZIP);
  }

  private Uploads uploads() {
    try {
      return new Uploads(
          settings
              .folder()
              .orElseThrow(
                  () ->
                      Problem.uploadsAreOff(
                          "no folder is set for uploads; whoever runs the coordinator can set"
                              + " PSOPRUNER_UPLOADS_FOLDER")),
          settings.limit().asLongValue(),
          roots,
          reading);
    } catch (UnreadableFileException e) {
      throw Problem.uploadsAreOff(e.getMessage());
    }
  }
}
