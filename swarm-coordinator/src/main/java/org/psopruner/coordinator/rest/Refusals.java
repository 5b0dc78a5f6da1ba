package org.psopruner.coordinator.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigInteger;

/**
 * Answers what does not come as far as REST: whoever is not let in, a body that is too long, a path
 * that nobody serves.
 */
@Singleton
class Refusals {
  /** Before what else answers failures. */
  private static final int FIRST = Integer.MIN_VALUE;

  /** Of all requests but uploads, which have a limit of their own. */
  private static final long MAX_BODY = 1 << 20;

  /** After what Quarkus does with its limit, which is that of uploads. */
  private static final int AFTER_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

  /** After all that may know the path. */
  private static final int LAST = Integer.MAX_VALUE;

  void on(@Observes Router router) {
    router.route().order(FIRST).handler(Refusals::limit).failureHandler(Refusals::answer);
    router.route().order(AFTER_LIMIT).handler(Refusals::limitUntold);
    router
        .route()
        .order(LAST)
        .handler(
            request ->
                send(
                    request,
                    Problem.plain(
                        404, "there is nothing at this path; /q/openapi says what there is")));
  }

  private static void answer(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure instanceof UnauthorizedException) {
      challenge(request, failure.getMessage());
    } else if (failure instanceof AuthenticationFailedException) {
      challenge(request, "the token is not valid, or no longer; get another");
    } else if (failure instanceof ForbiddenException) {
      send(request, Problem.plain(403, failure.getMessage()));
    } else {
      request.next();
    }
  }

  /** What is longer, the server would refuse without a word. */
  private static void limit(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null && length.matches("[0-9]+") && isTooLong(length) && !isUpload(request)) {
      request.response().putHeader(HttpHeaderNames.CONNECTION, "close");
      send(
          request,
          Problem.plain(413, "the body has %s bytes; at most 1 MiB is read".formatted(length)));
    } else {
      request.next();
    }
  }

  private static boolean isTooLong(String length) {
    return new BigInteger(length).compareTo(BigInteger.valueOf(MAX_BODY)) > 0;
  }

  private static boolean isUpload(RoutingContext request) {
    return request.normalizedPath().equals(UploadsResource.PATH);
  }

  /** Whoever does not tell a body's length is listened to no longer. */
  private static void limitUntold(RoutingContext request) {
    if (!isUpload(request)) {
      request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MAX_BODY);
    }
    request.next();
  }

  private static void challenge(RoutingContext request, String detail) {
    request.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    send(request, Problem.plain(401, detail));
  }

  private static void send(RoutingContext request, Problem problem) {
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(JsonObject.mapFrom(problem).toBuffer());
  }
}
