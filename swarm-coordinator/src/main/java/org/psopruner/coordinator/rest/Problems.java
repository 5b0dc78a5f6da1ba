package org.psopruner.coordinator.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Has every error of REST be a problem (RFC 9457), whoever found it. */
public class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  /** What JAX-RS itself refuses has no body yet. */
  @ServerExceptionMapper
  public Response of(WebApplicationException e) {
    Response answer = e.getResponse();
    if (answer.hasEntity() || answer.getStatus() < 400) {
      return answer;
    }
    Response problem = Problem.plain(answer.getStatus(), detail(answer.getStatus())).response();
    return Response.fromResponse(answer)
        .type(Problem.MEDIA_TYPE)
        .entity(problem.getEntity())
        .build();
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "there is nothing at this path; /q/openapi says what there is";
      case 405 -> "this path does not take that method; /q/openapi says which it takes";
      case 406 -> "this path cannot answer in what the header Accept asks for";
      case 415 -> "this path does not read what the header Content-Type says";
      default -> "the request cannot be answered";
    };
  }

  /** A fault of ours: the log says which. */
  @ServerExceptionMapper
  public Response of(RuntimeException e) {
    LOG.error("A request could not be answered", e);
    return Problem.plain(500, "something unexpected happened; the coordinator's log says what")
        .response();
  }
}
