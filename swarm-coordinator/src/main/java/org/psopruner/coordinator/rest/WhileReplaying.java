package org.psopruner.coordinator.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Tells nothing of experiments while the log is being read: one that was not read yet would be said
 * not to be there, and whoever looks at it would look no more.
 */
public class WhileReplaying {
  static final String EXPERIMENTS = "/experiments";

  private final Service service;

  WhileReplaying(Service service) {
    this.service = service;
  }

  /** Throws a problem for what would be answered out of the log. */
  @ServerRequestFilter
  public void refuse(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith(EXPERIMENTS)) {
      service.requireReplayed();
    }
  }
}
