package org.psopruner.coordinator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** A small OpenID Connect provider: its metadata, its key, and tokens that it signs. */
final class Issuer implements AutoCloseable {
  private final HttpServer server;
  private final RsaJsonWebKey key;

  private Issuer(HttpServer server, RsaJsonWebKey key) {
    this.server = server;
    this.key = key;
  }

  static Issuer start() throws IOException, JoseException {
    RsaJsonWebKey key = newKey();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Issuer issuer = new Issuer(server, key);
    issuer.serve(
        "/.well-known/openid-configuration",
        """
        {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "token_endpoint": "%1$s/token",
         "authorization_endpoint": "%1$s/authorize"}
        """
            .formatted(issuer.uri()));
    issuer.serve("/jwks", new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    server.start();
    return issuer;
  }

  static RsaJsonWebKey newKey() throws JoseException {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("of the test");
    return key;
  }

  private void serve(String path, String json) {
    byte[] body = json.getBytes(UTF_8);
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot answer", e);
          }
        });
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it says of somebody with these roles, who may call a service of the test's. */
  JwtClaims claims(String... groups) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(uri());
    claims.setSubject("somebody");
    claims.setAudience("psopruner");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringListClaim("groups", groups);
    return claims;
  }

  String sign(JwtClaims claims) throws JoseException {
    return sign(claims, key);
  }

  static String sign(JwtClaims claims, RsaJsonWebKey key) throws JoseException {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKey(key.getPrivateKey());
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return token.getCompactSerialization();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
