package org.psopruner.coordinator.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param type the kind of problem: {@code about:blank} where the status says it all
 * @param status HTTP's
 * @param title the kind of problem in words
 * @param detail what, its value and what to do, in one line
 */
@Schema(description = "What went wrong with a request (RFC 9457).")
public record Problem(
    @Schema(
            description = "The kind of problem; about:blank where the status says it all.",
            examples = "urn:psopruner:problem:no-such-experiment")
        String type,
    @Schema(description = "HTTP's status.", examples = "404") int status,
    @Schema(description = "The kind of problem in words.", examples = "No such experiment")
        String title,
    @Schema(
            description = "What, its value and what to do, in one line.",
            examples = "no experiment is called vgg16")
        String detail) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String KINDS = "urn:psopruner:problem:";

  /** A problem of which there is no more to say than its status. */
  static Problem plain(int status, String detail) {
    String title =
        Optional.ofNullable(Response.Status.fromStatusCode(status))
            .map(Response.Status::getReasonPhrase)
            .orElse("Status " + status);
    return new Problem("about:blank", status, title, detail);
  }

  static WebApplicationException badRequest(String detail) {
    return exception(400, "Not a valid request", detail);
  }

  static WebApplicationException notFound(String id) {
    return exception(404, "No such experiment", "no experiment is called " + id);
  }

  static WebApplicationException nothingYet(String detail) {
    return exception(404, "Nothing yet", detail);
  }

  static WebApplicationException conflict(String detail) {
    return exception(409, "The experiment exists", detail);
  }

  static WebApplicationException impossible(String detail) {
    return exception(409, "Not in this state", detail);
  }

  static WebApplicationException stale(String detail) {
    return exception(412, "Somebody else has changed it", detail);
  }

  static WebApplicationException unusable(String detail) {
    return exception(422, "The experiment cannot be searched", detail);
  }

  static WebApplicationException unusableFile(String detail) {
    return exception(422, "The file cannot be used", detail);
  }

  static WebApplicationException tooLong(String detail) {
    return exception(413, "Too long", detail);
  }

  static WebApplicationException uploadsAreOff(String detail) {
    return exception(404, "Uploads are off", detail);
  }

  static WebApplicationException reusedKey(String detail) {
    return exception(422, "The key is of another request", detail);
  }

  static WebApplicationException unavailable(String detail) {
    return exception(503, "Not now", detail);
  }

  private static WebApplicationException exception(int status, String title, String detail) {
    String kind = KINDS + title.toLowerCase(Locale.ROOT).replace(' ', '-');
    return new WebApplicationException(detail, new Problem(kind, status, title, detail).response());
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
