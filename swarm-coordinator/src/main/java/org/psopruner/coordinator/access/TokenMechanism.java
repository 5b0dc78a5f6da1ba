package org.psopruner.coordinator.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Lets in whoever sends a static token (RFC 6750), or, where nobody has to log in, whoever is on
 * this machine. A token that is none of these is left to OpenID Connect.
 */
@Singleton
class TokenMechanism implements HttpAuthenticationMechanism {
  private static final String SCHEME = "Bearer ";

  private final Access access;

  TokenMechanism(Access access) {
    this.access = access;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    return Uni.createFrom()
        .optional(access.isOpen() ? local(request) : identity("token", bearer(request)));
  }

  private static Optional<SecurityIdentity> local(RoutingContext request) {
    return meantForThisMachine(request) && !isOfAnotherSite(request)
        ? identity("local", Optional.of(Roles.OPERATOR))
        : Optional.empty();
  }

  /** Whether the Host header names this machine. */
  static boolean meantForThisMachine(RoutingContext request) {
    HostAndPort host = request.request().authority();
    return host != null && Loopback.isName(host.host());
  }

  /**
   * Whether a page of another site has the browser send it. What has no body, or one whose type is
   * not said, is sent without asking the server first, as a form always was; but with where it
   * comes from (Fetch standard, "Origin" header). Who is no browser does not say.
   */
  static boolean isOfAnotherSite(RoutingContext request) {
    String origin = request.request().getHeader(HttpHeaderNames.ORIGIN);
    return origin != null
        && !origin.equalsIgnoreCase("http://" + request.request().authority())
        && !origin.equalsIgnoreCase("https://" + request.request().authority());
  }

  private Optional<String> bearer(RoutingContext request) {
    return Optional.ofNullable(request.request().getHeader(HttpHeaderNames.AUTHORIZATION))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(header -> access.roleOf(header.substring(SCHEME.length()).strip()));
  }

  private static Optional<SecurityIdentity> identity(String name, Optional<String> role) {
    return role.map(
        found ->
            QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(found)
                .build());
  }

  /** Before OpenID Connect, which refuses what it does not know. */
  @Override
  public int getPriority() {
    return 2 * DEFAULT_PRIORITY;
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom()
        .item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, SCHEME.strip()));
  }
}
