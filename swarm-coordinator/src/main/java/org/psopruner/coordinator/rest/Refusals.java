package org.psopruner.coordinator.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers whoever is not let in. That happens before REST, so that its problems do not serve. */
@Singleton
class Refusals {
  /** Before what else answers failures. */
  private static final int FIRST = Integer.MIN_VALUE;

  void on(@Observes Router router) {
    router.route().order(FIRST).failureHandler(Refusals::answer);
  }

  private static void answer(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure instanceof UnauthorizedException) {
      challenge(request, failure.getMessage());
    } else if (failure instanceof AuthenticationFailedException) {
      challenge(request, "the token is not valid, or no longer; get another");
    } else if (failure instanceof ForbiddenException) {
      send(request, new Problem(403, "Not allowed", failure.getMessage()));
    } else {
      request.next();
    }
  }

  private static void challenge(RoutingContext request, String detail) {
    request.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    send(request, new Problem(401, "Not logged in", detail));
  }

  private static void send(RoutingContext request, Problem problem) {
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(JsonObject.mapFrom(problem).toBuffer());
  }
}
