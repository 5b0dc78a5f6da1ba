package org.psopruner.coordinator.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param status HTTP's
 * @param title the kind of problem
 * @param detail what, its value and what to do, in one line
 */
public record Problem(int status, String title, String detail) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static WebApplicationException badRequest(String detail) {
    return exception(400, "Not a valid experiment", detail);
  }

  static WebApplicationException notFound(String id) {
    return exception(404, "No such experiment", "no experiment is called " + id);
  }

  static WebApplicationException conflict(String id) {
    return exception(
        409, "The experiment exists", "an experiment is called " + id + "; choose another id");
  }

  static WebApplicationException unusable(String detail) {
    return exception(422, "The experiment cannot be searched", detail);
  }

  static WebApplicationException unavailable(String detail) {
    return exception(503, "Not now", detail);
  }

  private static WebApplicationException exception(int status, String title, String detail) {
    return new WebApplicationException(
        detail,
        Response.status(status)
            .type(MEDIA_TYPE)
            .entity(new Problem(status, title, detail))
            .build());
  }
}
