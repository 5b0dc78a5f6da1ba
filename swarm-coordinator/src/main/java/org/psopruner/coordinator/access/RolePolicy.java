package org.psopruner.coordinator.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * What a request needs: to look, the role viewer or operator; for anything else, operator. It holds
 * for every path but those of health, which say nothing but whether the service works, to probes
 * that have no token, and those of the page's own files, which are the same everywhere: the page is
 * where a token is asked for.
 */
@Singleton
class RolePolicy implements HttpSecurityPolicy {
  private static final String HEALTH = "/q/health";
  private static final String PAGE = "/";
  private static final String PAGE_FILES = "/page/";
  private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Access access;

  RolePolicy(Access access) {
    this.access = access;
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
    return isHealth(request.normalizedPath()) || isPage(request.normalizedPath())
        ? CheckResult.permit()
        : identity.flatMap(who -> check(request, who));
  }

  private static boolean isHealth(String path) {
    return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }

  private static boolean isPage(String path) {
    return path.equals(PAGE) || path.startsWith(PAGE_FILES);
  }

  private Uni<CheckResult> check(RoutingContext request, SecurityIdentity who) {
    boolean looks = LOOKING.contains(request.request().method());
    if (who.hasRole(Roles.OPERATOR) || (looks && who.hasRole(Roles.VIEWER))) {
      return CheckResult.permit();
    }
    if (who.isAnonymous()) {
      return Uni.createFrom().failure(new UnauthorizedException(whyUnknown(request)));
    }
    return Uni.createFrom()
        .failure(
            new ForbiddenException(
                looks
                    ? "this needs the role viewer or operator, and the token has neither"
                    : "this needs the role operator, and the token has it not"));
  }

  private String whyUnknown(RoutingContext request) {
    if (access.isOpen() && !TokenMechanism.meantForThisMachine(request)) {
      return "where nobody has to log in, the Host header must be 127.0.0.1 or localhost; it is "
          + request.request().authority();
    }
    return access.isOpen() && TokenMechanism.isOfAnotherSite(request)
        ? "where nobody has to log in, no page of another site is answered; the Origin header is "
            + request.request().getHeader(HttpHeaderNames.ORIGIN)
        : "this needs a valid token; send it in the header 'Authorization: Bearer <token>'";
  }
}
